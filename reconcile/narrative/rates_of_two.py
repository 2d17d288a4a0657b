"""Rates that are named after what was done, of two figures told before: 应退A万元，已退还B万元，退
还率P%; 计划整治A公里，实际整治B公里，完成率P%; 立案A起，破案B起，破案率P%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from extract.disclosure import Role
from reconcile.audit import Check, Verdict
from reconcile.book import Book
from reconcile.equation import check
from reconcile.formula import RATIO, sum_over
from reconcile.narrative.said import Said, is_figure, slipped
from reconcile.phrases import phrase
from reconcile.tables.vocabulary import pattern, vocabulary

#: Of a name these last characters tell what was done.
_LAST = 2
#: So many figures and one less may be what a rate is out of.
_TRIED = 3
#: So near to what it should be a rate may be of nearly the same figures.
_NEAR = 0.02


def rates_of_two(book: Book, told: Sequence[Said], above: Sequence[Said]) -> Iterator[Check]:
    """The rates of one sentence by their names; `above` are the figures of the one before it."""
    for at, rate in enumerate(told):
        named = pattern("beside", "named").search(rate.words) if rate.is_rate else None
        if named is None or rate.claim.role in (Role.CHANGE_RATE, Role.SHARE):
            continue
        near = [t for t in told[:at] if is_figure(t)]
        found = _by_name(book, rate, named["name"], near, [*above, *near])
        yield from [found] if found is not None else []


def _by_name(
    book: Book, rate: Said, name: str, near: Sequence[Said], among: Sequence[Said]
) -> Check | None:
    """A rate against the last figure that its name is taken from, and what that is out of."""
    if pattern("beside", "done").search(name):
        return _of_plan(book, rate, near)
    kind = vocabulary()["beside"]["of"].get(name)
    if kind is not None:
        return _of_kind(book, rate, kind, among)
    grades = vocabulary()["beside"]["grades"].get(name)
    if grades is not None:
        return _of_grades(book, rate, grades, among)
    due = _due_before(near, name)
    if due is not None:
        return slipped(_rate(book, rate, near[-1], due))
    part = next((t for t in reversed(near) if _is_named(t, name)), None)
    if part is None:
        return _out_of_last(book, rate, name, among)
    at = among.index(part)
    wholes = [t for t in among[:at] if _may_be_whole(t, part)]
    if not _is_of_no_other(name, part, wholes):
        return None
    if wholes and _is_due(wholes[-1], part, name):
        return slipped(_rate(book, rate, part, wholes[-1]))
    nearest = [t for t in wholes if t.claim.sentence == rate.claim.sentence] or wholes
    tried = [c for t in nearest[:-_TRIED:-1] if (c := _rate(book, rate, part, t)) is not None]
    return _best(rate, tried)


def _due_before(near: Sequence[Said], name: str) -> Said | None:
    """What was due of the figure right before a rate: 应种A剂次，实种B剂次，接种率."""
    done = pattern("beside", "did").search(near[-1].name) if near else None
    for one in reversed(near[:-1]):
        due = pattern("beside", "due").search(one.name)
        if due and done and due["done"] == done["done"] and done["done"] in name:
            return one if one.is_like(near[-1]) else None
    return None


def _is_named(one: Said, name: str) -> bool:
    """Whether a figure goes by the name that its rate has, before it or right behind it."""
    last = name[-_LAST:]
    behind = re.split("[，,；;。、（）]", one.behind)[0]
    return len(last) == _LAST and (last in one.name or last in behind)


def _is_of_no_other(name: str, part: Said, wholes: Sequence[Said]) -> bool:
    """Whether all of a rate's name is told of its part or its whole: 当年案件破案率 is of none of
    立案A起，破案B起."""
    words = part.name + part.behind + "".join(t.name for t in wholes)
    before = pattern("beside", "around").sub("", name[:-_LAST])
    return all(c in words for c in before)


def _may_be_whole(one: Said, part: Said) -> bool:
    """Whether a figure may be what another is out of: not less, and not aside where that is not."""
    more = one.claim.quantity.exact >= part.claim.quantity.exact
    return one.is_like(part) and more and (not one.aside or part.aside) and is_figure(one)


def _is_due(whole: Said, part: Said, name: str) -> bool:
    """Whether a figure is what was to be done, and the other what of it was (应缴, 已缴)."""
    due, done = whole.name, part.name
    return "应" in due and "应" not in done and bool(set(name[-_LAST:]) & set(due))


def _of_kind(
    book: Book, rate: Said, kind: Mapping[str, str], among: Sequence[Said]
) -> Check | None:
    """原值A万元，净值B万元，成新率P%: a rate that is by its name of two others, each told once."""
    part, whole = ([t for t in among if re.search(kind[k], t.name)] for k in ("part", "whole"))
    if len(part) == len(whole) == 1 and part[0].is_like(whole[0]):
        return slipped(_rate(book, rate, part[0], whole[0]))
    return None


def _of_grades(book: Book, rate: Said, grades: str, among: Sequence[Said]) -> Check | None:
    """评价项目A个，优B个、良C个，优良率P%: the grades that a rate takes together, of what stands
    before them."""
    parts = [t for t in among if re.search(grades, t.name) and not t.is_rate]
    if len(parts) != _LAST or not parts[0].is_like(parts[1]):
        return None
    least = max(p.claim.quantity.exact for p in parts)
    before = among[: among.index(parts[0])]
    wholes = [t for t in before if t.is_like(parts[0]) and t.claim.quantity.exact > least]
    if not wholes:
        return None
    terms = [book.term(t.claim) for t in (*parts, wholes[-1])]
    return slipped(check("N05", book.term(rate.claim), terms, sum_over(_LAST)))


def _of_plan(book: Book, rate: Said, near: Sequence[Said]) -> Check | None:
    """完成率 right behind what was planned and what was done."""
    if len(near) < _LAST:
        return None
    two = near[-_LAST:]
    plans = [bool(pattern("beside", "planned").search(t.name)) for t in two]
    if not two[0].is_like(two[1]) or two[0].aside != two[1].aside or plans[0] == plans[1]:
        return None
    if plans[1] and pattern("beside", "set_beside").search(two[1].name) is None:
        return None  # 检查A家，计划整改B家，完成率: of what was done of B
    plan, done = two if plans[0] else two[::-1]
    return slipped(_rate(book, rate, done, plan))


def _out_of_last(book: Book, rate: Said, name: str, among: Sequence[Said]) -> Check | None:
    """支出合计A万元。资金到位B万元，支出率P%: what is out of the figure right before a rate, which
    is called as what there is to be spent of; by a slip a guess."""
    whole = among[-1] if among else None
    if whole is None or not pattern("beside", "available").search(whole.name):
        return None
    if pattern("beside", "spending").fullmatch(name) is None:
        return None
    parts = [t for t in among[:-1] if t.is_like(whole) and _may_be_whole(whole, t)]
    tried = [c for t in parts[-1:] if (c := _rate(book, rate, t, whole)) is not None]
    return _best(rate, tried)


def _best(rate: Said, tried: Sequence[Check]) -> Check | None:
    """The nearest of several that holds; else, as a guess, the nearest that two digits of the rate
    explain that changed places, or one that is no nearly right one."""
    holding = [c for c in tried if c.verdict.holds]
    if holding or not rate.tells:
        return holding[0].as_inherited() if holding and rate.tells else None
    slips = [c for c in tried if c.verdict is Verdict.MISMATCH and is_far_slip(c)]
    return slips[0].as_guessed("whole") if slips else None


def is_far_slip(found: Check) -> bool:
    """Whether a slip in a rate explains that it is off, and it is not nearly right."""
    if not found.detail or not found.stated or found.expected is None:
        return False
    off = abs(float(found.stated - found.expected))
    one_digit = found.detail == phrase("slip.one_digit")
    return not one_digit or off > _NEAR * float(abs(found.stated))


def _rate(book: Book, rate: Said, part: Said, whole: Said) -> Check | None:
    terms = [book.term(part.claim), book.term(whole.claim)]
    return check("N05", book.term(rate.claim), terms, RATIO)

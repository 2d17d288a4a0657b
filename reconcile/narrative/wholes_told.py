"""Shares of a whole that was told before them by nearly the name they give it, in brackets right
behind that name, or first of all: 在园幼儿A名；留守儿童B名，占幼儿总数的P%; 占同期结案数（A件）的
P%; 总建筑面积A平方米；闲置B平方米，占P%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.disclosure import Claim, Role
from extract.figures.quantity import number_of
from reconcile.audit import Check, Verdict
from reconcile.book import Book
from reconcile.equation import check
from reconcile.formula import RATIO, sum_over
from reconcile.narrative.rates_of_two import is_far_slip
from reconcile.narrative.said import TELLING, Said, is_figure, slipped
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.slips import significant


def shares_told(book: Book, told: Sequence[Said], above: Sequence[Said]) -> Iterator[Check]:
    """The shares of one sentence; `above` are the figures of its paragraph before it. Bare ones of
    which more are not of a whole than are may all be of another one."""
    for at, rate in enumerate(told):
        of_total = rate.says("share_of_total") is not None
        if rate.is_rate and (rate.claim.role is Role.SHARE or of_total) and at:
            found = (
                _in_brackets(book, told, at)
                or _of_several(book, told, at, above)
                or _of_what_holds_it(book, told, at)
                or _told_before(book, told, at, above)
            )
            if found is not None and not _is_of_another(book, told, at, found):
                yield found


def _is_of_another(book: Book, told: Sequence[Said], at: int, found: Check) -> bool:
    """Whether a bare share that is not of a whole stands beside others of which no more are; those
    that are said to be of the figure before them (A人中，在编B人，占P%) aside."""
    whole = book.claim(found.operands[-1].claim)
    if found.verdict.holds or whole is None or told[at].says("any_whole") is None:
        return False
    tried = _bare(book, told, whole)
    holding = sum(c.verdict.holds for c in tried)
    return len(tried) > 1 and holding < len(tried) - holding


def _bare(book: Book, told: Sequence[Said], whole: Claim) -> list[Check]:
    """The bare shares of a sentence against one whole, but for those that are said to be of
    another one right before them."""
    found = [
        _share(book, rate, part, whole)
        for before, part, rate in zip([None, *told], told, told[1:], strict=False)
        if rate.is_rate and rate.says("any_whole") and is_figure(part)
        if not (part.says("among") and before and before.claim is not whole)
    ]
    return [c for c in found if c is not None]


def _in_brackets(book: Book, told: Sequence[Said], at: int) -> Check | None:
    """占同期结案数（A件）的P%: of the figure in brackets right behind the name."""
    if at < 2:
        return None
    part, whole, rate = told[at - 2 : at + 1]
    if not whole.aside or whole.says("of_bracketed") is None or rate.says("of_it") is None:
        return None
    return slipped(_share(book, rate, part, whole.claim)) if _is_part(part, whole) else None


def _of_what_holds_it(book: Book, told: Sequence[Said], at: int) -> Check | None:
    """A万元，其中用于甲B万元，占该项经费的P%: of the figure right before the part."""
    if at < 2 or told[at].says("of_that") is None:
        return None
    whole, part, rate = told[at - 2 : at + 1]
    within = part.says("part_within") is not None and whole.aside == part.aside
    return (
        slipped(_share(book, rate, part, whole.claim)) if within and _is_part(part, whole) else None
    )


def _of_several(book: Book, told: Sequence[Said], at: int, above: Sequence[Said]) -> Check | None:
    """甲A、乙B、丙C，以上三项合计占某某的P%: what so many right before it come to."""
    said = told[at].says("sum_share")
    number = number_of(said["number"]) if said else 0
    parts = told[max(0, at - number) : at]
    if said is None or len(parts) < number or not all(p.is_like(parts[0]) for p in parts):
        return None
    before = [*above, *told[: at - number]]
    name = _name(said["whole"])
    wholes = [t for t in before if t.is_like(parts[0]) and _name(t.name) == name and not t.aside]
    if len({t.claim.quantity.exact for t in wholes}) != 1:
        return None
    terms = [book.term(t.claim) for t in (*parts, wholes[0])]
    return slipped(check("N04", book.term(told[at].claim), terms, sum_over(number)))


def _told_before(book: Book, told: Sequence[Said], at: int, above: Sequence[Said]) -> Check | None:
    """A share right behind its part, of what goes by its words, or of what is told first."""
    part, rate = told[at - 1], told[at]
    total = rate.says("share_of_total")
    if not is_figure(part) or not (rate.says("share") or total) or not rate.tells:
        return None
    before = [t for t in (*above, *told[: at - 1]) if _is_part(part, t) and not t.aside]
    if total is not None:  # 为总收入的P%: of what goes by no other name
        name = _name(total["whole"])
        called = [t for t in before if name and _name(t.name) == name]
        return _of_named(book, rate, part, called, name) if called else None
    whole = _name(rate.claim.whole or _said_whole(rate) or named_before(told, at))
    if whole:
        called = [t for t in before if whole in _name(t.name)]
        called = called or [t for t in before if _begins(whole, _name(t.name))]
        return _of_named(book, rate, part, called, whole)
    if pattern("beside", "any_whole").search(plain(rate.words)):
        return _of_first(book, rate, part, told, before)
    return None


def named_before(told: Sequence[Said], at: int) -> str:
    """The whole that the share before a bare one names in its sentence, which that is of as well:
    高级21人，占技术人员的P%，中级28人，占Q%; "" where it names none."""
    if at == 0 or told[at].says("any_whole") is None or told[at - 1].says("among"):
        return ""
    shares = (t for t in reversed(told[:at]) if t.is_rate and t.claim.role is Role.SHARE)
    last = next(shares, None)
    return _said_whole(last) if last is not None else ""


def _said_whole(rate: Said) -> str:
    named = pattern("beside", "share").search(rate.words)
    return named["whole"] or "" if named else ""


def _name(words: str) -> str:
    """A name without what many wholes have around it."""
    return pattern("beside", "around").sub("", plain(words))


def _begins(whole: str, name: str) -> bool:
    """Whether a whole goes by a name and more: 占服务采购的P%, of 服务A万元."""
    return len(name) > 1 and whole.startswith(name)


def _is_part(part: Said, whole: Said) -> bool:
    """Whether one figure may be a part of another."""
    more = whole.claim.quantity.exact >= part.claim.quantity.exact > 0
    return whole.is_like(part) and more and is_figure(whole) and is_figure(part)


def _of_named(
    book: Book, rate: Said, part: Said, wholes: Sequence[Said], name: str
) -> Check | None:
    """Of the one figure before it that goes by the words of its whole; where several do, or one
    has words of its own besides, as a guess."""
    tried = _tried(book, rate, part, wholes[::-1])
    holding = [c for c in tried if c.verdict.holds]
    if holding:
        return holding[0].as_inherited()
    values = {t.claim.quantity.exact for t in wholes}
    if len(values) == 1 and all(_name(t.name) == name for t in wholes):
        found = slipped(tried[0]) if tried else None
        return found.as_inherited() if found is not None else None
    return _guessed(tried)


def _of_first(
    book: Book, rate: Said, part: Said, told: Sequence[Said], before: Sequence[Said]
) -> Check | None:
    """A bare share, of what its part is said to be among (A人中，在编B人，占P%), or what stands
    first in its sentence, or in its paragraph."""
    if not before:
        return None
    at = told.index(part)
    if part.says("among") and at and told[at - 1] is before[-1]:
        found = slipped(_share(book, rate, part, before[-1].claim))
        return found.as_inherited() if found is not None else None
    own = [t for t in before if t.claim.sentence == rate.claim.sentence]
    wholes = [w for w in dict.fromkeys([*own[:1], before[0]]) if "占" not in w.behind]
    tried = _tried(book, rate, part, wholes)
    holding = [c for c in tried if c.verdict is Verdict.CONSISTENT]
    if holding:
        return holding[0].as_inherited()
    few = significant(rate.claim.quantity.value) <= TELLING
    near = [w for w in wholes if not few or w in own or _is_of_above(book, told, w)]
    return _guessed(_tried(book, rate, part, near))


def _is_of_above(book: Book, told: Sequence[Said], whole: Said) -> bool:
    """Whether a sentence goes on with parts of what was told before it (。其中甲A件), or another of
    its bare shares is of that."""
    holding = any(c.verdict is Verdict.CONSISTENT for c in _bare(book, told, whole.claim))
    return told[0].words.startswith("其中") or holding


def _tried(book: Book, rate: Said, part: Said, wholes: Sequence[Said]) -> list[Check]:
    return [c for w in wholes if (c := _share(book, rate, part, w.claim)) is not None]


def _guessed(tried: Sequence[Check]) -> Check | None:
    """The first failed check that a slip of the pen in the rate explains, as a guess."""
    slips = (c for c in tried if c.verdict is Verdict.MISMATCH and is_far_slip(c))
    found = next(slips, None)
    return found.as_guessed("whole") if found is not None else None


def _share(book: Book, rate: Said, part: Said, whole: Claim) -> Check | None:
    terms = [book.term(part.claim), book.term(whole)]
    return check("N04", book.term(rate.claim), terms, RATIO)

"""Parts and whole in the narrative: 其中 lists, items under a heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from extract.claims.ties import Tie
from extract.disclosure import Claim, Role, Statement
from reconcile.audit import Check, Verdict
from reconcile.book import Book, stands_before
from reconcile.items import item_of
from reconcile.narrative.addends import (
    SUMMED,
    Sum,
    added,
    are_bodies,
    come_to,
    sums_of,
)
from reconcile.narrative.breakdowns import (
    is_complete,
    lacks_a_rest,
)
from reconcile.narrative.grades import says_mean
from reconcile.narrative.no_sums import is_natural, is_no_sum
from reconcile.narrative.spoken import words_before, words_behind
from reconcile.narrative.usual import usual
from reconcile.phrases import Words, phrase
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.slips import significant
from reconcile.weighing.solving import slips_in
from reconcile.weighing.telling import rare_slip, telling_slip

_THIS_YEAR = re.compile("^(?:本年度?|当年)")
#: What a list of kinds falls short by is no more of its whole.
_NEAR = Fraction(1, 10)
#: Two parts come to another whole by chance more easily than so many.
_SEVERAL = 3


def parts_checks(book: Book) -> Iterator[Check]:
    """Σ parts = whole for each announced list."""
    lists = book.lists()
    inner = {parent: members for (_, parent), members in lists.items() if not _ends(members)}
    for (_, parent), members in lists.items():
        whole = book.disclosure.statements[parent].subject
        if _is_each(book, parent, members) or pattern("wording", "per_each").search(whole):
            continue
        tail = next((inner[m.id] for m in reversed(members) if m.id in inner), ())
        *others, last = _parted(book, members)
        for some in others:
            yield from _listed(book, parent, some, ())
        yield from _listed(book, parent, last, tail)


def _parted(book: Book, members: Sequence[Statement]) -> list[Sequence[Statement]]:
    """The lists that seem one, where the words begin another of the same whole: 支出A万元，按经济分
    类：甲B万元、乙C万元；按资金来源：丙D万元、丁E万元."""
    first = [claims[0] if (claims := book.claims.get(m.id)) else None for m in members]
    starts = [
        n
        for n, claim in enumerate(first)
        if n and claim is not None and pattern("wording", "another_list").search(_lead(book, claim))
    ]
    bounds = [0, *starts, len(members)]
    lists = [members[a:b] for a, b in pairwise(bounds)]
    return lists if all(len(some) > 1 for some in lists) else [members]


def _lead(book: Book, claim: Claim) -> str:
    """The plain words before a figure of its sentence, from the last semicolon and the figure
    before it on."""
    before = book.just_before(claim)
    start = before.end if before is not None else 0
    return plain(book.text(claim)[start : claim.start] if start else "。" + book.before(claim))


def _is_each(book: Book, parent: int, members: Sequence[Statement]) -> bool:
    """Whether a whole names both sides of the accounts, and its parts are no more than the two."""
    subject = plain(book.disclosure.statements[parent].subject)
    both = any(pattern("wording", name).search(subject) for name in ("both_sides", "two_sides"))
    names = [_THIS_YEAR.sub("", plain(m.subject)) for m in members]
    sides = {side for name in names for side in ("收入", "支出") if name.startswith(side)}
    return both and len(members) == len(sides)


def _ends(members: Sequence[Statement]) -> bool:
    """Whether it is known where a list ends that stands in another: 其中：甲；乙，其中：丙；丁 does
    not say if 丁 is a part of 乙."""
    return all(m.attached is not Tie.GUESSED for m in members)


@dataclass(frozen=True, slots=True)
class _Measure:
    """What is added up: the role and kind of figure, for counts the unit too, for budgets which of
    them (年初预算, 调整预算), as far as it is said, for those of earlier years of which."""

    role: Role
    kind: str
    unit: str
    stage: str
    year: str

    def of(self, book: Book, statement: int) -> list[Claim]:
        """The figures of a statement in this measure; of marks those that were scored, where it
        also tells what they can be at most (预算执行20分、得19.83分)."""
        told = [
            c
            for c in book.of_roles(statement, self.role)
            if c.quantity.kind == self.kind
            and (not self.unit or c.quantity.unit == self.unit)
            and (not self.stage or c.stage in ("", self.stage))
            and (not self.year or c.period == self.year)
        ]
        scored = [c for c in told if pattern("wording", "scored").search(book.before(c)[-4:])]
        return scored or told


def _measures(book: Book, statement: int) -> list[_Measure]:
    found = []
    for claim in book.claims.get(statement, ()):
        quantity = claim.quantity
        if says_mean(book, claim):
            continue
        if claim.role in SUMMED and quantity.kind != "percent":
            unit = quantity.unit if quantity.kind == "count" else ""
            stage = claim.stage if claim.role is Role.BUDGET else ""
            year = claim.period if claim.role is Role.PREVIOUS else ""
            measure = _Measure(claim.role, quantity.kind, unit, stage, year)
            if measure not in found:
                found.append(measure)
    return found


def _listed(
    book: Book, parent: int, members: Sequence[Statement], tail: Sequence[Statement]
) -> Iterator[Check]:
    """One list: a measure in which it adds up shows it complete for the others as well. What stands
    at the end of the list may be taken for the `tail` of a list within it. Where it is only guessed
    what the list is of, a sum that fails says something only if a slip explains it, and is worth a
    look only if that is a rare one."""
    sums = [s for m in _measures(book, parent) for s in _sums(book, parent, members, tail, m)]
    longest = max((len(s.parts) for s in sums), default=0)
    complete = any(s.holds and len(s.parts) == longest > 1 for s in sums)
    for one in sums:
        attached = _ends(members) and (not tail or is_natural(book, one))
        whole_list = complete and len(one.parts) == longest
        if one.holds:
            yield one.check
        elif beside := _of_another(book, one):
            yield beside
        elif _is_summed_up(book, one) and not telling_slip(one.check):
            if slips_in(one.check):
                yield one.check.as_guessed("complete")
        elif is_no_sum(book, members, one):
            continue
        elif attached and (whole_list or is_complete(book, one.check, one.parts)):
            yield one.check
        else:
            yield from _unsure(book, one, attached=attached)


def _unsure(book: Book, one: Sum, *, attached: bool) -> Iterator[Check]:
    """A list that fails and does not claim to be complete, as a guess; `attached` where it is known
    what it is a list of."""
    if attached and (kinds := _by_kind(book, one)):
        yield kinds
    elif _is_by_body(book, one):
        yield one.check.as_guessed("complete", phrase("list.usual"))
    elif attached or slips_in(one.check):
        what = "complete" if attached else "whole"
        slip = _why_off(one) if attached else rare_slip(one.check)
        slip = slip or _last_years(book, one.check)
        yield one.check.as_guessed(what, slip)


def _last_years(book: Book, check: Check) -> Words:
    """Why a list is worth a look that is off by just what its whole is said to have changed by
    (A万元，同比调减B万元，包含…): the whole may be last year's figure."""
    whole = book.claim(check.operands[0].claim)
    if whole is None or check.stated is None or check.expected is None:
        return ""
    off = abs(check.stated - check.expected)
    moved = (
        c.quantity
        for c in book.of_roles(whole.statement, Role.CHANGE_AMOUNT, Role.OTHER)
        if c.sentence == whole.sentence and stands_before(whole, c)
        if c.quantity.unit == whole.quantity.unit
    )
    telling = (abs(q.value) for q in moved if significant(q.value) >= _SEVERAL)
    return phrase("slip.last_year") if off in telling else ""


def _why_off(one: Sum) -> Words:
    """What makes a list that is off worth a look: a slip that explains few other sums, or one that
    explains why it lacks a little of its whole."""
    little = lacks_a_rest(one.check) and _is_near(one)
    return one.check.detail if little else telling_slip(one.check)


def _is_near(one: Sum) -> bool:
    """Whether an announced list comes to nearly all of its whole."""
    stated, expected = one.check.stated, one.check.expected
    assert stated is not None and expected is not None
    return len(one.parts) > 1 and abs(Fraction(stated) - Fraction(expected)) <= _NEAR * abs(
        Fraction(stated)
    )


def _by_kind(book: Book, one: Sum) -> Check | None:
    """The members of a list that are of the kinds which such a whole is told by, from the first on,
    against it: such lists are told whole, and others behind them are something else. A sum that is
    off is worth a look."""
    whole = book.claim(one.check.operands[0].claim)
    if whole is None:
        return None
    subjects = [book.statement(p).subject for p in one.parts]
    count = usual(book.statement(whole).subject, subjects)
    if not count:
        return None
    found = added(book, whole, one.parts[:count])
    if found.holds:
        return found.check
    rest = abs(book.term(whole).exact - come_to(book, found.parts))
    if count < len(one.parts) and rest > _NEAR * book.term(whole).exact:
        return None  # those behind them are other kinds of it
    return found.check.as_guessed("complete", phrase("list.usual"))


def _is_by_body(book: Book, one: Sum) -> bool:
    """Whether an announced list counts by bodies what its whole counts, and is off by little: such
    lists are told whole as a rule (甲局8辆，乙站5辆，丙院2辆)."""
    last = one.parts[-1]
    more = pattern("wording", "and_more").match(words_behind(book, last))
    counted = last.quantity.kind == "count" and book.statement(last).announced
    several = len(one.parts) >= _SEVERAL and all(are_bodies(book, one.parts))
    return counted and several and not more and _is_near(one)


def _sums(
    book: Book,
    parent: int,
    members: Sequence[Statement],
    tail: Sequence[Statement],
    measure: _Measure,
) -> Iterator[Sum]:
    """The list against each figure of its whole: the last one before the list, and one that
    sums it up after it (…，合计C万元)."""
    addable = _addable(book, parent, _of_one_rank(members))
    parts = [c[0] for m in addable if (c := measure.of(book, m.id))]
    parts = [c for c in parts if not _is_written_out(book, c)]
    more = [c[0] for m in tail if (c := measure.of(book, m.id))]
    wholes = measure.of(book, parent)
    wholes = [w for w in wholes if not _is_moved(book, w)] or wholes
    if not parts or not wholes:
        return
    before = [w for w in wholes if stands_before(w, parts[0])]
    before = [w for w in before if not w.out_of] or before  # 完成A，占计划B的P%，其中… are of A
    after = [w for w in wholes if w.total and stands_before(parts[-1], w)]
    known = [w for w in before if w.total or w is before[-1]] or wholes[:1]
    for whole in dict.fromkeys((known[-1].id, *(w.id for w in after))):
        yield from sums_of(book, next(w for w in wholes if w.id == whole), parts, more)


def _is_written_out(book: Book, claim: Claim) -> bool:
    """Whether a figure stands in a sum that is written out: 余额变动＝新增A＋再融资B−偿还C."""
    behind = words_behind(book, claim)[:1]
    before = words_before(book, claim)
    signs = pattern("wording", "sign")
    return any(signs.search(c) for c in (behind, *before))


def _is_moved(book: Book, claim: Claim) -> bool:
    """Whether a figure of an area or the like is only what it has grown or shrunk by (比上年增加A
    万亩), or what it is held against (比2023年的A万亩多完成)."""
    words = words_before(book, claim)
    said = (pattern("wording", name).search(words) for name in ("grown", "earlier"))
    return claim.role is Role.OTHER and any(said)


def _is_summed_up(book: Book, one: Sum) -> bool:
    """Whether a total behind a list is just what its members come to: 甲A、乙B，以上两项合计C，另有
    丙D. It is not all of its whole."""
    last = one.parts[-1]
    behind = (
        c
        for c in book.in_paragraph(last)
        if c.total and c.sentence == last.sentence and stands_before(last, c)
    )
    return any(book.term(c).exact == come_to(book, one.parts) for c in behind)


def _of_one_beside(book: Book, one: Sum) -> Check | None:
    """The list of what is nothing, against another whole of its sentence that it adds up to
    exactly: 其中 after 一般公共预算A万元，政府性基金预算0万元 may go on about A."""
    whole = book.claim(one.check.operands[0].claim)
    if whole is None or whole.quantity.value or len(one.parts) < 2:
        return None
    if whole.sentence != one.parts[0].sentence:
        return None
    apart = book.statement(whole).part_of
    return _reached(
        book,
        one,
        (
            other
            for other in book.in_paragraph(whole)
            if (other.role, other.quantity.kind) == (whole.role, whole.quantity.kind)
            if other.sentence == whole.sentence and stands_before(other, whole)
            if book.statement(other).part_of == apart
        ),
    )


def _of_last_year(book: Book, one: Sum) -> Check | None:
    """The list, against last year's figure of its whole that it adds up to exactly: 较2025年预算A
    万元下降P%，较2025年执行B万元上升Q%，其中甲C万元（上年D万元）. A list of this year's has to
    stand right behind that figure: 本年A万元，上年B万元，其中甲C万元."""
    whole = book.claim(one.check.operands[0].claim)
    if whole is None or len(one.parts) < 2:
        return None
    last = book.of_roles(whole.statement, Role.PREVIOUS)
    if whole.role is not Role.PREVIOUS:
        first = one.parts[0]
        before = [c for c in book.in_paragraph(first) if stands_before(c, first)][-1:]
        last = [c for c in before if c in last and c.sentence == first.sentence]
    return _reached(book, one, last)


def _reached(book: Book, one: Sum, wholes: Iterable[Claim]) -> Check | None:
    """The list against the first of some wholes that it adds up to exactly."""
    found = (added(book, whole, one.parts).check for whole in wholes)
    return next((c.as_inherited() for c in found if c.verdict is Verdict.CONSISTENT), None)


def _of_another(book: Book, one: Sum) -> Check | None:
    """The list, against a whole near its own that it adds up to exactly."""
    ways = (_of_one_beside, _of_its_whole, _of_last_year, _again)
    found = (way(book, one) for way in ways)
    return next((check for check in found if check is not None), None)


def _again(book: Book, one: Sum) -> Check | None:
    """The list, against another figure of its whole that it adds up to exactly: 补助A万元；上年
    补助B万元，增加C万元。补助中，甲D万元、乙E万元 tells A, though B was told last."""
    whole = book.claim(one.check.operands[0].claim)
    if whole is None or len(one.parts) < 2 or not stands_before(whole, one.parts[0]):
        return None  # A，其中甲D、乙E，合计B: what the list itself is said to come to
    told = book.of_roles(whole.statement, whole.role, Role.LEVEL)
    before = (c for c in told if stands_before(c, one.parts[0]) and not c.total)
    others = (c for c in before if c is not whole and c.quantity.unit == whole.quantity.unit)
    return _reached(book, one, others)


def _of_its_whole(book: Book, one: Sum) -> Check | None:
    """The list, against what its whole is a part of, where it adds up to that exactly: 项目S个，
    其中结转A个，新立B个，包括国家级C个、省级D个、市级E个 tells S another way."""
    whole = book.claim(one.check.operands[0].claim)
    above = book.statement(whole).part_of if whole is not None else None
    if whole is None or above is None or len(one.parts) < _SEVERAL:
        return None
    unit, here = whole.quantity.unit, whole.sentence
    outer = book.of_roles(above, whole.role)
    return _reached(book, one, (o for o in outer if (o.quantity.unit, o.sentence) == (unit, here)))


def _of_one_rank(members: Sequence[Statement]) -> Sequence[Statement]:
    """The members of a list that are of its outermost rank, where 款 and their 项 stand in one."""
    ranks = [item_of(m.subject).rank for m in members]
    known = [rank for rank in ranks if rank >= 0]
    if not known:
        return members
    return [m for m, rank in zip(members, ranks, strict=True) if rank in (-1, min(known))]


def _addable(book: Book, parent: int, members: Sequence[Statement]) -> Sequence[Statement]:
    """The members without what they can be at most, and without what a thing was worth once and
    what was taken off that: 净值A万元（原值B万元，累计折旧C万元）; unless their whole is such a
    figure, or all of them are. Who has retired is none of those in service, and what one of many
    costs none of what all do."""
    for kind, others in (("in_service", "retired"), ("on_posts", "without_posts")):
        if pattern("wording", kind).search(book.disclosure.statements[parent].subject):
            members = [m for m in members if not pattern("wording", others).search(m.subject)]
    members = [m for m in members if not pattern("wording", "per_each").search(m.subject)]
    limits = pattern("wording", "at_most")
    if not limits.search(book.disclosure.statements[parent].subject):
        members = [m for m in members if not limits.search(m.subject)]
    kinds = [(pattern("wording", "worth").findall(m.subject) or [""])[-1] for m in members]
    if len(kinds) > 1 and len(set(kinds)) == 1:
        return members
    whole = book.disclosure.statements[parent].subject
    return [m for m, kind in zip(members, kinds, strict=True) if kind in whole]

"""Lists that tell several measures of each member: 培训12期、960人次，其中业务类8期、640人次，党务
类4期、320人次; or with what they come to behind them: 共12期、960人次.

Where the members come to the whole in one measure, they are all of it, and do so in the others that
are told of the same thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extract.disclosure import Claim, Role
from reconcile.audit import Check, Verdict
from reconcile.book import Book, each_once
from reconcile.equation import check_sum
from reconcile.narrative.spoken import in_order
from reconcile.tables.vocabulary import pattern

#: So many measures, and so many members, are side by side.
_MEASURES = (3, 2)
_MEMBERS = 2
#: What may be added up.
_ADDED = (Role.LEVEL, Role.COUNT, Role.BUDGET)
#: The whole stands among so many figures before its members.
_NEAR = 6


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure, the words since the one before it, and what it is measured in: money, or a unit."""

    claim: Claim
    words: str
    measure: str


@dataclass(frozen=True, slots=True)
class _Grid:
    """Members that follow each other from one figure on, each told in the same measures."""

    start: int
    members: tuple[tuple[_Told, ...], ...]

    @property
    def end(self) -> int:
        return self.start + len(self.members) * len(self.members[0])

    @property
    def measures(self) -> tuple[str, ...]:
        return tuple(told.measure for told in self.members[0])

    def of(self, measure: str) -> list[Claim]:
        at = self.measures.index(measure)
        return [member[at].claim for member in self.members]


def side_by_side_sums(book: Book) -> Iterator[Check]:
    """The sum of each measure of each such list."""
    for _, group in groupby(each_once(book.disclosure.claims), key=book.paragraph):
        told = [t for t in _told(book, list(group)) if t.claim.quantity.kind != "percent"]
        at = 0
        while at < len(told):
            grid = _grid(told, at)
            if grid is not None:
                yield from _sums(book, told, grid)
            at = grid.end if grid is not None else at + 1


def _told(book: Book, claims: Sequence[Claim]) -> Iterator[_Told]:
    for _, group in groupby(claims, key=lambda c: c.sentence):
        for claim, words in in_order(book, list(group)):
            quantity = claim.quantity
            yield _Told(claim, words, "" if quantity.kind == "amount" else quantity.unit)


def _grid(told: Sequence[_Told], at: int) -> _Grid | None:
    """The members that begin with a figure; None where none do. Each has a name of its own before
    its first figure, and no more than a joint before the others."""
    for size in _MEASURES:
        measures = [t.measure for t in told[at : at + size]]
        if len(set(measures)) < size:
            continue
        members: list[tuple[_Told, ...]] = []
        for start in range(at, len(told), size):
            member = tuple(told[start : start + size])
            like = [t.measure for t in member] == measures
            if not like or not _is_member(member, members[0] if members else None):
                break
            members.append(member)
        if len(members) >= _MEMBERS:
            return _Grid(at, tuple(members))
    return None


def _is_member(member: Sequence[_Told], first: Sequence[_Told] | None) -> bool:
    """Whether figures are told of one member; one behind the `first` is no total of those before
    it and no part of them, and calls its measures as that one does."""
    other = any(pattern("side_by_side", n).search(member[0].words) for n in ("total", "within"))
    if first is not None and other:
        return False
    one = len({t.claim.sentence for t in member}) == 1
    levels = all(t.claim.role in _ADDED for t in member)
    return one and levels and all(_is_joined(t, at, first) for at, t in enumerate(member) if at)


def _is_joined(told: _Told, at: int, first: Sequence[_Told] | None) -> bool:
    """Whether no more than a joint and the name of a measure stands before a figure."""
    if pattern("side_by_side", "joint").fullmatch(told.words):
        return True
    named = pattern("side_by_side", "named").fullmatch(told.words) is not None
    return named and (first is None or first[at].words == told.words)


def _sums(book: Book, told: Sequence[_Told], grid: _Grid) -> Iterator[Check]:
    """What the members come to behind them, or else their whole before them."""
    size = len(grid.measures)
    behind = told[grid.end : grid.end + size]
    same = behind and behind[0].claim.sentence == grid.members[-1][0].claim.sentence
    if same and pattern("side_by_side", "total").search(behind[0].words):
        wholes = [t for t in behind if t.claim.role in _ADDED]
    elif pattern("side_by_side", "within").search(grid.members[0][0].words):
        wholes = _before(told, grid)
    else:
        return
    found = [check for m in grid.measures for check in _sum(book, grid, m, wholes)]
    holding = (book.claim(c.operands[0].claim) for c in found if c.verdict is Verdict.CONSISTENT)
    if own := {c.statement for c in holding if c is not None}:
        beside = [t for t in wholes if t.claim.statement in own]
        sums = ((_sum(book, grid, m, wholes), _sum(book, grid, m, beside)) for m in grid.measures)
        found = [check for every, some in sums for check in every or some]
    if any(c.verdict is Verdict.CONSISTENT for c in found):
        yield from found


def _sum(book: Book, grid: _Grid, measure: str, wholes: Sequence[_Told]) -> Sequence[Check]:
    """The members in one measure against their whole: the one that they come to, or the only one
    there is."""
    parts = [book.term(c) for c in grid.of(measure)]
    if not any(p.exact for p in parts):
        return []  # 外事接待0批次、0人次 and the like are parts of anything
    checks = [
        check_sum("N06", book.term(t.claim), parts).as_said()
        for t in wholes
        if t.measure == measure
    ]
    holding = [c for c in checks if c.verdict is Verdict.CONSISTENT]
    return holding[-1:] or (checks if len(checks) == 1 else [])


def _before(told: Sequence[_Told], grid: _Grid) -> list[_Told]:
    """The nearest figures before the members, in their sentence or the one before it."""
    first = grid.members[0][0].claim
    near = told[max(0, grid.start - _NEAR) : grid.start]
    return [t for t in near if first.sentence - t.claim.sentence <= 1 and t.claim.role in _ADDED]

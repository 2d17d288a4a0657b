"""The files of a store that are of one report, held against each other: rule B04."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sqlalchemy.orm import Session

from corpus.between.again.order import Issue, basis, issues
from corpus.between.again.pair import compared
from corpus.between.again.sides import side
from corpus.between.again.values import CHANGED, Compared
from corpus.between.shelf import Shelf, Slot
from corpus.store.models import ReportRow

#: The rule that this room applies.
RULE = "B04"
#: What two files of one report are: the same figures in other clothes; the same as far as they can
#: be compared; a correction that says so; changed without a word; probably not one report; changed
#: only as a scan may have been misread.
SAME, PARTLY, ANNOUNCED, SILENT, SCOPE = "same", "partly", "announced", "difference", "scope"
READING = "reading"
#: Where at least so many figures can be matched and more than this share differ, the two files are
#: not one report.
_ENOUGH, _SHARE = 4, 0.5


@dataclass(frozen=True, slots=True)
class Pair:
    """Two files of one report, the later one against the earlier one, and how that is known."""

    slot: Slot
    earlier: Issue
    later: Issue
    basis: str
    compared: Compared

    @property
    def outcome(self) -> str:
        found = self.compared
        if not found.changes:
            return PARTLY if found.halves or found.unclear or not found.same else SAME
        changed = found.count(CHANGED)
        if all(change.unsure for change in found.changes) and found.same > changed:
            return READING
        if self.later.announces:
            return ANNOUNCED
        held = found.same + changed
        return SCOPE if held >= _ENOUGH and changed > _SHARE * held else SILENT


@dataclass
class Again:
    """What came of the files that share a place: pairs by outcome, rows by severity, figures that
    are the same, the tables that were not compared, and the pairs that differ themselves."""

    outcomes: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    same: int = 0
    unclear: int = 0
    differing: list[Pair] = field(default_factory=list, compare=False)


def pairs(session: Session, shelf: Shelf) -> Iterator[Pair]:
    """The files that share a place, each against the one before it, in the order of the store."""
    for slot, reports in sorted(shelf.crowded.items(), key=lambda item: item[1][0].id):
        yield from pairs_of(session, slot, reports)


def pairs_of(session: Session, slot: Slot, reports: Sequence[ReportRow]) -> Iterator[Pair]:
    """The files of one place, each against the one before it."""
    known = issues(session, reports)
    sides = {issue.report.id: side(session, issue.report) for issue in known}
    for earlier, later in pairwise(known):
        found = compared(
            sides[earlier.report.id], sides[later.report.id], supplement=later.supplement
        )
        yield Pair(slot, earlier, later, basis(earlier, later), found)


def settle(shelf: Shelf, found: Sequence[Pair]) -> None:
    """Let one of several files stand for a place where all print the same figures."""
    by_slot: dict[Slot, list[Pair]] = {}
    for pair in found:
        by_slot.setdefault(pair.slot, []).append(pair)
    for slot, some in by_slot.items():
        if all(pair.outcome == SAME for pair in some):
            shelf.slots[slot] = some[0].earlier.report
            del shelf.crowded[slot]

"""A finding as a reviewer has it before him, and how he names it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

#: The shortest beginning of a mark that stands for it.
SHORTEST = 4


class MarkError(ValueError):
    """A mark of no finding (`status` unknown), or of several (ambiguous); `mark` as given."""

    def __init__(self, status: str, mark: str) -> None:
        super().__init__(f"{status} {mark}")
        self.status, self.mark = status, mark


@dataclass(frozen=True, slots=True)
class Item:
    """A finding, a difference between reports, or a figure, with the last decision about it.

    `hashes` are the files that print it; `reference` tells it from all others of the store; `last`
    is the id of the last decision (0: none), by which a later one knows what its maker saw.
    """

    mark: str
    hashes: tuple[str, ...]
    unit: str
    year: int
    kind: str
    severity: str
    rule: str
    page: int
    message: str
    stated: str
    expected: str
    clause: str
    detail: str
    file: str
    decision: str
    note: str
    reviewer: str
    tick: str = ""
    made: datetime | None = None
    last: int = 0

    @property
    def reference(self) -> str:
        """The mark with the beginning of the file's hash; no spreadsheet takes it for a number."""
        return f"{self.mark}-{self.hashes[0][:8]}"


def find(known: Sequence[Item], given: str) -> Item:
    """The finding of a mark, of the beginning of one, or of a reference. Raises MarkError."""
    mark, _, sha256 = given.strip().partition("-")
    found = [
        item
        for item in known
        if item.mark.startswith(mark) and any(h.startswith(sha256) for h in item.hashes)
    ]
    if len(mark) < SHORTEST or not found:
        raise MarkError("unknown", given)
    if len(found) > 1:
        raise MarkError("ambiguous", given)
    return found[0]


def in_utc(moment: datetime | str | None) -> datetime | None:
    """A time as the store has it: SQLite keeps neither a zone nor, in a view, its type."""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)

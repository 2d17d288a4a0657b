"""What became of an earlier file's findings, and of what reviewers decided about them, in a later
file of the same report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from corpus.store.decisions import OPEN
from corpus.store.following import finding_words
from corpus.store.models import FindingRow, ReportRow
from corpus.store.review import last_decisions

#: Wordings and roundings are findings as well; duties are not.
_MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Stand:
    """A finding of one of the files, its severity as stored, and the last decision about it there,
    "" where there is none."""

    rule: str
    severity: str
    page: int
    message: str
    message_en: str
    decision: str
    reviewer: str


@dataclass(frozen=True, slots=True)
class Carried:
    """The findings that both files have, those that only the earlier one has, and those that only
    the later one has."""

    kept: tuple[Stand, ...] = ()
    fallen: tuple[Stand, ...] = ()
    fresh: tuple[Stand, ...] = ()

    @property
    def undone(self) -> int:
        """How many findings with a decision are no longer there."""
        return sum(bool(stand.decision) for stand in self.fallen)


def carried(connection: Connection, earlier: int, later: int) -> Carried:
    """The findings of two reports against each other: one is the same where its rule, both its
    figures and its words are, wherever it stands."""
    old, new = (_findings(connection, id) for id in (earlier, later))
    rest = list(new)
    kept, fallen = [], []
    for words, stand in old:
        same = next((entry for entry in rest if entry[0] == words), None)
        if same is None:
            fallen.append(stand)
        else:
            kept.append(same[1])
            rest.remove(same)
    return Carried(tuple(kept), tuple(fallen), tuple(stand for _, stand in rest))


def _findings(connection: Connection, id: int) -> Sequence[tuple[tuple[Any, ...], Stand]]:
    sha256 = connection.scalar(select(ReportRow.sha256).where(ReportRow.id == id)) or ""
    past = last_decisions(connection, [sha256])
    rows = select(FindingRow.__table__).where(FindingRow.report_id == id).order_by(FindingRow.id)
    found = []
    for row in connection.execute(rows):
        if row.severity != _MISSING:
            found.append((finding_words(row._asdict()), _stand(row, past.get(row.mark))))
    return found


def _stand(row: Any, past: Any) -> Stand:
    decided = past is not None and past.decision != OPEN
    return Stand(
        row.rule,
        row.severity,
        row.page,
        row.message,
        row.message_en or row.message,
        past.decision if decided else "",
        past.reviewer if decided else "",
    )

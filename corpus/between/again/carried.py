"""What became of an earlier file's findings, and of what reviewers decided about them, in a later
file of the same report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, select

from corpus.store.decisions import OPEN
from corpus.store.models import FindingRow, ReportRow
from corpus.store.review import last_decisions
from corpus.store.sameness import paired

#: Wordings and roundings are findings as well; what is not disclosed is shown apart.
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
    the later one has; `unmet` are the same of what should have been disclosed and is not."""

    kept: tuple[Stand, ...] = ()
    fallen: tuple[Stand, ...] = ()
    fresh: tuple[Stand, ...] = ()
    unmet: Carried | None = None

    @property
    def undone(self) -> int:
        """How many findings with a decision are no longer there."""
        return sum(bool(stand.decision) for stand in self.fallen)


#: A finding's row, and how it stands.
Entry = tuple[Mapping[str, Any], Stand]


def carried(connection: Connection, earlier: int, later: int) -> Carried:
    """The findings of two reports against each other, the same wherever they stand."""
    old, new = (_findings(connection, id) for id in (earlier, later))
    unmet = _held([e for e in old if _unmet(e)], [e for e in new if _unmet(e)])
    found = _held([e for e in old if not _unmet(e)], [e for e in new if not _unmet(e)])
    return replace(found, unmet=unmet)


def _unmet(entry: Entry) -> bool:
    return entry[1].severity == _MISSING


def _held(old: Sequence[Entry], new: Sequence[Entry]) -> Carried:
    same = dict(paired([row for row, _ in old], [row for row, _ in new]))
    found = set(same.values())
    return Carried(
        tuple(new[there][1] for _, there in sorted(same.items())),
        tuple(stand for n, (_, stand) in enumerate(old) if n not in same),
        tuple(stand for n, (_, stand) in enumerate(new) if n not in found),
    )


def _findings(connection: Connection, id: int) -> Sequence[Entry]:
    sha256 = connection.scalar(select(ReportRow.sha256).where(ReportRow.id == id)) or ""
    past = last_decisions(connection, [sha256])
    rows = select(FindingRow.__table__).where(FindingRow.report_id == id).order_by(FindingRow.id)
    return [(row._asdict(), _stand(row, past.get(row.mark))) for row in connection.execute(rows)]


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

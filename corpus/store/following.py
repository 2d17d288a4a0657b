"""Decisions that follow a figure: into the same file as a newer gouji reads it, and into a file
that a body published anew, where the same figures still stand.

A finding is the same where its rule, both its figures and the words it stands in are; a page may
have moved. A decision that followed says so in the history (`how`: follow), with the first
reviewer's name.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, select

from corpus.store.decisions import OPEN
from corpus.store.models import DecisionRow, FindingRow, ReportRow
from corpus.store.review import FIGURE_MARK, last_decisions


@dataclass(frozen=True, slots=True)
class Left:
    """A decision that did not follow: what was seen, what was decided, by whom."""

    report: int
    message: str
    page: int
    decision: str
    reviewer: str


@dataclass(frozen=True, slots=True)
class Followed:
    """How many decisions followed, and those that did not: their finding is no longer there."""

    count: int = 0
    left: tuple[Left, ...] = ()


def follow(engine: Engine, reports: Iterable[int]) -> Followed:
    """Let decisions follow into these reports, where nothing is decided yet."""
    count, left = 0, []
    with engine.begin() as connection:
        for id in dict.fromkeys(reports):
            own = select(ReportRow.__table__).where(ReportRow.id == id)
            row = connection.execute(own).first()
            if row is not None:
                more, gone = _follow_into(connection, row)
                count += more
                left += gone
    return Followed(count, tuple(left))


def _follow_into(connection: Connection, report: Any) -> tuple[int, list[Left]]:
    findings = select(FindingRow.__table__).where(FindingRow.report_id == report.id)
    here = {row.mark: row for row in connection.execute(findings)}
    by_words = {finding_words(row._asdict()): mark for mark, row in here.items()}
    own = last_decisions(connection, [report.sha256])
    rows: dict[str, dict[str, Any]] = {}
    left = []
    for mark, past in last_decisions(connection, _earlier(connection, report)).items():
        settled_here = mark in own and mark in here
        if settled_here or past.decision == OPEN or mark.startswith(FIGURE_MARK):
            continue
        seen = json.loads(past.seen or "{}")
        to = mark if mark in here else by_words.get(finding_words(seen)) if seen else None
        if to is None:
            page, message = int(seen.get("page", 0)), str(seen.get("message", ""))
            left.append(Left(report.id, message, page, past.decision, past.reviewer))
        elif to not in own:
            rows[to] = _row(past, report.sha256, to)
    if rows:
        connection.execute(insert(DecisionRow), list(rows.values()))
    return len(rows), left


def _earlier(connection: Connection, report: Any) -> list[str]:
    """The hashes of the same report as it was published otherwise, and its own: a newer gouji may
    have found the same under another mark."""
    same = select(ReportRow.sha256).where(
        ReportRow.unit_key == report.unit_key,
        ReportRow.year == report.year,
        ReportRow.kind == report.kind,
        ReportRow.level == report.level,
        ReportRow.year != 0,
        ReportRow.unit_key != "",
        ReportRow.id != report.id,
    )
    return [*connection.scalars(same.order_by(ReportRow.id)), report.sha256]


def finding_words(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What tells a finding from others wherever in the report it stands."""
    return tuple(row.get(name, "") for name in ("rule", "stated", "expected", "clause"))


def _row(past: Any, sha256: str, mark: str) -> dict[str, Any]:
    return {
        "sha256": sha256,
        "mark": mark,
        "decision": past.decision,
        "note": past.note,
        "reviewer": past.reviewer,
        "made": datetime.now(UTC),
        "tick": past.tick,
        "seen": past.seen,
        "how": "follow",
    }

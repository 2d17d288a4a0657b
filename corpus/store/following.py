"""Decisions that follow a figure: into the same file as a newer gouji reads it, and into a file
that a body published anew, where the same figures still stand.

Which is the same `sameness` tells: a page may have moved, a sentence may have been edited. A
decision that followed says so in the history (`how`: follow), with the first reviewer's name.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, select

from corpus.store.decisions import OPEN, every_kind
from corpus.store.models import DecisionRow, FindingRow, ReportRow
from corpus.store.reading import figure_item_of, stated_in
from corpus.store.review import FIGURE_MARK, last_decisions, seen
from corpus.store.sameness import paired

#: How the rules between reports begin.
_BETWEEN = "B"


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
    past = _to_follow(connection, report)
    figures = any(p.mark.startswith(FIGURE_MARK) for p in past)
    here = _decidable(connection, report, figures) if past else {}
    own = last_decisions(connection, [report.sha256])
    past = [p for p in past if not (p.mark in own and p.mark in here)]
    to = _matched(past, here)
    rows = {to[p.mark]: _row(p, report.sha256, to[p.mark]) for p in past if p.mark in to}
    fresh = [row for mark, row in rows.items() if mark not in own]
    if fresh:
        connection.execute(insert(DecisionRow), fresh)
    return len(fresh), [_left(report.id, p) for p in past if p.mark not in to]


def _matched(past: Sequence[Any], here: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """The marks of what was decided about with those that the same has here."""
    to = {p.mark: p.mark for p in past if p.mark in here}
    rest = [p for p in past if p.mark not in to and p.seen]
    free = [mark for mark in here if mark not in to]
    told = [_told(json.loads(p.seen)) for p in rest]
    for one, other in paired(told, [here[mark] for mark in free]):
        to[rest[one].mark] = free[other]
    return to


def _decidable(connection: Connection, report: Any, figures: bool) -> dict[str, Mapping[str, Any]]:
    """All that can be decided about in a report, by mark: its findings, and its figures where they
    are wanted."""
    findings = select(FindingRow.__table__).where(FindingRow.report_id == report.id)
    rows = connection.execute(findings.order_by(FindingRow.id))
    found: dict[str, Mapping[str, Any]] = {row.mark: row._asdict() for row in rows}
    for figure in stated_in(connection, report.id) if figures else ():
        item = figure_item_of(report, (report.sha256,), figure)
        found[item.mark] = _told(json.loads(seen(item)))
    return found


def _told(seen: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a reviewer had before him as a row of findings has it: a figure has nothing that it is
    held against, but a subject."""
    figure = seen.get("severity") == "figure"
    return {**seen, "expected": seen.get("message", "")} if figure else seen


def _to_follow(connection: Connection, report: Any) -> list[Any]:
    """The last decisions about the files of a report, oldest first, but for those about differences
    from other reports, which a comparison finds anew, and those that are another file's own."""
    past = last_decisions(connection, _earlier(connection, report)).values()
    own = {code for code, kind in every_kind().items() if kind.own}
    decided = (
        p for p in past
        if p.decision != OPEN and not _between(p)
        and (p.sha256 == report.sha256 or p.decision not in own)
    )  # fmt: skip
    return sorted(decided, key=lambda p: p.id)


def _between(past: Any) -> bool:
    """Whether a decision is about a difference between reports."""
    return str(json.loads(past.seen or "{}").get("rule", "")).startswith(_BETWEEN)


def _left(report: int, past: Any) -> Left:
    seen = json.loads(past.seen or "{}")
    page, message = int(seen.get("page", 0)), str(seen.get("message", ""))
    return Left(report, message, page, past.decision, past.reviewer)


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

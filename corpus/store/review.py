"""Findings as a reviewer works through them, and what he decides.

A decision holds on to the file's hash and the finding's mark, so that it is there again when a
later version of gouji finds the same. Files that print the same share their decisions.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select

from corpus.store.database import lasting
from corpus.store.item import Item as Item
from corpus.store.item import MarkError as MarkError
from corpus.store.item import find as find
from corpus.store.item import in_utc as in_utc
from corpus.store.items import items as items
from corpus.store.models import DecisionRow, DifferenceRow, FindingRow, ReportRow
from corpus.store.records import clean

#: How the marks of figures begin that nothing in their report could be held against.
FIGURE_MARK = "figure-"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decides about a finding; `kind` is one of decisions.toml."""

    item: Item
    kind: str
    reviewer: str
    note: str = ""
    tick: str = ""
    how: str = ""


def between(engine: Engine, reports: Sequence[int]) -> int:
    """How many differences there are between these reports and others."""
    query = select(func.count()).select_from(DifferenceRow)
    with engine.connect() as connection:
        return connection.scalar(query.where(DifferenceRow.stated_in.in_(reports))) or 0


def decide(engine: Engine, decisions: Iterable[Decision]) -> int:
    """Keep decisions, all or none; those that change nothing are left out. Returns how many."""
    now = datetime.now(UTC)
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    changed = 0
    for one in decisions:
        if (one.kind, one.note, one.tick) == (one.item.decision, one.item.note, one.item.tick):
            continue
        changed += 1
        rows |= {(row["sha256"], row["mark"]): row for row in rows_of(one, now)}
    if rows:
        with lasting(engine) as connection:
            connection.execute(insert(DecisionRow), list(rows.values()))
    return changed


def rows_of(one: Decision, made: datetime) -> Iterator[dict[str, Any]]:
    """The rows of a decision: one for each file that prints the same."""
    for sha256 in one.item.hashes:
        yield {
            "sha256": sha256,
            "mark": one.item.mark,
            "decision": one.kind,
            "note": clean(one.note),
            "reviewer": clean(one.reviewer),
            "made": made,
            "tick": clean(one.tick),
            "seen": seen(one.item),
            "how": one.how,
        }


#: What is kept of a finding as a reviewer saw it when he decided.
_SEEN = ("severity", "rule", "page", "message", "stated", "expected", "clause", "detail")


def seen(item: Item) -> str:
    """What a reviewer has before him, as JSON."""
    return json.dumps({name: getattr(item, name) for name in _SEEN}, ensure_ascii=False)


def last_decisions(connection: Connection, hashes: Sequence[str]) -> dict[str, Any]:
    """The rows of the last decisions about findings and figures of these files, by mark."""
    query = select(DecisionRow.__table__).where(DecisionRow.sha256.in_(hashes))
    return {row.mark: row for row in connection.execute(query.order_by(DecisionRow.id))}


def lost(engine: Engine) -> int:
    """How many findings were decided about that are no longer found, in whatever file."""
    about_findings = DecisionRow.mark.not_like(f"{FIGURE_MARK}%")
    marks = select(DecisionRow.sha256, DecisionRow.mark).where(about_findings)
    decided = marks.distinct().subquery()
    query = select(func.count()).select_from(decided)
    for source, report in (
        (FindingRow, FindingRow.report_id),
        (DifferenceRow, DifferenceRow.stated_in),
    ):
        there = select(source.id).join(ReportRow, ReportRow.id == report)
        there = there.where(source.mark == decided.c.mark, ReportRow.sha256 == decided.c.sha256)
        query = query.where(~there.exists())
    with engine.connect() as connection:
        return int(connection.scalar(query) or 0)

"""`gouji query republished`: the reports that were published again, and how much changed."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import aliased

from corpus.between.again.carried import carried
from corpus.between.again.pairs import RULE
from corpus.between.again.values import ADDED, CHANGED, GONE
from corpus.store.models import DifferenceRow, ReportRow
from corpus.store.queries import Answer, Filter, conditions, path_of, told_apart

_COLUMNS = ("unit", "year", "kind", "severity", CHANGED, ADDED, GONE, "kept", "fallen", "fresh",
            "undone", "file", "other_file")  # fmt: skip


def republished(engine: Engine, only: Filter) -> Answer:
    """Pairs of files of one report that `gouji compare` found to differ: how many figures changed,
    came and went, and what became of the earlier file's findings and decisions."""
    other = aliased(ReportRow)
    query = (
        select(
            DifferenceRow.stated_in, DifferenceRow.held_against, DifferenceRow.severity,
            DifferenceRow.stated, DifferenceRow.expected, ReportRow.unit, ReportRow.year,
            ReportRow.kind, path_of(ReportRow.id).label("file"), path_of(other.id).label("other"),
        )
        .join(ReportRow, ReportRow.id == DifferenceRow.stated_in)
        .join(other, other.id == DifferenceRow.held_against)
        .where(DifferenceRow.rule == RULE, *conditions(ReportRow, only))
        .order_by(ReportRow.unit_key, ReportRow.year, DifferenceRow.id)
    )  # fmt: skip
    with engine.connect() as connection:
        counts: dict[Any, Counter[str]] = {}
        for row in connection.execute(query):
            key = (row.unit, row.year, row.kind, row.severity, row.file, row.other,
                   row.stated_in, row.held_against)  # fmt: skip
            counts.setdefault(key, Counter())[_what(row)] += 1
        rows = []
        for (*about, file, path, later, earlier), count in list(counts.items())[: only.limit]:
            found = carried(connection, earlier, later)
            rows.append(
                (*about, count[CHANGED], count[ADDED], count[GONE], len(found.kept),
                 len(found.fallen), len(found.fresh), found.undone, file, path)
            )  # fmt: skip
    return told_apart(Answer(_COLUMNS, tuple(rows)))


def _what(row: Any) -> str:
    """What became of a figure, by which of the files prints it; "" of a line for a whole pair."""
    if not row.stated and not row.expected:
        return ""
    if not row.expected:
        return ADDED
    return CHANGED if row.stated else GONE

"""The reports that were published again, and how much changed: `gouji query republished`, and what
the overview shows of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import aliased

from corpus.between.again.carried import Carried, carried
from corpus.between.again.pairs import RULE
from corpus.between.again.values import ADDED, CHANGED, GONE
from corpus.scanning.names import safe_part
from corpus.store.models import DifferenceRow, ReportRow
from corpus.store.queries import Answer, Filter, conditions, path_of, told_apart

_COLUMNS = ("unit", "year", "kind", "severity", CHANGED, ADDED, GONE, "kept", "fallen", "fresh",
            "undone", "file", "other_file")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Republished:
    """Two files of one report that differ: how many figures changed, came and went (none of them
    where the two are probably not one report), and the paths of both."""

    later: int
    earlier: int
    unit: str
    year: int
    kind: str
    severity: str
    sha256: str
    counts: Counter[str]
    file: str
    other_file: str

    @property
    def page(self) -> str:
        """The name of the page about both."""
        return page_name(self.unit, self.year, self.kind, self.sha256)


def page_name(unit: str, year: int, kind: str, sha256: str) -> str:
    """What the page about a file, by its hash, and the one before it is called."""
    return safe_part(f"again-{unit}-{year}-{kind}", longest=70) + f"-{sha256[:8]}.html"


def republished(engine: Engine, only: Filter) -> Answer:
    """Pairs of files of one report that `gouji compare` found to differ, with what became of the
    earlier file's findings and decisions."""
    with engine.connect() as connection:
        pairs = list(differing(connection, only))[: only.limit]
        rows = tuple(_row(p, carried(connection, p.earlier, p.later)) for p in pairs)
    return told_apart(Answer(_COLUMNS, rows))


def differing(connection: Connection, only: Filter) -> Iterator[Republished]:
    """The pairs of files that differ, as the last comparison left them."""
    other = aliased(ReportRow)
    query = (
        select(
            DifferenceRow.stated_in, DifferenceRow.held_against, ReportRow.unit, ReportRow.year,
            ReportRow.kind, DifferenceRow.severity, ReportRow.sha256,
            DifferenceRow.stated, DifferenceRow.expected,
            path_of(ReportRow.id).label("path"), path_of(other.id).label("other_path"),
            other.file.label("other_file"),
        )
        .join(ReportRow, ReportRow.id == DifferenceRow.stated_in)
        .join(other, other.id == DifferenceRow.held_against)
        .where(DifferenceRow.rule == RULE, *conditions(ReportRow, only))
        .order_by(ReportRow.unit_key, ReportRow.year, DifferenceRow.id)
    )  # fmt: skip
    found: dict[tuple[Any, ...], Republished] = {}
    for row in connection.execute(query):
        key = row[:7]
        if key not in found:
            found[key] = _pair(row)
        found[key].counts[_what(row)] += 1
    yield from found.values()


def _pair(row: Any) -> Republished:
    """A pair of files without its counts, out of the first of its differences."""
    about = (row.stated_in, row.held_against, row.unit, row.year, row.kind, row.severity)
    return Republished(*about, row.sha256, Counter(), row.path, row.other_path or row.other_file)


def _row(pair: Republished, findings: Carried) -> tuple[Any, ...]:
    return (
        pair.unit, pair.year, pair.kind, pair.severity,
        *(pair.counts[name] for name in (CHANGED, ADDED, GONE)),
        len(findings.kept), len(findings.fallen), len(findings.fresh), findings.undone,
        pair.file, pair.other_file,
    )  # fmt: skip


def _what(row: Any) -> str:
    """What became of a figure, by which of the files prints it; "" of a line for a whole pair."""
    if not row.stated and not row.expected:
        return ""
    if not row.expected:
        return ADDED
    return CHANGED if row.stated else GONE

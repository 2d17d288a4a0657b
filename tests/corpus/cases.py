"""The examples of the rules between reports, put into a store and compared as scanned ones are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Engine

from corpus.between.catalogue import Case, Paper
from corpus.between.compare import Comparison, compare
from corpus.store.queries import Filter, differences
from corpus.store.records import record
from corpus.store.writing import FileResult, ScanPlan, begin_scan, write_result
from reconcile.reconcile import reconcile
from reconcile.rules import Example
from tests.rules.builder import built


@dataclass(frozen=True)
class Outcome:
    """What came of an example: what was compared, and what differed."""

    done: Comparison
    rows: tuple[dict[str, Any], ...]


def run(engine: Engine, case: Case) -> Outcome:
    """Store the reports of an example, as read and checked, and compare them."""
    scan = begin_scan(engine, ScanPlan("", "1.0", 1, 1.0, 1))
    for number, paper in enumerate(case.papers, 1):
        found = record(reconcile(_read(paper, number)), "1.0")
        name = f"{number}.pdf"
        result = FileResult(name, name, 1, found.report["sha256"], "read")
        write_result(engine, scan, "1.0", result, found)
    done = compare(engine)
    answer = differences(engine, Filter())
    return Outcome(done, tuple(dict(zip(answer.columns, r, strict=True)) for r in answer.rows))


def _read(paper: Paper, number: int) -> Any:
    """A report of an example as the readers give it."""
    read = built(Example(paper.text, paper.tables, paper.kind, paper.year, ""))
    return replace(read, unit=paper.unit, sha256=f"{number:064d}")

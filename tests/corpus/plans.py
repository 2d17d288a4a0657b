"""What users ask of a store, and how a database means to answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine, event

from corpus.store import figures, listing, queries, reading, review
from corpus.store.listing import Wanted
from corpus.store.overview import overview
from corpus.store.queries import Filter
from corpus.store.views import DUTY_VIEWS, VIEWS

#: The tables that grow by dozens or hundreds of rows a report.
LARGE = ("findings", "cells", "claims", "sentences", "evidence", "checks", "finding_places")
ALL_VIEWS = VIEWS | DUTY_VIEWS
#: What docs/cluster.md has one say of a disk without moving parts.
_DISK = "SET LOCAL random_page_cost = 1.1"
_SCAN = re.compile(r"Seq Scan on (\w+)")
#: SQLite names a table by its alias, and an index where it reads no more than that.
_SCAN_SQLITE = re.compile(r"^SCAN (\w+)$", re.M)
#: A sort of all there is, and not only of what is alike in an index.
SORTED = re.compile(r"^USE TEMP B-TREE FOR ORDER BY$", re.M)


def questions(engine: Engine) -> dict[str, Callable[[], object]]:
    """The questions of `gouji query`, of the lists and pages of `gouji serve`, of `gouji overview`
    and `gouji review`."""
    report = reading.report_of(engine, 7)
    assert report is not None
    screen = Filter(limit=40)
    return {
        "query units": lambda: queries.worst_units(engine, screen),
        "query rule N01": lambda: queries.findings_of_rule(engine, "N01", screen),
        "query rule mismatch": lambda: queries.findings_of_rule(engine, "mismatch", screen),
        "query figure": lambda: figures.where_figure(engine, "55440万元", screen),
        "query figure, bare": lambda: figures.where_figure(engine, "55440", screen),
        "query text": lambda: queries.text_search(engine, "a87ff679a2f3e71d", screen),
        "query files": lambda: queries.files(engine, "", screen),
        "query files crashed": lambda: queries.files(engine, "crashed", screen),
        "query duplicates": lambda: queries.duplicates(engine, screen),
        "query differences": lambda: queries.differences(engine, screen),
        "query members": lambda: queries.department_units(engine, screen),
        "query duties": lambda: queries.duties(engine, "", screen),
        "query duties D06.1": lambda: queries.duties(engine, "D06.1", screen),
        "query unmet": lambda: queries.unmet_duties(engine, screen),
        "serve reports": lambda: listing.reports(engine, Wanted()),
        "serve reports of a body": lambda: listing.reports(engine, Wanted(unit="单位12")),
        "serve reports by rule": lambda: listing.reports(engine, Wanted(rule="N01")),
        "serve findings": lambda: listing.findings(engine, Wanted()),
        "serve findings N01": lambda: listing.findings(engine, Wanted(rule="N01")),
        "serve sentences": lambda: listing.sentences(engine, Wanted(text="a87ff679a2f3e71d")),
        "serve unread": lambda: listing.unread(engine, Wanted()),
        "serve choices": lambda: listing.choices(engine),
        "serve a report": lambda: reading.report_of(engine, 7),
        "serve its findings": lambda: reading.findings_of(engine, report, "zh"),
        "serve its figures": lambda: reading.figures_of(engine, report, page=2),
        "overview": lambda: overview(engine, {}, "zh"),
        "review": lambda: review.items(engine, screen),
        "review lost": lambda: review.lost(engine),
    }


def pages(engine: Engine) -> dict[str, Callable[[], object]]:
    """The lists that show one page of many findings, at their beginning and further on."""
    asked = {
        "review": lambda: review.items(engine, Filter(limit=40)),
        "review of a body": lambda: review.items(engine, Filter(limit=40, unit="单位12")),
        "findings": lambda: listing.findings(engine, Wanted(size=50)),
        "findings, page 9": lambda: listing.findings(engine, Wanted(size=50, page=9)),
        "findings N01": lambda: listing.findings(engine, Wanted(size=50, rule="N01")),
        "findings open": lambda: listing.findings(engine, Wanted(size=50, state="open")),
        "duties": lambda: queries.duties(engine, "", Filter(limit=40)),
    }
    return asked


def watched(engine: Engine, ask: Callable[[], object]) -> tuple[set[str], list[str]]:
    """The large tables that a question reads from end to end, and the plans of its statements."""
    statements: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        statements.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        ask()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    asked = [s for s in statements if s[0].lstrip().upper().startswith(("SELECT", "WITH"))]
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            return _sqlite(connection, asked)
        connection.exec_driver_sql(_DISK)
        plans = [
            "\n".join(row[0] for row in connection.exec_driver_sql(f"EXPLAIN {statement}", given))
            for statement, given in asked
        ]
    return {name for plan in plans for name in _SCAN.findall(plan)} & set(LARGE), plans


def _sqlite(connection: Connection, asked: list[tuple[str, Any]]) -> tuple[set[str], list[str]]:
    plans, found = [], set()
    for statement, given in asked:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
        plans.append("\n".join(row[3] for row in rows))
        words = " ".join([statement, *(q for name, q in ALL_VIEWS.items() if name in statement)])
        for alias in _SCAN_SQLITE.findall(plans[-1]):
            called = (
                n for n in LARGE if n == alias or re.search(rf"\b{n}(?: AS)? {alias}\b", words)
            )
            found |= set(called)
    return found, plans


def fetched(engine: Engine, ask: Callable[[], object]) -> int:
    """How many rows a question has PostgreSQL send."""
    counts: list[int] = []

    def note(_c: Any, cursor: Any, *_: Any) -> None:
        counts.append(cursor.rowcount)

    event.listen(engine, "after_cursor_execute", note)
    try:
        ask()
    finally:
        event.remove(engine, "after_cursor_execute", note)
    return sum(counts)

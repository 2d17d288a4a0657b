"""No question reads a large table from end to end, and no page of a list more than it shows: the
databases' own plans, for many reports."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from corpus.store.database import open_store
from tests.corpus.crowd import fill
from tests.corpus.plans import SORTED, fetched, pages, questions, watched


@pytest.fixture(scope="module")
def light(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An SQLite store of a crowd."""
    engine = open_store(str(tmp_path_factory.mktemp("crowd") / "store.db"))
    fill(engine, 400)
    yield engine
    engine.dispose()


def test_no_question_reads_a_large_table_from_end_to_end(shared: Engine) -> None:
    fill(shared, 1500)
    found = {name: watched(shared, ask)[0] for name, ask in questions(shared).items()}
    assert {name: tables for name, tables in found.items() if tables} == {}
    assert len(found) >= 20
    sent = {name: fetched(shared, ask) for name, ask in pages(shared).items()}
    assert {name: rows for name, rows in sent.items() if rows > 250} == {}


def test_neither_does_sqlite(light: Engine) -> None:
    found = {name: watched(light, ask)[0] for name, ask in questions(light).items()}
    assert {name: tables for name, tables in found.items() if tables} == {}


def test_sqlite_sorts_no_list_for_one_page_of_it(light: Engine) -> None:
    plans = {name: watched(light, ask)[1] for name, ask in pages(light).items()}
    lists = [(n, p) for n, some in plans.items() for p in some if "findings" in p or "duties" in p]
    assert [(name, plan) for name, plan in lists if SORTED.search(plan)] == []
    assert {name for name, _ in lists} == plans.keys()

"""No question reads a large table from end to end: PostgreSQL's own plans, for many reports."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.corpus.crowd import fill
from tests.corpus.plans import questions, watched


def test_no_question_reads_a_large_table_from_end_to_end(shared: Engine) -> None:
    fill(shared, 1500)
    found = {name: watched(shared, ask)[0] for name, ask in questions(shared).items()}
    assert {name: tables for name, tables in found.items() if tables} == {}
    assert len(found) >= 20

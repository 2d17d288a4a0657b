"""The duties in the store: what a scan keeps, and the questions about it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, inspect, select

from corpus.store import queries
from corpus.store.database import alembic_config, open_store
from corpus.store.models import DutyRow, ReportRow
from corpus.store.overview import overview
from corpus.store.queries import Filter
from corpus.store.records import record
from corpus.store.writing import FileResult, ScanPlan, begin_scan, write_result
from reconcile.audit import Audit, Severity
from reconcile.duties.values import Standing, State
from reconcile.phrases import phrase
from tests import factories

MET = Standing("D05.1", "D05", State.MET, 22, "因公出国（境）费0万元")
MISSING = Standing(
    "D06.6", "D06", State.MISSING, 22, "七、“三公”经费", phrase("duty.nowhere"), finding="f2"
)
OPEN = Standing("D08.1", "D08", State.NOT_JUDGED, why=phrase("duty.no_office"))


def an_audit() -> Audit:
    finding = factories.finding(
        id="f2", rule="D06", severity=Severity.MISSING, stated="公务接待人次"
    )
    audit = factories.audit(duties=(MET, MISSING, OPEN), judgements=(), checks=(), findings=())
    return replace(audit, findings=(finding,))


@pytest.fixture
def store(tmp_path: Path) -> Engine:
    engine = open_store(str(tmp_path / "s.db"))
    scan = begin_scan(engine, ScanPlan("f", "1", 1, 1.0, 1))
    for number in range(2):  # the same report twice counts once
        audit = an_audit()
        disclosure = replace(audit.disclosure, sha256=str(number) * 64, claims=())
        found = record(replace(audit, disclosure=disclosure), "1.0")
        result = FileResult(f"{number}.pdf", f"{number}.pdf", 1, str(number) * 64, "read")
        write_result(engine, scan, "1.0", result, found)
    return engine


def test_every_duty_is_kept_with_why(store: Engine) -> None:
    with store.connect() as connection:
        kept = connection.execute(select(DutyRow.__table__).order_by(DutyRow.id)).all()[:3]
        assert [(r.duty, r.state, r.page) for r in kept] == [
            ("D05.1", "met", 22), ("D06.6", "missing", 22), ("D08.1", "not_judged", 0),
        ]  # fmt: skip
        assert "行政运行" in kept[2].why and "administration" in kept[2].why_en
        assert connection.execute(select(ReportRow.missing)).scalars().all() == [1, 1]


def test_questions_about_duties(store: Engine) -> None:
    missing = queries.duties(store, "", Filter())
    assert [row[missing.columns.index("duty")] for row in missing.rows] == ["D06.6"]
    assert len(queries.duties(store, "not_judged", Filter(lang="en")).rows) == 1
    assert len(queries.duties(store, "d05.1", Filter()).rows) == 1
    assert queries.duties(store, "D05", Filter(year=1999)).rows == ()
    assert len(queries.findings_of_rule(store, "missing", Filter()).rows) == 2


def test_the_duties_that_most_reports_do_not_meet(store: Engine) -> None:
    answer = queries.unmet_duties(store, Filter(lang="en"))
    first = dict(zip(answer.columns, answer.rows[0], strict=True))
    assert (first["duty"], first["name"], first["reports"], first["missing"]) == (
        "D06.6", "guests received", 1, 1,
    )  # fmt: skip


def test_the_overview_counts_them_apart(store: Engine) -> None:
    found = overview(store, {}, "zh")
    (entry,) = found.entries
    assert (entry.missing, dict(found.counted.unmet)) == (1, {"D06.6": 1})
    assert "D06" not in found.counted.rules


def test_a_store_from_before_the_duties_is_brought_up_to_date(tmp_path: Path) -> None:
    engine = open_store(str(tmp_path / "old.db"))
    config = alembic_config(engine)
    command.downgrade(config, "0003")
    assert "duties" not in inspect(engine).get_table_names()
    command.upgrade(config, "head")
    assert queries.duties(engine, "", Filter()).rows == ()

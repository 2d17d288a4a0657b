"""The store: what goes in comes out, on every database."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from decimal import Decimal
from multiprocessing import get_context
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, Row, func, inspect, select, text

from corpus.store import figures, queries
from corpus.store.database import StoreError, alembic_config, open_store, store_url
from corpus.store.migrations.versions.v0002_views import AT_FIRST
from corpus.store.models import (
    Base,
    CellRow,
    ClaimRow,
    EvidenceRow,
    FileRow,
    FindingRow,
    ReportRow,
    ScanRow,
    SentenceRow,
)
from corpus.store.queries import Filter, QuestionError
from corpus.store.records import Record, clean, fen, record
from corpus.store.views import VIEWS
from corpus.store.writing import (
    FileResult,
    Known,
    ScanPlan,
    begin_scan,
    end_scan,
    known,
    link_file,
    write_result,
)
from extract.disclosure import Statement
from extract.figures.quantity import Quantity, parse_quantity
from reconcile.audit import Audit
from tests import factories

PLAN = ScanPlan("reports", "1.0", 2, 60.0, 1000)


def an_audit(sha256: str = "0" * 64, **fields: object) -> Audit:
    """The factories' report, with the statement its claims belong to."""
    audit = factories.audit()
    statements = (Statement(0, "收入总计", ("一、收入决算情况说明",)),)
    disclosure = replace(audit.disclosure, sha256=sha256, statements=statements, **fields)  # type: ignore[arg-type]
    return replace(audit, disclosure=disclosure)


def put(
    engine: Engine,
    found: Record | None,
    key: str = "a.pdf",
    *,
    sha256: str = "",
    version: str = "1.0",
    status: str = "",
    passing: bool = False,
) -> int | None:
    """Store one file; the id of its report."""
    scan = begin_scan(engine, PLAN)
    sha256 = sha256 or (found.report["sha256"] if found else "f" * 64)
    status = status or ("read" if found else "crashed")
    result = FileResult(key, key, 10, sha256, status)
    return write_result(engine, scan, version, result, found, passing=passing).report_id


def all_rows(engine: Engine, table: type[Base]) -> list[Row[tuple[object, ...]]]:
    with engine.connect() as connection:
        return list(connection.execute(select(*table.__table__.columns)))


def test_migrations_make_the_tables_of_the_models(store: Engine) -> None:
    def ours(_object: object, name: str | None, kind: str, *_: object) -> bool:
        return not (kind == "table" and (name or "").startswith("sentence_search")) and (
            name != "ix_sentences_text"
        )

    with store.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        assert compare_metadata(context, Base.metadata) == []


def test_migrations_go_down_and_up_again(store: Engine) -> None:
    put(store, record(an_audit(), "1.0"))
    command.downgrade(alembic_config(store), "base")
    assert set(inspect(store).get_table_names()) <= {"alembic_version"}
    command.upgrade(alembic_config(store), "head")
    assert all_rows(store, ReportRow) == []


def test_a_store_of_an_earlier_version_keeps_its_rows(store: Engine) -> None:
    put(store, record(an_audit(), "1.0"))
    command.downgrade(alembic_config(store), "0002")
    with store.connect() as connection:
        for view in AT_FIRST:
            connection.execute(text(f"SELECT * FROM {view}")).all()
    command.upgrade(alembic_config(store), "head")
    (row,) = all_rows(store, ReportRow)
    (finding,) = all_rows(store, FindingRow)
    assert (row.members, finding.message_en) == ("", "")
    answer = queries.findings_of_rule(store, "mismatch", Filter(lang="en"))
    assert answer.rows[0][answer.columns.index("message")] == finding.message


def test_views_can_be_read(store: Engine) -> None:
    put(store, record(an_audit(), "1.0"))
    with store.connect() as connection:
        for view in VIEWS:
            connection.execute(text(f"SELECT * FROM {view}")).all()
        unit = connection.execute(text("SELECT unit, reports, mismatches FROM unit_summary")).one()
    assert tuple(unit) == ("某市财政局", 1, 1)


def test_a_report_is_stored_whole(store: Engine) -> None:
    audit = an_audit()
    report = put(store, record(audit, "1.0"))
    (row,) = all_rows(store, ReportRow)
    assert (row.id, row.unit, row.year, row.kind) == (report, "某市财政局", 2024, "final")
    assert (row.claims, row.confirmed, row.contradicted, row.unverifiable) == (4, 2, 1, 1)
    claims = {c.name: c for c in all_rows(store, ClaimRow)}
    assert claims["c3"].verdict == "mismatch" and claims["c3"].expected == "12.08"
    assert claims["c1"].fen == 9859_38_0000 and claims["c4"].fen is None
    sentences = {s.id: s.text for s in all_rows(store, SentenceRow)}
    assert sentences[claims["c4"].sentence_id] == "全年共有车辆2辆。"
    (cell,) = all_rows(store, CellRow)
    (evidence,) = all_rows(store, EvidenceRow)
    assert (evidence.claim_id, evidence.cell_id) == (claims["c1"].id, cell.id)
    (finding,) = all_rows(store, FindingRow)
    assert finding.rule == "change-rate" and finding.report_id == report


def test_reading_again_replaces(store: Engine) -> None:
    put(store, record(an_audit(), "1.0"))
    put(store, record(an_audit(), "2.0"), version="2.0")
    (row,) = all_rows(store, ReportRow)
    assert row.version == "2.0" and len(all_rows(store, ClaimRow)) == 4
    (file,) = all_rows(store, FileRow)
    assert (file.report_id, file.version, file.attempts) == (row.id, "2.0", 1)


def test_a_failure_removes_what_an_older_version_read(store: Engine) -> None:
    put(store, record(an_audit(), "1.0"))
    put(store, None, sha256="0" * 64, version="2.0")
    assert all_rows(store, ReportRow) == [] == all_rows(store, CellRow)
    (file,) = all_rows(store, FileRow)
    assert (file.status, file.report_id) == ("crashed", None)


def test_one_transaction_a_report(store: Engine) -> None:
    broken = record(an_audit(), "1.0")
    rows = {**broken.rows, "claims": [*broken.rows["claims"], {"id": 1}]}
    with pytest.raises(Exception, match=r"UNIQUE|[Uu]nique|required|'name'"):
        put(store, Record(broken.report, rows))
    assert all_rows(store, ReportRow) == [] == all_rows(store, FileRow)


def outcomes(engine: Engine) -> dict[str, tuple[str, int | None]]:
    return {row.key: (row.status, row.report_id) for row in all_rows(engine, FileRow)}


def test_what_is_known_of_contents(store: Engine) -> None:
    report = put(store, record(an_audit(), "1.0"))
    put(store, None, "b.pdf")
    assert known(store, "0" * 64, "1.0") == Known("read", "", report)
    assert known(store, "f" * 64, "1.0") == Known("crashed", "", None)
    assert known(store, "0" * 64, "2.0") is None


def test_a_passing_failure_keeps_the_report(store: Engine) -> None:
    report = put(store, record(an_audit(), "1.0"))
    link_file(store, begin_scan(store, PLAN), "1.0", FileResult("b", "b", 1, "0" * 64, "read"))
    assert put(store, None, sha256="0" * 64, status="timeout", passing=True) == report
    assert outcomes(store) == {"a.pdf": ("read", report), "b": ("read", report)}
    assert len(all_rows(store, ClaimRow)) == 4


def test_a_passing_failure_of_a_later_version_is_tried_again(store: Engine) -> None:
    report = put(store, record(an_audit(), "1.0"))
    put(store, None, sha256="0" * 64, version="2.0", status="timeout", passing=True)
    assert known(store, "0" * 64, "2.0") == Known("timeout", "", report)
    assert len(all_rows(store, ClaimRow)) == 4


def test_an_outcome_belongs_to_the_content(store: Engine) -> None:
    put(store, None, sha256="0" * 64, status="timeout")
    same = FileResult("b", "b", 1, "0" * 64, "timeout")
    link_file(store, begin_scan(store, PLAN), "1.0", same)
    assert {status for status, _ in outcomes(store).values()} == {"timeout"}
    report = put(store, record(an_audit(), "1.0"))
    assert outcomes(store) == {"a.pdf": ("read", report), "b": ("read", report)}
    put(store, None, "b", sha256="0" * 64, status="broken")
    assert outcomes(store) == {"a.pdf": ("broken", None), "b": ("broken", None)}
    assert all_rows(store, ReportRow) == []


def test_files_without_content_have_nothing_in_common(store: Engine) -> None:
    scan = begin_scan(store, PLAN)
    for key, status in (("a", "missing"), ("b", "encrypted")):
        write_result(store, scan, "1.0", FileResult(key, key, 0, "", status), None, passing=True)
    assert outcomes(store) == {"a": ("missing", None), "b": ("encrypted", None)}


def test_an_id_is_never_given_twice(store: Engine) -> None:
    first = put(store, record(an_audit(), "1.0"))
    put(store, None, sha256="0" * 64, status="broken")
    second = put(store, record(an_audit("1" * 64), "1.0"), "b.pdf")
    assert first is not None and second is not None and second > first


def test_ids_go_on_in_a_store_of_an_earlier_version(store: Engine) -> None:
    first = put(store, record(an_audit(), "1.0"))
    command.downgrade(alembic_config(store), "0003")
    command.upgrade(alembic_config(store), "head")
    assert put(store, record(an_audit("1" * 64), "1.0"), "b.pdf") == (first or 0) + 1


def _write_many(url: str, number: int, results: Queue[str]) -> None:
    """What a scan writes of three contents under three names, all of them changing."""
    try:
        engine = open_store(url)
        scan = begin_scan(engine, PLAN)
        for turn in range(30):
            sha256 = str((turn + number) % 3) * 64
            found = None if turn % 5 == 4 else record(an_audit(sha256, unit=sha256[:9]), "1.0")
            result = FileResult(f"{turn % 3}", "x", 1, sha256, "read" if found else "broken")
            write_result(engine, scan, "1.0", result, found)
            link_file(engine, scan, "1.0", replace(result, key=f"{sha256[0]}-copy"))
        engine.dispose()
    except Exception as error:
        results.put(repr(error))
    else:
        results.put("")


def test_scans_that_write_the_same_contents_at_once(url: str) -> None:
    open_store(url).dispose()
    context = get_context("fork")
    results: Queue[str] = context.Queue()
    made = [context.Process(target=_write_many, args=(url, n, results)) for n in range(3)]
    for process in made:
        process.start()
    assert [results.get(timeout=60) for _ in made] == [""] * 3
    for process in made:
        process.join()
    engine = open_store(url)
    reports = {row.id: row for row in all_rows(engine, ReportRow)}
    for file in all_rows(engine, FileRow):
        assert file.status == ("read" if file.report_id else "broken")
        assert file.report_id is None or reports[file.report_id].sha256 == file.sha256
        assert file.report_id is None or reports[file.report_id].unit == file.sha256[:9]
    engine.dispose()


def test_attempts_are_counted(store: Engine) -> None:
    for _ in range(3):
        put(store, None, "b.pdf")
    (file,) = all_rows(store, FileRow)
    assert file.attempts == 3


def test_scans_say_how_they_ended(store: Engine) -> None:
    begin_scan(store, PLAN)
    end_scan(store, begin_scan(store, PLAN), "finished")
    states = [(row.state, row.finished is None) for row in all_rows(store, ScanRow)]
    assert states == [("running", True), ("finished", False)]


def test_texts_no_database_can_hold(store: Engine) -> None:
    audit = an_audit()
    sentence = audit.disclosure.sentences[1]
    hostile = replace(sentence, text="全年共\x00有\ud800车辆2辆。"[: len(sentence.text)])
    disclosure = replace(audit.disclosure, sentences=(audit.disclosure.sentences[0], hostile))
    put(store, record(replace(audit, disclosure=disclosure), "1.0"))
    assert "全年共\ufffd有\ufffd车" in {row.text[:7] for row in all_rows(store, SentenceRow)}
    assert clean("a\nb") == "a\nb"


@pytest.mark.parametrize(
    ("printed", "whole"),
    [("9859.38万元", 98593800_00), ("0.005元", 1), ("-0.01元", -1), ("3.2亿元", 320000000_00),
     ("2辆", None), ("5%", None), ("99999999999999999亿元", None)],
)  # fmt: skip
def test_fen(printed: str, whole: int | None) -> None:
    assert fen(parse_quantity(printed)) == whole


def test_fen_of_a_figure_without_unit() -> None:
    assert fen(Quantity("5", Decimal(5))) is None and fen(None) is None


class TestQueries:
    @pytest.fixture(autouse=True)
    def _reports(self, store: Engine) -> None:
        put(store, record(an_audit(), "1.0"))
        other = an_audit("1" * 64, unit="某市审计局", year=2023)
        own = factories.sentence(2, "本局另有一句。")
        disclosure = replace(other.disclosure, sentences=(*other.disclosure.sentences, own))
        put(store, record(replace(other, disclosure=disclosure, findings=()), "1.0"), "b.pdf")

    def test_worst_units_come_first(self, store: Engine) -> None:
        answer = queries.worst_units(store, Filter())
        assert [row[0] for row in answer.rows] == ["某市财政局", "某市审计局"]
        assert len(queries.worst_units(store, Filter(limit=1)).rows) == 1

    def test_findings_of_a_rule(self, store: Engine) -> None:
        assert queries.findings_of_rule(store, "N99", Filter()).rows == ()
        assert len(queries.findings_of_rule(store, "mismatch", Filter(year=2024)).rows) == 1
        assert queries.findings_of_rule(store, "mismatch", Filter(year=2023)).rows == ()

    @pytest.mark.parametrize(
        "asked", ["9859.38万元", "98593800元", "98,593,812.34元", "0.985938亿元", "9859.38"]
    )
    def test_where_a_figure_stands(self, store: Engine, asked: str) -> None:
        rows = figures.where_figure(store, asked, Filter(year=2024)).rows
        assert {row[5] for row in rows} >= {"9859.38万元", "9859.38"}

    def test_where_another_figure_stands(self, store: Engine) -> None:
        assert figures.where_figure(store, "9859.37万元", Filter()).rows == ()
        assert figures.where_figure(store, "99999999999999999亿元", Filter()).rows == ()
        assert [r[5] for r in figures.where_figure(store, "2辆", Filter(year=2024)).rows] == ["2辆"]
        assert figures.where_figure(store, "2人", Filter()).rows == ()

    def test_no_figure(self, store: Engine) -> None:
        with pytest.raises(QuestionError):
            figures.where_figure(store, "预算'; DROP TABLE reports", Filter())

    @pytest.mark.parametrize(
        ("words", "found"),
        [("车辆", 1), ("全年共有车辆", 1), ("车辆 全年共", 1), ("车辆 9859", 0), ("%", 1), ("_", 0),
         ('"', 0), ("NOT 车辆", 0), ("增长13.95%", 1), ("' OR 1=1", 0), ("a* OR b", 0)],
    )  # fmt: skip
    def test_text_is_found_as_it_stands(self, store: Engine, words: str, found: int) -> None:
        rows = queries.text_search(store, words, Filter(unit="财政局")).rows
        assert len(rows) == found

    def test_no_words(self, store: Engine) -> None:
        with pytest.raises(QuestionError):
            queries.text_search(store, "  ", Filter())

    def test_search_follows_what_is_deleted(self, store: Engine) -> None:
        put(store, None, sha256="0" * 64, version="2.0")
        rows = queries.text_search(store, "全年共有车辆", Filter()).rows
        assert [row[0] for row in rows] == ["某市审计局"]

    def test_files_that_failed(self, store: Engine) -> None:
        put(store, None, "c.pdf")
        assert [row[0] for row in queries.files(store, "", Filter()).rows] == ["c.pdf"]
        assert len(queries.files(store, "read", Filter()).rows) == 2

    def test_duplicates(self, store: Engine) -> None:
        assert queries.duplicates(store, Filter()).rows == ()
        put(store, record(an_audit("2" * 64), "1.0"), "copy.pdf")
        assert [row[3] for row in queries.duplicates(store, Filter()).rows] == ["a.pdf", "copy.pdf"]
        units = queries.worst_units(store, Filter(unit="财政")).rows
        assert [row[:2] for row in units] == [("某市财政局", 1)]  # counted once


def test_a_url_or_a_file(tmp_path: Path) -> None:
    assert store_url("报告.db").database == "报告.db"
    assert store_url("postgresql://me@host/name").drivername == "postgresql+psycopg"
    with pytest.raises(StoreError, match=r"nothing"):
        open_store("nothing://x")


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    with pytest.raises(StoreError) as raised:
        open_store(str(path), create=False)
    assert raised.value.status == "missing" and not path.exists()


def test_a_database_of_someone_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE notes (text)")
    with pytest.raises(StoreError) as raised:
        open_store(str(path), create=False)
    assert raised.value.status == "foreign"


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "报告.pdf"
    path.write_bytes(b"%PDF-1.7" + bytes(5000))
    with pytest.raises(StoreError) as raised:
        open_store(str(path))
    assert raised.value.status == "unreachable"


def test_a_store_of_a_later_version(tmp_path: Path) -> None:
    path = tmp_path / "later.db"
    open_store(str(path)).dispose()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError) as raised:
        open_store(str(path))
    assert raised.value.status == "newer"


def test_sqlite_can_be_read_while_it_is_written(tmp_path: Path) -> None:
    engine = open_store(str(tmp_path / "a.db"))
    with engine.begin() as writer:
        writer.execute(ScanRow.__table__.insert(), [_scan_row()])
        with engine.connect() as reader:
            assert reader.scalar(select(func.count()).select_from(ScanRow)) == 0


def _scan_row() -> dict[str, object]:
    from datetime import UTC, datetime

    return {"folder": "a", "version": "1", "workers": 1, "time_limit": 1.0, "memory_limit": 1,
            "started": datetime.now(UTC), "state": "running"}  # fmt: skip


def _open_at_once(url: str, barrier: Barrier, results: Queue[str]) -> None:
    barrier.wait()
    try:
        open_store(url).dispose()
    except Exception as error:
        results.put(repr(error))
    else:
        results.put("")


def test_several_scans_make_one_new_store(url: str) -> None:
    context = get_context("fork")
    barrier, results = context.Barrier(4), context.Queue()
    made = [context.Process(target=_open_at_once, args=(url, barrier, results)) for _ in range(4)]
    for process in made:
        process.start()
    assert [results.get(timeout=60) for _ in made] == [""] * 4
    for process in made:
        process.join()
    open_store(url, create=False).dispose()


def test_a_report_written_anew_meanwhile_is_linked_as_it_is_now(store: Engine) -> None:
    scan = begin_scan(store, PLAN)
    sha256 = "0" * 64
    result = FileResult("a", "a", 1, sha256, "read")
    write_result(store, scan, "1.0", result, record(an_audit(sha256), "1.0"))
    write_result(
        store,
        scan,
        "1.0",
        replace(result, sha256="1" * 64, key="b"),
        record(an_audit("1" * 64), "1.0"),
    )
    again = write_result(store, scan, "1.0", result, record(an_audit(sha256), "1.0"))
    link_file(store, scan, "1.0", replace(result, key="c"))
    with store.connect() as connection:
        own = select(FileRow.report_id).where(FileRow.sha256 == sha256)
        linked = connection.execute(own).scalars().all()
    assert linked == [again.report_id] * 2

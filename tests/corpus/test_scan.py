"""Scanning: every file its status, nothing twice, nothing lost."""

from __future__ import annotations

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest
from sqlalchemy import Engine, event, func, select
from sqlalchemy.exc import OperationalError
from typer.testing import CliRunner

from corpus.sampling import make
from corpus.scanning.crew import Crew
from corpus.scanning.pool import Options, submit
from corpus.scanning.scan import Event, Summary, scan
from corpus.scanning.sources import Source
from corpus.scanning.statuses import passing, retried, statuses
from corpus.scanning.worker import Outcome, Task, read_file
from corpus.store.database import StoreError, open_store
from corpus.store.models import ClaimRow, FileRow, FindingRow, ReportRow, ScanRow
from extract.pdf.drawn import Drawing, drawing_of
from gouji.cli import app
from tests.corpus import misbehaving

OPTIONS = Options(workers=1)
#: Seconds in which nothing is read, however fast the machine: a broken file takes about 1 ms.
HURRIED = 1e-6


@pytest.fixture(scope="module")
def report() -> bytes:
    """A small made-up 预算."""
    return make(5, "river", "budget").data


def pdf(*texts: str, **saving: object) -> bytes:
    """A PDF with a page for each text."""
    with pymupdf.open() as document:
        for text in texts:
            document.new_page().insert_text((72, 72), text, fontname="china-s")
        return bytes(document.tobytes(**saving))


def task(path: Path) -> Task:
    return Task(Source(path, str(path), path.stat().st_size), "1.0", 60, 2000)


def status_of(path: Path) -> str:
    return read_file(task(path)).status


def test_statuses_of_single_files(tmp_path: Path, report: bytes) -> None:
    locked = {"encryption": pymupdf.PDF_ENCRYPT_AES_256, "user_pw": "u", "owner_pw": "o"}
    files = {
        "read": report,
        "encrypted": pdf("2024年度部门决算", **locked),
        "broken": report[: len(report) // 2],
        "not_pdf": b"hello",
        "empty": b"",
        "no_text": pdf(""),
        "not_report": pdf("某市天气预报", "明天有雨。"),
    }
    for status, data in files.items():
        path = tmp_path / f"{status}.pdf"
        path.write_bytes(data)
        assert status_of(path) == status
    assert set(files) <= set(statuses())


def test_a_page_without_text_is_said(tmp_path: Path, report: bytes) -> None:
    path = tmp_path / "a.pdf"
    with pymupdf.open(stream=report, filetype="pdf") as document:
        picture = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 50, 50), False)
        page = document.new_page()
        page.insert_image(page.rect, pixmap=picture)
        document.save(path)
    outcome = read_file(task(path))
    assert outcome.status == "partial" and outcome.record is not None
    assert "扫描" in outcome.message


def test_a_fault_of_gouji_is_called_one(
    tmp_path: Path, report: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(report)
    monkeypatch.setattr("extract.identity.plain", None)
    outcome = read_file(task(path))
    assert outcome.status == "fault" and "identity.py" in outcome.message


def test_a_fault_of_gouji_on_one_page_has_a_status_of_its_own(
    tmp_path: Path, report: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(report)

    def failing(page: pymupdf.Page) -> Drawing:
        if page.number == 1:
            raise TypeError("an int was expected")
        return drawing_of(page)

    monkeypatch.delenv("GOUJI_DEBUG", raising=False)
    monkeypatch.setattr("extract.pdf.pages.drawing_of", failing)
    outcome = read_file(task(path))
    assert outcome.status == "faulty" and outcome.record is not None
    assert outcome.message.startswith("第2页：读本页时gouji内部出错")
    assert "TypeError: an int was expected" in outcome.message and "损坏" not in outcome.message
    assert retried("faulty") and not passing("faulty")


def test_a_fault_of_a_parser_is_a_crash(
    tmp_path: Path, report: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(report)
    monkeypatch.setattr(
        "reconcile.reconcile.reconcile", lambda _: pymupdf.open(stream=b"no PDF", filetype="pdf")
    )
    assert read_file(task(path)).status == "crashed"
    monkeypatch.setattr("reconcile.reconcile.reconcile", lambda _: bytearray(1 << 60))
    assert read_file(task(path)).status == "memory"


def test_which_statuses_are_tried_again() -> None:
    assert retried("timeout") and retried("crashed") and retried("of a later version")
    assert not retried("read") and not retried("encrypted")


def run(folder: Path, engine: Engine, options: Options = OPTIONS) -> tuple[Summary, list[Event]]:
    events: list[Event] = []
    return scan([folder], engine, options, lambda event, _: events.append(event)), events


def count(engine: Engine, table: type[ReportRow] | type[ClaimRow] | type[FileRow]) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(select(func.count()).select_from(table)) or 0)


class TestFolders:
    @pytest.fixture
    def folder(self, tmp_path: Path, report: bytes) -> Path:
        folder = tmp_path / "报告"
        (folder / "子").mkdir(parents=True)
        (folder / "a.pdf").write_bytes(report)
        (folder / "子" / "同一份.pdf").write_bytes(report)
        (folder / "bad.pdf").write_bytes(report[:3000])
        return folder

    def test_each_content_is_read_once(self, folder: Path, store: Engine) -> None:
        summary, events = run(folder, store)
        assert summary.statuses == {"read": 2, "broken": 1} and summary.known == 1
        assert count(store, ReportRow) == 1 and count(store, FileRow) == 3
        assert sorted(e.fresh for e in events) == [False, True, True]
        again, events = run(folder, store)
        assert again.known == 3 and again.statuses == summary.statuses
        assert count(store, FileRow) == 3 and not any(e.fresh for e in events)

    def test_a_file_that_changes_is_read_again(
        self, folder: Path, tmp_path: Path, report: bytes
    ) -> None:
        engine = open_store(str(tmp_path / "s.db"))
        run(folder, engine)
        (folder / "bad.pdf").write_bytes(report + b"\n")
        summary, _ = run(folder, engine)
        assert summary.known == 2 and summary.statuses == {"read": 3}

    def test_retry_and_again(self, folder: Path, tmp_path: Path) -> None:
        engine = open_store(str(tmp_path / "s.db"))
        run(folder, engine)
        retry, _ = run(folder, engine, Options(workers=1, retry=True))
        assert retry.known == 2
        with engine.connect() as connection:
            attempts = dict(connection.execute(select(FileRow.path, FileRow.attempts)).all())
        assert attempts[str(folder / "bad.pdf")] == 2 and attempts[str(folder / "a.pdf")] == 1
        again, _ = run(folder, engine, Options(workers=1, again=True))
        assert again.known == 1  # the second file of the same content
        assert count(engine, ReportRow) == 1

    def test_a_reading_that_fails_costs_no_report(self, folder: Path, tmp_path: Path) -> None:
        engine = open_store(str(tmp_path / "s.db"))
        run(folder, engine)
        before = contents(tmp_path / "s.db")
        hurried = Options(workers=1, again=True, time_limit=HURRIED)
        again, events = run(folder, engine, hurried)
        assert again.statuses == {"timeout": 2, "read": 1}
        assert any("保留" in e.message for e in events)
        assert contents(tmp_path / "s.db") == before
        assert run(folder, engine)[0].statuses == {"read": 2, "timeout": 1}

    def test_retry_of_one_copy_is_of_all(self, folder: Path, tmp_path: Path) -> None:
        engine = open_store(str(tmp_path / "s.db"))
        assert run(folder, engine, Options(workers=1, time_limit=HURRIED))[0].statuses == {
            "timeout": 3
        }
        run(folder / "子", engine, Options(workers=1, retry=True))
        with engine.connect() as connection:
            found = dict(connection.execute(select(FileRow.path, FileRow.status)).all())
        assert found[str(folder / "a.pdf")] == "read" == found[str(folder / "子" / "同一份.pdf")]

    @pytest.mark.parametrize("late", [False, True])
    def test_a_file_replaced_before_it_is_read(
        self,
        late: bool,
        folder: Path,
        tmp_path: Path,
        report: bytes,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """What is stored is of the bytes that were read; a second file of the first is that."""
        engine = open_store(str(tmp_path / "s.db"))
        changed = report[:5000]

        def replacing(crew: Crew[Outcome], task: Task) -> int:
            if task.source.name.endswith("a.pdf") and (folder / "a.pdf").read_bytes() != changed:
                (folder / "a.pdf").write_bytes(changed)
                if late:
                    task = replace(task, time_limit=HURRIED)
            return submit(crew, task)

        monkeypatch.setattr("corpus.scanning.run.submit", replacing)
        summary, _ = run(folder, engine)
        assert summary.statuses == {"read": 1, "broken": 2}
        with engine.connect() as connection:
            rows = connection.execute(select(FileRow.path, FileRow.sha256, FileRow.status)).all()
        found = {Path(path).name: (sha256, status) for path, sha256, status in rows}
        assert found["a.pdf"] == (hashlib.sha256(changed).hexdigest(), "broken")
        assert found["同一份.pdf"] == (hashlib.sha256(report).hexdigest(), "read")

    def test_ctrl_c_stops_cleanly(self, folder: Path, tmp_path: Path) -> None:
        engine = open_store(str(tmp_path / "s.db"))

        def interrupt(event: Event, summary: Summary) -> None:
            raise KeyboardInterrupt

        summary = scan([folder], engine, OPTIONS, interrupt)
        assert summary.stopped
        with engine.connect() as connection:
            assert connection.scalars(select(ScanRow.state)).all() == ["stopped"]
        rest, _ = run(folder, engine)
        assert rest.statuses == {"read": 2, "broken": 1}
        assert count(engine, ReportRow) == 1


class TestWhatEndsAScan:
    """Faults of the machinery: said in a line, and the scan is not left open."""

    def test_workers_that_cannot_be_started(
        self, tmp_path: Path, report: bytes, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "a.pdf").write_bytes(report)
        monkeypatch.setattr("corpus.scanning.pool.start", misbehaving.never_start)
        store = tmp_path / "s.db"
        given = ["scan", str(tmp_path / "a.pdf"), "--store", str(store), "-q"]
        done = CliRunner().invoke(app, given)
        assert done.exit_code == 2 and done.output.count("\n") == 1
        assert "工作进程无法启动" in done.output
        with sqlite3.connect(store) as connection:
            assert connection.execute("SELECT state FROM scans").fetchall() == [("failed",)]

    def test_a_store_that_is_removed_is_noticed(self, tmp_path: Path, report: bytes) -> None:
        for number in range(2):
            (tmp_path / f"{number}.pdf").write_bytes(report + b"%d" % number)
        store = tmp_path / "s.db"
        engine = open_store(str(store))

        def remove(event: Event, summary: Summary) -> None:
            for path in tmp_path.glob("s.db*"):
                path.unlink()

        with pytest.raises(StoreError) as raised:
            scan([tmp_path], engine, OPTIONS, remove)
        assert raised.value.status == "gone" and not store.exists()

    def test_a_store_that_is_full_is_noticed(self, tmp_path: Path, report: bytes) -> None:
        (tmp_path / "a.pdf").write_bytes(report)
        engine = open_store(str(tmp_path / "s.db"))

        def limit(connection: sqlite3.Connection, *_: object) -> None:
            connection.execute("PRAGMA max_page_count=1")

        event.listen(engine, "checkout", limit)
        with pytest.raises(OperationalError, match="full"):
            scan([tmp_path], engine, OPTIONS)
        event.remove(engine, "checkout", limit)
        with engine.connect() as connection:
            assert connection.scalars(select(FileRow.path)).all() == []

    def test_a_store_that_fails_is_named_in_one_line(
        self, tmp_path: Path, report: bytes, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "a.pdf").write_bytes(report)

        def fail(*_: object, **__: object) -> None:
            raise OperationalError("INSERT", {}, sqlite3.OperationalError("disk\nfull"))

        monkeypatch.setattr("corpus.scanning.books.write_result", fail)
        store = str(tmp_path / "s.db")
        done = CliRunner().invoke(app, ["scan", str(tmp_path), "--store", store, "-q"])
        assert done.exit_code == 2 and done.output.count("\n") == 1
        assert store in done.output and "disk full" in done.output

    @pytest.mark.skipif(sys.platform != "linux", reason="the limit is Linux's")
    def test_a_memory_limit_below_a_workers_size(self, tmp_path: Path, report: bytes) -> None:
        (tmp_path / "a.pdf").write_bytes(report)
        command = [sys.executable, "-m", "gouji", "scan", ".", "-q", "-j", "1"]
        limited = ["bash", "-c", 'ulimit -v 350000; exec "$@"', "gouji", *command]
        environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
        done = subprocess.run(
            limited, cwd=tmp_path, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 2 and "ulimit" in done.stderr
        assert done.stderr.count("\n") == 1


def contents(path: Path) -> Sequence[tuple[object, ...]]:
    """What a store holds, without what depends on order and time."""
    engine = open_store(str(path))
    query = (
        select(ReportRow.sha256, ReportRow.claims, FindingRow.mark, FileRow.path, FileRow.status)
        .join(FileRow, FileRow.report_id == ReportRow.id)
        .outerjoin(FindingRow, FindingRow.report_id == ReportRow.id)
    )
    with engine.connect() as connection:
        rows = sorted(map(tuple, connection.execute(query)), key=repr)
    engine.dispose()
    return rows


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_scan_that_is_killed_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for seed in range(4):
        (folder / f"{seed}.pdf").write_bytes(make(seed, "river", "budget").data)

    def start(store: Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "gouji", "scan", str(folder), "-q", "-j", "1"]
        return subprocess.Popen([*command, "--store", str(store)], stdout=subprocess.DEVNULL)

    killed = tmp_path / "killed.db"
    process = start(killed)
    deadline = time.monotonic() + 60
    while _stored(killed) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert 2 <= _stored(killed) < 4
    assert start(killed).wait() == 0
    whole = tmp_path / "whole.db"
    assert start(whole).wait() == 0
    assert contents(killed) == contents(whole) != []


def _stored(path: Path) -> int:
    """The files in a store that is being written; 0 until it has its tables."""
    if not path.exists():
        return 0
    with sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True) as connection:
        tables = "SELECT count(*) FROM sqlite_schema WHERE name = 'files'"
        if not connection.execute(tables).fetchone()[0]:
            return 0
        return int(connection.execute("SELECT count(*) FROM files").fetchone()[0])

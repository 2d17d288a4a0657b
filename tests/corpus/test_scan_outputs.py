"""The files that a scan writes about each report: all, once, whole, and where they belong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from sqlalchemy import select

from corpus.sampling import make
from corpus.scanning.crew import Crew, Ending
from corpus.scanning.folder import read_list
from corpus.scanning.outputs import Outputs, Writing
from corpus.scanning.pool import Options
from corpus.scanning.scan import Event, Summary, scan
from corpus.scanning.sources import LIST, find_sources, sha256_of
from corpus.scanning.worker import Outcome, Task, read_file
from corpus.store.database import open_store
from corpus.store.models import ReportRow
from report.outputs import SCRATCH, Output

HTML, CSV, PDF, JSONL = Output.HTML, Output.CSV, Output.PDF, Output.JSONL


@pytest.fixture(scope="module")
def reports() -> list[bytes]:
    """Three small made-up 预算, the first with an error."""
    flawed = make(5, "river", "budget", flaws=("level",)).data
    return [flawed, *(make(seed, "river", "budget").data for seed in (6, 7))]


@pytest.fixture
def folder(tmp_path: Path, reports: list[bytes]) -> Path:
    """Two reports, one of them in an archive, a second file of the first, and one that is none."""
    folder = tmp_path / "报告"
    (folder / "子").mkdir(parents=True)
    (folder / "子" / "甲局.pdf").write_bytes(reports[0])
    (folder / "子" / "甲局副本.pdf").write_bytes(reports[0])
    with zipfile.ZipFile(folder / "包.zip", "w") as archive:
        archive.writestr("2024/乙局.pdf", reports[1])
    (folder / "坏.pdf").write_bytes(b"hello")
    return folder


def files(folder: Path) -> set[str]:
    """All below a folder, without the list of the files."""
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.name != LIST}


def endings(folder: Path) -> set[str]:
    """What the names of the reports' files have after the hash."""
    return {name.rpartition("-")[2][8:] for name in files(folder) if "-" in name}


class Scan:
    """Scans of one folder into one store, with the events of the last one."""

    def __init__(self, folder: Path, tmp: Path) -> None:
        self.folder, self.out = folder, tmp / "out"
        self.engine = open_store(str(tmp / "s.db"))
        self.options = Options(workers=1, outputs=Outputs(self.out, (HTML, CSV)))
        self.events: list[Event] = []

    def run(self, **changes: object) -> Summary:
        self.events = []
        options = replace(self.options, outputs=replace(self.options.outputs, **changes))
        return scan([self.folder], self.engine, options, lambda e, _: self.events.append(e))

    def report_ids(self) -> list[int]:
        with self.engine.connect() as connection:
            return list(connection.scalars(select(ReportRow.id).order_by(ReportRow.id)))


@pytest.fixture
def scans(folder: Path, tmp_path: Path) -> Scan:
    return Scan(folder, tmp_path)


def overview(out: Path) -> str:
    return (out / "index.html").read_text(encoding="utf-8")


def rows(out: Path) -> list[list[object]]:
    """The lines of the overview's list."""
    text = overview(out).partition('id="data">')[2].partition("</script>")[0]
    found: list[list[object]] = json.loads(text)
    return found


class TestFiles:
    def test_each_report_has_its_files(self, scans: Scan) -> None:
        done = scans.run()
        assert (done.written, done.unwritten, done.overview) == (2, 0, scans.out / "index.html")
        names = {p.name: p for p in scans.out.rglob("*.html")}
        places = {p.parent.relative_to(scans.out).as_posix() for p in names.values()}
        assert places == {".", "reports/子", "reports/包.zip/2024"}
        assert endings(scans.out) == {".html", ".claims.csv", ".findings.csv"}
        assert len(list(scans.out.rglob("*.csv"))) == 4
        (page,) = (scans.out / "reports" / "子").glob("甲局-*.html")
        assert "甲局.pdf" in page.read_text(encoding="utf-8")

    def test_the_overview_has_all_and_leads_to_them(self, scans: Scan) -> None:
        scans.run()
        listed = rows(scans.out)
        assert len(listed) == 2 and listed[0][3] == 1
        assert "另有1个文件内容相同" in str(listed[0][11])
        assert all((scans.out / unquote(str(row[12]))).is_file() for row in listed)
        assert "坏.pdf" in overview(scans.out) and "不是可读的文件" in overview(scans.out)
        before = overview(scans.out)
        (scans.out / "index.html").unlink()
        assert scans.run().written == 0
        assert overview(scans.out) == before

    def test_nothing_is_written_twice(self, scans: Scan) -> None:
        scans.run()
        before = {p: p.stat().st_mtime_ns for p in (scans.out / "reports").rglob("*")}
        done = scans.run()
        assert (done.written, done.known) == (0, 4)
        assert {p: p.stat().st_mtime_ns for p in (scans.out / "reports").rglob("*")} == before

    def test_what_is_missing_is_written_and_the_store_stays(self, scans: Scan) -> None:
        scans.run()
        before, ids = files(scans.out), scans.report_ids()
        next((scans.out / "reports" / "子").glob("*.findings.csv")).unlink()
        done = scans.run()
        assert (done.written, done.known) == (1, 4)
        assert files(scans.out) == before and scans.report_ids() == ids
        assert scans.run(kinds=(HTML, JSONL)).written == 2
        assert ".jsonl" in endings(scans.out) and scans.report_ids() == ids

    def test_another_language_is_written_anew(self, scans: Scan) -> None:
        scans.run()
        before = files(scans.out)
        assert scans.run(lang="en").written == 2
        assert files(scans.out) == before
        page = overview(scans.out)
        assert '<html lang="en">' in page and "no file that is read" in page

    def test_again_writes_all(self, scans: Scan) -> None:
        scans.run()
        scans.options = replace(scans.options, again=True)
        assert scans.run().written == 2

    def test_only_the_overview(self, scans: Scan) -> None:
        scans.run(kinds=())
        assert files(scans.out) == {"index.html", "reports"}
        assert [row[12] for row in rows(scans.out)] == ["", ""]

    def test_a_line_cut_short_counts_for_nothing(self, scans: Scan) -> None:
        scans.run()
        path = scans.out / "reports" / LIST
        path.write_bytes(path.read_bytes()[:-20])
        assert len(read_list(scans.out / "reports")) == 1
        assert scans.run().written == 1

    def test_what_was_written_is_not_read_as_a_report(self, scans: Scan) -> None:
        scans.out = scans.folder / "out"
        first = scans.run(folder=scans.out, kinds=(PDF,))
        assert list(scans.out.rglob("*.marked.pdf"))
        assert scans.run(folder=scans.out, kinds=(PDF,)).total == first.total == 4


class TestFailures:
    def test_a_set_that_cannot_be_written_costs_only_itself(self, scans: Scan) -> None:
        obstacle = scans.out / "reports" / "子"
        obstacle.parent.mkdir(parents=True)
        (obstacle.parent / LIST).touch()
        obstacle.write_text("in the way")
        done = scans.run()
        assert (done.written, done.unwritten) == (1, 1) and done.reason is not None
        assert done.reason.cause == "disk" and len(scans.report_ids()) == 2
        assert len(rows(scans.out)) == 2
        obstacle.unlink()
        assert scans.run().written == 1 and len(list(obstacle.glob("*.html"))) == 1

    def test_a_worker_that_dies_of_writing_loses_no_report(
        self, scans: Scan, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def submit(crew: Crew[Outcome], task: Task) -> int:
            late = task.writing is not None
            ending = Ending(late=True) if late else Ending(result=read_file(task))
            crew.number += 1
            crew.ended.append((crew.number, ending))
            return crew.number

        monkeypatch.setattr("corpus.scanning.run.submit", submit)
        done = scans.run()
        assert done.statuses == {"read": 3, "not_pdf": 1} and len(scans.report_ids()) == 2
        assert (done.written, done.unwritten) == (0, 2)
        assert done.reason is not None and done.reason.cause == "timeout"
        ids = scans.report_ids()
        assert scans.run().unwritten == 2 and scans.report_ids() == ids

    @pytest.mark.parametrize(
        ("error", "cause"),
        [
            (OSError(28, "No space left on device"), "disk"),
            (MemoryError(), "memory"),
            (ValueError("a fault"), "fault"),
        ],
    )
    def test_a_writer_that_fails(
        self,
        error: Exception,
        cause: str,
        folder: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def fail(*_: object, **__: object) -> None:
            raise error

        monkeypatch.setattr("report.html.page.render", fail)
        source = next(s for s in find_sources(folder) if s.name.endswith("甲局.pdf"))
        writing = Writing(Outputs(tmp_path / "o"), "x", (CSV, HTML), sha256_of(source))
        (tmp_path / "o" / "reports").mkdir(parents=True)
        found = read_file(Task(source, "1.0", 60, 2000, writing))
        assert found.status == "read" and found.record is not None
        assert found.unwritten is not None and found.unwritten.cause == cause
        assert files(tmp_path / "o") == {"reports"}

    def test_a_report_that_changes_meanwhile(self, folder: Path, tmp_path: Path) -> None:
        source = next(s for s in find_sources(folder) if s.name.endswith("甲局.pdf"))
        writing = Writing(Outputs(tmp_path / "o"), "x", (HTML,), "0" * 64)
        found = read_file(Task(source, "1.0", 60, 2000, writing))
        assert found.unwritten is not None and found.unwritten.cause == "changed"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_scan_that_is_killed_ends_with_the_same_files(
    tmp_path: Path, reports: list[bytes]
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number, data in enumerate(reports):
        (folder / f"{number}.pdf").write_bytes(data)

    def start(name: str) -> subprocess.Popen[bytes]:
        out = ["--store", str(tmp_path / f"{name}.db"), "--out", str(tmp_path / name)]
        command = [sys.executable, "-m", "gouji", "scan", str(folder), "-q", "-j", "1"]
        return subprocess.Popen([*command, "--html", "--csv", *out], stdout=subprocess.DEVNULL)

    killed = tmp_path / "killed"
    process = start("killed")
    deadline = time.monotonic() + 60
    while not list(killed.rglob("*.html")) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert not (killed / "index.html").exists()
    (killed / "reports" / f"{SCRATCH}left").mkdir()
    assert start("killed").wait() == start("whole").wait() == 0
    again, once = (
        {p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()}
        for out in (killed, tmp_path / "whole")
    )
    assert not list(killed.rglob(f"{SCRATCH}*"))
    assert again.keys() == once.keys() and len(once) == 3 * 3 + len(("index.html", LIST))
    assert {p for p in once if once[p] != again[p]} <= {Path("reports", LIST)}

"""`gouji check` and `gouji scan` with files to write."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

import gouji.audit
from corpus.sampling import make
from extract.errors import UnreadableError
from gouji.cli import main
from tests.report import paper

Captured = pytest.CaptureFixture[str]


def run(*arguments: str | Path) -> int:
    """Run the command line in this process; its exit status."""
    with pytest.raises(SystemExit) as ended:
        main([str(a) for a in arguments])
    return int(ended.value.code or 0)


@pytest.fixture(autouse=True)
def _checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check itself is made by hand; a file whose name begins with bad cannot be read."""

    def check(path: Path) -> gouji.audit.Audit:
        if path.name.startswith("bad"):
            raise UnreadableError("encrypted", f"{path.name}：文件已加密")
        found = paper.audit(path)
        return gouji.audit.Audit(**{f.name: getattr(found, f.name) for f in fields(found)})

    monkeypatch.setattr(gouji.audit, "check", check)
    for name in ("GOUJI_LANG", "GOUJI_DEBUG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "年报.pdf"
    paper.draw(path)
    return path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


ALL = ("--html", "--xlsx", "--pdf", "--csv", "--jsonl")


def test_every_output(report: Path, tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "新" / "out"
    assert run("check", report, *ALL, "--out", out) == 1
    assert names(out) == {
        "年报.html", "年报.xlsx", "年报.marked.pdf", "年报.claims.csv", "年报.findings.csv",
        "年报.jsonl",
    }  # fmt: skip
    said = capsys.readouterr()
    assert "不一致 1" in said.out
    assert f"已写入 {out / '年报.html'}" in said.err


def test_default_folder(report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("check", report, "--csv", "--quiet") == 1
    assert names(tmp_path / "gouji-out") == {"年报.claims.csv", "年报.findings.csv"}


def test_several_reports_get_an_overview(report: Path, tmp_path: Path) -> None:
    other = tmp_path / "旧" / "年报.pdf"
    other.parent.mkdir()
    paper.draw(other)
    out = tmp_path / "out"
    assert run("check", report, other, tmp_path / "bad.pdf", "--html", "--out", out) == 2
    assert names(out) == {"年报.html", "年报-2.html", "index.html"}
    overview = (out / "index.html").read_text(encoding="utf-8")
    assert "bad.pdf：文件已加密" in overview
    assert "-2.html" in overview


def test_json_stays_on_the_screen(report: Path, tmp_path: Path, capsys: Captured) -> None:
    assert run("check", report, "--format", "json", "--html", "--out", tmp_path / "o") == 1
    assert json.loads(capsys.readouterr().out)["document"]["file"] == "年报.pdf"


def test_english(report: Path, tmp_path: Path) -> None:
    run("check", report, "--html", "--lang", "en", "--out", tmp_path / "o")
    assert '<html lang="en">' in (tmp_path / "o" / "年报.html").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_made(report: Path, tmp_path: Path, capsys: Captured) -> None:
    assert run("check", report, "--html", "--out", report) == 2
    assert "无法写入" in capsys.readouterr().err
    assert report.read_bytes().startswith(b"%PDF")


def test_a_report_is_never_written_over(report: Path) -> None:
    before = report.read_bytes()
    run("check", report, *ALL, "--out", report.parent)
    assert report.read_bytes() == before


def test_without_the_summary(report: Path, tmp_path: Path) -> None:
    import pymupdf

    for options, pages in (((), 3), (("--bare",), 2)):
        run("check", report, "--pdf", *options, "--out", tmp_path / "o")
        with pymupdf.open(tmp_path / "o" / "年报.marked.pdf") as document:
            assert document.page_count == pages


def test_a_file_that_cannot_be_finished_is_not_there(
    report: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not a half of it under its name, nor the others that were whole already."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("report.excel.book.write", fail)
    assert run("check", report, "--html", "--xlsx", "--out", tmp_path / "o") == 2
    assert names(tmp_path / "o") == set()
    assert "磁盘已满" in capsys.readouterr().err


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with an error, and a file that is none."""
    folder = tmp_path_factory.mktemp("报告")
    (folder / "甲局.pdf").write_bytes(make(5, "river", "budget", flaws=("level",)).data)
    (folder / "坏.pdf").write_bytes(b"hello")
    return folder


class TestScan:
    @pytest.fixture
    def scan(self, folder: Path, tmp_path: Path) -> tuple[str | Path, ...]:
        return ("scan", folder, "--store", tmp_path / "s.db", "-j", "1", "--out", tmp_path / "o")

    def test_files_and_overview(
        self, scan: tuple[str | Path, ...], tmp_path: Path, capsys: Captured
    ) -> None:
        out = tmp_path / "o"
        assert run(*scan, *ALL, "--bare") == 0
        *files, last = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert {f["status"] for f in files} == {"read", "not_pdf"}
        assert last["summary"]["overview"] == str(out / "index.html")
        assert (last["summary"]["written"], last["summary"]["unwritten"]) == (1, 0)
        found = {p.name.partition(".")[2] for p in (out / "reports").glob("甲局-*")}
        assert found == {"html", "xlsx", "marked.pdf", "claims.csv", "findings.csv", "jsonl"}

        assert run(*scan, "--html", "--quiet") == 0
        assert f"总览见 {out / 'index.html'}" in capsys.readouterr().out
        whole = (out / "index.html").read_bytes()
        assert run("overview", "--store", tmp_path / "s.db", "--out", out) == 0
        assert f"已写入 {out / 'index.html'}" in capsys.readouterr().err
        assert (out / "index.html").read_bytes() == whole

    def test_what_could_not_be_written_is_told(
        self, scan: tuple[str | Path, ...], tmp_path: Path, capsys: Captured
    ) -> None:
        (tmp_path / "o" / "index.html").mkdir(parents=True)
        assert run(*scan, "--lang", "en") == 1
        assert "The overview could not be written" in capsys.readouterr().out

    def test_a_folder_that_cannot_be_used(
        self, folder: Path, tmp_path: Path, capsys: Captured
    ) -> None:
        (tmp_path / "reports").mkdir()
        (tmp_path / "reports" / "mine.pdf").touch()
        scan = ("scan", folder, "--store", tmp_path / "s.db", "--html", "--out")
        assert run(*scan, tmp_path) == 2
        assert "不是 gouji 写的" in capsys.readouterr().err
        assert run(*scan, folder / "甲局.pdf") == 2
        assert "无法写入" in capsys.readouterr().err

    def test_an_overview_without_a_store(self, tmp_path: Path, capsys: Captured) -> None:
        assert run("overview", "--store", tmp_path / "none.db", "--out", tmp_path / "o") == 2
        assert "没有这个数据库" in capsys.readouterr().err
        assert not (tmp_path / "o").exists()


def test_names_too_long_for_a_file_system_are_cut_short(tmp_path: Path, capsys: Captured) -> None:
    """With .findings.csv behind it the name would have more than 255 bytes."""
    paths = [tmp_path / f"{'决算公开说明及附表' * 9}{end}.pdf" for end in ("甲", "乙")]
    for path in paths:
        paper.draw(path)
    out = tmp_path / "out"
    assert run("check", *paths, *ALL, "--quiet", "--out", out) == 1
    assert len(names(out)) == 2 * 6 + 1
    assert max(len(name.encode()) for name in names(out)) <= 255
    said = capsys.readouterr().err
    assert said.count("文件名太长") == 1

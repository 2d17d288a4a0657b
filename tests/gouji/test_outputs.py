"""`gouji check` with files to write."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

import gouji.audit
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

"""The commands that use a store: what they print where, and their exit status."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from corpus.sampling import make
from gouji.cli import main
from gouji.help import Lang, load_words
from gouji.query import _harmless
from tests.corpus import families

Captured = pytest.CaptureFixture[str]


def run(*arguments: object) -> int:
    """Run the command line in this process; its exit status."""
    with pytest.raises(SystemExit) as ended:
        main([str(a) for a in arguments])
    return int(ended.value.code or 0)


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GOUJI_LANG", "GOUJI_STORE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two years of a body, a sample with an error, and a file that is none."""
    folder = tmp_path_factory.mktemp("reports")
    now, before = families.two_years(3)
    families.write(now, folder / "now.pdf", template="delta")
    families.write(before, folder / "before.pdf", template="delta")
    (folder / "wrong.pdf").write_bytes(make(8, "delta", flaws=("change_rate",)).data)
    (folder / "bad.pdf").write_bytes(b"hello")
    return folder


@pytest.fixture(scope="module")
def filled(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with those files."""
    path = tmp_path_factory.mktemp("store") / "s.db"
    assert run("scan", folder, "--store", path, "-q", "-j", 1) == 0
    return path


def test_scan_says_what_became_of_the_files(folder: Path, filled: Path, capsys: Captured) -> None:
    assert run("scan", folder, "--store", filled, "-j", 1) == 0
    said = capsys.readouterr()
    assert said.out.startswith("处理4/4个文件（其中已知4个）：已读 3、不是PDF 1")
    assert "4/4" in said.err
    assert run("scan", folder, "--store", filled, "-q", "--lang", "en") == 0
    assert capsys.readouterr().out.startswith("4 of 4 files done (4 known already): read 3, not a")


def test_scan_as_lines_of_json(folder: Path, tmp_path: Path, capsys: Captured) -> None:
    assert run("scan", folder / "wrong.pdf", folder / "bad.pdf", "--store", tmp_path / "s.db",
               "--jsonl", "-j", 1) == 0  # fmt: skip
    *files, last = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    by_name = {Path(line["file"]).name: line for line in files}
    assert by_name["bad.pdf"]["status"] == "not_pdf"
    assert by_name["wrong.pdf"]["findings"]["mismatch"] >= 1
    assert by_name["wrong.pdf"]["seconds"] > 0
    assert last["summary"]["statuses"] == {"not_pdf": 1, "read": 1}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("scan", "nowhere"), "nowhere：没有这个文件夹"),
        (("query", "units", "--store", "none.db"), "none.db：没有这个数据库"),
        (("compare", "--store", "none.db"), "没有这个数据库"),
        (("compare", "--units", "none.csv"), "无法读取对照表 none.csv"),
        (("query", "units", "--store", "mysql+none://x"), "不是可用的数据库地址"),
    ],
)
def test_what_cannot_be_done(
    arguments: tuple[str, ...],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Captured,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*arguments) == 2
    assert said in capsys.readouterr().err


def test_questions(filled: Path, capsys: Captured) -> None:
    assert run("query", "units", "--store", filled) == 0
    assert "不一致" in capsys.readouterr().out.splitlines()[0]
    assert run("query", "rule", "mismatch", "--store", filled) == 0
    assert "wrong.pdf" in capsys.readouterr().out
    assert run("query", "text", "没有这样的话", "--store", filled) == 0
    assert capsys.readouterr().out == "没有查到。\n"
    assert run("query", "files", "--store", filled) == 0
    assert "不是PDF文件" in capsys.readouterr().out


@pytest.mark.parametrize("question", [("figure",), ("figure", "abc"), ("rule",), ("text", " ")])
def test_questions_that_cannot_be_asked(
    question: tuple[str, ...], filled: Path, capsys: Captured
) -> None:
    assert run("query", *question, "--store", filled) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_answers_as_csv(filled: Path, tmp_path: Path, capsys: Captured) -> None:
    assert run("query", "rule", "mismatch", "--csv", "--store", filled) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows[0]["file"] == "wrong.pdf" and rows[0]["severity"] == "mismatch"
    out = tmp_path / "a.csv"
    assert run("query", "rule", "mismatch", "--out", out, "--store", filled) == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    assert list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig")))) == rows


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1"])
def test_no_formulas_in_csv(text: str) -> None:
    assert _harmless(text) == "'" + text


@pytest.mark.parametrize("value", ["-5.20", "公用经费", 5, None, "3-4"])
def test_figures_stay_figures_in_csv(value: object) -> None:
    assert _harmless(value) == value


def test_compare(filled: Path, capsys: Captured) -> None:
    assert run("compare", "--store", filled) == 0
    said = capsys.readouterr().out
    assert "与上年报告1对" in said and "不同0" in said


def test_both_languages_have_the_same_words() -> None:
    zh, en = load_words(Lang.ZH), load_words(Lang.EN)
    for section in ("scan", "scanning", "query", "querying", "compare", "comparing", "store",
                    "values", "columns"):  # fmt: skip
        assert zh[section].keys() == en[section].keys()


@pytest.mark.parametrize("command", ["scan", "query", "compare"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help(command: str, lang: str, capsys: Captured) -> None:
    assert run(command, "--help", "--lang", lang) == 0
    assert f"gouji {command}" in capsys.readouterr().out

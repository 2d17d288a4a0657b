"""The commands that use a store: what they print where, and their exit status."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest

from corpus.sampling import make
from gouji.answers import guarded
from gouji.cli import main
from gouji.help import Lang, load_words
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
    assert said.out.startswith("处理4/4个文件（其中已知4个）：已读 3、不是可读的文件 1")
    assert "4/4" in said.err
    assert run("scan", folder, "--store", filled, "-q", "--lang", "en") == 0
    assert capsys.readouterr().out.startswith("4 of 4 files done (4 known already): read 3, no")


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
    assert "不是PDF、网页" in capsys.readouterr().out


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
    named = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    assert [row["写作"] for row in named] == [row["stated"] for row in rows]
    assert (named[0]["类别"], named[0]["种类"]) == ("不一致", "决算")


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1"])
def test_no_formulas_in_csv(text: str) -> None:
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("value", ["-5.20", "公用经费", 5, None, "3-4"])
def test_figures_stay_figures_in_csv(value: object) -> None:
    assert guarded(value) == value


def test_compare(filled: Path, capsys: Captured) -> None:
    assert run("compare", "--store", filled) == 0
    said = capsys.readouterr().out
    assert "与上年报告1对" in said and "不同0" in said


def test_both_languages_have_the_same_words() -> None:
    zh, en = load_words(Lang.ZH), load_words(Lang.EN)
    for section in ("scan", "scanning", "query", "querying", "compare", "comparing", "review",
                    "reviewing", "store", "values", "columns"):  # fmt: skip
        assert zh[section].keys() == en[section].keys()


@pytest.mark.parametrize("command", ["scan", "query", "compare", "review"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help(command: str, lang: str, capsys: Captured) -> None:
    assert run(command, "--help", "--lang", lang) == 0
    assert f"gouji {command}" in capsys.readouterr().out


@pytest.fixture
def copied(filled: Path, tmp_path: Path) -> Path:
    """A store of one's own, with a difference between two reports in it."""
    path = tmp_path / "own.db"
    with sqlite3.connect(filled) as source, sqlite3.connect(path) as target:
        source.backup(target)
        target.execute(
            "UPDATE facts SET value = value + 1000"
            " WHERE measure = 'change' AND quantity LIKE 'all:%'"
        )
    assert run("compare", "--store", path, "-q") == 0
    return path


def marks(store: Path, capsys: Captured, *arguments: str) -> list[str]:
    """The marks of the open findings."""
    capsys.readouterr()
    out = store.with_suffix(".csv")
    assert run("review", "--store", store, "--out", out, *arguments) == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    return [row["编号"] for row in rows]


def test_compare_in_english(copied: Path, capsys: Captured) -> None:
    capsys.readouterr()
    assert run("compare", "--store", copied, "--lang", "en") == 0
    said = capsys.readouterr().out
    assert "the final accounts for" in said and "The two reports differ" in said
    assert "两份报告" not in said and "请" not in said
    assert run("query", "differences", "--store", copied, "--lang", "en") == 0
    assert "The two reports differ" in capsys.readouterr().out


def test_compare_by_some_rules(copied: Path, capsys: Captured) -> None:
    capsys.readouterr()
    assert run("compare", "--store", copied, "--skip", "b01") == 0
    said = capsys.readouterr()
    assert "与上年报告0对" in said.out and "不同0" in said.out
    assert run("compare", "--store", copied, "--only", "B09") == 2
    assert "没有规则 B09" in capsys.readouterr().err


def test_compare_takes_rules_from_settings(
    copied: Path, capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gouji.toml").write_text('[rules]\nskip = ["B01", "W02"]\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    assert run("compare", "--store", copied) == 0
    assert "与上年报告0对" in capsys.readouterr().out
    assert run("compare", "--store", copied, "--only", "B") == 0  # the settings are put aside
    assert "与上年报告1对" in capsys.readouterr().out


def test_a_decision_is_kept_and_shown(copied: Path, capsys: Captured) -> None:
    open_before = marks(copied, capsys)
    assert len(open_before) >= 2  # one within a report, one between reports
    for mark in open_before:
        assert run("review", mark, "--as", "误报", "--by", "张三", "--note", "已核", "--store",
                   copied) == 0  # fmt: skip
        assert capsys.readouterr().out == "记下1条结论\n"
    assert marks(copied, capsys) == []
    assert len(marks(copied, capsys, "--all")) >= len(open_before)
    capsys.readouterr()
    for question in (("rule", "mismatch"), ("differences",)):
        assert run("query", *question, "--store", copied) == 0
        said = capsys.readouterr().out
        assert "误报" in said and "已核" in said
        assert run("query", *question, "--open", "--store", copied) == 0
        assert capsys.readouterr().out == "没有查到。\n"
    assert run("compare", "--store", copied) == 0  # comparing anew finds the same, decided already
    assert "已核" not in capsys.readouterr().out and marks(copied, capsys) == []


def test_decisions_by_spreadsheet(copied: Path, tmp_path: Path, capsys: Captured) -> None:
    assert marks(copied, capsys)
    written = copied.with_suffix(".csv")
    rows = list(csv.reader(io.StringIO(written.read_text("utf-8-sig"))))
    assert rows[0][:4] == ["编号", "复核", "备注", "复核人"] and rows[1][1] == "待核实"
    for number, row in enumerate(rows[1:]):
        row[1:4] = ["属实" if number else "false alarm", "=核对原件", "李四"]
    filled = tmp_path / "填好.csv"
    with filled.open("w", encoding="gb18030", newline="") as stream:
        csv.writer(stream).writerows(rows)
    assert run("review", "--import", filled, "--store", copied) == 0
    assert capsys.readouterr().out == f"记下{len(rows) - 1}条结论\n"
    assert run("review", "--import", filled, "--store", copied) == 0
    assert capsys.readouterr().out == "记下0条结论\n"
    assert marks(copied, capsys) == []
    marks(copied, capsys, "--all")
    again = list(csv.DictReader(io.StringIO(written.read_text("utf-8-sig"))))
    assert {row["备注"] for row in again if row["复核人"]} == {"'=核对原件"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("0000ffff", "--as", "属实", "--by", "张三"), "没有编号为 0000ffff"),
        (("0000ffff", "--as", "大概", "--by", "张三"), "大概：不是一种结论"),
        (("0000ffff", "--as", "属实"), "--by"),
        (("0000ffff",), "一起写"),
        (("--import", "none.csv"), "无法读取 none.csv"),
    ],
)
def test_decisions_that_cannot_be_kept(
    arguments: tuple[str, ...], said: str, filled: Path, capsys: Captured
) -> None:
    assert run("review", *arguments, "--store", filled) == 2
    assert said in capsys.readouterr().err


def test_open_findings_are_listed(copied: Path, capsys: Captured) -> None:
    capsys.readouterr()
    assert run("review", "--store", copied, "--lang", "en") == 0
    said = capsys.readouterr().out
    assert "wrong.pdf" in said and " · open · " in said and "两处" not in said
    assert run("query", "units", "--open", "--store", copied) == 2
    assert "units" in capsys.readouterr().err


def test_units_of_departments(tmp_path: Path, capsys: Captured) -> None:
    accounts, _ = families.two_years(3)
    names = [f"{accounts.owner}（本级）", "某市监测中心"]
    families.write(accounts, tmp_path / "d.pdf", template="delta", units=names)
    store = tmp_path / "s.db"
    assert run("scan", tmp_path, "--store", store, "-q", "-j", 1) == 0
    capsys.readouterr()
    assert run("query", "members", "--store", store) == 0
    said = capsys.readouterr().out
    assert "某市监测中心" in said and "本级" in said
    assert run("compare", "--store", store) == 0
    said = capsys.readouterr().out
    assert f"未求和的部门：{accounts.owner}" in said and "某市监测中心" in said

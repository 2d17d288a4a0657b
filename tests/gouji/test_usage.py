"""What is said of a command line that is not understood, and what else was meant."""

from __future__ import annotations

import errno
import os
import tomllib
from pathlib import Path

import pytest

import gouji.audit
from gouji.cli import app, main
from gouji.help import Lang, load_words
from gouji.inputs import completed, expanded, hint, unmarked
from gouji.reasons import spoken
from tests.gouji.test_cli import fake_check

ZH, EN = load_words(Lang.ZH), load_words(Lang.EN)
COMMANDS = [c.callback.__name__ for c in app.registered_commands if c.callback]


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gouji.audit, "check", fake_check)
    for name in ("GOUJI_LANG", "GOUJI_DEBUG", "GOUJI_STORE"):
        monkeypatch.delenv(name, raising=False)


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a run says on standard error that ends with status 2."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("chekc a.pdf", "没有 chekc 这个命令；是不是 check"),
        ("check a.pdf --htm", "没有 --htm 这个选项；是不是 --html"),
        ("check --kind 决算 a.pdf", "没有 --kind 这个选项；它是 gouji query、gouji review 的选项"),
        ("check a.pdf --workres 3", "没有 --workres 这个选项\n用法见"),
        ("scan x --workres 3", "没有 --workres 这个选项；是不是 --workers"),
        ("check --out", "--out 后面要写一个值"),
        ("check a.pdf --quiet=3", "--quiet 后面不写值"),
        ("check a.pdf --format xml", "--format 不能写“xml”；可以写的有 text、json"),
        ("check a.pdf --severity 严重", "--severity 不能写“严重”；可以写的有 mismatch 不一致、"),
        ("query units --kind 结算", "--kind 不能写“结算”；可以写的有 final 决算、budget 预算"),
        ("query units --limit many", "--limit 应为整数"),
        ("query units --limit 0", "--limit 应为不小于 1 的数"),
        ("scan x --time-limit 0", "--time-limit 应为不小于 1 的数"),
        ("query 单位", "QUESTION 不能写“单位”；可以写的有 units、rule"),
        ("rule N01 N02", "多出了：N02"),
        ("query units 某局", "gouji query units 后面多出了：某局"),
        ("query rule N01 N02", "gouji query rule 后面多出了：N02"),
        ("query files 坏了", "没有 坏了 这种状态；可以写的有 read 已读、"),
    ],
)
def test_wrong_usage_is_said_in_chinese(
    line: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = said(capsys, *line.split())
    assert text.startswith(words)
    assert not any(word in text for word in ("Usage", "Error", "Invalid", "Try", "Value"))


def test_wrong_usage_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "check", "a.pdf", "--format", "xml", "--lang", "en")
    assert text.splitlines() == [
        "--format cannot be “xml”; it can be text, json",
        "see gouji check --help",
    ]


def test_languages_say_the_same_things() -> None:
    """Same names everywhere, but for what the system says, which is English already."""

    def names(words: object) -> object:
        return {k: names(v) for k, v in words.items()} if isinstance(words, dict) else None

    sources = [Path("gouji", f"help.{lang}.toml") for lang in Lang]
    root = Path(__file__).parents[2]
    chinese, english = (tomllib.loads((root / s).read_text("utf-8")) for s in sources)
    for words in (chinese, english):
        del words["errno"], words["syntax"], words["databases"], words["unreadable"]
    assert names(chinese) == names(english)


def test_kinds_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["check", "a.pdf", "--severity", "表述", "-s", "doubt"])
    assert ended.value.code == 1
    assert "不一致 1处" not in capsys.readouterr().out


def test_a_file_alone_is_checked(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["good.pdf", "--quiet"])
    assert ended.value.code == 0
    assert completed(["scan", "a.pdf"], COMMANDS, ZH) == ["scan", "a.pdf"]
    assert completed(["--version"], COMMANDS, ZH) == ["--version"]
    assert completed(["决算.docx", "-q"], COMMANDS, ZH) == ["check", "决算.docx", "-q"]
    assert completed(["chekc", "a.pdf"], COMMANDS, ZH) == ["chekc", "a.pdf"]


def test_patterns_that_no_shell_expanded(tmp_path: Path) -> None:
    for name in ("乙.pdf", "甲.pdf", "甲.docx", "[1].pdf"):
        (tmp_path / name).touch()
    names = [p.name for p in expanded([tmp_path / "*.pdf", tmp_path / "丙.pdf"])]
    assert names == ["[1].pdf", "乙.pdf", "甲.pdf", "丙.pdf"]
    assert expanded([tmp_path / "[1].pdf"]) == [tmp_path / "[1].pdf"]
    assert expanded([tmp_path / "*.ofd"]) == [tmp_path / "*.ofd"]


def test_marked_copies_are_no_reports(capsys: pytest.CaptureFixture[str]) -> None:
    """The page that gouji puts in front of them would be checked as the report's own words."""
    assert unmarked([Path("a.pdf"), Path("a.marked.pdf")]) == [Path("a.pdf")]
    with pytest.raises(SystemExit) as ended:
        main(["check", "good.pdf", "a.marked.pdf", "-q"])
    assert ended.value.code == 0
    assert "略过1个" in capsys.readouterr().err
    assert "请核对原文件" in said(capsys, "check", "a.marked.pdf")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("决算.zip", "gouji scan"),
        ("决算.rar", "解压"),
        ("决算.ofd", "另存为 PDF"),
        ("决算.docx", ""),
        ("决算.XLS", ""),
        ("决算.jpg", ""),
        ("决算.bmp", "PNG"),
        ("决算.pdf", ""),
    ],
)
def test_hints(name: str, words: str) -> None:
    text = hint(Path(name), ZH)
    assert words in text
    assert bool(text) is bool(words)


def test_a_folder_is_for_scan(tmp_path: Path) -> None:
    assert f"gouji scan {tmp_path}" in hint(tmp_path, ZH)
    assert f"gouji scan {tmp_path}" in hint(tmp_path, EN)


def test_what_the_system_says() -> None:
    error = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert spoken(error, ZH) == "磁盘已满"
    assert spoken(error, EN) == os.strerror(errno.ENOSPC)
    assert spoken(f"x：无法打开（{os.strerror(errno.EACCES)}）", ZH) == "x：无法打开（没有权限）"
    assert spoken(None, ZH) == ""


def test_names_of_files_are_no_orders(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "check", "bad\x1b[31m\n红.pdf")
    assert text.splitlines()[-1] == "bad\ufffd[31m 红.pdf：文件已加密"

"""The pages of the rules, in docs/rules/ and in the terminal."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from rich.cells import cell_len

from corpus.between import catalogue
from corpus.between.catalogue import CODES
from gouji.cli import main
from reconcile.rules import codes, rule
from report.rule_page import for_terminal, rule_page

ROOT = Path(__file__).parents[2]
Captured = pytest.CaptureFixture[str]


def script() -> ModuleType:
    path = ROOT / "scripts" / "make_rule_pages.py"
    found = importlib.util.spec_from_file_location("make_rule_pages", path)
    assert found and found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)


def test_docs_are_what_the_script_makes() -> None:
    assert not script().outdated(), "run scripts/make_rule_pages.py"


def test_outdated_pages_are_noticed(tmp_path: Path) -> None:
    made = script()
    for name, text in made.pages().items():
        (tmp_path / name).write_text(text, "utf-8")
    assert made.outdated(tmp_path) == []
    (tmp_path / "N01.md").write_text("something else", "utf-8")
    (tmp_path / "N02.md").unlink()
    (tmp_path / "Z99.md").touch()
    assert made.outdated(tmp_path) == ["N01.md", "N02.md", "Z99.md"]


def test_the_index_links_every_page() -> None:
    text = (ROOT / "docs" / "rules" / "README.md").read_text("utf-8")
    assert re.findall(r"\]\((\w+)\.md\)", text) == [*codes(), *CODES]


def test_examples_of_a_page_carry_their_figures() -> None:
    page = rule_page(rule("N03"), "zh")
    flag = rule("N03").flags[0]
    assert flag.change[0] in page and flag.change[1] in page
    assert f"写作{flag.stated}，应为{flag.expected}" in page


def test_english_pages_are_in_english() -> None:
    title, _, page = rule_page(rule("T06"), "en", examples=False).partition("\n")
    assert title.startswith("# T06 Total")
    assert not re.search("[，。；]", page)


@pytest.mark.parametrize("code", ["N10", "T33", "E02"])
def test_a_terminals_lines_fit_and_begin_well(code: str) -> None:
    lines = for_terminal(rule_page(rule(code), "zh"), 80).splitlines()
    printed = [line.rstrip() for line in lines if "`" not in line]
    assert max(map(cell_len, printed)) <= 80
    assert not [line for line in printed if re.match("(> )?[，。；：）”]", line)]


def test_rule_shows_a_page(capsys: Captured) -> None:
    assert run("rule", "n03") == 0
    out = capsys.readouterr().out
    assert "N03 增减率" in out and rule("N03").texts["ask"][:12] in out
    assert run("rule", "N03", "--lang", "en") == 0
    assert "Rate of change" in capsys.readouterr().out


@pytest.mark.parametrize("code", CODES)
def test_rule_shows_those_between_reports(code: str, capsys: Captured) -> None:
    one = catalogue.rule(code)
    assert run("rule", code) == 0
    out = capsys.readouterr().out
    assert f"{code} {one.name}" in out and f"gouji compare --skip {code}" in out
    assert run("rule", code, "--lang", "en") == 0
    out = capsys.readouterr().out
    assert f"{code} {one.name_en[:40]}" in out and "两份报告" not in out


def test_rule_lists_all(capsys: Captured) -> None:
    assert run("rule") == 0
    out = capsys.readouterr().out
    assert all(f"  {code}  {rule(code).name}" in out for code in codes())
    assert all(f"  {code}  {catalogue.rule(code).name}" in out for code in CODES)


def test_an_unknown_rule_names_those_like_it(capsys: Captured) -> None:
    assert run("rule", "N99") == 2
    captured = capsys.readouterr()
    assert not captured.out
    assert re.search(r"没有规则 N99；相近的有 N\d\d ", captured.err)

"""With `--lang en` everything gouji says is English; only what is printed in the report is not."""

from __future__ import annotations

import ast
import inspect
import io
import json
import re
import tomllib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pymupdf
import pytest
from rich.console import Console

import extract.ledger
import extract.pdf.soundness
import extract.read
from reconcile.audit import Audit, Severity
from reconcile.phrases import phrase
from report import terminal
from report.excel.book import write as write_book
from report.html.page import render
from report.marked_pdf.write import write as write_pdf
from report.result import to_dict
from report.rows import write_csv, write_jsonl
from report.texts import load, reason

EN = load("en")
MESSAGE = phrase(
    "finding.culprit",
    rule="X01",
    place=phrase("place.untitled"),
    stated="120.00",
    there=phrase(
        "equation.gives", formula=phrase("formula.listed", figures="3"), expected="120.50"
    ),
    outcome=phrase("outcome.agreed", also="T01"),
)
DETAIL = phrase("slip.transposed")
UNCHECKED = phrase("unchecked.no_data", code="T05", rule="T05")
OWN = "收入合计＝财政拨款收入"
SAID = ("a table whose title was not read", "follows from: T01", "two digits are transposed")
CHINESE = ("未读出表名", "两位数字颠倒", "没有可核对", "列举")


@pytest.fixture
def spoken(drawn: Audit) -> Audit:
    """An audit that speaks in phrases, by a rule of the user's own, of a page that was not read."""
    finding = replace(
        drawn.findings[0],
        rule="X01",
        message=MESSAGE,
        detail=DETAIL,
        formula=phrase("formula.equals", formula=phrase("formula.nothing_spent"), result="0%"),
    )
    return replace(
        drawn,
        disclosure=replace(drawn.disclosure, unread=((2, "本页线条过多或有损坏，表格未能读取"),)),
        findings=(finding,),
        checks=tuple(replace(c, rule="X01") for c in drawn.checks),
        unchecked=(UNCHECKED,),
        own={"X01": OWN},
    )


def assert_english(text: str) -> None:
    for words in SAID:
        assert words in text
    for words in CHINESE:
        assert words not in text


def test_the_terminal(spoken: Audit) -> None:
    stream = io.StringIO()
    terminal.write(spoken, Console(file=stream, width=1000), EN, full=True)
    text = " ".join(stream.getvalue().split())
    assert_english(text)
    assert "expenditure is 0=0%" in text
    assert "T05 T05: the report has no tables" in text
    assert "page 2: the page is damaged" in text


def test_the_page(spoken: Audit) -> None:
    text = render(spoken, EN)
    assert_english(text)
    assert f"X01 {OWN}" in text
    assert "expenditure is 0=0%" in text
    assert "the page is damaged" in text


def test_the_workpaper(spoken: Audit, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    write_book(spoken, tmp_path / "a.xlsx", EN)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    texts = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value]
    assert_english("\n".join(texts))
    assert texts.count(f"X01 {OWN}") == 1 + len(spoken.checks)
    assert any("expenditure is 0=0%" in text for text in texts)


def test_the_marked_pdf(spoken: Audit, tmp_path: Path) -> None:
    write_pdf(spoken, tmp_path / "a.pdf", EN)
    with pymupdf.open(tmp_path / "a.pdf") as document:
        notes = [a.info["content"] for page in document for a in page.annots()]
        outline = " ".join(entry[1] for entry in document.get_toc())
    assert_english("\n".join(notes))
    assert "a table whose title was not read" in outline


def test_rows_and_json(spoken: Audit, tmp_path: Path) -> None:
    write_csv(spoken, tmp_path / "c.csv", tmp_path / "f.csv", "en")
    write_jsonl(spoken, tmp_path / "a.jsonl", "en")
    whole = json.dumps(to_dict(spoken, "en"), ensure_ascii=False)
    for text in ((tmp_path / "f.csv").read_text("utf-8"), (tmp_path / "a.jsonl").read_text("utf-8"),
                 whole):  # fmt: skip
        assert_english(text)
        assert OWN in text


def test_chinese_is_what_is_given_unless_asked(spoken: Audit) -> None:
    written = to_dict(spoken)
    assert written == to_dict(spoken, "zh")
    (finding,) = written["findings"]
    assert finding["message"] == str(MESSAGE)
    assert finding["message"].startswith("X01：未读出表名的表格：写作120.00，按列举3应为120.50")
    assert (finding["detail"], finding["formula"]) == ("两位数字颠倒", "支出为0=0%")
    assert finding["rule_name"] == OWN
    assert written["unchecked"] == ["T05 T05：报告中没有可核对的表格或数据"]


def test_a_doubt_says_why(spoken: Audit) -> None:
    doubt = phrase("detail.look", doubt=phrase("doubt.rivals"))
    found = replace(spoken.findings[0], severity=Severity.DOUBT, detail=doubt)
    text = to_dict(replace(spoken, findings=(found,)), "en")["findings"][0]["detail"]
    assert text.endswith("does not say which one it means; please look at the page")


def test_what_the_reader_says_has_english() -> None:
    """Why a page was not read, why a number is no claim: all that extract says of it."""
    data = tomllib.loads(files("extract.figures").joinpath("figures.toml").read_text("utf-8"))
    said = {entry["reason"] for entry in data["not_claim"]}
    for module in (extract.read, extract.ledger, extract.pdf.soundness):
        tree = ast.parse(inspect.getsource(module))
        texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)]
        said |= {t for t in texts if isinstance(t, str) and re.match("[一-龥]", t)}
    said -= set(extract.pdf.soundness._ADVICE.values())  # of a status, which has English of its own
    assert len(said) > 15
    for text in said:
        assert reason(text, "zh") == text
        assert reason(text, "en").isascii(), text


def test_words_without_english_stay() -> None:
    assert reason("别的原因", "en") == "别的原因"

"""Odd pages of an eighth round: fields of a table that hold no figure and no zero, figures of the
text with something astray in them."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from gouji import check
from tests.oddpaper import Paper, draw, outcome, write

LEAF = "618.25"
PROSE = 2


def _in_project(text: str) -> Paper:
    """The table with another text in one field: that of the item's project expenditure."""
    seen: list[str] = []

    def cell(printed: str) -> str:
        seen.append(printed)
        return text if printed == LEAF and seen.count(LEAF) == 2 else printed

    return Paper(cell=cell)


@pytest.mark.parametrize(
    "text",
    ["N/A", "……", "不适用", "见上", "〃", "×", "？？", "▇▇▇", "涉密",
     "618.2五", "六百一十八", "逾618.25", "618.25%", "Ⅵ"],
)  # fmt: skip
def test_what_is_no_figure_among_amounts_is_named(text: str, tmp_path: Path) -> None:
    """Nobody is accused by a field that cannot be read, and it is said that it was not."""
    audit = check(draw(tmp_path / "a.pdf", _in_project(text)))
    found = outcome(tmp_path / "a.pdf")
    assert not found.mismatches and not found.doubts, found
    assert any("无法识别" in why for _, why in audit.disclosure.unread), audit.disclosure.unread


@pytest.mark.parametrize("text", ["", "—", "--", "无", "/"])
def test_nothing_against_proof_is_a_doubt(text: str, tmp_path: Path) -> None:
    """The row's own total says that a figure stood there."""
    found = outcome(draw(tmp_path / "a.pdf", _in_project(text)))
    assert not found.mismatches and found.doubts, found


def test_a_blank_that_the_sums_contradict_is_no_zero(tmp_path: Path) -> None:
    """A field left empty confirms no 0万元 of the narrative where the sums need a figure there."""
    paper = Paper(
        cell=lambda text: "" if text == LEAF else text,
        prose=lambda text: text.replace(LEAF, "0"),
    )
    audit = check(draw(tmp_path / "a.pdf", paper))
    verdicts = {
        j.verdict.value
        for c, j in zip(audit.disclosure.claims, audit.judgements, strict=True)
        if c.quantity.value == 0
    }
    assert verdicts == {"unverifiable"}


@pytest.mark.parametrize("name", ["决算公开表.xlsx", "附件１.doc", "a.xls"])
def test_the_name_of_an_attached_file_is_shown_as_it_is(name: str, tmp_path: Path) -> None:
    def attach(document: pymupdf.Document) -> None:
        document.embfile_add(name, b"figures", filename=name)

    found = outcome(draw(tmp_path / "a.pdf", Paper(over=attach)))
    assert any(name in why for _, why in found.unread), found.unread


@pytest.mark.parametrize(("size", "is_head"), [(8.0, True), (9.0, True), (12.0, False)])
def test_a_head_that_one_page_alone_prints(size: float, is_head: bool, tmp_path: Path) -> None:
    """In smaller type than the text under it, the title of the report is no line of the text: a
    figure torn over the page before goes on behind it."""
    head = "青陵县林业局2023年度部门决算"

    def over(document: pymupdf.Document) -> None:
        write(document[PROSE], (200, 45), head, size)

    audit = check(draw(tmp_path / "a.pdf", Paper(over=over)))
    assert any(head in s.text for s in audit.disclosure.sentences) is not is_head

"""Footnotes at the foot of a page, between the lines of a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.geometry import Box
from extract.layout import Glyph, Page
from extract.narrative.sentences import read_sentences
from extract.paper.running import running_text
from tests.extract.by_hand import line, page, wrapped

TEXT = (
    "2023年度收入、支出总计2,613.30万元。与上年相比增加84.30万元，主要原因是森林资源培育项目增加，"
    "人员经费按规定调整，其他支出与上年持平，没有其他因素。"
)
SEPARATOR = Box(90, 708, 234, 708.5)
TABLE = Box(90, 100, 500, 300)


def raised(mark: str, y: float, x: float = 90) -> list[Glyph]:
    """A mark set small and high before the letters of its note."""
    return [replace(g, baseline=g.baseline - 3) for g in line(mark, y, x, size=6)]


def torn(*note: list[Glyph], rules: tuple[Box, ...] = ()) -> list[Page]:
    """A sentence that goes on overleaf, with a footnote under its first line."""
    rows = wrapped(TEXT, 34)
    first = page(1, line(rows[0], 680), *note)
    return [
        replace(first, rules=rules),
        page(2, *(line(r, 100 + 20 * n) for n, r in enumerate(rows[1:]))),
    ]


def texts(pages: list[Page], kind: str = "body") -> str:
    tables = {1: (TABLE,)}
    return "".join(s.text for s in read_sentences(running_text(pages, tables)) if s.kind == kind)


@pytest.mark.parametrize(
    "note",
    ["2023年度含上年结转618.25万元。", "12月拨付96.32万元。", "其中：森林资源培育20.00万元。"],
)
@pytest.mark.parametrize("told", ["mark", "rule"])
def test_a_figure_may_begin_a_footnote(note: str, told: str) -> None:
    """Its mark and its first digit make no number, on a page with a table too."""
    if told == "mark":
        pages = torn(raised("1", 740), line(note, 740, 96, size=9))
    else:
        pages = torn(line("1" + note, 740, size=9), rules=(SEPARATOR,))
    assert texts(pages) == TEXT and texts(pages, "note") == "1" + note


def test_the_rest_of_a_note_has_no_mark() -> None:
    pages = torn(line("求列入当年的支出，不再另行说明。", 740, size=9), rules=(SEPARATOR,))
    assert texts(pages) == TEXT


@pytest.mark.parametrize(
    "rule", [Box(90, 708, 500, 708.5), Box(200, 708, 344, 708.5), Box(90, 500, 234, 500.5)]
)
def test_other_rules_part_no_footnote(rule: Box) -> None:
    """One over the whole width, one that begins elsewhere, one above the text."""
    note = "求列入当年的支出，不再另行说明。"
    assert note in texts(torn(line(note, 740, size=9), rules=(rule,)))


def test_the_rules_of_a_table_part_no_footnote() -> None:
    note = "求列入当年的支出，不再另行说明。"
    beside = (SEPARATOR, Box(90, 708, 90.5, 760), Box(90, 759, 234, 759.5))
    assert note in texts(torn(line(note, 740, size=9), rules=beside))


def test_text_as_large_as_the_rest_is_none() -> None:
    pages = torn(line("1.其他支出没有变化。", 740), rules=(SEPARATOR,))
    assert "1.其他支出没有变化。" in texts(pages)

"""Columns, notes in the margin, footnotes, vertical writing and struck text of a page."""

from __future__ import annotations

from dataclasses import replace

from extract.geometry import Box
from extract.layout import Glyph, Page
from extract.narrative.sentences import read_sentences
from extract.paper.running import running_text
from tests.extract.by_hand import line, page, wrapped

TEXT = (
    "2023年度收入、支出总计2,613.30万元。与上年相比增加84.30万元，主要原因是森林资源培育项目增加，"
    "人员经费按规定调整，其他支出与上年持平，没有其他因素。"
)


def column(text: str, left: float, top: float, columns: int = 15) -> list[Glyph]:
    rows = wrapped(text, columns)
    return [g for n, row in enumerate(rows) for g in line(row, top + 20 * n, left)]


def bodies(shown: Page) -> list[str]:
    return [s.text for s in read_sentences(running_text([shown], {})) if s.kind == "body"]


def test_columns_are_read_one_after_the_other() -> None:
    shown = page(1, column(TEXT, 60, 100), column(TEXT.replace("2023", "2024"), 320, 107))
    assert "".join(bodies(shown)) == TEXT + TEXT.replace("2023", "2024")


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    rows = wrapped(TEXT, 15)
    left = [g for n, r in enumerate(rows[:3]) for g in line(r, 100 + 20 * n, 60)]
    right = [g for n, r in enumerate(rows[3:]) for g in line(r, 100 + 20 * n, 320)]
    assert "".join(bodies(page(1, left, right))) == TEXT


def test_one_column_with_wide_gaps_in_its_lines_stays_one() -> None:
    rows = [
        "　　收入总计　 2,613.30 　万元，其中财政拨款收入增加而其他收入减少",
        "事业收入没有变化",
    ]
    glyphs = [g for n, r in enumerate(rows * 4) for g in line(r, 100 + 20 * n, 90)]
    assert bodies(page(1, glyphs))[0].startswith("收入总计2,613.30万元")


def test_a_glyph_may_run_over_the_gap_before_a_column() -> None:
    """Of a font whose widths are lost."""
    rows = column(TEXT, 60, 100) + column(TEXT, 320, 100)
    wide = Glyph("1", Box(300, 400, 700, 411), 409, 11)
    assert bodies(page(1, rows, [wide]))


def test_notes_in_the_margin_are_no_part_of_the_text() -> None:
    notes = line("支出", 121, 560, 9) + line("见表3", 161, 40, 9)
    shown = page(1, column(TEXT * 2, 90, 100, 34), notes)
    assert "".join(bodies(shown)) == TEXT * 2
    assert [s.text for s in read_sentences(running_text([shown], {})) if s.kind == "note"]


def test_a_title_set_apart_is_not_in_the_margin() -> None:
    """Beside lines as short as those of a contents page its last character stands alone."""
    rows = ["收入支出决算总表", "收入决算表及说明", "支出决算表及说明", "财政拨款收支总表"]
    rows += [f"{n}、附表及其说明" for n in "一二三四"]
    glyphs = [g for n, r in enumerate(rows) for g in line(r, 100 + 20 * n, 90)]
    title = line("目", 80, 168, 16) + line("录", 80, 208, 16)
    found = read_sentences(running_text([page(1, title, glyphs)], {}))
    assert found[0].text == "目录" and {s.kind for s in found} == {"contents"}


def test_a_title_beside_short_entries_stands_over_them() -> None:
    """In the middle of the page, wholly to the right of entries without page numbers."""
    rows = ["收入支出决算总表", "收入决算表及说明", "支出决算表及说明", "财政拨款收支总表"]
    glyphs = [g for n, r in enumerate(rows * 2) for g in line(r, 110 + 20 * n, 90)]
    found = read_sentences(running_text([page(1, line("目录", 80, 275, 16), glyphs)], {}))
    assert found[0].text == "目录" and found[0].kind == "contents"


def test_vertical_writing_is_read_apart() -> None:
    upright = [Glyph(c, Box(520, 100 + 14 * n, 532, 112 + 14 * n), 112 + 14 * n, 12.0)
               for n, c in enumerate("二三年度决算")]  # fmt: skip
    shown = page(1, column(TEXT, 90, 100, 34), upright)
    assert "".join(bodies(shown)) == TEXT
    assert "二三年度决算" in [s.text for s in read_sentences(running_text([shown], {}))]


def test_a_footnote_between_does_not_tear_a_sentence() -> None:
    rows = wrapped(TEXT, 34)
    first = page(1, line(rows[0], 700), line("① 不含下属单位。", 740, size=9))
    second = page(2, *(line(r, 100 + 20 * n) for n, r in enumerate(rows[1:])))
    texts = [s.text for s in read_sentences(running_text([first, second], {})) if s.kind == "body"]
    assert "".join(texts) == TEXT


def test_what_is_struck_through_is_no_text() -> None:
    text = "支出合计3,456.00" + "3,465.00万元，其中基本支出增加。"
    glyphs = line(text, 100)
    rule = Box(glyphs[4].box.x0, 106, glyphs[11].box.x1, 106.5)
    shown = replace(page(1, glyphs), rules=(rule,))
    assert bodies(shown) == ["支出合计3,465.00万元，其中基本支出增加。"]


def test_an_underline_takes_nothing_away() -> None:
    glyphs = line("支出合计3,456.00万元，其中基本支出增加。", 100)
    rule = Box(glyphs[4].box.x0, 112, glyphs[11].box.x1, 112.5)
    assert bodies(replace(page(1, glyphs), rules=(rule,)))[0].startswith("支出合计3,456.00万元")

"""Ruled areas that are no tables, and rules that are drawn in some rows only."""

from __future__ import annotations

from dataclasses import replace

from extract.geometry import Box
from extract.layout import Field, Glyph, Grid, Page
from extract.paper.banded import with_columns
from extract.paper.lines import Lines
from extract.paper.texted import told_apart

SQUARE = 20.0
TOLD = "2023年度决算支出618.25万元，比上年增加12.40万元，增长2.05%。"


def _grid(rows: list[list[str]], widths: tuple[float, ...]) -> Grid:
    xs = [0.0]
    for width in widths:
        xs.append(xs[-1] + width)
    matrix = tuple(
        tuple(
            Field(1, Box(xs[c], 20 * r, xs[c + 1], 20 * r + 20), r, c, r + 1, c + 1, text)
            for c, text in enumerate(row)
        )
        for r, row in enumerate(rows)
    )
    ys = tuple(20.0 * r for r in range(len(rows) + 1))
    return Grid(1, Box(0, 0, xs[-1], ys[-1]), tuple(xs), ys, matrix)


def _is_text(grid: Grid) -> bool:
    return bool(told_apart([grid])[1])


def test_writing_paper_holds_text() -> None:
    rows = [list("二〇二三年度支出决算合计为六百一十八") for _ in range(3)]
    assert _is_text(_grid(rows, (SQUARE,) * len(rows[0])))


def test_a_table_of_single_digits_holds_none() -> None:
    """Grades of a few items are a table: too few fields for a page of writing."""
    assert not _is_text(_grid([list("甲乙丙丁戊己庚辛壬")] * 2, (SQUARE,) * 9))


def test_narrative_with_its_headings_beside_it() -> None:
    assert _is_text(_grid([["总体情况", TOLD], ["支出结构", TOLD]], (80, 400)))


def test_a_field_with_a_figure_alone_is_of_a_table() -> None:
    assert not _is_text(
        _grid([["总体情况", TOLD], ["支出结构", TOLD], ["合计", "618.25"]], (80, 400))
    )
    assert not _is_text(_grid([["1", "总体情况", TOLD], ["2", "支出结构", TOLD]], (30, 80, 400)))


def _page(rows: list[list[str]]) -> Page:
    glyphs = [
        Glyph(char, Box(100 * c + 5 + 6 * n, 20 * r + 4, 100 * c + 11 + 6 * n, 20 * r + 16), 0, 12)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        for n, char in enumerate(text)
    ]
    return Page(1, 400, 400, tuple(glyphs), (), ())


def _lines(rows: int, open_rows: tuple[int, ...]) -> Lines:
    xs, ys = (0.0, 100.0, 200.0, 300.0), tuple(20.0 * r for r in range(rows + 1))
    right = tuple((r in open_rows, r in open_rows, False) for r in range(rows))
    return Lines(1, xs, ys, right, ((False,) * 3,) * (rows - 1))


ROWS = [["项目", "预算数", "决算数"], ["教育支出", "12.50", "11.20"], ["合计", "12.50", "11.20"]]


def test_rows_without_rules_are_divided_as_the_others() -> None:
    found = with_columns(_page(ROWS), _lines(3, (0, 1)))
    assert not any(any(row) for row in found.open_right)


def test_words_over_several_columns_stay_merged() -> None:
    """No row shows its columns by figures: what is merged is merged."""
    rows = [["项目", "数", "数"], *ROWS[1:]]
    lines = _lines(3, (0,))
    assert with_columns(_page(rows), lines) == lines


def test_a_figure_over_an_edge_divides_nothing() -> None:
    rows = [ROWS[0], ["教育支出", "12.50", "1234567.00"], ROWS[2]]
    wide = [ROWS[0], ["教育支出", "1234567890123456.00", "11.20"], ROWS[2]]
    assert with_columns(_page(rows), _lines(3, (1,))).open_right[1] == (False, False, False)
    lines = _lines(3, (1,))
    assert with_columns(_page(wide), lines) == lines


def test_a_code_over_narrow_columns_is_one_word() -> None:
    """2050305 under 类, 款 and 项, whose columns are too narrow for it: no rules part it below."""
    page = _page([["功能分类"], ["205", "03", "05"]])
    code = [
        Glyph(char, Box(6 + 40 * n, 44, 46 + 40 * n, 56), 0, 60) for n, char in enumerate("2050305")
    ]
    page = replace(page, glyphs=(*page.glyphs, *code))
    found = with_columns(page, _lines(3, (0, 1, 2)))
    assert not any(found.open_right[1])
    assert found.open_right[2][:2] == (True, True)

"""Fields of grids: merged fields, the glyphs inside, two readings of them, pages on edge."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pymupdf
import pytest
from camelot.parsers import Lattice

from extract import faults
from extract.figures.numerals import is_number
from extract.geometry import Box
from extract.layout import Glyph, Grid, Pages
from extract.paper.fields import doubts, field_text, settle_numbers
from extract.paper.grids import read_grids
from extract.paper.laid_out import laid_out
from extract.paper.turned import turned_back, upright
from extract.pdf.pages import read_pages
from extract.tables.build import read_tables

COLUMNS = (60.0, 200.0, 290.0, 380.0)


def glyphs(text: str, x: float, y: float, size: float = 10.0) -> list[Glyph]:
    """Characters side by side from `x` on, half as wide as high, on the baseline `y`."""
    step = size / 2
    return [
        Glyph(c, Box(x + i * step, y - size, x + (i + 1) * step, y), y, size)
        for i, c in enumerate(text)
    ]


def draw(path: Path, rows: list[tuple[str, ...]], *, rotate: int = 0, crop: bool = False) -> Pages:
    """A PDF with one ruled table of three columns; the head's second field covers two."""
    with pymupdf.open() as document:
        page = document.new_page(width=440, height=300)
        for y in (40 + 20 * n for n in range(len(rows) + 1)):
            page.draw_line((COLUMNS[0], y), (COLUMNS[-1], y))
        for n, x in enumerate(COLUMNS):
            page.draw_line((x, 60 if n == 2 else 40), (x, 40 + 20 * len(rows)))
        for r, texts in enumerate(rows):
            for x, text in zip(COLUMNS, texts, strict=False):
                page.insert_text((x + 4, 54 + 20 * r), text, fontname="china-s", fontsize=9)
        if crop:
            page.set_cropbox(pymupdf.Rect(30, 20, 420, 280))
        page.set_rotation(rotate)
        document.save(path)
    return read_pages(path)


ROWS = [("项目", "本年支出", ""), ("", "小计", "基本支出"), ("合计", "12.50", "9.30")]


@pytest.fixture
def grid(tmp_path: Path) -> Grid:
    (found,) = read_grids(draw(tmp_path / "表.pdf", ROWS)).grids
    return found


def test_reads_fields_where_they_stand(grid: Grid) -> None:
    assert [[f.text for f in row] for row in grid.matrix] == [
        ["项目", "本年支出", "本年支出"],
        ["", "小计", "基本支出"],
        ["合计", "12.50", "9.30"],
    ]
    assert grid.page == 1
    assert grid.box.rounded() == [60.0, 40.0, 380.0, 100.0]


def test_merged_field_is_one(grid: Grid) -> None:
    assert grid.matrix[0][1] is grid.matrix[0][2]
    assert (grid.matrix[0][1].width, grid.matrix[0][1].height) == (2, 1)
    assert grid.matrix[0][1].box.rounded() == [200.0, 40.0, 380.0, 60.0]


def test_measures_from_the_visible_corner(tmp_path: Path) -> None:
    (found,) = read_grids(draw(tmp_path / "裁.pdf", ROWS, crop=True)).grids
    assert found.box.rounded() == [30.0, 20.0, 350.0, 80.0]
    assert found.matrix[2][1].text == "12.50"


@pytest.mark.parametrize("rotate", [90, 270])
def test_page_on_edge_is_read_upright(tmp_path: Path, rotate: int) -> None:
    turned, sides = upright(draw(tmp_path / "横.pdf", ROWS, rotate=rotate))
    assert list(sides) == [1]
    (found,) = read_grids(turned).grids
    assert [f.text for f in found.matrix[2]] == ["合计", "12.50", "9.30"]


@pytest.mark.parametrize("rotate", [0, 90, 270])
def test_places_are_those_of_the_page_shown(tmp_path: Path, rotate: int) -> None:
    pages = draw(tmp_path / "横.pdf", ROWS, rotate=rotate)
    layout = laid_out(pages)
    (table,) = (turned_back(t, layout.turned) for t in read_tables(layout))
    (cell,) = [c for row in table.rows for c in row.cells if c.text == "12.50"]
    inside = [g.char for g in pages.pages[0].glyphs if cell.box.contains(*g.box.center)]
    assert sorted(inside) == sorted("12.50")


def test_almost_empty_grid_is_kept(tmp_path: Path) -> None:
    rows = [("科目名称", "决算数", ""), *[("", "", "")] * 9, ("合计", "", "")]
    (found,) = read_grids(draw(tmp_path / "空.pdf", rows)).grids
    assert len(found.matrix) == 11


def test_page_without_rules_has_no_grid(tmp_path: Path) -> None:
    with pymupdf.open() as document:
        document.new_page().insert_text((72, 72), "本年收入12.50万元。", fontname="china-s")
        document.save(tmp_path / "文.pdf")
    assert read_grids(read_pages(tmp_path / "文.pdf")).grids == ()


def test_three_rules_make_a_table(tmp_path: Path) -> None:
    """三线表: a rule above the header, one under it and one below."""
    rows = [
        ("科目名称", "小计", "基本支出"),
        ("社会保障和就业支出", "3.00", "2.00"),
        ("行政事业单位养", "", ""),
        ("老支出", "1.00", ""),
        ("合计", "4.00", "2.00"),
    ]
    with pymupdf.open() as document:
        page = document.new_page(width=440, height=300)
        for y in (40, 60, 142):
            page.draw_line((60, y), (380, y))
        for (name, *figures), y in zip(rows, (54, 76, 96, 106, 130), strict=True):
            page.insert_text((62, y), name, fontname="china-s", fontsize=9)
            for x, figure in zip((240, 330), figures, strict=True):
                page.insert_text((x, y - 5 * (y == 106)), figure, fontsize=9, fontname="china-s")
        document.save(tmp_path / "三线.pdf")
    (found,) = read_grids(read_pages(tmp_path / "三线.pdf")).grids
    assert not found.ruled
    assert [[f.text for f in row] for row in found.matrix] == [
        ["科目名称", "小计", "基本支出"],
        ["社会保障和就业支出", "3.00", "2.00"],
        ["行政事业单位养老支出", "1.00", ""],
        ["合计", "4.00", "2.00"],
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234.50", True),
        ("１，２３４．５０", True),
        ("-0.3", True),
        ("12%", True),
        ("1,23", False),
        ("12.", False),
        ("12万元", False),
        ("", False),
    ],
)
def test_is_number(text: str, number: bool) -> None:
    assert is_number(text) is number


def test_number_goes_on_in_the_next_line() -> None:
    torn = [*glyphs("156,211,12", 2, 10), *glyphs("3", 2, 22)]
    assert field_text(torn, width=54) == "156,211,123"


def test_two_numbers_above_each_other_stay_two() -> None:
    two = [*glyphs("1.20", 2, 10), *glyphs("3.40", 2, 22)]
    assert field_text(two, width=90) == "1.20\n3.40"


def test_wrapped_label_is_joined() -> None:
    assert field_text([*glyphs("本年收入合", 2, 10), *glyphs("计", 2, 22)], 60) == "本年收入合计"


def test_number_across_a_rule_stays_whole() -> None:
    placed = [(g, (0, 0) if i < 9 else (0, 1)) for i, g in enumerate(glyphs("156,211,123", 0, 10))]
    assert {place for _, place in settle_numbers(placed)} == {(0, 0)}


def test_numbers_that_touch_stay_apart() -> None:
    placed = [(g, (0, int(i > 3))) for i, g in enumerate(glyphs("1.202.40", 0, 10))]
    assert settle_numbers(placed) == placed


def doubted(first: dict[int, str], second: dict[int, str]) -> dict[int, str]:
    """The doubts between two readings of fields in one row."""
    spans = {(0, c): (1, c + 1) for c in first}
    found = doubts(
        {(0, c): t for c, t in first.items()}, {(0, c): t for c, t in second.items()}, spans
    )
    return {c: text for (_, c), text in found.items()}


def test_other_digits_are_doubted() -> None:
    assert doubted({0: "12.50", 1: "3"}, {0: "12.80\n", 1: "3"}) == {0: "12.80"}


def test_digits_in_another_order_are_doubted() -> None:
    assert doubted({0: "12.50"}, {0: "15.20"}) == {0: "15.20"}


def test_hidden_text_is_doubted() -> None:
    assert doubted({0: ""}, {0: "7.00"}) == {0: "7.00"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({0: "本年收入合计"}, {0: "本年收入 合\n计\n"}),  # white space
        ({0: "12.50（1）"}, {0: "１２．５０(1)"}),  # width of signs
        ({0: "抗疫特别国债", 1: "5.00"}, {0: "抗疫特别国", 1: "债5.00"}),  # across a rule
        ({0: "缴费支出"}, {0: "支出缴费"}),  # order of wrapped lines
        ({0: "合计"}, {0: "合合计计"}),  # bold by drawing twice
        ({0: "合计"}, {0: "(cid:12)(cid:30)"}),  # not decoded
        ({0: "12.50"}, {0: ""}),  # not read at all
    ],
)
def test_what_is_no_disagreement(first: dict[int, str], second: dict[int, str]) -> None:
    assert doubted(first, second) == {}


def test_a_page_the_parser_stumbles_on_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside: dict[str, Any] = {}
    code = "def stumble(self): raise KeyError('/Contents')"
    exec(compile(code, "/venv/site-packages/camelot/parsers/lattice.py", "exec"), inside)
    monkeypatch.setattr(Lattice, "extract_tables", inside["stumble"])
    found = read_grids(draw(tmp_path / "坏.pdf", ROWS))
    assert found.failed == ((1, "本页线条过多或有损坏，表格未能读取"),)
    assert found.grids == ()


def test_a_fault_of_gouji_on_the_tables_of_a_page_is_called_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise TypeError("an int was expected")

    monkeypatch.delenv("GOUJI_DEBUG", raising=False)
    monkeypatch.setattr("extract.paper.lattice._ruled", failing)
    found = read_grids(draw(tmp_path / "好.pdf", ROWS))
    ((page, why),) = found.failed
    assert (page, found.grids) == (1, ())
    assert faults.is_fault(why) and "TypeError: an int was expected" in why
    assert "损坏" not in why

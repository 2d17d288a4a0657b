"""Tables without vertical rules: where they stand, their columns, headers, rows and pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from extract.characters import plain
from extract.geometry import Box
from extract.layout import Glyph, Grid, Layout, Page, Pages
from extract.paper.grids import grids_of
from extract.paper.laid_out import laid_out
from extract.paper.unruled.guessed import unruled
from extract.pdf.pages import read_pages
from extract.table import Table
from extract.tables.build import read_tables

REPORTS = Path(__file__).parents[5] / "shared" / "data" / "reports"
SIZE = 10.0
LEFT, RIGHT = 60.0, 540.0


def text(words: str, x: float, y: float, size: float = SIZE) -> list[Glyph]:
    """Words from `x` on in the line whose middle is `y`; digits are half as wide as characters."""
    glyphs = []
    for char in words:
        wide = size / 2 if char.isascii() else size
        if not char.isspace():
            box = Box(x, y - size / 2, x + wide, y + size / 2)
            glyphs.append(Glyph(char, box, y + 0.4 * size, size))
        x += wide
    return glyphs


def width(words: str) -> float:
    return sum(SIZE / 2 if c.isascii() else SIZE for c in words)


def flush(words: str, right: float, y: float) -> list[Glyph]:
    return text(words, right - width(words), y)


def middle(words: str, x: float, y: float) -> list[Glyph]:
    return text(words, x - width(words) / 2, y)


def row(y: float, *fields: tuple[str, float]) -> list[Glyph]:
    """A row: the first field begins at its place, the others end at theirs."""
    (label, x), *figures = fields
    return [*text(label, x, y), *(g for f, right in figures for g in flush(f, right, y))]


def rule(y: float, left: float = LEFT, right: float = RIGHT) -> Box:
    return Box(left, y, right, y + 0.5)


def page(number: int, glyphs: Iterable[Sequence[Glyph]], rules: Sequence[Box] = ()) -> Page:
    return Page(number, 600.0, 800.0, tuple(g for line in glyphs for g in line), tuple(rules), ())


def read(*shown: Page) -> list[Table]:
    return tables_of(Pages(Path("报告.pdf"), "0" * 64, shown))


def tables_of(pages: Pages) -> list[Table]:
    grids = grids_of(pages, unruled(pages, ()))
    return list(read_tables(Layout(pages.path, pages.sha256, pages.pages, grids, ())))


def shown(table: Table) -> list[list[str]]:
    """The texts of every row, each field once."""
    rows = []
    for cells in table.grid:
        fields = {c.box: plain(c.text) for c in cells}
        rows.append(list(fields.values()))
    return rows


CAPTION = [middle("收入决算表", 300, 100), flush("金额单位：万元", RIGHT, 120)]
PUBLIC = [middle("“三公”经费支出决算表", 300, 100), flush("金额单位：万元", RIGHT, 120)]
HEAD = [
    row(140, ("科目编码", LEFT + 2)),
    middle("科目名称", 200, 140),
    middle("合计", 330, 140),
    middle("财政拨款收入", 420, 140),
    middle("其他收入", 510, 140),
]


def line(y: float, code: str, name: str, *figures: str) -> list[Glyph]:
    """A row under HEAD."""
    ends = (360.0, 450.0, 535.0)
    placed = [g for f, right in zip(figures, ends, strict=True) for g in flush(f, right, y)]
    return [*text(code, LEFT + 2, y), *text(name, 130, y), *placed]


BODY = [
    line(160, "", "合计", "9.00", "8.00", "1.00"),
    line(180, "208", "社会保障和就业支出", "9.00", "8.00", "1.00"),
    line(200, "20805", "行政事业单位养老支出", "9.00", "8.00", "1.00"),
]
REST = [line(80, "2080501", "行政单位离退休", "4.00", "4.00", "0.00")]
CODES = ["", "208", "20805"]


def codes(table: Table) -> list[str]:
    return [r.code for r in table.rows]


def figures(table: Table) -> list[list[str]]:
    return [[plain(c.text) for c in r.cells] for r in table.rows]


# --- where tables stand -----------------------------------------------------------------------


def test_rules_drawn_field_by_field_are_one() -> None:
    pieces = [rule(y, x, x + 80) for y in (130, 150, 170, 190, 210) for x in range(60, 540, 80)]
    (found,) = read(page(1, [CAPTION[0], *HEAD, *BODY], pieces))
    assert found.title == "收入决算表"
    assert codes(found) == CODES


def test_two_tables_on_a_page_under_rules_of_one_length() -> None:
    second = [middle("支出决算表", 300, 260), flush("金额单位：万元", RIGHT, 280)]
    below = [
        *second,
        middle("项目", 150, 300),
        middle("决算数", 480, 300),
        *(row(y, (label, 70), (figure, 530)) for y, label, figure in
          [(320, "基本支出", "5.00"), (340, "项目支出", "4.00")]),
    ]  # fmt: skip
    rules = [rule(y) for y in (130, 150, 210, 290, 310, 350)]
    found = read(page(1, [*CAPTION, *HEAD, *BODY, *below], rules))
    assert [(t.title, len(t.rows)) for t in found] == [("收入决算表", 3), ("支出决算表", 2)]


def test_running_text_between_rules_is_no_table() -> None:
    lines = [text("本年收入9.00万元，比上年增加1.00万元。", 70, y) for y in (160, 180, 200)]
    assert read(page(1, [*CAPTION, *lines], [rule(130), rule(210)])) == []


def test_a_header_whose_upper_rule_was_not_seen_is_one() -> None:
    (whole,) = read(page(1, [*CAPTION, *HEAD, *BODY], [rule(y) for y in (130, 150, 170, 190, 210)]))
    (found,) = read(page(1, [*CAPTION, *HEAD, *BODY], [rule(y) for y in (150, 170, 190, 210)]))
    assert [c.header for c in found.columns] == [c.header for c in whole.columns]
    assert figures(found) == figures(whole)


def test_table_without_rules_under_its_unit() -> None:
    (found,) = read(page(1, [*CAPTION, *HEAD, *BODY]))
    assert codes(found) == CODES


def test_table_without_a_unit_line() -> None:
    rules = [rule(y) for y in (130, 150, 210)]
    (found,) = read(page(1, [CAPTION[0], *HEAD, *BODY], rules))
    assert (found.title, found.unit, codes(found)) == ("收入决算表", "", CODES)


def test_table_that_says_there_was_nothing() -> None:
    rules = [rule(y) for y in (130, 150, 170)]
    (found,) = read(page(1, [*CAPTION, *HEAD, middle("合计", 160, 160)], rules))
    assert [c.header for c in found.columns] == [("合计",), ("财政拨款收入",), ("其他收入",)]
    assert figures(found) == [["", "", ""]]


# --- columns ----------------------------------------------------------------------------------


def test_label_close_behind_a_figure() -> None:
    """A gap narrower than a character between the halves of a table."""
    head = [middle(t, x, 140) for t, x in
            (("项目", 110), ("决算数", 260), ("项目", 350), ("决算数", 500))]  # fmt: skip
    rows = [
        (160, "一、财政拨款收入", "133.16", "一、教育支出", "98.10"),
        (180, "二、事业收入", "0.00", "二、卫生健康支出", "35.06"),
        (200, "年初结转和结余", "20.00", "年末结转和结余", "20.00"),
    ]
    body = [
        [*row(y, (a, 62), (f, 290)), *row(y, (b, 294), (g, 535))] for y, a, f, b, g in rows
    ]  # fmt: skip
    (found,) = read(page(1, [*CAPTION, *head, *body], [rule(130), rule(150), rule(210)]))
    assert shown(found)[1:] == [list(r[1:]) for r in rows]
    assert [r.panel for r in found.rows] == [0, 1] * 3


def test_total_across_the_columns_of_codes() -> None:
    total = [*middle("合计", 122, 160), *line(160, "", "", "9.00", "8.00", "1.00")]
    rules = [rule(130), rule(150), rule(210)]
    (found,) = read(page(1, [*CAPTION, *HEAD, total, *BODY[1:]], rules))
    assert [(r.code, r.label) for r in found.rows][:2] == [
        ("", "合计"),
        ("208", "社会保障和就业支出"),
    ]


def test_codes_in_three_columns() -> None:
    head = [
        middle("功能分类科目编码", 120, 135),
        *(middle(t, x, 155) for t, x in (("类", 80), ("款", 120), ("项", 160))),
        middle("科目名称", 250, 145),
        middle("合计", 480, 145),
    ]
    body = [
        [*middle("合计", 160, 175), *flush("9.00", 530, 175)],
        [*text("208", 72, 195), *text("社会保障和就业支出", 190, 195), *flush("9.00", 530, 195)],
        [*text("208", 72, 215), *text("05", 115, 215), *text("行政事业单位养老支出", 190, 215),
         *flush("9.00", 530, 215)],
        [*text("208", 72, 235), *text("05", 115, 235), *text("01", 155, 235),
         *text("行政单位离退休", 190, 235), *flush("9.00", 530, 235)],
    ]  # fmt: skip
    (found,) = read(page(1, [*CAPTION, *head, *body], [rule(126), rule(165), rule(245)]))
    assert codes(found) == ["", "208", "20805", "2080501"]
    assert figures(found) == [["9.00"]] * 4
    assert [c.header for c in found.columns] == [("合计",)]


def test_column_without_any_figure() -> None:
    body = [line(y, code, name, "9.00", "9.00", "") for y, code, name in
            [(160, "208", "社会保障和就业支出"), (180, "20805", "养老支出")]]  # fmt: skip
    (found,) = read(page(1, [*CAPTION, *HEAD, *body], [rule(130), rule(150), rule(190)]))
    assert [c.header for c in found.columns] == [("合计",), ("财政拨款收入",), ("其他收入",)]
    assert figures(found) == [["9.00", "9.00", ""]] * 2


def test_full_width_digits() -> None:
    body = [line(y, code, name, "９．００", "８．００", "１．００") for y, code, name in
            [(160, "208", "社会保障和就业支出"), (180, "20805", "养老支出")]]  # fmt: skip
    (found,) = read(page(1, [*CAPTION, *HEAD, *body], [rule(130), rule(150), rule(190)]))
    values = [str(c.quantity) for c in found.rows[1].cells]
    assert values == ["9.00万元", "8.00万元", "1.00万元"]


def test_spaced_out_words() -> None:
    head = [*HEAD[:2], middle("合　计", 330, 140), *HEAD[3:]]
    total = [*text("合　　计", 130, 160), *line(160, "", "", "9.00", "8.00", "1.00")]
    rules = [rule(130), rule(150), rule(210)]
    (found,) = read(page(1, [*CAPTION, *head, total, *BODY[1:]], rules))
    assert found.columns[0].header == ("合计",)
    assert found.rows[0].label == "合计"


# --- headers ----------------------------------------------------------------------------------


def test_groups_over_columns() -> None:
    head = [
        middle("项目", 120, 150),
        middle("年初结转", 240, 150),
        middle("本年支出", 390, 140),
        *(middle(t, x, 160) for t, x in (("小计", 320), ("基本支出", 390), ("项目支出", 460))),
        middle("年末结转", 515, 150),
    ]
    body = [
        row(y, (label, 62), ("1.00", 260), ("9.00", 340), ("5.00", 415), ("4.00", 485),
            ("2.00", 535)) for y, label in ((190, "社会保障和就业支出"), (210, "卫生健康支出"))
    ]  # fmt: skip
    (found,) = read(page(1, [*CAPTION, *head, *body], [rule(130), rule(170), rule(220)]))
    assert [c.header for c in found.columns] == [
        ("年初结转",),
        ("本年支出", "小计"),
        ("本年支出", "基本支出"),
        ("本年支出", "项目支出"),
        ("年末结转",),
    ]


def test_rules_inside_a_header_say_how_far_a_group_reaches() -> None:
    """The group stands left of the middle of its columns; the rule under it spans all three."""
    head = [
        middle("项目", 120, 150),
        middle("本年支出", 370, 140),
        *(middle(t, x, 160) for t, x in (("小计", 320), ("基本支出", 390), ("项目支出", 500))),
    ]
    body = [row(y, (label, 62), ("9.00", 340), ("5.00", 415), ("4.00", 535)) for y, label in
            ((190, "社会保障和就业支出"), (210, "卫生健康支出"))]  # fmt: skip
    rules = [rule(130), rule(150, 290), rule(170), rule(220)]
    (found,) = read(page(1, [*CAPTION, *head, *body], rules))
    assert [c.header for c in found.columns] == [
        ("本年支出", "小计"),
        ("本年支出", "基本支出"),
        ("本年支出", "项目支出"),
    ]


def test_pairs_of_columns_under_their_items() -> None:
    """预算数 | 决算数 under every item, and a rule between the two rows of the header."""
    items = [("合计", 120), ("因公出国（境）费", 280), ("公务接待费", 440)]
    below = [(name, x + d) for _, x in items for name, d in (("预算数", -40), ("决算数", 40))]
    head = [*(middle(t, x, 140) for t, x in items), *(middle(t, x, 160) for t, x in below)]
    body = [flush(f"{n}.00", x + 30, 180) for n, (_, x) in enumerate(below)]
    rules = [rule(y, 60, 520) for y in (130, 150, 170, 190)]
    (found,) = read(page(1, [*CAPTION, *head, *body], rules))
    assert [c.header for c in found.columns] == [
        (item, name) for item, _ in items for name in ("预算数", "决算数")
    ]


def test_header_word_in_two_lines() -> None:
    head = [
        middle("项目", 120, 146),
        middle("附属单位", 330, 140),
        middle("上缴收入", 330, 152),
        middle("其他收入", 480, 146),
    ]
    body = [row(y, (label, 62), ("1.00", 360), ("2.00", 530)) for y, label in
            ((180, "社会保障和就业支出"), (200, "卫生健康支出"))]  # fmt: skip
    (found,) = read(page(1, [*CAPTION, *head, *body], [rule(130), rule(162), rule(210)]))
    assert [c.header for c in found.columns] == [("附属单位上缴收入",), ("其他收入",)]


def test_numbers_of_columns_are_no_columns() -> None:
    numbers = [middle("栏次", 160, 160), *(middle(t, x, 160) for t, x in
               (("1", 330), ("2", 420), ("3", 510)))]  # fmt: skip
    body = [line(180, "208", "社会保障和就业支出", "9", "8", "1")]
    rules = [rule(130), rule(150), rule(190)]
    (found,) = read(page(1, [*CAPTION, *HEAD, *numbers, *body], rules))
    assert [c.header for c in found.columns] == [("合计",), ("财政拨款收入",), ("其他收入",)]
    assert figures(found) == [["9", "8", "1"]]


# --- rows -------------------------------------------------------------------------------------


def test_labels_without_figures_stay_rows() -> None:
    body = [
        row(160, ("一、财政拨款收入", 62), ("9.00", 535)),
        row(180, ("二、上级补助收入", 62)),
        row(200, ("三、事业收入", 62)),
        row(220, ("本年收入合计", 62), ("9.00", 535)),
    ]
    head = [middle("项目", 120, 140), middle("决算数", 500, 140)]
    (found,) = read(page(1, [*CAPTION, *head, *body], [rule(130), rule(150), rule(230)]))
    assert [r.label for r in found.rows] == [
        "一、财政拨款收入",
        "二、上级补助收入",
        "三、事业收入",
        "本年收入合计",
    ]


def test_figure_that_goes_on_in_the_next_line() -> None:
    head = [middle("项目", 120, 140), middle("决算数", 200, 140), middle("预算数", 250, 140)]
    body = [
        row(160, ("基本支出", 62), ("156,211,12", 223), ("156,211,12", 279)),
        [*text("3", 173, 172), *text("3", 229, 172)],
        row(195, ("项目支出", 62), ("12,000", 223), ("12,000", 279)),
    ]
    rules = [rule(y, 60, 282) for y in (130, 150, 205)]
    (found,) = read(page(1, [*CAPTION, *head, *body], rules))
    assert figures(found) == [["156,211,123", "156,211,123"], ["12,000", "12,000"]]


# --- pages ------------------------------------------------------------------------------------


@pytest.mark.parametrize("foot", [(), (rule(95),)])
def test_table_goes_on_without_header(foot: tuple[Box, ...]) -> None:
    """On the second page stands the rest of it, with the rule at its foot or none."""
    first = page(1, [*CAPTION, *HEAD, *BODY], [rule(130), rule(150)])
    (found,) = read(first, page(2, REST, foot))
    assert (found.pages, codes(found)) == ((1, 2), [*CODES, "2080501"])
    assert figures(found)[-1] == ["4.00", "4.00", "0.00"]
    assert found.rows[-1].labels[0] == "社会保障和就业支出"


def test_rest_of_a_table_and_the_next_one_under_it() -> None:
    second = [
        middle("支出决算表", 300, 160),
        middle("项目", 150, 200),
        middle("决算数", 480, 200),
        row(220, ("基本支出", 70), ("5.00", 530)),
        row(240, ("项目支出", 70), ("4.00", 530)),
    ]
    rules = [rule(y) for y in (95, 190, 210, 250)]
    first = page(1, [*CAPTION, *HEAD, *BODY], [rule(130), rule(150), rule(210)])
    found = read(first, page(2, [*REST, *second], rules))
    assert [(t.title, t.pages, len(t.rows)) for t in found] == [
        ("收入决算表", (1, 2), 4),
        ("支出决算表", (2,), 2),
    ]


def test_page_with_a_header_again() -> None:
    again = [[g for part in HEAD for g in part]]
    lifted = [[_moved(g, -60) for g in line] for line in again]
    first = page(1, [*CAPTION, *HEAD, *BODY], [rule(130), rule(150), rule(210)])
    rest = [line(100, "2080501", "行政单位离退休", "4.00", "4.00", "0.00")]
    (found,) = read(first, page(2, [*lifted, *rest], [rule(70), rule(90), rule(110)]))
    assert codes(found) == [*CODES, "2080501"]


def _moved(glyph: Glyph, down: float) -> Glyph:
    box = glyph.box
    return Glyph(
        glyph.char,
        Box(box.x0, box.y0 + down, box.x1, box.y1 + down),
        glyph.baseline + down,
        glyph.size,
    )


def test_running_text_on_the_next_page_is_no_rest() -> None:
    first = page(1, [*CAPTION, *HEAD, *BODY], [rule(130), rule(150), rule(210)])
    prose = [text("本年收入9.00万元，与上年持平，其中财政拨款8.00万元。", 84, y) for y in (90, 110)]
    (found,) = read(first, page(2, prose))
    assert found.pages == (1,)


def test_grid_says_that_no_rules_divide_it() -> None:
    pages = Pages(Path("报告.pdf"), "0" * 64, (page(1, [*CAPTION, *HEAD, *BODY]),))
    grids: tuple[Grid, ...] = grids_of(pages, unruled(pages, ()))
    assert [g.ruled for g in grids] == [False]


# --- real reports -----------------------------------------------------------------------------


def _level(shown: Page) -> Page:
    """A page without its vertical rules."""
    level = []
    for box in shown.rules:
        if box.height < 3:
            level.append(box)
        elif box.width >= 3:
            level += [replace(box, y1=box.y0 + 0.3), replace(box, y0=box.y1 - 0.3)]
    return replace(shown, rules=tuple(level))


@pytest.mark.parametrize("name", ["ys2024_wanli", "ys2025_shangwu"])
def test_real_tables_read_alike_without_their_vertical_rules(name: str) -> None:
    path = REPORTS / f"{name}.pdf"
    if not path.exists():
        pytest.skip(f"no real report here: {path.name}")
    pages = read_pages(path)
    bare = replace(pages, pages=tuple(_level(p) for p in pages.pages))
    assert [_said(t) for t in tables_of(bare)] == [_said(t) for t in read_tables(laid_out(pages))]


def _said(table: Table) -> tuple[object, ...]:
    """What a table says, without its places on the pages."""
    rows = [(r.labels, r.code, [plain(c.text) for c in r.cells]) for r in table.rows]
    return table.title, table.unit, table.pages, [c.header for c in table.columns], rows


def test_twelve_narrow_columns_under_two_heads() -> None:
    """Amounts stand so close that their gaps are no wider than spaces; the words of the two heads
    stand at the left of their six columns each."""
    ends = [105, 145, 185, 225, 265, 305, 350, 390, 430, 470, 510, 548]
    words = ("合计", "收入", "小计", "购置费", "运行费", "支出")
    six = ("170000.00", "0.00", "140000.00", "0.00", "140000.00", "30000.00")
    glyphs = [
        middle("“三公”经费支出表", 300, 100),
        flush("金额单位：元", RIGHT, 120),
        row(140, ("预算数", LEFT + 2), ("决算数", 350)),
        *(middle(w, x - 15, 160) for w, x in zip(words * 2, ends, strict=True)),
        [g for f, x in zip(six * 2, ends, strict=True) for g in small(f, x, 180)],
    ]
    (found,) = read(page(1, glyphs, [rule(130), rule(170), rule(190)]))
    assert [c.header for c in found.columns] == [
        (head, word) for head in ("预算数", "决算数") for word in words
    ]
    assert figures(found) == [list(six * 2)]


def small(figure: str, right: float, y: float) -> list[Glyph]:
    """A figure in small print that ends at `right`."""
    return text(figure, right - 4 * len(figure), y, 8.0)


def test_a_page_that_ends_a_table_without_a_rule_keeps_its_header() -> None:
    """The rule under the header stands under two of its columns only, and the last one is on the
    next page, where the header is printed once more."""
    short = rule(150, 300, 450)
    head = [*HEAD[:2], middle("总额", 330, 148), *HEAD[3:]]
    upper = page(1, [*CAPTION, *head, *BODY], [rule(130), short])
    below = line(100, "2080501", "行政单位离退休", "4.00", "4.00", "0.00")
    lower = page(2, [*(higher(words, 60) for words in head), below], [rule(70), rule(110)])
    (found,) = read(upper, lower)
    assert found.title == "收入决算表"
    assert [c.header[-1] for c in found.columns] == ["总额", "财政拨款收入", "其他收入"]
    assert codes(found) == [*CODES, "2080501"]


def heads(table: Table) -> list[str]:
    return [plain("".join(c.header)) for c in table.columns]


def higher(glyphs: Sequence[Glyph], by: float) -> list[Glyph]:
    """Glyphs so much nearer to the top of their page."""
    boxes = (Box(g.box.x0, g.box.y0 - by, g.box.x1, g.box.y1 - by) for g in glyphs)
    return [
        replace(g, box=box, baseline=g.baseline - by) for g, box in zip(glyphs, boxes, strict=True)
    ]


def test_columns_that_are_blank_in_every_row_have_their_heads() -> None:
    """Heads of one line stand over columns of their own, though the names beside them, and one
    head of two lines, reach further down."""
    head = [
        text("科目编码", LEFT + 2, 146),
        middle("科目名称", 160, 146),
        middle("合计", 250, 140),
        middle("财政拨款", 310, 140),
        middle("事业收入", 370, 140),
        middle("经营收入", 430, 140),
        middle("附属单位上", 500, 140),
        middle("缴收入", 500, 152),
    ]
    body = [
        [
            *text(code, LEFT + 2, y),
            *text(name, 130, y),
            *(g for f, right in (("9.00", 270), ("9.00", 330)) for g in flush(f, right, y)),
        ]
        for y, code, name in ((180, "", "合计"), (200, "208", "社会保障"), (220, "20805", "养老"))
    ]
    rules = (rule(130), rule(165), rule(235))
    (table,) = read(page(1, [*CAPTION, *head, *body], rules))
    assert heads(table) == [
        "合计",
        "财政拨款",
        "事业收入",
        "经营收入",
        "附属单位上缴收入",
    ]
    assert figures(table) == [["9.00", "9.00", "", "", ""]] * 3


def test_a_head_over_its_column_is_nearer_than_one_beside_it() -> None:
    """小计 ends where its column begins; 购置费 beside it heads blanks."""
    head = [
        middle("合计", 120, 140),
        middle("公务用车购置及运行维护费", 300, 140),
        middle("小计", 220, 156),
        middle("车辆购", 300, 156),
        middle("置费", 300, 168),
        middle("运行维", 365, 156),
        middle("护费", 365, 168),
        middle("公务接待费", 490, 140),
    ]
    body = [
        [
            g
            for f, right in (("12.50", 150), ("10.50", 257), ("10.50", 395), ("2.00", 530))
            for g in flush(f, right, 200)
        ]
    ]
    (table,) = read(page(1, [*PUBLIC, *head, *body], (rule(130), rule(184), rule(212))))
    assert [plain(c.header[-1]) for c in table.columns] == [
        "合计",
        "小计",
        "车辆购置费",
        "运行维护费",
        "公务接待费",
    ]
    assert figures(table) == [["12.50", "10.50", "", "10.50", "2.00"]]


def test_dashes_make_no_columns_of_their_own() -> None:
    """What is set flush with figures may stand anywhere in its column as a dash."""
    head = [middle("项目", 130, 140), middle("预算数", 350, 140), middle("决算数", 490, 140)]
    body = [
        row(170, ("支出合计", LEFT + 2), ("135.00", 390.0), ("113.82", 530.0)),
        row(190, ("国内接待费", LEFT + 2), ("—", 290.0), ("7.36", 530.0)),
        row(210, ("相关统计数", LEFT + 2), ("—", 290.0), ("—", 430.0)),
    ]
    (table,) = read(page(1, [*PUBLIC, *head, *body], (rule(130), rule(152), rule(222))))
    assert heads(table) == ["预算数", "决算数"]
    assert figures(table) == [["135.00", "113.82"], ["—", "7.36"], ["—", "—"]]

"""Kinds of trouble beside those of the other tests of odd pages: a third lot."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from extract.figures.in_text import find_figures
from extract.figures.numerals import looks_unreadable
from extract.pdf.beside import pages_missing
from extract.pdf.drawn import drawing_of
from extract.pdf.layers import settle_layers
from tests.oddpaper import (
    FONT,
    HEAD,
    HIGH,
    LEAD,
    ROWS,
    SLIP,
    TOP,
    WRONG,
    XS,
    Paper,
    assert_read_whole,
    cell_at,
    draw,
    outcome,
    write,
)

TABLE, PROSE = 1, 2
OLD = "1,999.99"


def _picture_over_cell(document: pymupdf.Document) -> None:
    """A white picture over an old figure whose comma stands between digits of the new one."""
    rect = cell_at("合计", 2)
    (old,) = document[TABLE].search_for("1,199.99")
    white = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 20, 10))
    white.clear_with(255)
    document[TABLE].insert_image(old, pixmap=white, keep_proportion=False)
    write(document[TABLE], (rect.x0 + 4, rect.y0 + 15), "2,180.56")


def _slanted_names(document: pymupdf.Document) -> None:
    """Names and numbers tiled over a page, aslant, some of which run off its edge."""
    for page in document:
        for y in range(60, 820, 110):
            for x in range(20, 600, 170):
                at = pymupdf.Point(x, y)
                write(page, (x, y), "李四13800001234", 12, color=(0.5, 0.5, 0.5),
                      morph=(at, pymupdf.Matrix(20)))  # fmt: skip


def _struck_by_hand(document: pymupdf.Document) -> None:
    """An old figure struck out by a line that reaches over its end."""
    rect = cell_at("2130205", 2)
    page = document[TABLE]
    write(page, (rect.x0 + 45, rect.y0 + 15), "599.90")
    (old,) = page.search_for("599.90")
    middle = (old.y0 + old.y1) / 2
    page.draw_line((old.x0 - 1, middle), (old.x1 + 4, middle), width=0.6)


#: What must be read whole, sound or with its planted error.
READ = {
    "picture over a cell": Paper(
        cell=lambda text: "1,199.99" if text == "2,180.56" else text, over=_picture_over_cell
    ),
    "slanted names off the page": Paper(over=_slanted_names),
    "struck by hand": Paper(over=_struck_by_hand),
}


@pytest.mark.parametrize("name", READ)
def test_read_whole(name: str, tmp_path: Path) -> None:
    assert_read_whole(tmp_path, READ[name])


def test_a_figure_in_a_note_over_another_is_held_against_the_narrative(tmp_path: Path) -> None:
    """Only one of the two cells with the figure is a note's: both are what the page prints."""

    def noted(document: pymupdf.Document) -> None:
        rect = cell_at("2130205", 2)
        write(document[TABLE], (rect.x0 + 40, rect.y0 + 15), OLD)
        inside = pymupdf.Rect(rect.x0 + 38, rect.y0 + 2, rect.x1 - 2, rect.y1 - 2)
        note = document[TABLE].add_freetext_annot(inside, SLIP, fontsize=9, fill_color=(1, 1, 1))
        note.update()

    def unprinted(document: pymupdf.Document) -> None:
        rect = cell_at("2130205", 2)
        box = pymupdf.Rect(rect.x0 + 1, rect.y0 + 1, rect.x0 + 38, rect.y1 - 1)
        document[TABLE].draw_rect(box, color=None, fill=(1, 1, 1))
        noted(document)

    wrong = outcome(draw(tmp_path / "a.pdf", Paper(over=unprinted), slip=True))
    assert not wrong.unread
    assert len(wrong.mismatches) == 1, wrong
    assert WRONG in wrong.mismatches[0]


def test_a_note_with_a_remark_is_said(tmp_path: Path) -> None:
    def remarked(document: pymupdf.Document) -> None:
        note = document[PROSE].add_freetext_annot((300, 500, 400, 520), f"应为{OLD}", fontsize=9)
        note.update()

    assert any(
        "批注" in why for _, why in outcome(draw(tmp_path / "a.pdf", Paper(over=remarked))).unread
    )


# -- cells ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["1,736.29（上年1,650.00）", "1736.29（含结转）", "12.50其中结转2.50"]
)
def test_an_amount_with_more_behind_it_is_named(text: str) -> None:
    assert looks_unreadable(text)


@pytest.mark.parametrize(
    "text", ["1.2.3 项目", "3.5级以上（含）", "1,736.29万元", "（1）2023年", "2.10项目支出"]
)
def test_words_are_words(text: str) -> None:
    assert not looks_unreadable(text)


def test_last_years_figure_in_the_cell_is_said(tmp_path: Path) -> None:
    paper = Paper(cell=lambda text: f"{text}（980.00）" if text == "1,006.14" else text)
    found = outcome(draw(tmp_path / "a.pdf", paper))
    assert not found.mismatches, found
    assert any("980.00" in why for _, why in found.unread), found


def test_a_total_left_blank_is_not_zero(tmp_path: Path) -> None:
    """The total of a row that prints its part: the rows' sum in that column proves nothing."""

    def blanked(document: pymupdf.Document) -> None:
        rect = cell_at("2130205", 2)
        inner = pymupdf.Rect(rect.x0 + 1, rect.y0 + 1, rect.x1 - 1, rect.y1 - 1)
        document[TABLE].draw_rect(inner, color=None, fill=(1, 1, 1))

    found = outcome(draw(tmp_path / "a.pdf", Paper(over=blanked)))
    assert not found.mismatches, found


def _columns(*kept: int) -> Paper:
    """The table with these of its columns only, side by side."""

    def drawn(document: pymupdf.Document) -> None:
        page = document[TABLE]
        rows = [[row[c] for c in kept] for row in (HEAD, *ROWS)]
        xs = [*XS[:3], *(XS[2] + 90 * (n + 1) for n in range(len(kept) - 2))]
        for n in range(len(rows) + 1):
            page.draw_line((xs[0], TOP + HIGH * n), (xs[-1], TOP + HIGH * n), width=0.5)
        for x in xs:
            page.draw_line((x, TOP), (x, TOP + HIGH * len(rows)), width=0.5)
        for n, row in enumerate(rows):
            for x, text in zip(xs, row, strict=False):
                if text:
                    write(page, (x + 4, TOP + HIGH * n + 15), text)

    return Paper(draw_cells=False, over=drawn)


@pytest.mark.parametrize("part", [3, 4])
def test_no_part_stands_for_a_total_that_was_cut_off(part: int, tmp_path: Path) -> None:
    found = outcome(draw(tmp_path / "a.pdf", _columns(0, 1, part)))
    assert not found.mismatches, found


def test_the_total_alone_is_held_against_the_narrative(tmp_path: Path) -> None:
    wrong = outcome(draw(tmp_path / "a.pdf", _columns(0, 1, 2), slip=True))
    assert len(wrong.mismatches) == 1, wrong


# -- lines ---------------------------------------------------------------------------------------


def test_a_line_that_runs_into_the_gap_between_columns(tmp_path: Path) -> None:
    """Two columns near each other; a comma hangs over the right edge of the left one."""
    left = [
        "一、支出决算情况说明",
        "2023年度本年支出合计2,180.56万元，其中：",
        "基本支出1,240.16万元，占56.9%；",
        "项目支出940.40万元，占43.1%。",
        "1.农林水支出（类）林业和草原（款）森林资",
        "源培育（项）。2023年度决算支出618.25万元。",
        "2.农林水支出（类）林业和草原（款）森林资",
        "源管理（项）。2023年度决算支出322.15万元。",
    ]
    right = [
        "3.住房保障支出（类）住房改革支出（款）住",
        "房公积金（项）。2023年度决算支出137.70万",
        "元。本项为按规定比例缴存的住房公积金，",
        "与上年执行口径相同，没有其他需要说明的。",
        "4.教育支出（类）进修及培训（款）培训支出",
        "（项）。2023年度决算支出96.32万元。本项",
        "为业务培训，全部在本地举办，厉行节约，没",
        "有发生外出培训的情况，也没有超出标准的。",
    ]

    def drawn(document: pymupdf.Document) -> None:
        font = pymupdf.Font(FONT)
        size = 11.0
        widest = max(font.text_length(text, size) for text in left)
        for n, (one, other) in enumerate(zip(left, right, strict=True)):
            hanging = n == 2
            x = 40 + widest + 12 - font.text_length(one, size) - 4 if hanging else 40
            write(document[PROSE], (x, 90 + LEAD * n), one, size)
            write(document[PROSE], (40 + widest + 12, 90 + LEAD * n), other, size)

    found = outcome(draw(tmp_path / "a.pdf", Paper(draw_prose=False, over=drawn)))
    assert not found.mismatches, found
    assert found.confirmed >= 8, found


def test_page_numbers_that_jump_are_said() -> None:
    feet = [["—1—"], ["—2—"], ["—6—"], ["—7—"]]
    assert [(page, why[-3:]) for page, why in pages_missing(feet)] == [(2, "2、6")]


@pytest.mark.parametrize(
    "feet",
    [
        [["—1—"], ["—2—"], [], ["—4—"]],  # a page without its number
        [["—1—"], ["—2—"], ["—1—"], ["—2—"], ["—3—"]],  # parts with numbers of their own
        [["12"], ["13"], ["40"]],  # may be any figure
        [["—1—"], ["—5—"], ["—9—"]],  # nothing goes on one by one
    ],
)
def test_page_numbers_that_say_nothing(feet: list[list[str]]) -> None:
    assert not list(pages_missing(feet))


@pytest.mark.parametrize(("turn", "at"), [(0, (72, 100)), (90, (100, 300)), (270, (100, 100))])
def test_boxes_are_no_taller_than_type(turn: int, at: tuple[int, int]) -> None:
    """Fonts of office programs that count in the space between lines."""
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_font(fontname=FONT, fontbuffer=pymupdf.Font(FONT).buffer)
        write(page, at, "总计1,234.50万元", 12, rotate=turn)
        for xref in range(1, document.xref_length()):
            if document.xref_get_key(xref, "Type")[1] == "/FontDescriptor":
                document.xref_set_key(xref, "Ascent", "1900")
                document.xref_set_key(xref, "Descent", "-900")
        with pymupdf.open("pdf", document.tobytes()) as again:
            (run,) = drawing_of(again[0]).runs
    across = max(min(g.box.width, g.box.height) for g in run.glyphs if g.char in "总计万元")
    assert across <= 12.1
    tall = max(max(g.box.width, g.box.height) for g in run.glyphs)
    assert tall < 1.4 * 12
    base = at[1] if turn == 0 else at[0]
    low, high = (
        (min(g.box.y0 for g in run.glyphs), max(g.box.y1 for g in run.glyphs))
        if turn == 0
        else (min(g.box.x0 for g in run.glyphs), max(g.box.x1 for g in run.glyphs))
    )
    assert low < base < high
    up, down = (high - base, base - low) if turn == 270 else (base - low, high - base)
    assert up > 2 * down


# -- figures in sentences ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("其他收入负88.31万元", "-88.31"),
        ("增长负3.1%", "-3.1"),
        ("为企业减负88.31万元", "88.31"),
        ("负债88.31万元", "88.31"),
    ],
)
def test_a_sign_in_words(text: str, value: str) -> None:
    (figure,) = find_figures(text)
    assert figure.quantity is not None
    assert str(figure.quantity.value) == value


def test_a_semicolon_in_a_figure_is_not_read_from_its_tail() -> None:
    (figure,) = find_figures("决算支出1;736.29万元")
    assert figure.quantity is None
    first, second = find_figures("上年12家;736.29万元")
    assert first.quantity and second.quantity


# -- layers --------------------------------------------------------------------------------------


@pytest.mark.parametrize("policy", ["AnyOn", "AllOn", "AnyOff", "AllOff"])
@pytest.mark.parametrize("states", [(True,), (False,), (True, False), (True, True)])
def test_memberships_of_layers(policy: str, states: tuple[bool, ...]) -> None:
    seen = {
        "AnyOn": any(states),
        "AllOn": all(states),
        "AnyOff": not all(states),
        "AllOff": not any(states),
    }[policy]
    assert _is_shown(states, policy) is seen


@pytest.mark.parametrize(
    ("expression", "seen"),
    [("and", False), ("or", True), ("not", False)],
)
def test_expressions_of_layers(expression: str, seen: bool) -> None:
    """Of a layer that is on and one that is off; the policy does not count then."""
    assert _is_shown((True, False), "AllOff", expression) is seen


def _is_shown(states: tuple[bool, ...], policy: str, expression: str = "") -> bool:
    with pymupdf.open() as document:
        page = document.new_page()
        layers = [document.add_ocg(str(n), on=on) for n, on in enumerate(states)]
        terms = layers[:1] if expression == "not" else layers
        member = document.set_ocmd(
            ocgs=layers, policy=policy, ve=[expression, *terms] if expression else None
        )
        page.insert_text((50, 50), "618.25", oc=member)
        with pymupdf.open("pdf", document.tobytes()) as again:
            settle_layers(again)
            return "618.25" in again[0].get_text()

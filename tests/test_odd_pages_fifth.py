"""Odd pages of a fifth round: filled blanks, leaders, raised marks, units astray, pages on their
heads, a figure torn
under a running head."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest

from gouji import check
from tests.oddpaper import (
    HEAD,
    HIGH,
    LEAD,
    LEFT,
    PROSE,
    ROWS,
    SIZE,
    SLIP,
    TOP,
    WRONG,
    XS,
    Paper,
    assert_read_whole,
    cell_at,
    draw,
    line_at,
    outcome,
    write,
)

TABLE, TEXT = 1, 2
AMOUNT = re.compile(r"[\d,]+\.\d+(?=万元|%)")


def _led(text: str) -> str:
    return text.replace("森林资源管理（项）。", "森林资源管理（项）：").replace(
        "支出322.15", "支出…………………322.15"
    )


def _on_its_head(number: int) -> Callable[[pymupdf.Document], None]:
    """What turns a page over, as somebody laid it on the scanner or bound it in."""

    def over(document: pymupdf.Document) -> None:
        page = document[number]
        width, height = page.rect.width, page.rect.height
        drawn = f"q -1 0 0 -1 {width} {height} cm ".encode() + page.read_contents() + b" Q"
        first = page.get_contents()[0]
        document.update_stream(first, drawn)
        page.set_contents(first)
        write(page, (290, 820), f"- {number + 1} -")

    return over


def _two_a_sheet(document: pymupdf.Document) -> None:
    """The table and the narrative side by side, as printed to save paper."""
    with pymupdf.open(stream=document.tobytes()) as drawn:
        sheet = document.new_page(width=842, height=595)
        for place, number in enumerate((TABLE, TEXT)):
            half = pymupdf.Rect(421 * place, 0, 421 * (place + 1), 595)
            sheet.show_pdf_page(half, drawn, number)
    document.delete_pages(TABLE, TEXT)


READ = {
    "two pages on a sheet": Paper(over=_two_a_sheet),
    "the sign of money before every figure and dash": Paper(cell=lambda t: f"¥{t or '-'}"),
    "the table on its head": Paper(over=_on_its_head(TABLE)),
    "the narrative on its head": Paper(over=_on_its_head(TEXT)),
    "figures on the line of a blank": Paper(prose=lambda t: AMOUNT.sub(r"__\g<0>__", t)),
    "a line before figures alone": Paper(prose=lambda t: AMOUNT.sub(r"____\g<0>", t)),
    "dots that lead to a figure": Paper(prose=_led),
    "the unit in brackets": Paper(prose=lambda t: t.replace("万元", "（万元）")),
    "the currency named": Paper(prose=lambda t: t.replace("万元", "人民币万元")),
}


@pytest.mark.parametrize("name", READ)
def test_read_whole(name: str, tmp_path: Path) -> None:
    assert_read_whole(tmp_path, READ[name])


@pytest.mark.parametrize(
    ("end", "start"), [("1,240-", ".16"), ("1,240.-", "16"), ("1-", ",240.16")]
)
def test_a_figure_hyphenated_at_the_end_of_a_line(end: str, start: str, tmp_path: Path) -> None:
    """As a soft hyphen in it is printed."""
    told = [*PROSE[:2], PROSE[2] + end, start + PROSE[3].removeprefix("1,240.16"), *PROSE[4:]]

    def over(document: pymupdf.Document) -> None:
        for number, text in enumerate(told):
            write(document[TEXT], tuple(line_at(number)), text, SIZE)

    found = outcome(draw(tmp_path / "a.pdf", Paper(draw_prose=False, over=over)))
    assert found.is_whole, found


def test_a_hyphen_in_a_figure_is_said(tmp_path: Path) -> None:
    found = outcome(draw(tmp_path / "a.pdf", Paper(prose=lambda t: t.replace("322.15", "322-.15"))))
    assert not found.mismatches
    assert any("322-.15" in why for _, why in found.unread), found


@pytest.mark.parametrize("mark", ["/", "~", "、", "：", "”", "RMB"])
def test_a_figure_whose_unit_a_mark_parts_from_it_is_said(mark: str, tmp_path: Path) -> None:
    odd = Paper(prose=lambda t: t.replace("322.15万元", f"322.15{mark}万元"))
    found = outcome(draw(tmp_path / "a.pdf", odd))
    assert not found.mismatches
    assert any("322.15" in why for _, why in found.unread), found
    assert any("322.15" in said for said in found.wordings)


def test_a_raised_mark_behind_a_wrong_figure_raises_no_doubt(tmp_path: Path) -> None:
    """The other decoder reads the mark as one more digit."""

    def apart(text: str) -> str:
        return re.sub("(618.25|681.25)万元", r"\1  万元", text)

    def over(document: pymupdf.Document) -> None:
        page = document[TEXT]
        for box in page.search_for(SLIP) + page.search_for(WRONG):
            write(page, (box.x1, box.y1 - 7), "2", 6)

    paper = Paper(prose=apart, over=over)
    assert outcome(draw(tmp_path / "a.pdf", paper)).is_whole
    wrong = outcome(draw(tmp_path / "b.pdf", paper, slip=True))
    assert len(wrong.mismatches) == 1, wrong
    assert not wrong.doubts


def test_a_figure_is_torn_under_the_title_at_the_head_of_a_page(tmp_path: Path) -> None:
    first, second = PROSE[:3], PROSE[3:]

    def over(document: pymupdf.Document) -> None:
        document.new_page().insert_font(fontname="cjk", fontbuffer=pymupdf.Font("cjk").buffer)
        pages = document[TEXT], document[TEXT + 1]
        for page, lines in zip(pages, (first, second), strict=True):
            write(page, (LEFT, 50), "临溪县林业局2023年度部门决算")
            for number, text in enumerate(lines):
                words = f"{text}1,24" if text == first[-1] else text.removeprefix("1,24")
                write(page, tuple(line_at(number)), words, SIZE)
            write(page, (290, 90 + 28 * LEAD), f"- {page.number + 1} -")

    found = outcome(draw(tmp_path / "a.pdf", Paper(draw_prose=False, over=over)))
    assert found.is_whole, found


def _paid_back(text: str) -> str:
    return {"322.15": "", "940.40": "296.10", "1,946.54": "1,302.24", "2,180.56": "1,536.26"}.get(
        text, text
    )


@pytest.mark.parametrize("red", [True, False])
def test_red_ink_may_be_below_zero(red: bool, tmp_path: Path) -> None:
    """618.25 and, in red, 322.15 are 296.10 together: a format of spreadsheets has no sign."""

    def told(text: str) -> str:
        text = text.replace("2023年度决算支出322.15万元", "2023年度决算支出-322.15万元")
        text = text.replace("940.40", "296.10").replace("2,180.56", "1,536.26")
        return text.replace("56.9%", "80.7%").replace("43.1%", "19.3%")

    def over(document: pymupdf.Document) -> None:
        for column in (2, 4):
            field = cell_at("2130207", column)
            colour = (0.9, 0.1, 0.1) if red else (0.0, 0.0, 0.0)
            write(document[TABLE], (field.x0 + 4, field.y0 + 15), "322.15", color=colour)

    paper = Paper(cell=_paid_back, prose=told, over=over)
    found = outcome(draw(tmp_path / "a.pdf", paper))
    assert bool(found.mismatches) is not red, found
    assert found.doubts or not red


def test_figures_on_the_page_that_faces_their_names_are_said(tmp_path: Path) -> None:
    def over(document: pymupdf.Document) -> None:
        facing = document.new_page(TABLE + 1)
        facing.insert_font(fontname="cjk", fontbuffer=pymupdf.Font("cjk").buffer)
        rows = [HEAD, *ROWS]
        for page, columns in ((document[TABLE], (0, 1)), (facing, (2, 3, 4))):
            xs = [*(XS[c] for c in columns), XS[columns[-1] + 1]]
            for n in range(len(rows) + 1):
                page.draw_line((xs[0], TOP + HIGH * n), (xs[-1], TOP + HIGH * n), width=0.5)
            for x in xs:
                page.draw_line((x, TOP), (x, TOP + HIGH * len(rows)), width=0.5)
            for n, row in enumerate(rows):
                for c in columns:
                    write(page, (XS[c] + 4, TOP + HIGH * n + 15), row[c])

    found = outcome(draw(tmp_path / "a.pdf", Paper(draw_cells=False, over=over), slip=True))
    assert not found.mismatches
    assert any(page == TABLE + 2 and "没有名称" in why for page, why in found.unread), found


def test_an_item_listed_under_its_class_is_no_torn_name(tmp_path: Path) -> None:
    told = [*PROSE[:4], "农林水支出（类）2023年度决算支出1,946.54万元。"]
    told += ["包括：森林资源培育（项）：2023年度决算支出618.25万元。", *PROSE[6:]]

    def over(document: pymupdf.Document) -> None:
        for number, text in enumerate(told):
            write(document[TEXT], tuple(line_at(number)), text, SIZE)

    path = draw(tmp_path / "a.pdf", Paper(draw_prose=False, over=over))
    texts = [s.text for s in check(path).disclosure.sentences]
    assert told[4] in texts
    assert told[5] in texts


@pytest.mark.parametrize("slip", [False, True])
def test_the_name_of_an_item_goes_on_in_the_next_line(slip: bool, tmp_path: Path) -> None:
    """However short its first line is: 森林资源 is no item of 林业和草原, nor all of it."""
    told = [*PROSE[:4], "1.农林水支出（类）林业和草原（款）森林资源", "培育（项）。", *PROSE[5:]]

    def over(document: pymupdf.Document) -> None:
        for number, text in enumerate(told):
            words = text.replace(SLIP, WRONG) if slip else text
            write(document[TEXT], tuple(line_at(number)), words, SIZE)

    found = outcome(draw(tmp_path / "a.pdf", Paper(draw_prose=False, over=over)))
    assert len(found.mismatches) == slip, found
    assert found.confirmed == 9 - slip

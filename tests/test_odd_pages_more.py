"""Kinds of trouble beside those of test_odd_pages: written before the code that reads them."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from tests.oddpaper import (
    FONT,
    SIZE,
    SLIP,
    WRONG,
    Paper,
    cell_at,
    draw,
    line_at,
    outcome,
    write,
)

TABLE, PROSE = 1, 2
OLD = "1,999.99"


def _beside(rect: pymupdf.Rect) -> tuple[float, float]:
    return (rect.x0 + 40, rect.y0 + 15)


def _inner(rect: pymupdf.Rect) -> pymupdf.Rect:
    return pymupdf.Rect(rect.x0 + 1, rect.y0 + 1, rect.x1 - 1, rect.y1 - 1)


def _hidden_sentence(document: pymupdf.Document) -> None:
    x, y = line_at(5)
    write(document[PROSE], (x + 200, y), f"其中补助支出{OLD}万元。", SIZE, render_mode=3)


def _faint_sentence(document: pymupdf.Document) -> None:
    x, y = line_at(5)
    write(document[PROSE], (x + 190, y), f"比上年增加{OLD}万元。", SIZE, fill_opacity=0.01)


def _grey_on_grey(document: pymupdf.Document) -> None:
    rect, grey = cell_at("2130205", 3), (0.8, 0.85, 0.95)
    document[TABLE].draw_rect(_inner(rect), color=None, fill=grey)
    write(document[TABLE], _beside(rect), OLD, color=grey)


def _picture_over(document: pymupdf.Document) -> None:
    rect = cell_at("2130205", 3)
    write(document[TABLE], _beside(rect), OLD)
    white = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 20, 10))
    white.clear_with(255)
    document[TABLE].insert_image(_inner(rect), pixmap=white, keep_proportion=False)


def _note_over_prose(document: pymupdf.Document) -> None:
    x, y = line_at(5)
    page = document[PROSE]
    start = x + SIZE * 8.1
    page.draw_rect((start, y - 11, start + 110, y + 4), color=None, fill=(1, 1, 1))
    write(page, (start + 2, y), "618.25万元。", SIZE)


def _thin(document: pymupdf.Document) -> None:
    rect = cell_at("2130205", 3)
    write(document[TABLE], _beside(rect), OLD, 0.4)


def _stamp_red(document: pymupdf.Document) -> None:
    page, (x, y) = document[PROSE], line_at(5)
    write(page, (x + 60, y + 2), "审核2024", 30, color=(0.9, 0.1, 0.1))


def _tiled_down(document: pymupdf.Document) -> None:
    for page in document:
        for x in range(60, 560, 120):
            for y in range(200, 800, 150):
                write(page, (x, y), "内部2024", 11, color=(0.8, 0.8, 0.8), rotate=90)


def _tiled_form(document: pymupdf.Document) -> None:
    with pymupdf.open() as mark:
        page = mark.new_page()
        page.insert_font(fontname=FONT, fontbuffer=pymupdf.Font(FONT).buffer)
        for y in range(100, 800, 90):
            turn = (pymupdf.Point(100, y), pymupdf.Matrix(-35))
            write(page, (100, y), "张三 13800 2024", 16, color=(0.85, 0.85, 0.85), morph=turn)
        for shown in document:
            shown.show_pdf_page(shown.rect, mark, 0)


def _pale_level(document: pymupdf.Document) -> None:
    for page in document:
        for n in range(5):
            write(page, (75 + 20 * n, 145 + 120 * n), "征求意见稿8", 14, color=(0.75,) * 3)


def _line_numbers(document: pymupdf.Document) -> None:
    for n in range(12):
        x, y = line_at(n)
        write(document[PROSE], (x - 30, y), str(n + 1), 8)


def _binding(document: pymupdf.Document) -> None:
    for page in document:
        for n, char in enumerate("装订线内不得答题2"):
            write(page, (30, 200 + 45 * n), char, 10)


def _shadow(document: pymupdf.Document) -> None:
    x, y = line_at(2)
    text = "2023年度本年支出合计2,180.56万元，其中：基本支出"
    write(document[PROSE], (x + 1.4, y + 1.4), text, SIZE, color=(0.6, 0.6, 0.6))


def _raised(document: pymupdf.Document) -> None:
    rect = cell_at("2130205", 2)
    write(document[TABLE], (rect.x0 + 4 + 9 * 3.4, rect.y0 + 11), "2", 5)


def _attached(document: pymupdf.Document) -> None:
    document.embfile_add("附表.xls", b"figures", filename="附表.xls")


def _table_in_pieces(document: pymupdf.Document) -> None:
    """The table as a hundred pictures, a strip each."""
    page = document[TABLE]
    with pymupdf.open() as other:
        _drawn_table(other)
        whole = other[0].get_pixmap(dpi=72, clip=(50, 120, 550, 430))
        for n in range(10):
            strip = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 31 * n, 500, 31 * n + 31))
            strip.set_origin(50, 120 + 31 * n)
            strip.copy(whole, strip.irect)
            page.insert_image((50, 120 + 31 * n, 550, 151 + 31 * n), pixmap=strip)


def _drawn_table(other: pymupdf.Document) -> None:
    page = other.new_page()
    page.insert_font(fontname=FONT, fontbuffer=pymupdf.Font(FONT).buffer)
    for n in range(14):
        y = 130 + 22 * n
        page.draw_line((60, y), (540, y))
        write(page, (130, y + 15), "农林水支出 森林资源培育")
        write(page, (300, y + 15), "1,946.54    1,006.14    940.40")


def _cell(changes: dict[str, str]) -> Paper:
    return Paper(cell=lambda text: changes.get(text, text))


def _prose(old: str, new: str) -> Paper:
    return Paper(prose=lambda text: text.replace(old, new))


#: What must be read whole, sound or with its planted error.
READ = {
    "hidden sentence in the prose": Paper(under=_hidden_sentence),
    "sentence of opacity 1%": Paper(over=_faint_sentence),
    "grey on grey": Paper(under=_grey_on_grey),
    "white picture over a figure": Paper(over=_picture_over),
    "a figure of 0.4 points": Paper(over=_thin),
    "red stamp across a line": Paper(over=_stamp_red),
    "tiled text running up": Paper(under=_tiled_down),
    "tiled text as a form": Paper(over=_tiled_form),
    "pale level text": Paper(under=_pale_level),
    "line numbers": Paper(over=_line_numbers),
    "binding line of upright characters": Paper(over=_binding),
    "shadow of a line": Paper(under=_shadow),
    "a raised note": Paper(over=_raised),
    "superscript": _cell({"1,946.54": "1,946.54²"}),
    "circled note": _cell({"1,946.54": "1,946.54③"}),
    "note in words": _cell({"1,946.54": "1,946.54（注2）"}),
    "ticked off": _cell({"1,946.54": "1,946.54√"}),
    "two stars": _cell({"1,946.54": "1,946.54**"}),
    "yuan sign": _cell({"1,946.54": "￥1,946.54"}),
    "note before the unit": _prose("940.40万", "940.40②万"),
    "full-width figures with a middle dot": _prose("940.40", "９４０·４０"),
    "apostrophes": _cell({"1,946.54": "1’946.54", "2,180.56": "2’180.56"}),
    "dashes of many kinds": Paper(cell=lambda text: text or "──"),
    "nil in words": Paper(cell=lambda text: text or "零"),
}
#: What nobody can read: no mismatch, and named.
SAID = {
    "crosses of Excel in a sentence": _prose("940.40", "####"),
    "formula fault": _cell({"1,006.14": "#REF!"}),
    "masked figures": _cell({"1,006.14": "****"}),
    "letter in a cell": _cell({"1,006.14": "1,0O6.14"}),
    "two figures in a cell": _cell({"1,006.14": "1,006.14 12.00"}),
    "unknown character": _cell({"1,006.14": "1,0\ue00306.14"}),
    "letter B in the prose": _prose("940.40", "94B.40"),
    "digits of another script": _prose("940.40", "٩٤٠.40"),
    "an attachment": Paper(over=_attached),
    "a table in strips of pictures": Paper(draw_cells=False, over=_table_in_pieces),
}
#: What is badly written and still said: a wording finding.
WORDED = {
    "groups of two": ("2,180.56", "21,80.56"),
    "comma before the point": ("940.40", "940,.40"),
    "two points": ("940.40", "94.0.40"),
    "comma for the point": ("2,180.56", "2.180,56"),
}


@pytest.mark.parametrize("name", READ)
def test_read_whole(name: str, tmp_path: Path) -> None:
    sound = outcome(draw(tmp_path / "a.pdf", READ[name]))
    assert sound.is_whole, sound
    wrong = outcome(draw(tmp_path / "b.pdf", READ[name], slip=True))
    assert len(wrong.mismatches) == 1, wrong
    assert WRONG in wrong.mismatches[0]


def test_an_old_figure_under_a_white_box_in_the_prose(tmp_path: Path) -> None:
    paper = Paper(prose=lambda text: text.replace(SLIP, OLD), over=_note_over_prose)
    assert outcome(draw(tmp_path / "a.pdf", paper)).is_whole


@pytest.mark.parametrize("name", SAID)
def test_said_and_no_mismatch(name: str, tmp_path: Path) -> None:
    found = outcome(draw(tmp_path / "a.pdf", SAID[name]))
    assert not found.mismatches
    assert found.unread, found


@pytest.mark.parametrize("name", WORDED)
def test_badly_written_is_said(name: str, tmp_path: Path) -> None:
    old, new = WORDED[name]
    found = outcome(draw(tmp_path / "a.pdf", _prose(old, new)))
    assert not found.mismatches
    assert any(new in words for words in found.wordings), found


def test_brackets_of_a_template_are_no_minus(tmp_path: Path) -> None:
    found = outcome(draw(tmp_path / "a.pdf", _prose("940.40万元", "（940.40）万元")))
    assert not found.mismatches
    assert any("940.40" in words for words in found.doubts)


def test_pages_laid_on_their_side(tmp_path: Path) -> None:
    """Pages whose text runs up: the narrative is read like the tables."""
    sound = outcome(_on_their_side(draw(tmp_path / "a.pdf", Paper())))
    assert sound.is_whole, sound
    wrong = outcome(_on_their_side(draw(tmp_path / "b.pdf", Paper(), slip=True)))
    assert len(wrong.mismatches) == 1, wrong
    assert WRONG in wrong.mismatches[0]


def _on_their_side(path: Path) -> Path:
    turned = path.with_stem("turned")
    with pymupdf.open(path) as document, pymupdf.open() as other:
        for number in range(len(document)):
            page = other.new_page(width=842, height=595)
            page.show_pdf_page(page.rect, document, number, rotate=90)
        other.save(turned)
    return turned


def test_lines_that_run_off_the_page(tmp_path: Path) -> None:
    """A page cropped through its text: what the rest of a line says is not known."""
    path = draw(tmp_path / "a.pdf", Paper())
    with pymupdf.open(path) as document:
        document[PROSE].set_cropbox(pymupdf.Rect(0, 0, 330, 842))
        document.save(tmp_path / "cut.pdf")
    found = outcome(tmp_path / "cut.pdf")
    assert not found.mismatches
    assert (PROSE + 1, "本页有文字超出页边，被裁去的部分未读") in found.unread

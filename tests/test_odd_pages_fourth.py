"""Odd pages of a fourth round: narrative set in fields, on writing paper and vertically; comments
in the margin, heads of a spreadsheet, rules of characters, covers that are no boxes."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pymupdf
import pytest

from tests.oddpaper import (
    FONT,
    HEAD,
    HIGH,
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
    outcome,
    write,
)

TABLE, TEXT = 1, 2
WHITE = (1.0, 1.0, 1.0)


def _told(slip: bool) -> list[str]:
    return [t.replace(SLIP, WRONG) if slip else t for t in PROSE]


def _inner(field: pymupdf.Rect, margin: float) -> pymupdf.Rect:
    return pymupdf.Rect(field.x0 + margin, field.y0 + 1, field.x1 - margin, field.y1 - 1)


def _oval(document: pymupdf.Document) -> None:
    """An old figure in a blank field, under a white oval that somebody drew over it."""
    field = cell_at("2130207", 3)
    write(document[TABLE], (field.x0 + 20, field.y0 + 15), "1,999.99")
    document[TABLE].draw_oval(_inner(field, 6), color=WHITE, fill=WHITE)


def _ring(document: pymupdf.Document) -> None:
    """A figure ringed in red: seen."""
    field = cell_at("2130205", 2)
    document[TABLE].draw_oval(_inner(field, 2), color=(1, 0, 0))


def _balloon(document: pymupdf.Document) -> None:
    """What an office program prints of a comment: in the margin, smaller, with other figures."""
    for number, text in enumerate(
        ("批注[李明1]：原为", "1,681.25万元，已改；本", "年支出合计2,810.56万元")
    ):
        write(document[TEXT], (440, 300 + 12 * number), text, 8)


def _sheet_heads(document: pymupdf.Document) -> None:
    """The letters of columns and numbers of rows around a table, in boxes."""
    page = document[TABLE]
    for name, (left, right) in zip("ABCDE", pairwise(XS), strict=True):
        page.draw_rect((left, TOP - 16, right, TOP - 4), width=0.5)
        write(page, ((left + right) / 2, TOP - 6), name, 8)
    for row in range(len(ROWS) + 1):
        top = TOP + HIGH * row
        page.draw_rect((XS[0] - 22, top, XS[0] - 2, top + HIGH), width=0.5)
        write(page, (XS[0] - 16, top + 15), str(row + 3), 8)


READ = {
    "under a white oval": Paper(over=_oval),
    "ringed in red": Paper(over=_ring),
    "heads of a spreadsheet": Paper(over=_sheet_heads),
}


@pytest.mark.parametrize("name", READ)
def test_read_whole(name: str, tmp_path: Path) -> None:
    assert_read_whole(tmp_path, READ[name])


def test_a_comment_in_the_margin_is_no_text(tmp_path: Path) -> None:
    found = outcome(draw(tmp_path / "a.pdf", Paper(over=_balloon)))
    assert found.is_whole, found
    assert any("批注" in why for _, why in found.unread)


def _in_fields(document: pymupdf.Document, slip: bool) -> None:
    """The narrative in a ruled area: its heading in one field, its paragraphs in the other."""
    page, lines = document[TEXT], _told(slip)
    write(page, (180, 70), lines[0], 16)
    for y in (90, 220, 520):
        page.draw_line((60, y), (560, y))
    for x in (60, 150, 560):
        page.draw_line((x, 90), (x, 520))
    for top, head, told in ((90, "总体", lines[2:4]), (220, "结构", lines[4:])):
        write(page, (66, top + 20), head)
        for number, text in enumerate(told):
            write(page, (156, top + 20 + 24 * number), text, SIZE)


def _on_squares(document: pymupdf.Document, slip: bool) -> None:
    """The narrative on writing paper: a square for each character."""
    page, side, across = document[TEXT], 18.0, 26
    row = 0
    for text in _told(slip):
        for start in range(0, len(text), across):
            for column in range(across):
                left, top = 60 + side * column, 60 + 22 * row
                page.draw_rect((left, top, left + side, top + side), width=0.3)
                char = text[start : start + across][column : column + 1]
                write(page, (left + 4, top + 13), char, 11)
            row += 1


def _vertically(document: pymupdf.Document, slip: bool) -> None:
    """The narrative from the top down, its columns from the right to the left; figures lie."""
    page = document[TEXT]
    x = 550.0
    for text in _told(slip):
        y = 60.0
        for char in text:
            if char.isascii():
                page.insert_text((x + 2, y - 9), char, fontname=FONT, fontsize=11, rotate=270)
                y += 6
            else:
                write(page, (x, y), char, 11)
                y += 11
        x -= 24


@pytest.mark.parametrize("way", [_in_fields, _on_squares, _vertically])
def test_narrative_set_otherwise(way, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    def drawn(slip: bool) -> Path:
        paper = Paper(over=lambda document: way(document, slip), draw_prose=False)
        return draw(tmp_path / f"{slip}.pdf", paper)

    sound = outcome(drawn(False))
    assert not (sound.mismatches or sound.doubts or sound.unread), sound
    assert sound.confirmed == sound.claims > 6
    assert any(WRONG in found for found in outcome(drawn(True)).mismatches)


def _of_characters(document: pymupdf.Document) -> None:
    """The table's rules as characters."""
    page, size, wide = document[TABLE], 7.0, (10, 18, 12, 12, 12)
    bars = ("".join(a + b.join("─" * n for n in wide) + c) for a, b, c in ("┌┬┐", "├┼┤", "└┴┘"))
    first, middle, last = bars
    lines = [first]
    for row in (HEAD, *ROWS):
        fields = []
        for text, n in zip(row, wide, strict=True):
            used = sum(1 if ord(c) < 256 else 2 for c in text)
            fields.append(text + " " * (2 * n - used))
        lines += ["│" + "│".join(fields) + "│", middle]
    lines[-1] = last
    for number, line in enumerate(lines):
        x = 40.0
        for char in line:
            write(page, (x, TOP + 10 * number), char, size)
            x += size / 2 if ord(char) < 256 else size


def test_rules_of_characters(tmp_path: Path) -> None:
    assert_read_whole(tmp_path, Paper(draw_cells=False, over=_of_characters))


def _outlined(document: pymupdf.Document) -> None:
    """Four figures of a line as drawings: curved shapes as high as digits."""
    for number in range(4):
        left = 204 + 7 * number
        y = 90 + 24 * 2
        document[TEXT].draw_oval((left, y - 9, left + 5, y), color=None, fill=(0, 0, 0))


def test_a_figure_drawn_as_a_shape_is_said(tmp_path: Path) -> None:
    paper = Paper(prose=lambda t: t.replace("2,180.56万元，其中", "　　　"), over=_outlined)
    found = outcome(draw(tmp_path / "a.pdf", paper))
    assert any("画成图形" in why for _, why in found.unread), found


def test_a_unit_printed_twice_is_said(tmp_path: Path) -> None:
    paper = Paper(prose=lambda t: t.replace("940.40万元", "940.40万万元"))
    found = outcome(draw(tmp_path / "a.pdf", paper))
    assert not found.mismatches
    assert any("940.40万万元" in why for _, why in found.unread), found


@pytest.mark.parametrize("page", [TABLE, TEXT], ids=["table", "text"])
def test_a_figure_under_a_black_bar_is_said(page: int, tmp_path: Path) -> None:
    def barred(document: pymupdf.Document) -> None:
        at = document[page].search_for("940.40")[0]
        document[page].draw_rect(at, color=None, fill=(0, 0, 0))

    found = outcome(draw(tmp_path / "a.pdf", Paper(over=barred)))
    assert not found.mismatches
    assert any("遮盖" in why for _, why in found.unread), found

"""Digits that a font draws as others than it names them."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pymupdf
import pytest

from extract.pdf.pages import read_pages
from extract.pdf.shapes import MISNAMED

TEXT = "3,180.46 2,927.85 1,038.67 5,493.20"
#: A map of codes to characters in which two digits are exchanged.
MAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <00> <ff> endcodespacerange
1 beginbfrange <20> <7e> <0020> endbfrange
2 beginbfchar <{0:02x}> <{1:04x}> <{1:02x}> <{0:04x}> endbfchar
endcmap end end"""


def _exchange(document: pymupdf.Document, one: str, other: str) -> None:
    """Give every font of a document a map in which two digits are exchanged."""
    table = document.get_new_xref()
    document.update_object(table, "<<>>")
    document.update_stream(table, MAP.format(ord(one), ord(other)).encode())
    for font in {f[0] for page in document for f in page.get_fonts()}:
        document.xref_set_key(font, "ToUnicode", f"{table} 0 R")


def _problems(document: pymupdf.Document, path: Path) -> list[str]:
    with pymupdf.open() as cover:
        cover.new_page().insert_text((100, 100), "A report", fontname="tibo")
        document.insert_pdf(cover)  # a file of which no page can be read is refused
    document.save(path)
    return [page.problem for page in read_pages(path).pages[:-1]]


@pytest.mark.parametrize("font", ["helv", "tiro", "cour"])
@pytest.mark.parametrize("pair", list(combinations("03689", 2)))
def test_two_digits_exchanged(font: str, pair: tuple[str, str], tmp_path: Path) -> None:
    with pymupdf.open() as document:
        for text in (TEXT, "Budget 3,801.96"):
            document.new_page().insert_text((100, 100), text, fontname=font, fontsize=9)
        _exchange(document, *pair)
        assert _problems(document, tmp_path / "a.pdf") == [MISNAMED, MISNAMED]


@pytest.mark.parametrize("pair", [("3", "8"), ("5", "6"), ("0", "9")])
def test_two_digits_exchanged_in_type_that_is_none_of_those(
    pair: tuple[str, str], tmp_path: Path
) -> None:
    """Neither digit need be plainly the other where both look like each other."""
    font = pymupdf.Font("cjk")
    one, other = (font.has_glyph(ord(char)) for char in pair)
    named = f"2 beginbfchar <{one:04x}> <{ord(pair[1]):04x}> <{other:04x}> <{ord(pair[0]):04x}> "
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_font(fontname="F", fontbuffer=font.buffer)
        page.insert_text((80, 100), TEXT, fontname="F", fontsize=11.5)
        (used,) = document.get_page_fonts(0)
        table = int(document.xref_get_key(used[0], "ToUnicode")[1].split()[0])
        names, end = document.xref_stream(table).split(b"endcmap", 1)
        changed = names + f"{named}endbfchar endcmap".encode() + end
        document.update_stream(table, changed)
        assert _problems(document, tmp_path / "a.pdf") == [MISNAMED]


@pytest.mark.parametrize("font", ["helv", "hebo", "heit", "tiro", "tibi", "cour", "cobi"])
@pytest.mark.parametrize("turn", [0, 90])
def test_digits_named_as_they_are_drawn(font: str, turn: int, tmp_path: Path) -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_text((100, 100), TEXT, fontname=font, fontsize=9)
        page.set_rotation(turn)
        assert _problems(document, tmp_path / "a.pdf") == [""]


def test_on_a_turned_page_too(tmp_path: Path) -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_text((100, 100), TEXT, fontname="helv", fontsize=9)
        _exchange(document, "3", "8")
        page.set_rotation(270)
        assert _problems(document, tmp_path / "a.pdf") == [MISNAMED]


def test_what_nobody_sees_is_not_held_against_what_is_drawn_there(tmp_path: Path) -> None:
    """An old figure lies under a white box, and other digits stand over it; of a layer that
    recognised a picture nothing is drawn."""
    old, new = "3,333.33 6,666.66", "8,888.88 9,999.99"
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_text((100, 100), old, fontname="helv", fontsize=9)
        page.draw_rect((95, 85, 300, 105), color=(1, 1, 1), fill=(1, 1, 1))
        page.insert_text((100, 100), new, fontname="tiro", fontsize=9)
        page.insert_text((100, 200), new, fontname="tiro", fontsize=9)
        page.insert_text((100, 200), old, fontname="helv", fontsize=9, render_mode=3)
        assert _problems(document, tmp_path / "a.pdf") == [""]

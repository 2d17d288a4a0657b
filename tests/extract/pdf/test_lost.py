"""What a file lost behind a good end, in streams that unpack: it is said, and accuses nobody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest

from extract.geometry import Box
from extract.layout import Glyph
from extract.pdf.beside import pages_missing
from extract.pdf.pages import read_pages
from extract.pdf.soundness import is_stretched
from extract.read import read
from reconcile.audit import Severity
from reconcile.reconcile import reconcile
from tests.extract.odd import SPENT, Looks, make


def numbered(document: pymupdf.Document) -> None:
    """Printed numbers at the feet of all pages."""
    for number, page in enumerate(document, 1):
        page.insert_text((290, 825), f"- {number} -", fontsize=9)


def one_page_gone(document: pymupdf.Document) -> None:
    """The second of three pages of 支出决算表."""
    numbered(document)
    document.delete_page(3)


def drawn_twice(document: pymupdf.Document) -> None:
    """A page that draws what the one before it draws."""
    numbered(document)
    for key in ("Contents", "Resources"):
        same = document.xref_get_key(document[2].xref, key)[1]
        document.xref_set_key(document[3].xref, key, same)


LONG: tuple[tuple[tuple[str, ...], ...], ...] = (SPENT[:4], SPENT[4:6], SPENT[6:])


@pytest.mark.parametrize("lose", [one_page_gone, drawn_twice], ids=["gone", "twice"])
def test_pages_that_are_not_what_they_were(
    tmp_path: Path, lose: Callable[[pymupdf.Document], None]
) -> None:
    disclosure = read(make(tmp_path / "决算.pdf", Looks(spent=LONG, after=lose)))
    assert reconcile(disclosure).count(Severity.MISMATCH) == 0
    assert disclosure.unread


def test_numbers_that_leave_some_out_are_told_of_the_page_before(tmp_path: Path) -> None:
    path = make(tmp_path / "决算.pdf", Looks(spent=LONG, after=one_page_gone))
    (page, why), *_ = read_pages(path).beside
    assert (page, why) == (3, "页脚所印的页码不连续，此页之后可能有页面缺失：3、5")


@pytest.mark.parametrize(
    "printed",
    [
        ["1", "2", "3", "4"],  # nothing is left out
        ["2", "4", "6", "8"],  # every other side is printed on
        ["1", "2", "1", "2"],  # parts with numbers of their own
        ["1", "2", "", "4"],  # a page that prints none
        ["1", "3", "5", "7"],
        ["1", "2", "40", "41"],  # another part of a larger book
        ["1", "2", "5", "3"],  # a figure that is no number of a page
    ],
)
def test_numbers_that_say_nothing_of_missing_pages(printed: list[str]) -> None:
    assert list(pages_missing([[number] for number in printed])) == []


def test_numbers_may_end_with_the_one_that_leaves_some_out() -> None:
    ((page, why),) = pages_missing([["第1页"], ["第2页"], ["第4页"]])
    assert (page, why.endswith("：2、4")) == (2, True)


def test_a_page_without_a_word_that_names_fonts_has_lost_its_words(tmp_path: Path) -> None:
    def lose(document: pymupdf.Document) -> None:
        document.update_stream(document[3].get_contents()[0], b"q\nQ\n")
        for xref in document[3].get_contents()[1:]:
            document.update_stream(xref, b" ")

    path = make(tmp_path / "a.pdf", Looks(spent=LONG, after=lose))
    assert [p.number for p in read_pages(path).pages if p.torn] == [4]


def test_a_blank_page_is_only_blank(tmp_path: Path) -> None:
    path = make(tmp_path / "a.pdf", Looks(after=lambda d: d.new_page(3) and None))
    assert not any(p.torn for p in read_pages(path).pages)


def test_rules_without_a_word_have_lost_them(tmp_path: Path) -> None:
    """A frame alone has not."""

    def draw(document: pymupdf.Document) -> None:
        for lines in (2, 9):
            page = document.new_page()
            for n in range(lines):
                page.draw_line((60, 100 + 20 * n), (500, 100 + 20 * n))
                page.draw_line((60 + 40 * n, 100), (60 + 40 * n, 300))

    path = make(tmp_path / "a.pdf", Looks(after=draw))
    assert [p.number for p in read_pages(path).pages if p.torn] == [6]


def test_figures_that_run_into_each_other_have_lost_their_widths() -> None:
    """In Chinese fonts they may be as wide as they are high, and keep apart."""

    def rows(width: float, step: float) -> list[Glyph]:
        return [
            Glyph(char, Box(n * step, y, n * step + width, y + 9), y + 8, 9)
            for y in range(0, 80, 20)
            for n, char in enumerate("1234567890")
        ]

    assert is_stretched(rows(9, 6))
    assert not is_stretched(rows(9, 9)) and not is_stretched(rows(5, 4.5))
    assert not is_stretched(rows(9, 6)[:20])


def test_a_page_whose_head_is_cropped_away_goes_on_with_nothing(tmp_path: Path) -> None:
    """The title over the other table, and its header, are not seen."""

    def crop(document: pymupdf.Document) -> None:
        document[3].set_cropbox((0, 165, 595, 842))

    rows = tuple((code, name, "1.00", "1.00", "") for code, name, *_ in SPENT[2:])
    looks = Looks(spent=(SPENT, rows * 2), after=crop)
    tables = [t for t in read(make(tmp_path / "决算.pdf", looks)).tables if 3 in t.pages]
    assert [t.pages for t in tables] == [(3,)]

"""What a file lost behind a good end, in streams that unpack: it is said, and accuses nobody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest

from extract.geometry import Box
from extract.layout import Glyph
from extract.paper.turned import upright
from extract.pdf.beside import pages_missing, unnumbered
from extract.pdf.pages import read_pages
from extract.pdf.soundness import is_stretched
from extract.read import read
from reconcile.audit import Severity
from reconcile.reconcile import reconcile
from tests.extract.odd import SPENT, Looks, make


def numbered(document: pymupdf.Document) -> None:
    """Printed numbers at the feet of all pages."""
    for number in range(document.page_count):
        document[number].insert_text((290, 825), f"- {number + 1} -", fontsize=9)


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


def lower_half_gone(document: pymupdf.Document) -> None:
    """Of the second page of 支出决算表, whose instructions break off between two, all closed."""
    numbered(document)
    page = document[3]
    page.clean_contents()
    xref = page.get_contents()[0]
    shown = document.xref_stream(xref)
    document.update_stream(xref, shown[: shown.find(b"BT", len(shown) // 2)] + b"Q\n" * 9)


LONG: tuple[tuple[tuple[str, ...], ...], ...] = (SPENT[:4], SPENT[4:6], SPENT[6:])


@pytest.mark.parametrize("lose", [one_page_gone, drawn_twice, lower_half_gone])
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
    ("printed", "pages"),
    [
        (["1", "2", "", "4", "5"], {3}),
        (["", "1", "", "3", "4"], {3}),
        (["1", "", "3"], set()),  # too few to tell
        (["1", "2", "", "3", "4"], set()),  # a page that is not counted
        (["1", "2", "", "", "5", "6"], set()),
        (["", "2", "3", "4", ""], set()),
    ],
)
def test_a_page_without_its_number(printed: list[str], pages: set[int]) -> None:
    assert unnumbered([[number] for number in printed]) == pages


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
    def after(document: pymupdf.Document) -> None:
        document.new_page(3)

    path = make(tmp_path / "a.pdf", Looks(after=after))
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
    """In Chinese fonts they may be as wide as they are high, and keep apart; others are called so
    wide and set side by side all the same."""

    def row(start: float, step: float) -> list[Glyph]:
        at = (start + n * step for n in range(10))
        return [Glyph("8", Box(x, 0, x + 9, 9), 8, 9) for x in at]

    assert is_stretched([row(0, 9), row(50, 9), row(103, 9)])
    assert not is_stretched([row(0, 9), row(95, 9), row(190, 9)])
    assert not is_stretched([row(0, 4.5), row(50, 4.5), row(103, 4.5)])


def test_a_page_whose_head_is_cropped_away_goes_on_with_nothing(tmp_path: Path) -> None:
    """The title over the other table, and its header, are not seen."""

    def crop(document: pymupdf.Document) -> None:
        document[3].set_cropbox((0, 165, 595, 842))

    rows = tuple((code, name, "1.00", "1.00", "") for code, name, *_ in SPENT[2:])
    looks = Looks(spent=(SPENT, rows * 2), after=crop)
    tables = [t for t in read(make(tmp_path / "决算.pdf", looks)).tables if 3 in t.pages]
    assert [t.pages for t in tables] == [(3,)]


@pytest.mark.parametrize("turned", [0, 90])
def test_lines_cut_off_at_an_edge_are_said_of_turned_text_too(tmp_path: Path, turned: int) -> None:
    with pymupdf.open() as document:
        page = document.new_page(width=600, height=600)
        at = (60, 300) if turned == 0 else (300, 540)
        page.insert_text(at, "1234567890 " * 12, fontsize=12, rotate=turned)
        document.save(tmp_path / "a.pdf")
    (read_page,) = read_pages(tmp_path / "a.pdf").pages
    assert read_page.cut


def test_what_nobody_sees_of_a_turned_page_turns_with_it(tmp_path: Path) -> None:
    """A table across, whose last columns lie beyond the edge."""

    document = pymupdf.open()
    page = document.new_page(width=400, height=400)
    for n, text in enumerate(("科目", "合计", "100.00", "60.00", "40.00")):
        for row in range(8):
            where = (60 + 20 * row, 380 - 90 * n)
            page.insert_text(where, text, fontname="china-s", fontsize=9, rotate=90)
    document.save(tmp_path / "a.pdf")
    pages, turned = upright(read_pages(tmp_path / "a.pdf"))
    assert turned
    (page_,) = pages.pages
    assert page_.hidden and all(g.box.center[0] > page_.width for g in page_.hidden)


def pages_swapped(document: pymupdf.Document) -> None:
    """The second and the third of three pages of 支出决算表."""
    numbered(document)
    document.move_page(3, 5)


@pytest.mark.parametrize(
    ("printed", "pages"),
    [
        (["1", "2", "4", "3", "5", "6"], [2, 3, 4]),
        (["1", "3", "4", "2", "5"], [1, 3, 4]),
        (["1", "2", "3", "1", "2", "3"], []),  # two parts
        (["1", "2", "3", "4"], []),
        (["7", "8", "31", "9", "10"], []),  # a figure at the foot
    ],
)
def test_printed_numbers_that_go_back(printed: list[str], pages: list[int]) -> None:
    said = pages_missing([[number] for number in printed])
    assert [page for page, why in said if "次序颠倒" in why] == pages


def test_pages_out_of_order_accuse_nobody(tmp_path: Path) -> None:
    disclosure = read(make(tmp_path / "决算.pdf", Looks(spent=LONG, after=pages_swapped)))
    assert reconcile(disclosure).count(Severity.MISMATCH) == 0
    assert any("次序颠倒" in why for _, why in disclosure.unread)


@pytest.mark.parametrize(("height", "torn"), [(300, False), (203, False), (199, True)])
def test_a_line_that_a_page_ends_in_may_have_lost_its_points(
    tmp_path: Path, height: int, torn: bool
) -> None:
    """They stand lower than the middle of the digits, which are seen."""
    with pymupdf.open() as document:
        page = document.new_page(width=400, height=400)
        page.insert_text((60, 200), "1,234.56 3,210.00", fontsize=12)
        page.set_cropbox((0, 0, 400, height))
        document.save(tmp_path / "a.pdf")
    (page_,) = read_pages(tmp_path / "a.pdf").pages
    assert page_.torn == torn


@pytest.mark.parametrize(("lines", "torn"), [(1, False), (3, True)])
def test_lines_beyond_the_head_of_a_page_are_missed(tmp_path: Path, lines: int, torn: bool) -> None:
    """One may be a running head."""
    with pymupdf.open() as document:
        page = document.new_page(width=400, height=400)
        for number in range(lines):
            page.insert_text((60, 60 + 20 * number), "Lines of a report 2024", fontsize=12)
        page.insert_text((60, 200), "1,234.56", fontsize=12)
        page.set_cropbox((0, 130, 400, 400))
        document.save(tmp_path / "a.pdf")
    (page_,) = read_pages(tmp_path / "a.pdf").pages
    assert page_.torn == torn

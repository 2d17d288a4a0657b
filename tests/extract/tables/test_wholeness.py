"""Tables that may go on where nothing was read, and pages with fewer columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise, product
from pathlib import Path

import pymupdf
import pytest

from extract.disclosure import Disclosure, ranges
from extract.read import read
from extract.scan.watch import Ocr, watched
from extract.unread import FIELDS
from reconcile.audit import Severity
from reconcile.reconcile import reconcile
from tests.extract.odd import SPENT, Looks, make, write


def _read(path: Path) -> Disclosure:
    """The report with its pictures left unread."""
    with watched(Ocr(wanted=False)):
        return read(path)


def _picture(document: pymupdf.Document) -> None:
    """A picture in place of the second page of 支出决算表."""
    image = document[3].get_pixmap(dpi=50)
    document.delete_page(3)
    document.new_page(3, width=595, height=842).insert_image(document[3].rect, pixmap=image)


def test_the_sums_of_a_table_that_goes_on_in_a_picture_are_not_checked(tmp_path: Path) -> None:
    looks = Looks(spent=(SPENT[:5], SPENT[5:]), after=_picture)
    disclosure = _read(make(tmp_path / "决算.pdf", looks))
    (table,) = [t for t in disclosure.tables if t.title == "支出决算表"]
    assert table.goes_on == (4,)
    audit = reconcile(disclosure)
    assert audit.count(Severity.MISMATCH) == 0
    assert any("第4页可能还有内容" in str(line) for line in audit.unchecked)


@pytest.mark.parametrize(("lines", "pages"), [(3, (4,)), (5, ())])
def test_a_table_with_more_than_a_few_lines_under_it_has_ended(
    tmp_path: Path, lines: int, pages: tuple[int, ...]
) -> None:
    """One line may stand at the foot of a page on which a table goes on."""

    def fill(page: pymupdf.Page) -> None:
        for line in range(lines):
            page.insert_text((60, 600 + 20 * line), "Yunling Forestry Bureau")

    looks = Looks(spent=(SPENT, SPENT[5:]), after=_picture, each=fill)
    (table,) = [
        t for t in _read(make(tmp_path / "决算.pdf", looks)).tables if t.title == "支出决算表"
    ]
    assert table.goes_on == pages


def _blank(document: pymupdf.Document) -> None:
    document.xref_set_key(document[3].xref, "Contents", "null")


def _left_blank(document: pymupdf.Document) -> None:
    _blank(document)
    document.xref_set_key(document[3].xref, "Resources", "<<>>")


def _only_a_foot(document: pymupdf.Document) -> None:
    _blank(document)
    document[3].insert_text((290, 815), "- 3 -")


@pytest.mark.parametrize(
    ("lose", "parts"),
    [
        (_blank, (SPENT[:5], SPENT[5:])),
        (_only_a_foot, (SPENT[:5], SPENT[5:])),
        (_blank, (SPENT[:4], SPENT[4:6], SPENT[6:])),
    ],
)
def test_a_table_may_go_on_on_a_page_that_is_blank(
    tmp_path: Path,
    lose: Callable[[pymupdf.Document], None],
    parts: tuple[tuple[tuple[str, ...], ...], ...],
) -> None:
    """A page that lost all that stood on it looks like a blank one."""
    audit = reconcile(read(make(tmp_path / "决算.pdf", Looks(spent=parts, after=lose))))
    assert audit.count(Severity.MISMATCH) == 0
    assert any(re.search("第4(–5)?页可能还有内容", str(line)) for line in audit.unchecked)


def test_a_whole_table_before_a_blank_page_is_checked(tmp_path: Path) -> None:
    looks = Looks(spent=(SPENT, SPENT[5:]), after=_left_blank)
    audit = reconcile(read(make(tmp_path / "决算.pdf", looks)))
    assert not any("可能还有内容" in str(line) for line in audit.unchecked)
    assert any(c.rule == "T04" for c in audit.checks)


SPLIT = (SPENT[:5], SPENT[5:])
HEADED = (SPENT[:5], (SPENT[0], *SPENT[5:]))


@pytest.mark.parametrize(
    ("at", "words", "parts"),
    [
        (300, "地址：云陵市人民路18号", SPLIT),
        (300, "云陵市林业局", HEADED),
        (720, "注：本表反映本年度支出情况。", SPLIT),
        (720, "联系电话：0871-65123456；传真：0871-65123457", SPLIT),
        (720, "数据以正式批复为准。", HEADED),
        (720, "支出决算表（续）", SPLIT),
    ],
)
def test_a_line_between_two_pages_of_a_table_does_not_tear_it(
    tmp_path: Path, at: float, words: str, parts: tuple[tuple[tuple[str, ...], ...], ...]
) -> None:
    def after(document: pymupdf.Document) -> None:
        write(document[2], 60, at, words, 9)
        write(document[3], 60, 50, "云陵市林业局", 9)

    audit = reconcile(read(make(tmp_path / "决算.pdf", Looks(spent=parts, after=after))))
    assert audit.count(Severity.MISMATCH) == 0
    assert audit.coverage.confirmed > 5


def test_a_title_that_says_so_goes_on_without_a_header(tmp_path: Path) -> None:
    looks = Looks(
        spent=SPLIT, after=lambda document: write(document[3], 240, 50, "支出决算表（续）", 12)
    )
    (table,) = [t for t in _read(make(tmp_path / "决算.pdf", looks)).tables if 3 in t.pages]
    assert (table.pages, table.goes_on) == ((3, 4), ())


def test_a_table_goes_on_under_a_line_at_the_foot(tmp_path: Path) -> None:
    looks = Looks(
        spent=(SPENT[:5], SPENT[5:]),
        after=lambda document: write(document[2], 60, 720, "地址：云陵市人民路18号", 9),
    )
    (table,) = [t for t in _read(make(tmp_path / "决算.pdf", looks)).tables if 3 in t.pages]
    assert (table.pages, table.goes_on) == ((3, 4), ())


@pytest.mark.parametrize("kept", [(0, 1, 2, 3), (1, 2, 3, 4)])
def test_a_page_with_fewer_columns_joins_where_they_stand(
    tmp_path: Path, kept: tuple[int, ...]
) -> None:
    rows = tuple(tuple(row[c] for c in kept) for row in SPENT[5:])
    widths = (60, 190, 80, 80, 80)

    def place(page: pymupdf.Page, xs: list[float], ys: list[float]) -> None:
        Looks().draw(page, xs, ys)

    looks = Looks(
        spent=(SPENT[:5], rows), spent_widths=(widths, tuple(widths[c] for c in kept)), draw=place
    )
    tables = [t for t in _read(make(tmp_path / "决算.pdf", looks)).tables if 3 in t.pages]
    if kept[0] == 0:
        assert (tables[0].pages, tables[0].narrower) == ((3, 4), (4,))
        assert [c.text for c in tables[0].rows[-1].cells] == ["1,206.85", "", ""]
    else:  # set at the left edge, its columns are not those of the table
        assert tables[0].goes_on == (4,)


def test_pages_are_named_as_ranges() -> None:
    assert ranges([3, 4, 5, 9, 1]) == "1、3–5、9"


@pytest.mark.parametrize("footless", [True, False])
def test_a_table_without_the_rule_at_its_foot_may_have_lost_rows(
    tmp_path: Path, footless: bool
) -> None:
    """Of tables that level rules divide the last one lacks its last row, and that rule."""
    drawn: list[pymupdf.Page] = []

    def level(page: pymupdf.Page, xs: Sequence[float], ys: Sequence[float]) -> None:
        drawn.append(page)
        ends = ys[:2] if footless and len(drawn) == 4 else (*ys[:2], ys[-1])
        for y in ends:
            page.draw_line((xs[0], y), (xs[-1], y), width=0.5)

    parts = (SPENT[:4], (SPENT[0], *SPENT[4:6]), (SPENT[0], *SPENT[6:8]))
    disclosure = _read(make(tmp_path / "决算.pdf", Looks(spent=parts, draw=level)))
    (table,) = [t for t in disclosure.tables if t.title == "支出决算表"]
    assert table.pages == (3, 4, 5) and (5 in table.open_at) == footless
    assert reconcile(disclosure).count(Severity.MISMATCH) == 0


@pytest.mark.parametrize("lost", ["end", "middle", ""])
def test_a_row_without_its_last_columns_breaks_a_table_off(tmp_path: Path, lost: str) -> None:
    """The rule at its right side is shorter then than the one at its left."""

    def after(document: pymupdf.Document) -> None:
        over = {"end": (300, 262, 560, 290), "middle": (300, 180, 560, 200)}.get(lost)
        if over:
            page = document[2]
            page.add_redact_annot(over)
            page.apply_redactions(graphics=pymupdf.PDF_REDACT_LINE_ART_REMOVE_IF_TOUCHED)

    def cells(page: pymupdf.Page, xs: Sequence[float], ys: Sequence[float]) -> None:
        """Each with rules of its own, as most programs draw them."""
        for (left, right), (top, foot) in product(pairwise(xs), pairwise(ys)):
            page.draw_line((left, top), (right, top), width=0.5)
            page.draw_line((left, foot), (right, foot), width=0.5)
            page.draw_line((left, top), (left, foot), width=0.5)
            page.draw_line((right, top), (right, foot), width=0.5)

    disclosure = _read(make(tmp_path / "决算.pdf", Looks(after=after, draw=cells)))
    (table,) = [t for t in disclosure.tables if t.title == "支出决算表"]
    assert table.goes_on == table.narrower == ((3,) if lost else ())
    assert ((3, FIELDS) in disclosure.unread) == bool(lost)
    assert reconcile(disclosure).count(Severity.MISMATCH) == 0

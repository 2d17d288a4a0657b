"""Tables that may go on where nothing was read, and pages with fewer columns."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from extract.disclosure import ranges
from extract.read import read
from reconcile.audit import Severity
from reconcile.reconcile import reconcile
from tests.extract.odd import SPENT, Looks, make


def _picture(document: pymupdf.Document) -> None:
    """A picture in place of the second page of 支出决算表."""
    image = document[3].get_pixmap(dpi=50)
    document.delete_page(3)
    document.new_page(3, width=595, height=842).insert_image(document[3].rect, pixmap=image)


def test_the_sums_of_a_table_that_goes_on_in_a_picture_are_not_checked(tmp_path: Path) -> None:
    looks = Looks(spent=(SPENT[:5], SPENT[5:]), after=_picture)
    disclosure = read(make(tmp_path / "决算.pdf", looks))
    (table,) = [t for t in disclosure.tables if t.title == "支出决算表"]
    assert table.goes_on == (4,)
    audit = reconcile(disclosure)
    assert audit.count(Severity.MISMATCH) == 0
    assert any("第4页可能还有内容" in str(line) for line in audit.unchecked)


def test_a_table_with_text_under_it_does_not_go_on(tmp_path: Path) -> None:
    looks = Looks(
        spent=(SPENT, SPENT[5:]),
        after=_picture,
        each=lambda p: p.insert_text((60, 700), "end of table"),
    )
    (table,) = [
        t for t in read(make(tmp_path / "决算.pdf", looks)).tables if t.title == "支出决算表"
    ]
    assert table.goes_on == ()


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
    tables = [t for t in read(make(tmp_path / "决算.pdf", looks)).tables if 3 in t.pages]
    if kept[0] == 0:
        assert (tables[0].pages, tables[0].narrower) == ((3, 4), (4,))
        assert [c.text for c in tables[0].rows[-1].cells] == ["1,206.85", "", ""]
    else:  # set at the left edge, its columns are not those of the table
        assert tables[0].goes_on == (4,)


def test_pages_are_named_as_ranges() -> None:
    assert ranges([3, 4, 5, 9, 1]) == "1、3–5、9"

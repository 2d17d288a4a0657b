"""Workbooks that nobody made in good faith: a status each, and soon."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from extract.errors import UnreadableError
from extract.flow.blocks import Grid
from extract.workbook.read import read_book
from extract.workbook.trimmed import trimmed


def changed(member: str, old: bytes, new: bytes) -> bytes:
    """A workbook of two rows with something else in one of its members."""
    book = Workbook()
    for row in (("项目", "决算数"), ("收入", 1.5), ("合计", 1.5)):
        book.active.append(row)
    plain, stream = io.BytesIO(), io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as one, zipfile.ZipFile(stream, "w") as other:
        for name in one.namelist():
            data = one.read(name)
            assert name != member or old in data
            other.writestr(name, data.replace(old, new) if name == member else data)
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def status(data: bytes) -> str:
    with pytest.raises(UnreadableError) as error:
        read_book(Path("a.xlsx"), data, "0")
    return error.value.status


def test_a_merged_area_over_the_whole_sheet() -> None:
    merged = b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    assert status(changed(SHEET, b"</sheetData>", merged)) == "too_large"


def test_more_cells_than_any_report_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.workbook.book.MAX_CELLS", 4)
    assert status(changed(SHEET, b"</sheetData>", b"</sheetData>")) == "too_large"


def test_a_format_on_every_row_and_column_costs_nothing() -> None:
    wide = b'<cols><col min="1" max="16384" width="9" hidden="0"/></cols><sheetData>'
    flow = read_book(Path("a.xlsx"), changed(SHEET, b"<sheetData>", wide), "0")
    assert [type(b) for b in flow.parts[0].blocks] == [Grid]


def test_entities() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "9"><!ENTITY b "&a;&a;&a;">]><worksheet '
    assert status(changed(SHEET, b"<worksheet ", bomb)) == "broken"


def test_a_file_that_unpacks_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.flow.package.MAX_UNPACKED", 100)
    assert status(changed(SHEET, b"</sheetData>", b"</sheetData>")) == "too_large"


def test_formulas_that_go_round_in_a_circle() -> None:
    circle = b"<f>B3</f><v></v>"
    data = changed(SHEET, b'<c r="B2" t="n"><v>1.5</v>', b'<c r="B2">' + circle)
    part = read_book(Path("a.xlsx"), data, "0").parts[0]
    assert part.unread == ("公式没有存下计算结果，未读：B2",)


@pytest.mark.parametrize("member", ["xl/workbook.xml", SHEET])
def test_damaged_members(member: str) -> None:
    assert status(changed(member, b"</", b"<")) == "broken"


@pytest.mark.parametrize("place", ["XFD1048576", "B1048576", "XFD3"])
@pytest.mark.parametrize("value", [None, "注"])
def test_a_cell_at_the_far_end_of_a_sheet(place: str, value: str | None) -> None:
    """It takes neither the memory nor the time of all cells before it."""
    book, stream = Workbook(), io.BytesIO()
    for row in (("项目", "决算数"), ("收入", 1.5), ("合计", 1.5)):
        book.active.append(row)
    book.active[place].value = value
    book.active[place].number_format = "0.00"
    book.save(stream)
    part = read_book(Path("a.xlsx"), stream.getvalue(), "0").parts[0]
    assert "1.5" in [i.text for b in part.blocks if isinstance(b, Grid) for i in b.items]


@pytest.mark.parametrize("closed", [b"/>", b"></c>"])
def test_a_format_on_every_cell_below_the_table(
    closed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More cells than are read, were they not empty."""
    monkeypatch.setattr("extract.workbook.book.MAX_CELLS", 100)
    letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    row = b"".join(b'<c r="%c%%d" s="0"' % letter + closed for letter in letters)
    many = b"".join(b'<row r="%d">' % n + row.replace(b"%d", b"%d" % n) + b"</row>"
                    for n in range(4, 1_000))  # fmt: skip
    data = changed(SHEET, b"</sheetData>", many + b"</sheetData>")
    (found,) = read_book(Path("a.xlsx"), data, "0").parts[0].blocks
    assert isinstance(found, Grid) and max(i.row_end for i in found.items) == 3


def test_cells_behind_the_contents_are_trimmed() -> None:
    filled = b'<row r="2"><c r="B2" s="1"><v>1</v></c><c r="A2"/>'
    row = b'<row r="9" ht="3">'
    text = filled + b'<c r="C2" s="4"/></row>' + row + b'<c r="A9" s="1"></c></row><x/>'
    assert trimmed(text) == filled + b"</row><x/>"

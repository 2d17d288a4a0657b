"""What is seen of a sheet, and what on it is a table."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import xlwt
from openpyxl import Workbook
from openpyxl.styles import Border, Font, Side

from extract.errors import UnreadableError
from extract.flow.blocks import Grid, Part, Text
from extract.workbook.read import read_book, read_old_book, read_text_table
from extract.workbook.sheets import Sheet, Shown, letters, seen

LINE = Side(style="thin")
ROWS = (("项目", "决算数"), ("收入", 10.5), ("支出", 9.25), ("合计", 19.75))


def parts(book: Any, name: str = "a.xlsx") -> tuple[Part, ...]:
    stream = io.BytesIO()
    book.save(stream)
    reader = read_old_book if name.endswith(".xls") else read_book
    return reader(Path(name), stream.getvalue(), "0").parts


def sheet_of(rows: Any = ROWS, *, framed: bool = True, top: int = 1) -> tuple[Workbook, Any]:
    book = Workbook()
    sheet = book.active
    for r, row in enumerate(rows, top):
        for c, value in enumerate(row, 1):
            cell = sheet.cell(r, c, value)
            if framed:
                cell.border = Border(left=LINE, right=LINE)
    return book, sheet


def grid(part: Part) -> Grid:
    (found,) = [b for b in part.blocks if isinstance(b, Grid)]
    return found


def texts(part: Part) -> list[str]:
    return [b.text for b in part.blocks if isinstance(b, Text)]


def rows_of(found: Grid) -> list[list[str]]:
    lines: dict[int, list[str]] = {}
    for item in found.items:
        lines.setdefault(item.row, []).append(item.text)
    return list(lines.values())


@pytest.mark.parametrize("framed", [True, False])
def test_titles_units_and_notes_stand_around_the_table(framed: bool) -> None:
    book, sheet = sheet_of(framed=framed, top=4)
    sheet["A1"] = "收入支出决算总表"
    sheet["A2"], sheet["B2"] = "部门：某局", "公开01表"
    sheet["B3"] = "单位：万元"
    sheet["A8"] = "注：本表反映收支情况。"
    (part,) = parts(book)
    assert rows_of(grid(part))[0] == ["项目", "决算数"] and len(rows_of(grid(part))) == 4
    assert texts(part) == [
        "收入支出决算总表", "部门：某局\t公开01表", "单位：万元", "注：本表反映收支情况。",
    ]  # fmt: skip


def test_the_digits_are_those_of_the_format() -> None:
    book, sheet = sheet_of()
    sheet["B2"].number_format, sheet["B2"].value = "#,##0.00", 3358.0700001
    assert rows_of(grid(parts(book)[0]))[1] == ["收入", "3,358.07"]


def test_cells_are_called_as_in_the_sheet() -> None:
    book, _ = sheet_of(top=3)
    assert [i.ref for i in grid(parts(book)[0]).items][:3] == ["A3", "B3", "A4"]
    assert [letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_hidden_rows_are_not_read_and_said() -> None:
    book, sheet = sheet_of()
    sheet.row_dimensions[3].hidden = True
    (part,) = parts(book)
    assert rows_of(grid(part)) == [["项目", "决算数"], ["收入", "10.5"], ["合计", "19.75"]]
    assert part.unread == ("隐藏的行未读：3",) and grid(part).partial


def test_hidden_rows_with_nothing_in_them_are_no_loss() -> None:
    book, sheet = sheet_of((*ROWS[:2], ("其他", 0), *ROWS[2:]))
    sheet["A3"].value = None
    sheet.row_dimensions[3].hidden = True
    (part,) = parts(book)
    assert part.unread == () and not grid(part).partial


def test_hidden_columns_and_sheets_are_said() -> None:
    book, sheet = sheet_of([(*row, "密") for row in ROWS])
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("底稿")["A1"] = 5
    book["底稿"].sheet_state = "hidden"
    (part,) = parts(book)
    assert set(part.unread) == {"隐藏的工作表未读：底稿", "隐藏的列未读：C"}
    assert "密" not in str(part.blocks)


def test_merged_cells_are_one_field() -> None:
    book, sheet = sheet_of((("科目", "", "合计"), ("编码", "名称", ""), ("201", "教育", 5)))
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("C1:C2")
    items = grid(parts(book)[0]).items
    places = {i.text: (i.row, i.column, i.row_end, i.column_end) for i in items}
    assert places["科目"] == (0, 0, 1, 2) and places["合计"] == (0, 2, 2, 3)


def test_a_formula_without_a_result_is_said_to_be_unread() -> None:
    book, sheet = sheet_of()
    sheet["B4"] = "=B2+B3"
    (part,) = parts(book)
    assert part.unread == ("公式没有存下计算结果，未读：B4",)
    assert [i.unread for i in grid(part).items if i.ref == "B4"] == [True]


def test_noughts_that_a_sheet_does_not_show_are_blank() -> None:
    book, sheet = sheet_of()
    sheet["B2"] = 0
    sheet.sheet_view.showZeros = False
    assert rows_of(grid(parts(book)[0]))[1] == ["收入", ""]


@pytest.mark.parametrize("old", [False, True])
def test_rules_below_a_table_that_has_none_are_no_table(old: bool) -> None:
    """A style that was drawn down the sheet, as templates have it."""
    if old:
        made = xlwt.Workbook()
        sheet = made.add_sheet("Z01")
        for r, row in enumerate(ROWS):
            for c, value in enumerate(row):
                sheet.write(r, c, value)
        ruled = xlwt.easyxf("borders: left thin, right thin")
        for r in range(5, 60):
            for c in range(4):
                sheet.write(r, c, "", ruled)
        (found,) = parts(made, "a.xls")
    else:
        book, page = sheet_of(framed=False)
        for r in range(6, 60):
            for c in range(1, 5):
                page.cell(r, c).border = Border(left=LINE, right=LINE)
        (found,) = parts(book)
    assert [row[0] for row in rows_of(grid(found))] == ["项目", "收入", "支出", "合计"]


@pytest.mark.parametrize("old", [False, True])
def test_what_is_struck_through_is_not_said_any_more(old: bool) -> None:
    rows = [*ROWS, ("其中：项目", 3.25)]
    if old:
        made = xlwt.Workbook()
        sheet = made.add_sheet("Z01")
        for r, row in enumerate(rows):
            style = xlwt.easyxf("font: struck_out on" if r == 4 else "")
            for c, value in enumerate(row):
                sheet.write(r, c, value, style)
        (found,) = parts(made, "a.xls")
    else:
        book, page = sheet_of(rows)
        page["B5"].font = Font(strike=True)
        page["A5"].font = Font(strike=True)
        (found,) = parts(book)
    assert [row[0] for row in rows_of(grid(found)) if row[0]] == ["项目", "收入", "支出", "合计"]


def test_several_tables_on_one_sheet() -> None:
    book, sheet = sheet_of()
    sheet["A6"] = "支出决算表"
    for r, row in enumerate(ROWS, 8):
        for c, value in enumerate(row, 1):
            sheet.cell(r, c, value).border = Border(left=LINE, right=LINE)
    (part,) = parts(book)
    assert [type(b).__name__ for b in part.blocks] == ["Grid", "Text", "Grid"]


def test_the_name_of_a_sheet_is_the_title_of_a_table_that_prints_none() -> None:
    book, sheet = sheet_of()
    sheet.title = "Z01 收入支出决算总表"
    assert texts(parts(book)[0]) == ["收入支出决算总表"]


def test_a_merged_area_over_everything_costs_nothing() -> None:
    cells = {(0, 0): Shown("总表"), (1, 0): Shown("a"), (1, 1): Shown("1")}
    found = seen(Sheet("x", cells, [(0, 0, 1_048_576, 16_384)]))
    assert len(found.areas[0]) == 1


def test_old_workbooks() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Z01")
    style = xlwt.easyxf("borders: left thin, right thin", num_format_str="#,##0.00")
    for r, row in enumerate(ROWS):
        for c, value in enumerate(row):
            sheet.write(r, c, value, style)
    sheet.row(2).hidden = True
    (part,) = parts(book, "a.xls")
    assert rows_of(grid(part)) == [["项目", "决算数"], ["收入", "10.50"], ["合计", "19.75"]]
    assert part.unread == ("隐藏的行未读：3",) and part.sheet == "Z01"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_tables_in_text(encoding: str) -> None:
    text = '收入支出决算总表\n,单位：万元\n项目,决算数\n收入,"1,234.50"\n支出,9.25\n合计,10\n'
    part = read_text_table(Path("a.csv"), text.encode(encoding), "0").parts[0]
    assert rows_of(grid(part)) == [
        ["项目", "决算数"], ["收入", "1,234.50"], ["支出", "9.25"], ["合计", "10"],
    ]  # fmt: skip


def test_codes_keep_their_digits() -> None:
    book, _ = sheet_of((("编码", "名称", "数"), ("0201", "教育", 5), ("0202", "科学", 6)))
    assert rows_of(grid(parts(book)[0]))[1][0] == "0201"


def test_a_broken_workbook_says_so() -> None:
    book, _ = sheet_of()
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(UnreadableError) as error:
        read_book(Path("a.xlsx"), stream.getvalue()[:2000], "0")
    assert error.value.status == "broken"

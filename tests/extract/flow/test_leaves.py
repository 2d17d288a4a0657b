"""Blocks laid out: what stands behind the layout reads them as it reads pages."""

from __future__ import annotations

from pathlib import Path

from extract.disclosure import Disclosure
from extract.flow.blocks import Block, Flow, Grid, Item, Part, Text, by_lines
from extract.flow.leaves import laid_out
from extract.geometry import Place
from extract.layout import Layout
from extract.leaves import Form
from extract.read import disclosure_of
from reconcile.places import in_full, on_page, where

ROWS = (("项目", "决算数"), ("一、收入", "1,234.50"), ("合计", "1,234.50"))


def table(rows: tuple[tuple[str, ...], ...] = ROWS, *, refs: bool = False, **more: bool) -> Grid:
    items = tuple(
        Item(r, c, r + 1, c + 1, text, ref=f"{'ABC'[c]}{r + 3}" if refs else "")
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    return Grid(items, **more)


def layout(*blocks: Block, form: Form = Form.WORD, sheet: str = "") -> Layout:
    return laid_out(Flow(Path("a.docx"), "0", form, (Part(blocks, sheet),)))


def disclosure(*blocks: Block, form: Form = Form.WORD, sheet: str = "") -> Disclosure:
    return disclosure_of(layout(*blocks, form=form, sheet=sheet))


def test_paragraphs_keep_their_text_and_lose_their_blanks() -> None:
    found = layout(Text("　　2024 年度　收入\t10.5  9.5万元"), Text("  "))
    assert [p.text for p in found.paragraphs] == ["2024年度收入10.5 9.5万元"]


def test_long_paragraphs_are_broken_where_no_figure_is_torn() -> None:
    (found,) = layout(Text("支出" * 19 + "1234567.89万元，" + "收入" * 30)).paragraphs
    boxes = [g.box for _, g in found.glyphs]
    start = found.text.index("1234567.89")
    assert len({b.y0 for b in boxes}) > 2
    assert len({b.y0 for b in boxes[start : start + 10]}) == 1


def test_a_table_with_its_title_and_unit() -> None:
    found = disclosure(
        Text("收入支出决算总表", centred=True), Text("公开01表\t单位：万元"), table(),
        Text("注：本表反映收支。"), Text("二、支出情况说明"),
    )  # fmt: skip
    (one,) = found.tables
    assert (one.title, one.number, one.unit) == ("收入支出决算总表", "公开01表", "万元")
    assert one.rows[0].cells[0].quantity is not None and one.notes == ("注：本表反映收支。",)


def test_two_tables_in_a_row_stay_two() -> None:
    assert len(layout(table(), table()).grids) == 2
    assert len(disclosure(table(), table()).tables) == 2


def test_a_line_that_every_sheet_has_at_the_same_height_is_no_running_head() -> None:
    blocks = (Text("收入支出决算总表"), Text("单位：万元"), table())
    parts = tuple(Part(blocks, f"Z{n:02d}") for n in range(8))
    found = disclosure_of(laid_out(Flow(Path("a.xlsx"), "0", Form.WORKBOOK, parts)))
    assert [t.unit for t in found.tables] == ["万元"] * 8 and found.page_count == 8


def test_numbers_apart_in_a_field_make_no_figure() -> None:
    rows = (("项目", "决算数"), ("收入", "1.00\n2.00"), ("支出", "1 234.50"), ("合计", "3.00 4.00"))
    (one,) = disclosure(table(rows)).tables
    assert [r.cells[0].quantity is None for r in one.rows] == [True, False, True]


def test_a_field_that_could_not_be_read_is_not_blank() -> None:
    items = (*table().items[:-1], Item(2, 1, 3, 2, "", unread=True))
    (one,) = disclosure(Grid(items)).tables
    assert one.rows[-1].cells[0].marred


def test_a_table_with_hidden_rows_may_go_on() -> None:
    (one,) = disclosure(table(partial=True)).tables
    assert one.goes_on == (1,)


def test_traditional_characters_are_read_as_simplified() -> None:
    rows = (("項目", "決算數"), ("財政撥款", "1.00"), ("總計", "1.00"))
    found = layout(Text("財政撥款收入總計增長，單位預算說明"), table(rows))
    assert found.paragraphs[0].text.startswith("财政拨款收入总计增长")
    assert found.grids[0].matrix[1][0].text == "财政拨款"


def test_contents_are_told_from_the_body() -> None:
    found = layout(
        Text("目录"), Text("一、收入情况"), Text("二、支出情况"), Text("一、收入情况"),
        Text("收入总计10.00万元。"),
    )  # fmt: skip
    assert [p.contents for p in found.paragraphs] == [True, True, True, False, False]


def test_places_in_a_word_file() -> None:
    said = "支出合计1,234.50万元。"
    found = disclosure(
        Text("说明"), Text(said), Text("支出决算表"), table(), Text("脚注", aside=True)
    )
    words = [str(in_full(found, s.places[-1])) for s in found.sentences]
    assert words == ["第1段", "第2段", "第3段", "脚注1"]
    cell = found.tables[0].rows[-1].cells[0]
    place = Place(cell.page, cell.box)
    assert str(where(found, place)) == "表1第3行"
    assert str(in_full(found, place)) == "表1《支出决算表》第3行“合计”"


def test_places_in_a_sheet() -> None:
    found = disclosure(
        Text("支出决算表", ref="A1"), table(refs=True), form=Form.WORKBOOK, sheet="Z04"
    )
    cell = found.tables[0].rows[-1].cells[0]
    assert str(in_full(found, Place(cell.page, cell.box))) == "「Z04」B5"
    assert str(where(found, found.sentences[0].places[0])) == "「Z04」A1"
    assert str(on_page(found, 1)) == "「Z04」"


def test_every_number_is_in_the_ledger() -> None:
    found = disclosure(Text("支出合计1,234.50万元，3辆。"), Text("支出决算表"), table())
    assert [e.text for e in found.ledger if e.kind == "cell"] == ["1,234.50", "1,234.50"]
    assert [e.text for e in found.ledger if e.kind == "claim"] == ["1,234.50", "3"]


def test_lines_begun_by_hand() -> None:
    lines = by_lines(Text("一、收入\n收入10.00万元，\n增加1.00万元。\n二、支出"))
    assert [t.text for t in lines] == ["一、收入", "收入10.00万元，增加1.00万元。", "二、支出"]

"""Tables: titles, units, header paths, codes, labels, panels, page breaks, forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from extract.geometry import Box
from extract.layout import Field, Glyph, Grid, Layout, Page
from extract.paper.laid_out import laid_out
from extract.pdf.pages import read_pages
from extract.scanned import Scan, Tilt
from extract.table import Row, Table
from extract.tables.build import read_tables
from extract.tables.captions import TextLine, caption_above, notes_below, strip_meta
from extract.tables.headers import header_height, headings, split_unit
from extract.tables.labels import Label, label_paths
from extract.tables.rows import figure

REPORTS = Path(__file__).parents[4] / "shared" / "data" / "reports"
COLUMN, LINE = 60.0, 20.0


def grid(rows: Sequence[Sequence[str]], *, page: int = 1, top: float = 100.0) -> Grid:
    """A grid written down: `<` goes on from the left, `^` from above."""
    fields: dict[tuple[int, int], Field] = {}
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r, texts in enumerate(rows):
        for c, text in enumerate(texts):
            owner[r, c] = {"<": owner.get((r, c - 1)), "^": owner.get((r - 1, c))}.get(
                text, (r, c)
            ) or (r, c)
    for key in set(owner.values()):
        places = [place for place, own in owner.items() if own == key]
        end = (max(r for r, _ in places) + 1, max(c for _, c in places) + 1)
        box = Box(COLUMN * key[1], top + LINE * key[0], COLUMN * end[1], top + LINE * end[0])
        text = rows[key[0]][key[1]]
        indent = len(text) - len(text.lstrip("　"))
        start = box.x0 + 2 + 10 * indent if text else None
        fields[key] = Field(page, box, *key, *end, text.strip("　"), start)
    width = len(rows[0])
    return Grid(
        page,
        Box(0, top, COLUMN * width, top + LINE * len(rows)),
        tuple(COLUMN * c for c in range(width + 1)),
        tuple(top + LINE * r for r in range(len(rows) + 1)),
        tuple(tuple(fields[owner[r, c]] for c in range(width)) for r in range(len(rows))),
    )


def written(lines: Sequence[tuple[str, float]], x: float = 0.0) -> tuple[Glyph, ...]:
    """Lines of text, each with its middle at a height on the page."""
    return tuple(
        Glyph(c, Box(x + 10 * i, y - 5, x + 10 * i + 10, y + 5), y + 4, 10.0)
        for text, y in lines
        for i, c in enumerate(text)
    )


def page(number: int, *lines: tuple[str, float]) -> Page:
    return Page(number, 600.0, 800.0, written(lines), (), ())


def tables_of(shown: Sequence[Page], grids: Sequence[Grid]) -> tuple[Table, ...]:
    return read_tables(Layout(Path("报告.pdf"), "0" * 64, tuple(shown), tuple(grids), ()))


CAPTION = (("收入支出决算总表", 60.0), ("单位：万元", 80.0))


def table(*rows: Sequence[str], lines: Sequence[tuple[str, float]] = CAPTION) -> Table:
    (found,) = tables_of([page(1, *lines)], [grid(rows)])
    return found


def row_of(found: Table, label: str, panel: int = 0) -> Row:
    (row,) = [r for r in found.rows if r.label == label and r.panel == panel]
    return row


def values(row: Row) -> list[str | None]:
    """The row's figures as printed digits, None where a field has none."""
    return [f"{c.quantity.value:f}" if c.quantity else None for c in row.cells]


# --- captions ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "title", "number", "unit"),
    [
        (["收入支出决算总表", "公开01表", "单位：万元"], "收入支出决算总表", "公开01表", "万元"),
        (
            ["收入支出决算总表公开01表", "编制部门：某局单位：万元"],
            "收入支出决算总表",
            "公开01表",
            "万元",
        ),
        (
            ["预算01表", "2025年部门收支预算总表", "金额单位：元"],
            "2025年部门收支预算总表",
            "预算01表",
            "元",
        ),
        (["表二", "收入预算表", "单位:亿元"], "收入预算表", "表二", "亿元"),
        (["附表3：支出预算表（单位：千元）"], "支出预算表", "附表3", "千元"),
        (["（二）收入决算表", "2020年度", "单位：某中心", "单位：万元"], "收入决算表", "", "万元"),
        (["收入决算表（续表）"], "收入决算表", "", ""),
        (["本部门收支情况见下表。"], "", "", ""),
        (
            ["三公经费支出决算表", "制表日期：2024年", "单位：万元"],
            "三公经费支出决算表",
            "",
            "万元",
        ),
    ],
)
def test_caption(lines: list[str], title: str, number: str, unit: str) -> None:
    shown = [
        TextLine(text, Box(100, 20.0 * n, 400, 20.0 * n + 10), 10) for n, text in enumerate(lines)
    ]
    caption = caption_above(shown, 600)
    assert (caption.title, caption.number, caption.unit) == (title, number, unit)


def test_title_torn_over_two_lines() -> None:
    upper = TextLine("某省某市水利局2024年度一般公共预算财政拨款", Box(100, 0, 500, 16), 16)
    lower = TextLine("基本支出决算表", Box(240, 22, 360, 38), 16)
    title = caption_above([upper, lower], 600).title
    assert title == "某省某市水利局2024年度一般公共预算财政拨款基本支出决算表"


def test_heading_of_another_size_is_not_the_title() -> None:
    upper = TextLine("某市规划局2024年度部门决算报表", Box(100, 0, 500, 16), 16)
    lower = TextLine("收入支出决算总表", Box(250, 22, 350, 32), 10)
    assert caption_above([upper, lower], 600).title == "收入支出决算总表"


def test_owner_is_no_unit_of_money() -> None:
    assert strip_meta("编制单位：百万元宝寺街道办") == ("", "", "")
    assert strip_meta("支出决算表①") == ("支出决算表", "", "")
    assert strip_meta("支出决算表（注2）") == ("支出决算表", "", "")
    assert strip_meta("支出决算表（三）") == ("支出决算表（三）", "", "")
    assert strip_meta("预算公开03表") == ("", "", "预算公开03表")
    assert strip_meta("单位：深圳市教育信息技术中心") == ("", "", "")


def test_notes_with_their_items() -> None:
    texts = ["注：1.本表反映部门本年度收支。", "2.本表为空", "表。", "三、其他说明"]
    lines = [TextLine(t, Box(60, 12.0 * n, 300, 12.0 * n + 10), 10) for n, t in enumerate(texts)]
    assert notes_below(lines) == ("注：1.本表反映部门本年度收支。", "2.本表为空表。")


@pytest.mark.parametrize("start", ["填表说明：", "数据来源：", "补充说明:"])
def test_words_that_begin_a_note(start: str) -> None:
    lines = [TextLine(f"{start}部门决算报表。", Box(50, 100, 300, 110), 9.0)]
    assert notes_below(lines)


def test_caption_and_notes_inside_the_rules() -> None:
    found = table(
        ["收入支出决算总表", "<"],
        ["编制单位：某局", "金额单位：元"],
        ["项目", "决算数"],
        ["本年收入合计", "5"],
        ["注：本表反映收支。", "<"],
        lines=(),
    )
    assert (found.title, found.unit, found.notes) == (
        "收入支出决算总表",
        "元",
        ("注：本表反映收支。",),
    )
    assert [r.labels for r in found.rows] == [("本年收入合计",)]


def test_heading_stands_in_for_a_title() -> None:
    found = table(
        ["序号", "单位名称"],
        ["1", "某市财政局（本级）"],
        ["2", "某市国库收付中心"],
        lines=[("二、部门决算单位构成", 40.0), ("纳入编制范围的单位包括：", 80.0)],
    )
    assert found.title == "部门决算单位构成" or found.title == "二、部门决算单位构成"
    assert [r.label for r in found.rows] == ["某市财政局（本级）", "某市国库收付中心"]


# --- headers ----------------------------------------------------------------------------------


def test_header_paths_over_merged_fields() -> None:
    found = table(
        ["“三公”经费", "<", "<", "<", "<"],
        ["合计", "因公出国（境）费", "公务用车购置及运行费", "<", "<"],
        ["^", "^", "小计", "购置费", "运行费"],
        ["47.91", "0", "46.56", "25", "21.56"],
    )
    assert [c.header for c in found.columns] == [
        ("“三公”经费", "合计"),
        ("“三公”经费", "因公出国（境）费"),
        ("“三公”经费", "公务用车购置及运行费", "小计"),
        ("“三公”经费", "公务用车购置及运行费", "购置费"),
        ("“三公”经费", "公务用车购置及运行费", "运行费"),
    ]
    (row,) = found.rows
    assert row.labels == ()
    assert values(row) == ["47.91", "0", "46.56", "25", "21.56"]


def test_header_left_blank_instead_of_merged() -> None:
    found = table(
        ["收入", "", "支出", ""],
        ["项目", "决算数", "项目", "决算数"],
        ["一、财政拨款", "3.50", "一、教育支出", "3.00"],
    )
    assert [c.header for c in found.columns] == [("收入", "决算数"), ("支出", "决算数")]


def test_rows_that_number_columns_are_no_figures() -> None:
    rows = [
        ["项目", "行次", "决算数", "项目", "行次", "合计", "一般公共预算"],
        ["栏次", "", "1", "栏次", "", "2", "3"],
        ["一、财政拨款", "1", "9.50", "一、教育支出", "4", "8.00", "8.00"],
        ["二、其他收入", "2", "", "二、农林水支出", "5", "1.50", "1.50"],
        ["总计", "3", "9.50", "总计", "6", "9.50", "9.50"],
    ]
    found = table(*rows)
    assert [(c.header, c.panel) for c in found.columns] == [
        (("决算数",), 0),
        (("合计",), 1),
        (("一般公共预算",), 1),
    ]
    assert values(row_of(found, "总计", 1)) == ["9.50", "9.50"]
    assert values(row_of(found, "二、其他收入")) == [None]


def test_numbers_of_columns_with_formulas() -> None:
    assert header_height(grid([["合计", "基本支出"], ["1=2+3", "2"], ["5.00", "3.00"]]).matrix) == 2


def test_numbers_of_columns_with_a_dash_over_names() -> None:
    rows = [["科目编码", "科目名称", "合计"], ["栏次", "—", "1"], ["208", "社会保障支出", "5.00"]]
    assert header_height(grid(rows).matrix) == 2
    assert header_height(grid([*rows[:1], ["合计", "—", "1"], *rows[2:]]).matrix) == 1


@pytest.mark.parametrize(
    ("text", "name", "unit"),
    [
        ("决算数（万元）", "决算数", "万元"),
        ("增长率(%)", "增长率", "%"),
        ("公务用车（辆）", "公务用车", "辆"),
        ("因公出国（境）费", "因公出国（境）费", ""),
        ("金额单位：元", "金额", "元"),
    ],
)
def test_unit_in_a_header(text: str, name: str, unit: str) -> None:
    assert split_unit(text) == (name, unit)


def test_column_units_go_before_the_table_s() -> None:
    found = table(
        ["项目", "决算数（元）", "增长率（%）", "预算数"],
        ["基本支出", "12345", "3.5", "1.2"],
    )
    (row,) = found.rows
    assert [c.quantity.unit for c in row.cells if c.quantity] == ["元", "%", "万元"]
    assert [c.unit for c in found.columns] == ["元", "%", "万元"]


def test_total_row_that_ends_the_header() -> None:
    """An empty table that prints 小计, 基本支出 … in the row of its total."""
    found = table(
        ["项目", "<", "年初结转", "本年支出", "<", "<"],
        ["科目编码", "科目名称", "^", "^", "<", "<"],
        ["合计", "<", "", "小计", "基本支出", "项目支出"],
        ["", "", "", "", "", ""],
    )
    assert [c.header for c in found.columns] == [
        ("年初结转",),
        ("本年支出", "小计"),
        ("本年支出", "基本支出"),
        ("本年支出", "项目支出"),
    ]
    assert values(row_of(found, "合计")) == [None] * 4


def test_no_header() -> None:
    rows = [["本年收入合计", "27", "4.10"], ["总计", "28", "5.00"]]
    assert header_height(grid(rows).matrix) == 0
    assert [h.path for h in headings(grid(rows).matrix, 0)] == [(), (), ()]


# --- rows -------------------------------------------------------------------------------------


def test_code_in_three_columns() -> None:
    found = table(
        ["项目", "<", "<", "<", "合计"],
        ["类", "款", "项", "科目名称", "^"],
        ["208", "", "", "社会保障和就业支出", "9"],
        ["208", "05", "", "行政事业单位养老支出", "9"],
        ["208", "05", "5", "养老保险缴费支出", "9"],
        ["合计", "<", "<", "<", "9"],
    )
    assert [(r.code, r.labels) for r in found.rows] == [
        ("208", ("社会保障和就业支出",)),
        ("20805", ("社会保障和就业支出", "行政事业单位养老支出")),
        ("2080505", ("社会保障和就业支出", "行政事业单位养老支出", "养老保险缴费支出")),
        ("", ("合计",)),
    ]


def test_code_that_leaves_out_what_stands_above() -> None:
    found = table(
        ["类", "款", "项", "科目名称", "合计"],
        ["208", "", "", "社会保障和就业支出", "9"],
        ["", "05", "", "行政事业单位养老支出", "9"],
        ["", "", "01", "行政单位离退休", "4"],
        ["", "", "05", "养老保险缴费支出", "5"],
        ["", "16", "", "红十字事业", "5"],
    )
    assert [r.code for r in found.rows] == ["208", "20805", "2080501", "2080505", "20816"]


def test_code_and_name_in_one_field() -> None:
    found = table(["项目", "合计"], ["2080505养老保险缴费支出", "9"], ["30201-办公费", "2"])
    assert [(r.code, r.label) for r in found.rows] == [
        ("2080505", "养老保险缴费支出"),
        ("30201", "办公费"),
    ]


def test_panels_of_codes_side_by_side() -> None:
    head = ["科目编码", "科目名称", "决算数"]
    found = table(
        head * 3,
        ["301", "工资福利支出", "9.00", "302", "商品和服务支出", "3.00", "310", "资本性支出", ""],
        ["30101", "基本工资", "9.00", "30201", "办公费", "3.00", "31002", "办公设备购置", ""],
        ["人员经费合计", "<", "9.00", "公用经费合计", "<", "<", "<", "<", "3.00"],
    )
    assert [(r.panel, r.code, r.label, values(r)) for r in found.rows] == [
        (0, "301", "工资福利支出", ["9.00"]),
        (1, "302", "商品和服务支出", ["3.00"]),
        (2, "310", "资本性支出", [None]),
        (0, "30101", "基本工资", ["9.00"]),
        (1, "30201", "办公费", ["3.00"]),
        (2, "31002", "办公设备购置", [None]),
        (0, "", "人员经费合计", ["9.00"]),
        (1, "", "公用经费合计", ["3.00"]),
    ]


def test_figure_where_a_label_should_be() -> None:
    """A total whose fields should have been merged: its figure stands under 科目名称."""
    found = table(
        ["科目编码", "科目名称", "决算数"] * 2,
        ["301", "工资福利支出", "9.00", "302", "商品和服务支出", "3.00"],
        ["公用经费合计", "", "", "", "3.00", ""],
    )
    assert values(row_of(found, "公用经费合计")) == [None, "3.00"]


def paths(*labels: str) -> list[tuple[str, ...]]:
    """Label paths of unindented labels; 　 sets one in."""
    return label_paths(
        [Label(t.strip("　"), indent=10.0 * (len(t) - len(t.lstrip("　")))) for t in labels]
    )


def test_numbering_nests_labels() -> None:
    assert paths("一、财政拨款", "1.一般公共预算", "（1）经费拨款", "2.基金", "二、事业收入") == [
        ("一、财政拨款",),
        ("一、财政拨款", "1.一般公共预算"),
        ("一、财政拨款", "1.一般公共预算", "（1）经费拨款"),
        ("一、财政拨款", "2.基金"),
        ("二、事业收入",),
    ]


def test_parts_after_qi_zhong() -> None:
    assert paths("资金总额", "其中：财政拨款", "上年结转", "合计", "结余") == [
        ("资金总额",),
        ("资金总额", "其中：财政拨款"),
        ("资金总额", "上年结转"),
        ("合计",),
        ("结余",),
    ]


def test_numbering_that_starts_again_belongs_to_the_row_above() -> None:
    found = paths(
        "一、一般公共预算", "二、基金", "本年收入合计", "年初结转", "一、一般公共预算", "二、基金"
    )
    assert found[-2:] == [("年初结转", "一、一般公共预算"), ("年初结转", "二、基金")]
    assert found[0] == ("一、一般公共预算",)


def test_indented_and_named_parts() -> None:
    assert paths("年初结转", "　基本支出结转", "年末结转")[1:] == [
        ("年初结转", "基本支出结转"),
        ("年末结转",),
    ]
    assert paths("年初结转", "一般公共预算财政拨款", "政府性基金预算财政拨款", "总计") == [
        ("年初结转",),
        ("年初结转", "一般公共预算财政拨款"),
        ("年初结转", "政府性基金预算财政拨款"),
        ("总计",),
    ]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,234.50", "1234.50", "万元"),
        ("－0.30", "-0.30", "万元"),
        ("12.5%", "12.5", "%"),
        ("≥300人次", "300", "人次"),
        ("２级", "2", "级"),
        ("0.00", "0.00", "万元"),
    ],
)
def test_figure(text: str, value: str, unit: str) -> None:
    quantity = figure(text, "万元")
    assert quantity is not None
    assert (str(quantity.value), quantity.unit, quantity.text) == (value, unit, text)


@pytest.mark.parametrize(
    "text", ["", "-", "—", "不适用", "2020年12月", "十", "1.2\n3.4", "小于24小时"]
)
def test_no_figure(text: str) -> None:
    assert figure(text, "万元") is None


# --- page breaks ------------------------------------------------------------------------------

HEAD = ["科目编码", "科目名称", "合计"]
FIRST = [HEAD, ["208", "社会保障和就业支出", "9"], ["20805", "行政事业单位养老支出", "9"]]


REPORT = "某市财政局2024年度部门决算公开"


def joined(second: Sequence[Sequence[str]], *lines: tuple[str, float]) -> list[Table]:
    shown = [page(1, *CAPTION), page(2, *lines)]
    return list(tables_of(shown, [grid(FIRST), grid(second, page=2)]))


def test_table_goes_on_without_header() -> None:
    (found,) = joined([["2080501", "离退休", "9"], ["合计", "<", "9"]])
    assert found.pages == (1, 2)
    assert [r.code for r in found.rows] == ["208", "20805", "2080501", ""]
    assert found.rows[2].labels == ("社会保障和就业支出", "行政事业单位养老支出", "离退休")
    assert [c.page for c in found.rows[2].cells] == [2]
    assert [page for page, _ in found.boxes] == [1, 2]


@pytest.mark.parametrize("lines", [[], [("收入支出决算总表（续表）", 60.0), ("单位：万元", 80.0)]])
def test_table_goes_on_with_its_header(lines: list[tuple[str, float]]) -> None:
    (found,) = joined([HEAD, ["2080501", "离退休", "9"]], *lines)
    assert [r.code for r in found.rows] == ["208", "20805", "2080501"]
    assert len(found.grid) == 5


@pytest.mark.parametrize(
    "line",
    [
        "承上页",
        "（接前表）",
        "—续上页—",
        "接上页：收入支出决算总表　　单位：万元",
        REPORT,
    ],
)
def test_words_that_stand_over_the_rest_of_a_table(line: str) -> None:
    """The last names the report: as a running head that only this page has."""
    (found,) = joined([HEAD, ["2080501", "离退休", "9"]], (line, 60.0))
    assert found.pages == (1, 2)


def test_the_name_of_another_body_begins_a_new_table() -> None:
    assert len(joined([HEAD, ["208", "社会保障和就业支出", "7"]], ("某市林业局", 60.0))) == 2


def test_new_title_begins_a_new_table() -> None:
    first, second = joined([HEAD, ["301", "工资福利支出", "5"]], ("支出决算表", 60.0))
    assert (first.title, second.title) == ("收入支出决算总表", "支出决算表")


def test_another_header_begins_a_new_table() -> None:
    assert len(joined([["项目", "预算数", "决算数"], ["会议费", "1", "2"]])) == 2


@pytest.mark.parametrize(
    ("head", "scanned", "tables"),
    [
        (["科目编码", "科目私挥", "合计"], True, 1),
        (["科目编码", "科目私挥", "合计"], False, 2),
        (["科目编码", "单位名称", "人数"], True, 2),
    ],
)
def test_a_header_that_was_misread_on_a_scan_is_the_same(
    head: list[str], scanned: bool, tables: int
) -> None:
    """A stamp lies over one of its fields."""
    rows = [head, ["2080501", "离退休", "9"]]
    scan = Scan(Tilt(0, 0.0, 600.0, 800.0), ()) if scanned else None
    shown = [replace(p, scan=scan) for p in (page(1, *CAPTION), page(2))]
    assert len(tables_of(shown, [grid(FIRST), grid(rows, page=2)])) == tables


def test_text_above_begins_a_new_table() -> None:
    found = joined([["301", "工资", "5"]], ("另有如下情况，不在上表之列，请予注意。", 60.0))
    assert len(found) == 2


def test_last_page_prints_fewer_rules() -> None:
    (found,) = joined([["合计", "<", "9"]])
    assert values(row_of(found, "合计")) == ["9"]


def test_label_torn_by_the_page_break() -> None:
    (found,) = joined([["", "（含退休）", ""], ["2080501", "离退休", "9"]])
    assert [r.label for r in found.rows] == [
        "社会保障和就业支出",
        "行政事业单位养老支出（含退休）",
        "离退休",
    ]


def test_running_heads_do_not_part_a_table() -> None:
    shown = [page(n, ("某市财政局2024年度部门决算", 20.0), (f"—{n}—", 790.0)) for n in (1, 2, 3)]
    shown[0] = Page(1, 600, 800, shown[0].glyphs + written(CAPTION), (), ())
    grids = [grid(FIRST), grid([["2080501", "离退休", "9"]], page=2)]
    (found,) = tables_of(shown, grids)
    assert found.pages == (1, 2)


# --- forms ------------------------------------------------------------------------------------


@pytest.fixture
def form() -> Table:
    return table(
        ["项目名称", "网站维护", "<", "<", "<", "<", "<"],
        ["主管部门", "某市教育局", "<", "<", "实施单位", "某中心", "<"],
        ["项目资金（元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "得分"],
        ["^", "年度资金总额", "350.00", "350.00", "321.70", "10", "9.20"],
        ["^", "其中：财政拨款", "350.00", "350.00", "321.70", "—", "—"],
        ["年度总体目标", "预期目标", "<", "<", "实际完成情况", "<", "<"],
        ["^", "做好网站维护。", "<", "<", "已完成。", "<", "<"],
        ["绩效指标", "一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["^", "产出指标", "内容维护完成率", "≥95%", "100%", "50", "50"],
        ["^", "^", "系统故障排除率", "100%", "98%", "30", "29.05"],
        ["^", "满意度指标", "≥90%", "92%", "10", "10", ""],
        ["总分", "<", "<", "<", "<", "100", "98.25"],
        lines=[("项目支出绩效自评表", 60.0), ("（2020年度）", 80.0)],
    )


def test_form_is_named_after_its_project(form: Table) -> None:
    assert form.title == "项目支出绩效自评表（网站维护）"


def test_form_blocks_have_their_own_headers(form: Table) -> None:
    money = row_of(form, "年度资金总额")
    assert [(form.column(c.column).header, str(c.quantity)) for c in money.cells] == [
        (("年初预算数",), "350.00元"),
        (("全年预算数",), "350.00元"),
        (("全年执行数",), "321.70元"),
        (("分值",), "10分"),
        (("得分",), "9.20分"),
    ]
    rate = row_of(form, "系统故障排除率")
    assert rate.labels == ("产出指标", "系统故障排除率")
    assert [(form.column(c.column).header[0], c.text) for c in rate.cells] == [
        ("年度指标值", "100%"),
        ("实际完成值", "98%"),
        ("分值", "30"),
        ("得分", "29.05"),
    ]


def test_form_names_stand_beside_values(form: Table) -> None:
    assert [(r.label, r.cells[0].text) for r in form.rows[:3]] == [
        ("项目名称", "网站维护"),
        ("主管部门", "某市教育局"),
        ("实施单位", "某中心"),
    ]


def test_form_row_that_lost_a_field_is_moved_back(form: Table) -> None:
    row = row_of(form, "满意度指标")
    assert [(form.column(c.column).header[0], c.text) for c in row.cells] == [
        ("年度指标值", "≥90%"),
        ("实际完成值", "92%"),
        ("分值", "10"),
        ("得分", "10"),
    ]


def test_form_total(form: Table) -> None:
    total = row_of(form, "总分")
    assert [(form.column(c.column).header[0], c.text) for c in total.cells] == [
        ("分值", "100"),
        ("得分", "98.25"),
    ]


def test_list_of_projects_is_no_form() -> None:
    found = table(
        ["序号", "项目名称", "主管部门", "预算数", "执行数"],
        ["1", "网站维护", "教育局", "5", "4"],
        ["2", "会议培训", "教育局", "3", "3"],
    )
    assert [r.labels[0] for r in found.rows] == ["网站维护", "会议培训"]
    assert values(found.rows[0])[-2:] == ["5", "4"]


def test_raw_grid_keeps_every_field(form: Table) -> None:
    assert len(form.grid) == 12
    assert {len(row) for row in form.grid} == {7}
    assert form.grid[3][4].quantity is not None
    assert form.grid[0][1].text == form.grid[0][6].text == "网站维护"


# --- real reports -----------------------------------------------------------------------------


def real(name: str) -> tuple[Table, ...]:
    path = REPORTS / f"{name}.pdf"
    if not path.exists():
        pytest.skip(f"no real report here: {path.name}")
    return read_tables(laid_out(read_pages(path)))


def cell(found: Table, label: str, *header: str, panel: int = 0, code: str = "") -> str:
    """The text under a header path in the one row of that label."""
    (row,) = [
        r for r in found.rows if r.label == label and r.panel == panel and r.code.startswith(code)
    ]
    (text,) = [c.text for c in row.cells if found.column(c.column).header == header]
    return text


def test_shanghai_final_accounts_one_code_column() -> None:
    found = real("js2024_guihua")
    assert [(t.title, t.unit, t.pages) for t in found] == [
        ("二、部门决算单位构成", "", (6,)),
        ("收入支出决算总表", "万元", (7,)),
        ("收入决算表", "万元", (8, 9)),
        ("支出决算表", "万元", (10, 11)),
        ("财政拨款收入支出决算总表", "万元", (12, 13)),
        ("一般公共预算财政拨款支出决算表", "万元", (14, 15)),
        ("一般公共预算财政拨款基本支出决算表", "万元", (16,)),
        ("财政拨款“三公”经费支出决算表", "万元", (17,)),
        ("政府性基金预算财政拨款收入支出决算表", "万元", (18,)),
        ("国有资本经营预算财政拨款收入支出决算表", "万元", (19,)),
    ]
    assert cell(found[1], "年初结转和结余", "收入", "决算数") == "112.88"
    assert cell(found[3], "合计", "基本支出") == "5377.64"
    assert cell(found[4], "二十四、抗疫特别国债安排的支出", "支出", "合计", panel=1) == ""
    assert cell(found[5], "事业运行", "项目支出", code="2200150") == "2077.09"
    assert cell(found[6], "公用经费合计", "决算数", panel=1) == "480.66"
    header = ("财政拨款“三公”经费", "公务接待费", "决算数")
    assert cell(found[7], "", *header) == "0.39"
    assert found[8].notes[1].startswith("说明：上海市普陀区规划和自然资源局本年度没有")


def test_shanghai_final_accounts_three_code_columns() -> None:
    found = real("js2024_caizheng_test")
    assert len(found) == 9
    assert [t.pages for t in found[2:6]] == [(8, 9), (10, 11), (12,), (13, 14)]
    assert cell(found[2], "合计", "其他收入") == "6.20"
    assert found[2].rows[-1].labels == ("住房保障支出", "住房改革支出", "购房补贴")
    assert found[2].rows[-1].code == "2210203"
    assert cell(found[5], "津贴补贴", "决算数", code="30102") == "1,238.58"
    (row,) = found[6].rows
    assert [c.quantity for c in row.cells] == [None] * 12


def test_shenzhen_final_accounts_with_forms() -> None:
    found = real("seed")
    assert len(found) == 23
    assert [(t.title, t.number, t.unit) for t in found[1:8]] == [
        ("收入决算表", "公开02表", "万元"),
        ("财政拨款收入支出决算总表", "公开04表", "万元"),
        ("一般公共预算财政拨款支出决算表", "公开05表", "万元"),
        ("一般公共预算财政拨款基本支出决算表", "公开06表", "万元"),
        ("一般公共预算财政拨款“三公”经费支出决算表", "公开07表", "万元"),
        ("政府性基金预算财政拨款收入支出决算表", "公开08表", "万元"),
        ("国有资本经营预算财政拨款支出决算表", "公开09表", "万元"),
    ]
    assert found[0].pages == (2,)  # its first page is not in the file
    assert cell(found[1], "购房补贴", "财政拨款收入", code="2210203") == "298.50"
    assert cell(found[4], "公务用车运行维护费", "决算数", panel=1) == "7.2"
    header = ("决算数", "公务用车购置及运行费", "公务用车运行费")
    assert cell(found[5], "", *header) == "7.2"
    assert found[8].pages == tuple(range(44, 57))
    assert found[11].title == ("项目支出绩效自评表（教育视频制作与管理服务及媒体资产管理运维服务）")
    assert found[11].pages == (59, 60)
    assert cell(found[22], "应急响应时间", "实际完成值") == "≤3小时"


def test_shanghai_budget_with_figures_over_five_pages() -> None:
    found = real("ys2024_wanli")
    assert len(found) == 9
    assert [t.unit for t in found] == ["元"] * 8 + ["万元"]
    assert found[1].pages == (11, 12, 13, 14, 15)
    assert found[4].pages == (22, 23, 24, 25, 26)
    assert cell(found[0], "1.一般公共预算资金", "本年收入", "预算数") == "156,211,123"
    assert cell(found[1], "合计", "收入预算", "财政拨款收入") == "156,211,123"
    assert cell(found[4], "一般行政管理事务", "一般公共预算支出", "合计", code="20138") == "135,200"
    # 301 | 2 is printed without its zero
    assert (
        cell(found[7], "津贴补贴", "一般公共预算基本支出", "人员经费", code="30102") == "16,623,810"
    )
    (row,) = found[8].rows
    assert values(row) == ["47.91", "0", "1.35", "46.56", "25", "21.56", "443.18"]


def test_shanghai_budget_with_decimals() -> None:
    found = real("ys2025_shangwu")
    assert [(t.title, t.pages) for t in found] == [
        ("2025年部门财务收支预算总表", (9,)),
        ("2025年部门收入预算总表", (10, 11)),
        ("2025年部门支出预算总表", (12, 13)),
        ("2025年部门财政拨款收支预算总表", (14,)),
        ("2025年部门一般公共预算支出功能分类预算表", (15, 16)),
        ("2025年部门政府性基金预算支出功能分类预算表", (17,)),
        ("2025年部门国有资本经营预算支出功能分类预算表", (18,)),
        ("2025年部门一般公共预算基本支出部门预算经济分类预算表", (19, 20)),
        ("2025年部门“三公”经费和机关运行经费预算表", (21,)),
    ]
    total = next(r for r in found[2].rows if r.label == "合计")
    assert [c.quantity.value for c in total.cells if c.quantity] == [
        Decimal("371514655.00"),
        Decimal("19830655.00"),
        Decimal("351684000.00"),
    ]


def test_a_word_under_every_column_heads_none_of_them() -> None:
    found = table(
        ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
        ["^", "^", "决算数", "决算数", "决算数"],
        ["201", "一般公共服务支出", "3.00", "1.00", "2.00"],
    )
    assert [c.header for c in found.columns] == [("本年支出合计",), ("基本支出",), ("项目支出",)]


def test_figures_in_the_row_of_sub_heads_are_no_total() -> None:
    found = table(
        ["科目编码", "科目名称", "本年收入", "本年支出", "<", "<"],
        ["合计", "<", "2002.80", "合计", "基本支出", "项目支出"],
        ["212", "城乡社区支出", "2000.00", "2000.00", "", "2000.00"],
        lines=(("政府性基金预算财政拨款收入支出决算表", 60.0), ("单位：万元", 80.0)),
    )
    assert [row.label for row in found.rows] == ["城乡社区支出"]
    assert [c.header[-1] for c in found.columns] == ["本年收入", "合计", "基本支出", "项目支出"]


def test_what_stands_right_of_the_labels_of_a_form_heads_values() -> None:
    found = table(
        ["项目名称", "<", "拆违经费", "<", "<"],
        ["项目资金", "<", "项目资金总额", "1.00", "<"],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "年度(/项目)指标值"],
        ["^", "产出指标", "数量指标", "完成年度计划", "=100.00(%)"],
        lines=(("财政项目支出绩效目标申报表", 60.0),),
    )
    (row,) = [r for r in found.rows if r.label == "完成年度计划"]
    assert [c.text for c in row.cells] == ["=100.00(%)"]


def test_a_figure_merged_over_the_lines_of_its_label_counts_once() -> None:
    found = table(
        ["科目编码", "科目名称", "本年支出合计", "项目支出"],
        ["2130305", "水利工程建设", "1,206.85", "1,206.85"],
        ["^", "（含河道整治）", "^", "^"],
        ["2130311", "水资源节约管理与保护", "627.50", "627.50"],
    )
    assert [(r.code, r.label) for r in found.rows] == [
        ("2130305", "水利工程建设（含河道整治）"),
        ("2130311", "水资源节约管理与保护"),
    ]


def test_rows_of_two_codes_stay_two_though_they_share_a_remark() -> None:
    found = table(
        ["科目编码", "科目名称", "本年支出合计", "备注"],
        ["2130305", "水利工程建设", "1,206.85", "同一项目"],
        ["2130311", "水资源节约管理与保护", "627.50", "^"],
    )
    assert [r.code for r in found.rows] == ["2130305", "2130311"]


def test_a_title_that_a_page_break_tears_off_above_the_unit() -> None:
    shown = [
        page(1, *CAPTION, ("支出决算表", 700.0), ("公开03表", 720.0)),
        page(2, ("单位：某某大学", 60.0), ("金额单位：元", 80.0)),
    ]
    first = grid([["项目", "决算数"], ["本年收入合计", "12.00"]])
    second = grid([["项目", "合计", "基本支出"], ["合计", "10.00", "10.00"]], page=2)
    one, other = tables_of(shown, [first, second])
    assert (one.title, other.title) == ("收入支出决算总表", "支出决算表")
    assert other.rows[0].cells[0].quantity is not None
    assert other.rows[0].cells[0].quantity.unit == "元"

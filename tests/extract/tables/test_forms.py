"""Forms (绩效自评表): under which header the figures of a row stand."""

from __future__ import annotations

import pytest

from tests.extract.tables.test_build import row_of, table, values

TITLE = [("项目支出绩效自评表", 60.0)]
HEAD = [
    ["项目名称", "应急送水项目", "", "", "", ""],
    ["主管部门", "某县水利局", "", "实施单位", "某县水利局", ""],
]
TAIL = [
    ["一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    ["产出指标", "应急送水（车次）", "≥600", "684", "60", "60"],
    ["效益指标", "困难事件（起）", "0", "0", "30", "29"],
    ["总分", "", "", "", "100", "99"],
]


@pytest.mark.parametrize("over", ["预算执行情况（万元）", "资金情况"])
def test_what_was_spent_is_no_score(over: str) -> None:
    """The rows of money end before the columns of weight and score, and stay where they are."""
    funds = [
        [over, "年度预算数", "全年执行数", "执行率", "分值", "得分"],
        ["年度资金总额", "50.00", "50.00", "100.00%", "10", "10"],
        ["其中：财政拨款", "50.00", "48.00", "", "", ""],
        ["其他资金", "0.00", "2.00", "", "", ""],
    ]
    found = table(*HEAD, *funds, *TAIL, lines=TITLE)
    assert values(row_of(found, "年度资金总额")) == ["50.00", "50.00", "100.00", "10", "10"]
    for label, money in (("财政拨款", ["50.00", "48.00"]), ("其他资金", ["0.00", "2.00"])):
        row = next(r for r in found.rows if r.label.endswith(label))
        assert values(row) == money
        assert [found.column(c.column).header[-1] for c in row.cells] == [
            "年度预算数",
            "全年执行数",
        ]


def test_a_row_that_lost_its_first_field_is_moved_back() -> None:
    head = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
    rows = [
        ["产出指标", "数量指标", "送水车次", "600", "684", "50", "49"],
        ["质量指标", "送水及时率", "100%", "100%", "40", "40", ""],
        ["总分", "", "", "", "", "100", "99"],
    ]
    found = table(*([*row, ""] for row in HEAD), head, *rows, lines=TITLE)
    row = next(r for r in found.rows if "送水及时率" in r.label)
    headers = [found.column(c.column).header[-1] for c in row.cells]
    assert headers[-2:] == ["分值", "得分"]

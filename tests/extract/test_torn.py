"""Numbers without a unit: read where only one thing can be meant, left alone elsewhere."""

from __future__ import annotations

import pytest

from tests.extract.bank import read_text


def torn(text: str) -> list[tuple[str, str]]:
    """The figures that are read with a sign or unit that is not printed, and which."""
    claims = read_text(text, 2024, "final").claims
    return [(f"{c.quantity.value:f}", c.torn) for c in claims if c.torn]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("基本支出60.00万元，占60.00，", [("60.00", "%")]),
        ("基本支出60.00万元（占比60.00）；", [("60.00", "%")]),
        ("支出60.00万元，预算完成率为96.50。", [("96.50", "%")]),
        ("支出60.00万元，比上年增幅为12.50，", [("12.50", "%")]),
        ("年初预算70.00万元，支出决算60.00，", [("60.00", "万元")]),
        ("人员经费60.00万元，公用经费30.00，", [("30.00", "万元")]),
        ("年初预算700000.00元，支出决算为600000.00。", [("600000.00", "元")]),
    ],
)
def test_read(text: str, expected: list[tuple[str, str]]) -> None:
    assert torn(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "自评得分95.50，满意度指标得分9.00，支出60.00万元。",
        "预算执行率权重10，得分10，支出60.00万元。",
        "预算执行率为0.98，支出60.00万元。",
        "单位占地1200.50平方米，绿化占12亩，支出60.00万元。",
        "女职工占12，支出60.00万元。",
        "预算支出比为1.05，支出60.00万元。",
        "年初预算70.00万元，支出决算60.00左右。",
        "年初预算70.00万元，另有支出决算500000.00元，支出60.00。",
        "支出决算编制3，支出60.00万元。",
        "支出决算60.00。",
        "人均公用经费1.20，支出60.00万元。",
        "公用经费标准1.20，支出60.00万元。",
        "执行2.10、3.20条款所列项目支出60.00万元，得分9.50。",
        "比上年增长12.50，支出60.00万元。",
        "按照版本2.10、附件支出标准3.20执行，支出60.00万元。",
    ],
)
def test_left_alone(text: str) -> None:
    assert not torn(text)

"""What leans on the figures right before it: a unit that the last of a list lends, shares in turn
of what their parts come to, a share of 该项经费, a sum of two that its sentence names, a budget
that was cut. Each once sound, and once with a wrong figure.
"""

from __future__ import annotations

import pytest

from reconcile.audit import Verdict
from tests.reconcile.reading import audited, called, verdict

PAIRS = [
    ("车辆燃油31.20、维修18.45、保险9.35万元，合计{}万元。", "59.00", "58.00"),
    ("设备更新费共86.40万元，其中显微镜40.15、离心机{}以及冷柜12.05万元。", "34.20", "32.40"),
    (
        "训练经费240.00万元，其中器材96.00、场地84.00、教官60.00万元，依次占40.00%、{}%和25.00%。",
        "35.00",
        "53.00",
    ),
    (
        "文物支出6,200,000元，其中修缮3,100,000元、展陈1,860,000元、安防1,240,000元，三项分别占该科目的"
        "50.00%、{}%、20.00%。",
        "30.00",
        "33.00",
    ),
    ("村级运转经费180.50万元，其中用于阵地维护27.00万元，占该项经费的{}%。", "14.96", "19.46"),
    (
        "一、支出结构\n教育支出（类）512.40万元，卫生健康支出（类）86.15万元，住房保障支出（类）64.25万元。"
        "教育支出占大头，卫生健康支出次之，二者合计{}万元。",
        "598.55",
        "589.55",
    ),
    ("绿化养护年初预算360.00万元，年中核减{}万元后全年预算为318.00万元。", "42.00", "24.00"),
    ("全年新收案件8640件，审结8294件，收结比为{}%。", "96.00", "69.00"),
    ("卫生健康支出512.40万元，比上年预算508.00万元略增{}%。", "0.87", "0.78"),
    ("培训费18.60万元，较上年20.00万元微降{}%。", "7.00", "9.00"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), PAIRS)
def test_what_leans_on_what_was_just_told(text: str, right: str, wrong: str) -> None:
    assert not audited(text.format(right)).findings
    assert called(text.format(wrong))


@pytest.mark.parametrize(
    "text",
    [
        # other decimals, other signs, or no name: no list that lends its unit
        "得分92.5、执行率98.00、支出60.00万元。",
        "版本2.10，工程248.90，服务586.74万元。",
        # shares of something else than what the parts come to
        "支出300.00万元，其中甲类120.00万元、乙类100.00万元，分别占同类单位的8.10%、6.75%。",
        "经费180.50万元。阵地维护27.00万元，占该项工作总投入的54.00%。",
        # two named, a third summed up with them
        "一、支出结构\n教育支出（类）512.40万元，卫生健康支出（类）86.15万元。教育支出占大头，三者合计640.00万元。",
    ],
)
def test_what_leans_on_nothing_is_not_called(text: str) -> None:
    assert not audited(text).findings


def test_a_lent_unit_makes_a_figure() -> None:
    audit = audited("车辆燃油31.20、维修18.45、保险9.35万元，合计59.00万元。")
    assert verdict(audit, "31.20") is Verdict.CONSISTENT
    units = {c.quantity.unit for c in audit.disclosure.claims}
    assert units == {"万元"}

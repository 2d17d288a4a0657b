"""Counts of offices and units behind the list of them."""

from __future__ import annotations

import pytest

from reconcile.audit import Verdict
from tests.reconcile.reading import audited, mismatches, verdict

#: A list, and behind it how many it has.
LISTED = [
    ("内设机构包括：立案庭、民事审判第一庭、民事审判第二庭、执行局、研究室共{}个内设机构。", 5),
    ("局机关设办公室、人事科、规划财务科和法规科，共{}个科室。", 4),
    ("纳入汇总范围的单位为：局本部、市图书馆、市群众艺术馆、市体育中心、市少体校共{}个单位。", 5),
    ("下属单位分别是城区供水所（含二水厂）、水文站、河道管理所，合计{}家单位。", 3),
]  # fmt: skip


@pytest.mark.parametrize(("text", "number"), LISTED)
def test_a_count_behind_its_list(text: str, number: int) -> None:
    sound = audited(text.format(number))
    assert not sound.findings
    assert verdict(sound, f"{number}{'家' if '家' in text else '个'}") is Verdict.CONSISTENT
    for wrong in (number - 1, number + 1):
        found = mismatches(audited(text.format(wrong)))
        assert found == [("N11", str(wrong), str(number))]


@pytest.mark.parametrize(
    "text",
    [
        "局机关设办公室、人事科、规划财务科等7个科室。",  # some of them
        "局机关设办公室、人事科、规划财务科和机关党委，共3个科室。",  # that is not one of them
        "局机关设办公室、人事科和老干部科、规划财务科，共4个科室。",
        "局机关设办公室、人事科、规划财务科，共有12个制度修订。",  # of other things
        "主要任务包括修桥、补路、清淤，共5个项目。",  # no offices
        "县设立乡镇卫生院、村卫生室、社区服务站共36个单位。",  # kinds of them
    ],
)
def test_what_is_no_count_of_the_list_before_it(text: str) -> None:
    assert not audited(text).findings


#: A count, its kinds, and behind them the names of all.
_KINDS = [
    "纳入编制范围的二级预算单位共{}个，其中行政单位1个，公益一类事业单位3个，包括：",
    "纳入汇总的单位{}个，其中：行政单位1家、参公单位1家、事业单位2家，具体包括：",
    "汇总单位共{}个，行政单位1个、事业单位3个，具体为：",
]
_NAMES = "\n1.县水利局机关\n2.县防汛抗旱服务中心\n3.县水文站\n4.县河道管理所"


@pytest.mark.parametrize("text", _KINDS)
def test_kinds_of_a_count_are_not_counted_beside_it(text: str) -> None:
    assert not audited(text.format(4) + _NAMES).findings
    found = mismatches(audited(text.format(5) + _NAMES))
    assert ("N11", "5", "4") in found or any(rule == "N06" for rule, _, _ in found)


def test_what_is_counted_side_by_side_is_counted_together() -> None:
    told = "汇总单位包括行政单位{}家，事业单位3家，具体包括：" + _NAMES
    assert not audited(told.format(1)).findings
    assert [f.rule for f in audited(told.format(2)).findings] == ["N11"]


@pytest.mark.parametrize(
    "told",
    ["行政单位1家，事业单位1家", "行政单位2家，事业单位1家，企业1家", "行政单位2家、事业单位2家"],
)
def test_kinds_beside_each_other_are_no_kinds_of_the_first(told: str) -> None:
    names = {2: "1.甲局\n2.乙站", 4: "1.甲局\n2.乙站\n3.丙所\n4.丁院"}
    listed = 2 if "2" not in told else 4
    text = f"一、单位构成\n本部门中，{told}，具体包括：\n{names[listed]}\n"
    assert not audited(text).findings


def test_as_many_of_two_kinds_are_told_side_by_side() -> None:
    told = "纳入编制范围的单位有行政单位1家、事业单位1家，具体包括：\n1.县档案局机关\n2.县档案馆"
    assert not audited(told).findings

"""Lists of what there is none of, and kinds of one thing that go on behind a part that is all."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity, Verdict
from reconcile.rules import Sample
from tests.reconcile.reading import audited, mismatches, sheet, verdict

CARS = "年末共有车辆{}辆，其中：机要通信用车{}辆、应急保障用车0辆、执法执勤用车0辆、其他用车0辆。"
THREE = (
    "“三公”经费支出年初预算为0.95万元，支出决算为{}万元，其中：因公出国（境）费决算为0.00万元；"
    "公务用车购置及运行维护费决算为0.00万元；公务接待费决算为{}万元。"
)
GRADES = (
    "跟踪评价的项目6个；绩效自评的项目{}个，平均得分95.20分（其中，评级为“优”的项目4个；"
    "评级为“良”的项目{}个；评级为“合格”的项目0个；评级为“不合格”的项目0个）。"
)
INCOME = "收入预算1500.00万元，其中：财政拨款收入1500.00万元；事业收入{}万元；其他收入{}万元。"
TABLE = sheet(
    "收入预算总表",
    "科目名称|合计|财政拨款收入|事业收入|其他收入",
    "行政运行|1500.00|1500.00|0.00|0.00",
    "合计|1500.00|1500.00|0.00|0.00",
)


def test_cars_of_which_there_are_none() -> None:
    assert mismatches(audited(CARS.format(0, 0))) == []
    assert mismatches(audited(CARS.format(3, 0))) == [("N06", "3", "0")]


def test_a_part_of_nothing() -> None:
    """The first part of nothing comes to the whole already; the list goes on all the same."""
    assert mismatches(audited(THREE.format("0.00", "0.00"))) == []
    assert mismatches(audited(THREE.format("0.00", "3.00"))) == [("N06", "3.00", "0.00")]


@pytest.mark.parametrize(
    "text",
    ["核定编制36人，其中事业编制36人；年末实有39人。", "编制0人，其中事业编制0人；实有3人。"],
)
def test_what_stands_behind_a_list_is_no_part(text: str) -> None:
    assert [f for f in audited(text).findings if f.rule == "N06"] == []


def test_a_scale_is_told_whole() -> None:
    """The grades are of what stands next to them, and the lowest leaves nothing out."""
    assert mismatches(audited(GRADES.format(4, 0))) == []
    assert mismatches(audited(GRADES.format(4, 3))) == [("N06", "4", "7")]
    assert mismatches(audited(GRADES.format(9, 3))) == [("N06", "9", "7")]


@pytest.mark.parametrize("tables", [(), (TABLE,)], ids=["alone", "with its table"])
def test_kinds_of_income_go_on(tables: tuple[Sample, ...]) -> None:
    """A part that is all of its whole does not end a list of kinds."""
    assert mismatches(audited(INCOME.format("0.00", "0.00"), *tables, kind="budget")) == []
    for wrong in (("0.00", "3.00"), ("3.00", "0.00")):
        found = audited(INCOME.format(*wrong), *tables, kind="budget")
        assert verdict(found, "3.00万元") is Verdict.MISMATCH
        assert len(mismatches(found)) == 1


def test_a_kind_of_income_that_its_table_has_none_of() -> None:
    found = audited(INCOME.format("0.00", "35.20"), TABLE, kind="budget")
    assert mismatches(found) == [("N01", "35.20", "0.00")]


def test_a_total_that_ends_a_list_is_no_proof_of_its_whole() -> None:
    """项目总预算A，其中甲B、乙C，合计D: where a slip parts A from D it is said."""
    text = "项目总预算{}万元，其中支持甲{}万元，支持乙{}万元，合计{}万元。"
    sound = audited(text.format("2921.00", "370.00", "30.00", "400.00"))
    assert [f for f in sound.findings if f.rule == "N06"] == []
    off = audited(text.format("2221.00", "1659.00", "1262.00", "2921.00"))
    assert [f.severity for f in off.findings if f.rule == "N06"] == [Severity.DOUBT]

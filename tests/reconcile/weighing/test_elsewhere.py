"""What is at odds with what it is held against, and known to be of something else."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity
from tests.reconcile.reading import audited, mismatches, sheet

BUDGET = sheet(
    "一般公共预算支出表",
    "科目编码|科目名称|合计|基本支出|项目支出",
    "208|社会保障和就业支出|8748.77|2600.00|6148.77",
    "20811|残疾人事业|8435.88|2287.11|6148.77",
    "2081105|残疾人就业|8435.88|2287.11|6148.77",
    "20805|行政事业单位养老支出|312.89|312.89|0.00",
    "|合计|8748.77|2600.00|6148.77",
)


@pytest.mark.parametrize(
    "text",
    [
        "社会保障和就业支出中，残疾人事业（款）占了大头，为8435.88万元。",
        "2024年社会保障和就业支出由7961.34万元调整为8748.77万元。",
    ],
)
def test_what_stands_beside_it_is_the_cells(text: str) -> None:
    assert mismatches(audited(text, BUDGET, kind="budget")) == []


def test_a_slip_accuses_though_another_row_is_named() -> None:
    text = "社会保障和就业支出（类）残疾人事业（款）2024年预算数为8453.88万元。"
    told = mismatches(audited(text, BUDGET, kind="budget"))
    assert told == [("N01", "8453.88", "8435.88")]


def test_parts_that_add_up_to_another_whole_are_its_parts() -> None:
    parts = (
        "其中，副部（省）级及以上领导用车0辆，主要负责人用车0辆，机要通信用车1辆，应急保障用车2辆，"
        "执法执勤用车1辆，特种专业技术用车0辆，离退休干部用车0辆，其他用车0辆。"
    )
    other = f"截至12月31日，本部门共有车辆4辆，主要是报废老旧车辆1辆。{parts}"
    assert mismatches(audited(other)) == []
    assert mismatches(audited(f"截至12月31日，本部门共有车辆5辆。{parts}")) == [("N06", "5", "4")]


def test_what_was_carried_over_is_in_one_of_two() -> None:
    funds = sheet(
        "财政拨款收支总表",
        "收入|预算数|支出|预算数",
        "一、一般公共预算|4114.27|一、社会保障和就业支出|4150.69",
        "上年结转|36.42||",
        "收入总计|4150.69|支出总计|4150.69",
    )
    spent = sheet(
        "一般公共预算支出表",
        "科目编码|科目名称|合计|基本支出|项目支出",
        "208|社会保障和就业支出|4150.69|3000.00|1150.69",
        "|合计|4150.69|3000.00|1150.69",
    )
    text = "2024年一般公共预算支出{}万元。"
    found = audited(text.format("4114.27"), funds, spent, kind="budget")
    assert not [f for f in found.findings if f.severity in (Severity.MISMATCH, Severity.DOUBT)]
    wrong = audited(text.format("4105.69"), funds, spent, kind="budget")
    assert mismatches(wrong) == [("N01", "4105.69", "4150.69")]


def test_a_list_that_no_slip_explains_is_a_doubt() -> None:
    text = "维修费{}万元，其中：办公楼维修7.00万元，宿舍维修8.30万元，食堂维修4.20万元。"
    assert mismatches(audited(text.format("19.80"))) == [("N06", "19.80", "19.50")]
    assert mismatches(audited(text.format("16.74"))) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "授予中小企业合同金额1426.30万元，其中小微企业984.17万元，占采购支出总额1832.25万元的53.71%。",
            [],
        ),
        (
            "其中上年结转115.40万元、本年下达445.70万元，实际支出462.35万元，执行率82.40%。",
            [],
        ),
        (
            "住房公积金年初预算1238.22万元，支出决算1120.95万元，完成年初预算的97.24%。",
            [("N05", "97.24", "90.53")],
        ),
    ],
)
def test_a_rate_is_of_what_stands_right_before_it(
    text: str, told: list[tuple[str, str, str]]
) -> None:
    assert mismatches(audited(text)) == told

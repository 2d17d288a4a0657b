"""Sums told in words: each term once, of one thing."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity, Verdict
from tests.reconcile.reading import audited, mismatches, verdict

FUND = (
    "政府性基金年初结转和结余12.40万元{0}本年收入86.00万元{0}本年支出79.30万元{0}"
    "年末结转和结余{1}万元。"
)
BUDGET = "项目支出年初预算860.00万元，年中追加215.40万元，{}调整后预算数为{}万元。"


@pytest.mark.parametrize("mark", ["，", "；", "。"])
def test_a_fund_in_one_sentence_or_in_several(mark: str) -> None:
    sound = audited(FUND.format(mark, "19.10"))
    assert not sound.findings
    assert verdict(sound, "19.10万元") is Verdict.CONSISTENT
    assert mismatches(audited(FUND.format(mark, "29.10"))) == [("N12", "29.10", "19.10")]


def test_what_is_among_them_is_told_aside() -> None:
    text = (
        "政府性基金年初结转和结余12.40万元，其中项目结转12.40万元；本年收入86.00万元；"
        "本年支出79.30万元（其中：基本支出9.30万元，项目支出70.00万元）；年末结转和结余19.10万元。"
    )
    audit = audited(text)
    assert not audit.findings
    assert verdict(audit, "19.10万元") is Verdict.CONSISTENT


def test_a_budget_and_how_it_was_adjusted() -> None:
    assert not audited(BUDGET.format("核减32.10万元，", "1,043.30")).findings
    wrong = audited(BUDGET.format("核减32.10万元，", "1,107.50"))
    assert mismatches(wrong) == [("N12", "1107.50", "1043.30")]


def test_what_may_be_left_out_leaves_the_difference_open() -> None:
    assert not audited(BUDGET.format("", "1,041.87")).findings
    slipped = audited(BUDGET.format("", "1,057.40"))
    assert mismatches(slipped) == [("N12", "1057.40", "1075.40")]


@pytest.mark.parametrize(
    "text",
    [
        "部门年初预算480.00万元，其中项目支出年中追加120.40万元，调整后项目支出预算为310.00万元。",
        "基本支出年初预算500.00万元，追加人员经费40.00万元，核减5.00万元，调整后预算545.00万元。",
        "房屋原值350.00万元，设备原值100.00万元，累计折旧100.00万元，净值350.00万元。",
        "固定资产原值350.00万元，累计折旧100.00万元，本年计提折旧20.00万元，净值250.00万元。",
        "公务接待费预算12.00万元，支出决算9.35万元，结余2.00万元，收回财政0.65万元。",
        "项目预算12.00万元，实际支出9.35万元，上年结余2.00万元。",
    ],
)
def test_other_things_between_say_nothing(text: str) -> None:
    assert not [f for f in audited(text).findings if f.severity is Severity.MISMATCH]


@pytest.mark.parametrize(
    "text",
    [
        "固定资产净值1,508.35万元（原值2,633.60万元，累计折旧1,125.25万元）。",
        "固定资产账面原值为2,633.60万元，减去累计折旧1,125.25万元，账面净值为1,508.35万元。",
        "无形资产原值50.00万元，累计摊销20.00万元，减值准备5.00万元，账面净值25.00万元。",
        "固定资产200.00万元（原值350.00万元）。",
    ],
)
def test_what_a_thing_was_worth_is_no_part_of_it(text: str) -> None:
    assert not audited(text).findings


def test_each_of_two_net_values() -> None:
    text = (
        "房屋原值820.00万元，已提折旧312.40万元，净值{}万元；"
        "设备原值150.00万元，累计折旧66.00万元，净值84.00万元。"
    )
    assert not audited(text.format("507.60")).findings
    assert mismatches(audited(text.format("508.60"))) == [("N12", "508.60", "507.60")]


_ALL = (
    "2024年年初结转和结余98.45万元，本年收入1095.76万元，本年支出1193.35万元，"
    "使用非财政拨款结余0万元，结余分配0.10万元，年末结转和结余{}万元。"
)


def test_all_money_with_what_was_distributed() -> None:
    assert not audited(_ALL.format("0.76")).findings
    for wrong in ("0.86", "7.60", "5862.89"):
        found = audited(_ALL.format(wrong)).findings
        assert [f.rule for f in found] == ["N12"], wrong


def test_what_was_distributed_and_nothing_of_what_was_used() -> None:
    text = _ALL.replace("使用非财政拨款结余0万元，", "")
    assert not audited(text.format("0.76")).findings
    assert [f.severity for f in audited(text.format("5.76")).findings] == [Severity.DOUBT]

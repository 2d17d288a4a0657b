"""Figures that are held against their own and nothing else: a part's completion, an average's
change, what is added up once."""

from __future__ import annotations

from reconcile.audit import Verdict
from tests.reconcile.reading import audited, mismatches, verdict

THREE = (
    "2024年“三公”经费支出年初预算为234000.00元，支出决算为65000.00元，完成年初预算的{}%。其中：公务用车"
    "运行维护费支出决算为34000.00元，完成年初预算的100%；公务接待费支出决算为31000.00元，完成年初预算的"
    "15.5%。"
)


def test_a_part_does_not_complete_the_budget_of_its_whole() -> None:
    assert not audited(THREE.format("27.78")).findings
    assert mismatches(audited(THREE.format("72.78"))) == [("N05", "72.78", "27.78")]


def test_an_average_changes_as_amounts_do() -> None:
    told = "一、基本情况\n2024年，全镇农村居民人均可支配收入{}元，较上年增加1286元，增长6.9%。"
    audit = audited(told.format(19862))
    assert not audit.findings
    assert verdict(audit, "6.9%") is Verdict.CONSISTENT
    assert audited(told.format(19862).replace("6.9", "9.6")).findings


def test_the_change_of_an_amount_is_not_that_of_an_average_beside_it() -> None:
    told = "2024年国内公务接待30批次，人均50元，比上年减少2.00万元，下降10%。"
    assert not audited(told).findings


WHOLE = (
    "一般公共预算收入5.25亿元，加上转移性收入38.18亿元，其中：税收返还收入0.47亿元、转移支付收入{}亿元、"
    "调入资金1.16亿元，收入合计{}亿元。"
)


def test_what_is_part_of_an_addend_is_not_added_again() -> None:
    assert not audited(WHOLE.format("36.55", "43.43")).findings
    assert mismatches(audited(WHOLE.format("36.55", "44.33"))) == [("N06", "44.33", "43.43")]
    (inner,) = audited(WHOLE.format("35.65", "43.43")).findings
    assert (inner.stated, inner.expected) == ("38.18", "37.28")


def test_the_total_amount_is_a_whole_as_the_total_is() -> None:
    for side, ends in (("收入", "年初结转和结余"), ("支出", "年末结转和结余")):
        for name in ("总额", "总规模"):
            told = (
                f"2024年度{side}{name}为{{}}万元，其中：本年{side}1103.12万元、{ends}165.25万元。"
            )
            assert not audited(told.format("1268.37")).findings
            assert mismatches(audited(told.format("1286.37"))) == [("N06", "1286.37", "1268.37")]


def test_an_item_with_the_word_budget_in_its_name_is_no_budget() -> None:
    told = (
        "1、一般公共服务支出（类）财政事务（款）预算改革业务（项）{}万元，主要用于绩效工作。年初预算为"
        "50.00万元，支出决算为48.60万元。"
    )
    assert not audited(told.format("48.60")).findings
    assert audited(told.format("46.80")).findings

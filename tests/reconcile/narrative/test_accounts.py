"""The accounts of governments as they tell them: funds with the same names, sums over a full stop,
and what is said beside a figure."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity, Verdict
from tests.reconcile.reading import audited, mismatches, verdict


def doubts(text: str, rule: str) -> int:
    found = audited(text).findings
    return sum(f.rule == rule and f.severity is not Severity.ROUNDING for f in found)


def test_a_share_of_the_adjusted_budget_is_a_completion() -> None:
    text = (
        "一般公共预算收入完成28,583万元。税收收入完成11,136万元，占调整预算90.75%，占一般公共预算收入的"
        "38.96%；非税收入完成17,447万元，占调整预算117.66%，占一般公共预算收入的{}%。"
    )
    assert mismatches(audited(text.format("61.04"))) == []
    assert mismatches(audited(text.format("64.01"))) == [("N04", "64.01", "61.04")]
    told = "公务接待费支出3.6万元，占年初预算4.2万元的{}%。"
    assert mismatches(audited(told.format("85.71"))) == []
    assert mismatches(audited(told.format("95.71"))) == [("N05", "95.71", "85.71")]


@pytest.mark.parametrize(
    "text",
    [
        "1.公共财政预算收入82640万元。包括：税收分成收入70000万元，上级补助收入12640万元。"
        "2.基金预算收入80587万元。包括：土地出让金收入80272万元，上级补助收入315万元。",
        "区本级一般公共预算收入32.20亿元，上级补助收入11.75亿元。\n"
        "区本级政府性基金上年结余26.37亿元，上级补助收入14.64亿元。",
        "在41个县收支完成情况上，一般公共预算收入完成151亿元。\n"
        "在59个区收支完成情况上，一般公共预算收入完成352.7亿元。",
    ],
)
def test_one_name_in_the_accounts_of_two_funds(text: str) -> None:
    assert doubts(text, "N07") == 0


@pytest.mark.parametrize(
    ("text", "total"),
    [
        (
            "一般公共预算收入完成147.1亿元，完成年度预算的100.2%，同比增长7.2%。"
            "加上转移性收入49.2亿元，收入合计{}亿元。",
            "196.3",
        ),
        (
            "政府性基金收入0万元，加上年结余收入39930万元，上级补助收入113566万元（其中：特别国债"
            "7691万元），债务转贷收入39000万元，收入合计{}万元。",
            "192496",
        ),
        (
            "一般公共预算总收入410338万元，其中地方收入271630万元；加上级补助收入120846万元，"
            "调入资金18300万元，收入合计{}万元。",
            "410776",
        ),
        (
            "国有资本经营收入1493万元，上级补助收入44万元，上年结余140万元，国有资本经营支出1459万元。"
            "上述收支相抵，年终结余{}万元。",
            "218",
        ),
        ("新增债务限额为{}亿元，其中：一般债务限额4.79亿元，专项债务限额14.14亿元。", "18.93"),
        ("一般公共预算收入完成{}万元。其中：税收收入8997万元；非税收入491万元。", "9488"),
    ],
)
def test_sums_of_accounts(text: str, total: str) -> None:
    audit = audited(text.format(total))
    assert [f for f in audit.findings if f.rule in ("N06", "N12")] == []
    printed = next(
        c.quantity.text for c in audit.disclosure.claims if str(c.quantity.value) == total
    )
    assert verdict(audit, printed) is Verdict.CONSISTENT


def test_a_balance_that_is_off_is_worth_a_look() -> None:
    told = "基金收入1493万元，上年结余140万元，基金支出1459万元。收支相抵，年终结余{}万元。"
    assert doubts(told.format(174), "N06") == 0
    assert doubts(told.format(274), "N06") == 1


def test_a_limit_that_is_off() -> None:
    told = "新增债务限额为{}亿元，其中：一般债务限额4.79亿元，专项债务限额14.14亿元。"
    assert mismatches(audited(told.format("19.93"))) == [("N06", "19.93", "18.93")]


def test_the_change_of_an_average() -> None:
    told = "幼儿园生均支出17443.63元，比上年17302.62元，增长{}%。"
    assert verdict(audited(told.format("0.81")), "0.81%") is Verdict.CONSISTENT
    assert mismatches(audited(told.format("1.81"))) == [("N03", "1.81", "0.81")]


@pytest.mark.parametrize(
    "text",
    [
        "一般公共预算支出完成年初预算83.5%，同比增长17%，比去年同期进度提高6个百分点。",
        "增速最高为东县（同比增长55.5%），增速最低为西县（同比下降13.2%），相差68.7个百分点。",
    ],
)
def test_points_of_rates_that_are_no_pair(text: str) -> None:
    assert doubts(text, "N02") == 0


def test_what_is_told_behind_the_pace_is_of_the_figure_before_it() -> None:
    text = "一般公共预算收入完成4335万元，月进度2281万元，较上年同月增收480万元，增长12.5%。"
    assert doubts(text, "N02") + doubts(text, "N03") == 0


def test_a_rate_on_this_year_s_figure_is_the_rate_s_fault() -> None:
    """1151.41 is told twice; 29.6/1151.41 is 2.57%, of last year's figure it is 2.64%."""
    text = (
        "2024年度收入总计1,151.41万元，支出总计1,151.41万元，与2023年度相比，"
        "各增加29.6万元，增长{}%。"
    )
    assert mismatches(audited(text.format("2.64"))) == []
    assert mismatches(audited(text.format("2.57"))) == [("N03", "2.57", "2.64")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("因公出国费43万元，同比下降18.87；公务接待费393万元，同比下降9.24%。", "W01"),
        ("收入预算为59080万元，实际完成57305万元，减少1775万元，主要是非税收入减收1775。", ""),
    ],
)
def test_figures_that_lost_their_sign(text: str, code: str) -> None:
    found = [f.rule for f in audited(text).findings if f.rule in ("W01", "N03")]
    assert found == ([code] if code else [])


def test_a_change_behind_the_parts_may_be_of_their_whole() -> None:
    """18.65 less 1.42 gives 8.24% of rounded figures; 项目支出 of nothing did not rise."""
    told = (
        "离退休（项）18.65万元，其中：基本支出18.65万元，项目支出0万元，同比增加1.42万元，增长{}%。"
    )
    assert mismatches(audited(told.format("8.25"))) == []
    own = "支出30.00万元，其中：甲18.65万元，增长2.00%；乙11.35万元，同比增加1.42万元，增长{}%。"
    assert mismatches(audited(own.format("14.30"))) == []
    assert mismatches(audited(own.format("13.40"))) == [("N03", "13.40", "14.30")]


def test_what_was_spent_is_no_total_with_what_is_left() -> None:
    text = (
        "政府性基金预算财政拨款支出总计1,800.00万元，其中：年末结转和结余150.00万元，本年支出1,650.00"
        "万元。政府性基金预算财政拨款支出1,650.00万元，具体为体育支出1,650.00万元。"
    )
    assert doubts(text, "N07") == 0


@pytest.mark.parametrize(
    ("budget", "spent", "words", "found"),
    [
        ("1", "0.53", "小于", 0),
        ("5", "4.53", "小于", 0),
        ("12", "12.3", "大于", 0),
        ("12", "12.3", "等于", 0),
        ("1.00", "0.53", "大于", 1),
        ("12", "10.3", "大于", 1),
    ],
)
def test_an_order_of_figures_of_which_one_is_coarse(
    budget: str, spent: str, words: str, found: int
) -> None:
    text = f"公务接待费预算为{budget}万元，支出决算为{spent}万元，决算数{words}预算数，因为节约。"
    assert len(mismatches(audited(text))) == found


def test_a_rank_is_no_part_of_a_rate() -> None:
    assert doubts("支出增幅高于全省平均增幅3.3个百分点，居全省第8位，同比回落6个位次。", "N10") == 0


def test_two_years_in_one_paper() -> None:
    """A paper on last year's outturn and this year's budget: each change is of its own year."""
    text = (
        "2023年本级“三公”经费执行数为71.54亿元。其中，因公出国（境）费16.92亿元，公务用车购置及运行费"
        "42.53亿元，公务接待费12.09亿元。与2023年年初预算相比，本级2023年“三公”经费执行数减少8.15亿元，"
        "下降10.2%。其中，因公出国（境）费减少4.44亿元，公务用车购置及运行费减少1.46亿元，公务接待费减少"
        "2.25亿元。\n2024年本级“三公”经费预算71.51亿元。其中，因公出国（境）费19.76亿元，公务用车购置及"
        "运行费41.27亿元，公务接待费10.48亿元。与2023年执行数相比，2024年本级“三公”经费预算减少0.03亿元，"
        "下降0.04%。"
    )
    found = audited(text, kind="budget").findings
    assert [f.rule for f in found if f.severity in (Severity.MISMATCH, Severity.DOUBT)] == []


def test_bare_names_within_a_paragraph_may_be_of_two_things() -> None:
    text = (
        "养老保险基金收入20790亿元，支出16699亿元，结余4091亿元。其中，保险费收入17002亿元；"
        "支出16090亿元。"
    )
    assert doubts(text, "N07") == 0


def test_a_list_that_falls_short_by_a_round_amount() -> None:
    text = "医疗保险基金收入{}亿元，其中：保险费收入816亿元；政府资助收入3523亿元。支出4083亿元。"
    assert mismatches(audited(text.format("4399"))) == []
    fine = "医疗保险基金收入{}亿元，其中：保险费收入816.25亿元；政府资助收入3523.47亿元。"
    assert mismatches(audited(fine.format("4393.72"))) == [("N06", "4393.72", "4339.72")]

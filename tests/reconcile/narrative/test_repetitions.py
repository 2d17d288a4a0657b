"""One quantity stated in two places: what confirms, what contradicts and what says nothing."""

from __future__ import annotations

import pytest

from reconcile.audit import Audit, Verdict
from tests.reconcile.reading import audited, mismatches

OVERVIEW = (
    "八、“三公”经费支出决算情况说明\n（一）总体情况\n"
    "2024年度“三公”经费支出决算为4.20万元，其中：公务接待费支出决算为0.60万元。\n"
    "（二）具体情况\n公务接待费支出决算为{}。"
)


def verdicts(audit: Audit, printed: str) -> list[Verdict]:
    """The verdicts of all claims that are printed like this."""
    ids = {c.id for c in audit.disclosure.claims if c.quantity.text == printed}
    return [j.verdict for j in audit.judgements if j.claim in ids]


def rules(audit: Audit) -> set[str]:
    return {check.rule for check in audit.checks}


def test_what_is_stated_twice_is_confirmed() -> None:
    audit = audited(OVERVIEW.format("0.60万元"))
    assert verdicts(audit, "0.60万元") == [Verdict.CONSISTENT] * 2
    assert mismatches(audit) == []


@pytest.mark.parametrize(
    ("detail", "wrong"),
    [
        ("6,000.00元", []),
        ("0.6万元", []),
        ("0.66万元", [("N07", "0.66", "0.60")]),
        ("6,600.00元", [("N07", "0.60", "0.66")]),  # the coarser is what the finer rounds to
    ],
)
def test_units_and_decimals(detail: str, wrong: list[tuple[str, str, str]]) -> None:
    assert mismatches(audited(OVERVIEW.format(detail))) == wrong


@pytest.mark.parametrize(
    "text",
    [
        "公务接待费支出决算为0.60万元，公务接待费支出预算为0.60万元。",
        "2024年度公务接待费支出0.60万元。\n2023年度公务接待费支出0.60万元。",
        "2024年度会议费支出0.60万元。\n2024年度培训费支出0.60万元。",
        pytest.param(
            "2024年度会议费支出比上年增加0.60万元。\n2024年度会议费支出比上年减少0.60万元。",
        ),
    ],
)
def test_another_measure_year_thing_or_direction_is_no_repetition(text: str) -> None:
    audit = audited(text)
    assert "N07" not in rules(audit)
    assert set(verdicts(audit, "0.60万元")) == {Verdict.UNVERIFIABLE}


def test_words_alone_confirm_and_prove_nothing() -> None:
    same = "2024年度培训经费34.56万元。\n全年培训经费{}万元。"
    assert verdicts(audited(same.format("34.56")), "34.56万元") == [Verdict.CONSISTENT] * 2
    other = audited(same.format("35.46"))
    assert mismatches(other) == []
    assert verdicts(other, "34.56万元") == [Verdict.UNVERIFIABLE]


def test_a_telling_figure_of_one_name_recurs() -> None:
    text = "“梧桐计划”项目投入资金{}万元。\n实施“{}计划”，全年投入资金{}万元。"
    known = audited(text.format("123.45", "梧桐", "123.45"))
    assert verdicts(known, "123.45万元") == [Verdict.CONSISTENT] * 2
    other = audited("“梧桐计划”项目投入资金12万元。\n“银杏计划”奖励先进单位12万元。")
    assert verdicts(other, "12万元") == [Verdict.UNVERIFIABLE] * 2


def test_a_figure_does_not_repeat_itself_in_its_own_sentence() -> None:
    audit = audited("公务接待费支出0.60万元，公务接待费支出0.60万元。")
    assert "N07" not in rules(audit)


def test_what_an_item_is_given_with_is_what_it_cost() -> None:
    text = "教育支出（类）普通教育（款）小学教育（项）29.90万元，支出决算为{}万元。"
    assert mismatches(audited(text.format("29.90"))) == []
    assert mismatches(audited(text.format("19.90"))) == [("N07", "19.90", "29.90")]
    budget = text.replace("支出决算为", "年初预算为")
    assert mismatches(audited(budget.format("19.90"))) == []


def test_a_passage_printed_twice() -> None:
    """Up to a figure that differs the second time; a short one may be of something else."""
    passage = "2024年度收入总计3576.74万元，比上年增加848.10万元，其中财政拨款收入{}万元。"
    twice = passage.format("3000.00") + "\n" + passage
    assert mismatches(audited(twice.format("3000.00"))) == []
    assert mismatches(audited(twice.format("3006.00"))) == [("N07", "3006.00", "3000.00")]
    unknown = (
        "2024年全年开展业务培训12次，投入34.56万元，"
        "覆盖全区各街道各部门，印发宣传材料共计使用{}万元。"
    )
    assert mismatches(audited((unknown + "\n" + unknown).format("7.25", "7.52"))) == [
        ("N07", "7.52", "7.25")
    ]
    short = "补助{}万元。\n补助{}万元。"
    assert mismatches(audited(short.format("3000.00", "3006.00"))) == []


@pytest.mark.parametrize(
    ("again", "told"),
    [("3,847.26", []), ("3,841.26", [("N07", "3841.26", "3847.26")]), ("2,190.55", [])],
)
def test_the_same_words_around_two_figures(again: str, told: list[tuple[str, str, str]]) -> None:
    """Two things may be told in the same words: only a slip of the pen is told."""
    passage = (
        "该中心整体支出规模为{}万元（不含冻结资金），预算调整率为12.38%，调整的主要原因是年度中间追加了"
        "信息化建设任务和人员经费，各项支出严格控制在批复的范围之内。"
    )
    text = f"{passage.format('3,847.26')}\n二、存在的问题\n预算方面，{passage.format(again)}"
    assert mismatches(audited(text)) == told

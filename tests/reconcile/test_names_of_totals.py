"""The totals of the accounts in many words, against the tables that state them."""

from __future__ import annotations

import pytest

from reconcile.audit import Verdict
from tests.reconcile.reading import audited, mismatches, sheet, verdict

ALL = sheet(
    "收入支出决算总表",
    "收入|金额|支出|金额",
    "一、一般公共预算财政拨款收入|3100.00|一、教育支出|3497.89",
    "二、事业收入|400.00|二、住房保障支出|10.00",
    "本年收入合计|3500.00|本年支出合计|3507.89",
    "年初结转和结余|17.89|年末结转和结余|10.00",
    "总计|3517.89|总计|3517.89",
)
GRANTED = sheet(
    "财政拨款收入支出决算总表",
    "收入|金额|支出|合计|一般公共预算财政拨款|政府性基金预算财政拨款",
    "一、一般公共预算财政拨款|3100.00|一、教育支出|3101.89|3101.89|",
    "本年收入合计|3100.00|本年支出合计|3101.89|3101.89|",
    "年初财政拨款结转和结余|8.89|年末财政拨款结转和结余|7.00|7.00|",
    "总计|3108.89|总计|3108.89|3108.89|",
)
OVER_ALL = "一、收入支出决算总体情况说明\n"
OVER_GRANTED = "四、财政拨款收入支出决算总体情况说明\n"


@pytest.mark.parametrize(
    ("heading", "words", "amount"),
    [
        (OVER_ALL, "2024年度收入总计、支出总计均为{}万元", "3517.89"),
        (OVER_ALL, "本年度收入总计和支出总计各{}万元", "3517.89"),
        (OVER_ALL, "2024年度总收入、总支出均为{}万元", "3517.89"),
        (OVER_ALL, "2024年度部门决算收支总计{}万元", "3517.89"),
        (OVER_ALL, "2024年收入支出决算总额{}万元", "3517.89"),
        (OVER_ALL, "2024年度收支总规模{}万元", "3517.89"),
        (OVER_ALL, "2024年度收入决算总计、支出决算总计均为{}万元", "3517.89"),
        (OVER_ALL, "2024年收入总预算、支出总预算均为{}万元", "3517.89"),
        (OVER_GRANTED, "2024年财政拨款收入总计、支出总计均为{}万元", "3108.89"),
        (OVER_GRANTED, "2024年度财政拨款总收入、总支出均为{}万元", "3108.89"),
        (OVER_GRANTED, "2024年度财政拨款本年收入{}万元", "3100.00"),
        (OVER_GRANTED, "2024年度财政拨款本年支出{}万元", "3101.89"),
        (OVER_GRANTED, "财政拨款年初结转和结余{}万元", "8.89"),
        (OVER_GRANTED, "年末财政拨款结转和结余{}万元", "7.00"),
    ],
)
def test_a_total_by_its_name(heading: str, words: str, amount: str) -> None:
    sound = audited(heading + words.format(amount) + "。", ALL, GRANTED)
    assert verdict(sound, f"{amount}万元") is Verdict.CONSISTENT
    assert mismatches(sound) == []
    slipped = f"9{amount[1:]}"
    wrong = audited(heading + words.format(slipped) + "。", ALL, GRANTED)
    assert [found[1:] for found in mismatches(wrong)] in ([(slipped, amount)], [])
    assert verdict(wrong, f"{slipped}万元") is not Verdict.CONSISTENT


def test_a_side_that_figures_given_respectively_leave_out() -> None:
    text = OVER_GRANTED + "2024年度财政拨款本年收入、本年支出分别为{}、3101.89万元。"
    assert mismatches(audited(text.format("3100.00"), ALL, GRANTED)) == []
    assert mismatches(audited(text.format("3700.00"), ALL, GRANTED)) == [
        ("N01", "3700.00", "3100.00")
    ]


def test_a_change_by_the_end_of_a_longer_name() -> None:
    text = (
        "四、财政拨款收入支出决算总体情况说明\n2024年度财政拨款支出总计103394.16万元。\n"
        "五、一般公共预算财政拨款支出决算情况说明\n2024年度一般公共预算财政拨款支出103024.16万元。"
        "与上年相比，财政拨款支出增加2394.63万元，增长{}%。"
    )
    assert mismatches(audited(text.format("2.38"))) == []
    assert mismatches(audited(text.format("2.83"))) == [("N03", "2.83", "2.38")]

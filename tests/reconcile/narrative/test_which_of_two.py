"""Of two figures that stand near each other, the one that is meant: this year's average or last
year's, a sum of money or a count, one end of the year or the other."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity, Verdict
from tests.reconcile.reading import audited, mismatches, sheet, verdict

_PUPILS = "公用经费支出312.00万元。按在校生2600人测算，生均公用经费{}元，{}下降4.00%。"


@pytest.mark.parametrize(
    "base",
    [
        "较2023年生均1250.00元（在校生2480人）",
        "比2023年的生均1250.00元",
        "较上年生均1250.00元",
        "低于2023年生均1250.00元的水平，",
    ],
)
def test_an_average_of_an_earlier_year_is_no_quotient_of_this_years(base: str) -> None:
    assert not audited(_PUPILS.format("1200.00", base)).findings
    wrong = audited(_PUPILS.format("1020.00", base))
    assert [f.rule for f in wrong.findings] == ["N08"]


_SUMMARY = sheet(
    "一般公共预算支出表",
    "科目名称|合计|基本支出|项目支出",
    "教育支出|612.40|402.40|210.00",
    "卫生健康支出|40.00|40.00|0",
    "合计|652.40|442.40|210.00",
)


@pytest.mark.parametrize(
    "told",
    [
        "一般公共预算拨款较2023年的600.00万元多安排{}万元，同比增长6.23%。",
        "一般公共预算拨款比2023年600.00万元增加{}万元，增长6.23%。",
    ],
)
def test_what_a_sentence_tells_all_of_needs_no_cell(told: str) -> None:
    """The table's figure has what was carried over as well: 37.40 ÷ 600.00 = 6.23%."""
    text = "二、收支预算总体情况\n" + told
    given = audited(text.format("37.40"), _SUMMARY, kind="budget")
    assert verdict(given, "6.23%") is Verdict.CONSISTENT
    assert "N03" not in [f.rule for f in given.findings]
    wrong = audited(text.format("73.40"), _SUMMARY, kind="budget")
    assert [f.severity for f in wrong.findings if f.rule == "N03"]


@pytest.mark.parametrize(
    "told",
    [
        "纳入绩效管理的项目共8个。100万元以上的重点项目2个，占项目支出的61.30%。",
        "全年实施项目12个。其中跨年项目3个，即河道整治等，占项目资金的18.20%。",
        "全局共有在职人员40人。借调3人，占人员经费的2.10%。",
    ],
)
def test_a_share_of_money_is_no_quotient_of_counts(told: str) -> None:
    assert not audited(told).findings


def test_a_share_of_what_was_counted_is() -> None:
    told = "全年实施项目共8个，其中重点项目2个，占项目总数的{}。"
    assert verdict(audited(told.format("25.00%")), "25.00%") is Verdict.CONSISTENT
    assert mismatches(audited(told.format("52.00%"))) == [("N04", "52.00", "25.00")]


@pytest.mark.parametrize("word", ["压减比例为", "压降率", "压缩率为", "压降幅度", "压减比例"])
def test_by_how_much_something_was_cut_is_no_share(word: str) -> None:
    told = (
        "收入总计2150.00万元。年初财政拨款结转和结余80.00万元，年末财政拨款结转和结余50.00万元，"
        f"年末较年初压减30.00万元，{word}{{}}。"
    )
    sound = audited(told.format("37.50%"))
    assert not sound.findings
    assert verdict(sound, "37.50%") is Verdict.CONSISTENT
    wrong = audited(told.format("73.50%"))
    assert [f.rule for f in wrong.findings] == ["N03"]


@pytest.mark.parametrize("word", ["消化率", "盘活率", "节约率"])
def test_what_was_used_up_is_no_share(word: str) -> None:
    told = f"年初结转结余80.00万元，年末结转结余50.00万元，一年内处理30.00万元，{word}37.50%。"
    assert not audited(told).findings


_ENDS = sheet(
    "财政拨款收入支出决算总表",
    "收入项目|决算数|支出项目|决算数",
    "一、一般公共预算财政拨款|900.00|一、教育支出|921.37",
    "本年收入合计|900.00|本年支出合计|921.37",
    "年初财政拨款结转和结余|34.26|年末财政拨款结转和结余|12.89",
    "总计|934.26|总计|934.26",
)


@pytest.mark.parametrize("told", ["年末为{}万元", "年末仅{}万元", "年末{}万元", "到年末为{}万元"])
def test_the_other_end_of_the_year(told: str) -> None:
    text = "四、财政拨款收入支出决算总体情况\n年初财政拨款结转和结余34.26万元，" + told + "。"
    sound = audited(text.format("12.89"), _ENDS)
    assert not sound.findings
    assert verdict(sound, "12.89万元") is Verdict.CONSISTENT
    wrong = audited(text.format("18.29"), _ENDS)
    assert [f.severity for f in wrong.findings] == [Severity.MISMATCH]

"""Members of a list whose neighbours a column confirms, and other causes from whole reports."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity, Verdict
from tests.reconcile.reading import audited, mismatches, sheet, verdict

TABLE = sheet(
    "一般公共预算基本支出表",
    "科目编码|科目名称|2024年预算数",
    "|合计|258.30",
    "302|商品和服务支出|258.30",
    "30201|办公费|32.20",
    "30202|印刷费|18.00",
    "30206|电费|98.10",
    "30211|差旅费|24.00",
    "30228|工会经费|58.60",
    "30229|福利费|27.40",
)
TEXT = """# 机关运行经费安排情况
机关运行经费安排300.00万元。其中：办公费32.20万元，印刷费18.00万元，电费98.10万元，\
差旅费24.00万元，工会经费{}万元，福利费27.40万元。"""


@pytest.mark.parametrize("printed", ["27.40", "56.80"])
def test_the_copy_of_a_neighbour_and_a_slip_are_off(printed: str) -> None:
    audit = audited(TEXT.format(printed), TABLE, kind="budget")
    assert mismatches(audit) == [("N01", printed, "58.60")]


def test_any_other_figure_may_be_of_other_money() -> None:
    audit = audited(TEXT.format("31.05"), TABLE, kind="budget")
    assert mismatches(audit) == []


def test_a_list_of_which_the_column_confirms_little_contradicts_nothing() -> None:
    """Two digits that changed places are worth a look all the same, and nothing else is."""
    text = TEXT.replace("18.00", "19.20").replace("24.00", "42.70")
    (doubt,) = audited(text.format("56.80"), TABLE, kind="budget").findings
    assert doubt.severity is Severity.DOUBT
    assert not audited(text.format("31.05"), TABLE, kind="budget").findings


def test_a_direction_that_is_off_is_one_finding() -> None:
    """The word, the rate's other way and the rate on the wrong side have one cause."""
    audit = audited(
        "公务接待费支出决算23.18万元，比2023年度增加1.42万元，下降5.77%，由24.60万元降至23.18万元。"
    )
    assert [(f.rule, f.severity) for f in audit.findings] == [("N02", Severity.MISMATCH)]


def test_two_ways_of_one_change_are_one_finding() -> None:
    audit = audited("收入预算904.63万元，比上年增加58.21万元，下降6.05%。", kind="budget")
    assert [(f.rule, f.severity) for f in audit.findings] == [("N10", Severity.MISMATCH)]


def test_a_point_that_slipped_is_no_unit_that_nobody_writes() -> None:
    audit = audited(
        "政府采购支出总额358.64万元，其中：货物1264.00万元，工程56.20万元，服务176.04万元。"
    )
    (found,) = audit.findings
    assert (found.stated, found.expected) == ("1264.00", "126.40")
    assert "千元" not in str(found.detail)


def test_a_list_goes_on_about_the_whole_it_adds_up_to() -> None:
    audit = audited(
        "使用一般公共预算安排基本支出214.20万元，使用政府性基金安排基本支出0万元，其中：工资福利支出"
        "185.20万元，商品和服务支出21.25万元，对个人和家庭的补助7.75万元。"
    )
    assert not audit.findings
    assert verdict(audit, "185.20万元") is Verdict.CONSISTENT


def test_the_total_of_a_vertical_table_is_no_part_of_it() -> None:
    table = sheet(
        "收入决算表",
        "项目|行次|金额",
        "财政拨款收入|1|210.40",
        "事业收入|2|388.15",
        "本年收入合计|3|598.55",
    )
    audit = audited(
        "本年收入合计598.55万元，其中：财政拨款收入210.40万元，事业收入388.15万元。", table
    )
    assert not audit.findings


def test_the_cars_in_all_are_not_all_three() -> None:
    table = sheet(
        "一般公共预算“三公”经费支出表",
        "“三公”经费合计|因公出国（境）费|公务用车购置及运行费/合计|公务用车购置及运行费/公务用车购置费|"
        "公务用车购置及运行费/公务用车运行费|公务接待费",
        "15.00|0.00|12.00|0.00|12.00|3.00",
    )
    audit = audited("“三公”经费预算15.00万元。", table, kind="budget")
    assert not audit.findings


@pytest.mark.parametrize(
    ("text", "off"),
    [
        ("在职人员编制98人，其中：行政编制24人，工勤人员编制3人，事业编制17人。", "98"),
        ("全年受理各类案件6,428件，审结6,325件，未结193件。", "6428"),
    ],
)
def test_what_is_complete_by_nature(text: str, off: str) -> None:
    assert [m[1] for m in mismatches(audited(text))] == [off]


CASH = sheet(
    "一般公共预算财政拨款支出决算表",
    "功能分类科目编码|科目名称|本年支出/小计|本年支出/基本支出|本年支出/项目支出",
    "|合计|4342.16|2800.00|1542.16",
    "201|一般公共服务支出|4342.16|2800.00|1542.16",
)


@pytest.mark.parametrize(
    "text",
    [
        "政府采购预算605.00万元，其中：一般公共预算安排545.00万元，政府性基金预算安排60.00万元。",
        "财政拨款“三公”经费4.70万元（其中：一般公共预算支出4.70万元；政府性基金预算支出0万元）。",
        "年初财政拨款结转和结余654.98万元（一般公共预算612.48万元、政府性基金42.50万元）。",
    ],
)
def test_a_source_of_a_narrower_whole_is_not_all_of_that_source(text: str) -> None:
    assert not audited(text, CASH).findings


def test_a_source_of_all_money_is() -> None:
    text = (
        "本年支出合计4402.16万元，其中：一般公共预算支出4324.16万元，政府性基金预算支出60.00万元。"
    )
    assert ("N01", "4324.16", "4342.16") in mismatches(audited(text, CASH))


def test_the_sum_of_some_parts_is_no_part() -> None:
    audit = audited(
        "项目支出1,378.44万元，其中食品安全监管412.75万元、行政管理事务186.40万元、市场秩序执法"
        "168.35万元，三项合计767.50万元，占项目支出的55.68%。"
    )
    assert not audit.findings
    assert verdict(audit, "767.50万元") is Verdict.CONSISTENT


def test_after_a_list_another_way_of_seeing_is_of_the_whole() -> None:
    audit = audited(
        "（五）本年支出3215.25万元。按功能分类，包括：\n"
        "1.一般公共服务支出（类）989.09万元；\n2.农林水支出（类）2221.96万元；\n3.其他支出（类）4.20万元。\n"
        "按支出性质，基本支出1646.78万元，占51.22%；项目支出1568.47万元，占48.78%。"
    )
    assert not audit.findings
    assert verdict(audit, "51.22%") is Verdict.CONSISTENT


def test_persons_in_ten_thousands() -> None:
    audit = audited("县级配套8642.50万元，按参保38.60万人测算，人均负担223.90元。")
    assert not audit.findings
    assert verdict(audit, "223.90元") is Verdict.CONSISTENT


def test_what_is_short_of_a_whole_by_little_may_go_unmentioned() -> None:
    audit = audited("本年支出3215.25万元，其中：农林水支出2221.96万元，教育支出989.09万元。")
    assert not mismatches(audit)


def test_a_list_is_not_handed_to_another_whole_that_it_adds_up_to() -> None:
    audit = audited(
        "编报绩效目标的项目39个，绩效自评的项目32个，其中：绩效评级为“优”的项目39个，为“良”的项目0个，为"
        "“合格”的项目0个。"
    )
    assert [(f.rule, f.stated) for f in audit.findings] == [("N06", "32")]


BASIC = sheet(
    "一般公共预算财政拨款基本支出决算表",
    "科目编码|科目名称|金额",
    "302|商品和服务支出|68.91",
    "30215|会议费|33.30",
    "30216|培训费|35.61",
)
TRAINED = "八、其他重要事项\n2024年开支培训费{}，用于业务培训。"


@pytest.mark.parametrize(
    ("printed", "doubts"),
    [("35.61万元", 0), ("356100.00万元", 1), ("36.51万元", 1), ("48.20万元", 0), ("35.6万元", 0)],
)
def test_a_slip_away_from_what_only_confirms_is_a_doubt(printed: str, doubts: int) -> None:
    """Training may be paid from other money: only what is a slip away is worth a look."""
    audit = audited(TRAINED.format(printed), BASIC)
    assert mismatches(audit) == []
    assert len([f for f in audit.findings if f.severity is Severity.DOUBT]) == doubts

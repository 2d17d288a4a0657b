"""Totals whose parts no template names: by codes, by another table, by numbers before labels."""

from __future__ import annotations

import pytest

from reconcile.audit import Audit
from reconcile.rules import Sample
from tests.reconcile.reading import audited, mismatches, sheet

TOLD = "2026年收入总计10.00万元。"


def _read(*tables: Sample) -> Audit:
    return audited(TOLD, *tables, kind="budget", year=2026)


def _found(title: str, lines: tuple[str, ...], right: str, wrong: str) -> list[tuple[str, ...]]:
    """What is called in a table with one figure changed; nothing is called before."""
    assert _read(sheet(title, *lines)).findings == ()
    assert sum(line.count(right) for line in lines) >= 1
    changed, done = [], False
    for line in lines:
        changed.append(line if done else line.replace(right, wrong, 1))
        done |= right in line
    return [f[1:] for f in mismatches(_read(sheet(title, *changed)))]


_BY_SUBJECT = (
    "科目编码|科目名称|合计|基本支出|项目支出",
    "301|工资福利支出|846.30|846.30|",
    "30101|基本工资|512.80|512.80|",
    "30107|绩效工资|333.50|333.50|",
    "302|商品和服务支出|297.60|64.10|233.50",
    "30201|办公费|58.40|21.60|36.80",
    "30211|差旅费|42.50|42.50|",
    "30213|维修（护）费|113.90||113.90",
    "30227|委托业务费|82.80||82.80",
    "310|资本性支出|75.20||75.20",
    "31002|办公设备购置|75.20||75.20",
    "|合计|1219.10|910.40|308.70",
)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("|113.90||113.90", "|113.90||131.90"), ("|82.80||", "|28.80||"), ("|42.50|", "|45.20|")],
)
def test_a_table_by_economic_subject_of_any_title(right: str, wrong: str) -> None:
    for title in ("财政拨款支出明细表（按经济科目分类）", "支出经济分类情况表"):
        assert _found(title, _BY_SUBJECT, right, wrong)


def test_a_column_that_is_missing_is_no_slip() -> None:
    """合计 holds what a source of its own gave, which has no column: nothing is wrong."""
    lines = list(_BY_SUBJECT)
    lines[8] = "30227|委托业务费|91.37||82.80"
    lines[4] = "302|商品和服务支出|306.17|64.10|233.50"
    lines[-1] = "|合计|1227.67|910.40|308.70"
    assert mismatches(_read(sheet("财政拨款支出明细表（按经济科目分类）", *lines))) == []


_FLAT = (
    "项目分类|项目名称|功能科目|经济科目编码|经济科目名称|合计|其中：一般公共预算",
    "人员类|工资|小学教育|30101|基本工资|318.20|318.20",
    "人员类|工资|初中教育|30101|基本工资|402.70|402.70",
    "人员类|公积金|住房公积金|30113|住房公积金|86.40|86.40",
    "运转类|工会经费|小学教育|30228|工会经费|6.30|6.30",
    "运转类|工会经费|初中教育|30228|工会经费|8.10|8.10",
    "|合计||||821.70|821.70",
)


@pytest.mark.parametrize(
    ("right", "wrong"), [("|8.10|8.10", "|8.10|1.80"), ("|402.70|", "|420.70|")]
)
def test_rows_whose_codes_stand_for_themselves(right: str, wrong: str) -> None:
    assert _found("基本支出预算表（人员类、运转类项目）", _FLAT, right, wrong)


_PROJECTS = (
    "功能科目编码|科目名称|项目名称|2026年预算数",
    "|合计||1,086.35",
    "2070104|图书馆|馆藏图书购置|164.20",
    "2070104|图书馆|流动图书车运行|38.75",
    "2070109|群众文化|广场文化活动|96.40",
    "2070111|文化创作与保护|非遗传承人补助|27.60",
    "2070204|文物保护|古建筑修缮|412.90",
    "2070205|博物馆|博物馆免费开放|188.30",
    "2070205|博物馆|临展布展|52.80",
    "2070899|其他广播电视支出|应急广播维护|105.40",
)
_ITEMS = (
    "科目编码|科目名称|合计|基本支出|项目支出",
    "|合计|1,466.55|380.20|1,086.35",
    "207|文化旅游体育与传媒支出|1,466.55|380.20|1,086.35",
    "20701|文化和旅游|707.15|380.20|326.95",
    "2070101|行政运行|380.20|380.20|",
    "2070104|图书馆|202.95||202.95",
    "2070109|群众文化|96.40||96.40",
    "2070111|文化创作与保护|27.60||27.60",
    "20702|文物|654.00||654.00",
    "2070204|文物保护|412.90||412.90",
    "2070205|博物馆|241.10||241.10",
    "20708|广播电视|105.40||105.40",
    "2070899|其他广播电视支出|105.40||105.40",
)


def _two(right: str = "", wrong: str = "") -> list[tuple[str, str, str]]:
    lines = [line.replace(right, wrong, 1) if right else line for line in _PROJECTS]
    general = sheet("一般公共预算支出预算表", *_ITEMS)
    return mismatches(_read(general, sheet("一般公共预算项目支出表", *lines)))


@pytest.mark.parametrize(
    ("right", "wrong", "at"),
    [("38.75", "83.75", "83.75"), ("412.90", "421.90", "421.90"), ("52.80", "25.80", "25.80")],
)
def test_one_column_whose_items_another_table_has(right: str, wrong: str, at: str) -> None:
    assert _two() == []
    assert [stated for _, stated, _ in _two(right, wrong)] == [at]


def test_one_column_that_nothing_proves() -> None:
    """Alone, a list with one column may lack a row; so it may where the totals are two figures."""
    lines = [line.replace("412.90", "421.90") for line in _PROJECTS]
    assert mismatches(_read(sheet("一般公共预算项目支出表", *lines))) == []
    lines = [line.replace("1,086.35", "1,095.35") for line in lines]
    general = sheet("一般公共预算支出预算表", *_ITEMS)
    assert mismatches(_read(general, sheet("项目支出表", *lines))) == []


_NUMBERED = (
    "项目|预算数|统计数",
    "一、“三公”经费支出|—|—",
    "（一）支出合计|96.50|88.37",
    "1.因公出国（境）费|12.00|11.46",
    "2.公务用车购置及运行维护费|72.00|66.91",
    "（1）公务用车购置费|20.00|19.80",
    "（2）公务用车运行维护费|52.00|47.11",
    "3.公务接待费|12.50|10.00",
    "（1）国内接待费|—|10.00",
    "二、政府采购支出|—|—",
    "（一）政府采购支出合计|—|743.25",
    "1.政府采购货物支出|—|126.40",
    "2.政府采购工程支出|—|508.75",
    "3.政府采购服务支出|—|108.10",
)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("|88.37", "|83.87"), ("|508.75", "|580.75"), ("|52.00|", "|25.00|"), ("|743.25", "|734.25")],
)
def test_rows_with_numbers_make_the_row_above_them(right: str, wrong: str) -> None:
    assert _found("部门决算相关信息统计表", _NUMBERED, right, wrong)


def test_rows_of_which_some_are_left_out() -> None:
    """Numbered rows that tell only some of what is above them, as its other rows show."""
    lines = (
        "项目|金额",
        "一、资产总额|963.70",
        "1.房屋|402.60",
        "2.车辆|58.30",
        "二、负债总额|217.40",
        "1.应付账款|86.20",
        "2.其他应付款|17.50",
        "三、净资产|746.30",
    )
    assert mismatches(_read(sheet("资产负债情况表", *lines))) == []


def test_the_parts_of_which_one_may_have_a_slip_are_named() -> None:
    """Two of them differ from what would add up by two digits that changed places: neither is
    accused, and the total is not said to be wrong alone."""
    lines = (
        "采购项目|合计|预留资金",
        "护眼灯|93.60|56.16",
        "显微镜|413.50|240.30",
        "书架|192.00|115.20",
        "投影仪|209.00|120.30",
        "合计|908.10|531.96",
    )
    title = "设备采购清单"
    assert _read(sheet(title, *lines)).findings == ()
    bad = [line.replace("|240.30", "|204.30") for line in lines]
    (found,) = _read(sheet(title, *bad)).findings
    assert "204.30万元若为240.30万元，或115.20万元若为151.20万元" in str(found.detail)


_CLASSES = (
    "项目|决算数|人员经费|公用经费",
    "合计|1,604.85|1,471.15|133.70",
    "工资福利支出|1,386.90|1,386.90|",
    "基本工资|528.60|528.60|",
    "津贴补贴|317.45|317.45|",
    "绩效工资|540.85|540.85|",
    "商品和服务支出|133.70||133.70",
    "办公费|48.25||48.25",
    "差旅费|36.10||36.10",
    "委托业务费|49.35||49.35",
    "对个人和家庭的补助|84.25|84.25|",
    "退休费|61.80|61.80|",
    "抚恤金|22.45|22.45|",
)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("|317.45|317.45", "|371.45|317.45"),
        ("|1,386.90|1", "|1,368.90|1"),
        ("|22.45|2", "|24.25|2"),
    ],
)
def test_classes_of_expenditure_without_codes(right: str, wrong: str) -> None:
    assert _found("财政拨款基本支出决算表（经济科目）", _CLASSES, right, wrong)


def test_a_class_of_which_some_rows_are_left_out() -> None:
    lines = [line for line in _CLASSES if not line.startswith(("绩效", "差旅", "抚恤"))]
    assert mismatches(_read(sheet("财政拨款基本支出决算表（经济科目）", *lines))) == []


_SUBTOTALS = (
    "类别|品目|项目|预算数",
    "合计|||1,027.75",
    "货物|计算机|信息化维护|42.60",
    "货物|家具|设备购置|136.40",
    "货物|图书|业务经费|18.25",
    "货物小计|||197.25",
    "工程|修缮工程|校舍修缮|287.30",
    "工程|装修工程|公用经费|94.70",
    "工程小计|||382.00",
    "服务|物业管理|后勤保障|265.80",
    "服务|安全保卫|后勤保障|182.70",
    "服务小计|||448.50",
)


@pytest.mark.parametrize(
    ("right", "wrong"), [("|136.40", "|163.40"), ("|382.00", "|328.00"), ("|182.70", "|187.20")]
)
def test_subtotals_below_their_rows(right: str, wrong: str) -> None:
    assert _found("政府采购预算表", _SUBTOTALS, right, wrong)


def test_a_total_that_only_the_column_of_numbers_names() -> None:
    lines = (
        "序号|单位名称|编制数|在职人数",
        "合计||296|271",
        "1|局机关|84|79",
        "2|运河管理处|127|115",
        "3|水文监测中心|85|77",
    )
    assert _read(sheet("单位人员情况表", *lines, unit="人")).findings == ()
    bad = [line.replace("|127|115", "|127|151") for line in lines]
    audit = _read(sheet("单位人员情况表", *bad, unit="人"))
    assert "T49" in {f.rule for f in audit.findings}

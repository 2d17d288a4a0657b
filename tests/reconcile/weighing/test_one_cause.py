"""One error is one finding, on the figure that is off."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity
from tests.reconcile.reading import audited, mismatches, sheet

RUNNING = "六、机关运行经费\n2024年度机关运行经费支出{}，比2023年度减少{}，下降5.53%。"
BOUGHT = (
    "六、政府采购\n2024年度政府采购支出总额2303.85万元。授予中小企业合同金额1468.32万元，占政府采购"
    "支出总额的63.73%，其中：授予小微企业合同金额{}万元，占政府采购支出总额的27.86%。"
)


@pytest.mark.parametrize(
    ("amount", "change", "accused"),
    [("128.71元", "7.54万元", "128.71元"), ("128.71万元", "7.54元", "7.54元")],
)
def test_a_lost_ten_thousand_is_the_amount_that_lost_it(
    amount: str, change: str, accused: str
) -> None:
    (finding,) = audited(RUNNING.format(amount, change)).findings
    assert f"写作{accused}" in str(finding.message)
    assert "万元" in str(finding.detail)


def test_in_their_units_nothing_is_off() -> None:
    assert not audited(RUNNING.format("128.71万元", "7.54万元")).findings
    assert not audited(RUNNING.format("1287100元", "75400元")).findings


def test_a_share_and_a_whole_that_one_figure_breaks_are_one_finding() -> None:
    """1641.89 of 641.89 is more than its whole as well: the share says which it should be."""
    assert mismatches(audited(BOUGHT.format("1641.89"))) == [("N04", "1641.89", "641.89")]


def test_a_part_above_its_whole_names_both_and_accuses_neither() -> None:
    text = BOUGHT.format("1986.54").replace("政府采购支出总额的27.86%", "当年预算的一半以上")
    (finding,) = [f for f in audited(text).findings if f.rule == "N06"]
    assert "1468.32万元，其中的" in str(finding.message)
    assert "则相符" not in str(finding.message)


def test_the_rate_of_a_change_told_the_other_way_is_told_with_it() -> None:
    told = "二、支出\n2024年度教育支出324.80万元，比2023年度298.40万元{}26.40万元，{}8.85%。"
    assert not audited(told.format("增加", "增长")).findings
    (finding,) = audited(told.format("减少", "下降")).findings
    assert finding.rule == "N02"


PUBLIC = sheet(
    "财政拨款“三公”经费支出决算表",
    "项目|预算数|决算数",
    "合计|51.58|47.58",
    "1.因公出国（境）费|0.00|0.00",
    "2.公务用车购置及运行维护费|48.38|45.91",
    "3.公务接待费|2.30|1.67",
)


def test_a_cell_is_told_by_the_sum_it_breaks_and_not_by_a_rate() -> None:
    told = "五、“三公”经费\n2024年度公务接待费支出决算为1.67万元，完成预算的52.19%。"
    (finding,) = [f for f in audited(told, PUBLIC).findings if f.stated == "2.30"]
    assert finding.expected == "3.20"
    assert str(finding.formula).startswith("51.58−")


def test_a_change_is_shown_as_the_figure_less_its_base() -> None:
    told = "二、支出\n2024年度教育支出324.80万元，比2023年度298.40万元减少26.40万元。"
    (finding,) = audited(told).findings
    assert "324.80−298.40是增加26.40" in str(finding.message)


def test_a_share_beside_a_part_above_its_whole_says_which_is_off() -> None:
    """The share asks for another amount, which would be less than its whole as well."""
    told = (
        "六、政府采购\n2024年度政府采购支出总额200.00万元。授予中小企业合同金额118.36万元，占政府采购支出"
        "总额的59.18%，其中：授予小微企业合同金额194.50万元，占政府采购支出总额的{}%。"
    )
    off = [f for f in audited(told.format("41.80")).findings if f.rule in ("N04", "N06")]
    assert len(off) == 1
    assert off[0].stated == "194.50"


def test_what_states_a_wrong_cell_tells_of_it_before_what_has_to_be_solved() -> None:
    """The rate is the quotient that its own row gives, and no sum of the rates below it."""
    form = sheet(
        "项目支出绩效自评表",
        "项目资金|全年预算数|全年执行数|分值|执行率|得分",
        "年度资金总额|350000.00|333856.86|10|3.95|9.50",
        "其中：当年财政拨款|350000.00|333856.86|—|0.95|—",
        "上年结转资金|0.00|0.00|—|0.00|—",
        "其他资金|0.00|0.00|—|0.00|—",
        unit="元",
    )
    (finding,) = [f for f in audited("", form).findings if f.stated == "3.95"]
    assert (finding.rule, finding.expected) == ("E02", "0.95")


def test_a_lost_ten_thousand_beside_a_part_of_nothing_is_one_finding() -> None:
    """0 + 3.60元: the figure with its unit mends the sum and is what the table has."""
    table = sheet(
        "一般公共预算“三公”经费支出预算表",
        "项目|本年预算数",
        "合计|54,000.00",
        "因公出国（境）费|0.00",
        "公务接待费|18,000.00",
        "公务用车购置及运行维护费|36,000.00",
        "公务用车购置费|0.00",
        "公务用车运行维护费|36,000.00",
        unit="元",
    )
    text = (
        "公务用车购置及运行维护费预算3.60万元，其中：公务用车购置费0万元，"
        "公务用车运行维护费3.60{}。"
    )
    assert audited(text.format("万元"), table, kind="budget").findings == ()
    found = audited(text.format("元"), table, kind="budget").findings
    assert [(f.stated, f.severity) for f in found] == [("3.60", Severity.MISMATCH)]


@pytest.mark.parametrize(
    ("came", "went", "left", "off"),
    [
        ("530.00", "290.00", "80.00", ("290.00", "450.00")),
        ("380.00", "450.00", "80.00", ("380.00", "530.00")),
        ("530.00", "450.00", "240.00", ("240.00", "80.00")),
    ],
)
def test_the_row_of_a_balance_says_which_of_its_figures_is_off(
    came: str, went: str, left: str, off: tuple[str, str]
) -> None:
    fund = sheet(
        "国有资源使用情况表",
        "科目编码|科目名称|年初数|本年增加数|本年减少数|年末数",
        "2120899|其他项目|0.00|530.00|450.00|80.00",
    )
    text = (
        "2024年度政府性基金预算财政拨款年初结转和结余0万元，本年收入{}万元，本年支出{}万元，"
        "年末结转和结余{}万元。"
    )
    assert mismatches(audited(text.format("530.00", "450.00", "80.00"), fund)) == []
    (found,) = mismatches(audited(text.format(came, went, left), fund))
    assert found[1:] == off

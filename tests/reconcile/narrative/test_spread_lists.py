"""Lists as reports tell them over several sentences, and what is told beside their whole."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity, Verdict
from tests.reconcile.reading import audited, mismatches, sheet, verdict

BASIC = (
    "一般公共预算基本支出{}元，其中：人员经费809961.19元，主要包括基本工资、津贴补贴。"
    "公用经费101039.20元，主要包括办公费、工会经费。"
)
THREE = (
    "“三公”经费预算98.65万元，其中：因公出国（境）经费7万元，与上年持平。公务用车购置及运行费"
    "{}万元，比上年减少1.00万元。公务接待费4.5万元，与上年持平。"
)
WATCHED = (
    "预算执行过程中，选取{}个项目开展绩效监控，涉及预算资金4550.40万元，实际执行4517.85万元，"
    "预算执行率99.28%。其中一般公共预算项目13个，涉及预算资金4084.00万元；政府性基金预算项目3个，"
    "涉及预算资金466.40万元。"
)
BESIDE = "在职在编教职工132人，其中专任教师126人；编外用工16人；退休人员41人。"
SUBTOTAL = (
    "项目支出637.14万元，其中道路硬化项目168.00万元、示范基地项目125.00万元、管网改造项目118.00"
    "万元，3个项目合计411.00万元；其余12个项目226.14万元。"
)


def test_a_breakdown_that_goes_on_in_the_next_sentence() -> None:
    """基本支出 is these two by the rules of accounts: no slip has to explain that it is not."""
    assert verdict(audited(BASIC.format("911000.39")), "911000.39元") is Verdict.CONSISTENT
    off = audited(BASIC.format("881300.39"))
    assert [f.severity for f in off.findings if f.rule == "N06"] == [Severity.MISMATCH]


def test_the_three_public_expenses_in_a_sentence_each() -> None:
    sound = audited(THREE.format("87.15"), kind="budget")
    assert verdict(sound, "98.65万元") is Verdict.CONSISTENT
    off = audited(THREE.format("81.75"), kind="budget")
    assert mismatches(off) == [("N06", "81.75", "87.15")]


def test_what_goes_on_meanwhile_has_no_parts() -> None:
    assert verdict(audited(WATCHED.format(16)), "16个") is Verdict.CONSISTENT
    assert mismatches(audited(WATCHED.format(18))) == [("N06", "18", "16")]


@pytest.mark.parametrize(
    "text",
    [
        BESIDE,
        "在职教职工7687人，其中专任教师7394人，离退休人员3498人（其中离休13人）。",
        "现有在职人员132人，其中专业人员126人；辅助岗16人；志愿者41人。",
    ],
)
def test_what_is_told_beside_a_whole_is_no_part(text: str) -> None:
    assert [f for f in audited(text).findings if f.rule == "N06"] == []


def test_who_has_no_post_is_in_service() -> None:
    text = "实有在职人员168人，其中：行政编制72人、事业编制61人、编外人员35人；离退休人员54人。"
    assert verdict(audited(text), "168人") is Verdict.CONSISTENT


def test_a_total_among_the_parts_is_not_added_again() -> None:
    assert [f for f in audited(SUBTOTAL).findings if f.rule == "N06"] == []


@pytest.mark.parametrize("car", ["公务用车运行费", "车辆运行费", "公务车辆运行维护费"])
def test_the_cars_of_the_three_public_expenses(car: str) -> None:
    told = "“三公”经费合计{}万元，其中：公务接待费1.58万元，{}28.91万元，因公出国（境）费0万元。"
    assert mismatches(audited(told.format("30.49", car))) == []
    assert len(mismatches(audited(told.format("31.23", car)))) == 1


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("完成预算97.78%，决算数小于预算数的主要原因是缴费人数少于预算", 0),
        ("完成预算97.78%，决算数大于预算数的主要原因是缴费人数少于预算", 1),
        ("完成年初预算的97.78%，决算数大于预算数的主要原因是人员变动", 1),
        ("完成年初预算的132.60%，决算数小于年初预算数的主要原因是人员变动", 1),
        ("完成预算103.20%，决算数等于预算数", 1),
        ("完成预算100%，决算数大于预算数的主要原因是人员变动", 0),  # 100% may be rounded
        ("完成预算97.78%，决算数大于年初预算数的主要原因是追加", 0),  # another budget
        ("完成预算97.78%，决算数大于上年决算数的主要原因是追加", 0),
    ],
)
def test_an_order_against_the_rate_of_completion(told: str, found: int) -> None:
    audit = audited(f"职业年金缴费支出（项）：支出决算为74.31万元，{told}。")
    assert len(mismatches(audit)) == found


def test_a_paragraph_with_the_name_of_its_whole_ends_a_list() -> None:
    told = (
        "（二）公务用车购置及运行费支出57.36万元。其中：\n公务用车购置支出0万元，购置公务用车0辆。\n"
        "公务用车运行支出57.36万元，主要用于燃料。\n"
        "公务用车购置及运行费支出决算数比预算数减少17.54万元，下降{}%。"
    )
    assert verdict(audited(told.format("23.42")), "23.42%") is Verdict.CONSISTENT
    assert mismatches(audited(told.format("24.32"))) == [("N03", "24.32", "23.42")]


def test_the_report_s_own_body_before_the_name_of_an_expense() -> None:
    table = sheet("“三公”经费支出表", "项目|决算数", "“三公”经费合计|4.60", "公务接待费|1.10")
    told = "2024年某市某局安排公务接待费{}万元。"
    for printed, wanted in (("1.10", Verdict.CONSISTENT), ("1.01", Verdict.MISMATCH)):
        assert verdict(audited(told.format(printed), table), f"{printed}万元") is wanted


BOTH = (
    "2025年收支总预算10400.78万元。收入包括：一般公共预算拨款9809.22万元、上年结转591.56万元；"
    "支出包括：教育支出6.24万元、社会保障和就业支出499.41万元、农林水支出{}万元。"
)


def test_the_lists_of_both_sides() -> None:
    """支出包括 behind the list of income is of the total of both, not of the last income."""
    sound = audited(BOTH.format("9895.13"), kind="budget")
    assert verdict(sound, "9895.13万元") is Verdict.CONSISTENT
    for wrong in ("9859.13", "9971.12"):
        off = audited(BOTH.format(wrong), kind="budget")
        assert [f.severity for f in off.findings if f.rule == "N06"] == [Severity.DOUBT]


#: A list in a sentence of its own, behind one that tells why its whole changed.
LATER = (
    "市局机关及1家参公单位的机关运行经费{}万元，比上年增加18.36万元，增长3.05%，主要是物价上涨。"
    "其中：局机关{}万元，市质量技术监督稽查支队{}万元。"
)


@pytest.mark.parametrize(
    ("figures", "found"),
    [
        (("620.33", "482.79", "137.54"), []),
        (("620.33", "428.79", "137.54"), [Severity.DOUBT]),  # two digits changed places
        (("620.33", "482.79", "173.54"), [Severity.DOUBT]),
        (("620.33", "482.79", "13.754"), [Severity.DOUBT]),  # the point elsewhere
        (("620.33", "382.79", "137.54"), []),  # one digit: others may be left out
        (("620.33", "311.20", "120.45"), []),
    ],
)
def test_a_list_in_a_sentence_of_its_own_with_a_rare_slip(
    figures: tuple[str, str, str], found: list[Severity]
) -> None:
    told = [f for f in audited(LATER.format(*figures)).findings if f.rule == "N06"]
    assert [f.severity for f in told] == found


@pytest.mark.parametrize(
    ("cars", "found"),
    [
        ("轿车1辆、越野车2辆、载客汽车1辆", []),
        ("轿车1辆、越野车1辆、载客汽车1辆", [Severity.DOUBT]),
        ("轿车1辆、中型客车1辆、载货汽车1辆", [Severity.DOUBT]),
        ("轿车1辆、本年新购1辆", []),
        ("单价50万元以上的1辆", []),
    ],
)
def test_cars_are_told_by_all_their_kinds(cars: str, found: list[Severity]) -> None:
    told = audited(f"年末共有公务用车4辆，其中：{cars}。").findings
    assert [f.severity for f in told] == found

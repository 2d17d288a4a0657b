"""What a sentence says of a project against the project's own form."""

from __future__ import annotations

import pytest

from reconcile.audit import Verdict
from reconcile.rules import Sample
from tests.reconcile.reading import audited, mismatches, sheet, verdict

FORM = sheet(
    "项目支出绩效自评表（年度河道巡查项目）",
    "一级指标|三级指标|指标值|分值|得分",
    "产出指标|巡查里程|120公里|40|39.48",
    "产出指标|巡查合格率|95%|30|28.00",
    "效益指标|群众满意度|90%|30|30.00",
    "总分|||100|97.48",
)


@pytest.mark.parametrize("name", ["“年度河道巡查项目”", "“年度河道巡查”项目"])
def test_a_name_in_quotation_marks_is_the_projects(name: str) -> None:
    told = f"九、预算绩效情况\n{name}自评得分为{{}}分，等级为“优”。"
    assert verdict(audited(told.format("97.48"), FORM), "97.48分") is Verdict.CONSISTENT
    assert mismatches(audited(told.format("94.78"), FORM)) == [("N01", "94.78", "97.48")]


def test_the_points_of_a_rate_are_not_all_of_a_projects() -> None:
    told = (
        "九、预算绩效情况\n“年度河道巡查项目”自评得分为97.48分。全年预算数为80.00万元，执行数为77.60万元，"
        "预算执行率97.00%，得9.70分。"
    )
    assert not audited(told, FORM).findings


def test_another_projects_score_is_not_its() -> None:
    told = "九、预算绩效情况\n“水库除险加固项目”自评得分为94.78分，等级为“优”。"
    assert not audited(told, FORM).findings


def test_under_the_item_of_another_project_an_indicator_is_not_its() -> None:
    """群众满意度 is an indicator of many projects: of one without a form nothing is known."""
    told = "九、预算绩效情况\n1.水库除险加固项目绩效自评综述：群众满意度92.6%，效果较好。\n"
    table = sheet(
        "项目支出绩效自评表（年度河道巡查项目）",
        "一级指标|三级指标|年度指标值|实际完成值|分值|得分",
        "产出指标|巡查里程|120公里|120公里|40|40.00",
        "效益指标|群众满意度|90%|94.3%|60|60.00",
        "总分||||100|100.00",
    )
    assert not audited(told, table).findings


FUNDED = sheet(
    "项目支出绩效自评表（山塘清淤项目）",
    "项目资金|年初预算数|全年预算数|全年执行数|执行率",
    "年度资金总额|46.00|52.00|51.48|99.00%",
    unit="万元",
)
REVISED = sheet(
    "项目支出绩效自评表（山塘清淤项目）",
    "项目资金|全年预算数|全年执行数|执行率",
    "年度资金总额|52.00|51.48|99.00%",
    unit="万元",
)
OF_A_PROJECT = "九、预算绩效情况\n1.山塘清淤项目。项目自评得分95.00分。"


@pytest.mark.parametrize("form", [FUNDED, REVISED])
@pytest.mark.parametrize(
    "told",
    [
        "全年预算数为52.00万元（年初预算46.00万元，年中调增6.00万元），执行数为51.48万元，执行率99.00%。",
        "年初预算数46.00万元，全年预算数52.00万元，执行数为51.48万元，执行率99.00%。",
        "全年预算数为52.00万元，其中年初预算46.00万元，年中追加6.00万元，执行数为51.48万元。",
    ],
)
def test_the_first_budget_is_not_that_of_the_whole_year(told: str, form: Sample) -> None:
    assert not audited(OF_A_PROJECT + told, form).findings


def test_a_wrong_budget_of_a_project_is_found() -> None:
    """年初预算 goes by its own column where there is one."""
    told = "年初预算数{}万元，全年预算数{}万元，执行数为51.48万元，执行率99.00%。"
    sound = audited(OF_A_PROJECT + told.format("46.00", "52.00"), FUNDED)
    assert verdict(sound, "46.00万元") is Verdict.CONSISTENT
    wrong = audited(OF_A_PROJECT + told.format("64.00", "52.00"), FUNDED)
    assert mismatches(wrong) == [("N01", "64.00", "46.00")]
    wrong = audited(OF_A_PROJECT + told.format("46.00", "25.00"), FUNDED)
    assert "N01" in [rule for rule, _, _ in mismatches(wrong)]


@pytest.mark.parametrize(
    "told",
    [
        "主要产出：新建公厕6座，计划7座，完成85.71%。",
        "主要产出：清淤山塘9座，计划12座，完成率75.00%；验收3座。",
        "主要产出：维修渠道18公里，完成计划的90.00%。",
    ],
)
def test_a_deed_done_in_part_is_no_rate_of_the_money(told: str) -> None:
    given = OF_A_PROJECT + "全年预算数为52.00万元，执行数为51.48万元，执行率99.00%。"
    assert not audited(given + told, REVISED).findings


@pytest.mark.parametrize(
    "told", ["预算执行率{}。", "全年执行数为51.48万元，完成{}。", "资金支付率{}。"]
)
def test_a_wrong_rate_of_the_money_is_found(told: str) -> None:
    assert not audited(OF_A_PROJECT + told.format("99.00%"), REVISED).findings
    assert audited(OF_A_PROJECT + told.format("90.90%"), REVISED).findings

"""What a sentence says of a project against the project's own form."""

from __future__ import annotations

import pytest

from reconcile.audit import Verdict
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

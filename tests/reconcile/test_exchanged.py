"""Figures of a sentence that changed places: their sum holds all the same."""

from __future__ import annotations

from reconcile.audit import Verdict
from tests.reconcile.reading import audited, mismatches, sheet, verdict

SPENT = sheet(
    "支出决算总表",
    "科目编码|科目名称|合计|基本支出|项目支出",
    "205|教育支出|5104.62|4000.00|1104.62",
    "206|科学技术支出|4729.28|4000.00|729.28",
    "208|社会保障和就业支出|2519.11|2519.11|0.00",
    "210|卫生健康支出|654.72|654.72|0.00",
    "|合计|13007.73|11173.83|1833.90",
)
TOLD = (
    "二、支出决算情况\n2024年度支出按功能分类，包括教育支出{}万元、科学技术支出{}万元、"
    "社会保障和就业支出2519.11万元、卫生健康支出{}万元。"
)


def test_in_their_places_they_are_confirmed() -> None:
    audit = audited(TOLD.format("5104.62", "4729.28", "654.72"), SPENT)
    assert mismatches(audit) == []
    assert verdict(audit, "5104.62万元") is Verdict.CONSISTENT


def test_both_that_changed_places_are_contradicted() -> None:
    audit = audited(TOLD.format("4729.28", "5104.62", "654.72"), SPENT)
    assert mismatches(audit) == [
        ("N01", "4729.28", "5104.62"),
        ("N01", "5104.62", "4729.28"),
    ]
    assert all("对调" in str(f.detail) for f in audit.findings if f.rule == "N01")


def test_one_that_is_written_in_place_of_another_has_not_changed_places() -> None:
    audit = audited(TOLD.format("4729.28", "4729.28", "654.72"), SPENT)
    assert not any("对调" in str(f.detail) for f in audit.findings)


def test_figures_of_few_digits_stand_in_two_cells_by_chance() -> None:
    small = sheet(
        "支出决算总表",
        "科目编码|科目名称|合计|基本支出|项目支出",
        "205|教育支出|5.0|5.0|0.0",
        "206|科学技术支出|7.0|7.0|0.0",
        "|合计|12.0|12.0|0.0",
    )
    audit = audited("二、支出决算情况\n包括教育支出7.0万元、科学技术支出5.0万元。", small)
    assert not any("对调" in str(f.detail) for f in audit.findings)

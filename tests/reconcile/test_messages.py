"""What findings say: what equals what, where it stands, by how much it differs."""

from __future__ import annotations

from reconcile.audit import Audit, Finding, Severity
from reconcile.phrases import say
from tests.reconcile.reading import audited, sheet

TEXT = "2024年度收入总计{0}，支出总计{0}。"


def totals(figure: str, unit: str = "万元") -> Audit:
    """A narrative that gives 100万元 beside tables that give another figure, two times."""
    table = sheet(
        "收入支出决算总表",
        "收入|<|支出|<",
        "项目|决算数|项目|决算数",
        f"一、一般公共预算财政拨款收入|{figure}|一、教育支出|{figure}",
        f"本年收入合计|{figure}|本年支出合计|{figure}",
        f"总计|{figure}|总计|{figure}",
        unit=unit,
    )
    return audited(TEXT.format("160.3万元"), table)


def first(audit: Audit, severity: Severity = Severity.MISMATCH) -> Finding:
    return next(f for f in audit.findings if f.severity is severity)


def test_three_places_are_not_two() -> None:
    message = str(first(totals("261.68")).message)
    assert message.endswith("互不一致")
    assert "两处" not in message


def test_the_figure_is_the_one_that_the_table_prints() -> None:
    assert first(totals("261.68")).expected == "261.68"


def test_another_unit_is_shown_with_two_decimals() -> None:
    assert first(totals("2,616,849", "元")).expected == "261.68"


def test_a_copied_figure_says_where_it_is_copied_from() -> None:
    audit = audited(
        "2024年度收入总计100.01万元。",
        sheet(
            "收入支出决算总表",
            "收入|<|支出|<",
            "项目|决算数|项目|决算数",
            "一、一般公共预算财政拨款收入|100.01|一、教育支出|100.01",
            "本年收入合计|100.01|本年支出合计|100.01",
            "总计|100.01|总计|100.01",
        ),
        sheet(
            "收入决算表",
            "项目|<|本年收入合计|财政拨款收入",
            "功能分类科目编码|科目名称|^|^",
            "合计|<|100.02|100.02",
            "205|教育支出|100.02|100.02",
        ),
    )
    found = first(audit, Severity.ROUNDING)
    assert found.formula == ""
    assert "写作100.02万元，《收入支出决算总表》" in str(found.message)
    assert "为100.01万元，相差0.01万元" in str(found.message)
    assert "shows 100.01万元; off by 0.01万元" in say(found.message, "en")


def test_a_share_is_off_by_percentage_points() -> None:
    audit = audited("支出合计307.82万元，其中：基本支出29.42万元，占9.55%；项目支出278.40万元。")
    assert "相差0.01个百分点" in str(first(audit, Severity.ROUNDING).message)

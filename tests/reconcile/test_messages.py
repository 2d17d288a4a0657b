"""What findings say: what equals what, where it stands, by how much it differs."""

from __future__ import annotations

from reconcile.audit import Audit, Finding, Severity, Verdict
from reconcile.phrases import say
from tests.reconcile.reading import audited, sheet, verdict

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
    message = str(first(totals("161.68")).message)
    assert message.endswith("互不一致")
    assert "两处" not in message


def test_the_figure_is_the_one_that_the_table_prints() -> None:
    assert first(totals("161.68")).expected == "161.68"


def test_another_unit_is_shown_with_two_decimals() -> None:
    assert first(totals("1,616,849", "元")).expected == "161.68"


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


THREE = (
    "“三公”经费支出决算为{}万元，完成预算{}万元的{}%。"
    "其中：公务用车运行维护费{}万元；公务接待费{}万元；因公出国（境）费0万元。"
)


def test_a_total_that_its_rate_proves_is_not_what_a_finding_leads_with() -> None:
    finding = first(audited(THREE.format("18.60", "24.00", "77.50", "15.20", "4.63")))
    assert finding.stated == "15.20"
    assert str(finding.message) == (
        "分项之和：公务用车运行维护费15.20万元、公务接待费4.63万元："
        "15.20+4.63+0=19.83万元，与“三公”经费18.60万元不能同时成立"
    )


def test_the_figure_accused_is_told_with_what_another_one_is() -> None:
    finding = first(audited(THREE.format("27.45", "30.00", "91.50", "24.83", "6.22")))
    assert (finding.stated, finding.expected) == ("6.22", "2.62")
    assert str(finding.message) == (
        "公务接待费写作6.22万元，24.83+6.22+0=31.05万元，“三公”经费为27.45万元；若为2.62万元，则相符"
    )


def test_nothing_should_be_less_than_nothing() -> None:
    parts = "公务用车运行维护费0万元；公务接待费23.00万元；因公出国（境）费0万元"
    finding = first(audited(f"“三公”经费支出决算为20.00万元，其中：{parts}。"))
    assert "-" not in str(finding.message) + finding.expected


def test_a_wrong_unit_is_told_in_the_right_one() -> None:
    listed = "收入合计{}，其中：财政拨款收入{}，事业收入42.10万元，其他收入15.70万元。"
    whole = first(audited(listed.format("1,356.20元", "1,298.40万元")))
    assert (whole.stated, whole.expected) == ("1356.20", "1356.20万元")
    assert "应为1356.20万元" in str(whole.message)
    assert str(whole.detail) == "单位疑应为“万元”"
    part = first(audited(listed.format("1,356.20万元", "1,298.40元")))
    assert (part.stated, part.expected) == ("1298.40", "1298.40万元")
    assert str(part.message).endswith("若为1298.40万元，则相符")


def test_a_rate_on_a_tiny_base_tells_nothing() -> None:
    audit = audited("会议费支出20.63万元，比上年增加18.67万元，增长955.40%。")
    (finding,) = audit.findings
    assert finding.severity is Severity.ROUNDING
    assert "从947.46%到957.69%都可能" in str(finding.message)
    assert verdict(audit, "955.40%") is Verdict.UNVERIFIABLE


def test_money_that_goes_on_from_a_score_is_no_score() -> None:
    text = (
        "2.项目绩效自评结果。“社区养老设施改造”项目自评得分为93.60分，自评等级为“优”。项目全年预算数为"
        "420.00元，执行数为386.40万元，完成预算的92.00%。项目全年改造站点6处。"
    )
    (found,) = [f for f in audited(text).findings if f.severity is Severity.MISMATCH]
    assert "得分写作" not in str(found.message)
    assert "得分为" not in str(found.message)
    text = (
        "社区养老设施改造项目自评得分为93.60分，全年预算数为420.00元，执行数为386.40万元，"
        "完成预算的92.00%。"
    )
    (found,) = [f for f in audited(text).findings if f.severity is Severity.MISMATCH]
    assert "得分：写作92.00%" not in str(found.message)

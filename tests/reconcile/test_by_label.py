"""Rows of tables that are of no known kind: they confirm by name and figure, and accuse nobody."""

from __future__ import annotations

from reconcile.audit import Severity, Verdict
from tests.reconcile.reading import audited, mismatches, sheet, verdict

TEXT = "政府采购总额{}万元，其中：货物支出14.38万元，服务支出{}万元。"
TABLE = sheet(
    "政府采购情况表",
    "项目|采购预算|采购支出",
    "合计|76.08|74.08",
    "货物|16.38|14.38",
    "工程|0.00|0.00",
    "服务|59.70|59.70",
)


def test_a_row_of_the_name_confirms() -> None:
    audit = audited(TEXT.format("74.08", "59.70"), TABLE)
    assert [verdict(audit, f"{n}万元") for n in ("74.08", "14.38", "59.70")] == [
        Verdict.CONSISTENT
    ] * 3


def test_a_slip_is_a_doubt_and_another_figure_nothing() -> None:
    audit = audited(TEXT.format("74.08", "57.90"), TABLE)
    assert mismatches(audit) == []
    assert [f.severity for f in audit.findings] == [Severity.DOUBT]
    other = audited(TEXT.format("74.08", "31.26"), TABLE)
    assert other.findings == ()
    assert verdict(other, "31.26万元") is Verdict.UNVERIFIABLE


def test_the_least_of_several_goes_by_its_own_name() -> None:
    table = sheet(
        "收入总表",
        "单位名称|合计|财政拨款|其他收入",
        "花林区林木总站|1693.96|1600.00|93.96",
        "花林区湿地中心|6352.24|6000.00|352.24",
        "合计|8046.20|7600.00|446.20",
    )
    told = (
        "二、收入情况\n本年收入8046.20万元，规模最大的是花林区湿地中心6352.24万元，最小的是花林区林木总站"
        "{}万元。"
    )
    assert verdict(audited(told.format("1693.96"), table), "1693.96万元") is Verdict.CONSISTENT
    (doubt,) = audited(told.format("1639.96"), table).findings
    assert (doubt.severity, doubt.expected) == (Severity.DOUBT, "1693.96")


SWAPPED = sheet(
    "部门决算相关信息统计表",
    "项目|预算数|统计数",
    "政府采购支出合计|—|743.25",
    "政府采购货物支出|—|126.40",
    "政府采购工程支出|—|508.75",
    "政府采购服务支出|—|108.10",
)
BOUGHT = (
    "2024年度政府采购支出总额743.25万元，其中：政府采购货物支出{}万元、政府采购工程支出508.75万元、"
    "政府采购服务支出{}万元。"
)


def test_two_rows_that_changed_places_in_the_text() -> None:
    """Their sum holds all the same; the rows of just their names say otherwise."""
    audit = audited(BOUGHT.format("126.40", "108.10"), SWAPPED)
    assert [f for f in audit.findings if f.severity is not Severity.ROUNDING] == []
    found = mismatches(audited(BOUGHT.format("108.10", "126.40"), SWAPPED))
    assert {(stated, expected) for _, stated, expected in found} == {
        ("108.10", "126.40"),
        ("126.40", "108.10"),
    }


def test_rows_of_two_names_that_are_told_of_another_year_changed_no_places() -> None:
    told = "2023年政府采购货物支出108.10万元，政府采购服务支出126.40万元。"
    assert mismatches(audited(told, SWAPPED)) == []


CARS = sheet(
    "国有资产占用情况统计表",
    "项目|统计数",
    "车辆数合计（辆）|11",
    "1.机要通信用车|2",
    "2.应急保障用车|3",
    "3.执法执勤用车|5",
    "4.其他用车|1",
    "单价100万元以上设备（台/套）|4",
    unit="元",
)
OWNED = (
    "截至2024年12月31日，本部门共有车辆{}辆，其中：机要通信用车2辆、应急保障用车{}辆、"
    "执法执勤用车{}辆、其他用车1辆。"
)


def test_a_count_that_the_row_of_its_name_has_otherwise() -> None:
    """The others of its list stand in that column, and with the row's figure the list adds up."""
    audit = audited(OWNED.format(11, 3, 5), CARS)
    assert [f for f in audit.findings if f.severity is not Severity.ROUNDING] == []
    assert verdict(audit, "5辆") is Verdict.CONSISTENT
    (found,) = mismatches(audited(OWNED.format(11, 3, 4), CARS))
    assert found[1:] == ("4", "5")
    (found,) = mismatches(audited(OWNED.format(11, 2, 5), CARS))
    assert found[1:] == ("2", "3")
    (found,) = mismatches(audited(OWNED.format(12, 3, 5), CARS))
    assert found[1:] == ("12", "11")


def test_a_list_of_counts_that_another_list_of_the_table_has_otherwise() -> None:
    """Two rows that differ, and a list that adds up: it may be told of others."""
    assert mismatches(audited(OWNED.format(10, 2, 5), CARS)) == []


PURCHASES = sheet(
    "部门政府采购预算表",
    "项目名称|采购项目|采购品目|计量单位|数量|合计|财政拨款",
    "实验楼设备更新|护眼台灯|A02020000照明设备|盏|260|93,600.00|93,600.00",
    "实验楼设备更新|生物显微镜|A02100000仪器仪表|台|45|418,500.00|418,500.00",
    "图书馆配套|密集书架|A05010000家具|组|38|152,000.00|152,000.00",
    "合计||||343|664,100.00|664,100.00",
    unit="元",
)
TOLD = "2026年采购预算66.41万元，其中：护眼台灯260盏，计9.36万元；生物显微镜{}台，计{}万元。"


def test_a_row_that_another_of_its_labels_names() -> None:
    audit = audited(TOLD.format(45, "41.85"), PURCHASES, kind="budget", year=2026)
    assert audit.findings == ()
    told = ("9.36万元", "41.85万元", "260盏", "45台")
    assert [verdict(audit, n) for n in told] == [Verdict.CONSISTENT] * 4


def test_a_slip_beside_the_row_of_another_label_is_a_doubt() -> None:
    audit = audited(TOLD.format(45, "48.15"), PURCHASES, kind="budget", year=2026)
    assert [(f.stated, f.expected, f.severity) for f in audit.findings] == [
        ("48.15", "41.85", Severity.DOUBT)
    ]
    assert audited(TOLD.format(45, "63.20"), PURCHASES, kind="budget", year=2026).findings == ()


def test_a_label_that_several_rows_share_names_none_of_them() -> None:
    text = "2026年实验楼设备更新经费41.58万元。"
    assert audited(text, PURCHASES, kind="budget", year=2026).findings == ()


def test_a_cell_that_its_table_shows_to_be_off_casts_no_doubt_on_the_text() -> None:
    lines = (
        "项目名称|合计|财政拨款|其他资金",
        "湖滨步道修缮|846.20|800.00|46.20",
        "古树名木养护|218.70|200.00|18.70",
        "公园座椅更换|97.45|90.00|7.45",
        "合计|1162.35|1090.00|72.35",
    )
    text = "2024年湖滨步道修缮846.20万元，古树名木养护218.70万元。"
    assert audited(text, sheet("园林养护情况表", *lines)).findings == ()
    bad = [line.replace("|846.20", "|864.20") for line in lines]
    (found,) = audited(text, sheet("园林养护情况表", *bad)).findings
    assert (found.stated, found.expected) == ("864.20", "846.20")
    (found,) = audited(text.replace("846.20", "864.20"), sheet("园林养护情况表", *lines)).findings
    assert (found.stated, found.expected) == ("864.20", "846.20")
    assert found.severity is Severity.DOUBT

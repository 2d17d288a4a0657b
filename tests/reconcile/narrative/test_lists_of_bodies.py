"""Lists of bodies against the tables that print a row for each."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity, Verdict
from reconcile.rules import Sample
from tests.reconcile.reading import audited, mismatches, sheet, verdict

INCOME = sheet(
    "所属单位收入情况表",
    "单位|本年收入|财政拨款",
    "合计|2,184.50|2,101.45",
    "局机关（本级）|820.16|800.16",
    "市渔政支队|402.35|402.35",
    "市种子管理站|317.44|310.00",
    "市农技推广中心|286.05|250.00",
    "市动物卫生监督所|220.70|212.60",
    "市农机学校|137.80|126.34",
)
SPENT = sheet(
    "所属单位支出情况表",
    "单位|本年支出|基本支出",
    "合计|2,150.15|1,500.00",
    "局机关（本级）|811.62|700.00",
    "市渔政支队|398.07|300.00",
    "市种子管理站|309.58|200.00",
    "市农技推广中心|274.36|150.00",
    "市动物卫生监督所|219.41|100.00",
    "市农机学校|137.11|50.00",
)
TEXT = (
    "各单位支出情况：局机关（本级）支出811.62万元；市渔政支队支出{}万元；市种子管理站支出309.58万元；"
    "市农技推广中心支出274.36万元；市动物卫生监督所支出219.41万元；市农机学校支出{}万元。"
)
CARS = sheet(
    "所属单位车辆情况表",
    "单位|车辆|机要用车",
    "合计|29|2",
    "局机关（本级）|9|2",
    "市渔政支队|6|0",
    "市种子管理站|5|0",
    "市农技推广中心|4|0",
    "市动物卫生监督所|3|0",
    "市农机学校|2|0",
    unit="辆",
)
COUNTED = (
    "车辆分布：局机关（本级）9辆，市渔政支队{}辆，市种子管理站5辆，市农技推广中心4辆，市动物卫生监督所3辆，"
    "市农机学校2辆。"
)


def test_a_list_of_bodies_is_the_column_of_most_of_them() -> None:
    sound = audited(TEXT.format("398.07", "137.11"), INCOME, SPENT)
    assert sound.findings == ()
    assert verdict(sound, "398.07万元") is Verdict.CONSISTENT
    slip = audited(TEXT.format("389.07", "137.11"), INCOME, SPENT)
    assert ("N01", "389.07", "398.07") in mismatches(slip)


def test_a_figure_of_another_body_or_of_another_column() -> None:
    for wrong in ("309.58", "300.00", "457.29"):
        audit = audited(TEXT.format(wrong, "137.11"), INCOME, SPENT)
        found = [f for f in audit.findings if f.rule == "N01"]
        assert [f.severity in (Severity.MISMATCH, Severity.DOUBT) for f in found] == [True]


def test_a_total_behind_the_last_body_is_not_its_own() -> None:
    text = TEXT.format("398.07", "137.11").removesuffix("。") + "，共6家，合计2,150.15万元。"
    assert audited(text, INCOME, SPENT).findings == ()


def test_counts_of_bodies() -> None:
    sound = audited(COUNTED.format(6), CARS)
    assert sound.findings == ()
    assert verdict(sound, "6辆") is Verdict.CONSISTENT
    assert [f.rule for f in audited(COUNTED.format(8), CARS).findings] == ["N01"]


@pytest.mark.parametrize(
    ("text", "tables"),
    [
        # of another money
        (TEXT.replace("支出811.62", "支出655.40").replace("309.58", "290.00"), (SPENT,)),
        # two that agree tell no column
        (
            "局机关（本级）支出811.62万元；市渔政支队支出398.07万元；市农机学校支出127.30万元。",
            (SPENT,),
        ),
        # none of the rows
        (TEXT.replace("市农机学校", "市农机监理所"), (SPENT,)),
    ],
)
def test_what_is_no_column_says_nothing(text: str, tables: tuple[Sample, ...]) -> None:
    assert audited(text.format("398.07", "127.30"), *tables).findings == ()

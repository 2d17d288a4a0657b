"""What agrees only because some of a list was left out, or another figure was taken, confirms
nothing."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity, Verdict
from tests.reconcile.reading import audited, mismatches, verdict

UNITS = (
    "全系统共有公务用车{}辆，车辆按单位分布：局机关（本级）{}辆，市渔政站6辆，市种子管理站5辆，"
    "市农技推广中心4辆，市动物卫生监督所3辆，市农机学校1辆，市农业信息中心1辆。"
)
STAFF = "年末在职职工45人，其中：行政人员{}人，事业人员33人，退休人员18人。"


def test_a_list_of_units_is_added_up_to_its_end() -> None:
    sound = audited(UNITS.format(29, 9))
    assert mismatches(sound) == []
    assert verdict(sound, "6辆") is Verdict.CONSISTENT


@pytest.mark.parametrize(("whole", "first"), [(29, 10), (29, 11), (28, 9), (27, 9)])
def test_no_unit_at_the_end_of_a_list_is_left_out(whole: int, first: int) -> None:
    """Up to the last but one or but two it would come to 29, or to 28."""
    audit = audited(UNITS.format(whole, first))
    assert verdict(audit, "6辆") is not Verdict.CONSISTENT
    assert any(f.rule == "N06" for f in audit.findings)


def test_what_is_called_otherwise_at_the_end_of_a_list_may_be_none_of_it() -> None:
    audit = audited(STAFF.format(12))
    assert mismatches(audit) == []
    assert verdict(audit, "33人") is Verdict.CONSISTENT


RATE = "该项目年初预算批复{}万元，年中调增{}万元，全年预算数{}万元，实际支出{}万元，预算执行率{}%。"


@pytest.mark.parametrize(
    ("figures", "right", "opening"),
    [
        (("480.00", "40.00", "520.00", "507.26"), "97.55", "105.68"),
        (("120.00", "15.50", "135.50", "131.44"), "97.00", "109.53"),
    ],
)
def test_a_rate_is_of_the_years_budget_right_before_what_was_spent(
    figures: tuple[str, ...], right: str, opening: str
) -> None:
    assert verdict(audited(RATE.format(*figures, right)), f"{right}%") is Verdict.CONSISTENT
    wrong = audited(RATE.format(*figures, opening))
    assert verdict(wrong, f"{opening}%") is not Verdict.CONSISTENT
    assert [f.severity for f in wrong.findings if f.rule == "N05"] == [Severity.DOUBT]


@pytest.mark.parametrize(
    "text",
    [
        "办案费年初预算50.00万元，全年预算60.00万元，支出54.00万元，完成年初预算的108.00%。",
        "办案费支出54.00万元，全年预算60.00万元，完成预算的90.00%。",
        "办案费年初预算50.00万元，支出决算54.00万元，完成预算的108.00%，全年预算60.00万元。",
    ],
)
def test_a_rate_of_the_budget_that_it_names_is_sound(text: str) -> None:
    assert audited(text).findings == ()


AVERAGE = (
    "全年基本支出1,250.40万元。按用途划分，人员经费1,102.64万元，占基本支出的88.18%，人均（按在职"
    "{}人计算）{}万元；公用经费147.76万元，占11.82%。"
)


def test_an_average_is_of_the_only_amount_of_its_part_of_the_sentence() -> None:
    sound = audited(AVERAGE.format(72, "15.31"))
    assert sound.findings == ()
    assert verdict(sound, "15.31万元") is Verdict.CONSISTENT
    wrong = audited(AVERAGE.format(72, "17.37"))
    assert verdict(wrong, "17.37万元") is not Verdict.CONSISTENT
    assert [(f.rule, f.severity) for f in wrong.findings] == [("N08", Severity.DOUBT)]


def test_an_average_behind_a_whole_and_its_parts_is_of_either() -> None:
    text = (
        "发放补助86.40万元，其中低保户51.20万元、特困户35.20万元，惠及320户，户均2700元；另有3家"
        "机构参与。"
    )
    audit = audited(text)
    assert audit.findings == ()
    assert verdict(audit, "2700元") is Verdict.CONSISTENT


PARTS = (
    "3.智慧校园运行维护{}万元，同比调减31.10万元（-13.16%），包含计算机更新32.40万元、运维外包133.15万元、"
    "线路租赁39.75万元。"
)


def test_a_whole_that_is_last_years_figure_is_noticed_by_its_parts() -> None:
    sound = audited(PARTS.format("205.30"))
    assert sound.findings == ()
    assert verdict(sound, "205.30万元") is Verdict.CONSISTENT
    wrong = audited(PARTS.format("236.40"))
    assert [(f.rule, f.severity) for f in wrong.findings] == [("N06", Severity.DOUBT)]
    assert audited(PARTS.format("290.00")).findings == ()

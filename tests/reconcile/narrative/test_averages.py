"""Averages over what is counted by another name than they are."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity, Verdict
from tests.reconcile.reading import audited, mismatches, verdict

#: A text with a gap, the right average for it, and a wrong one.
WRONG = [
    (
        "全县农村小学公用经费支出1,395.20万元，在校学生8,720人（教职工612人），生均公用经费为{}元。",
        "1600",
        "1060",
    ),
    ("村级公益事业奖补资金324.00万元，覆盖12个行政村、3,260户农户，村均{}万元。", "27.00", "72.00"),
    ("新建高标准农田12,000亩，完成投资3,000.00万元，平均每亩投入{}元。", "2500", "250"),
    (
        "医疗收入24,002.40万元，年末实际开放床位548张（编制床位600张），床均医疗收入{}万元。",
        "43.80",
        "48.30",
    ),
    (
        "支出496.32万元，其中：村干部基本报酬342.72万元，共84人，人均{}万元；办公经费96.00万元。",
        "4.08",
        "4.80",
    ),
    ("现有教学班54个，在校学生2,106人，平均每班{}人。", "39", "36"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), WRONG)
def test_what_an_average_is_taken_over(text: str, right: str, wrong: str) -> None:
    assert not audited(text.format(right)).findings
    assert ("N08", wrong, right) in mismatches(audited(text.format(wrong)))


@pytest.mark.parametrize(
    "text",
    [
        "公用经费支出1,395.20万元，在校学生8,720人，生均公用经费标准1,500元。",  # a norm
        "人员经费5,053.21万元，在职286人，人均17.37万元（不含退休费）。",  # of some of it
        "改造1.85万亩、250.00万元，更新改造0.6万亩（亩均226.67元，计136.00万元）。",  # a price
        "住院收入624.35万元，床位38张，每床日收入812.50元。",  # of days
        "现有教学班54个，在校学生2,106人，教职工138人，平均每班40人。",  # of whom it does not say
        "编制床位600张，实际开放床位548张，其中急诊12张。",
        "年末实际开放床位548张（编制床位600张）。",  # what stands beside is no part
    ],
)
def test_what_is_no_average_of_these(text: str) -> None:
    assert not [f for f in audited(text).findings if f.severity is Severity.MISMATCH]


#: What an average is of, or is taken over, in another paragraph.
APART = [
    (
        "公用经费3,306.24万元，包括：办公费、水电费和差旅费等。\n人员经费占基本支出的81.20%。按年末"
        "实有在职人员492人计算，人均公用经费{}万元。",
        "6.72",
        "6.27",
        Severity.MISMATCH,
    ),
    (
        "公用经费3,306.24万元，包括：办公费、水电费和差旅费等。\n年末实有在职人员492人，人均公用经费"
        "{}万元。",
        "6.72",
        "6.27",
        Severity.DOUBT,
    ),
    (
        "公务用车购置支出0万元，当年更新公务用车0辆。截至2024年12月31日，共有公务用车7辆，其中：轿车5辆、越野车2辆。"
        "\n公务用车运行维护费支出17.36万元，主要用于燃油、维修和保险，车均运行维护费{}万元。",
        "2.48",
        "2.84",
        Severity.DOUBT,
    ),
]


@pytest.mark.parametrize(("text", "right", "wrong", "severity"), APART)
def test_an_average_of_another_paragraph(
    text: str, right: str, wrong: str, severity: Severity
) -> None:
    sound = audited(text.format(right))
    assert not sound.findings
    assert verdict(sound, f"{right}万元") is Verdict.CONSISTENT
    assert [f.severity for f in audited(text.format(wrong)).findings] == [severity]


@pytest.mark.parametrize(
    "text",
    [
        # of several amounts of that name nobody knows which
        "公用经费3,306.24万元。\n所属院校公用经费1,204.80万元。\n年末在职492人，人均公用经费6.27万元。",
        # no slip explains it: it may be of some of it
        "公用经费3,306.24万元。\n年末在职492人，人均公用经费4.11万元。",
        # over which of the cars
        "公务用车保有量7辆；租用车辆6辆。\n公务用车运行维护费支出17.36万元，车均运行维护费2.84万元。",
        # what was spent, and what was budgeted
        "公用经费支出3,306.24万元，在职人员492人，人均预算7.00万元。",
        "公务用车保有量7辆。\n公务用车运行维护费支出17.36万元，车均燃油费1.65万元。",
    ],
)
def test_what_is_no_average_of_another_paragraph(text: str) -> None:
    assert not audited(text).findings


@pytest.mark.parametrize("word", ["平均每个项目预算资金", "平均每个项目预算", "每个项目平均预算"])
@pytest.mark.parametrize("kind", ["budget", "final"])
def test_an_average_of_what_was_budgeted(word: str, kind: str) -> None:
    text = f"编报目标的项目共57个，涉及项目预算资金18,468.57万元。{word}{{}}万元。"
    assert not audited(text.format("324.01"), kind=kind).findings
    assert mismatches(audited(text.format("342.01"), kind=kind)) == [("N08", "342.01", "324.01")]


_SWEPT = (
    "保洁项目2026年安排1426.80万元，其中：清扫612.00万元、清运814.80万元。"
    "按保洁面积186.5万平方米计算，平均每平方米保洁经费{}元。"
)


def test_an_average_of_which_it_is_said_what_it_is_taken_over() -> None:
    assert not audited(_SWEPT.format("7.65")).findings
    assert [f.severity for f in audited(_SWEPT.format("7.56")).findings] == [Severity.DOUBT]


_VISITS = "公务接待费4.20万元，接待{}批次，{}人次，人均{}元，{}{}元。"


@pytest.mark.parametrize("word", ["批次平均", "每批次", "平均每批次", "批均"])
def test_each_of_two_averages_is_over_its_own_count(word: str) -> None:
    sound = audited(_VISITS.format(20, 300, "140.00", word, "2100.00"))
    assert not sound.findings
    assert verdict(sound, "2100.00元") is Verdict.CONSISTENT
    found = audited(_VISITS.format(20, 300, "140.00", word, "1200.00"))
    assert [f.rule for f in found.findings] == ["N08"]


@pytest.mark.parametrize(
    "part", ["燃油平均每辆", "燃油费车均", "平均每辆维修费", "保险费平均每辆", "其中车均路桥费"]
)
def test_an_average_of_a_part_is_none_of_its_whole(part: str) -> None:
    assert not audited(f"公务用车运行维护费28.00万元，车辆14辆，{part}0.83万元。").findings


@pytest.mark.parametrize("name", ["平均每辆运行维护费", "车均运行费", "平均每辆维护费"])
def test_an_average_that_has_its_wholes_name(name: str) -> None:
    told = f"公务用车运行维护费28.00万元，车辆14辆，{name}{{}}万元。"
    assert not audited(told.format("2.00")).findings
    assert [f.rule for f in audited(told.format("2.20")).findings] == ["N08"]

"""Rates and shares of last year, told beside this year's."""

from __future__ import annotations

import pytest

from tests.reconcile.reading import audited, mismatches

HEAD = "三、其他情况\n"

SHARES = [
    "医疗收入57,902.18万元，其中：药品收入14,620.30万元（占25.25%，上年占26.40%，下降1.15个百分点）。",
    "教职工628人，其中专任教师436人（占69.43%，上年末420人，占68.74%）。",
    "总收入64,714.70万元，其中事业收入58,316.42万元（上年54,870.15万元），占90.11%（上年占90.32%）。",
    "护士441人，其中本科以上350人，占79.37%，上年同期占77.21%（332人）。",
    "其他收入1248.00万元，其中：捐赠收入420.00万元，占33.65%，去年占35.20%；"
    "食堂收入329.46万元，占26.40%，去年占24.10%。",
    "科研经费518.60万元，其中自筹经费340.10万元，占65.58%，较上年占比62.00%提高3.58个百分点。",
    "床位850张，其中重症床位34张、占4.00%（上年30张、占3.66%）。",
]
#: Each with the way that its points go, and the other one.
POINTS = [
    ("抗菌药物使用率上年36.40%，本年33.10%，{}3.30个百分点。", "下降", "提高"),
    ("甲级病案率上年96.20%，今年97.80%，{}1.60个百分点。", "提高", "下降"),
    ("投诉处理满意率：上年88.00%，本年91.50%，{}3.50个百分点。", "提高", "降低"),
    ("日间手术占比年初12.30%，年末15.60%，{}3.30个百分点。", "提高", "下降"),
    ("上半年药占比26.10%，下半年24.40%，{}1.70个百分点。", "下降", "上升"),
    ("培训完成率96.05%，比上年的94.20%{}1.85个百分点。", "提高", "下降"),
]
#: No word says which of two rates is the earlier one.
UNORDERED = [
    "病案首页合格率2023年和2024年分别为95.10%和97.30%，提高2.20个百分点。",
    "2023年、2024年预约诊疗率分别为61.20%、68.90%，上升7.70个百分点。",
    "增速分别为5.00%（2023年）和5.52%（2024年），提高0.52个百分点。",
    "2023年增长6.40%、2024年增长6.24%，增速回落0.16个百分点。",
    "采购计划5,600.00万元,实际5,217.88万元,执行率93.18%,与上年91.20%相比提高1.98个百分点。",
    "设备购置计划30台,完成28台,完成率93.33%,比上年(90.00%)提高3.33个百分点。",
]


@pytest.mark.parametrize("text", SHARES)
@pytest.mark.parametrize("half", (False, True))
def test_a_share_of_last_year_is_of_last_years_figures(text: str, half: bool) -> None:
    text = text.replace("，", ",").replace("（", "(").replace("）", ")") if half else text
    assert not audited(HEAD + text).findings


@pytest.mark.parametrize(
    "text", [SHARES[1].replace("69.43", "68.43"), SHARES[3].replace("79.37", "78.37")]
)
def test_this_years_share_beside_it_is_still_checked(text: str) -> None:
    assert audited(HEAD + text).findings


@pytest.mark.parametrize(("text", "right", "wrong"), POINTS)
def test_points_go_from_the_earlier_rate_to_the_later(text: str, right: str, wrong: str) -> None:
    assert not audited(HEAD + text.format(right)).findings
    found = audited(HEAD + text.format(wrong)).findings
    assert all(f.rule == "N02" for f in found)


@pytest.mark.parametrize("text", UNORDERED)
def test_points_between_rates_of_which_no_word_says_the_order(text: str) -> None:
    assert not audited(HEAD + text).findings


def test_points_that_go_the_wrong_way() -> None:
    text = "培训完成率96.05%，比上年的94.20%下降1.85个百分点。"
    assert [m[0] for m in mismatches(audited(HEAD + text))] == ["N02"]

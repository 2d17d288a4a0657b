"""What last year's figure is called by, and what moves from one average to another."""

from __future__ import annotations

import pytest

from tests.reconcile.reading import audited, mismatches

_HEAD = "某局2026年部门预算\n五、政府采购\n"


@pytest.mark.parametrize(
    "text",
    [
        "维修预算60.00万元，其中校舍20.00万元、道路40.00万元，较上年维修预算48.00万元"
        "（校舍16.00万元、道路32.00万元）均增长25.00%，即校舍增4.00万元、道路增8.00万元，共增12.00万元。",
        "教研活动经费36.00万元，场次下降12.50%，场均由1.20万元提高到1.50万元。",
        "救助支出下降6.00%，户数减少15.00%，户均由800元上升到885元。",
        "林业补助5200.00万元，比2025年提前下达数5000.00万元增长4.00%，"
        "比2025年全年下达数6500.00万元下降20.00%。",
    ],
)
def test_sound_words_stay_silent(text: str) -> None:
    assert audited(_HEAD + text, kind="budget", year=2026).findings == ()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (
            "维修预算60.00万元，其中校舍20.00万元、道路40.00万元，较上年维修预算48.00万元"
            "（校舍16.00万元、道路32.00万元）增加21.00万元。",
            "N02",
        ),
        (
            "教研活动经费36.00万元，场次下降12.50%，场均由1.20万元提高到1.50万元，提高52.00%。",
            "N03",
        ),
        ("林业补助5200.00万元，比2025年全年下达数6500.00万元下降22.00%。", "N03"),
    ],
)
def test_a_slip_in_them_is_named(text: str, rule: str) -> None:
    assert rule in [m[0] for m in mismatches(audited(_HEAD + text, kind="budget", year=2026))]


_FINAL = "某局2024年度部门决算\n三、收支情况\n"


@pytest.mark.parametrize(
    "text",
    [
        # an arrow leads from what was to what is
        "升的是差旅费（12.40万元→15.50万元，升25.00%），降的是劳务费(8.00万元→6.00万元，降25.00%)。",
        # figures beside each other between slashes
        "租赁费：预算20.00万元/决算18.00万元/上年15.00万元，较预算下降10.00%，较上年上升20.00%。",
        # a year like a heading
        "2023年：办公费12.00万元、印刷费3.00万元，合计15.00万元。"
        "2024年：办公费14.00万元、印刷费2.00万元，合计16.00万元。",
        # a name before brackets that hold its years
        "印刷费5.00万元，下降20.00%；劳务费（上年6.00万元，本年9.00万元，增加3.00万元）。",
        # what a sentence begins with is what it goes on about
        "本年收入合计820.00万元，其中财政拨款收入800.00万元，其他收入20.00万元。"
        "财政拨款收入增长2.00%。其他收入全部为存款利息，较2023年的25.00万元少5.00万元。",
        # who got it is counted as 名 and as 人
        "为300名老人发放补贴，其中高龄200人、失能100人，发放资金36.00万元，人均1200元。",
    ],
)
def test_told_in_few_signs(text: str) -> None:
    assert audited(_FINAL + text).findings == ()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("升的是差旅费（12.40万元→15.50万元，升35.00%）。", "N03"),
        (
            "租赁费：预算20.00万元/决算18.00万元/上年15.00万元，较预算下降10.00%，较上年上升26.00%。",
            "N03",
        ),
        ("劳务费（上年16.20万元，本年19.50万元，增加3.03万元）。", "N02"),
        (
            "本年收入合计820.00万元，其中财政拨款收入800.00万元，其他收入20.00万元。"
            "其他收入全部为存款利息，较2023年的25.00万元少8.00万元。",
            "N02",
        ),
    ],
)
def test_a_slip_told_in_few_signs(text: str, rule: str) -> None:
    assert rule in [m[0] for m in mismatches(audited(_FINAL + text))]

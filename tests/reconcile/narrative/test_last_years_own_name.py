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

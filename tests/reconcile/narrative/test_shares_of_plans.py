"""A share whose words name a total is of what was spent, and of a plan only where they say so."""

from __future__ import annotations

import pytest

from tests.reconcile.reading import audited, mismatches

_HEAD = "某县2024年度部门决算情况说明\n四、政府采购情况\n"


@pytest.mark.parametrize(
    "text",
    [
        "2024年政府采购预算1,200.00万元，全年公开招标项目3个、740.00万元，占采购总额的74.00%。",
        "本年政府采购预算为860.50万元。中小企业合同301.20万元，占采购总额的41.36%。",
        "2024年政府采购预算1,200.00万元，公开招标项目3个、740.00万元，占政府采购预算的61.67%。",
    ],
)
def test_the_whole_of_what_was_spent_is_no_plan(text: str) -> None:
    assert mismatches(audited(_HEAD + text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "2024年政府采购预算1,200.00万元，公开招标项目3个、740.00万元，占政府采购预算的61.76%。",
        "2024年政府采购总额1,200.00万元，公开招标项目3个、740.00万元，占采购总额的61.76%。",
    ],
)
def test_a_share_of_what_its_words_name_is_held_against_it(text: str) -> None:
    assert [m[0] for m in mismatches(audited(_HEAD + text))] == ["N04"]

"""An average with a count of its own behind a semicolon or 其中 is of no total before that."""

from __future__ import annotations

import pytest

from tests.reconcile.reading import audited, mismatches

_HEAD = "某局2024年度部门决算情况说明\n六、其他情况说明\n"


@pytest.mark.parametrize(
    "text",
    [
        "补植300亩，亩均1200元，共36.00万元；管护900亩，亩均80元，共7.20万元。",
        "展览收入66.00万元，展览22场，场均3.00万元；上年54.00万元，20场，场均2.70万元。",
        "护林员60人，补助72.00万元，人均1.20万元，其中组长6人、人均1.80万元、10.80万元。",
    ],
)
def test_sound_averages_stay_silent(text: str) -> None:
    assert audited(_HEAD + text).findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "展览收入66.00万元，展览22场，场均3.30万元。",
        "护林员60人，补助72.00万元，人均2.10万元。",
    ],
)
def test_an_average_of_the_total_right_before_it(text: str) -> None:
    assert [m[0] for m in mismatches(audited(_HEAD + text))] == ["N08"]


@pytest.mark.parametrize(
    "text",
    [
        "群众满意度目标≥90%，2023年实测93.6%，高3.6个百分点。",
        "开设班次42个，招收学员1280人次，比2023年秋季的40个班次、1200人次分别增加2个和80人次，"
        "分别增长5.00%、6.67%。",
        "全年采购900.00万元，货物400.00万元，占44.44%，其中进口仪器120.00万元，占货物的30.00%；"
        "工程300.00万元，占33.33%；服务200.00万元，占22.22%。",
    ],
)
def test_what_is_held_against_something_else_stays_silent(text: str) -> None:
    assert mismatches(audited(_HEAD + text)) == []

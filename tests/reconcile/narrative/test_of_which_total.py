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

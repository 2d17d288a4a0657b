"""What a sentence tells of one body after another is no item of the accounts, nor all the money."""

from __future__ import annotations

import pytest

from reconcile.audit import Verdict
from tests.reconcile.reading import audited, mismatches, sheet, verdict

_TABLE = sheet(
    "支出决算表",
    "科目编码|科目名称|本年支出合计|基本支出|项目支出",
    "207|文化旅游体育与传媒支出|620.00|320.00|300.00",
    "20701|文化和旅游|420.00|220.00|200.00",
    "2070104|图书馆|180.00|80.00|100.00",
    "2070109|群众文化|240.00|140.00|100.00",
    "20702|文物|200.00|100.00|100.00",
    "2070205|博物馆|200.00|100.00|100.00",
    "合计|合计|620.00|320.00|300.00",
)
_HEAD = "四、支出决算情况说明\n本年支出合计620.00万元。"


@pytest.mark.parametrize(
    "told",
    [
        "分单位支出，局本级150.00万元、图书馆210.00万元、博物馆260.00万元，三家合计620.00万元。",
        "分单位看，局本级150.00万元，图书馆210.00万元，博物馆260.00万元，3家单位合计620.00万元。",
        "各所属单位中，图书馆210.00万元，博物馆260.00万元。",
        "其中：局本级支出150.00万元；图书馆210.00万元；博物馆260.00万元。",
    ],
)
def test_a_body_is_not_the_item_of_its_name(told: str) -> None:
    assert not audited(_HEAD + told, _TABLE).findings


def test_the_item_is_still_held_against_its_row() -> None:
    told = _HEAD + "其中：图书馆（项）支出{}万元，博物馆（项）支出200.00万元。"
    assert verdict(audited(told.format("180.00"), _TABLE), "180.00万元") is Verdict.CONSISTENT
    assert "N01" in [r for r, _, _ in mismatches(audited(told.format("810.00"), _TABLE))]


def test_the_total_of_bodies_is_none_of_them() -> None:
    told = "各单位支出：县图书馆210.00万元、县博物馆260.00万元、县剧院150.00万元，三家合计{}万元。"
    assert not audited(told.format("620.00")).findings
    found = audited(told.format("602.00")).findings
    assert [(f.rule, f.stated) for f in found] == [("N06", "602.00")]


@pytest.mark.parametrize("rest", ["其余2个单位", "其余两家单位", "剩余2家所属单位"])
def test_what_the_rest_of_the_bodies_have_is_not_all(rest: str) -> None:
    told = _HEAD + f"本级和所属单位中，除局本级外，{rest}支出合计470.00万元，占75.81%。"
    assert not audited(told, _TABLE).findings


def test_all_the_bodies_have_it_all() -> None:
    wrong = "四、支出决算情况说明\n全部3个单位本年支出合计602.00万元。"
    assert [f.rule for f in audited(wrong, _TABLE).findings] == ["N01"]

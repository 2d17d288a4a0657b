"""Characters that a font gives another's name, told by the words that every report says."""

from __future__ import annotations

import pytest

from extract.misspelt import MISSPELT, misspelt_pages
from tests import factories

TOLD = (
    "2024年度收入合计1.20万元，支出合计1.20万元。",
    "一般公共预算财政拨款支出决算1.20万元，年初预算1.00万元，年初结转0.20万元。",
    "2024年度部门预算安排，基本支出1.00万元，项目支出0.20万元，财政拨款收入1.20万元。",
    "公共预算执行较好，部门决算数1.20万元，决算数大于预算数，年末结转0.00万元。",
    "事业收入0.00万元，上年结转0.20万元，年初预算1.00万元，本年支出合计1.20万元，种草7.92万亩，人口3.00万人，基本支出1.00万元。",
)


def found(right: str, wrong: str) -> list[tuple[int, str]]:
    lines = (text.replace(right, wrong) for text in TOLD)
    return list(misspelt_pages([factories.sentence(n, t, page=n) for n, t in enumerate(lines)], ()))


@pytest.mark.parametrize(
    ("right", "wrong"), [("年", "乇"), ("预", "圭"), ("万", "匕"), ("支", "口")]
)
def test_a_character_read_as_another(right: str, wrong: str) -> None:
    said = found(right, wrong)
    assert said and all(why.startswith(MISSPELT) for _, why in said)
    assert f"“{right}”读成了“{wrong}”" in said[0][1]


def test_words_that_are_meant() -> None:
    assert found("年", "年") == []
    assert found("种草", "造林") == []

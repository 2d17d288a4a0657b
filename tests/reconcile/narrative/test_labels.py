"""Figures under a label are no figures of another; a second 其中 may be of the head."""

from __future__ import annotations

import pytest

from tests.reconcile.reading import audited

_HEAD = "某局2024年度部门决算情况说明\n三、支出决算情况\n"


@pytest.mark.parametrize(
    "text",
    [
        "2023年：基本支出610.00万元、项目支出90.00万元。2024年：基本支出640.00万元、项目支出80.00万元。",
        "年初批复：基本支出600.00万元、项目支出120.00万元。"
        "决算：基本支出640.00万元、项目支出80.00万元。",
        "局本级：人员经费410.00万元，公用经费60.00万元。"
        "下属单位：人员经费230.00万元，公用经费20.00万元。",
        "上半年：基本支出310.00万元。全年：基本支出640.00万元。",
        "从预算看，基本支出600.00万元、项目支出120.00万元。"
        "从决算看，基本支出640.00万元、项目支出80.00万元。",
        "中央资金：项目支出50.00万元。省级资金：项目支出30.00万元。",
        "划转前，基本支出610.00万元、项目支出90.00万元。划转后，基本支出640.00万元、项目支出80.00万元。",
        "机关服务中心基本支出37.20万元、项目支出9.10万元；档案馆基本支出23.40万元、项目支出8.80万元。"
        "全系统基本支出60.60万元、项目支出17.90万元。",
        # a second 其中 goes back to the head of a list that is whole
        "采购支出96.00万元，其中货物60.00万元、服务36.00万元，其中授予中小企业90.00万元。",
        "在编54人，其中行政30人、事业24人，其中女性28人。",
        # what a share is out of is no part of the list before it
        "民生支出6400.00万元，其中教育3800.00万元、社保2600.00万元，占总支出8000.00万元的80.00%。",
        # a rate of other figures
        "年均增长4.88%，由2022年300.00万元增至2024年330.00万元，累计增长10.00%。",
        "由400.00万元增至450.00万元，增长12.50%，计划增长9.00%。",
    ],
)
def test_sound_words_stay_silent(text: str) -> None:
    assert audited(_HEAD + text).findings == ()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("基本支出640.00万元。全年支出720.00万元，基本支出604.00万元。", "N07"),
        ("采购支出96.00万元，其中货物60.00万元、服务63.00万元。", "N06"),
        ("采购支出96.00万元，其中货物60.00万元、服务36.00万元（其中印刷服务63.00万元）。", "N06"),
        ("由400.00万元增至450.00万元，增长21.50%。", "N03"),
    ],
)
def test_errors_stay_findings(text: str, rule: str) -> None:
    assert rule in [f.rule for f in audited(_HEAD + text).findings]

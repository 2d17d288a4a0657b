"""What is left of 100%, and averages of which it is told elsewhere what they are of."""

from __future__ import annotations

import pytest

from reconcile.audit import Verdict
from tests.reconcile.reading import audited, verdict

#: Text, the figure in question, right and wrong.
TOLD = [
    (
        "按来源测算，一般公共预算拨款占收入预算的88.14%，政府性基金预算拨款占{}%，剩余的2.55%为事业收入。",
        "9.31",
        "10.31",
        "N04",
    ),
    ("基本支出占71.20%，项目支出占24.65%，其余{}%为经营支出。", "4.15", "4.51", "N04"),
    (
        "现有教学班80个，其中初中44个、高中36个；在校学生3680人，其中初中2056人、高中1624人，平均班额{}人。",
        "46.00",
        "48.50",
        "N08",
    ),
    (
        "实际兑付126.85万元，其中养殖补助84.63万元、种植补助42.22万元，受益脱贫户389户，户均{}元。",
        "3260.93",
        "3660.93",
        "N08",
    ),
    (
        "公务接待费34.6万元，比2023年减少7万元，主要原因是压缩接待；公务用车运行维护费125.2万元。\n公务接待方"
        "面，全年接待来访286批次、2173人次，人均{}元。",
        "159.23",
        "1209.79",
        "N08",
    ),
    (
        "上述13家单位合计83,907.26万元，其中局机关占21.71%，所属12家单位合计{}万元，占78.29%，户均5,474.43万元。",
        "65,693.10",
        "54,963.74",
        "N08",
    ),
]


@pytest.mark.parametrize(("text", "right", "wrong", "rule"), TOLD)
def test_rests_and_means(text: str, right: str, wrong: str, rule: str) -> None:
    sound = audited(text.format(right))
    assert sound.findings == ()
    part = next(c for c in sound.disclosure.claims if c.quantity.text.startswith(right))
    assert verdict(sound, part.quantity.text) is Verdict.CONSISTENT
    assert rule in {f.rule for f in audited(text.format(wrong)).findings}


@pytest.mark.parametrize(
    "text",
    [
        # of different wholes, and a rest of another one
        "货物占采购支出的20.10%，服务占服务类采购的35.20%，其余44.70%为工程。",
        "完成率占80.10%，项目支出增长24.65%，其余4.15%为经营支出。",
        "小微企业占采购支出的62.40%，其余货物占12.00%。",
        "发放补助126.85万元，其中养殖84.63万元，种植30.22万元，受益389户，户均3260.93元。",
        "公务接待方面，全年接待来访286批次、2173人次，人均98.20元。",
    ],
)
def test_what_is_no_rest_and_no_mean(text: str) -> None:
    assert audited(text).findings == ()

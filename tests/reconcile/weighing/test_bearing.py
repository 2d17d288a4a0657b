"""What no error explains accuses only where the words leave nothing open."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity
from tests.reconcile.reading import audited, mismatches


def severities(text: str) -> list[Severity]:
    heavy = (Severity.MISMATCH, Severity.DOUBT)
    return [f.severity for f in audited(text).findings if f.severity in heavy]


@pytest.mark.parametrize(
    "text",
    [
        "2024年度支出合计120.00万元，比上年增加20.00万元，增长31.40%。",
        "公务用车运行维护费8.64万元，公务用车保有量3辆，平均每辆2.16万元。",
        "财政拨款支出2400.00万元，其中：教育支出600.00万元，占财政拨款支出的71.36%。",
        "在职人员81人，其中：行政人员26人、事业人员33人、工勤人员25人。",
        "年末实有人数88人，其中：在职人员57人、退休人员29人。",
        "轿车3辆，设备5台，客车5辆，以上两项合计9辆。",
        "公务接待费支出0.09万元，比2023年决算数0.13万元减少0.07万元，减少30.77%。",
        "公务用车购置及运行费0万元，其中：公务用车购置费3万元，公务用车运行费0万元。",
    ],
)
def test_words_that_leave_nothing_open(text: str) -> None:
    assert severities(text) == [Severity.MISMATCH]


@pytest.mark.parametrize(
    "text",
    [
        "办公楼使用31.40万元。甲中心比上年增加20.00万元，增长64.20%，乙中心支出75.00万元。",
        "本年支出合计500.00万元。其中：维修费37.40万元，会议费129.20万元，培训费361.77万元。",
    ],
)
def test_what_may_just_not_belong_together(text: str) -> None:
    assert Severity.MISMATCH not in severities(text)


@pytest.mark.parametrize(
    ("near", "far"),
    [
        (
            "公务接待费预算30.00万元，支出决算24.60万元，完成预算的96.37%。",
            "公务接待费预算300.00万元，支出决算24.60万元，完成预算的96.37%。",
        ),
        (
            "2023年累计投入8913.26万元，约合0.97亿元。",
            "2023年累计投入4184.31万元，约合0.97亿元。",
        ),
    ],
)
def test_what_is_far_off_may_be_of_something_else(near: str, far: str) -> None:
    assert severities(near) == [Severity.MISMATCH]
    assert Severity.MISMATCH not in severities(far)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "支出决算218.00万元，完成年初预算的100%，决算数大于预算数74.60万元。",
            [("N05", "100", "152.02")],
        ),
        (
            "维修费19.80万元，其中：甲7.00万元，乙8.30万元，丙4.20万元。",
            [("N06", "19.80", "19.50")],
        ),
    ],
)
def test_what_makes_a_figure_vanish_is_no_slip(text: str, told: list[tuple[str, str, str]]) -> None:
    """218.00 of another unit would leave 74.60 out, as 8.30元 would be left out of a sum."""
    assert mismatches(audited(text)) == told


def test_wholes_and_parts_that_the_vocabulary_names() -> None:
    text = "审计发现问题5个，已经完成整改的0个，正在整改4个。"
    assert mismatches(audited(text)) == [("N06", "5", "4")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (  # nothing holds anything of another: all together are more than their whole
            "2025年预算收入1710.52万元，其中：一般公共预算收入1575.52万元，政府性基金预算收入120.00万元，"
            "其他收入{}万元。",
            {"15.00": [], "150.00": [("N06", "150.00", "15.00")]},
        ),
        (  # what was scored adds up, and not what could be
            "整体支出自评得分94.13分，其中预算执行20分、得{}分，目标实现60分、得57.30分，管理20分、得17.00分。",
            {"19.83": []},
        ),
        (  # whatever the list before was of
            "运转经费91.63万元，主要用于办公费18.50万元。比2024年减少2.55万元，{}2.71%。",
            {"下降": [], "增长": [("N10", "2.71", "-2.71")]},
        ),
        (  # a reason's car is none that costs were spent on
            "公务用车运行费18.60万元，减少0.80万元，主要原因是1辆老旧客车停用。平均每辆{}万元。保有量6辆。",
            {"3.10": []},
        ),
        (  # what is more than its whole, behind a semicolon, is of something else
            "年末编制人数635人，其中事业编制635人；年末实有人数{}人。",
            {"1286": []},
        ),
        (  # what was spent is of all the money, and not of its last source
            "甲项目全年预算数为262.30万元，其中上年结转62.30万元、当年下达200.00万元，"
            "执行数为238.74万元，完成预算的{}%。",
            {"91.02": []},
        ),
        (  # 总额 behind 占 makes no total of the share
            "2024年度支出总额为3691.17万元。按用途划分：基本支出2629.03万元，占支出总额的{}%；"
            "项目支出1062.14万元，占支出总额的28.78%。",
            {"71.22": [], "71.72": [("N04", "71.72", "71.22")]},
        ),
    ],
)
def test_what_unseen_reports_told_otherwise(
    text: str, told: dict[str, list[tuple[str, str, str]]]
) -> None:
    for figure, found in told.items():
        result = audited(text.format(figure))
        assert mismatches(result) == found
        assert found or severities(text.format(figure)) == []

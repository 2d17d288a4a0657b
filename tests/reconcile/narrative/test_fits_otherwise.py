"""A rate that other figures of its sentence give to the last digit is not held against what its
statement gives; a slip of the pen that is no chance is named all the same."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity
from tests.reconcile.reading import audited, mismatches

HEAD = "某县2024年度部门决算情况说明\n"


@pytest.mark.parametrize(
    "text",
    [
        "预算120.00万元，调减10.00万元，实际支出108.90万元，执行率99.00%。",
        "项目预算300.00万元，上半年支出120.00万元，执行率40.00%；下半年支出150.00万元，全年执行率90.00%。",
        "一般公共预算拨款2,160.00万元，占90.00%，其中基本支出1,512.00万元，占70.00%，"
        "项目支出648.00万元，占30.00%；政府性基金240.00万元，占10.00%。",
        "全市平均执行率93.20%，我局执行率95.60%，预算2,000.00万元，支出1,912.00万元。",
    ],
)
def test_what_fits_otherwise_is_not_called_wrong(text: str) -> None:
    heavy = (Severity.MISMATCH, Severity.DOUBT)
    assert [f for f in audited(HEAD + text).findings if f.severity in heavy] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("年初预算420.00万元，支出决算398.16万元，完成年初预算的98.40%。", "98.40"),
        ("年初结余46.25万元，到年底还剩31.80万元，减少41.45万元，降低31.24%。", "41.45"),
        ("机关运行经费186.40万元，上年为171.20万元，同比增长8.15%。", "8.15"),
    ],
)
def test_what_does_not_is(text: str, found: str) -> None:
    assert found in [stated for _, stated, _ in mismatches(audited(HEAD + text))]


def test_a_mean_is_over_the_count_that_it_is_right_over() -> None:
    text = "惠及学生3,650名，其中小学2,466人、初中1,184人，发放助学金377.09万元，人均1,033.12元。"
    assert audited(HEAD + text).findings == ()

"""What a mean is over, and a mean rate of others, which is of nothing told here."""

from __future__ import annotations

from reconcile.audit import Severity
from tests.reconcile.reading import audited

HEAD = "某县2024年度部门决算情况说明\n"


def test_a_mean_is_over_the_count_that_it_is_right_over() -> None:
    text = "惠及学生3,650名，其中小学2,466人、初中1,184人，发放助学金377.09万元，人均1,033.12元。"
    assert audited(HEAD + text).findings == ()


def test_the_mean_rate_of_others_is_no_completion() -> None:
    text = "全市平均执行率93.20%，我局执行率95.60%，预算2,000.00万元，支出1,912.00万元。"
    heavy = (Severity.MISMATCH, Severity.DOUBT)
    assert [f for f in audited(HEAD + text).findings if f.severity in heavy] == []

"""Averages over what is counted by another name than they are."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity
from tests.reconcile.reading import audited, mismatches

#: A text with a gap, the right average for it, and a wrong one.
WRONG = [
    (
        "全县农村小学公用经费支出1,395.20万元，在校学生8,720人（教职工612人），生均公用经费为{}元。",
        "1600",
        "1060",
    ),
    ("村级公益事业奖补资金324.00万元，覆盖12个行政村、3,260户农户，村均{}万元。", "27.00", "72.00"),
    ("新建高标准农田12,000亩，完成投资3,000.00万元，平均每亩投入{}元。", "2500", "250"),
    (
        "医疗收入24,002.40万元，年末实际开放床位548张（编制床位600张），床均医疗收入{}万元。",
        "43.80",
        "48.30",
    ),
    (
        "支出496.32万元，其中：村干部基本报酬342.72万元，共84人，人均{}万元；办公经费96.00万元。",
        "4.08",
        "4.80",
    ),
    ("现有教学班54个，在校学生2,106人，平均每班{}人。", "39", "36"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), WRONG)
def test_what_an_average_is_taken_over(text: str, right: str, wrong: str) -> None:
    assert not audited(text.format(right)).findings
    assert ("N08", wrong, right) in mismatches(audited(text.format(wrong)))


@pytest.mark.parametrize(
    "text",
    [
        "公用经费支出1,395.20万元，在校学生8,720人，生均公用经费标准1,500元。",  # a norm
        "人员经费5,053.21万元，在职286人，人均17.37万元（不含退休费）。",  # of some of it
        "改造1.85万亩、250.00万元，更新改造0.6万亩（亩均226.67元，计136.00万元）。",  # a price
        "住院收入624.35万元，床位38张，每床日收入812.50元。",  # of days
        "现有教学班54个，在校学生2,106人，教职工138人，平均每班40人。",  # of whom it does not say
        "编制床位600张，实际开放床位548张，其中急诊12张。",
        "年末实际开放床位548张（编制床位600张）。",  # what stands beside is no part
    ],
)
def test_what_is_no_average_of_these(text: str) -> None:
    assert not [f for f in audited(text).findings if f.severity is Severity.MISMATCH]

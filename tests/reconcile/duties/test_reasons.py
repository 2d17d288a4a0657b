"""A reason counts where it stands beside a change; headings and blanks say nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconcile.duties.values import Standing, State
from reconcile.reconcile import reconcile
from reconcile.rules import rule
from tests.rules.builder import built

MODEL = rule("D07").passes[0]
TOTAL = "“三公”经费支出决算为12.50万元，比上年减少1.00万元，主要原因是压缩开支。"
GUESTS = "3.公务接待费支出1.00万元，国内公务接待10批次，80人次。"


def standing(duty: str, *changes: tuple[str, str]) -> Standing:
    """How a duty stands in the model with some words put otherwise."""
    text = MODEL.text
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    audit = reconcile(built(replace(MODEL, text=text)))
    return next(one for one in audit.duties if one.duty == duty)


@pytest.mark.parametrize(
    ("total", "state"),
    [
        ("比上年减少1.00万元，因公务接待减少。", State.MET),
        ("比上年减少1.00万元。究其原因，接待标准压低。", State.MET),
        ("比上年减少1.00万元，主要原因是：。", State.MISSING),
        ("比上年减少1.00万元，原因是____。", State.MISSING),
        ("比上年减少1.00万元。", State.MISSING),
    ],
)
def test_a_reason_beside_the_change(total: str, state: State) -> None:
    said = f"“三公”经费支出决算为12.50万元，{total}"
    assert standing("D07.4", (TOTAL, said)).state is state


def test_what_is_spent_on_is_no_reason_of_a_change() -> None:
    """It is left to a person: it may be meant as one."""
    bare = (TOTAL, TOTAL.replace("，主要原因是压缩开支", ""))
    spent = (GUESTS, f"{GUESTS[:-1]}。\n接待的主要是上级检查组。")
    assert standing("D07.4", bare, spent).state is State.NOT_JUDGED


def test_a_heading_that_promises_reasons_gives_none() -> None:
    heading = ("四、财政拨款“三公”经费支出决算情况说明", "四、“三公”经费增减变动原因说明")
    bare = (TOTAL, TOTAL.replace("，主要原因是压缩开支", ""))
    assert standing("D07.4", heading, bare).state is State.MISSING


def test_changes_without_a_reason_are_named() -> None:
    rose = "3.公务接待费支出1.00万元，比上年增加0.20万元，国内公务接待10批次，80人次。"
    assert "公务接待费" in str(standing("D07.4", (GUESTS, rose)).why)
    told = rose.replace("，国内", "，原因是来访增多，国内")
    assert standing("D07.4", (GUESTS, told)).why == ""


@pytest.mark.parametrize("below", ["", "（请各单位根据实际情况填写）"])
def test_a_heading_with_nothing_below_it_says_nothing(below: str) -> None:
    duties = ("负责本市有关行政管理工作。\n", f"{below}\n" if below else "")
    assert standing("D14.1", duties).state is State.MISSING
    assert standing("D15.1", duties).state is State.MISSING


def test_the_last_heading_with_nothing_below_it() -> None:
    terms = ("财政拨款收入：指从同级财政部门取得的资金。", "")
    assert standing("D13.1", terms).state is State.MISSING
    assert standing("D15.1", terms).state is State.MISSING

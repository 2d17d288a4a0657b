"""Money beside a count of none: when a person is told to look, and what a sound report may say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconcile.audit import Finding, Severity
from reconcile.duties.values import State
from reconcile.reconcile import reconcile
from reconcile.rules import rule
from tests.rules.builder import built

MODEL = rule("D06").passes[0]
ABROAD = "因公出国（境）费支出3.00万元，全年因公出国（境）团组1个，累计2人次。"
GUESTS = "公务接待费支出1.00万元，国内公务接待10批次，80人次。"
BOUGHT = "公务用车购置费0万元；公务用车运行维护费8.50万元，公务用车保有量3辆。"


def told(old: str, new: str) -> tuple[Finding, ...]:
    """What is found of the counts where the report prints `new`; nothing else may be wrong."""
    assert old in MODEL.text
    audit = reconcile(built(replace(MODEL, text=MODEL.text.replace(old, new))))
    assert audit.count(Severity.MISMATCH) == 0
    return tuple(f for f in audit.findings if f.rule == "D06")


@pytest.mark.parametrize(
    ("old", "new", "stated"),
    [
        (GUESTS, "公务接待费支出1.00万元，国内公务接待0批次，0人次。", "公务接待人次"),
        (GUESTS, "公务接待费支出1.00万元，较上年持平，接待零批次，零人次。", "公务接待人次"),
        (ABROAD, "因公出国（境）费支出3.00万元，团组0个，累计0人次。", "因公出国（境）人次"),
        (
            BOUGHT,
            "公务用车购置费8.00万元，购置公务用车0辆；"
            "公务用车运行维护费0.50万元，公务用车保有量3辆。",
            "公务用车购置数",
        ),
    ],
)
def test_money_for_none_is_for_a_person(old: str, new: str, stated: str) -> None:
    (found,) = told(old, new)
    assert (found.severity, found.stated) == (Severity.DOUBT, stated)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (GUESTS, "公务接待费支出1.00万元，国内公务接待0批次，0人次；外事接待2批次，9人次。"),
        (GUESTS, "公务接待费支出1.00万元，系支付上年接待费。本年国内公务接待0批次，0人次。"),
        (GUESTS, "公务接待费支出1.00万元，为结算以前年度的费用，国内公务接待0批次、0人次。"),
        (GUESTS, "公务接待费支出0.00万元，国内公务接待1批次，3人次。"),
        (GUESTS, "公务接待费支出0元，国内公务接待4批次，31人次，由自有资金列支。"),
        (GUESTS, "公务接待费年初预算1.00万元，支出决算0.00万元，国内公务接待0批次，0人次。"),
        (ABROAD, "因公出国（境）费支出3.00万元，参加其他单位组织的团组，本单位组团0个，0人次。"),
        (ABROAD, "因公出国（境）费支出3.00万元，团组0个，1人次。"),
        (ABROAD, "因公出国（境）费支出3.00万元，用于补付上年出访费用，团组0个，0人次。"),
        (ABROAD, "因公出国（境）费支出3.00万元，1人赴境外培训，未单独组团，团组0个。"),
        (
            BOUGHT,
            "公务用车购置费8.00万元，购置公务用车0辆（次年交付）；"
            "公务用车运行维护费0.50万元，公务用车保有量3辆。",
        ),
        (BOUGHT, "公务用车购置费0万元；公务用车运行维护费8.50万元，公务用车保有量0辆。"),
        (
            f"8.50万元，其中{BOUGHT}",
            "0万元，其中公务用车购置费0万元；公务用车运行维护费0万元，公务用车保有量3辆。",
        ),
    ],
)
def test_what_a_sound_report_may_say(old: str, new: str) -> None:
    assert told(old, new) == ()


def test_a_doubt_leaves_the_duty_open() -> None:
    text = MODEL.text.replace(GUESTS, "公务接待费支出1.00万元，国内公务接待0批次，0人次。")
    audit = reconcile(built(replace(MODEL, text=text)))
    (one,) = [d for d in audit.duties if d.duty == "D06.6"]
    assert one.state is State.NOT_JUDGED
    assert one.finding in {f.id for f in audit.findings if f.severity is Severity.DOUBT}

"""Money beside a count of none, and the reverse: when a report contradicts itself, when a person is
told to look, and what a sound report may say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconcile.audit import Finding, Severity, Verdict
from reconcile.duties.values import State
from reconcile.reconcile import reconcile
from reconcile.rules import Choice, rule
from tests.rules.builder import built

MODEL = rule("D06").passes[0]
ABROAD = "因公出国（境）费支出3.00万元，全年因公出国（境）团组1个，累计2人次。"
GUESTS = "公务接待费支出1.00万元，国内公务接待10批次，80人次。"
BOUGHT = "公务用车购置费0万元；公务用车运行维护费8.50万元，公务用车保有量3辆。"


def told(old: str, new: str) -> tuple[Finding, ...]:
    """What is found of the counts where the report prints `new`."""
    assert old in MODEL.text
    audit = reconcile(built(replace(MODEL, text=MODEL.text.replace(old, new))))
    return tuple(f for f in audit.findings if f.rule in ("D06", "N14"))


@pytest.mark.parametrize(
    ("old", "new", "stated"),
    [
        (GUESTS, "公务接待费支出1.00万元，接待0批次，0人次。", "公务接待费"),
        (GUESTS, "公务接待费支出1.00万元，较上年持平，接待零批次，零人次。", "公务接待费"),
        (GUESTS, "公务接待费支出1.00万元，国内接待0批次，0人次，外事接待0批次，0人次。", "0批次"),
        (GUESTS, "国内公务接待费支出1.00万元，国内公务接待0批次，0人次。", "国内公务接待费"),
        (ABROAD, "因公出国（境）费支出3.00万元，团组0个，累计0人次。", "因公出国（境）费"),
        (
            BOUGHT,
            "公务用车购置费8.00万元，购置公务用车0辆；"
            "公务用车运行维护费0.50万元，公务用车保有量3辆。",
            "8.00万元",
        ),
        (GUESTS, "公务接待费支出0万元，本年度未开展公务接待活动，接待6批次，58人次。", "58人次"),
        (
            ABROAD,
            "因公出国（境）费支出0万元，没有因公出国（境）团组，出国团组2个，5人次。",
            "5人次",
        ),
        (BOUGHT, "公务用车购置费0万元，未购置公务用车，购置公务用车2辆；保有量3辆。", "2辆"),
    ],
)
def test_what_leaves_nothing_open_is_a_mismatch(old: str, new: str, stated: str) -> None:
    (found,) = told(old, new)
    assert (found.rule, found.severity) == ("N14", Severity.MISMATCH)
    assert stated in found.message


@pytest.mark.parametrize(
    ("old", "new", "stated"),
    [
        (GUESTS, "公务接待费支出1.00万元，国内公务接待0批次，0人次。", "公务接待人次"),
        (GUESTS, "公务接待费支出0.00万元，国内公务接待12批次，96人次。", "公务接待人次"),
        (ABROAD, "因公出国（境）费支出0元，团组1个，累计2人次。", "因公出国（境）人次"),
    ],
)
def test_what_leaves_something_open_is_for_a_person(old: str, new: str, stated: str) -> None:
    (found,) = told(old, new)
    assert (found.severity, found.stated) == (Severity.DOUBT, stated)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (GUESTS, "公务接待费支出1.00万元，国内公务接待0批次，0人次；外事接待2批次，9人次。"),
        (GUESTS, "公务接待费支出1.00万元，系支付上年接待费。本年国内公务接待0批次，0人次。"),
        (GUESTS, "公务接待费支出1.00万元，为结算以前年度的费用，国内公务接待0批次、0人次。"),
        (GUESTS, "公务接待费支出0.00万元，国内公务接待1批次，3人次。"),
        (GUESTS, "公务接待费支出0万元，未开展公务接待，上年接待6批次，58人次，由其他资金列支。"),
        (GUESTS, "公务接待费支出0万元，没有外事接待，由自有资金接待6批次，58人次。"),
        (GUESTS, "公务接待费支出1.00万元，其中外宾接待0.60万元，接待0批次，0人次。"),
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


def test_a_contradiction_is_told_once_and_its_counts_are_at_odds() -> None:
    text = MODEL.text.replace(GUESTS, "公务接待费支出1.00万元，接待0批次，0人次。")
    audit = reconcile(built(replace(MODEL, text=text)))
    (found,) = [f for f in audit.findings if f.rule == "N14"]
    states = {d.duty: (d.state, d.finding) for d in audit.duties}
    assert states["D06.5"] == states["D06.6"] == (State.AT_ODDS, found.id)
    assert states["D05.4"][0] is State.MET
    assert [j.verdict for j in audit.judgements if j.claim == found.claims[0]] == [Verdict.MISMATCH]


def test_what_a_machine_read_is_a_doubt_and_a_rule_that_is_off_says_nothing() -> None:
    text = MODEL.text.replace(GUESTS, "公务接待费支出1.00万元，接待0批次，0人次。")
    report = built(replace(MODEL, text=text))
    audit = reconcile(replace(report, recognised=(1,)))
    (found,) = [f for f in audit.findings if f.rule == "N14"]
    assert found.severity is Severity.DOUBT and "机器识别" in found.detail
    states = {d.duty: d.state for d in audit.duties}
    assert states["D06.6"] is State.NOT_JUDGED
    off = reconcile(report, choice=Choice.of(skip=["N14"]))
    assert not [f for f in off.findings if f.rule == "N14"]
    assert audit.count(Severity.MISMATCH) == off.count(Severity.MISMATCH) == 0


def test_budgets_count_what_is_only_planned() -> None:
    text = MODEL.text.replace(GUESTS, "公务接待费安排1.00万元，接待0批次，0人次。")
    audit = reconcile(built(replace(MODEL, text=text, kind="budget")))
    assert not [f for f in audit.findings if f.rule == "N14"]

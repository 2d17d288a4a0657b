"""Choosing rules: what is switched off is not checked, confirms nothing, and is said."""

from __future__ import annotations

import pytest

from reconcile.audit import Audit, Severity, Verdict
from reconcile.reconcile import reconcile as decide
from reconcile.rules import Choice, ChoiceError, Example, codes, rule
from tests.rules.builder import built


def flagged(code: str, choice: Choice) -> Audit:
    return decide(built(rule(code).flags[0]), choice=choice)


def test_all_rules_are_chosen_at_first() -> None:
    assert Choice().is_all
    assert all(code in Choice() for code in codes())


def test_codes_can_be_written_in_many_ways() -> None:
    choice = Choice.of(only=["n01，T06", "W"], skip=["W02"])
    assert [c for c in codes() if c in choice] == [
        "N01",
        *(c for c in codes() if c[0] == "W" and c != "W02"),
        "T06",
    ]


def test_an_unknown_code_names_those_like_it() -> None:
    with pytest.raises(ChoiceError) as error:
        Choice.of(skip=["N9"])
    assert error.value.code == "N9"
    assert set(error.value.near) <= set(codes()) and error.value.near


@pytest.mark.parametrize("code", [c for c in codes() if rule(c).flags])
def test_a_rule_that_is_skipped_finds_nothing(code: str) -> None:
    audit = flagged(code, Choice.of(skip=[code]))
    assert code not in {f.rule for f in audit.findings}
    assert code not in {c.rule for c in audit.checks}
    (said,) = [line for line in map(str, audit.unchecked) if line.startswith(f"{code} ")]
    assert rule(code).name in said


@pytest.mark.parametrize("code", ["N01", "N03", "N06", "E01", "T06", "W03"])
def test_a_rule_alone_still_finds(code: str) -> None:
    audit = flagged(code, Choice.of(only=[code]))
    assert {f.rule for f in audit.findings} == {code}
    assert {c.rule for c in audit.checks} <= {code}
    off = {str(line).split(" ")[0] for line in audit.unchecked}
    assert set(codes()) - off == {code}


def confirmed(example: Example, choice: Choice) -> list[str]:
    audit = decide(built(example), choice=choice)
    return [j.claim for j in audit.judgements if j.verdict is not Verdict.UNVERIFIABLE]


def test_a_rule_that_is_off_confirms_nothing() -> None:
    level = rule("N01").passes[0]
    assert confirmed(level, Choice())
    assert not confirmed(level, Choice.of(skip=["N01"]))
    rate = rule("N03").passes[0]
    assert len(confirmed(rate, Choice())) == 3
    assert not confirmed(rate, Choice.of(skip=["N03"]))


SOUND = [e for code in codes() for e in rule(code).passes if not e.limit]


@pytest.mark.parametrize("off", ["N", "N01", "N06", "T", "T06"])
def test_switching_off_makes_no_false_alarm(off: str) -> None:
    """What one rule knows keeps another from speaking too soon; without it nothing may be said
    that is not so."""
    choice = Choice.of(skip=[off])
    found = [f for e in SOUND for f in decide(built(e), choice=choice).findings]
    assert len(SOUND) > 90
    assert not [f.message for f in found if f.severity is Severity.MISMATCH]

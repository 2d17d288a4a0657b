"""Every rule against its own examples, and the catalogue against the code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

import reconcile
from reconcile.audit import Audit, Severity, Verdict
from reconcile.duties.catalogue import duties
from reconcile.reconcile import reconcile as decide
from reconcile.rules import Choice, Example, codes, rule
from reconcile.rules.catalogue import TEXTS
from reconcile.tables.relations import load_relations
from tests.rules.builder import built

#: The rules most findings come from: they have look-alikes as well.
MAIN = ("N01", "N02", "N03", "N04", "N05", "N06", "N07")


@cache
def audited(example: Example) -> Audit:
    return decide(built(example))


def examples(kind: str) -> list[object]:
    return list(_examples(kind))


def _examples(kind: str) -> Iterator[object]:
    for code in codes():
        for number, example in enumerate(getattr(rule(code), kind), 1):
            known = pytest.mark.xfail(reason=example.limit, strict=True)
            marks = [known] if example.limit else []
            yield pytest.param(code, example, id=f"{code}-{number}", marks=marks)


@pytest.mark.parametrize(("code", "example"), examples("flags"))
def test_flags(code: str, example: Example) -> None:
    """Alone, with the figures of the example; among all rules another one may name the culprit,
    where one figure makes several of them fail."""
    alone = decide(built(example), choice=Choice.of(only=[code])).findings
    shown = [(f.rule, f.severity.value, f.stated, f.expected) for f in alone]
    assert (code, example.outcome, example.stated, example.expected) in shown
    together = audited(example).findings
    assert example.outcome in {f.severity.value for f in together}


@pytest.mark.parametrize(("code", "example"), examples("passes"))
def test_lets_pass(code: str, example: Example) -> None:
    audit = audited(example)
    found = [f for f in audit.findings if f.rule == code]
    allowed = (Severity.ROUNDING,) if example.outcome == "rounding" else ()
    assert not [f.message for f in found if f.severity not in allowed]
    assert not [f.message for f in audit.findings if f.severity is Severity.MISMATCH]
    verdicts = {c.verdict for c in audit.checks if c.rule == code}
    assert OUTCOMES[example.outcome](verdicts), f"{code} gave {verdicts or 'nothing'}"


#: What the checks of a rule must have come to, so that an example does not pass unread.
OUTCOMES: dict[str, Callable[[set[Verdict]], bool]] = {
    "holds": lambda verdicts: Verdict.CONSISTENT in verdicts,
    "rounding": lambda verdicts: Verdict.ROUNDING in verdicts,
    "silent": lambda verdicts: not verdicts & {Verdict.MISMATCH, Verdict.ROUNDING},
}


@pytest.mark.parametrize("code", codes())
def test_every_rule_has_a_page_and_examples(code: str) -> None:
    one = rule(code)
    least = 3 if code in MAIN else 1
    assert one.name != code and one.name_en
    assert all(one.texts.get(key) for key in TEXTS)
    assert all(one.english.get(key) for key in TEXTS)
    if one.confirms_only:  # it gives no findings; one that holds, one where it says nothing
        assert not one.flags and len(one.passes) >= 2
    else:
        assert len(one.flags) >= least and len(one.passes) >= least


def test_every_rule_of_the_code_is_in_the_catalogue() -> None:
    folder = Path(reconcile.__file__).parent
    named = {
        code
        for path in folder.rglob("*.py")
        for code in re.findall(r'"([A-Z]\d\d)"', path.read_text("utf-8"))
    }
    assert len(named) > 15
    named |= {duty.rule for duty in duties() if duty.basis}
    assert named | {r.code for r in load_relations()} == set(codes())

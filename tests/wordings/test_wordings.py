"""Standard quantities in the words of many places: what is confirmed, what slips are found."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reconcile.audit import Audit, Severity, Verdict
from tests.reconcile.reading import audited, sheet

HERE = Path(__file__).parent
Case = dict[str, Any]
#: What was reached; more is welcome. Figures confirmed, and slips named as mismatches.
REACHED = {"seen": (1063, 277), "held": (556, 141)}
#: A case of `held` with a mismatch on its sound text; read by nobody yet.
FALSE = {"seen": 0, "held": 1}


@cache
def cases(name: str) -> list[Case]:
    found: list[Case] = json.loads((HERE / f"{name}.json").read_text("utf-8"))
    return found


def audit(case: Case, text: str) -> Audit:
    tables = [sheet(t["title"], *t["rows"], unit=t["unit"]) for t in case["tables"]]
    return audited(text, *tables, kind=case["kind"], year=case["year"])


def printed(figure: str) -> str:
    return "".join(figure.split()).replace(",", "").replace("，", "").replace("％", "%")


def confirmed(case: Case, result: Audit) -> int:
    """How many of the figures that a reader confirms are confirmed, each once."""
    sound = {j.claim for j in result.judgements if j.verdict is Verdict.CONSISTENT}
    told = Counter(printed(c.quantity.text) for c in result.disclosure.claims if c.id in sound)
    wanted = Counter(map(printed, case["ok"]))
    return sum((told & wanted).values())


def mismatches(result: Audit) -> set[str]:
    return {str(f.message) for f in result.findings if f.severity is Severity.MISMATCH}


def changed(text: str, anchor: str, right: str, wrong: str) -> str:
    at = text.index(right, text.index(anchor) + len(anchor))
    return text[:at] + wrong + text[at + len(right) :]


@pytest.mark.parametrize("name", sorted(REACHED))
def test_wordings_of_standard_quantities(name: str) -> None:
    figures = found = false = 0
    for case in cases(name):
        result = audit(case, case["text"])
        told = mismatches(result)
        false += bool(told)
        figures += confirmed(case, result)
        for slip in case["slips"]:
            found += bool(mismatches(audit(case, changed(case["text"], *slip))) - told)
    assert false <= FALSE[name]
    assert figures >= REACHED[name][0]
    assert found >= REACHED[name][1]

"""Holding what a check found against what was planted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.sampling.flaws import Flaw, plain
from reconcile.audit import Audit, Evidence, Finding

_SEVERITIES = ("mismatch", "rounding", "wording")


@dataclass(frozen=True, slots=True)
class Score:
    """`found`: flaws with the finding that names them (or shows them, where no more can be asked);
    `touched`: flaws that a finding shows but does not name as the culprit; `missed`; `alarms`:
    findings that no planted error explains."""

    found: tuple[tuple[Flaw, Finding], ...]
    touched: tuple[tuple[Flaw, Finding], ...]
    missed: tuple[Flaw, ...]
    alarms: tuple[Finding, ...]


def score(audit: Audit, flaws: Sequence[Flaw]) -> Score:
    """What became of each flaw, and which findings are false alarms. Doubts are neither."""
    findings = [f for f in audit.findings if f.severity in _SEVERITIES]
    found: list[tuple[Flaw, Finding]] = []
    touched: list[tuple[Flaw, Finding]] = []
    missed: list[Flaw] = []
    for flaw in flaws:
        named = [f for f in findings if names(f, flaw) or _worded(f, flaw)]
        near = [f for f in findings if f.severity == flaw.severity and touches(audit, f, flaw)]
        if named or (near and not flaw.culprit):
            found.append((flaw, (named or near)[0]))
        elif near:
            touched.append((flaw, near[0]))
        else:
            missed.append(flaw)
    alarms = [
        f
        for f in findings
        if not any(names(f, w) or _worded(f, w) or touches(audit, f, w) for w in flaws)
    ]
    return Score(tuple(found), tuple(touched), tuple(missed), tuple(alarms))


def names(finding: Finding, flaw: Flaw) -> bool:
    """Whether a finding says of this very place what is wrong with it."""
    return (
        str(finding.severity) == flaw.severity
        and finding.page == flaw.page
        and _same(finding.stated, flaw.stated)
        and _same(finding.expected, flaw.expected)
    )


def _worded(finding: Finding, flaw: Flaw) -> bool:
    """Whether a finding of wording is about the words this flaw is in."""
    stated = {plain(finding.stated), *re.findall(r"[\d.]+|XX", plain(finding.clause))}
    return (
        flaw.severity == "wording"
        and str(finding.severity) == "wording"
        and finding.page == flaw.page
        and flaw.stated in stated
    )


def touches(audit: Audit, finding: Finding, flaw: Flaw) -> bool:
    """Whether the flawed figure is among the places a finding shows."""
    claims = {c.id: c for c in audit.disclosure.claims}
    told = (
        audit.disclosure.claim_place(claims[c]).page == flaw.page
        and _same(str(claims[c].quantity.value), flaw.stated)
        for c in finding.claims
    )
    return any(told) or any(_is(e, flaw) for e in finding.cells) or _direction(finding, flaw)


def _direction(finding: Finding, flaw: Flaw) -> bool:
    """An error of direction shows as an error of any figure of its statement."""
    return flaw.kind.startswith("direction") and finding.page == flaw.page and bool(finding.claims)


def _is(evidence: Evidence, flaw: Flaw) -> bool:
    quantity = evidence.cell.quantity
    return (
        quantity is not None
        and evidence.cell.page == flaw.page
        and _same(str(quantity.value), flaw.stated)
    )


def _same(one: str, other: str) -> bool:
    """Equal as figures where both are, else as texts."""
    try:
        return Decimal(one) == Decimal(other)
    except ArithmeticError:
        return one == other

"""Reports of a few sentences and small tables, checked."""

from __future__ import annotations

from reconcile.audit import Audit, Finding, Severity, Verdict
from reconcile.reconcile import reconcile
from reconcile.rules import Example, Sample
from tests.rules.builder import built


def sheet(title: str, *lines: str, unit: str = "万元") -> Sample:
    """A table written down line by line, its fields divided by |."""
    return Sample(title, unit, tuple(tuple(line.split("|")) for line in lines))


def audited(text: str, *tables: Sample, kind: str = "final", year: int = 2024) -> Audit:
    return reconcile(built(Example(text, tables, kind, year, "holds")))


def mismatches(audit: Audit) -> list[tuple[str, str, str]]:
    """Rule, stated and expected of each mismatch."""
    found: list[Finding] = [f for f in audit.findings if f.severity is Severity.MISMATCH]
    return [(f.rule, f.stated, f.expected) for f in found]


def called(text: str) -> bool:
    """Whether a text has a mismatch or a doubt."""
    severe = (Severity.MISMATCH, Severity.DOUBT)
    return any(f.severity in severe for f in audited(text).findings)


def verdict(audit: Audit, printed: str) -> Verdict:
    """The verdict of the one claim that is printed like this."""
    claim = next(c for c in audit.disclosure.claims if c.quantity.text == printed)
    return next(j.verdict for j in audit.judgements if j.claim == claim.id)

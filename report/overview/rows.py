"""One line of the overview for each report: what is counted, taken from an Audit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reconcile.audit import Audit, Severity
from reconcile.duties.values import State


@dataclass(frozen=True, slots=True)
class Entry:
    """A report's counts: of findings those that are open, `settled` those a reviewer has settled,
    of whatever weight. `rules` counts its mismatches and doubts by rule, `own` has the names of
    those rules that are the user's own; `href` leads to its
    own page, relative to the overview, "" where it has none. `differences` counts what differs
    from other reports, `copies` the other files that print the same; `missing` counts the duties
    of disclosure that it does not meet, `unmet` has them by their ids. Where many lines are made
    at once, `rules` and `unmet` are left out, and counted over all of them (`Totals`)."""

    file: str
    unit: str
    year: int
    kind: str
    mismatch: int
    doubt: int
    rounding: int
    wording: int
    confirmed: int
    contradicted: int
    unverifiable: int
    rules: Mapping[str, int] = field(default_factory=dict)
    unread_pages: int = 0
    href: str = ""
    differences: int = 0
    copies: int = 0
    own: Mapping[str, str] = field(default_factory=dict)
    missing: int = 0
    unmet: Mapping[str, int] = field(default_factory=dict)
    settled: int = 0

    @property
    def coverage(self) -> float | None:
        """The share of claims that were confirmed or contradicted, in percent."""
        checked = self.confirmed + self.contradicted
        total = checked + self.unverifiable
        return 100 * checked / total if total else None


@dataclass(frozen=True, slots=True)
class Totals:
    """What the charts count over all lines: mismatches and doubts by rule, duties that are not met
    by their ids; `own` has the names of those rules that are the user's own."""

    rules: Mapping[str, int] = field(default_factory=dict)
    unmet: Mapping[str, int] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Again:
    """A report that was published again: how many figures changed, came and went; `severity` says
    whether the later file speaks of it, or is probably another report; `href` leads to the page
    about both, relative to the overview, "" where there is none."""

    unit: str
    year: int
    kind: str
    severity: str
    changed: int
    added: int
    gone: int
    file: str
    other_file: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that gave no audit, and why; `status` names what kind of reason that is, or is ""."""

    file: str
    reason: str
    status: str = ""


def totals(entries: Iterable[Entry]) -> Totals:
    """What lines that know it themselves count together."""
    rules: Counter[str] = Counter()
    unmet: Counter[str] = Counter()
    own: dict[str, str] = {}
    for one in entries:
        rules.update(one.rules)
        unmet.update(one.unmet)
        own.update(one.own)
    return Totals(rules, unmet, own)


def entry(audit: Audit, href: str = "") -> Entry:
    """The line of one audit."""
    disclosure, coverage = audit.disclosure, audit.coverage
    heavy = (Severity.MISMATCH, Severity.DOUBT)
    return Entry(
        file=disclosure.path.name,
        unit=disclosure.unit,
        year=disclosure.year,
        kind=disclosure.kind,
        mismatch=audit.count(Severity.MISMATCH),
        doubt=audit.count(Severity.DOUBT),
        rounding=audit.count(Severity.ROUNDING),
        wording=audit.count(Severity.WORDING),
        confirmed=coverage.confirmed,
        contradicted=coverage.contradicted,
        unverifiable=coverage.unverifiable,
        rules=dict(Counter(f.rule for f in audit.findings if f.severity in heavy)),
        unread_pages=disclosure.unread_count,
        href=href,
        own=audit.own,
        missing=audit.count(Severity.MISSING),
        unmet=dict(Counter(d.duty for d in audit.duties if d.state is State.MISSING)),
    )

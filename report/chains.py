"""Roundings that follow from one another: one cent that shows in every sum it takes part in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from reconcile.audit import Audit, Finding, Severity
from report.words import culprit, digits, figure_of, off

#: A figure of fewer digits stands in many places by chance.
_FEWEST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Chain:
    """A finding, and those that say the same of the same figures elsewhere."""

    first: Finding
    rest: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Link:
    """What ties a rounding to others: its figure, the size of its difference, in base units, and
    all the figures it is about; or, where it is no amount of money, its words."""

    figure: Fraction
    off: Fraction
    figures: frozenset[Fraction]
    words: tuple[str, ...]

    def meets(self, other: _Link) -> bool:
        if self.words == other.words:
            return True
        if self.off != other.off or not self.off:
            return False
        return self.figure in other.figures or other.figure in self.figures


def chains(audit: Audit, findings: Sequence[Finding]) -> tuple[Chain, ...]:
    """The findings in their order, those roundings behind the first of them that follow from the
    same cent; every finding is in one chain."""
    links = {i: _link(audit, f) for i, f in enumerate(findings) if _is_rounding(f)}
    heads = _heads(links)
    groups: dict[int, list[Finding]] = {}
    for index, finding in enumerate(findings):
        groups.setdefault(heads.get(index, index), []).append(finding)
    return tuple(Chain(first, tuple(rest)) for first, *rest in groups.values())


def _is_rounding(finding: Finding) -> bool:
    return finding.severity is Severity.ROUNDING


def _heads(links: Mapping[int, _Link]) -> Mapping[int, int]:
    """For each rounding the first one that it is chained to, directly or through others."""
    heads = {index: index for index in links}
    for index, other in combinations(links, 2):
        if heads[index] != heads[other] and links[index].meets(links[other]):
            first, last = sorted((heads[index], heads[other]))
            heads = {i: first if head == last else head for i, head in heads.items()}
    return heads


def _link(audit: Audit, finding: Finding) -> _Link:
    claim = culprit(audit, finding)
    figure, apart = figure_of(finding, claim), off(finding)
    words = (finding.stated, finding.expected, str(finding.formula) or finding.id)
    if figure is None or apart is None or figure.kind != "amount":
        return _Link(Fraction(0), Fraction(0), frozenset(), words)
    named = [c.quantity for c in audit.disclosure.claims if c.id in finding.claims]
    named += [e.cell.quantity for e in finding.cells if e.cell.quantity is not None]
    telling = (q for q in named if digits(q) >= _FEWEST_DIGITS)
    figures = frozenset(q.exact for q in telling if q.kind == "amount")
    return _Link(figure.exact, abs(Fraction(apart)) * figure.scale, figures, words)

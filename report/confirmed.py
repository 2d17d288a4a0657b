"""By what the confirmed figures are confirmed: by a table, by an equation, by a repetition."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from reconcile.audit import Audit, Check

TABLE, EQUATION, REPETITION = "table", "equation", "repetition"
#: Rules that hold a figure against a cell, and against another statement of the same quantity.
_COPIED = "N01"
_REPEATED = ("N07", "N10")


def confirmed_by(audit: Audit) -> Mapping[str, int]:
    """How many claims are confirmed by each of the three, the strongest first; together they are
    the confirmed ones of the coverage."""
    counts = Counter(kinds(audit).values())
    return {kind: counts[kind] for kind in (TABLE, EQUATION, REPETITION)}


def kinds(audit: Audit) -> Mapping[str, str]:
    """For each confirmed claim, by its id, the strongest of what confirms it."""
    holding: dict[str, list[Check]] = defaultdict(list)
    for check in audit.checks:
        if check.verdict.holds:
            for claim in check.claims:
                holding[claim].append(check)
    return {
        j.claim: _strongest(holding[j.claim], bool(j.evidence))
        for j in audit.judgements
        if j.verdict.holds
    }


def _strongest(checks: Iterable[Check], cells: bool) -> str:
    rules = {check.rule for check in checks}
    if _COPIED in rules or (cells and not rules):
        return TABLE
    return REPETITION if rules and rules <= set(_REPEATED) else EQUATION

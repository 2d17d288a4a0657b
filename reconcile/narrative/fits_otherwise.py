"""Rates that are what other figures of their sentence give to the last digit, so that what they are
held against by their statement is not what they are of: 预算A万元，调减B万元，支出C万元，执行率P%
is of A−B; 甲A万元，占P%，其中…；乙B万元，占Q% is of A+B.

Four digits are those of one such quotient in many by chance. Two digits of the rate that changed
places are not, and are told all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from itertools import permutations

from extract.figures.quantity import round_half_up
from reconcile.audit import Check, Verdict
from reconcile.narrative.said import Said, is_of_slipped
from reconcile.phrases import phrase

#: So many figures before a rate are tried.
_NEAR = 5
#: The rules of rates that may be of figures which their statements do not name.
_RULES = frozenset({"N03", "N04", "N05"})


def fitting_otherwise(told: Sequence[Said], failed: Sequence[Check]) -> Iterator[Check]:
    """Those of some failed checks whose rate stands in this sentence and fits otherwise, with a
    figure that they do not have: a change over this year's figure is an error that people make."""
    changes = {t.claim.id for t in told if t.claim.role.is_change}
    for at, rate in enumerate(told):
        if not rate.is_rate or not rate.is_fine:
            continue
        for one in failed:
            if one.operands[0].claim == rate.claim.id and _may_be_of_others(one, changes):
                own = {o.claim for o in one.operands}
                if any(
                    _is(rate, v) and (one.rule == "N04" or not used <= own)
                    for used, v in _values(one, told[:at])
                ):
                    yield one


def _may_be_of_others(one: Check, changes: Collection[str]) -> bool:
    """Whether a check fails for no slip that is no chance, and has no change and no whole that the
    other figures may show to be the wrong one."""
    failed = one.rule in _RULES and one.verdict is Verdict.MISMATCH
    if one.rule == "N04" and is_of_slipped(one):
        return False
    moved = any(o.claim in changes for o in one.operands[1:])
    return failed and not moved and one.detail != phrase("slip.transposed")


def _is(rate: Said, value: Fraction) -> bool:
    stated = rate.claim.quantity
    return round_half_up(value / stated.scale, stated.decimals) == stated.value


def _values(one: Check, before: Sequence[Said]) -> Iterator[tuple[set[str | None], Fraction]]:
    """What the last few figures before a rate give, of one kind as the last of them, each with the
    figures it is of: by how much one is more or less than another, or what it is of itself and
    another, of what is left of a plan, or both together of a third."""
    levels = [t for t in before if not t.is_rate]
    near = [t.claim for t in levels if t.is_like(levels[-1])][-_NEAR:]
    for two in permutations(near, 2):
        a, b = (c.quantity.exact for c in two)
        used: set[str | None] = {c.id for c in two}
        if one.rule == "N03" and b:
            yield used, abs(a - b) / b
        elif one.rule != "N03" and a + b:
            yield used, a / (a + b)
    for three in permutations(near, 3) if one.rule == "N05" else ():
        a, b, c = (t.quantity.exact for t in three)
        used = {t.id for t in three}
        if c:
            yield used, (a + b) / c
        if b > c:
            yield used, a / (b - c)

"""Which figure of the narrative is off, where equations fail.

Of all figures in the failing equations the suspect is the one whose smallest slip of the pen (a
digit lost, added, changed or swapped, a sign, a factor of ten, a figure copied from nearby) makes
most of them hold, and breaks least of those that hold. Where two do equally well, neither is
accused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extract.quantity import Quantity
from reconcile.audit import Check, Verdict
from reconcile.equation import again
from reconcile.solving import solved

#: What a correction costs: a slip of the pen, a figure copied from nearby, any other figure.
_SLIP, _COPIED, _OTHER = 1, 2, 4
_FACTORS = (10_000, 100, 10)


@dataclass(frozen=True, slots=True)
class Suspect:
    """A claim, the figure that would mend it, and which failed checks hold with it."""

    claim: str
    figure: Quantity
    mended: tuple[Check, ...]
    broken: int
    cost: int

    @property
    def rank(self) -> tuple[int, int]:
        """The better, the greater."""
        return len(self.mended) - self.broken, -self.cost


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Failed checks with one cause. `suspects` are the claims that explain them best: one is
    accused, of several none; none at all where no figure of the narrative mends any."""

    checks: tuple[Check, ...]
    suspects: tuple[Suspect, ...]

    @property
    def accused(self) -> Suspect | None:
        return self.suspects[0] if len(self.suspects) == 1 else None


def contradictions(
    failed: Sequence[Check], checks: Sequence[Check], innocent: frozenset[str]
) -> Iterator[Contradiction]:
    """The failed checks by cause. `checks` are all sure checks; `innocent` the claims that a
    table confirms, which are not suspected where another figure may be."""
    of_claim: dict[str, list[Check]] = defaultdict(list)
    for check in checks:
        for claim in check.claims:
            of_claim[claim].append(check)
    left = list(failed)
    while left:
        best = _best(left, of_claim, innocent)
        if not best:
            yield Contradiction((left.pop(0),), ())
            continue
        explained = best[0].mended
        yield Contradiction(explained, tuple(best))
        left = [c for c in left if c not in explained]


def _best(
    left: Sequence[Check], of_claim: Mapping[str, Sequence[Check]], innocent: frozenset[str]
) -> list[Suspect]:
    """The suspects that do best, with the same checks mended as the first of them."""
    named = dict.fromkeys(claim for check in left for claim in check.claims)
    open_ = [c for c in named if c not in innocent]
    found = [s for c in open_ if (s := _suspect(c, left, of_claim[c])) is not None]
    if not found:
        return []
    top = max(found, key=lambda s: s.rank)
    return [s for s in found if s.rank == top.rank and s.mended == top.mended]


def _suspect(claim: str, left: Sequence[Check], own: Sequence[Check]) -> Suspect | None:
    """The correction of a claim that mends most failed checks."""
    failing = [c for c in left if claim in c.claims]
    holding = [c for c in own if c.verdict is not Verdict.MISMATCH]
    best: Suspect | None = None
    for figure, cost in _corrections(claim, failing):
        mended = tuple(c for c in failing if _holds(c, claim, figure))
        if not mended:
            continue
        broken = sum(not _holds(c, claim, figure) for c in holding)
        found = Suspect(claim, figure, mended, broken, cost)
        if best is None or found.rank > best.rank:
            best = found
    return best


def _holds(check: Check, claim: str, figure: Quantity) -> bool:
    """Whether a check holds with another figure for a claim."""
    if check.equation is None:
        return False
    changed = {i: figure for i, o in enumerate(check.operands) if o.claim == claim}
    outcome = again(check, changed)
    return outcome is not None and outcome.verdict is not Verdict.MISMATCH


def _corrections(claim: str, failing: Sequence[Check]) -> Iterator[tuple[Quantity, int]]:
    """Figures that may stand in place of a claim's, each with its cost."""
    printed = next(
        (o.quantity for c in failing for o in c.operands if o.claim == claim and o.quantity), None
    )
    if printed is None:
        return
    for value in slips(printed.value):
        yield _with(printed, value), _SLIP
    copied = (o.quantity for c in failing for o in c.operands if o.claim != claim)
    for other in copied:
        if other is not None and other.kind == printed.kind and other.exact != printed.exact:
            yield other, _COPIED
    for check in failing:
        for number, operand in enumerate(check.operands):
            if operand.claim == claim:
                yield from ((_with(printed, v), _OTHER) for v in solved(check, number))


def _with(printed: Quantity, value: Decimal) -> Quantity:
    return replace(printed, text=f"{value:f}{printed.unit}", value=value)


def slips(value: Decimal) -> Iterable[Decimal]:
    """What `value` may have been before one slip of the pen."""
    digits = f"{abs(value):f}"
    texts: set[str] = set()
    for index, char in enumerate(digits):
        before, after = digits[:index], digits[index + 1 :]
        if char.isdigit():
            texts.update(before + new + after for new in "0123456789" if new != char)
            texts.add(before + after)
            if after[:1].isdigit():
                texts.add(before + after[0] + char + after[1:])
        texts.update(before + new + char + after for new in "0123456789")
    decimals = len(digits.partition(".")[2])
    found = {Decimal(t) for t in texts if t.strip(".") and len(t.partition(".")[2]) == decimals}
    found.update(abs(value) * factor for factor in _FACTORS)
    found.update(abs(value) / factor for factor in _FACTORS)
    found.discard(abs(value))
    sign = -1 if value < 0 else 1
    return [*(sign * v for v in sorted(found)), -value]

"""Whether a relation that fails in a table is known to be one of that table: it holds elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reconcile.audit import Check, Verdict

#: What holds so often holds by no chance.
_OFTEN = 2
_Where = tuple[str, str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Within:
    """How often each relation holds, and how often it fails, in each table."""

    holding: Counter[_Where]
    failing: Counter[_Where]

    @classmethod
    def of(cls, checks: Sequence[Check]) -> Within:
        """`checks` are all those of tables."""
        told = [c for c in checks if _tells(c)]
        return cls(
            Counter(_where(c) for c in told if c.verdict.holds),
            Counter(_where(c) for c in checks if c.verdict is Verdict.MISMATCH),
        )

    def bears_out(self, check: Check) -> bool:
        """Whether the relation that a check is of holds in its table, and much more often than it
        fails: a column taken for another would make it fail in row after row."""
        where = _where(check)
        return self.holding[where] >= max(_OFTEN, 2 * self.failing[where])


def _where(check: Check) -> _Where:
    return check.rule, check.unit, frozenset(c.table for c in check.cells)


def _tells(check: Check) -> bool:
    """Whether an equation says more than that one figure stands twice, or nothing is nothing."""
    return len([o for o in check.operands if o.quantity is not None and o.quantity.value]) > 2

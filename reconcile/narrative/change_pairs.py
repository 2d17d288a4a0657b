"""The changes that a statement tells: each with its amount, its rate, or both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.disclosure import Base, Claim, Role


@dataclass(frozen=True, slots=True)
class Pair:
    """A change as it is told: its amount, its rate, or both."""

    amount: Claim | None
    rate: Claim | None

    @property
    def told(self) -> Claim:
        """Its amount, or its rate where that is all."""
        claim = self.amount or self.rate
        assert claim is not None
        return claim

    @property
    def base(self) -> Base | None:
        """What it is compared with."""
        return self.told.base


def pairs_of(claims: Sequence[Claim]) -> list[Pair]:
    """The changes of a statement in their order: an amount with the rate after it, or before it
    where none follows (增长14.6%，增收4376万元), or either alone."""
    changes = [c for c in claims if c.role.is_change]
    pairs: list[Pair] = []
    index = 0
    while index < len(changes):
        claim, *rest = changes[index : index + 3]
        after = rest[0] if rest else None
        taken = 1
        if after is not None and _belong(claim, after):
            last = rest[1] if len(rest) > 1 else None
            swapped = claim.role is Role.CHANGE_RATE
            if not (swapped and last is not None and _belong(after, last)):
                taken = 2
        both = changes[index : index + taken]
        pairs.append(
            Pair(
                next((c for c in both if c.role is Role.CHANGE_AMOUNT), None),
                next((c for c in both if c.role is Role.CHANGE_RATE), None),
            )
        )
        index += taken
    return pairs


def _belong(first: Claim, second: Claim) -> bool:
    """Whether two changes, one right after the other, are one told as amount and rate."""
    return (
        {first.role, second.role} == {Role.CHANGE_AMOUNT, Role.CHANGE_RATE}
        and first.base is second.base
        and 0 <= second.sentence - first.sentence <= 1
        and not (first.role is Role.CHANGE_RATE and second.sentence != first.sentence)
    )

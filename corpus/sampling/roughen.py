"""Amounts with cents: what is then printed in 万元, in tables or text, need not add up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

from corpus.sampling.model import (
    GENERAL,
    Accounts,
    Economy,
    Item,
    Money,
    Procurement,
    ThreePublic,
    total,
)

_CENT = Decimal("0.01")


def roughen(accounts: Accounts, seed: int) -> Accounts:
    """The accounts with every amount moved by less than half of 0.01 万元; sums follow.

    What was equal stays equal.
    """
    rng = Random(f"cents {seed}")
    cents: dict[Money, Money] = {}

    def moved(amount: Money) -> Money:
        step = cents.setdefault(amount, rng.randint(-4900, 4900) * _CENT)
        return amount + step if amount else amount

    def item(one: Item) -> Item:
        return replace(
            one,
            basic=moved(one.basic),
            project=moved(one.project),
            opening=moved(one.opening),
            closing=moved(one.closing),
            budget=moved(one.budget),
            last_basic=moved(one.last_basic),
            last_project=moved(one.last_project),
        )

    def three(one: ThreePublic) -> ThreePublic:
        return ThreePublic(
            *(moved(m) for m in (one.abroad, one.purchase, one.running, one.reception))
        )

    items = tuple(item(one) for one in accounts.items)
    basic = total(i.basic for i in items if i.source == GENERAL)
    p = accounts.procurement
    bought = Procurement(
        *(moved(m) for m in (p.goods, p.works, p.services, p.small_and_medium, p.micro))
    )
    return replace(
        accounts, items=items, economy=_economy(accounts.economy, basic, moved),
        planned=three(accounts.planned), actual=three(accounts.actual),
        last_actual=three(accounts.last_actual), procurement=bought,
        last_running_costs=moved(accounts.last_running_costs),
    )  # fmt: skip


def _economy(
    economy: tuple[Economy, ...], basic: Money, moved: Callable[[Money], Money]
) -> tuple[Economy, ...]:
    """Every amount moved, and the largest with what is missing to `basic`."""
    lines = [replace(e, amount=moved(e.amount)) for e in economy]
    at = max(range(len(lines)), key=lambda i: lines[i].amount)
    rest = basic - total(e.amount for e in lines)
    lines[at] = replace(lines[at], amount=lines[at].amount + rest)
    return tuple(lines)

"""Made-up reports that belong together: two years of a body, its budget, a department's units.

The accounts agree across the reports by construction, as those of one report do within it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from corpus.sampling.compose import compose
from corpus.sampling.invent import invent
from corpus.sampling.looks import looks
from corpus.sampling.model import (
    GENERAL,
    ZERO,
    Accounts,
    Economy,
    Item,
    Money,
    ThreePublic,
    total,
)
from corpus.sampling.typeset import typeset
from corpus.sampling.voice import VOICES


def two_years(seed: int) -> tuple[Accounts, Accounts]:
    """A body's 决算 of a year and of the year before, which quotes the same figures."""
    now = invent(seed, kind="final")
    items = tuple(_last_year(item) for item in now.items)
    before = replace(
        now,
        year=now.year - 1,
        items=items,
        economy=_scaled(now.economy, _basic(items)),
        actual=now.last_actual,
        counts=now.last_counts,
    )
    return replace(now, last_running_costs=before.running_costs), before


def budget_of(now: Accounts) -> Accounts:
    """The 预算 whose figures a 决算 quotes as 年初预算."""
    items = tuple(_planned(item) for item in now.items)
    return replace(
        now, items=items, economy=_scaled(now.economy, _basic(items)), actual=now.planned
    )


def department_of(owner: str, units: Sequence[Accounts]) -> Accounts:
    """The 决算 of a department that is the sum of its units, all of one year."""
    merged: dict[tuple[str, str], Item] = {}
    for item in (i for unit in units for i in unit.items):
        key = (item.subject.code, item.source)
        merged[key] = _added(merged[key], item) if key in merged else item
    items = tuple(merged[key] for key in sorted(merged))
    first = units[0]
    return replace(
        first,
        owner=owner,
        items=items,
        economy=_scaled(first.economy, _basic(items)),
        actual=_three_public([u.actual for u in units]),
        planned=_three_public([u.planned for u in units]),
        last_actual=_three_public([u.last_actual for u in units]),
    )


def write(accounts: Accounts, path: Path, *, kind: str = "final", template: str = "river") -> Path:
    """Typeset a report."""
    look = looks()[template]
    voice = VOICES[sorted(VOICES)[0]]
    path.write_bytes(typeset(compose(accounts, look, voice, kind, 1), look).data)
    return path


def _last_year(item: Item) -> Item:
    return replace(
        item,
        basic=item.last_basic,
        project=item.last_project,
        opening=item.last_opening,
        closing=item.opening,
    )


def _planned(item: Item) -> Item:
    if item.source != GENERAL:
        return replace(item, opening=ZERO, closing=ZERO)
    basic = min(item.basic, item.budget)
    return replace(item, basic=basic, project=item.budget - basic, opening=ZERO, closing=ZERO)


def _added(one: Item, other: Item) -> Item:
    names = ("basic", "project", "opening", "closing", "budget", "last_basic", "last_project",
             "last_opening")  # fmt: skip
    return replace(one, **{name: getattr(one, name) + getattr(other, name) for name in names})


def _three_public(parts: Sequence[ThreePublic]) -> ThreePublic:
    return ThreePublic(
        abroad=total(p.abroad for p in parts),
        purchase=total(p.purchase for p in parts),
        running=total(p.running for p in parts),
        reception=total(p.reception for p in parts),
    )


def _basic(items: Sequence[Item]) -> Money:
    return total(i.basic for i in items if i.source == GENERAL)


def _scaled(economy: Sequence[Economy], whole: Money) -> tuple[Economy, ...]:
    """The same classification with another total; what rounding leaves goes to the first line."""
    factor = whole / total(e.amount for e in economy)
    hundred = Decimal(100)
    lines = [replace(e, amount=(e.amount * factor // hundred) * hundred) for e in economy]
    rest = whole - total(e.amount for e in lines)
    return (replace(lines[0], amount=lines[0].amount + rest), *lines[1:])

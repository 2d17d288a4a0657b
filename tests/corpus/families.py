"""Made-up reports that belong together: two years of a body, its budget, a department's units.

The accounts agree across the reports by construction, as those of one report do within it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from corpus.sampling.compose import compose
from corpus.sampling.document import Block, Field, Grid, Heading, Paragraph
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
        economy=_merged([unit.economy for unit in units]),
        actual=_three_public([u.actual for u in units]),
        planned=_three_public([u.planned for u in units]),
        last_actual=_three_public([u.last_actual for u in units]),
    )


def write(
    accounts: Accounts,
    path: Path,
    *,
    kind: str = "final",
    template: str = "river",
    units: Sequence[str] = (),
    form: str = "items",
    level: str = "部门",
) -> Path:
    """Typeset a report. One that lists its `units` does so in the `form` items, table or prose;
    `level` is 部门 or 单位, the latter for the accounts of a department's own office too."""
    look = looks()[template]
    voice = VOICES["broad"]
    report = compose(accounts, look, voice, kind, 1)
    if units:
        listed = _FORMS[form](accounts, units)
        blocks = [b for block in report.blocks for b in (listed if _is_alone(block) else [block])]
        report = replace(report, blocks=tuple(blocks))
    if level == "单位":
        report = replace(
            report,
            cover=tuple(map(_of_unit, report.cover)),
            blocks=tuple(map(_block_of_unit, report.blocks)),
        )
    path.write_bytes(typeset(report, look).data)
    return path


def _is_alone(block: Block) -> bool:
    """Whether this is the sentence by which every made-up report says that it has no units."""
    return isinstance(block, Paragraph) and "没有下属预算单位" in str(block.pieces[0])


def _items(accounts: Accounts, units: Sequence[str]) -> list[Block]:
    """Numbered items, one a line."""
    lead = f"纳入{accounts.owner}{accounts.year}年度部门决算编制范围的单位共{len(units)}个，包括："
    lines = (f"{number}.{name}" for number, name in enumerate(units, 1))
    return [Paragraph((text,)) for text in (lead, *lines)]


def _prose(accounts: Accounts, units: Sequence[str]) -> list[Block]:
    """One sentence with all names."""
    text = f"{accounts.owner}部门决算编制范围包括：{'、'.join(units[:-1])}和{units[-1]}。"
    return [Paragraph((text,))]


def _table(accounts: Accounts, units: Sequence[str]) -> list[Block]:
    """A table of numbers, names and remarks."""
    lead = f"纳入{accounts.owner}{accounts.year}年度部门决算编制范围的单位情况如下表："
    head = tuple(Field(text, "center") for text in ("序号", "单位名称", "备注"))
    body = tuple(
        (Field(str(number), "center"), Field(name), Field()) for number, name in enumerate(units, 1)
    )
    grid = Grid("units", "部门决算单位构成表", "", "", (0.15, 0.6, 0.25), (head,), body)
    return [Paragraph((lead,)), grid]


_FORMS = {"items": _items, "table": _table, "prose": _prose}


def _of_unit(text: str) -> str:
    return re.sub("部门(?=决算|预算|收支)", "单位", text)


def _block_of_unit(block: Block) -> Block:
    if isinstance(block, Heading):
        return replace(block, text=_of_unit(block.text))
    if isinstance(block, Paragraph):
        return Paragraph(tuple(_of_unit(p) if isinstance(p, str) else p for p in block.pieces))
    return replace(block, title=_of_unit(block.title)) if isinstance(block, Grid) else block


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


def _merged(parts: Sequence[Sequence[Economy]]) -> tuple[Economy, ...]:
    """The classification by economy of all units together."""
    lines: dict[str, Economy] = {}
    for line in (line for part in parts for line in part):
        known = lines.get(line.code)
        lines[line.code] = line if known is None else _sum(known, line)
    return tuple(lines[code] for code in sorted(lines))


def _sum(one: Economy, other: Economy) -> Economy:
    return replace(one, amount=one.amount + other.amount)


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

"""The unit of tables that print none, told by the amounts that stand elsewhere in the report.

A table without 单位：万元 may be in 元 or in 万元. Its cells are amounts that the narrative and the
other tables state as well: in the right unit many of them meet, in the wrong one, ten thousand
times too large or too small, hardly any does. What is told this way is said (`unchecked`); where it
cannot be told, a mismatch with such a table is a doubt. A table none of whose amounts meets another
in the unit it prints, and many do in another unit, is misprinted or misread in that one line.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from extract.disclosure import Disclosure
from extract.figures.quantity import MONEY, Quantity
from extract.table import Cell, Table
from reconcile.phrases import Phrase, joined, phrase
from reconcile.places import on_page
from reconcile.tables.kinds import kind_of

#: Units that tables are printed in, and how much 元 each is.
_UNITS = {unit: float(MONEY[unit]) for unit in ("元", "千元", "万元")}
#: Tables that hold more than money: scores, numbers of things.
_OTHERS = ("", "evaluation", "asset")
#: An amount known less precisely than this share of it meets too many others.
_PRECISE = Fraction(1, 1000)
#: So many amounts must meet in a unit, and so many times as many as in any other.
_ENOUGH, _CLEARLY = 3, 3
#: So many meet in another unit than the one that is printed, where that is the wrong one.
_MISPRINTED = 4


@dataclass(frozen=True, slots=True)
class Settled:
    """A report whose tables' figures have their units, as far as they can be told; `told` are the
    tables that print none with the unit they were given, `misprinted` those that print another
    than their figures are in, with that one and how many figures show it."""

    disclosure: Disclosure
    told: tuple[tuple[Table, str], ...] = ()
    misprinted: tuple[tuple[Table, str, int], ...] = ()

    def lines(self) -> Iterator[Phrase]:
        """What was told, to be said: a line for each unit."""
        for unit in dict.fromkeys(unit for _, unit in self.told):
            tables = joined(
                "join.list", (_named(t, self.disclosure) for t, told in self.told if told == unit)
            )
            yield phrase("unchecked.unit_told", tables=tables, unit=unit)


def settled(disclosure: Disclosure) -> Settled:
    """The report with the units of its bare tables, and of those that print a wrong one."""
    wrong = tuple(_misprinted(disclosure))
    units = {table.id: unit for table, unit, _ in wrong}
    tables = tuple(_of_unit(t, units[t.id]) if t.id in units else t for t in disclosure.tables)
    found = _told_of_bare(replace(disclosure, tables=tables) if wrong else disclosure)
    return replace(found, misprinted=wrong)


def _told_of_bare(disclosure: Disclosure) -> Settled:
    bare = [t for t in disclosure.tables if kind_of(t) not in _OTHERS and any(_bare_figures(t))]
    if not bare:
        return Settled(disclosure)
    known = _Known(_with_units(disclosure))
    met = {table.id: known.met(table) for table in bare}
    units = _told(met)
    tables = tuple(_in_unit(t, units[t.id]) if t.id in units else t for t in disclosure.tables)
    told = tuple((table, units[table.id]) for table in bare if table.id in units)
    return Settled(replace(disclosure, tables=tables), told)


def _told(met: Mapping[str, Counter[str]]) -> dict[str, str]:
    """The units of tables by how many of their amounts meet others in each. What is told of most
    tables holds for one with few figures as well, if nothing in it speaks for another unit."""
    units: dict[str, str] = {}
    for table, counts in met.items():
        (unit, most), (_, second), *_ = counts.most_common()
        if most >= _ENOUGH and most >= _CLEARLY * second:
            units[table] = unit
    if units:
        usual = Counter(units.values()).most_common(1)[0][0]
        few = {table: usual for table, counts in met.items() if set(+counts) == {usual}}
        units = few | units
    return units


def _misprinted(disclosure: Disclosure) -> Iterator[tuple[Table, str, int]]:
    """The tables none of whose amounts is found elsewhere in the unit that they print, and many in
    another."""
    every = _Known(_with_units(disclosure))
    for table in disclosure.tables:
        if table.unit not in MONEY or kind_of(table) in _OTHERS:
            continue
        units = _UNITS | {table.unit: float(MONEY[table.unit])}
        any_unit = every.met_by(_in_printed_unit(table), units)
        if all(any_unit[unit] < _MISPRINTED for unit in units if unit != table.unit):
            continue
        others = tuple(t for t in disclosure.tables if t is not table)
        known = _Known(_with_units(replace(disclosure, tables=others)))
        met = known.met_by(_in_printed_unit(table), units)
        (unit, most), (_, second), *_ = met.most_common()
        if not met[table.unit] and most >= _MISPRINTED and most >= _CLEARLY * second:
            yield table, unit, most


def _in_printed_unit(table: Table) -> Iterator[Quantity]:
    """The amounts of a table in the unit that it prints for all."""
    for cell in (cell for row in table.rows for cell in row.cells):
        if cell.quantity is not None and cell.quantity.unit == table.unit:
            yield cell.quantity


def _of_unit(table: Table, unit: str) -> Table:
    """A table whose amounts are in another unit than it prints; what it prints stays."""

    def read(cell: Cell) -> Cell:
        if cell.quantity is None or cell.quantity.unit != table.unit:
            return cell
        return replace(cell, quantity=cell.quantity.with_unit(unit))

    return table.with_cells(read)


class _Known:
    """Amounts of money whose unit is printed, in order."""

    def __init__(self, quantities: Iterable[Quantity]) -> None:
        ordered = sorted({(q.exact, q.ulp) for q in quantities if _precise(q)})
        self.values = [value for value, _ in ordered]
        self.ulps = [ulp for _, ulp in ordered]
        self.roughly = [float(value) for value in self.values]
        self.rough_ulps = [float(ulp) for ulp in self.ulps]

    def met(self, table: Table) -> Counter[str]:
        """How many figures of a bare table are one of the amounts, in each unit it may be in."""
        return self.met_by(_bare_figures(table))

    def met_by(
        self, quantities: Iterable[Quantity], units: Mapping[str, float] = _UNITS
    ) -> Counter[str]:
        """How many of some figures are one of the amounts, in each unit they may be in."""
        figures = {q.value: q for q in quantities if _precise(q)}.values()
        rough = [(q, float(q.value), 10.0**-q.decimals) for q in figures]
        return Counter(
            {
                unit: sum(
                    self._may_meet(value * worth, ulp * worth) and self._meets(q.with_unit(unit))
                    for q, value, ulp in rough
                )
                for unit, worth in units.items()
            }
        )

    def _may_meet(self, value: float, ulp: float) -> bool:
        """Whether one of the amounts may be this one, looked up by floats before anything is
        computed exactly: within the whole of a last place, for half of one."""
        at = bisect_left(self.roughly, value)
        return any(
            abs(self.roughly[i] - value) <= max(self.rough_ulps[i], ulp)
            for i in range(max(0, at - 2), min(len(self.roughly), at + 2))
        )

    def _meets(self, quantity: Quantity) -> bool:
        """Whether one of the amounts is this one, the coarser of the two rounded from the other."""
        at = self._place(quantity.exact)
        return any(
            abs(self.values[i] - quantity.exact) <= max(self.ulps[i], quantity.ulp) / 2
            for i in range(max(0, at - 1), min(len(self.values), at + 1))
        )

    def _place(self, exact: Fraction) -> int:
        """Where an amount stands among these: looked up by floats, which are compared in a tenth
        of the time, and then set right by the exact values beside it."""
        at = bisect_left(self.roughly, float(exact))
        while at and self.values[at - 1] >= exact:
            at -= 1
        while at < len(self.values) and self.values[at] < exact:
            at += 1
        return at


def _precise(quantity: Quantity) -> bool:
    return quantity.value != 0 and quantity.ulp <= _PRECISE * abs(quantity.exact)


def _with_units(disclosure: Disclosure) -> Iterator[Quantity]:
    """The amounts of the narrative, and of the tables that print a unit."""
    yield from (claim.quantity for claim in disclosure.claims if claim.quantity.unit in MONEY)
    for table in disclosure.tables:
        for cell in (cell for row in table.rows for cell in row.cells):
            if cell.quantity is not None and cell.quantity.unit in MONEY:
                yield cell.quantity


def _bare_figures(table: Table) -> Iterator[Quantity]:
    """The figures under heads that name no unit, in a table that names none."""
    columns = _bare_columns(table)
    for cell in (cell for row in table.rows for cell in row.cells):
        if cell.quantity is not None and not cell.quantity.unit and cell.column in columns:
            yield cell.quantity


def _bare_columns(table: Table) -> frozenset[int]:
    return frozenset(c.index for c in table.columns if not c.unit and not table.unit)


def _in_unit(table: Table, unit: str) -> Table:
    """The table with its bare figures read in a unit; the unit that it prints stays none."""
    columns = _bare_columns(table)

    def read(cell: Cell) -> Cell:
        if cell.quantity is None or cell.quantity.unit or cell.column not in columns:
            return cell
        return replace(cell, quantity=cell.quantity.with_unit(unit))

    rows = tuple(replace(row, cells=tuple(map(read, row.cells))) for row in table.rows)
    return replace(table, rows=rows)


def _named(table: Table, disclosure: Disclosure) -> Phrase:
    if table.title:
        return phrase("place.titled", title=table.title)
    at = on_page(disclosure, min(table.pages, default=0))
    return phrase("place.table", table=phrase("place.untitled"), at=at)

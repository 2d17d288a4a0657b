"""The amounts that duties depend on: how many groups went abroad is asked for where money was
spent on it. From the table of the three public expenses, else from the narrative."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extract.disclosure import Claim, Disclosure, Role
from extract.figures.quantity import MONEY
from extract.table import Cell
from reconcile.duties.catalogue import asking, plain, sign, subjects
from reconcile.duties.reading import Hit, Line, Reading, find
from reconcile.phrases import Words, phrase
from reconcile.tables.library import Address, Library

#: What cars cost, and the two parts of it; where one of them is all, there is none of the other.
_WHOLE, _PART, _OTHER_PART = "cars", "car_purchase", "car_running"


@dataclass(frozen=True, slots=True)
class Amount:
    """What is known of an amount: `value` None where it is not known. `cell` has it, if a table
    does; `why` says where a zero comes from, `hit` where the narrative says that there is none.
    `told` is how many amounts the narrative may mean."""

    value: Decimal | None = None
    cell: Cell | None = None
    why: Words = ""
    told: int = 0
    hit: Hit | None = None

    @property
    def zero(self) -> bool:
        return self.value == 0

    @property
    def printed(self) -> bool:
        """Whether a figure says so, not words or a field left empty."""
        return self.told > 0 or (self.cell is not None and not self.cell.is_blank)

    @property
    def positive(self) -> bool:
        return self.value is not None and self.value > 0


class Amounts:
    """The amounts of one report."""

    def __init__(self, disclosure: Disclosure, library: Library, reading: Reading) -> None:
        self.disclosure, self.library, self.reading = disclosure, library, reading
        self._known: dict[str, Amount] = {}

    def __getitem__(self, name: str) -> Amount:
        if name not in self._known:
            self._known[name] = self._smes() if name == "sme" else self._three_public(name)
        return self._known[name]

    def unreadable(self, name: str) -> Cell | None:
        """The field of the table that has an amount, where what stands in it is no figure."""
        cells = self.library.find(Address.parse(f"three_public/@only/{name}"))
        return next((c for c in cells if c.quantity is None and not c.is_blank), None)

    def _three_public(self, name: str) -> Amount:
        table = _of_table(self.library, name)
        if table.value is not None:
            return table
        stated = self._of_claims(subjects()[name])
        if stated.positive:
            return stated
        none = _said_none(self.reading.about(), asking(name).none)
        if none:
            return replace(none, told=stated.told)
        return (name == _PART and self._rest()) or stated

    def _rest(self) -> Amount | None:
        """No purchase, where all that cars cost is what running them cost."""
        whole, running = (self._of_claims(subjects()[name]) for name in (_WHOLE, _OTHER_PART))
        if whole.told == running.told == 1 and whole.value == running.value:
            return Amount(Decimal(0), why=phrase("duty.all_running"))
        return None

    def _of_claims(self, subject: re.Pattern[str]) -> Amount:
        """The amount the narrative states for this year."""
        role = (Role.LEVEL,) if self.disclosure.kind == "final" else (Role.LEVEL, Role.BUDGET)
        values = [
            c.quantity.value
            for c in self.disclosure.claims
            if c.role in role and _is_amount(c) and subject.search(plain(c.subject))
            and c.period in ("", str(self.disclosure.year))
        ]  # fmt: skip
        if not values:
            return Amount()
        return Amount(max(values), why=phrase("duty.zero"), told=len(set(values)))

    def _smes(self) -> Amount:
        """Zero where contracts with small and medium enterprises are said to be none."""
        return _said_none(self.reading.about("procurement"), (sign("sme_nil"),)) or Amount()


def _said_none(lines: Iterable[Line], patterns: Sequence[re.Pattern[str]]) -> Amount | None:
    """A zero where some line says that there is none of it."""
    told = find(lines, patterns)
    return Amount(Decimal(0), why=phrase("duty.told_none"), hit=told) if told else None


def _is_amount(claim: Claim) -> bool:
    return claim.quantity.unit in MONEY


def _of_table(library: Library, name: str) -> Amount:
    """The amount in the table of the three public expenses; a blank among figures is a zero."""
    cells = library.find(Address.parse(f"three_public/@only/{name}"))
    if not cells:
        return Amount()
    cell = cells[0]
    if cell.quantity is not None:
        return Amount(cell.quantity.value, cell, phrase("duty.table_zero"))
    sheet = library.of_kind("three_public")[0]
    filled = any(c.quantity is not None for r in sheet.table.rows for c in r.cells)
    if cell.is_blank and filled:
        return Amount(Decimal(0), cell, phrase("duty.table_zero"))
    return Amount()

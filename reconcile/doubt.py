"""Where gouji doubts its own reading: what it would call a mismatch is then shown apart, for a
person to look at.

A mismatch must stand when somebody prints it. It does not where the cell reads differently a second
time, where figures of its table were left unread or their unit is not printed, where several tables
could be meant, or where a whole table disagrees with the narrative.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from extract.disclosure import Claim, Disclosure
from extract.geometry import Box, in_any
from extract.table import Cell, Table
from reconcile.audit import Verdict
from reconcile.claims import Held
from reconcile.phrases import Words, phrase
from reconcile.wording import placeholder

#: What one unit of money is of another: 千, 万, 百万, 亿 of 元, and the other way round.
_TENS = frozenset(Fraction(10) ** n for n in (3, 4, 6, 8, -3, -4, -6, -8))
#: As amounts are printed; bare whole numbers are as likely codes, line numbers or scores.
_AMOUNT = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+\.\d{1,2}")


@dataclass(frozen=True)
class Doubts:
    """Reasons for doubt by table, and in the narrative."""

    disclosure: Disclosure
    of_table: Mapping[str, Words]

    @classmethod
    def of(cls, disclosure: Disclosure, held: Iterable[Held]) -> Doubts:
        """The tables that were not read whole, or that disagree with most of what is said."""
        held = list(held)
        reasons = _at_odds(held) | _out_of_unit(held)
        for table in disclosure.tables:
            reason = _unread(disclosure, table)
            if reason:
                reasons[table.id] = reason
        return cls(disclosure, reasons)

    @cached_property
    def narrower(self) -> frozenset[tuple[str, int]]:
        """The pages of tables that print only some of their columns."""
        tables = self.disclosure.tables
        return frozenset((table.id, page) for table in tables for page in table.narrower)

    def of_cells(self, cells: Sequence[Cell]) -> Words:
        """Why what these cells say is doubtful; "" where it is not."""
        if not self.disclosure.kind:
            return phrase("doubt.no_report")
        if any(c.second is not None for c in cells):
            return phrase("doubt.second_reading")
        if any((c.table, c.page) in self.narrower for c in cells):
            return phrase("doubt.narrower")
        return next((self.of_table[c.table] for c in cells if c.table in self.of_table), "")

    def of_claims(self, claims: Sequence[Claim]) -> Words:
        """Why what these sentences say is doubtful: a figure in them was never filled in, and
        another may have been taken for it."""
        if not self.disclosure.kind:
            return phrase("doubt.no_report")
        sentences = {self.disclosure.sentences[c.sentence].text for c in claims}
        unfilled = any(placeholder(text) for text in sentences)
        return phrase("doubt.unfilled") if unfilled else ""

    def of_held(self, held: Held) -> Words:
        """The same for a claim that its cells contradict."""
        if held.match.rivals:
            return phrase("doubt.rivals")
        figures = [c.quantity for c in held.match.decisive if c.quantity is not None]
        if held.claim.quantity.kind == "amount" and figures and not any(q.unit for q in figures):
            return phrase("doubt.no_unit")
        return self.of_cells(held.match.decisive)


def _at_odds(held: Iterable[Held]) -> dict[str, Words]:
    """Tables that contradict three claims or more, and more than they confirm: likelier another
    table is meant, or its unit was misread, than that all of them are wrong."""
    against: Counter[str] = Counter()
    within: Counter[str] = Counter()
    for one in held:
        tables = {c.table for c in one.match.decisive}
        if one.verdict is Verdict.MISMATCH:
            against.update(tables)
        else:
            within.update(tables)
    return {
        table: phrase("doubt.at_odds")
        for table, count in against.items()
        if count >= 3 and count > within[table]
    }


def _out_of_unit(held: Iterable[Held]) -> dict[str, Words]:
    """Tables that contradict two claims or more, and confirm none, by one power of ten: their unit
    line is wrong, or was misread, and not each of their figures."""
    factors: dict[str, set[Fraction]] = defaultdict(set)
    count: Counter[str] = Counter()
    for one in held:
        for cell in one.match.decisive[:1]:
            wrong = one.verdict is Verdict.MISMATCH
            factors[cell.table].add(_factor(one.claim, cell) if wrong else Fraction(1))
            count[cell.table] += 1
    return {
        table: phrase("doubt.out_of_unit")
        for table, found in factors.items()
        if count[table] > 1 and len(found) == 1 and found <= _TENS
    }


def _factor(claim: Claim, cell: Cell) -> Fraction:
    """How many times the cell's figure the claim's is, to four places; 0 where nothing is."""
    if cell.quantity is None or not cell.quantity.exact:
        return Fraction(0)
    return round(claim.quantity.exact / cell.quantity.exact, 8).limit_denominator(10**8)


def _unread(disclosure: Disclosure, table: Table) -> Words:
    first, last = min(table.pages, default=0), max(table.pages, default=0)
    if any(first < page < last for page, _ in disclosure.unread):
        return phrase("doubt.page_unread")
    left = [*_outside_grid(disclosure, table), *_outside_rows(table)]
    return phrase("doubt.left_over", first=left[0], count=str(len(left))) if left else ""


def _outside_grid(disclosure: Disclosure, table: Table) -> Iterator[str]:
    """Amounts printed within the table's bounds and in none of its fields."""
    boxes = _boxes([*table.grid, *_cells(table)])
    for entry in disclosure.ledger:
        ours = entry.kind == "cell" and entry.reason == table.id and _AMOUNT.fullmatch(entry.text)
        if ours and not in_any(entry.place.box, boxes[entry.place.page]):
            yield entry.text


def _outside_rows(table: Table) -> Iterator[str]:
    """Amounts in fields that became no cell of a row."""
    boxes = _boxes(_cells(table))
    for line in table.grid:
        for field in line:
            text = field.text.strip()
            if _AMOUNT.fullmatch(text) and not in_any(field.box, boxes[field.page]):
                yield text


def _boxes(lines: Iterable[Sequence[Cell]]) -> Mapping[int, list[Box]]:
    """The fields of some lines by page, with a little around them."""
    found: dict[int, list[Box]] = defaultdict(list)
    for cell in (cell for line in lines for cell in line):
        found[cell.page].append(cell.box.grown(1))
    return found


def _cells(table: Table) -> Iterator[tuple[Cell, ...]]:
    return (row.cells for row in table.rows)

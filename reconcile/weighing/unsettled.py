"""Scanned tables with a figure that was not made out for certain: their sums prove nothing.

An equation between two figures rests on those two, and each is read again before it is said to
fail. A sum rests on every figure of its column, or of its row, and one that was misread, or
overlooked, makes it fail.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from extract.disclosure import Disclosure
from extract.figures.quantity import Quantity
from extract.geometry import Box, in_any
from extract.scan.codes import astray
from extract.scan.counted import NUMBERS
from extract.scanned import Word
from extract.table import Cell, Table

#: A recogniser that is less sure of a figure than this is often wrong.
_SURE = 0.8
_ORDINAL = re.compile(r"([一二三四五六七八九十]+)、")
#: Amounts in these units are hardly ever printed without decimals.
_WITH_POINTS = frozenset({"万元", "亿元"})
#: So many characters are a figure, fewer a line's number or a speck.
_LONG = 3


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Where a figure of a scanned table is not certain: a field, or, where it stands in none that
    holds figures, somewhere on a page of the table."""

    table: str
    page: int
    row: int | None = None
    column: int | None = None

    def matters(self, cells: Collection[Cell]) -> bool:
        """Whether an equation of these cells of the table may rest on it: where it stands in the
        column of several of them, or in their row."""
        own = [c for c in cells if c.table == self.table]
        near = any(c.page == self.page for c in own)
        if self.row is None or not near:
            return near
        rows, columns = {c.row for c in own}, {c.column for c in own}
        down = self.column in columns and len(rows) > 1
        return down or (self.row in rows and len(columns) > 1)


def unsettled(disclosure: Disclosure) -> frozenset[Unsettled]:
    """The figures of scanned tables that are not certain."""
    found = {one for t in disclosure.tables for page in t.pages for one in _on(disclosure, t, page)}
    return frozenset(found | set(_torn(disclosure)))


def may_lack_a_point(figure: Quantity) -> bool:
    """Whether an amount on a scan may be one whose point was overlooked: 2011 for 20.11."""
    digits = sum(d.isdecimal() for d in figure.text)
    return figure.unit in _WITH_POINTS and figure.decimals == 0 and digits >= _LONG


def odd(disclosure: Disclosure) -> frozenset[tuple[str, int, str]]:
    """The figures of scanned tables, each with its table and page, that have more decimals than
    most of the others: 1.34528 may be 1,345.28."""
    found: set[tuple[str, int, str]] = set()
    for table in disclosure.tables:
        if disclosure.scanned.keys().isdisjoint(table.pages):
            continue
        amounts = [c for row in table.rows for c in row.cells if c.quantity and "." in c.text]
        decimals = sorted(c.quantity.decimals for c in amounts if c.quantity)
        usual = decimals[len(decimals) // 2] if decimals else 0
        found.update(
            (c.table, c.page, c.text)
            for c in amounts
            if c.quantity is not None and c.quantity.decimals > max(usual, 2)
        )
    return frozenset(found)


def mislabelled(disclosure: Disclosure) -> frozenset[tuple[str, int]]:
    """Scanned tables, each with its page, that count their rows 一、二、三 and leave one out
    where a row has no number: 二 is two strokes, which are overlooked, and then its row is taken
    for a part of the one above."""
    return frozenset(
        (table.id, page)
        for table in disclosure.tables
        for page in table.pages
        if page in disclosure.scanned and any(map(_leaves_out, _counted(table)))
    )


def _counted(table: Table) -> Iterator[list[int]]:
    """The numbers that the rows of each list of a table have, 0 for a row without one."""
    for panel in {row.panel for row in table.rows}:
        matches = (_ORDINAL.match(row.label) for row in table.rows if row.panel == panel)
        yield [NUMBERS.get(match[1], 0) if match else 0 for match in matches]


def _leaves_out(numbers: Sequence[int]) -> bool:
    """Whether a list leaves a number out where a row has none. One that names what is in use only
    (一, 八, 九, 十一) has no other rows there."""
    last, without = 0, False
    for number in numbers:
        if not number:
            without = True
            continue
        if number > last + 1 and without:
            return True
        last, without = number, False
    return False


def _torn(disclosure: Disclosure) -> Iterator[Unsettled]:
    """Scanned tables before a page that begins with rows under no title of their own: these may
    be the rest of it, which was not known as such."""
    nameless = {min(t.pages) for t in disclosure.tables if t.pages and not t.title}
    for table in disclosure.tables:
        last = max(table.pages, default=0)
        if last in disclosure.scanned and last + 1 in nameless:
            yield from (Unsettled(table.id, page) for page in table.pages)


def _on(disclosure: Disclosure, table: Table, page: int) -> Iterator[Unsettled]:
    scan = disclosure.scanned.get(page)
    if scan is None:
        return
    cells = [c for row in table.rows for c in row.cells if c.page == page]
    if any(row.cells and row.cells[0].page == page for row in astray(table)):
        yield Unsettled(table.id, page)
    for cell in cells:
        if cell.quantity is None and 2 * sum(map(str.isdecimal, cell.text)) >= len(cell.text) > 0:
            yield Unsettled(table.id, page, cell.row, cell.column)
    boxes = [box for number, box in table.boxes if number == page]
    for word in scan.figures:
        shown = scan.tilt.shown(word.box)
        if (
            _is_doubtful(word)
            and in_any(shown, boxes)
            and not _only_names(table, page, word, shown)
        ):
            yield _at(table, page, cells, shown)


def _only_names(table: Table, page: int, word: Word, box: Box) -> bool:
    """Whether a doubtful word is no figure, but a code, a label or a heading whose digits are
    certain: 20508 that may be 2.0508."""
    if not word.other or _digits(word.text) != _digits(word.other):
        return False
    amounts = {column.index for column in table.columns}
    fields = (f for line in table.grid for f in line if f.page == page)
    field = next((f for f in fields if in_any(box, (f.box,))), None)
    return field is not None and (field.column not in amounts or _has_words(field.text))


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))


def _has_words(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)


def _at(table: Table, page: int, cells: Sequence[Cell], box: Box) -> Unsettled:
    """The field in which a doubtful word stands."""
    found = next((c for c in cells if in_any(box, (c.box,))), None)
    if found is None:
        return Unsettled(table.id, page)
    return Unsettled(table.id, page, found.row, found.column)


def _is_doubtful(word: Word) -> bool:
    return bool(word.other) or (word.confidence < _SURE and len(word.text) >= _LONG)

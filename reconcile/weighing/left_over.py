"""Amounts that are printed within a table and were not read as part of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from extract.disclosure import Disclosure, Entry
from extract.geometry import Box, Boxes
from extract.table import Cell, Table

#: As amounts are printed; bare whole numbers are as likely codes, line numbers or scores.
_AMOUNT = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+\.\d{1,2}")


def amounts_within(disclosure: Disclosure) -> Mapping[str, Sequence[Entry]]:
    """By table, the amounts that are printed within its bounds."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in disclosure.ledger:
        if entry.kind == "cell" and _AMOUNT.fullmatch(entry.text):
            found[entry.reason].append(entry)
    return found


def left_over(table: Table, amounts: Sequence[Entry]) -> Iterator[str]:
    """The amounts within a table's bounds that stand in none of its fields, or in fields that
    became no cell of a row."""
    yield from _outside_grid(table, amounts)
    yield from _outside_rows(table)


def _outside_grid(table: Table, amounts: Sequence[Entry]) -> Iterator[str]:
    """Amounts printed within the table's bounds and in none of its fields."""
    boxes = _boxes([*table.grid, *_cells(table)])
    for entry in amounts:
        if not boxes[entry.place.page].hold(entry.place.box):
            yield entry.text


def _outside_rows(table: Table) -> Iterator[str]:
    """Amounts in fields that became no cell of a row."""
    boxes = _boxes(_cells(table))
    for line in table.grid:
        for field in line:
            text = field.text.strip()
            if _AMOUNT.fullmatch(text) and not boxes[field.page].hold(field.box):
                yield text


def _boxes(lines: Iterable[Sequence[Cell]]) -> Mapping[int, Boxes]:
    """The fields of some lines by page, with a little around them."""
    found: dict[int, list[Box]] = defaultdict(list)
    for cell in (cell for line in lines for cell in line):
        found[cell.page].append(cell.box.grown(1))
    return defaultdict(lambda: Boxes(()), {page: Boxes(boxes) for page, boxes in found.items()})


def _cells(table: Table) -> Iterator[tuple[Cell, ...]]:
    return (row.cells for row in table.rows)

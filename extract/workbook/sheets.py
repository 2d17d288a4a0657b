"""A sheet as it is seen: its cells in their visible rows and columns, merged ones as one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extract.figures.numerals import holds_no_words, is_number

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """What one cell shows. `framed` says that a rule stands beside it; `unread` that its formula
    has no result."""

    text: str = ""
    indent: float = 0.0
    framed: bool = False
    centred: bool = False
    unread: bool = False

    @property
    def filled(self) -> bool:
        return self.unread or bool(self.text.strip())


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its cells by row and column from 0, its merged areas (top, left, and the ends
    after), and what is hidden of it."""

    name: str
    cells: Mapping[Place, Shown]
    merged: Sequence[tuple[int, int, int, int]] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Area:
    """A cell, or a merged area, over the visible rows and columns it covers (ends excluded)."""

    row: int
    column: int
    row_end: int
    column_end: int
    shown: Shown
    ref: str


@dataclass(frozen=True, slots=True)
class Seen:
    """The visible part of a sheet: the areas by row; `rows` are the numbers of its rows in the
    sheet. `lost` names the hidden rows and columns that hold something."""

    rows: tuple[int, ...]
    width: int
    areas: tuple[tuple[Area, ...], ...]
    lost_rows: tuple[int, ...] = field(default=())
    lost_columns: tuple[int, ...] = field(default=())


def seen(sheet: Sheet) -> Seen:
    """What is seen of a sheet, rows and columns that show nothing and have no rules left out at
    its edges and between; and those with nothing but rules below its contents and beside them."""
    filled = [place for place, shown in sheet.cells.items() if shown.filled]
    last, beside = (max((p[n] for p in filled), default=-1) for n in (0, 1))
    used = {
        (row, column)
        for (row, column), shown in sheet.cells.items()
        if (shown.filled or shown.framed) and row <= last and column <= beside
    }
    rows = sorted({r for r, _ in used} - sheet.hidden_rows)
    columns = sorted({c for _, c in used} - sheet.hidden_columns)
    merged = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merged}
    inside = _inside(sheet.merged, used)
    lines: list[list[Area]] = [[] for _ in rows]
    for place in sorted(used):
        if place in inside and inside[place] != place:
            continue
        bottom, right = merged.get(place, (place[0] + 1, place[1] + 1))
        top, end = bisect_left(rows, place[0]), bisect_left(rows, bottom)
        left, stop = bisect_left(columns, place[1]), bisect_left(columns, right)
        if top < end and left < stop:
            ref = named(*place)
            lines[top].append(Area(top, left, end, stop, sheet.cells[place], ref))
    return Seen(
        tuple(rows),
        len(columns),
        tuple(tuple(line) for line in lines),
        tuple(sorted({r for r, c in _lost(sheet) if r in sheet.hidden_rows})),
        tuple(sorted({c for r, c in _lost(sheet) if c in sheet.hidden_columns})),
    )


def _inside(merged: Sequence[tuple[int, int, int, int]], used: set[Place]) -> dict[Place, Place]:
    """The used cells that merged areas cover, each with the top left one of its area."""
    found: dict[Place, Place] = {}
    by_row: dict[int, list[int]] = {}
    for row, column in used:
        by_row.setdefault(row, []).append(column)
    for top, left, bottom, right in merged:
        rows = range(top, bottom) if bottom - top < len(by_row) else [
            r for r in by_row if top <= r < bottom
        ]  # fmt: skip
        for row in rows:
            for column in by_row.get(row, ()):
                if left <= column < right:
                    found[row, column] = (top, left)
    return found


def _lost(sheet: Sheet) -> Iterator[Place]:
    """The hidden cells that hold something: no blanks, no nought, nothing that stands for it."""
    for (row, column), shown in sheet.cells.items():
        hidden = row in sheet.hidden_rows or column in sheet.hidden_columns
        if hidden and shown.filled and not _is_nought(shown.text):
            yield row, column


def _is_nought(text: str) -> bool:
    return holds_no_words(text) or (is_number(text) and not text.strip("0.,-% "))


def named(row: int, column: int) -> str:
    """The name of a cell: C12."""
    return f"{letters(column)}{row + 1}"


def letters(column: int) -> str:
    """The name of a column: A, Z, AA."""
    text, number = "", column + 1
    while number:
        number, digit = divmod(number - 1, 26)
        text = chr(ord("A") + digit) + text
    return text

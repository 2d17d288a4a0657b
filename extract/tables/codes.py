"""Subject codes that stand in one field, as no rules part them: each is its own row's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extract.characters import plain
from extract.geometry import Box
from extract.layout import Field, Grid

#: How long the codes of 类, 款 and 项 are.
_LENGTHS = (3, 5, 7)
#: So long are the digits that the codes of a 类 begin with.
_CLASS = 3


def parted_codes(grid: Grid) -> Grid:
    """A grid whose fields that hold a code for each of their rows are fields of one row each."""
    parts = {
        (row, field.column): part
        for field in {f for line in grid.matrix for f in line if f.height > 1}
        for row, part in _parts(field, grid)
    }
    if not parts:
        return grid
    matrix = tuple(
        tuple(parts.get((row, field.column), field) for field in line)
        for row, line in enumerate(grid.matrix)
    )
    return replace(grid, matrix=matrix)


def _parts(field: Field, grid: Grid) -> Iterator[tuple[int, Field]]:
    """The fields of one row each that a field is, with their rows; none where it does not hold as
    many codes as rows, or they may be divided in two ways."""
    ways = list(_codes(plain(field.text), field.height))
    if len(ways) != 1:
        return
    for row, code in enumerate(ways[0], field.row):
        box = Box(field.box.x0, grid.ys[row], field.box.x1, grid.ys[row + 1])
        yield row, replace(field, box=box, row=row, row_end=row + 1, text=code)


def _codes(text: str, count: int, before: str = "") -> Iterator[tuple[str, ...]]:
    """The ways to divide digits into so many codes of one 类, 款 behind it and 项 behind that."""
    if not count:
        yield from [()] if not text else []
        return
    if not (text.isascii() and text.isdigit()):
        return
    for length in _LENGTHS:
        code = text[:length]
        if len(code) == length and (not before or _follows(code, before)):
            yield from ((code, *rest) for rest in _codes(text[length:], count - 1, code))


def _follows(code: str, before: str) -> bool:
    """Whether a code may stand in the row below another one of its 类."""
    if code[:_CLASS] != before[:_CLASS] or code == before:
        return False
    if len(code) > len(before):
        return code.startswith(before)
    return len(code) > _CLASS and code > before[: len(code)]

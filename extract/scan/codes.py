"""Subject codes of scanned tables that were misread, mended by the codes around them.

A run of like digits is what models miscount: 20199 and 2019999 are read for each other, and 201999
for both. A code stands below its own beginning (2019999 below 20199) and between its neighbours; a
subject that other tables of the report name as well has the same code there. Where only one code
fits, it is taken, and that it was is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from extract.table import Row, Table

#: The lengths of codes: 类, 款, 项.
_LENGTHS = (3, 5, 7)
#: So many codes of a list stand in order, and below their own beginnings, where it is one by codes.
_FEW = 4
#: What is named so has a code that ends so.
_OTHER, _OTHERS = "其他", "99"


def recoded(
    tables: Sequence[Table], scanned: Collection[int]
) -> tuple[tuple[Table, ...], tuple[tuple[int, str, str], ...]]:
    """The tables of a report with the misread codes on its scanned pages mended, and these: each
    with its page, as it was read and as it must be."""
    if not scanned:
        return tuple(tables), ()
    elsewhere = _named(tables)
    found: list[Table] = []
    told: list[tuple[int, str, str]] = []
    for table in tables:
        changed: dict[int, str] = {}
        for rows in _lists(table):
            changed |= dict(_changed(rows, elsewhere, scanned))
        told += [
            (_page(row), row.code, changed[row.index]) for row in table.rows if row.index in changed
        ]
        found.append(_with_codes(table, changed) if changed else table)
    return tuple(found), tuple(told)


def astray(table: Table) -> Iterator[Row]:
    """The rows of a table whose codes stand out of order: they may have been misread."""
    for rows in _lists(table):
        yield from (row for at, row in enumerate(rows) if _is_astray(rows, at))


def _lists(table: Table) -> Iterator[list[Row]]:
    """The coded rows of each panel of a table, in their order."""
    for panel in sorted({row.panel for row in table.rows}):
        yield [row for row in table.rows if row.panel == panel and row.code]


def _named(tables: Sequence[Table]) -> Mapping[str, set[str]]:
    """The codes that a report's tables print for each subject."""
    named: dict[str, set[str]] = defaultdict(set)
    for table in tables:
        for rows in _lists(table):
            for at, row in enumerate(rows):
                if row.label and not _is_astray(rows, at):
                    named[row.label].add(row.code)
    return named


def _changed(
    rows: Sequence[Row], elsewhere: Mapping[str, set[str]], scanned: Collection[int]
) -> Iterator[tuple[int, str]]:
    """The rows of a list whose codes were misread, by their indexes, with what they must be."""
    known = list(rows)
    if len(rows) < _FEW or 3 * sum(_is_astray(rows, n) for n in range(len(rows))) > len(rows):
        return
    for at, row in enumerate(rows):
        if _page(row) not in scanned or not _is_astray(known, at):
            continue
        named = elsewhere.get(row.label, set())
        maybe = {*_recounted(row.code), *named} - {one.code for one in known}
        fitting = [code for code in maybe if _fits(code, known, at)]
        best = _likeliest(fitting, known, at, named)
        if best:
            known[at] = replace(row, code=best)
            yield row.index, best


def _likeliest(fitting: Sequence[str], rows: Sequence[Row], at: int, named: Collection[str]) -> str:
    """Which of some codes a row has: the one that its subject has elsewhere, that the codes below
    it begin with, that ends as 其他 does; "" where that is not told."""
    below = {row.code[:-2] for row in rows[at + 1 :]}
    other = rows[at].label.startswith(_OTHER)
    told = [
        [code for code in fitting if code in named],
        [code for code in fitting if code in below],
        [code for code in fitting if other and code.endswith(_OTHERS)],
        fitting,
    ]
    first = next((codes for codes in told if codes), [])
    return first[0] if len(first) == 1 else ""


def _is_astray(rows: Sequence[Row], at: int) -> bool:
    """Whether a code is none, stands twice, or stands out of the order of its list: not between
    those around it, or without its beginning above it."""
    code = rows[at].code
    before = [row.code for row in rows[:at]]
    if len(code) not in _LENGTHS or code in before:
        return True
    parents = {row.code[:-2] for row in rows if len(row.code) > _LENGTHS[0]}
    printed = parents & {row.code for row in rows}
    orphan = len(code) > _LENGTHS[0] and code[:-2] not in before
    return orphan and 2 * len(printed) >= len(parents)


def _fits(code: str, rows: Sequence[Row], at: int) -> bool:
    """Whether a code is one between those of the list that are in their places, below its own
    beginning."""
    if len(code) not in _LENGTHS:
        return False
    before = [r.code for n, r in enumerate(rows[:at]) if not _is_astray(rows, n)]
    after = [r.code for n, r in enumerate(rows) if n > at and not _is_astray(rows, n)]
    if (before and code <= before[-1]) or (after and code >= after[0]):
        return False
    return len(code) == _LENGTHS[0] or code[:-2] in before


def _recounted(code: str) -> Iterator[str]:
    """A code with one digit or two more or less in one of its runs of like digits."""
    at = 0
    for digit, run in groupby(code):
        length = len(list(run))
        for more in (1, 2):
            yield code[:at] + more * digit + code[at:]
            if length > more:
                yield code[:at] + code[at + more :]
        at += length


def _with_codes(table: Table, changed: Mapping[int, str]) -> Table:
    """A table with other codes in some rows, and the labels above its rows that follow."""
    rows = [replace(row, code=changed.get(row.index, row.code)) for row in table.rows]
    names = {(row.panel, row.code): row.label for row in rows if row.code}
    lists = {row.panel for row in rows if row.index in changed}

    def labelled(row: Row) -> Row:
        if not row.code or row.panel not in lists or not row.labels:
            return row
        above = (names.get((row.panel, row.code[:n]), "") for n in (3, 5) if n < len(row.code))
        return replace(row, labels=(*(name for name in above if name), row.label))

    return replace(table, rows=tuple(map(labelled, rows)))


def _page(row: Row) -> int:
    return row.cells[0].page if row.cells else 0

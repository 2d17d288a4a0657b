"""Tables that list units: a column of names, mostly one of numbers, and remarks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.members.lists import Entry, Listing
from corpus.members.names import pattern, plain
from extract.disclosure import Disclosure
from extract.table import Table

#: A table is headed in one of its first rows.
_HEADS = 3


def table_lists(disclosure: Disclosure) -> Iterator[Listing]:
    """The lists of units that a report prints as tables."""
    for table in disclosure.tables:
        found = _listed(table, disclosure)
        if found is not None:
            yield found


def _listed(table: Table, disclosure: Disclosure) -> Listing | None:
    rows = [[plain(cell.text) for cell in row] for row in table.grid]
    head = next((n for n, row in enumerate(rows[:_HEADS]) if _heads(row)), None)
    if head is None or not _about_units(table, disclosure):
        return None
    name = _column(rows[head], "table.name")
    number = _column(rows[head], "table.number")
    entries, numbers = [], []
    for texts, cells in zip(rows[head + 1 :], table.grid[head + 1 :], strict=True):
        if any(texts) and not any(pattern("table.total").search(text) for text in texts):
            remarks = [t for n, t in enumerate(texts) if t and n not in (name, number)]
            entries.append(Entry("，".join([texts[name or 0], *remarks]), cells[0].page))
            numbers.append(texts[number] if number is not None else "")
    runs = numbers == [str(n) for n in range(1, len(numbers) + 1)]
    broken = (number is not None and not runs) or _continued(table, len(numbers) + 1, disclosure)
    return Listing(tuple(entries), "", broken, loose=number is None)


def _heads(row: Sequence[str]) -> bool:
    """Whether a row heads a list of units: one column of names, and only such beside it."""
    names = [text for text in row if pattern("table.name").search(text)]
    known = ("table.name", "table.number", "table.beside")
    return len(names) == 1 and all(
        not text or any(pattern(kind).search(text) for kind in known) for text in row
    )


def _column(head: Sequence[str], kind: str) -> int | None:
    return next((n for n, text in enumerate(head) if pattern(kind).search(text)), None)


def _about_units(table: Table, disclosure: Disclosure) -> bool:
    """Whether the title says that it lists the units, or else a sentence on its page."""
    if pattern("table.title").search(plain(table.title)):
        return True
    near = [s for s in disclosure.sentences if s.places and s.places[0].page == table.pages[0]]
    return any(
        s.kind != "contents" and "编" in s.text and pattern("announces").search(plain(s.text))
        for s in near
    )


def _continued(table: Table, number: int, disclosure: Disclosure) -> bool:
    """Whether another table begins with the next number: the rest of this one."""
    later = (t for t in disclosure.tables if t.id != table.id and t.pages[0] >= table.pages[-1])
    firsts = (t.grid[0][0].text for t in later if t.grid and t.grid[0])
    return any(plain(text) == str(number) for text in firsts)

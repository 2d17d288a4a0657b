"""What web pages and Word files have alike in their tables: some only arrange the page, and spans
cover columns that nothing begins in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.figures.numerals import is_number
from extract.flow.blocks import Item

#: A field with so much text in so many paragraphs is a piece of the page.
_LONG, _MANY = 300, 3
_FIGURES = 4

#: The text of a field, and how many lines it stands in.
Field = tuple[str, int]


def is_for_looks(rows: Iterable[Sequence[Field]], *, nested: bool) -> bool:
    """Whether a table only arranges the page: it holds other tables (`nested`) and few figures, no
    row of it has two fields with text, or a field holds whole paragraphs of a page."""
    rows = list(rows)
    fields = [field for row in rows for field in row]
    few = sum(1 for text, _ in fields if is_number(text)) < _FIGURES
    if nested and few:
        return True
    if all(sum(1 for text, _ in row if text.strip()) < 2 for row in rows):
        return True
    return few and any(len(text) > _LONG and lines > _MANY for text, lines in fields)


def narrowed(items: Sequence[Item]) -> Iterator[Item]:
    """The fields with columns that none begins in left out: a span may say more than there is."""
    starts = sorted({i.column for i in items})
    for i in items:
        column, end = (bisect_left(starts, place) for place in (i.column, i.column_end))
        yield replace(i, column=column, column_end=end)

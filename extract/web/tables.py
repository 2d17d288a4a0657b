"""Tables of a page: which hold figures and which are there for looks; their fields with spans."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from lxml import etree

from extract.figures.numerals import is_number
from extract.flow.blocks import Grid, Item
from extract.web.seen import elements, indent_of, is_hidden

#: Limits of HTML on spans.
_COLUMNS, _ROWS = 1000, 65534
#: A field with so much text in so many paragraphs is a piece of the page.
_LONG, _MANY = 300, 3
_FIGURES = 4
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def own_rows(table: etree._Element, rules: Collection[str]) -> list[etree._Element]:
    """The rows of a table that are shown, not those of tables in it."""
    found = []
    for child in table:
        if is_hidden(child, rules):
            continue
        if child.tag == "tr":
            found.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            found += [r for r in child if r.tag == "tr" and not is_hidden(r, rules)]
    return found


def own_cells(row: etree._Element, rules: Collection[str]) -> list[etree._Element]:
    """The fields of a row that are shown."""
    return [c for c in row if c.tag in ("td", "th") and not is_hidden(c, rules)]


def is_for_looks(table: etree._Element, rules: Collection[str]) -> bool:
    """Whether a table only arranges the page: it holds other tables and few figures, no row of it
    has two fields with text, or a field holds whole paragraphs of a page."""
    rows = [[cell_text(c, rules) for c in own_cells(r, rules)] for r in own_rows(table, rules)]
    figures = sum(1 for row in rows for text in row if is_number(text.strip()))
    if figures < _FIGURES and any(t is not table for t in table.iter("table")):
        return True
    if all(sum(1 for text in row if text.strip()) < 2 for row in rows):
        return True
    parts = (text.strip().split("\n") for row in rows for text in row if len(text) > _LONG)
    return figures < _FIGURES and any(len(part) > _MANY for part in parts)


def grid_of(table: etree._Element, rules: Collection[str]) -> Grid:
    """The fields of a table at the rows and columns where a browser shows them."""
    items: list[Item] = []
    taken: set[tuple[int, int]] = set()
    rows = own_rows(table, rules)
    for number, row in enumerate(rows):
        column = 0
        for cell in own_cells(row, rules):
            while (number, column) in taken:
                column += 1
            wide = _span(cell, "colspan", _COLUMNS)
            high = _span(cell, "rowspan", _ROWS) or len(rows)
            end, right = min(number + high, len(rows)), column + (wide or 1)
            taken.update((r, c) for r in range(number, end) for c in range(column, right))
            first = next(iter(cell), None)
            indent = indent_of(cell) + (indent_of(first) if first is not None else 0.0)
            text = cell_text(cell, rules)
            items.append(Item(number, column, end, right, text, indent))
            column = right
    return Grid(tuple(_narrowed(items)))


def _span(cell: etree._Element, name: str, most: int) -> int:
    match = re.match(r"\s*(\d{1,6})", cell.get(name) or "1")
    return min(int(match[1]), most) if match else 1


def _narrowed(items: list[Item]) -> Iterator[Item]:
    """The fields with columns that none begins in left out: a span may say more than there is."""
    starts = sorted({i.column for i in items})
    place = {column: n for n, column in enumerate(starts)}
    for i in items:
        end = sum(1 for s in starts if s < i.column_end)
        yield Item(i.row, place[i.column], i.row_end, end, i.text, i.indent)


def cell_text(cell: etree._Element, rules: Collection[str]) -> str:
    """What a field shows, its paragraphs and lines under each other."""
    text = "".join(_pieces(cell, rules))
    lines = (_BLANKS.sub(" ", line.replace("\n", " ")).strip(" ") for line in text.split("\v"))
    return "\n".join(line for line in lines if line.strip())


def _pieces(element: etree._Element, rules: Collection[str]) -> Iterator[str]:
    """The text of an element; a vertical tab stands where a line begins."""
    yield element.text or ""
    for child in element:
        if not is_hidden(child, rules):
            block = child.tag in elements("lines")
            yield "\v" if block else ""
            yield from _pieces(child, rules)
            yield "\v" if block else ""
        yield child.tail or ""

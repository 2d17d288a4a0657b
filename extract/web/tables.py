"""Tables of a page: which hold figures and which are there for looks; their fields with spans."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from lxml import etree

from extract.characters import raised
from extract.flow.blocks import Grid, Item
from extract.flow.tables import is_for_looks, narrowed
from extract.web.seen import elements, indent_of, is_hidden, is_high

#: Limits of HTML on spans.
_COLUMNS, _ROWS = 1000, 65534
_BLANKS = re.compile(r"[ \t\r\n\f]+")

#: The fields of a table with their texts, row by row.
Rows = Sequence[Sequence[tuple[etree._Element, str]]]


def _rows(table: etree._Element, rules: Collection[str]) -> list[etree._Element]:
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


def _cells(row: etree._Element, rules: Collection[str]) -> list[etree._Element]:
    """The fields of a row that are shown."""
    return [c for c in row if c.tag in ("td", "th") and not is_hidden(c, rules)]


def fields_of(table: etree._Element, rules: Collection[str]) -> Rows:
    """The rows of a table that are shown, each field with what it shows."""
    return [[(c, _text(c, rules)) for c in _cells(r, rules)] for r in _rows(table, rules)]


def arranges(table: etree._Element, rows: Rows) -> bool:
    """Whether a table only arranges the page."""
    shown = [[(text, text.count("\n") + 1) for _, text in row] for row in rows]
    return is_for_looks(shown, nested=any(t is not table for t in table.iter("table")))


def grid_of(rows: Rows) -> Grid:
    """The fields of a table at the rows and columns where a browser shows them."""
    items: list[Item] = []
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for cell, text in row:
            while (number, column) in taken:
                column += 1
            wide = _span(cell, "colspan", _COLUMNS)
            high = _span(cell, "rowspan", _ROWS) or len(rows)
            end, right = min(number + high, len(rows)), column + (wide or 1)
            taken.update((r, c) for r in range(number, end) for c in range(column, right))
            first = next(iter(cell), None)
            indent = indent_of(cell) + (indent_of(first) if first is not None else 0.0)
            items.append(Item(number, column, end, right, text, indent))
            column = right
    return Grid(tuple(narrowed(items)))


def _span(cell: etree._Element, name: str, most: int) -> int:
    match = re.match(r"\s*(\d{1,6})", cell.get(name) or "1")
    return min(int(match[1]), most) if match else 1


def _text(cell: etree._Element, rules: Collection[str]) -> str:
    """What a field shows, its paragraphs and lines under each other."""
    text = "".join(_pieces(cell, rules))
    lines = (_BLANKS.sub(" ", line.replace("\n", " ")).strip(" ") for line in text.split("\v"))
    return "\n".join(line for line in lines if line.strip())


def _pieces(
    element: etree._Element, rules: Collection[str], *, high: bool = False
) -> Iterator[str]:
    """The text of an element; a vertical tab stands where a line begins."""
    yield _said(element.text, high=high)
    for child in element:
        if not is_hidden(child, rules):
            block = child.tag in elements("lines")
            yield "\v" if block else ""
            yield from _pieces(child, rules, high=high or is_high(child))
            yield "\v" if block else ""
        yield _said(child.tail, high=high)


def _said(text: str | None, *, high: bool) -> str:
    return "".join(map(raised, text or "")) if high else text or ""

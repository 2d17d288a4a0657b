"""The tables of a Word file: fields with their spans, and tables that only arrange the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from extract.figures.numerals import is_number
from extract.flow.blocks import Grid, Item
from extract.word.styles import W, child, switch, value

#: A field with so much text in so many paragraphs is a piece of the page.
_LONG, _MANY = 300, 3
_FIGURES = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """A field as it stands in its row: the columns it covers, its paragraphs; `above` says that it
    goes on with the one over it."""

    element: etree._Element
    column: int
    width: int
    lines: tuple[str, ...]
    indent: float = 0.0
    above: bool = False

    @property
    def text(self) -> str:
        return "\n".join(line for line in self.lines if line.strip())


Rows = Sequence[Sequence[Cell]]


def rows_of(
    table: etree._Element, read: Callable[[etree._Element], tuple[tuple[str, ...], float]]
) -> Rows:
    """The rows of a table with their fields; `read` gives the lines of one and its indent."""
    return [
        list(_cells(row, read))
        for row in contents(table, "tr")
        if not switch(child(row, "trPr"), "hidden") and child(row, "trPr", "del") is None
    ]


def contents(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The children of a name, those in content controls and accepted changes among them."""
    for node in element:
        if node.tag == W + name:
            yield node
        elif node.tag == W + "sdt":
            inside = child(node, "sdtContent")
            yield from contents(inside, name) if inside is not None else ()
        elif node.tag in (W + "ins", W + "moveTo", W + "customXml"):
            yield from contents(node, name)


def _cells(
    row: etree._Element, read: Callable[[etree._Element], tuple[tuple[str, ...], float]]
) -> Iterator[Cell]:
    column = _int(value(child(row, "trPr", "gridBefore")), 0)
    last: Cell | None = None
    for element in contents(row, "tc"):
        properties = child(element, "tcPr")
        width = max(1, _int(value(child(properties, "gridSpan")), 1))
        merge = child(properties, "vMerge")
        above = merge is not None and value(merge) != "restart"
        beside = child(properties, "hMerge")
        if last is not None and beside is not None and value(beside) != "restart":
            last = replace(last, width=last.width + width)
        else:
            if last is not None:
                yield last
            lines, indent = read(element)
            last = Cell(element, column, width, lines, indent, above)
        column += width
    if last is not None:
        yield last


def is_for_looks(rows: Rows) -> bool:
    """Whether a table only arranges the page: it holds other tables and few figures, no row of it
    has two fields with text, or a field holds whole paragraphs of a page."""
    cells = [cell for row in rows for cell in row]
    figures = sum(1 for cell in cells if is_number(cell.text))
    nested = any(cell.element.find(f".//{W}tbl") is not None for cell in cells)
    if nested and figures < _FIGURES:
        return True
    if all(sum(1 for cell in row if cell.text.strip()) < 2 for row in rows):
        return True
    long = (cell for cell in cells if len(cell.text) > _LONG)
    return figures < _FIGURES and any(len(cell.lines) > _MANY for cell in long)


def grid_of(rows: Rows, order: Mapping[etree._Element, int]) -> Grid:
    """The fields of a table, those that go on from above as one with them; `order` numbers the
    paragraphs of the file."""
    items: list[Item] = []
    open_: dict[int, int] = {}
    for number, row in enumerate(rows):
        for cell in row:
            end = cell.column + cell.width
            upper = open_.get(cell.column)
            if cell.above and upper is not None and items[upper].row_end == number:
                items[upper] = replace(
                    items[upper],
                    row_end=number + 1,
                    text="\n".join(filter(None, (items[upper].text, cell.text))),
                )
                continue
            open_[cell.column] = len(items)
            first = cell.element.find(f"{W}p")
            source = order.get(first, -1) if first is not None else -1
            place = number, cell.column, number + 1, end
            items.append(Item(*place, cell.text, cell.indent, source=source))
    return Grid(tuple(_narrowed(items)))


def _narrowed(items: list[Item]) -> Iterator[Item]:
    """The fields with columns that none begins in left out."""
    starts = sorted({i.column for i in items})
    place = {column: n for n, column in enumerate(starts)}
    for i in items:
        yield replace(
            i, column=place[i.column], column_end=sum(1 for s in starts if s < i.column_end)
        )


def _int(text: str, otherwise: int) -> int:
    return min(int(text), 1000) if text.isdecimal() and len(text) < 6 else otherwise

"""The tables of a Word file: fields with their spans, and tables that only arrange the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from extract.flow.blocks import Grid, Item
from extract.flow.tables import is_for_looks, narrowed
from extract.word.styles import W, child, switch, value


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


def arranges(rows: Rows) -> bool:
    """Whether a table only arranges the page."""
    shown = [[(cell.text, len(cell.lines)) for cell in row] for row in rows]
    nested = any(cell.element.find(f".//{W}tbl") is not None for row in rows for cell in row)
    return is_for_looks(shown, nested=nested)


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
    return Grid(tuple(narrowed(items)))


def _int(text: str, otherwise: int) -> int:
    return min(int(text), 1000) if text.isdecimal() and len(text) < 6 else otherwise

"""The blocks of a Word file in the order in which Word shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from extract.flow.blocks import Block, Text, by_lines
from extract.word.numbering import Numbering
from extract.word.runs import MC, Runs, chosen
from extract.word.styles import Style, W, child, indent_of, value
from extract.word.tables import arranges, grid_of, rows_of


@dataclass(slots=True)
class Walk:
    """Reads a file from its beginning to its end: numbers count on, fields stay open."""

    styles: Mapping[str, Style]
    usual: str
    numbering: Numbering
    runs: Runs
    order: Mapping[etree._Element, int] = field(default_factory=dict)
    held: str = ""
    drawn: list[etree._Element] = field(default_factory=list)

    def blocks(self, element: etree._Element) -> Iterator[Block]:
        """The blocks that an element of the body holds."""
        for node in element:
            tag = node.tag
            if tag == W + "p":
                yield from self._paragraph(node)
            elif tag == W + "tbl":
                yield from self._table(node)
            elif tag == W + "sdt":
                content = child(node, "sdtContent")
                yield from self.blocks(content) if content is not None else ()
            elif tag == MC + "AlternateContent":
                yield from self.blocks(chosen(node))
            elif tag in (W + "ins", W + "moveTo", W + "customXml", W + "smartTag"):
                yield from self.blocks(node)

    def _paragraph(self, node: etree._Element) -> Iterator[Block]:
        properties = child(node, "pPr")
        style = self._style(properties)
        text, bold = self._shown(node, properties, style)
        joined = child(properties, "rPr", "del") is not None
        if joined:
            self.held = text
        elif text.strip():
            for found in self._texts(text, properties, style, bold=bold or bool(style.bold)):
                yield replace(found, source=self.order.get(node, -1))
        for box in self._boxes():
            yield from self.blocks(box)

    def _style(self, properties: etree._Element | None) -> Style:
        return self.styles.get(value(child(properties, "pStyle")) or self.usual, Style())

    def _shown(
        self, node: etree._Element, properties: etree._Element | None, style: Style
    ) -> tuple[str, bool]:
        """The text of a paragraph with the number that Word prints before it."""
        text, bold = self.runs.read(node, bool(style.hidden))
        number = self._number(properties, style) if child(properties, "rPr", "del") is None else ""
        held, self.held = self.held, ""
        return held + number + text, bold

    def _number(self, properties: etree._Element | None, style: Style) -> str:
        own = child(properties, "numPr")
        name = value(child(properties, "pStyle")) or self.usual
        linked = self.numbering.styles.get(name, ("", style.level))
        number = value(child(own, "numId")) or style.number
        level = value(child(own, "ilvl"))
        depth = int(level) if level.isdecimal() else linked[1] if linked[0] else style.level
        return self.numbering.printed(number, depth) if number else ""

    def _texts(
        self, text: str, properties: etree._Element | None, style: Style, *, bold: bool
    ) -> Iterator[Text]:
        """A paragraph as blocks, one for each line that its author began by hand."""
        align = value(child(properties, "jc"))
        centred = align == "center" if align else bool(style.centred)
        entry = style.name.startswith("toc ") and style.name[4:].isdecimal()
        if entry:
            head, _, page = text.rstrip().rpartition("\t")
            text = f"{head}…{page}" if head and page.strip().isdecimal() else text
        heads = (bold or style.heading) and not entry
        yield from by_lines(Text(text, centred and not entry, entry), heads=heads)

    def _boxes(self) -> Iterator[etree._Element]:
        """The texts in the drawings that a paragraph holds."""
        drawn, self.runs.drawn = self.runs.drawn, []
        self.drawn += drawn
        for node in drawn:
            yield from _outermost(node)

    def _table(self, table: etree._Element) -> Iterator[Block]:
        rows = rows_of(table, self._cell)
        if not arranges(rows):
            yield grid_of(rows, self.order)
            return
        for row in rows:
            for cell in row:
                yield from self._unfolded(cell.element, cell.lines)

    def _unfolded(self, element: etree._Element, lines: Sequence[str]) -> Iterator[Block]:
        """The content of a field that is a piece of the page: its paragraphs were read already,
        and their numbers counted."""
        if element.find(f".//{W}tbl") is None:
            yield from (Text(line) for line in lines if line.strip())
            return
        yield from self.blocks(element)

    def _cell(self, element: etree._Element) -> tuple[tuple[str, ...], float]:
        """The lines of a field, those of tables in it among them, and how far it is set in."""
        if element.find(f".//{W}tbl") is not None:
            return tuple(self._ahead(element)), 0.0
        lines: list[str] = []
        indent = 0.0
        for node in element.iter(W + "p"):
            if any(a.tag == W + "txbxContent" for a in node.iterancestors()):
                continue
            properties = child(node, "pPr")
            text, _ = self._shown(node, properties, self._style(properties))
            indent = indent or (indent_of(properties) if text.strip() else 0.0)
            lines.append(text)
            lines += (
                b.text for box in self._boxes() for b in self.blocks(box) if isinstance(b, Text)
            )
        return tuple(lines), indent

    def _ahead(self, element: etree._Element) -> Iterator[str]:
        """The lines of a field that holds tables, without counting on: it may be read again."""
        numbering, runs = self.numbering.copy(), Runs(self.styles)
        walk = Walk(self.styles, self.usual, numbering, runs, self.order)
        for block in walk.blocks(element):
            yield from (block.text,) if isinstance(block, Text) else (i.text for i in block.items)


def _outermost(node: etree._Element) -> Iterator[etree._Element]:
    """The texts of boxes below an element, without those of boxes within them."""
    for inner in node:
        if not isinstance(inner.tag, str):
            continue
        if inner.tag == W + "txbxContent":
            yield inner
        elif inner.tag == MC + "AlternateContent":
            yield from _outermost(chosen(inner))
        else:
            yield from _outermost(inner)

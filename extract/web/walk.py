"""The blocks of an article, in the order in which a page shows them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from lxml import etree

from extract.characters import raised
from extract.flow.blocks import Block, Text, by_lines
from extract.web.seen import Look, elements, is_hidden, pattern
from extract.web.tables import arranges, fields_of, grid_of

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLANKS = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class _Walk:
    """The blocks found so far, and the paragraph that is open: its pieces, each bold or not."""

    rules: Collection[str]
    blocks: list[Block] = field(default_factory=list)
    open_: list[tuple[str, bool]] = field(default_factory=list)
    centred: bool = False
    heading: bool = False

    def say(self, text: str | None, look: Look) -> None:
        """Go on with the paragraph."""
        shown = _BLANKS.sub(" ", text or "")
        shown = "".join(map(raised, shown)) if look.high else shown
        if shown.strip():
            self.centred = self.centred or look.centred
        if shown:
            self.open_.append((shown, look.bold))

    def close(self) -> None:
        """End the paragraph."""
        text = "".join(piece for piece, _ in self.open_)
        if text.strip():
            bold = all(bold for piece, bold in self.open_ if piece.strip())
            self.blocks += _texts(text, bold=bold, centred=self.centred, heading=self.heading)
        self.open_, self.centred = [], False

    def into(self, element: etree._Element, look: Look) -> None:
        """Read what an element shows."""
        self.say(element.text, look)
        for number, child in enumerate(element):
            if not is_hidden(child, self.rules):
                self._child(child, look.within(child), number)
            self.say(child.tail, look)

    def _child(self, child: etree._Element, look: Look, number: int) -> None:
        tag = child.tag
        if tag == "br":
            self.open_.append(("\n", look.bold))
        elif tag == "table":
            self._table(child, look)
        elif tag in elements("inline") or ":" in tag:
            self.into(child, look)
        else:
            self.close()
            self.heading = tag in _HEADINGS
            if tag == "li" and child.getparent() is not None and child.getparent().tag == "ol":
                self.say(f"{_ordinal(child)}.", look)
            self.into(child, look)
            self.close()
            self.heading = False

    def _table(self, table: etree._Element, look: Look) -> None:
        self.close()
        for child in table:
            if child.tag == "caption" and not is_hidden(child, self.rules):
                self.into(child, look.within(child))
                self.close()
        rows = fields_of(table, self.rules)
        if not arranges(table, rows):
            self.blocks.append(grid_of(rows))
            return
        for cell, _ in chain.from_iterable(rows):
            self.into(cell, look.within(cell.getparent()).within(cell))
            self.close()


def blocks_of(article: etree._Element, rules: Collection[str]) -> Sequence[Block]:
    """What an article shows, block by block."""
    walk = _Walk(rules)
    walk.into(article, Look())
    walk.close()
    return walk.blocks


def _ordinal(item: etree._Element) -> int:
    """The number that a list shows before an item."""
    parent = item.getparent()
    start = parent.get("start") if parent is not None else None
    first = int(start) if start and start.isdecimal() else 1
    own = item.get("value")
    if own and own.isdecimal():
        return int(own)
    return first + sum(1 for s in item.itersiblings("li", preceding=True))


def _texts(text: str, *, bold: bool, centred: bool, heading: bool) -> Iterator[Text]:
    """A paragraph, what Word left in it taken out; each line that its author began by hand."""
    entry = pattern("remains", "entry").search(text)
    text = pattern("remains", "entry").sub(lambda m: f"…{m['page']}" if m["page"] else "…", text)
    text = pattern("remains", "fields").sub("", text).strip(" ")
    yield from by_lines(Text(text, centred, entry is not None), heads=bold or heading)

"""Laying a source without pages out: each part a leaf, each paragraph a line on it, each table a
grid as wide as its words.

The leaves are as high as what stands on them; they have no heads and feet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extract.errors import UnreadableError
from extract.flow.blocks import Block, Flow, Part, Text
from extract.flow.blocks import Grid as Table
from extract.flow.grids import Placed, placed
from extract.flow.typed import LEADING, SIZE, running, typed, wrapped
from extract.geometry import Box, union
from extract.layout import Glyph, Layout, Line, Page, Paragraph
from extract.leaves import Kind, Leaf, Spot
from extract.ordinals import TABLE_TEXT, is_prose, marker_level
from extract.paper.paragraphs import TextLine
from extract.paper.running import contents_lines
from extract.paper.script import simplified
from extract.vocabulary import vocabulary

WIDTH = 595.0
_LEFT = 56.0
#: Between paragraphs; what follows a table's notes stands further off, and so does a table.
_SPACE, _APART = 6.0, 30.0
#: Where a leaf begins and how much is free at its foot.
_TOP = 40.0
#: So many lines around a table may be its title and its notes.
_AROUND = 6


@dataclass(slots=True)
class _Set:
    """A paragraph set on its leaf: which glyphs are its own, and the place of each character."""

    block: Text
    first: int
    box: Box
    chars: tuple[tuple[str, int], ...]
    beside: bool


@dataclass(slots=True)
class _Leaf:
    """A leaf being filled down to the height `y`."""

    number: int
    y: float = _TOP
    glyphs: list[Glyph] = field(default_factory=list)
    texts: list[_Set] = field(default_factory=list)
    tables: list[Placed] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)


def laid_out(flow: Flow) -> Layout:
    """The layout of a source without pages. Raises UnreadableError where it holds no text."""
    made = [_filled(number, part) for number, part in enumerate(flow.parts, 1)]
    if not any(leaf.glyphs for leaf in made):
        raise UnreadableError("no_text", f"{flow.path.name}：没有可读的文字")
    pages = simplified([_page(leaf) for leaf in made])
    grids = [
        table.grid(page.number, page.glyphs)
        for leaf, page in zip(made, pages, strict=True)
        for table in leaf.tables
    ]
    return Layout(
        flow.path,
        flow.sha256,
        pages,
        tuple(grids),
        tuple(_paragraphs(made, pages)),
        tuple((n, why) for n, part in enumerate(flow.parts, 1) for why in part.unread),
        leaves={
            leaf.number: Leaf(flow.form, flow.path.name, part.sheet, 0, tuple(leaf.spots))
            for leaf, part in zip(made, flow.parts, strict=True)
        },
        partial=tuple(
            (grid.page, grid.box)
            for grid, table in zip(grids, (t for m in made for t in m.tables), strict=True)
            if table.partial
        ),
    )


def _filled(number: int, part: Part) -> _Leaf:
    """A part set on a leaf."""
    leaf = _Leaf(number)
    _put(leaf, part)
    return leaf


def _put(leaf: _Leaf, part: Part) -> None:
    """Set the blocks of a part, one under the other."""
    counts = {Kind.PARAGRAPH: 0, Kind.NOTE: 0, Kind.ROW: 0}
    beside = set(_beside(part.blocks))
    noted = False
    for index, block in enumerate(part.blocks):
        if isinstance(block, Text):
            shown = "".join(block.text.split())
            leaf.y += _APART if noted and not _is_note(shown) and marker_level(shown) != 3 else 0.0
            noted = index in beside and (_is_note(shown) or (noted and marker_level(shown) == 3))
            kind = Kind.NOTE if block.aside else Kind.PARAGRAPH
            counts[kind] += bool(shown)
            _put_text(leaf, block, kind, counts[kind], index in beside)
        else:
            noted = False
            counts[Kind.ROW] += 1
            _put_table(leaf, block, counts[Kind.ROW])


def _is_note(text: str) -> bool:
    return bool(vocabulary().find("caption.note", text))


def _put_text(leaf: _Leaf, block: Text, kind: Kind, number: int, beside: bool) -> None:
    """Set a paragraph, its lines under each other, a title in the middle."""
    first = len(leaf.glyphs)
    lines: list[tuple[str, float]] = []
    for line in block.text.split("\n"):
        for row, piece in enumerate(wrapped(line, WIDTH - 2 * _LEFT)):
            shown, glyphs = typed(piece, _LEFT, leaf.y)
            if not glyphs:
                continue
            width = glyphs[-1].box.x1 - glyphs[0].box.x0
            by = (WIDTH - width) / 2 - glyphs[0].box.x0 if block.centred else 0.0
            leaf.glyphs += [_moved(g, by) for g in glyphs]
            apart = bool(lines) and (row == 0 or piece[:1].isspace())
            lines += [(shown[0][0], SIZE if apart else 0.0), *shown[1:]] if lines else shown
            leaf.y += LEADING
    if not lines:
        return
    leaf.y += _SPACE
    box = union(g.box for g in leaf.glyphs[first:])
    kind = Kind.CELL if block.ref else kind
    spot = Spot(kind, box, number, ref=block.ref, source=block.source)
    leaf.spots.append(spot)
    leaf.texts.append(_Set(block, first, box, tuple(running(lines)), beside))


def _moved(glyph: Glyph, by: float) -> Glyph:
    if not by:
        return glyph
    box = Box(glyph.box.x0 + by, glyph.box.y0, glyph.box.x1 + by, glyph.box.y1)
    return replace(glyph, box=box)


def _put_table(leaf: _Leaf, block: Table, number: int) -> None:
    """Set a table, if it holds anything."""
    table = placed(block, _LEFT, leaf.y + _SPACE, len(leaf.glyphs), number)
    if table is None:
        return
    leaf.glyphs += table.glyphs
    leaf.tables.append(table)
    leaf.spots += table.spots
    leaf.y = table.ys[-1] + _SPACE + SIZE / 2


def _beside(blocks: Sequence[Block]) -> Iterator[int]:
    """The paragraphs right around tables: the lines that are no prose before each, and those of
    its notes after it."""
    for index, block in enumerate(blocks):
        if isinstance(block, Text):
            continue
        for before in range(index - 1, max(-1, index - 1 - _AROUND), -1):
            text = blocks[before]
            if not isinstance(text, Text) or is_prose(text.text):
                break
            yield before
        noted = False
        for after in range(index + 1, len(blocks)):
            text = blocks[after]
            shown = "".join(text.text.split()) if isinstance(text, Text) else ""
            noted = bool(TABLE_TEXT.search(shown)) or (noted and marker_level(shown) == 3)
            if not noted:
                break
            yield after


def _page(leaf: _Leaf) -> Page:
    wide = max((t.xs[-1] + _LEFT for t in leaf.tables), default=0.0)
    size = max(WIDTH, wide), leaf.y + _TOP
    return Page(leaf.number, *size, tuple(leaf.glyphs), (), (), edgeless=True)


def _paragraphs(made: Sequence[_Leaf], pages: Sequence[Page]) -> Iterator[Paragraph]:
    """The paragraphs of all leaves, those of the contents told apart."""
    lines = [[_line(leaf.number, item) for item in leaf.texts] for leaf in made]
    listed = contents_lines(lines)
    for leaf, page in zip(made, pages, strict=True):
        for item in leaf.texts:
            glyphs = tuple((page.number, page.glyphs[item.first + n]) for _, n in item.chars)
            text = "".join(
                " " if char == " " else glyph.char
                for (char, _), (_, glyph) in zip(item.chars, glyphs, strict=True)
            )
            yield Paragraph(
                glyphs,
                text,
                item.block.centred,
                item.beside,
                item.block.entry or (page.number, item.box) in listed,
                page.number,
                item.block.aside,
            )


def _line(page: int, item: _Set) -> TextLine:
    text = "".join(c for c, _ in item.chars)
    return TextLine(page, Line(()), item.box, text, item.beside)

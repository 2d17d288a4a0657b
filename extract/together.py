"""One report in several files: its text in one, its tables in another, read as one report."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extract.errors import UnreadableError
from extract.geometry import Box, Place
from extract.identity import Identity, identify
from extract.layout import (
    Again,
    Differing,
    Field,
    Grid,
    Layout,
    Page,
    Paragraph,
    Printed,
    Turned,
)
from extract.leaves import Form, Leaf, Piece
from extract.narrative.sentences import read_sentences
from extract.ordinals import has_figure
from extract.paper.running import running_text
from extract.series import in_order
from extract.tables.build import read_tables
from extract.vocabulary import vocabulary

#: So many sentences with figures make a narrative, so many tables the tables of a report.
_SENTENCES, _TABLES = 3, 2


@dataclass(frozen=True, slots=True)
class Share:
    """What one file is of a report: whose, and whether it has the narrative, the tables."""

    identity: Identity
    narrative: bool
    tables: bool


def share_of(layout: Layout) -> Share:
    """What a file is of a report, by what it says itself."""
    tables = read_tables(layout)
    sentences = read_sentences(layout.paragraphs)
    gaps = any(p.problem or p.is_scan for p in layout.pages)
    who = identify(sentences, tables, layout.path.stem, unread=gaps)
    told = sum(1 for s in sentences if s.kind == "body" and has_figure(s.text))
    titled = sum(1 for t in tables if t.rows and vocabulary().find("identity.public", t.title))
    return Share(who, told >= _SENTENCES, titled >= _TABLES)


def apart(first: Share, second: Share) -> str:
    """Why two files cannot be of one report: the word for what they differ in (year, kind, unit),
    "" where nothing says so."""
    one, other = first.identity, second.identity
    if one.year and other.year and one.year != other.year:
        return "year"
    if one.kind and other.kind and one.kind != other.kind:
        return "kind"
    return "unit" if one.unit and other.unit and not _same_body(one.unit, other.unit) else ""


def _same_body(one: str, other: str) -> bool:
    """Whether two names may be of one body: one has all of the other's characters at its end (the
    place before it is left out: 教育局)."""
    return one.endswith(other) or other.endswith(one)


def together(layouts: Sequence[Layout]) -> Layout:
    """Several files as one report, those with text before those that are workbooks; pictures of
    pages in the order of the numbers in their names.

    Raises UnreadableError where two of them say that they are of different reports, or none has
    text.
    """
    scans = all(p.scan is not None or p.is_scan for layout in layouts for p in layout.pages)
    if not scans:  # a page by itself seldom says whose it is
        _refuse_strangers(layouts)
    elif not any(p.glyphs for layout in layouts for p in layout.pages):
        raise UnreadableError("no_text", f"{layouts[0].path.name}：没有可读的文字")
    ordered = sorted(layouts, key=lambda each: _form(each) is Form.WORKBOOK)
    if scans and (order := in_order([layout.path.name for layout in layouts])):
        ordered = [layouts[at] for at in order]
    joined = _moved(ordered[0], 0)
    pieces = [_piece(ordered[0], 0)]
    for layout in ordered[1:]:
        by = len(joined.pages)
        pieces.append(_piece(layout, by))
        joined = _added(joined, _moved(layout, by))
    if scans:  # pages of one report: sentences run on over them
        boxes = {g.page: [o.box for o in joined.grids if o.page == g.page] for g in joined.grids}
        joined = replace(joined, paragraphs=running_text(joined.pages, boxes, joined.texts))
    return replace(
        joined,
        sha256=digest_of(p.sha256 for p in pieces),
        pieces=tuple(pieces),
        again=_again(ordered, pieces),
    )


@dataclass(frozen=True, slots=True)
class _PiecesAgain:
    """Reads the pages of pieces a second time: each piece's own reader its own pages, between the
    first and the last that are named with it."""

    readers: tuple[tuple[int, int, Again], ...]

    def differing(
        self,
        numbers: Collection[int],
        figures: Mapping[str, Printed] | None = None,
        fields: Collection[tuple[int, Box]] = (),
    ) -> Differing:
        """What the second readings find otherwise, each page under its number in the whole."""
        differ: dict[tuple[int, Box], str] = {}
        found: dict[str, str] = {}
        for first, last, again in self.readers:
            by = first - 1
            own = [number - by for number in numbers if first <= number <= last]
            said = {
                name: [(char, Place(place.page - by, place.box)) for char, place in printed]
                for name, printed in (figures or {}).items()
                if all(first <= place.page <= last for _, place in printed)
            }
            named = [(page - by, box) for page, box in fields if first <= page <= last]
            if own or said or named:
                other = again.differing(own, said, named)
                differ |= {(page + by, box): text for (page, box), text in other.fields.items()}
                found |= other.figures
        return Differing(differ, found)


def _again(layouts: Sequence[Layout], pieces: Sequence[Piece]) -> Again | None:
    """What reads the pages of pieces a second time; None where none of them can be."""
    readers = tuple(
        (piece.first, piece.last, layout.again)
        for piece, layout in zip(pieces, layouts, strict=True)
        if layout.again is not None
    )
    return _PiecesAgain(readers) if readers else None


def digest_of(hashes: Iterable[str]) -> str:
    """The hash of a report in several files, from those of the files, in whatever order."""
    return hashlib.sha256("\n".join(sorted(hashes)).encode()).hexdigest()


def _refuse_strangers(layouts: Sequence[Layout]) -> None:
    words = {"year": "年度", "kind": "决算、预算", "unit": "单位"}
    shares = [(layout.path.name, share_of(layout)) for layout in layouts]
    for number, (name, share) in enumerate(shares):
        for other, second in shares[number + 1 :]:
            why = apart(share, second)
            if why:
                reason = f"{words[why]}不同，不是同一份报告，没有合在一起"
                raise UnreadableError("not_together", f"{name}、{other}：{reason}")


def _form(layout: Layout) -> Form:
    return layout.leaves[1].form if layout.leaves else Form.PDF


def _piece(layout: Layout, by: int) -> Piece:
    last = by + len(layout.pages)
    name, path = layout.path.name, str(layout.path)
    return Piece(name, path, layout.sha256, _form(layout), by + 1, last)


def _added(first: Layout, second: Layout) -> Layout:
    return replace(
        first,
        pages=first.pages + second.pages,
        grids=first.grids + second.grids,
        paragraphs=first.paragraphs + second.paragraphs,
        unread=first.unread + second.unread,
        turned=first.turned | second.turned,
        leaves=first.leaves | second.leaves,
        partial=first.partial + second.partial,
        texts=first.texts + second.texts,
    )


def _moved(layout: Layout, by: int) -> Layout:
    """A layout with its pages numbered on, each of them a leaf of its file."""
    return replace(
        layout,
        pages=tuple(replace(p, number=p.number + by) for p in layout.pages),
        grids=tuple(_grid(g, by) for g in layout.grids),
        paragraphs=tuple(_paragraph(p, by) for p in layout.paragraphs),
        unread=tuple((page + by, why) for page, why in layout.unread),
        turned=_turned(layout.turned, by),
        leaves=dict(_leaves(layout, by)),
        partial=_boxes(layout.partial, by),
        texts=tuple(_grid(g, by) for g in layout.texts),
    )


def _leaves(layout: Layout, by: int) -> Iterator[tuple[int, Leaf]]:
    name = layout.path.name
    for page in layout.pages:
        leaf = layout.leaves.get(page.number) or Leaf(Form.PDF, name, page=page.number)
        yield page.number + by, replace(leaf, several=True)


def _turned(turned: Turned, by: int) -> Turned:
    def moved(page: Page) -> Page:
        return replace(page, number=page.number + by)

    return {number + by: (turn, moved(page)) for number, (turn, page) in turned.items()}


def _boxes(boxes: Sequence[tuple[int, Box]], by: int) -> tuple[tuple[int, Box], ...]:
    return tuple((page + by, box) for page, box in boxes)


def _paragraph(paragraph: Paragraph, by: int) -> Paragraph:
    glyphs = tuple((page + by, glyph) for page, glyph in paragraph.glyphs)
    return replace(paragraph, glyphs=glyphs, page=paragraph.page + by)


def _grid(grid: Grid, by: int) -> Grid:
    made: dict[int, Field] = {}

    def field(one: Field) -> Field:
        return made.setdefault(id(one), replace(one, page=one.page + by))

    matrix = tuple(tuple(field(one) for one in row) for row in grid.matrix)
    return replace(grid, page=grid.page + by, matrix=matrix)

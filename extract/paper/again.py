"""A second reading of some fields: what another decoder of the same file says stands in them.

It is asked for where something rests on a field (Layout.again), and costs nothing before.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from extract.characters import lowered, plain
from extract.geometry import Box, in_any, union
from extract.layout import Differing, Glyph, Grid, Page, Pages, Printed, Turned
from extract.paper.fields import doubts
from extract.paper.filled import box_of, filled
from extract.paper.lines import Lines
from extract.paper.turned import place_back, place_upright, turned_like
from extract.pdf.second import second_reading
from extract.scan.again import Asked, otherwise

#: What is left out at the edges of a field (points), where its rules are.
_EDGE = 2.0
#: The only field there is.
_ONE = (0, 0)


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """The `pages` of a file, upright, the rules of their tables and the grids of those that are
    scans, to be read once more; `turned` names the pages that were turned."""

    pages: Pages
    ruled: tuple[Lines, ...]
    turned: Turned
    grids: tuple[Grid, ...] = ()

    def differing(
        self,
        numbers: Collection[int],
        figures: Mapping[str, Printed] | None = None,
        fields: Collection[tuple[int, Box]] = (),
    ) -> Differing:
        """What the second reading finds otherwise in the fields of some pages and in some figures
        of the narrative. Fields without rules around them are not asked for, but on scans: their
        edges are guessed from where the first reading sees text."""
        scans = {p.number: p for p in self.pages.pages if p.scan is not None}
        seen = {
            name: printed
            for name, printed in (figures or {}).items()
            if any(place.page in scans for _, place in printed)
        }
        drawn = {name: one for name, one in (figures or {}).items() if name not in seen}
        found = self._decoded([n for n in numbers if n not in scans], drawn)
        again = otherwise(self.pages.path, self._asked(scans, seen, fields))
        return Differing(
            {**found.fields, **{key: t for key, t in again.items() if isinstance(key, tuple)}},
            {**found.figures, **{key: t for key, t in again.items() if isinstance(key, str)}},
        )

    def _asked(
        self,
        scans: Mapping[int, Page],
        figures: Mapping[str, Printed],
        fields: Collection[tuple[int, Box]],
    ) -> dict[str | tuple[int, Box], Asked]:
        """The figures on scans that are to be read again, with where they stand on them."""
        asked: dict[str | tuple[int, Box], Asked] = {}
        for grid in self.grids if fields else ():
            if grid.page in scans:
                asked.update(self._fields(scans[grid.page], grid, fields))
        for name, printed in figures.items():
            page = printed[0][1].page
            boxes = [place_upright(page, p.box, self.turned) for _, p in printed if p.page == page]
            if page in scans and len(boxes) == len(printed):
                text = "".join(char for char, _ in printed)
                asked[name] = Asked(scans[page], tuple(_by_line(boxes)), text)
        return asked

    def _fields(
        self, page: Page, grid: Grid, fields: Collection[tuple[int, Box]]
    ) -> Iterator[tuple[tuple[int, Box], Asked]]:
        """Of a scanned table the fields that are asked for, and the blank ones in their rows and
        columns: a figure that was overlooked makes a sum wrong as well."""
        shown = {id(f): (grid.page, place_back(grid.page, f.box, self.turned)) for f in grid.fields}
        wanted = [f for f in grid.fields if shown[id(f)] in fields]
        rows, columns = {f.row for f in wanted}, {f.column for f in wanted}
        for one in grid.fields:
            if not one.text and (one.row in rows or one.column in columns):
                yield shown[id(one)], Asked(page, (one.box.grown(-_EDGE),), "")
        for one in wanted:
            inside = [g for g in page.glyphs if in_any(g.box, (one.box,))]
            if inside:
                yield shown[id(one)], Asked(page, (union(g.box for g in inside),), one.text)

    def _decoded(self, numbers: Collection[int], printed: Mapping[str, Printed]) -> Differing:
        """What another decoder finds otherwise on pages that were drawn."""
        tables = [lines for lines in self.ruled if lines.page in numbers]
        asked = {lines.page for lines in tables}
        asked |= {place.page for one in printed.values() for _, place in one}
        wanted = {p.number: p for p in self.pages.pages if p.number in asked}
        glyphs = second_reading(self.pages, tuple(wanted.values()))
        found: dict[tuple[int, Box], str] = {}
        for lines in tables:
            if lines.page in glyphs:
                page = wanted[lines.page]
                found.update(self._held(page, self._upright(page, glyphs[lines.page]), lines))
        unseen = [g.char for page in wanted.values() for g in page.hidden]
        rows = {number: _by_height(of_page) for number, of_page in glyphs.items()}
        others = {name: _otherwise(one, rows, unseen) for name, one in printed.items()}
        return Differing(found, {name: text for name, text in others.items() if text})

    def _upright(self, page: Page, glyphs: tuple[Glyph, ...]) -> Page:
        """A page with the glyphs of another reading, turned the way it was."""
        stored = self.turned[page.number][1] if page.number in self.turned else page
        other = replace(stored, glyphs=glyphs, rules=(), images=(), pictures=())
        return turned_like(other, self.turned)

    def _held(self, page: Page, other: Page, lines: Lines) -> Iterator[tuple[tuple[int, Box], str]]:
        """Both readings of a table held against each other. The second one sees what nobody sees
        as well."""
        first, second = filled(page, lines), filled(other, lines)
        unseen = (g.char for g in page.hidden)
        for key, text in doubts(first.texts, second.texts, first.spans, unseen).items():
            box = box_of(lines, key, first.spans[key])
            yield (page.number, place_back(page.number, box, self.turned)), text


def _by_line(boxes: Sequence[Box]) -> Iterator[Box]:
    """Boxes of characters in the order of a text, those of each line together."""
    line: list[Box] = []
    for box in boxes:
        if line and box.center[1] > line[-1].y1:
            yield union(line)
            line = []
        line.append(box)
    if line:
        yield union(line)


#: The glyphs of a page by how far down their middles are, each with its number on the page.
_Rows: TypeAlias = Sequence[tuple[float, int, Glyph]]


def _by_height(glyphs: Iterable[Glyph]) -> _Rows:
    return sorted(
        ((glyph.box.y0 + glyph.box.y1) / 2, number, glyph) for number, glyph in enumerate(glyphs)
    )


def _otherwise(printed: Printed, glyphs: Mapping[int, _Rows], unseen: Iterable[str]) -> str:
    """What the second reading finds in the places of a figure, where that are other digits; else
    nothing. The mark of a note behind it (583.75²) is no digit of it, raised or not."""
    boxes: dict[int, list[Box]] = defaultdict(list)
    printed = tuple(one for one in printed if lowered(one[0]) == one[0])
    for _, place in printed:
        boxes[place.page].append(place.box)
    there = [list(_within(glyphs.get(page, ()), boxes[page])) for page in boxes]
    first = _digits(char for char, _ in printed)
    drawn = _digits(char for of_page in there for _, _, char in sorted(of_page, key=_drawn))
    placed = _digits(char for of_page in there for _, _, char in sorted(of_page))
    if first == placed:  # drawn from its end, as some programs do
        return ""
    return doubts({_ONE: first}, {_ONE: drawn}, {_ONE: (1, 1)}, unseen).get(_ONE, "")


#: A character in one of the boxes of a figure: the number of the box, that of the character in the
#: order of its page, and which it is.
_There: TypeAlias = tuple[int, int, str]


def _drawn(one: _There) -> int:
    return one[1]


def _within(glyphs: _Rows, boxes: Sequence[Box]) -> Iterator[_There]:
    """The characters whose middles are in one of some boxes."""
    low = bisect_left(glyphs, (min(box.y0 for box in boxes),))
    high = bisect_right(glyphs, max(box.y1 for box in boxes), key=lambda row: row[0])
    for _, number, glyph in glyphs[low:high]:
        x, y = glyph.box.center
        at = next((n for n, box in enumerate(boxes) if box.contains(x, y)), None)
        if at is not None:
            yield at, number, glyph.char


def _digits(chars: Iterable[str]) -> str:
    return "".join(c for char in chars for c in plain(char) if c.isdecimal() or c == ".")

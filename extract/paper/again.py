"""A second reading of some fields: what another decoder of the same file says stands in them.

It is asked for where something rests on a field (Layout.again), and costs nothing before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from extract.geometry import Box
from extract.layout import Glyph, Page, Pages, Turned
from extract.paper.fields import doubts
from extract.paper.filled import box_of, filled
from extract.paper.lines import Lines
from extract.paper.turned import place_back, turned_like
from extract.pdf.second import second_reading


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """The `pages` of a file, upright, and the rules of their tables, to be read once more;
    `turned` names the pages that were turned."""

    pages: Pages
    ruled: tuple[Lines, ...]
    turned: Turned

    def differing(self, numbers: Collection[int]) -> Mapping[tuple[int, Box], str]:
        """The fields of some pages that the second reading finds otherwise, by page and box (as
        they are shown), with what it finds. Fields without rules around them are not asked for:
        their edges are guessed from where the first reading sees text."""
        tables = [lines for lines in self.ruled if lines.page in numbers]
        with_tables = {lines.page for lines in tables}
        wanted = {p.number: p for p in self.pages.pages if p.number in with_tables}
        glyphs = second_reading(self.pages, tuple(wanted.values()))
        found: dict[tuple[int, Box], str] = {}
        for lines in tables:
            if lines.page in glyphs:
                page = wanted[lines.page]
                found.update(self._held(page, self._upright(page, glyphs[lines.page]), lines))
        return found

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

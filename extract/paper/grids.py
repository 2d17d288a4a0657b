"""The ruled grids of a report: fields with their boxes, merged where the rules are open.

Camelot makes fields of the rules; what stands in a field is read from the glyphs that are drawn
inside its box, and once more by another decoder of the same file (`second.py`). PDFs that Word
wrote carry text a second time as ActualText: neither reading takes it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extract.geometry import Box, in_any
from extract.layout import Field, Glyph, Grid, Page, Pages, Turned
from extract.paper.fields import Place, doubts, field_text, settle_numbers
from extract.paper.lattice import Lines, lattices
from extract.paper.stacked import with_rows
from extract.paper.turned import turned_like
from extract.paper.unruled.guessed import unruled
from extract.pdf.second import second_reading


@dataclass(frozen=True, slots=True)
class Grids:
    """All grids of a report, page by page, from the top of each page down; and the pages whose
    rules could not be read."""

    grids: tuple[Grid, ...]
    failed: tuple[int, ...] = ()


def read_grids(pages: Pages, turned: Turned | None = None) -> Grids:
    """The grids that Camelot finds, and those of tables without vertical rules. A page with too
    many rules is not read by other means: its rules are there and would be ignored. `turned` names
    the pages that were turned upright."""
    turned = turned or {}
    drawn = lattices(pages, {number: turn for number, (turn, _) in turned.items()})
    gaps = unruled(pages, drawn.lines)
    found = [*drawn.lines, *(lines for lines in gaps if lines.page not in drawn.failed)]
    return Grids(grids_of(pages, found, _seconds(pages, drawn.lines, turned)), drawn.failed)


def _seconds(pages: Pages, found: Sequence[Lines], turned: Turned) -> dict[int, Page]:
    """The pages with ruled tables as another decoder reads them."""
    numbers = {lines.page for lines in found}
    wanted = [page for page in pages.pages if page.number in numbers]
    glyphs = second_reading(pages, wanted)
    return {
        p.number: turned_like(_as_stored(p, glyphs[p.number], turned), turned)
        for p in wanted
        if p.number in glyphs
    }


def _as_stored(page: Page, glyphs: tuple[Glyph, ...], turned: Turned) -> Page:
    """A page with other glyphs, before it was turned."""
    stored = turned[page.number][1] if page.number in turned else page
    return replace(stored, glyphs=glyphs, rules=(), images=())


def grids_of(
    pages: Pages, found: Sequence[Lines], seconds: Mapping[int, Page] | None = None
) -> tuple[Grid, ...]:
    """The grids that rules found on the pages make, page by page, from the top down; with what a
    second reading of the pages says where it differs."""
    by_number = {page.number: page for page in pages.pages}
    second = seconds or {}
    whole = [with_rows(by_number[lines.page], lines) if lines.ruled else lines for lines in found]
    grids = [_grid(by_number[lines.page], lines, second.get(lines.page)) for lines in whole]
    kept = [grid for grid in grids if len(grid.fields) > 1 and any(f.text for f in grid.fields)]
    return tuple(sorted(kept, key=lambda g: (g.page, g.ys[0], g.xs[0])))


def _grid(page: Page, lines: Lines, again: Page | None = None) -> Grid:
    """The grid that `lines` draw on `page`, read both ways. The second
    reading sees what nobody sees as well."""
    spans = _spans(lines)
    inside = _glyphs_by_field(page, lines, spans)
    first = _texts(inside, lines, spans)
    for key, span in spans.items():
        if page.pictures and not inside.get(key) and _pictured(page, lines, key, span):
            first[key] = "\ufffc"
    starts = {key: field_start(glyphs) for key, glyphs in inside.items() if glyphs}
    doubted: dict[Place, str] = {}
    if again is not None and lines.ruled:
        doubted = doubts(
            first,
            _texts(_glyphs_by_field(again, lines, spans), lines, spans),
            spans,
            (g.char for g in page.hidden),
        )
    fields = {
        key: Field(
            page.number,
            Box(lines.xs[key[1]], lines.ys[key[0]], lines.xs[span[1]], lines.ys[span[0]]),
            *key,
            *span,
            first[key],
            starts.get(key),
            doubted.get(key),
        )
        for key, span in spans.items()
    }
    owner = _owners(spans)
    matrix = tuple(
        tuple(fields[owner[r, c]] for c in range(len(lines.xs) - 1))
        for r in range(len(lines.ys) - 1)
    )
    return Grid(page.number, box_of(lines), lines.xs, lines.ys, matrix, lines.ruled)


def _texts(
    inside: Mapping[Place, Sequence[Glyph]], lines: Lines, spans: Mapping[Place, Place]
) -> dict[Place, str]:
    """The text of each field."""
    return {
        key: field_text(inside.get(key, ()), lines.xs[span[1]] - lines.xs[key[1]])
        for key, span in spans.items()
    }


def _pictured(page: Page, lines: Lines, key: Place, span: Place) -> bool:
    """Whether the middle of a field lies under a picture with writing on it."""
    field = Box(lines.xs[key[1]], lines.ys[key[0]], lines.xs[span[1]], lines.ys[span[0]])
    return in_any(field, page.pictures)


def field_start(glyphs: Sequence[Glyph]) -> float:
    """Where the top line of some glyphs begins."""
    top = min(g.box.center[1] for g in glyphs)
    return min(g.box.x0 for g in glyphs if g.box.y0 <= top)


def _spans(lines: Lines) -> dict[Place, Place]:
    """The top left place of every field to the row and column after its bottom right one.

    A field grows to the right while no rule stands between, then downwards while all of its
    width is open; what is no rectangle falls into several.
    """
    rows, columns = len(lines.ys) - 1, len(lines.xs) - 1
    taken: set[tuple[int, int]] = set()
    spans: dict[Place, Place] = {}
    for r in range(rows):
        for c in range(columns):
            if (r, c) in taken:
                continue
            right = c + 1
            while right < columns and lines.open_right[r][right - 1] and (r, right) not in taken:
                right += 1
            bottom = r + 1
            while bottom < rows and _joined(lines, bottom, c, right):
                bottom += 1
            spans[r, c] = (bottom, right)
            taken.update((y, x) for y in range(r, bottom) for x in range(c, right))
    return spans


def _joined(lines: Lines, row: int, left: int, right: int) -> bool:
    """Whether a row of fields is open to the one above it, and within itself, all along."""
    return all(lines.open_below[row - 1][c] for c in range(left, right)) and all(
        lines.open_right[row][c] for c in range(left, right - 1)
    )


def _owners(spans: Mapping[Place, Place]) -> dict[Place, Place]:
    return {
        (r, c): key
        for key, (bottom, right) in spans.items()
        for r in range(key[0], bottom)
        for c in range(key[1], right)
    }


def _glyphs_by_field(
    page: Page, lines: Lines, spans: dict[Place, Place]
) -> dict[Place, list[Glyph]]:
    """The glyphs of each field: those whose centre lies inside, a torn number kept whole."""
    owner = _owners(spans)
    placed: list[tuple[Glyph, Place]] = []
    for glyph in page.glyphs:
        x, y = glyph.box.center
        row, column = bisect_right(lines.ys, y) - 1, bisect_right(lines.xs, x) - 1
        if (row, column) in owner:
            placed.append((glyph, owner[row, column]))
    inside: dict[Place, list[Glyph]] = {}
    for glyph, key in settle_numbers(placed):
        inside.setdefault(key, []).append(glyph)
    return inside


def box_of(lines: Lines) -> Box:
    """The box around the rules of a table."""
    return Box(lines.xs[0], lines.ys[0], lines.xs[-1], lines.ys[-1])

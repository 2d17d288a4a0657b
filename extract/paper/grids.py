"""The ruled grids of a report: fields with their boxes, merged where the rules are open.

Camelot makes fields of the rules; what stands in a field is read from the glyphs that are drawn
inside its box. PDFs that Word wrote carry text a second time as ActualText: it is not taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.geometry import Box
from extract.layout import Field, Glyph, Grid, Page, Pages, Turn, Turned
from extract.paper.banded import with_columns
from extract.paper.filled import box_of, filled, owners
from extract.paper.lattice import lattices
from extract.paper.lines import Lines
from extract.paper.stacked import with_rows
from extract.paper.unruled.guessed import unruled


@dataclass(frozen=True, slots=True)
class Grids:
    """All grids of a report, page by page, from the top of each page down; the rules they are made
    of where there are such; and the pages whose rules could not be read, each with why."""

    grids: tuple[Grid, ...]
    ruled: tuple[Lines, ...] = ()
    failed: tuple[tuple[int, str], ...] = ()


def read_grids(pages: Pages, turned: Turned | None = None) -> Grids:
    """The grids that Camelot finds, and those of tables without vertical rules. A page with too
    many rules is not read by other means: its rules are there and would be ignored. `turned` names
    the pages that were turned upright."""
    ways = {number: way for number, (way, _) in (turned or {}).items()}
    drawn = lattices(pages, {n: way for n, way in ways.items() if isinstance(way, Turn)})
    gaps = unruled(pages, drawn.lines)
    by_number = {page.number: page for page in pages.pages}
    ruled = tuple(
        with_columns(by_number[lines.page], with_rows(by_number[lines.page], lines))
        for lines in drawn.lines
    )
    failed = {number for number, _ in drawn.failed}
    found = [*ruled, *(lines for lines in gaps if lines.page not in failed)]
    return Grids(grids_of(pages, found), ruled, drawn.failed)


def grids_of(pages: Pages, found: Sequence[Lines]) -> tuple[Grid, ...]:
    """The grids that rules found on the pages make, page by page, from the top down."""
    by_number = {page.number: page for page in pages.pages}
    grids = [_grid(by_number[lines.page], lines) for lines in found]
    kept = [grid for grid in grids if len(grid.fields) > 1 and any(f.text for f in grid.fields)]
    return tuple(sorted(kept, key=lambda g: (g.page, g.ys[0], g.xs[0])))


def _grid(page: Page, lines: Lines) -> Grid:
    """The grid that `lines` draw on `page`."""
    read = filled(page, lines)
    fields = {
        key: Field(
            page.number,
            box_of(lines, key, span),
            *key,
            *span,
            read.texts[key],
            field_start(read.glyphs[key]) if key in read.glyphs else None,
        )
        for key, span in read.spans.items()
    }
    owner = owners(read.spans)
    matrix = tuple(
        tuple(fields[owner[r, c]] for c in range(len(lines.xs) - 1))
        for r in range(len(lines.ys) - 1)
    )
    box = Box(lines.xs[0], lines.ys[0], lines.xs[-1], lines.ys[-1])
    return Grid(page.number, box, lines.xs, lines.ys, matrix, lines.ruled)


def field_start(glyphs: Sequence[Glyph]) -> float:
    """Where the top line of some glyphs begins."""
    boxes = [g.box for g in glyphs]
    top = min([(box.y0 + box.y1) / 2 for box in boxes])
    return min([box.x0 for box in boxes if box.y0 <= top])

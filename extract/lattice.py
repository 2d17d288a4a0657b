"""Camelot at work: where rules run on the pages and what it reads between them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pymupdf
from playa.exceptions import PDFException

from extract.pages import Page, Pages, lines_of
from extract.vocabulary import vocabulary

#: A page with fewer glyphs has no text to put into a table.
_FEW = 10
#: A page with more rules is a drawing; every rule is held against every other one.
_MOST_RULES = 20_000
#: A scan covers at least this share of its page, and a page of tables has figures in this share
#: of its lines.
_PICTURE = 0.3
_FIGURES = 0.25
#: The order of text boxes on a page costs much and is not asked for: Camelot takes their lines.
_LAYOUT = {"boxes_flow": None}
#: What a parser that expects a sound page raises on a damaged one.
_STUMBLES = (
    ArithmeticError, AssertionError, AttributeError, LookupError, PDFException, StopIteration,
    TypeError, ValueError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lines:
    """The rules of one table in page coordinates, and Camelot's text between them.

    `open_right[r][c]` says that no rule stands between a place and the next one in its row,
    `open_below[r][c]` that none stands between it and the one under it.
    """

    page: int
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    texts: tuple[tuple[str, ...], ...]
    open_right: tuple[tuple[bool, ...], ...]
    open_below: tuple[tuple[bool, ...], ...]
    ruled: bool = True


@dataclass(frozen=True, slots=True)
class Drawn:
    """The rules of all tables, and the pages that Camelot's parser failed on."""

    lines: tuple[Lines, ...]
    failed: tuple[int, ...] = ()


def lattices(pages: Pages) -> Drawn:
    """The rules of every table: vector rules first, pixels where a page has no others."""
    ruled = [p for p in pages.pages if p.has_rules]
    crowded = tuple(p.number for p in ruled if len(p.rules) > _MOST_RULES)
    vector = _parse(pages, [p for p in ruled if p.number not in crowded], "vector")
    done = {lines.page for lines in vector.lines} | set(vector.failed) | set(crowded)
    pictured = [p for p in pages.pages if p.number not in done and _may_show_tables(p)]
    raster = _parse(pages, pictured, "raster")
    return Drawn(vector.lines + raster.lines, (*vector.failed, *crowded, *raster.failed))


def _may_show_tables(page: Page) -> bool:
    """Whether a picture takes most of a page that has text, figures in much of it: a scan."""
    area = sum(b.width * b.height for b in page.images)
    if len(page.glyphs) < _FEW or area < _PICTURE * page.width * page.height:
        return False
    lines = lines_of(list(page.glyphs))
    figures = sum(1 for line in lines if any(c.isdecimal() for c in line.text))
    titled = any(vocabulary().find("caption.title", line.text) for line in lines)
    return figures > _FIGURES * len(lines) or titled


def _parse(pages: Pages, wanted: Sequence[Page], engine: str) -> Drawn:
    if not wanted:
        return Drawn(())
    by_number = {page.number: page for page in wanted}
    tables, failed = _camelot(pages.path, by_number, engine)
    offsets = _offsets(pages.path, by_number, tables)
    lines = (_lines(t, by_number[t.page], offsets.get(t.page, (0.0, 0.0))) for t in tables)
    return Drawn(tuple(lines), tuple(failed))


def _camelot(path: Path, numbers: Collection[int], engine: str) -> tuple[list[Any], list[int]]:
    """Camelot's lattice tables, the nearly empty ones and those of pages without text as well,
    and the pages its parser fails on.

    Camelot drops a grid of which 90% is blank as noise; in a report it is the table that says
    there was nothing to report. On damaged pages its parser stumbles: only they are lost.
    """
    from camelot.handlers import PDFHandler

    failed: list[int] = []

    class Handler(PDFHandler):
        def _parse_page(self, page: Any, parser: Any, *args: Any, **options: Any) -> Any:
            parser._reject_table = lambda table: False
            parser._document_has_no_text = lambda: False
            try:
                return super()._parse_page(page, parser, *args, **options)
            except _STUMBLES:
                failed.append(page.page_idx + 1)
                return []

    spec = ",".join(str(n) for n in numbers)
    try:
        with Handler(path, pages=spec) as handler:
            found = handler.parse(
                flavor="lattice", engine=engine, split_text=True, layout_kwargs=_LAYOUT
            )
    except _STUMBLES:  # over the file itself
        return [], list(numbers)
    return list(found), failed


def _lines(table: Any, page: Page, offset: tuple[float, float]) -> Lines:
    height = table.pdf_size[1]
    dx, dy = offset
    xs = [table.cols[0][0], *(c[1] for c in table.cols)]
    ys = [table.rows[0][0], *(r[1] for r in table.rows)]
    return Lines(
        page.number,
        tuple(x - dx for x in xs),
        tuple(height - y - dy for y in ys),
        tuple(tuple(c.text for c in row) for row in table.cells),
        tuple(tuple(not c.right for c in row) for row in table.cells),
        tuple(tuple(not c.bottom for c in row) for row in table.cells),
    )


def _offsets(
    path: Path, pages: dict[int, Page], tables: Sequence[Any]
) -> dict[int, tuple[float, float]]:
    """How far the visible page lies inside the sheet that Camelot measures, where it does."""
    odd = {
        t.page
        for t in tables
        if abs(t.pdf_size[0] - pages[t.page].width) > 1
        or abs(t.pdf_size[1] - pages[t.page].height) > 1
    }
    if not odd:
        return {}
    offsets = {}
    with pymupdf.open(path) as document:
        for number in odd:
            page = document[number - 1]
            page.remove_rotation()
            crop = page.cropbox_position
            offsets[number] = (crop.x, crop.y)
    return offsets

"""The ledger: every number printed in the report and what became of it.

A number is a claim, stands in a table, or is no claim for a reason (date, ordinal, code,
threshold, page number …). What is left without a reason is a fault of the reader and shows as such.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from types import MappingProxyType

from extract.disclosure import Claim, Disclosure, Entry, Sentence
from extract.figures.in_text import MARRED, Figure, compact, find_figures
from extract.geometry import Box, Place, in_any, union
from extract.layout import Glyph, Line, Page, lines_of
from extract.table import Table

_NUMBER = re.compile(r"\d+(?:[,，]\d{3})*(?:\.\d+)?")
#: Cells are looked up by bands of so many points.
_BAND = 20.0
_KINDS = {
    "contents": "目录",
    "glossary": "名词解释",
    "heading": "标题",
    "note": "表题、表注",
}


def keep_ledger(
    pages: Sequence[Page],
    disclosure: Disclosure,
    known: Mapping[int, Sequence[Figure]] = MappingProxyType({}),
) -> tuple[Entry, ...]:
    """An entry for every number printed on any page, in reading order; `known` are the figures of
    those paragraphs of which claims were read."""
    entries: list[Entry] = []
    claims: dict[int, list[Claim]] = {}
    for claim in disclosure.claims:
        claims.setdefault(claim.sentence, []).append(claim)
    told: dict[int, set[tuple[float, float]]] = defaultdict(set)
    for _, group in groupby(disclosure.sentences, key=lambda s: s.paragraph):
        paragraph = list(group)
        places = (p for sentence in paragraph for p in sentence.places)
        for page, on_page in groupby(places, key=lambda p: p.page):
            told[page].update((p.box.x0, p.box.y0) for p in on_page)
        entries += _of_paragraph(paragraph, claims, known.get(paragraph[0].paragraph))
    rest = {page.number: _untold(page, told[page.number]) for page in pages}
    entries += _of_tables(pages, disclosure, rest)
    entries += _of_margins(pages, rest)
    entries.sort(key=lambda e: (e.place.page, round(e.place.box.y0), e.place.box.x0))
    return tuple(entries)


def _of_paragraph(
    paragraph: Sequence[Sentence],
    claims: Mapping[int, Sequence[Claim]],
    figures: Sequence[Figure] | None,
) -> Iterator[Entry]:
    """The numbers of a paragraph's text, which may be known to be these `figures`."""
    text, offsets = compact("".join(s.text for s in paragraph))
    places = [p for s in paragraph for p in s.places]
    taken = {
        at: c.id
        for base, s in _bases(paragraph)
        for c in reversed(claims.get(s.id, ()))
        for at in range(base + c.start, base + c.end)
    }
    if figures is None:
        figures = find_figures(text, paragraph[0].counted)
    reasons = {at: f.reason for f in reversed(figures) for at in range(f.start, f.end)}
    for figure in (f for f in figures if f.reason == MARRED):
        start, end = offsets[figure.start], offsets[figure.end - 1] + 1
        yield Entry(text[figure.start : figure.end], _place(places[start:end]), "none", MARRED)
    for match in _NUMBER.finditer(text):
        here = [reasons[at] for at in range(*match.span()) if at in reasons]
        if MARRED in here:
            continue
        start, end = offsets[match.start()], offsets[match.end() - 1] + 1
        place = _place(places[start:end])
        claim = next((taken[at] for at in range(start, end) if at in taken), None)
        if claim:
            yield Entry(match[0], place, "claim", claim)
            continue
        reason = here[0] if here else ""
        yield Entry(match[0], place, "none", _KINDS.get(paragraph[0].kind, reason) or "未归类")


def _bases(paragraph: Sequence[Sentence]) -> Iterator[tuple[int, Sentence]]:
    base = 0
    for sentence in paragraph:
        yield base, sentence
        base += len(sentence.text)


def _place(places: Sequence[Place]) -> Place:
    page = places[0].page
    return Place(page, union(p.box for p in places if p.page == page))


def _untold(page: Page, told: Container[tuple[float, float]]) -> list[Glyph]:
    """The characters of a page that stand in no sentence."""
    return [g for g in page.glyphs if (g.box.x0, g.box.y0) not in told]


def _of_tables(
    pages: Sequence[Page], disclosure: Disclosure, rest: dict[int, list[Glyph]]
) -> Iterator[Entry]:
    """The numbers inside the tables' boxes; their characters are taken out of the `rest`."""
    for table in disclosure.tables:
        for number, box in table.boxes:
            around = box.grown(1)
            inside = [g for g in rest[number] if in_any(g.box, (around,))]
            taken = {(g.box.x0, g.box.y0) for g in inside}
            rest[number] = [g for g in rest[number] if (g.box.x0, g.box.y0) not in taken]
            page = pages[number - 1]
            edges = _edges(table, number)
            for line in _lines(page, inside):
                for piece in _pieces(line, edges):
                    yield from _of_line(page, piece, "cell", table.id)


def _edges(table: Table, number: int) -> Mapping[int, list[Box]]:
    """The boxes of a table's cells on a page, by the bands of its height that they stand in."""
    found: dict[int, list[Box]] = defaultdict(list)
    for row in table.rows:
        for cell in row.cells:
            if cell.page == number:
                for band in range(int(cell.box.y0 // _BAND), int(cell.box.y1 // _BAND) + 1):
                    found[band].append(cell.box)
    return found


def _pieces(line: Line, edges: Mapping[int, list[Box]]) -> Iterator[Line]:
    """A line of a table where its cells and wide gaps divide it: 3623.95 | 79.47."""
    middle = line.glyphs[0].box.center[1]
    beside = [b for b in edges.get(int(middle // _BAND), ()) if b.y0 <= middle <= b.y1]
    cuts = sorted({x for b in beside for x in (b.x0, b.x1)})
    piece: list[Glyph] = []
    before = 0
    for glyph in line.glyphs:
        behind = bisect_right(cuts, (glyph.box.x0 + glyph.box.x1) / 2)
        gap = glyph.box.x0 - piece[-1].box.x1 if piece else 0.0
        if piece and (behind != before or gap > piece[-1].size):
            yield Line(tuple(piece))
            piece = []
        piece.append(glyph)
        before = behind
    yield Line(tuple(piece))


def _of_margins(pages: Sequence[Page], rest: dict[int, list[Glyph]]) -> Iterator[Entry]:
    """What no sentence and no table took: page headers, footers and page numbers."""
    for page in pages:
        for line in _lines(page, rest[page.number]):
            yield from _of_line(page, line, "none", "页眉、页脚、页码")
        for line in lines_of(list(page.overlays)):
            yield from _of_line(page, line, "none", "水印、印章、页边文字")


def _lines(page: Page, glyphs: list[Glyph]) -> list[Line]:
    """The lines of some glyphs of a page as it is shown; those of a scan that lies askew are told
    where it is straight."""
    if page.scan is None or page.scan.tilt.level:
        return lines_of(glyphs)
    straight = [replace(g, box=page.scan.tilt.straight(g.box)) for g in glyphs]
    shown = {id(s): g for s, g in zip(straight, glyphs, strict=True)}
    return [Line(tuple(shown[id(g)] for g in line.glyphs)) for line in lines_of(straight)]


def _of_line(page: Page, line: Line, kind: str, reason: str) -> Iterator[Entry]:
    for match in _NUMBER.finditer(line.text):
        box = union(g.box for g in line.glyphs[match.start() : match.end()])
        yield Entry(match[0], Place(page.number, box), kind, reason)

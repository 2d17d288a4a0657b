"""Read one report, in one file or in pieces: what `extract` offers to the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from extract.claims.statements import read_claims
from extract.disclosure import Disclosure, Sentence
from extract.geometry import Box
from extract.identity import Identity, identify
from extract.layout import (
    BROKEN_OFF,
    HOLED,
    JUMPED,
    LEFT_OUT,
    LISTED,
    STRANGE,
    UNFOUND,
    Layout,
)
from extract.leaves import titled
from extract.ledger import keep_ledger
from extract.misspelt import misspelt_pages
from extract.narrative.blanks import blanks_within
from extract.narrative.contents import pages_skipped, parts_missing
from extract.narrative.endings import broken_within, headings_bare, pages_broken_off
from extract.narrative.numbering import jumps_within, pages_before_jumps
from extract.narrative.overleaf import begun_within, with_room
from extract.narrative.sentences import read_sentences
from extract.paper.turned import sentences_back, turned_back
from extract.red import red_cells
from extract.scan.codes import recoded
from extract.several import parts_of
from extract.sources import layout_of
from extract.strange import strange_pages
from extract.table import Table
from extract.tables.build import read_tables
from extract.tables.wholeness import cut_off, pages_with_rows_cut
from extract.together import together
from extract.unread import FIELDS, blank_pages, holed, pages_before_gaps, unread_figures


def read(path: str | Path) -> Disclosure:
    """The report at `path`, with its tables, sentences and claims.

    Raises UnreadableError where nothing can be read: no such file, none of the forms that are read,
    encrypted, broken, empty, or no page with text that can be read. Pages that hold only a picture
    are named in `unread`.
    """
    return disclosure_of(layout_of(path))


def read_together(paths: Sequence[str | Path]) -> Disclosure:
    """The one report that the files at `paths` make: its text, its tables.

    Raises UnreadableError where one of them cannot be read, or they are of different reports.
    """
    return disclosure_of(together([layout_of(path, alone=len(paths) == 1) for path in paths]))


def disclosure_of(layout: Layout) -> Disclosure:
    """The report that a layout is of, with its tables, sentences and claims."""
    pages, name = layout.pages, layout.path.stem
    unread_pages = {number for number, _ in layout.unread}
    missing = {n for n in unread_pages if n not in layout.leaves or layout.leaves[n].page}
    lost = pages_before_gaps(layout.unread, len(pages))
    tables = _parted(cut_off(read_tables(layout), pages, missing, lost=lost), layout)
    scanned = {p.number: p.scan for p in pages if p.scan is not None}
    tables, codes = recoded(tables, scanned)
    sentences = read_sentences(layout.paragraphs)
    unread = [*layout.unread, *unread_figures(tables, sentences, scanned)]
    unread += _lost_between(layout, sentences, tables, scanned, missing)
    gaps = {p.number for p in pages if p.problem or p.is_scan}
    parts = parts_of(sentences, tables, name, len(pages), gaps)
    who = parts[0] if parts else identify(sentences, tables, name, unread=bool(gaps))
    if isinstance(who, Identity):  # not one of several
        unread += [(n, STRANGE) for n in strange_pages(sentences, tables, who)]
    unruled = frozenset(_unruled(tables, layout))
    tables = tuple(turned_back(table, layout.turned) for table in tables)
    sentences = sentences_back(sentences, layout.turned)
    reading = read_claims(sentences, year=who.year, kind=who.kind, unit=who.unit)
    disclosure = Disclosure(
        path=layout.path,
        sha256=layout.sha256,
        unit=who.unit,
        year=who.year,
        kind=who.kind,
        page_count=len(pages),
        tables=tables,
        sentences=sentences,
        claims=reading.claims,
        statements=reading.statements,
        comparisons=reading.comparisons,
        unread=tuple(sorted(dict.fromkeys(unread))),
        recognised=tuple(p.number for p in pages if p.recognised),
        parts=parts,
        leaves=titled(layout.leaves, tables),
        pieces=layout.pieces,
        again=layout.again,
        unruled=unruled,
        scanned=scanned,
        recoded=codes,
        red=red_cells(tables, layout.shown),
    )
    return replace(disclosure, ledger=keep_ledger(layout.shown, disclosure, reading.figures))


def _lost_between(
    layout: Layout,
    sentences: Sequence[Sentence],
    tables: Sequence[Table],
    scanned: Collection[int],
    missing: Collection[int],
) -> Iterator[tuple[int, str]]:
    """What the text and the tables themselves tell of pages that are lost, strange or misread; not
    of those that were recognised on pictures, nor before one that was not read."""
    yield from blank_pages(layout.pages)
    yield from misspelt_pages(sentences, tables)
    leaves = {n for n, leaf in layout.leaves.items() if not leaf.page}
    left_out = {*scanned, *missing, *leaves}
    for number in pages_before_jumps(sentences):
        if not {number, number + 1} & left_out:
            yield number, JUMPED
    bare = headings_bare(sentences, tables, layout.pages)
    for number in (*pages_broken_off(sentences), *bare):
        if not {number, number + 1} & left_out:
            yield number, BROKEN_OFF
    pages = layout.pages
    yield from ((n, f"{UNFOUND}：{names}") for n, names in parts_missing(sentences, pages))
    yield from ((n, f"{LISTED}：{name}") for n, name in pages_skipped(sentences, pages))
    yield from _lost_within(layout, sentences, tables, left_out)


def _lost_within(
    layout: Layout,
    sentences: Sequence[Sentence],
    tables: Sequence[Table],
    left_out: Collection[int],
) -> Iterator[tuple[int, str]]:
    """What they tell of what is lost in the middle of a page, but for some that are left out."""
    for number, mark in jumps_within(sentences):
        if number not in left_out:
            yield number, f"{LEFT_OUT}：{mark}"
    for number in pages_with_rows_cut(tables, layout.pages):
        if number not in left_out:
            yield number, FIELDS
    broken = ((s.places[-1].page, s.text) for s in broken_within(sentences))
    blank = blanks_within(sentences, tables, layout.pages)
    for number, before in (*broken, *blank):
        if number not in left_out:
            yield number, holed(before)
    overleaf = with_room(sentences, tables, layout.pages)
    for number, text in (*overleaf, *begun_within(sentences)):
        if number not in left_out:
            yield number, f"{HOLED}：{text}"


def _unruled(tables: Sequence[Table], layout: Layout) -> Iterator[tuple[str, int]]:
    """The tables on scans whose columns no rule parts, each with its page."""
    upright = {
        p.number: [r for r in p.rules if r.height > r.width]
        for p in layout.pages
        if p.scan is not None
    }
    for table in tables:
        for page, box in table.boxes:
            around = box.grown(2)
            if page in upright and not any(around.contains(*r.center) for r in upright[page]):
                yield table.id, page


def _parted(tables: Sequence[Table], layout: Layout) -> tuple[Table, ...]:
    """The tables, those of which not all is seen marked as such."""
    return tuple(
        replace(table, goes_on=tuple(sorted({*table.goes_on, *hidden}))) if hidden else table
        for table in tables
        for hidden in ([page for page, box in layout.partial if _holds(table, page, box)],)
    )


def _holds(table: Table, page: int, box: Box) -> bool:
    return any(page == number and own.meets(box) for number, own in table.boxes)

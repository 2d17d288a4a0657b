"""Read one report: the one function that `extract` offers to the rest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from extract.claims.statements import read_claims
from extract.disclosure import Disclosure
from extract.identity import identify
from extract.ledger import keep_ledger
from extract.narrative.sentences import read_sentences
from extract.paper.laid_out import laid_out
from extract.paper.turned import sentences_back, turned_back
from extract.pdf.pages import read_pages
from extract.several import parts_of
from extract.tables.build import read_tables
from extract.tables.wholeness import cut_off
from extract.unread import unread_figures


def read(path: str | Path) -> Disclosure:
    """The report at `path`, with its tables, sentences and claims.

    Raises UnreadableError where nothing can be read: no such file, not a PDF, encrypted, broken,
    empty, or no page with text that can be read. Pages that hold only a picture are named in
    `unread`.
    """
    layout = laid_out(read_pages(path))
    pages, name = layout.pages, layout.path.stem
    missing = {number for number, _ in layout.unread}
    tables = cut_off(read_tables(layout), pages, missing)
    sentences = read_sentences(layout.paragraphs)
    unread = [*layout.unread, *unread_figures(tables, sentences)]
    gaps = {p.number for p in pages if p.problem or p.is_scan}
    parts = parts_of(sentences, tables, name, len(pages), gaps)
    who = parts[0] if parts else identify(sentences, tables, name, unread=bool(gaps))
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
        again=layout.again,
    )
    return replace(disclosure, ledger=keep_ledger(layout.shown, disclosure))

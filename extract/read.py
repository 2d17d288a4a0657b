"""Read one report: the one function that `extract` offers to the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from extract.disclosure import Disclosure
from extract.errors import UnreadableError
from extract.geometry import Box
from extract.identity import identify
from extract.ledger import keep_ledger
from extract.narrative import read_sentences
from extract.pages import Pages, read_pages
from extract.parts import parts_of
from extract.script import simplified
from extract.soundness import unreadable
from extract.statements import read_claims
from extract.table import Table
from extract.tables import read_tables
from extract.turned import Turned, place_upright, sentences_back
from extract.unread import unread_figures, unread_pages
from extract.wholeness import cut_off


def read(path: str | Path) -> Disclosure:
    """The report at `path`, with its tables, sentences and claims.

    Raises UnreadableError where nothing can be read: no such file, not a PDF, encrypted, broken,
    empty, or no page with text that can be read. Pages that hold only a picture are named in
    `unread`.
    """
    pages = read_pages(path)
    unread = list(unread_pages(pages))
    pages = replace(pages, pages=simplified(pages.pages))
    if all(p.problem for p in pages.pages):
        raise unreadable(pages.path.name, [p.problem for p in pages.pages])
    if not any(p.glyphs for p in pages.pages):
        raise UnreadableError(
            "no_text", f"{pages.path.name}：没有可读的文字，可能是扫描件；请先做文字识别（OCR）再查"
        )
    found = read_tables(pages)
    unread += [(number, "本页线条过多或有损坏，表格未能读取") for number in found.failed]
    tables = cut_off(found.tables, pages.pages, {number for number, _ in unread})
    sentences = read_sentences(found.level.pages, _boxes(tables, found.turned))
    unread += unread_figures(tables, sentences)
    name, gaps = pages.path.stem, {p.number for p in pages.pages if p.problem or p.is_scan}
    parts = parts_of(sentences, tables, name, len(pages.pages), gaps)
    who = parts[0] if parts else identify(sentences, tables, name, unread=bool(gaps))
    sentences = sentences_back(sentences, found.turned)
    reading = read_claims(sentences, year=who.year, kind=who.kind, unit=who.unit)
    disclosure = Disclosure(
        path=pages.path,
        sha256=pages.sha256,
        unit=who.unit,
        year=who.year,
        kind=who.kind,
        page_count=len(pages.pages),
        tables=tables,
        sentences=sentences,
        claims=reading.claims,
        statements=reading.statements,
        comparisons=reading.comparisons,
        unread=tuple(sorted(dict.fromkeys(unread))),
        recognised=tuple(p.number for p in pages.pages if p.recognised),
        parts=parts,
    )
    return replace(disclosure, ledger=keep_ledger(pages, disclosure))


def _boxes(tables: Sequence[Table], turned: Turned) -> Mapping[int, Sequence[Box]]:
    """Where tables stand on each page, turned upright."""
    found: dict[int, list[Box]] = {}
    for table in tables:
        for page, box in table.boxes:
            found.setdefault(page, []).append(place_upright(page, box, turned))
    return found


__all__ = ["Pages", "read"]

"""What a place is called: a page of a PDF, a paragraph, a row of a table, a cell of a sheet."""

from __future__ import annotations

from extract.disclosure import Disclosure, Sentence
from extract.geometry import Place
from extract.leaves import Form, Kind, Leaf, Spot
from reconcile.audit import Finding
from reconcile.phrases import Phrase, Words, phrase

_NAMES = {Kind.PARAGRAPH: "at.paragraph", Kind.NOTE: "at.note", Kind.ROW: "at.row"}


def where(disclosure: Disclosure | None, place: Place) -> Words:
    """A place in few words, for where its table and row are named anyway: 第3页, 第12段, 表3第8行,
    「Z04」C12; of a report in several files with the name of the file. By its page where the report
    itself is not at hand."""
    leaf = disclosure.leaves.get(place.page) if disclosure is not None else None
    if leaf is None:
        return phrase("at.page", page=str(place.page))
    spot = leaf.at(place.box)
    words = _page(leaf, place.page) if spot is None else _short(leaf, spot)
    return _of_file(leaf, words)


def in_full(disclosure: Disclosure, place: Place) -> Words:
    """A place by itself: of a row in a table with the table's title and the row's label."""
    leaf = disclosure.leaves.get(place.page)
    spot = leaf.at(place.box) if leaf is not None else None
    if leaf is None or spot is None or spot.kind is not Kind.ROW:
        return where(disclosure, place)
    title = phrase("place.titled", title=spot.title) if spot.title else ""
    label = phrase("at.label", label=spot.label) if spot.label else ""
    words = phrase(
        "at.row_in_full", number=str(spot.number), row=str(spot.row), title=title, label=label
    )
    return _of_file(leaf, words)


def on_page(disclosure: Disclosure, page: int) -> Words:
    """A page as a whole: 第3页, 「Z04」, the file where it is one leaf."""
    leaf = disclosure.leaves.get(page)
    if leaf is None:
        return phrase("at.page", page=str(page))
    return _of_file(leaf, _page(leaf, page))


def naming(disclosure: Disclosure, names: tuple[str, str], page: int, **fields: Words) -> Phrase:
    """The first phrase of two, which says a `page`; where that is none, the second, which says what
    stands for it."""
    if page in disclosure.leaves:
        return phrase(names[1], at=on_page(disclosure, page), **fields)
    return phrase(names[0], page=str(page), **fields)


def place_of(disclosure: Disclosure, finding: Finding) -> Place | None:
    """Where a finding stands: its figure, its cell, or the words it quotes; None where only its
    page is known."""
    claims = [c for c in disclosure.claims if c.id in finding.claims]
    here = [p for c in claims if (p := disclosure.claim_place(c)).page == finding.page]
    if here:
        return here[0]
    cells = [e.cell for e in finding.cells if e.cell.page == finding.page]
    if cells:
        return Place(cells[0].page, cells[0].box)
    said = (s for s in disclosure.sentences if finding.clause and finding.clause in s.shown)
    return next((p for s in said if (p := _quoted(s, finding.clause)).page == finding.page), None)


def of_finding(disclosure: Disclosure, finding: Finding, *, full: bool = False) -> Words:
    """What the place of a finding is called."""
    if not disclosure.leaves:
        return phrase("at.page", page=str(finding.page))
    place = place_of(disclosure, finding)
    if place is None:
        return on_page(disclosure, finding.page)
    return in_full(disclosure, place) if full else where(disclosure, place)


def _quoted(sentence: Sentence, clause: str) -> Place:
    return sentence.places[min(sentence.shown.index(clause), len(sentence.places) - 1)]


def _short(leaf: Leaf, spot: Spot) -> Phrase:
    if spot.kind is Kind.CELL:
        return phrase("at.cell" if leaf.sheet else "at.bare_cell", sheet=leaf.sheet, ref=spot.ref)
    return phrase(_NAMES[spot.kind], number=str(spot.number), row=str(spot.row))


def _page(leaf: Leaf, page: int) -> Words:
    if leaf.form is Form.PDF:
        return phrase("at.page", page=str(leaf.page or page))
    return phrase("at.sheet", sheet=leaf.sheet) if leaf.sheet else phrase("at.whole")


def _of_file(leaf: Leaf, words: Words) -> Words:
    return phrase("at.of_file", file=leaf.file, place=words) if leaf.several else words

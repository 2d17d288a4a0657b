"""What changed from the beginning of a year to its end, told of the two: 年末结转A万元，比年初结转B
万元增加C万元, and by how much (增长P%). Where the beginning is not told (年末结转A万元，较年初增加
C万元), a table that prints both tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from extract.disclosure import Claim, Role
from extract.table import Cell, Row
from reconcile.audit import Check
from reconcile.book import Book
from reconcile.cells.by_label import core, rows_by_name
from reconcile.equation import best_of, check, of_cell
from reconcile.formula import COPY, DIFFERENCE, SHORTFALL
from reconcile.phrases import phrase
from reconcile.plain import plain

#: The words between the end of a year and its beginning, and between that and the change.
_AGAINST = re.compile("[，,]?(?:与|比|较|相比)?(?:与|比|较)(?:本年|当年)?年初.{0,12}")
_VERB = re.compile("(?:相比)?[，,]?(?:净)?(?:增加|减少|增长|下降|上升)了?")
_END = re.compile("年末|年底|期末")
#: The words between the end of a year and a change since its beginning.
_SINCE = re.compile(
    "[，,]?(?:与|比|较)(?:本年|当年)?年初(?:相比)?[，,]?(?:净)?(?:增加|减少|增长|下降|上升)了?"
)


def year_end_checks(book: Book) -> Iterator[Check]:
    """The change between each two such figures. Nothing stands between them, so that it is theirs
    whatever statement it was read as."""
    claims = book.disclosure.claims
    for (end, begin), (_, change) in pairwise(pairwise(claims)):
        if change.role is Role.CHANGE_AMOUNT and _is_told(book, end, begin, change):
            way = DIFFERENCE if change.sign > 0 else SHORTFALL
            terms = [book.term(end), book.term(begin)]
            yield from best_of([check("N02", book.term(change), terms, way)])


def since_checks(book: Book) -> Iterator[Check]:
    """Each change since the beginning of the year, against the tables that print both ends of it.
    Whose money is meant nobody says: it confirms, or is doubted where the table has the figure that
    makes the other hold."""
    changes = [c for c in book.disclosure.claims if c.role is Role.CHANGE_AMOUNT]
    for change in changes:
        end = book.just_before(change)
        words = plain(book.text(change)[end.end : change.start]) if end is not None else ""
        if end is not None and end.role is Role.LEVEL and _SINCE.fullmatch(words):
            tried = [_of_table(book, end, change, *cells) for cells in _ends(book, end)]
            found = [c for c in tried if c is not None]
            holding = [c for c in found if c.verdict.holds]
            yield from holding[:1] or found[:1]


def _ends(book: Book, end: Claim) -> Iterator[tuple[Cell, Cell]]:
    """The figures of the end of the year and of its beginning in each table that has a row for
    both, called as a figure of the narrative is."""
    subject = plain(book.statement(end).subject)
    if not _END.search(subject) or end.quantity.kind != "amount":
        return
    names = core(subject), core(_END.sub("年初", subject))
    rows = book.once(_rows)
    begun = {row.cells[0].table: row for row in rows.get(names[1], ()) if row.cells}
    for row in rows.get(names[0], ()):
        other = begun.get(row.cells[0].table) if row.cells else None
        first = next((c for c in row.cells if c.quantity is not None), None)
        last = next((c for c in other.cells if c.quantity is not None), None) if other else None
        if first is not None and last is not None:
            yield first, last


def _rows(book: Book) -> Mapping[str, Sequence[Row]]:
    return rows_by_name(book.aligner.library)


def _of_table(book: Book, end: Claim, change: Claim, closing: Cell, opening: Cell) -> Check | None:
    """A change against what is told of the end and a table of the beginning; None where neither the
    end nor the change is the table's."""
    way = DIFFERENCE if change.sign > 0 else SHORTFALL
    unit = end.quantity.unit
    stated, begin, finish = book.term(change), of_cell(opening, unit), of_cell(closing, unit)
    found = check("N02", stated, [book.term(end), begin], way)
    if found is None or found.verdict.holds:
        return found.as_inherited() if found is not None else None
    printed = check("N02", stated, [finish, begin], way)
    if printed is not None and printed.verdict.holds:
        return found.as_guessed("scope", phrase("slip.borne_out"))
    copied = check("N01", book.term(end), [finish], COPY)
    told = copied is not None and copied.verdict.holds and bool(found.detail)
    return found.as_guessed("scope") if told else None


def _is_told(book: Book, end: Claim, begin: Claim, change: Claim) -> bool:
    """Whether three figures of a sentence are the end of a year, its beginning and the change."""
    if not end.sentence == begin.sentence == change.sentence or end.statement == begin.statement:
        return False  # of one statement it is a change like others
    if len({c.quantity.unit for c in (end, begin, change)}) > 1:
        return False
    text = book.text(end)
    between = plain(text[end.end : begin.start]), plain(text[begin.end : change.start])
    named = _END.search(book.statement(end).subject) or _END.search(book.before(end))
    return bool(named and _AGAINST.fullmatch(between[0]) and _VERB.fullmatch(between[1]))

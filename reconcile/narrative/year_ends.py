"""What changed from the beginning of a year to its end, told of the two: 年末结转A万元，比年初结转B
万元增加C万元, and by how much (增长P%)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from extract.disclosure import Claim, Role
from reconcile.audit import Check
from reconcile.book import Book
from reconcile.equation import best_of, check
from reconcile.formula import DIFFERENCE, SHORTFALL
from reconcile.plain import plain

#: The words between the end of a year and its beginning, and between that and the change.
_AGAINST = re.compile("[，,]?(?:与|比|较|相比)?(?:与|比|较)(?:本年|当年)?年初.{0,12}")
_VERB = re.compile("(?:相比)?[，,]?(?:净)?(?:增加|减少|增长|下降|上升)了?")
_END = re.compile("年末|年底|期末")


def year_end_checks(book: Book) -> Iterator[Check]:
    """The change between each two such figures. Nothing stands between them, so that it is theirs
    whatever statement it was read as."""
    claims = book.disclosure.claims
    for (end, begin), (_, change) in pairwise(pairwise(claims)):
        if change.role is Role.CHANGE_AMOUNT and _is_told(book, end, begin, change):
            way = DIFFERENCE if change.sign > 0 else SHORTFALL
            terms = [book.term(end), book.term(begin)]
            yield from best_of([check("N02", book.term(change), terms, way)])


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

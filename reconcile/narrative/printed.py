"""The whole that is printed right before a rate of it: 占预算84800万元的101.0%."""

from __future__ import annotations

import re

from extract.disclosure import Claim
from reconcile.book import Book
from reconcile.plain import plain

#: What stands between a whole and its share.
_OF = re.compile("的(?:比重|比例|百分比)?[为是达约]?")


def printed_whole(book: Book, rate: Claim, name: str) -> Claim | None:
    """The amount or count that stands right before a rate, with 的 between and this name before
    it; None where there is none."""
    before = [c for c in book.in_paragraph(rate) if c.sentence == rate.sentence]
    at = before.index(rate)
    last = before[at - 1] if at else None
    if last is None or last.quantity.kind == "percent":
        return None
    between = book.text(rate)[last.end : rate.start]
    named = plain(book.before(last)).endswith(plain(name))
    return last if named and _OF.fullmatch(plain(between)) else None

"""The whole that is printed right before a rate of it: 占预算84800万元的101.0%."""

from __future__ import annotations

import re

from extract.disclosure import Claim
from reconcile.book import Book
from reconcile.plain import plain

#: What stands between a whole and its share.
_OF = re.compile("的(?:比重|比例|百分比)?[为是达约]?")


def printed_whole(book: Book, rate: Claim, *names: str) -> Claim | None:
    """The amount or count that stands right before a rate, with 的 between and one of these names
    before it; None where there is none."""
    last = book.just_before(rate)
    if last is None or last.quantity.kind == "percent":
        return None
    between = book.text(rate)[last.end : rate.start]
    if not _OF.fullmatch(plain(between)):
        return None
    return last if plain(book.before(last)).endswith(tuple(map(plain, names))) else None

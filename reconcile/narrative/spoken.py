"""The figures of a sentence as they are spoken: with the words before and between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.disclosure import Claim
from reconcile.book import Book
from reconcile.plain import plain


def in_order(book: Book, claims: Sequence[Claim]) -> Iterator[tuple[Claim, str]]:
    """The claims of one sentence, in order, each with the plain words behind the one before it."""
    at, text = 0, book.text(claims[0])
    for claim in claims:
        yield claim, plain(text[at : claim.start])
        at = claim.end


def alike(one: Claim, other: Claim) -> bool:
    """Whether two figures may be added up: amounts of money, or counts in one unit."""
    ours, theirs = one.quantity, other.quantity
    return ours.kind == theirs.kind and (ours.kind == "amount" or ours.unit == theirs.unit)


def words_before(book: Book, claim: Claim) -> str:
    """The plain words of its clause before a figure."""
    return plain(book.right_before(claim, "，,；;。"))


def words_between(book: Book, one: Claim, other: Claim) -> str:
    """The plain words between two figures of one sentence."""
    return plain(book.text(one)[one.end : other.start])

"""Rates on a base of zero, which have no value."""

from __future__ import annotations

from collections.abc import Iterator

from extract.disclosure import Role
from reconcile.book import Book
from reconcile.phrases import phrase
from reconcile.words.found import Wording, clause_of, page_of


def zero_findings(book: Book) -> Iterator[Wording]:
    """增长100% from zero: a rate on a base of zero has no value."""
    for claim in book.disclosure.claims:
        if claim.role is Role.CHANGE_RATE:
            bases = book.of_roles(claim.statement, Role.PREVIOUS)
        elif claim.role is Role.COMPLETION:
            bases = book.of_roles(claim.statement, Role.BUDGET)
        else:
            continue
        if bases and claim.quantity.value and all(b.quantity.value == 0 for b in bases):
            yield Wording(
                "W05", page_of(book.disclosure, claim), phrase("wording.from_zero"),
                f"{claim.quantity.value:f}", "", clause_of(book.disclosure, claim),
                (claim.id, *(b.id for b in bases)),
            )  # fmt: skip

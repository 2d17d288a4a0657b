"""The arithmetic within a statement: what its figures owe each other."""

from __future__ import annotations

from collections.abc import Iterator

from reconcile.audit import Check
from reconcile.book import Book
from reconcile.narrative.averages import average_checks
from reconcile.narrative.changes import change_checks
from reconcile.narrative.completion import completion_checks
from reconcile.narrative.named_rates import named_rate_checks
from reconcile.narrative.orders import order_checks
from reconcile.narrative.products import price_checks, product_checks
from reconcile.narrative.runs import Runs


def statement_checks(book: Book) -> Iterator[Check]:
    """Every equation within the statements of a report."""
    multiplied = list(product_checks(book))
    priced = {c for check in multiplied for c in check.claims} | book.once(Runs.of).of_several
    for statement in book.disclosure.statements:
        yield from change_checks(book, statement.id)
        yield from completion_checks(book, statement.id)
        yield from average_checks(book, statement.id, priced)
        yield from named_rate_checks(book, statement.id)
    yield from multiplied
    yield from price_checks(book)
    yield from order_checks(book)

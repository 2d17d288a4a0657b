"""The arithmetic within a statement: what its figures owe each other."""

from __future__ import annotations

from collections.abc import Iterator

from extract.claims.ties import Tie
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
    """Every equation within the statements of a report; of a product that is only guessed the
    average that it may be is asked first."""
    products = list(product_checks(book))
    multiplied = [c for c in products if c.tie is not Tie.GUESSED]
    priced = {c for check in multiplied for c in check.claims} | book.once(Runs.of).of_several
    averaged: set[str] = set()
    for statement in book.disclosure.statements:
        yield from change_checks(book, statement.id)
        yield from completion_checks(book, statement.id)
        averages = list(average_checks(book, statement.id, priced))
        averaged.update(c for check in averages if _tells(check) for c in check.claims)
        yield from averages
        yield from named_rate_checks(book, statement.id)
    yield from multiplied
    guessed = (c for c in products if c.tie is Tie.GUESSED)
    yield from (c for c in guessed if averaged.isdisjoint(c.claims))
    yield from price_checks(book)
    yield from order_checks(book)


def _tells(check: Check) -> bool:
    """Whether a check confirms, or says why it fails, or does not rest on a guess."""
    return check.verdict.holds or bool(check.detail) or check.tie is not Tie.GUESSED

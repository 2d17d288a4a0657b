"""Orders that are stated without a figure of their own: 决算数大于预算数, 与上年持平."""

from __future__ import annotations

from collections.abc import Iterator

from extract.claims.ties import weakest
from extract.disclosure import Claim, Comparison, Role
from extract.figures.quantity import Quantity
from reconcile.audit import Check, Verdict
from reconcile.book import Book
from reconcile.phrases import phrase
from reconcile.tables.library import pattern

#: So many characters after 大于 hold what the figure is more than.
_NAMED = 10


def order_checks(book: Book) -> Iterator[Check]:
    """Each stated order against the two figures that it orders."""
    for comparison in book.disclosure.comparisons:
        yield from _order(book, comparison)


def _order(book: Book, comparison: Comparison) -> Iterator[Check]:
    if comparison.loose:
        return
    left = book.of_roles(comparison.statement, comparison.left)
    left = left or book.of_roles(comparison.statement, Role.COUNT, Role.AVERAGE)
    right = list(book.of_roles(comparison.statement, comparison.right))
    if not left or not right:
        return
    right = _of_stage(book, comparison, right)
    if not right:
        return
    now, base = book.term(left[-1]), book.term(right[-1])
    if now.quantity.kind != base.quantity.kind:
        return
    actual = _relation(now.quantity, base.quantity)
    holds = actual == comparison.relation
    text = book.disclosure.sentences[comparison.sentence].text
    words = text[comparison.start : comparison.end]
    if pattern("wording", "both_orders").search(
        text, max(0, comparison.start - 2), comparison.end + 2
    ):
        return  # 大于小于: what is wrong there is the words
    yield Check(
        "N10",
        Verdict.CONSISTENT if holds else Verdict.MISMATCH,
        now.quantity.value,
        base.quantity.value,
        now.quantity.unit,
        f"{now.quantity.value:f}{actual}{base.quantity.value:f}",
        (now.operand, base.operand),
        "" if holds else phrase("detail.words", words=words),
        tie=weakest(
            [comparison.tie, *(c.ties.of("subject", "measure") for c in (left[-1], right[-1]))]
        ),
    )


def _relation(one: Quantity, other: Quantity) -> str:
    """What one figure is to another; alike also where one of them is printed coarser and the other
    rounds to it."""
    coarser = one.ulp != other.ulp and one.interval.meets(other.interval)
    difference = one.exact - other.exact
    return "=" if difference == 0 or coarser else "<" if difference < 0 else ">"


def _of_stage(book: Book, comparison: Comparison, claims: list[Claim]) -> list[Claim]:
    """Of several figures (年初预算, 调整预算) the one that the order's words name; none where they
    do not say which."""
    if len({c.quantity.exact for c in claims}) < 2:
        return claims
    text = book.disclosure.sentences[comparison.sentence].text
    words = text[comparison.start : comparison.end + _NAMED]
    return [c for c in claims if c.stage and c.stage in words]

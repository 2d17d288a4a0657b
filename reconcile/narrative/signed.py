"""Sums told with their signs in words: A，剔除B后为C; S由A加上B，减去C形成."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.disclosure import Claim
from reconcile.audit import Check
from reconcile.book import Book, by_sentence
from reconcile.equation import check_sum
from reconcile.narrative.balances import is_slip
from reconcile.narrative.spoken import words_before, words_behind, words_between
from reconcile.tables.vocabulary import pattern


def signed_checks(book: Book) -> Iterator[Check]:
    """What is left without something, and what something is made of."""
    yield from _without(book)
    yield from _made_of(book)


def _without(book: Book) -> Iterator[Check]:
    """收入A万元，剔除一次性收入B万元后为C万元: C = A − B, where A is the only figure before."""
    for group in by_sentence(book.disclosure.claims):
        told = [c for c in group if c.quantity.kind == "amount"]
        for at in range(1, len(told) - 1):
            taken, left = told[at : at + 2]
            before = words_before(book, taken)
            between = words_between(book, taken, left)
            if pattern("told", "taken").search(before) and pattern("told", "left").fullmatch(
                between
            ):
                terms = [book.term(told[at - 1]), book.term(taken)]
                found = check_sum("N12", book.term(left), terms, (1, -1))
                if found.verdict.holds or (at == 1 and is_slip(found)):
                    yield found.as_said()


def _made_of(book: Book) -> Iterator[Check]:
    """年末结转S万元，由年初结转A万元加上本年收入B万元，减去本年支出C万元形成."""
    for group in by_sentence(book.disclosure.claims):
        told = [c for c in group if c.quantity.kind == "amount"]
        words = [words_between(book, a, b) for a, b in pairwise(told)]
        for at, opening in enumerate(words):
            if pattern("told", "made_of").search(opening):
                yield from _signed(book, told[at:], words[at + 1 :])


def _signed(book: Book, told: Sequence[Claim], words: Sequence[str]) -> Iterator[Check]:
    """A result, the first of its terms, and the others by the words before each."""
    signs = [1]
    for said in words:
        way = [s for name, s in (("plus", 1), ("minus", -1)) if pattern("told", name).match(said)]
        if not way:
            break
        signs += way[-1:]
    last = told[len(signs)]
    made = pattern("told", "made").match(words_behind(book, last))
    if len(signs) > 1 and -1 in signs and made:
        terms = [book.term(c) for c in told[1 : len(signs) + 1]]
        found = check_sum("N12", book.term(told[0]), terms, signs)
        yield found.as_said()

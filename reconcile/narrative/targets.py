"""What was reached of a target that stands beside it: 检查132家次，为计划120家次的110.00%; 签约率
80.00%，是年度目标值75%的106.67%."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from extract.disclosure import Claim
from reconcile.audit import Check
from reconcile.book import Book, each_once
from reconcile.equation import check
from reconcile.formula import RATIO
from reconcile.narrative.spoken import alike, words_before, words_between
from reconcile.tables.vocabulary import pattern


def target_checks(book: Book) -> Iterator[Check]:
    """The rate right behind each target, of what stands before it; where several figures do, and it
    is of none of them, it may be of what they come to."""
    for _, group in groupby(each_once(book.disclosure.claims), key=lambda c: c.sentence):
        told = list(group)
        for at in range(1, len(told) - 1):
            target, rate = told[at : at + 2]
            reached = [c for c in told[:at] if alike(c, target)]
            if reached and rate.quantity.unit == "%" and _is_of(book, rate, target):
                found = [_rate(book, rate, c, target) for c in reversed(reached)]
                holding = [c for c in found if c is not None and c.verdict.holds]
                sole = [c for c in found if c is not None and len(reached) == 1]
                yield from (holding or sole)[:1]


def _is_of(book: Book, rate: Claim, target: Claim) -> bool:
    """Whether a rate is of the figure before it, which is a target."""
    named = pattern("targets", "target").search(words_before(book, target))
    between = words_between(book, target, rate)
    return named is not None and pattern("targets", "of_it").fullmatch(between) is not None


def _rate(book: Book, rate: Claim, reached: Claim, target: Claim) -> Check | None:
    found = check("N05", book.term(rate), [book.term(reached), book.term(target)], RATIO)
    return None if found is None else found.as_said()

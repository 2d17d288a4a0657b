"""What was reached of a target that stands beside it: 检查132家次，为计划120家次的110.00%; 签约率
80.00%，是年度目标值75%的106.67%."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from extract.claims.ties import Tie
from reconcile.audit import Check
from reconcile.book import Book, each_once
from reconcile.equation import check
from reconcile.formula import RATIO
from reconcile.narrative.spoken import alike, words_before, words_between
from reconcile.tables.library import pattern


def target_checks(book: Book) -> Iterator[Check]:
    """The rate right behind each target, of what stands right before it."""
    for _, group in groupby(each_once(book.disclosure.claims), key=lambda c: c.sentence):
        told = list(group)
        for reached, target, rate in zip(told, told[1:], told[2:], strict=False):
            if rate.quantity.unit != "%" or not alike(reached, target):
                continue
            named = pattern("targets", "target").search(words_before(book, target))
            if named and pattern("targets", "of_it").fullmatch(words_between(book, target, rate)):
                terms = [book.term(reached), book.term(target)]
                found = check("N05", book.term(rate), terms, RATIO)
                if found is not None:
                    yield replace(found, tie=Tie.SAID, guessed=())

"""One amount in two units, told in one breath: 1.26亿元（即12,600万元）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from extract.claims.ties import Tie
from extract.disclosure import Claim
from reconcile.audit import Check, Verdict
from reconcile.book import Book
from reconcile.equation import check
from reconcile.formula import COPY


def restatement_checks(book: Book) -> Iterator[Check]:
    """Each amount against itself in the unit that it is told in first."""
    for first, again in pairwise(book.disclosure.claims):
        if again.restated:
            yield _same(book, first, again)


def _same(book: Book, first: Claim, again: Claim) -> Check:
    """The coarser of the two is what the finer one rounds to. Where it is not, the second is held
    against the first, unless only the other way round a slip of the pen can be named. Brackets
    without a word may hold something else: without such a slip it is guessed that they do not."""
    coarse, fine = (first, again) if first.quantity.ulp > again.quantity.ulp else (again, first)
    found = _copied(book, coarse, fine)
    if found.verdict is not Verdict.MISMATCH:
        return found
    both = (_copied(book, again, first), _copied(book, first, again))
    told = next((c for c in both if c.detail), both[0])
    said = re.search("[一-龥]", book.text(again)[first.end : again.start])
    return told if said or told.detail else replace(told, tie=Tie.GUESSED, guessed=("subject",))


def _copied(book: Book, stated: Claim, source: Claim) -> Check:
    found = check("N13", book.term(stated), [book.term(source)], COPY, ties=())
    assert found is not None  # nothing is divided by
    return found

"""One amount in two units, told in one breath: 1.26亿元（即12,600万元）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.disclosure import Claim, Role
from extract.figures.quantity import MONEY
from reconcile.audit import Check, Verdict
from reconcile.book import Book
from reconcile.equation import check
from reconcile.formula import COPY
from reconcile.narrative.spoken import words_before
from reconcile.tables.vocabulary import pattern

#: A whole, and its parts, which may be of years before.
_LISTED = (Role.LEVEL, Role.BUDGET, Role.PREVIOUS)


def restatement_checks(book: Book) -> Iterator[Check]:
    """Each amount against itself in the unit that it is told in first; a price of each
    (面积A平方米，每平方米B元，折合C万元) is what something is multiplied by."""
    each = pattern("wording", "price_of_each")
    for first, again in pairwise(book.disclosure.claims):
        if again.restated and not each.search(words_before(book, first)):
            yield _told_first(book, [first, *_wholes(book, first, again)], again)


def _told_first(book: Book, candidates: Sequence[Claim], again: Claim) -> Check:
    """An amount against the one it tells again: of the last one and the whole of a list that ends
    with it the one that it is, or is by a slip; else the whole."""
    found = [_same(book, first, again) for first in candidates]
    holding = [c for c in found if c.verdict is not Verdict.MISMATCH]
    return next(iter([*holding, *(c for c in found if c.detail)]), found[-1])


def _wholes(book: Book, last: Claim, again: Claim) -> list[Claim]:
    """What a list in the sentence is of, where the amount before is its last part, no bracket
    holding the other unit: 三年累计投入A万元，分别为B、C和D万元，折合E亿元."""
    if book.text(again)[last.end : again.start].startswith(("（", "(")):
        return []
    before = [
        c
        for c in book.in_paragraph(last)
        if c.sentence == last.sentence
        and c.start < last.start
        and c.role in _LISTED
        and c.quantity.unit in MONEY
    ]
    listed = len(before) > 1 and before[0].quantity.exact > last.quantity.exact
    return before[:1] if listed else []


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
    return told if said or told.detail else told.as_guessed("subject")


def _copied(book: Book, stated: Claim, source: Claim) -> Check:
    found = check("N13", book.term(stated), [book.term(source)], COPY, ties=())
    assert found is not None  # nothing is divided by
    return found

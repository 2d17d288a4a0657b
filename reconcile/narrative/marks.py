"""The marks of an evaluation told in words: what each part scored and all together, what was taken
off, and what is left of the most there can be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from extract.disclosure import Claim
from reconcile.audit import Check
from reconcile.book import Book, each_once
from reconcile.equation import check_sum
from reconcile.narrative.spoken import in_order
from reconcile.narrative.uses import weighed
from reconcile.tables.vocabulary import pattern

#: The unit of a mark.
_UNIT = "分"
#: Kinds of marks from the one that words are asked for first to the last.
_KINDS = ("mean", "off", "most", "total", "scored")
#: What all parts of an evaluation can score together.
_FULL = Fraction(100)
#: So few marks are no list.
_FEW = 2


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark, and which kind of them it is; "" where the words do not say."""

    claim: Claim
    kind: str


def mark_checks(book: Book) -> Iterator[Check]:
    """The sums of what was scored, and of what was taken off, in each paragraph."""
    for _, group in groupby(each_once(book.disclosure.claims), key=book.paragraph):
        marks = list(_marks(book, list(group)))
        if len(marks) > _FEW:
            yield from _scored(book, marks)
            yield from _taken_off(book, marks)


def _marks(book: Book, claims: Sequence[Claim]) -> Iterator[_Mark]:
    """The marks of a paragraph; a norm (90分以上) is none."""
    for _, group in groupby(claims, key=lambda c: c.sentence):
        told = list(group)
        for claim, words in in_order(book, told):
            quantity = claim.quantity
            behind = book.text(claim)[claim.end : claim.end + 4]
            if quantity.unit == _UNIT and not pattern("marks", "norm").match(behind):
                yield _Mark(claim, _kind(re.split("[，,；;。、]", words)[-1], behind))


def _kind(words: str, behind: str) -> str:
    """What a mark is, by the words of its clause before it and by what is right behind it."""
    if pattern("marks", "in_brackets").fullmatch(words + behind[:1]):
        return "most"
    return next((k for k in _KINDS if pattern("marks", k).search(words)), "")


def _scored(book: Book, marks: Sequence[_Mark]) -> Iterator[Check]:
    """The parts' scores against their total, told before them or behind. They are all of them where
    the most that each can score comes to 100."""
    totals = [m for m in marks if m.kind == "total"]
    parts = [m.claim for m in marks if m.kind == "scored"]
    most = [m.claim.quantity.exact for m in marks if m.kind == "most"]
    if len(totals) != 1 or len(parts) < _FEW or any(m.kind in ("", "mean") for m in marks):
        return
    terms = [book.term(c) for c in parts]
    found = check_sum("N06", book.term(totals[0].claim), terms)
    found = found.as_said()
    whole = len(most) == len(parts) and sum(most, Fraction(0)) == _FULL
    yield from (found,) if whole else weighed(found)


def _taken_off(book: Book, marks: Sequence[_Mark]) -> Iterator[Check]:
    """满分100分，共扣A分，得B分: what was taken off and what is left are all there can be. The
    parts of what was taken off come to it: all of them, where they stand behind 共扣A分：."""
    off = [m.claim for m in marks if m.kind == "off"]
    most = [m.claim for m in marks if m.kind == "most" and m.claim.quantity.exact == _FULL]
    totals = [m.claim for m in marks if m.kind == "total"]
    summed = [c for c in off if c.total]
    if len(summed) != 1:
        return
    parts = [c for c in off if c is not summed[0]]
    if len(parts) > 1:
        found = check_sum("N06", book.term(summed[0]), [book.term(c) for c in parts])
        found = found.as_said()
        listed = book.text(summed[0]).startswith(("：", ":"), summed[0].end)
        yield from (found,) if listed else weighed(found)
    if len(most) == 1 and len(totals) == 1:
        terms = [book.term(most[0]), book.term(summed[0])]
        found = check_sum("N12", book.term(totals[0]), terms, (1, -1))
        yield found.as_said()

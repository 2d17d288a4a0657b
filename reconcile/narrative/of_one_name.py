"""What changed between two figures that were told before under one name: 预算：甲A万元、乙B万元；决
算：甲C万元、乙D万元。甲减少E万元，乙增加F万元; 上年甲、乙分别为A、B万元。今年甲C万元，增长P%.

That two figures of one name are those is likely; where other changes of the sentence are just so,
or the words call one of them last year's, it is certain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reconcile.audit import Check, Verdict
from reconcile.book import Book
from reconcile.equation import check
from reconcile.formula import DISTANCE, FALL, RISE
from reconcile.narrative.between_two import way_of
from reconcile.narrative.rates_of_two import is_far_slip
from reconcile.narrative.said import Said, is_figure, slipped
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern

#: A name of one character is in many others.
_NAME = 2
#: A change is between two figures.
_TWO = 2


def of_one_name(book: Book, told: Sequence[Said], above: Sequence[Said]) -> Iterator[Check]:
    """The changes of one sentence; `above` are the figures of its paragraph before it."""
    amounts = [
        (one, found)
        for at, one in enumerate(told)
        if way_of(one) and one.claim.quantity.kind != "percent"
        if (found := _amount(book, one, [*above, *told[:at]])) is not None
    ]
    some = any(c.verdict.holds for _, c in amounts)
    for change, found in amounts:
        if not change.tells:
            continue
        if found.verdict.holds or some:
            yield from [one.as_inherited()] if (one := slipped(found)) is not None else []
        elif found.verdict is Verdict.MISMATCH and is_far_slip(found):
            yield found.as_guessed("subject")
    for now, rate in pairwise(told):
        if rate.is_rate and rate.tells and way_of(rate):
            yield from _rate(book, now, rate, above)


def _amount(book: Book, change: Said, before: Sequence[Said]) -> Check | None:
    """By how much something changed, of which just two figures were told."""
    name = pattern("between", "grown").sub("", change.name)
    if len(name) < _NAME or (before[-1:] and before[-1].name == name):
        return None
    both = [t for t in before if _is_level(t, change) and t.name == name]
    if len(both) != _TWO or both[0].aside != both[1].aside:
        return None
    terms = [book.term(t.claim) for t in both]
    return check("N02", book.term(change.claim), terms, DISTANCE)


def _is_level(one: Said, other: Said) -> bool:
    return one.is_like(other) and not way_of(one) and is_figure(one)


def _rate(book: Book, now: Said, rate: Said, above: Sequence[Said]) -> Iterator[Check]:
    """A rate right behind its figure, of which last year's was told in a sentence before it."""
    name = plain(now.claim.subject)
    if (
        now.is_rate
        or way_of(now)
        or len(name) < _NAME
        or pattern("between", "base").search(rate.words)
    ):
        return
    bases = [
        t
        for t in above
        if _is_level(t, now) and plain(t.claim.subject) == name and _is_last_years(book, t)
    ]
    if len(bases) == 1:
        terms = [book.term(now.claim), book.term(bases[0].claim)]
        formula = RISE if way_of(rate) > 0 else FALL
        found = slipped(check("N03", book.term(rate.claim), terms, formula))
        yield from [found.as_inherited()] if found is not None else []


def _is_last_years(book: Book, one: Said) -> bool:
    """Whether the sentence of a figure begins with last year (上年，甲、乙分别为A、B万元) and tells
    of no other."""
    words = plain(book.text(one.claim)[: one.claim.start])
    return pattern("between", "last_years").match(words) is not None

"""Shares whose clause names what they are of: the part, where its figure stands elsewhere (农林水支
出所占份额P%; 甲与乙两类合占P%; 二季度为高峰，占全年P%), or the whole, where that is by how much
something changed (占减少额的P%; 多出的部分中，甲A万元，占P%).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reconcile.audit import Check
from reconcile.book import Book
from reconcile.equation import check
from reconcile.formula import RATIO, sum_over
from reconcile.narrative.between_two import way_of
from reconcile.narrative.rates_of_two import is_far_slip
from reconcile.narrative.said import Said, is_figure, slipped
from reconcile.tables.vocabulary import pattern

_TABLE = "shares_by_name"
#: A name of one character is in many others.
_NAME = 2
#: So many parts of one share at most.
_PARTS = 3


def shares_by_name(book: Book, told: Sequence[Said], above: Sequence[Said]) -> Iterator[Check]:
    """The shares of one sentence; `above` are the figures of its paragraph before it."""
    for at, rate in enumerate(told):
        if not (rate.is_rate and rate.tells and at + len(above) > 1):
            continue
        if not pattern(_TABLE, "past").search(book.before(rate.claim)):
            before = [*above, *told[:at]]
            found = _of_change(book, rate, before) or _of_named_parts(book, rate, before)
            yield from [found] if found is not None else []


def _of_change(book: Book, rate: Said, before: Sequence[Said]) -> Check | None:
    """占减少额的P%: the figure right before it, of the last change before that which goes the same
    way; so is a bare share of what is told within a change (多出部分里甲A万元，占P%)."""
    part = before[-1]
    said = pattern(_TABLE, "of_change").search(rate.words)
    if said is None and rate.says("any_whole"):
        said = pattern(_TABLE, "within_change").search(part.words)
    if said is None or part.is_rate:
        return None
    way = 1 if said["up"] else -1
    changes = (t for t in reversed(before[:-1]) if way_of(t) == way and t.is_like(part))
    whole = next(changes, None)
    if whole is None or whole.claim.quantity.exact < part.claim.quantity.exact:
        return None
    terms = [book.term(part.claim), book.term(whole.claim)]
    return slipped(check("N04", book.term(rate.claim), terms, RATIO))


def _of_named_parts(book: Book, rate: Said, before: Sequence[Said]) -> Check | None:
    """A share of the figures whose names stand in its words, of a total told before it: it must be
    of the last one of its sentence; of any other it confirms, or is worth a look."""
    said = pattern(_TABLE, "share").search(rate.words)
    if said is None or not pattern(_TABLE, "any_whole").search(said["whole"]):
        return None
    parts = _named_in(rate.words[: said.start()], before)
    if not 0 < len(parts) <= _PARTS or not all(p.is_like(parts[0]) for p in parts):
        return None
    if len(parts) > 1 and not pattern(_TABLE, "together").search(rate.words):
        return None
    terms = [book.term(p.claim) for p in parts]
    formula = RATIO if len(parts) == 1 else sum_over(len(parts))
    tried = [
        (whole, found)
        for whole in _totals(before, parts)
        if (found := check("N04", book.term(rate.claim), [*terms, book.term(whole.claim)], formula))
    ]
    holding = [c for _, c in tried if c.verdict.holds]
    if holding:
        return holding[0].as_inherited()
    if not tried:
        return None
    whole, found = tried[0]
    total = pattern(_TABLE, "total").search(whole.name)
    if total and whole.claim.sentence == rate.claim.sentence:
        return slipped(found)
    return found.as_guessed("whole") if total and is_far_slip(found) else None


def _named_in(words: str, before: Sequence[Said]) -> list[Said]:
    """The figures, the last of each name, whose names stand in some words."""
    found: dict[str, Said] = {}
    for one in before:
        name = pattern(_TABLE, "around").sub("", one.name)
        if len(name) >= _NAME and name in words and is_figure(one) and not one.aside:
            found[name] = one
    longest = [n for n in found if not any(n != other and n in other for other in found)]
    return [found[n] for n in longest]


def _totals(before: Sequence[Said], parts: Sequence[Said]) -> list[Said]:
    """The figures that some parts may be of, the likeliest first: the last that is called a total,
    then what their paragraph begins with."""
    more = [
        t
        for t in before
        if t not in parts and t.is_like(parts[0]) and is_figure(t)
        if t.claim.quantity.exact >= sum(p.claim.quantity.exact for p in parts)
    ]
    named = [t for t in reversed(more) if pattern(_TABLE, "total").search(t.name)]
    return [*named[:1], *more[:1]]

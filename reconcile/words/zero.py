"""Rates on a base of zero, which have no value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.characters import after_last
from extract.disclosure import Claim, Direction, Role
from reconcile.book import CURRENT, Book
from reconcile.phrases import phrase
from reconcile.words.found import Wording, page_of, words


def zero_findings(book: Book) -> Iterator[Wording]:
    """增长100% from zero: a rate on a base of zero has no value. The zero is printed, or it
    follows: 0.30万元 that is 0.30万元 more than last year."""
    for claim in book.disclosure.claims:
        bases = _zeros(book, claim) if claim.quantity.value else ()
        if bases:
            yield Wording(
                "W05", page_of(book.disclosure, claim),
                phrase("wording.from_zero", rate=book.text(claim)[claim.start : claim.end]),
                f"{claim.quantity.value:f}", "", _quote(book, claim, bases),
                tuple(dict.fromkeys((claim.id, *(b.id for b in bases)))),
            )  # fmt: skip


def _quote(book: Book, claim: Claim, bases: Sequence[Claim]) -> str:
    """The clauses from the first base in the sentence of a rate to the rate."""
    start = min(b.start for b in (claim, *bases) if b.sentence == claim.sentence)
    text = book.text(claim)
    return text[after_last(text, "。；，：,;", start) : claim.end]


def _zeros(book: Book, claim: Claim) -> Sequence[Claim]:
    """The figures by which the base of a rate is zero; none where it is not, or is not known."""
    if claim.role is Role.CHANGE_RATE:
        bases = book.of_roles(claim.statement, Role.PREVIOUS)
    elif claim.role is Role.COMPLETION:
        bases = book.of_roles(claim.statement, Role.BUDGET)
    else:
        return ()
    if not bases and _none_before(book, claim):
        return (claim,)
    if bases:
        return bases if all(b.quantity.value == 0 for b in bases) else ()
    return _all_new(book, claim)


def _none_before(book: Book, claim: Claim) -> bool:
    """上年无此项支出 in the sentence of a growth by 100%."""
    grew = claim.role is Role.CHANGE_RATE and claim.direction is Direction.UP
    return (
        grew
        and claim.quantity.exact == 1
        and words("zero", "none_before").search(book.text(claim)) is not None
    )


def _all_new(book: Book, claim: Claim) -> Sequence[Claim]:
    """The level and its increase by just as much, before a rate of 100%."""
    if claim.role is not Role.CHANGE_RATE or claim.quantity.exact != 1:
        return ()
    levels = book.of_roles(claim.statement, *CURRENT)
    changes = [
        c
        for c in book.of_roles(claim.statement, Role.CHANGE_AMOUNT)
        if c.base is claim.base and c.direction is claim.direction is Direction.UP
    ]
    if len(levels) != 1 or len(changes) != 1 or not levels[0].quantity.value:
        return ()
    same = levels[0].quantity.unit == changes[0].quantity.unit
    same = same and levels[0].quantity.value == changes[0].quantity.value
    return (levels[0], changes[0]) if same else ()

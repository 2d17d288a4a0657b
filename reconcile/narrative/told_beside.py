"""Rates, shares and growth that are held against nothing by their statements, and whose other
figures are told beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from reconcile.audit import Check, Verdict
from reconcile.book import Book
from reconcile.narrative.between_two import between_two
from reconcile.narrative.by_period import means_by_period
from reconcile.narrative.changes_apart import changes_apart
from reconcile.narrative.growth import growth_of
from reconcile.narrative.in_turn import rates_in_turn
from reconcile.narrative.of_one_name import of_one_name
from reconcile.narrative.rates_of_two import rates_of_two
from reconcile.narrative.said import Said, sentences_of
from reconcile.narrative.shares_by_name import shares_by_name
from reconcile.narrative.shares_in_a_row import shares_in_a_row
from reconcile.narrative.spoken import words_before
from reconcile.narrative.wholes_told import named_before, shares_told
from reconcile.tables.vocabulary import pattern

#: The rules of rates.
_RATES = frozenset({"N02", "N03", "N04", "N05"})


def with_told_beside(book: Book, found: Sequence[Check]) -> list[Check]:
    """The checks, with those of what is told beside a rate. What the words themselves tell goes
    before what a statement gives, and what that gives before any guess."""
    sure = [c for c in found if c.rule in _RATES and c.sure]
    held = {c.operands[0].claim for c in sure}
    holding = {c.operands[0].claim for c in sure if c.verdict.holds}
    beside = _Beside.of(book)
    told = [c for c in beside.told if c.operands[0].claim not in holding]
    known = {c.operands[0].claim for c in told}
    twice = {(c.rule, c.claims) for c in sure} & {(c.rule, c.claims) for c in told}
    targets = _targets(book, [*told, *(c for c in sure if c.verdict.holds)])
    kept = (c for c in found if not _is_off(c, known) or (c.rule, c.claims) in twice)
    kept = (c for c in kept if not (c.rule == "N04" and _is_off(c, beside.follow)))
    return [
        *(c for c in kept if not _is_of_target(c, targets)),
        *(c for c in told if (c.rule, c.claims) not in twice),
        *(c for c in beside.guessed if c.operands[0].claim not in held | known),
    ]


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is `told` of rates by the words beside them, what is only likely (`guessed`), and the
    bare shares that `follow` one which names its whole."""

    told: Sequence[Check]
    guessed: Sequence[Check]
    follow: frozenset[str | None]

    @classmethod
    def of(cls, book: Book) -> _Beside:
        told: list[Check] = []
        guessed: list[Check] = []
        follow: set[str | None] = set()
        for sentence, near, above in _sentences(book):
            told += growth_of(book, sentence, above)
            told += rates_in_turn(book, sentence, above)
            told += means_by_period(book, sentence)
            beside = (
                between_two(book, sentence, near),
                shares_in_a_row(book, sentence, above),
                shares_by_name(book, sentence, above),
                of_one_name(book, sentence, above),
            )
            for one in chain(*beside):
                (told if one.sure and not _is_of_no_whole(one) else guessed).append(one)
            follow |= {t.claim.id for at, t in enumerate(sentence) if named_before(sentence, at)}
            guessed += rates_of_two(book, sentence, near)
            guessed += shares_told(book, sentence, above)
            guessed += changes_apart(book, sentence, above)
        return cls(told, guessed, frozenset(follow))


def _is_of_no_whole(one: Check) -> bool:
    """Whether a share is only of what it and others come to: any whole that is printed goes before
    that."""
    return one.equation is not None and one.equation.name == "of_all"


def _targets(book: Book, checks: Sequence[Check]) -> frozenset[str | None]:
    """The targets that rates of completion are of."""
    wholes = (c.operands[-1].claim for c in checks if c.rule == "N05")
    return frozenset(number for number in wholes if _is_target(book, number))


def _is_off(one: Check, known: Collection[str | None]) -> bool:
    """Whether a failed check is of a rate of which it is known what it is of."""
    failed = one.rule in _RATES and one.verdict is Verdict.MISMATCH
    return failed and one.operands[0].claim in known


def _is_target(book: Book, number: str | None) -> bool:
    """Whether a figure is called a target: a task, a plan."""
    claim = book.claim(number)
    return claim is not None and bool(
        pattern("targets", "target").search(words_before(book, claim))
    )


def _is_of_target(one: Check, targets: Collection[str | None]) -> bool:
    """Whether a failed sum takes a target for a part of what was reached, or for its whole."""
    failed = one.rule == "N06" and one.verdict is Verdict.MISMATCH
    return failed and any(o.claim in targets for o in one.operands)


def _sentences(book: Book) -> Iterator[tuple[list[Said], list[Said], list[Said]]]:
    """The figures of each sentence, with those of the sentence before and all before it in its
    paragraph."""
    above: list[Said] = []
    last: list[Said] = []
    for told in sentences_of(book):
        first = told[0].claim
        if not above or book.paragraph(first) != book.paragraph(above[-1].claim):
            above, last = [], []
        next_to = bool(last) and first.sentence - last[-1].claim.sentence == 1
        yield told, last if next_to else [], above
        above, last = [*above, *told], told

"""Rates, shares and growth that are held against nothing by their statements, and whose other
figures are told beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reconcile.audit import Check, Verdict
from reconcile.book import Book
from reconcile.narrative.growth import growth_of
from reconcile.narrative.in_turn import rates_in_turn
from reconcile.narrative.points import points_of
from reconcile.narrative.rates_of_two import rates_of_two
from reconcile.narrative.said import Said, sentences_of
from reconcile.narrative.spoken import words_before
from reconcile.narrative.wholes_told import shares_told
from reconcile.tables.vocabulary import pattern

#: The rules of rates.
_RATES = frozenset({"N02", "N03", "N04", "N05"})


def with_told_beside(book: Book, found: Sequence[Check]) -> list[Check]:
    """The checks, with those of what is told beside a rate. What the words themselves tell goes
    before what a statement gives, and what that gives before any guess."""
    sure = [c for c in found if c.rule in _RATES and c.sure]
    held = {c.operands[0].claim for c in sure}
    holding = {c.operands[0].claim for c in sure if c.verdict.holds}
    told, guessed = [], []
    for sentence, above in _sentences(book):
        told += [*growth_of(book, sentence, above), *rates_in_turn(book, sentence, above)]
        told += points_of(book, sentence)
        near = [t for t in above if sentence[0].claim.sentence - t.claim.sentence == 1]
        guessed += [*rates_of_two(book, sentence, near), *shares_told(book, sentence, above)]
    told = [c for c in told if c.operands[0].claim not in holding]
    known = {c.operands[0].claim for c in told}
    reached = [c for c in told if c.rule == "N05"]
    reached += [c for c in sure if c.rule == "N05" and c.verdict.holds]
    targets = {c.operands[-1].claim for c in reached if _is_target(book, c.operands[-1].claim)}
    kept = [c for c in found if not _is_off(c, known) and not _is_of_target(c, targets)]
    left = [c for c in guessed if c.operands[0].claim not in held | known]
    return [*kept, *told, *left]


def _is_off(one: Check, known: set[str | None]) -> bool:
    """Whether a failed check is of a rate of which it is known what it is of."""
    failed = one.rule in _RATES and one.verdict is Verdict.MISMATCH
    return failed and one.operands[0].claim in known


def _is_target(book: Book, number: str | None) -> bool:
    """Whether a figure is called a target: a task, a plan."""
    claim = book.claim(number)
    return claim is not None and bool(
        pattern("targets", "target").search(words_before(book, claim))
    )


def _is_of_target(one: Check, targets: set[str | None]) -> bool:
    """Whether a failed sum takes a target for a part of what was reached, or for its whole."""
    failed = one.rule == "N06" and one.verdict is Verdict.MISMATCH
    return failed and any(o.claim in targets for o in one.operands)


def _sentences(book: Book) -> Iterator[tuple[list[Said], list[Said]]]:
    """The figures of each sentence, with those before it in its paragraph."""
    above: list[Said] = []
    paragraph = None
    for told in sentences_of(book):
        number = book.paragraph(told[0].claim)
        above = above if number == paragraph else []
        paragraph = number
        yield told, above
        above = [*above, *told]

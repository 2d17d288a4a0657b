"""A change and its rate as equations: change = current − base; rate = change / base, printed or
implied (docs/verdicts.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import compress
from math import lcm

from extract.disclosure import Claim, Direction, Role
from reconcile.audit import Check, Verdict
from reconcile.book import Book, stands_before
from reconcile.equation import ATTACHED, COMPARED, Term, best_of, check
from reconcile.formula import (
    DIFFERENCE,
    DISTANCE,
    FALL,
    IMPLIED_FALL,
    IMPLIED_RISE,
    OPPOSITE,
    OPPOSITE_FALL,
    OPPOSITE_RISE,
    RATIO,
    RISE,
    SHORTFALL,
)
from reconcile.narrative.change_pairs import Pair
from reconcile.narrative.spoken import behind_a_stop, is_bracketed

#: Rates in these units are said loosely: they confirm only.
_TIMES = frozenset({"倍", "成"})
#: Of more pairs than this only those that may hold are looked at, and the nearest one.
_TRIED = 36


def change_and_rate(
    book: Book, pair: Pair, current: Sequence[Term], bases: Sequence[Term]
) -> Iterator[Check]:
    """N02 of a change's amount and N03 of its rate, each with the current figure and the base that
    fit it best; nothing where there are none. A base behind the next stop may be that of another
    change, and confirms only: 比上年减少A万元；与上年预算数B万元相比增加C万元."""
    near = _near(book, pair, bases)
    found = list(_weighed(book, pair, current, near))
    if len(near) < len(bases) and not any(c.verdict.holds for c in found):
        holding = (c for c in _weighed(book, pair, current, bases) if c.verdict.holds)
        found = list(holding) or found
    yield from found


def _near(book: Book, pair: Pair, bases: Sequence[Term]) -> list[Term]:
    """The bases that are told before a change, or behind it in its own clause and not aside
    (连续三年下降（2022年A万元）)."""
    return [
        b
        for b in bases
        if (b.claim is None or not behind_a_stop(book, pair.told, b.claim))
        and not _aside(book, pair.told, b)
    ]


def _aside(book: Book, change: Claim, base: Term) -> bool:
    """Whether a base is told behind a change, and in brackets."""
    told = base.claim
    return told is not None and stands_before(change, told) and is_bracketed(book, told)


def _weighed(
    book: Book, pair: Pair, current: Sequence[Term], bases: Sequence[Term]
) -> Iterator[Check]:
    """The checks of a change and its rate with some bases."""
    amount, rate = pair.amount, pair.rate
    if amount is not None:
        tried = [(now, base) for now in current for base in bases]
        if len(tried) > _TRIED:
            may = _may_differ_by(book.term(amount), current, bases)
            tried = [*tried[:1], *compress(tried[1:], may[1:])]
        yield from best_of(c for now, base in tried for c in _change(book, amount, now, base))
    if rate is None or rate.quantity.unit == "百分点":
        return
    if amount is not None and bases:
        found = [c for base in bases for c in _of_base(book, rate, amount, base)]
    elif amount is not None:
        found = [c for now in current for c in implied(book, rate, amount, now)]
    else:
        found = [c for now in current for base in bases for c in _between(book, rate, now, base)]
    times = rate.quantity.unit in _TIMES  # 增长2倍 is also said of what became twice as much
    yield from (c for c in best_of(found) if not times or c.verdict is Verdict.CONSISTENT)


def further(
    book: Book, pair: Pair, current: Sequence[Term], bases: Sequence[Term]
) -> Iterator[Check]:
    """The other ways to compute the rate: on the base that the amount implies, and between the two
    figures. Where one equation failed they show which figure is off."""
    amount, rate = pair.amount, pair.rate
    if rate is None or rate.quantity.unit in (*_TIMES, "百分点"):
        return
    bases = _near(book, pair, bases)
    if amount is not None:
        yield from best_of(c for now in current for c in implied(book, rate, amount, now))
    yield from best_of(
        c for now in current for base in bases for c in _between(book, rate, now, base)
    )


def _may_differ_by(told: Term, current: Sequence[Term], bases: Sequence[Term]) -> list[bool]:
    """Of each current figure with each base whether they may differ by a third, either way round;
    generously. There are many pairs: they are reckoned in whole numbers."""
    terms = (told, *current, *bases)
    one = lcm(*(n.denominator for t in terms for n in (t.exact, t.quantity.ulp)))
    by, *others = ((_times(t.exact, one), _times(t.quantity.ulp, one)) for t in terms)
    return [
        abs(abs(now - base) - abs(by[0])) <= 2 * (by[1] + known + exact)
        for now, known in others[: len(current)]
        for base, exact in others[len(current) :]
    ]


def _times(figure: Fraction, one: int) -> int:
    """A figure in so many parts of one, which its denominator divides."""
    return figure.numerator * (one // figure.denominator)


def _ways(claim: Claim) -> tuple[int, ...]:
    """Which way a change may go: as it is told; where a minus stands behind a word for less
    (减少-26.00万元), which often says the same twice, either way."""
    told = claim.direction is Direction.DOWN and claim.quantity.value < 0
    return (claim.sign, -claim.sign) if told else (claim.sign,)


def _change(book: Book, amount: Claim, now: Term, base: Term) -> Iterator[Check | None]:
    undirected = amount.direction is Direction.FLAT or amount.template
    up = DISTANCE if undirected else DIFFERENCE
    needs = _needed(book, amount, base)
    for way in _ways(amount):
        formula = up if way > 0 else SHORTFALL
        yield check("N02", book.term(amount), [now, base], formula, ties=needs)


def _needed(book: Book, change: Claim, base: Term) -> Sequence[str]:
    """What must be known of a change held against a base: what it is compared with as well, unless
    its statement has no other figure that it could be compared with."""
    others = book.of_roles(change.statement, Role.PREVIOUS, Role.BUDGET)
    sole = base.claim is not None and all(c.quantity.exact == base.exact for c in others)
    return ATTACHED if sole and base.claim in others else COMPARED


def _together(amount: Claim, rate: Claim) -> Iterator[tuple[int, int]]:
    """The ways of an amount and its rate: one way, unless a minus turns one of them round."""
    turned = amount.quantity.value < 0 or rate.quantity.value < 0
    for one in _ways(amount):
        for other in _ways(rate):
            yield one, (other if turned else one)


def _of_base(book: Book, rate: Claim, amount: Claim, base: Term) -> Iterator[Check | None]:
    needs = _needed(book, rate, base)
    for one, other in _together(amount, rate):
        formula = RATIO if one == other else OPPOSITE
        yield check("N03", book.term(rate), [book.term(amount), base], formula, ties=needs)


def implied(book: Book, rate: Claim, amount: Claim, now: Term) -> Iterator[Check | None]:
    """On the base that current figure and change imply, where none is printed: whichever it is."""
    for one, other in _together(amount, rate):
        if one == other:
            formula = IMPLIED_RISE if one > 0 else IMPLIED_FALL
        else:
            formula = OPPOSITE_RISE if one > 0 else OPPOSITE_FALL
        yield check("N03", book.term(rate), [book.term(amount), now], formula)


def _between(book: Book, rate: Claim, now: Term, base: Term) -> Iterator[Check | None]:
    needs = _needed(book, rate, base)
    for way in _ways(rate):
        formula = RISE if way > 0 else FALL
        yield check("N03", book.term(rate), [now, base], formula, ties=needs)

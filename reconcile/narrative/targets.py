"""What was reached of a target that stands beside it: 检查132家次，为计划120家次的110.00%; 签约率
80.00%，是年度目标值75%的106.67%."""

from __future__ import annotations

from collections.abc import Iterator

from extract.disclosure import Claim
from reconcile.audit import Check
from reconcile.book import Book, by_sentence
from reconcile.equation import check
from reconcile.formula import FALL, RATIO, RISE
from reconcile.narrative.spoken import alike, words_before, words_between
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.slips import name_slip, significant

#: A rate of fewer digits is a slip away from others by chance.
_TELLING = 3


def target_checks(book: Book) -> Iterator[Check]:
    """The rate right behind each target, of what stands before it; where several figures do, and it
    is of none of them, it may be of what they come to."""
    for told in by_sentence(book.disclosure.claims):
        for at in range(1, len(told) - 1):
            target, rate = told[at : at + 2]
            if rate.quantity.unit != "%" or not _is_of(book, rate, target):
                continue
            if reached := [c for c in told[:at] if alike(c, target)]:
                found = [_rate(book, rate, c, target) for c in reversed(reached)]
                holding = [c for c in found if c is not None and c.verdict.holds]
                alone = len(reached) == 1 or _is_beside(book, told[at - 1], target)
                sole = [c for c in found[:1] if c is not None and alone]
                yield from (holding or sole)[:1]


def _is_of(book: Book, rate: Claim, target: Claim) -> bool:
    """Whether a rate is of the figure before it, which is a target."""
    named = pattern("targets", "target").search(words_before(book, target))
    between = words_between(book, target, rate)
    return named is not None and pattern("targets", "of_it").fullmatch(between) is not None


def _is_beside(book: Book, reached: Claim, target: Claim) -> bool:
    """Whether a target is what a figure right before it is said to complete: 化解A万元，完成年度任
    务B万元的P%, whatever stands before that."""
    between = words_between(book, reached, target)
    return alike(reached, target) and pattern("targets", "completed").fullmatch(between) is not None


def _rate(book: Book, rate: Claim, reached: Claim, target: Claim) -> Check | None:
    """What was reached of the target; what goes beyond it (超过目标值60次的9.67%), or is missing,
    where the words before it say so and the rate is that."""
    terms = [book.term(reached), book.term(target)]
    found = check("N05", book.term(rate), terms, RATIO)
    for name, formula in (("over", RISE), ("under", FALL)):
        if pattern("targets", name).search(words_before(book, target)):
            apart = check("N05", book.term(rate), terms, formula)
            either = [c for c in (apart, found) if c is not None and c.verdict.holds]
            return either[0].as_said() if either else _slipped(rate, apart)
    return None if found is None else found.as_said()


def _slipped(rate: Claim, apart: Check | None) -> Check | None:
    """What goes beyond a target, or is missing of it, as a guess where a slip of the pen explains
    that the rate is off: it may also be told of the target (超过目标值60次的109.67%)."""
    if apart is None or apart.expected is None or significant(rate.quantity.value) < _TELLING:
        return None
    slip = name_slip(rate.quantity, apart.expected)
    return apart.as_guessed("whole", slip) if slip else None

"""Orders that are stated without a figure of their own: 决算数大于预算数, 与上年持平."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from extract.claims.ties import Tie, weakest
from extract.disclosure import Claim, Comparison, Role
from extract.figures.quantity import Quantity
from reconcile.audit import Check, Verdict
from reconcile.book import Book, each_once
from reconcile.narrative.spoken import alike, without_asides, words_before, words_between
from reconcile.phrases import Phrase, phrase
from reconcile.tables.vocabulary import pattern

#: So many characters after 大于 hold what the figure is more than.
_NAMED = 10
#: A budget that was spent in full, in per cent.
_WHOLE = Decimal(100)


def order_checks(book: Book) -> Iterator[Check]:
    """Each stated order against the two figures that it orders."""
    for comparison in book.disclosure.comparisons:
        yield from _order(book, comparison)
    for one, other in pairwise(each_once(book.disclosure.claims)):
        if one.sentence == other.sentence and alike(one, other):
            yield from _led_to(book, one, other)


def _led_to(book: Book, base: Claim, now: Claim) -> Iterator[Check]:
    """由A万元增至B万元, where B is less: the word goes one way and the figures the other."""
    between = without_asides(words_between(book, base, now))
    match = pattern("wording", "led_to").fullmatch(between)
    if match is None or not pattern("wording", "led_from").search(words_before(book, base)):
        return
    actual = _relation(now.quantity, base.quantity)
    if actual != ("<" if match["up"] else ">"):
        return
    yield Check(
        "N10",
        Verdict.MISMATCH,
        now.quantity.value,
        base.quantity.value,
        now.quantity.unit,
        f"{now.quantity.value:f}{actual}{base.quantity.value:f}",
        (book.term(now).operand, book.term(base).operand),
        phrase("detail.words", words=between),
        tie=Tie.SAID,
    )


def _order(book: Book, comparison: Comparison) -> Iterator[Check]:
    if comparison.loose or pattern("wording", "several").search(_words(book, comparison)):
        return  # 甲和乙两项之和与上年持平: of no statement
    if not book.of_roles(comparison.statement, comparison.right):
        yield from _by_rate(book, comparison)
        return
    left = book.of_roles(comparison.statement, comparison.left)
    left = left or book.of_roles(comparison.statement, Role.COUNT, Role.AVERAGE)
    right = _of_stage(book, comparison, book.of_roles(comparison.statement, comparison.right))
    if comparison.right is Role.PREVIOUS:
        right = _of_base(book, comparison, right)
    if not left or not right:
        return
    left, right = _last_before(comparison, left), _last_before(comparison, right)
    now, base = book.term(left[-1]), book.term(right[-1])
    if now.quantity.kind != base.quantity.kind:
        return
    actual = _relation(now.quantity, base.quantity)
    if actual == "≈" and comparison.relation != "=":
        return
    actual = "=" if actual == "≈" else actual
    holds = actual == comparison.relation
    if _says_both(book, comparison):
        return
    yield Check(
        "N10",
        Verdict.CONSISTENT if holds else Verdict.MISMATCH,
        now.quantity.value,
        base.quantity.value,
        now.quantity.unit,
        f"{now.quantity.value:f}{actual}{base.quantity.value:f}",
        (now.operand, base.operand),
        "" if holds else _detail(book, comparison),
        tie=weakest(
            [comparison.tie, *(c.ties.of("subject", "measure") for c in (left[-1], right[-1]))]
        ),
    )


def _last_before(comparison: Comparison, claims: Sequence[Claim]) -> Sequence[Claim]:
    """Of the figures of one thing those of an order's own sentence up to it, where there are any:
    决算数A万元，与年初预算数B万元持平。决算数C万元, and no C."""
    own = [c for c in claims if c.sentence == comparison.sentence and c.start < comparison.end]
    return own or claims


def _by_rate(book: Book, comparison: Comparison) -> Iterator[Check]:
    """What was spent against a budget that is not told, by the rate of completion before the order
    in its sentence (完成预算97.78%，决算数大于预算数). The order may be of another budget (年初,
    调整) where it says of which and the rate does not. Of a rate of 100% the order is open."""
    if comparison.right is not Role.BUDGET or comparison.left is not Role.LEVEL:
        return
    rates = [
        c
        for c in book.of_roles(comparison.statement, Role.COMPLETION)
        if c.sentence == comparison.sentence and c.end <= comparison.start
    ]
    if len(rates) != 1 or _says_both(book, comparison):
        return
    rate = rates[0]
    near = rate.quantity.interval
    actual = "<" if near.high < 1 else ">" if near.low > 1 else ""
    if not actual or actual == comparison.relation:
        return
    named = pattern("wording", "budget_stage").findall(_words(book, comparison, _NAMED))
    of_one = set(named) <= {rate.stage}
    yield Check(
        "N10",
        Verdict.MISMATCH,
        rate.quantity.value,
        _WHOLE,
        "",
        f"{rate.quantity}{actual}{_WHOLE}%",
        (book.term(rate).operand,),
        _detail(book, comparison),
        tie=weakest([comparison.tie, rate.ties.of("subject", "measure")])
        if of_one
        else Tie.GUESSED,
        guessed=() if of_one else ("base",),
    )


def _words(book: Book, comparison: Comparison, more: int = 0) -> str:
    """The words of an order, with so many characters behind them."""
    text = book.disclosure.sentences[comparison.sentence].text
    return text[comparison.start : comparison.end + more]


def _detail(book: Book, comparison: Comparison) -> Phrase:
    return phrase("detail.words", words=_words(book, comparison))


def _of_base(book: Book, comparison: Comparison, claims: Sequence[Claim]) -> Sequence[Claim]:
    """Of last year's figures those that an order is against: 与上年预算持平；上年执行A万元 is of a
    budget that is not told. A budget that says no more than 上年 may mean either."""
    named = pattern("wording", "which_of_years").search(_words(book, comparison))
    either = book.disclosure.kind == "budget" and not named
    return [c for c in claims if either or c.base is comparison.base]


def _says_both(book: Book, comparison: Comparison) -> bool:
    """Whether an order says two ways at once (大于小于): what is wrong there is the words."""
    text = book.disclosure.sentences[comparison.sentence].text
    start, end = max(0, comparison.start - 2), comparison.end + 2
    return pattern("wording", "both_orders").search(text, start, end) is not None


def _relation(one: Quantity, other: Quantity) -> str:
    """What one figure is to another; ≈ where one of them is printed coarser and the other rounds to
    it: they may be alike, and either may be more (预算1万元，决算0.53万元)."""
    difference = one.exact - other.exact
    if difference == 0:
        return "="
    if one.ulp != other.ulp and one.interval.meets(other.interval):
        return "≈"
    return "<" if difference < 0 else ">"


def _of_stage(book: Book, comparison: Comparison, claims: Sequence[Claim]) -> Sequence[Claim]:
    """Of several figures (年初预算, 调整预算) the one that the order's words name; none where they
    do not say which."""
    if len({c.quantity.exact for c in claims}) < 2:
        return claims
    words = _words(book, comparison, _NAMED)
    return [c for c in claims if c.stage and c.stage in words]

"""Products: a count, what each of them costs, what that comes to (110户，每户1,000元，计11.00万元).

Where units and words leave nothing open, an amount that is not the product of what stands before it
is wrong; where anything is left open the product confirms only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from extract.disclosure import Claim, Role
from reconcile.audit import Check, Verdict
from reconcile.book import Book
from reconcile.equation import Term, adds_up, best_of, check
from reconcile.formula import RATIO, product, products
from reconcile.narrative.priced import Told, pattern
from reconcile.narrative.runs import Run, Runs
from reconcile.phrases import Words, phrase
from reconcile.weighing.near import is_close
from reconcile.weighing.solving import slips_in

#: So many times or parts of a product are one of several instalments. A tenth is a slip.
_INSTALMENTS = (2, 3, 4, 5, 6, 8, 9, 12)
#: Of a count of less than this every other is a slip away.
_FEW = 100
_CENT = Decimal("0.01")
_MONTHS = 12
#: Prices in 元 below this, and multiples of that, are no means.
_SMALL, _ROUND = 50, 5
#: How a price of each begins: a bracket after the count (轿车2辆（每辆25万元）).
_PRICE = re.compile(r"[（(，,]?(?:单价|每[辆台套个件人户])(?:为)?$")


def product_checks(book: Book) -> Iterator[Check]:
    """Every product, and every sum of products, of a report."""
    runs = book.once(Runs.of)
    for run in runs.single:
        yield from _single(book, run)
    for several in runs.several:
        yield from _several(book, several)
    for of_month, of_year in runs.restated:
        terms = [book.term(of_month)]
        found = check("N08", book.term(of_year), terms, product(1, _MONTHS))
        if found is not None and (found.verdict.holds or slips_in(found)):
            yield found.as_said()


def is_product(one: Check) -> bool:
    """Whether a check is of a product that its units and its words leave nothing open about."""
    return one.rule == "N08" and one.equation is not None and one.equation.name != "ratio"


def is_near(one: Check) -> bool:
    """Whether what is stated is near the product, or a slip of the pen in one figure gives it; of
    small counts only two digits that changed places tell anything."""
    return bool(_slip(one)) or bool(one.detail) or is_close(one)


def _slip(one: Check) -> Words:
    """The slip of the pen that explains a failed product and says something; "" where none does."""
    swapped = phrase("slip.transposed")
    small = any(o.quantity and abs(o.quantity.value) < _FEW for o in one.operands)
    return next((slip for slip in slips_in(one) if slip == swapped or not small), "")


def _single(book: Book, run: Run) -> Iterator[Check]:
    """The kindest of the ways to round: of the amount, or of the price where it is a mean."""
    assert run.amount.claim is not None and run.price.claim is not None
    amount = book.term(run.amount.claim)
    terms = [book.term(c) for c in run.claims]
    found = [check("N08", amount, terms, product(len(terms), run.times))]
    if _is_set(run.price):
        if found[0] is not None and found[0].verdict is Verdict.ROUNDING:
            terms[-1] = _to_the_cent(terms[-1])
            found = [check("N08", amount, terms, product(len(terms), run.times))]
    elif len(terms) == 2 and run.times == 1:
        found.append(check("N08", terms[-1], [amount, terms[0]], RATIO))
    for one in best_of(found):
        yield from _told(book, run, one)


def _is_set(price: Told) -> bool:
    """Whether a price in whole 元 is what each is paid (每人每天5元), and no mean that is rounded:
    a small or a round one that is not said to be a mean."""
    assert price.claim is not None
    quantity = price.claim.quantity
    mean = pattern("averaged").search(price.before) is not None
    whole = quantity.unit == "元" and quantity.decimals == 0
    return whole and not mean and (quantity.value < _SMALL or not quantity.value % _ROUND)


def _to_the_cent(price: Term) -> Term:
    """A price that is known to the cent, whatever it is printed with."""
    exact = replace(price.quantity, value=price.quantity.value.quantize(_CENT))
    return Term(exact, price.claim, price.cell, price.tie)


def _told(book: Book, run: Run, one: Check) -> Iterator[Check]:
    """A check of a run, as far as it says something: where the words leave something open, a slip
    of the pen that explains it is worth a look."""
    # who is paid by the month may come and go: of a year's sum only two swapped digits tell
    off = _is_swapped(one) if run.months else is_near(one)
    says = one.verdict.holds or (off and not _otherwise(book, run, one))
    if one.verdict is Verdict.CONSISTENT or (run.sure and says):
        yield one.as_said()
    elif one.verdict is Verdict.MISMATCH and says and (slip := _slip(one)):
        yield one.as_guessed("whole", slip)


def _is_swapped(one: Check) -> bool:
    """Whether two digits that changed places explain a failed product."""
    return phrase("slip.transposed") in slips_in(one)


def _otherwise(book: Book, run: Run, one: Check) -> bool:
    """Whether what is stated is the product several times or some of it: an instalment, a share
    that the paragraph tells, or it and another amount beside it."""
    stated, counted = (o.quantity for o in (one.operands[0], one.operands[-1]))
    if one.expected is None or stated is None or counted is None or not one.expected:
        return True
    if one.equation is not None and one.equation.name != "product":
        return False
    expected = Fraction(one.expected) * stated.scale
    others = [c for c in book.in_paragraph(run.claims[0]) if c.id not in one.claims]
    shares = [c.quantity.exact for c in others if c.quantity.kind == "percent"]
    amounts = [c.quantity.exact for c in others if c.quantity.kind == "amount"]
    parts = [*(Fraction(n) for n in _INSTALMENTS), *(1 / Fraction(n) for n in _INSTALMENTS)]
    told = [*(expected * p for p in (*parts, *shares)), *(expected + a for a in amounts)]
    return any(adds_up(stated, value) for value in told)


def _several(book: Book, runs: Sequence[Run]) -> Iterator[Check]:
    amount = runs[0].amount.claim
    assert amount is not None
    terms = [book.term(c) for run in runs for c in run.claims]
    one = check("N08", book.term(amount), terms, products(len(runs)))
    if one is None:
        return
    if one.verdict.holds or (all(run.sure for run in runs) and is_near(one)):
        yield one.as_said()


def price_checks(book: Book) -> Iterator[Check]:
    """其中轿车2辆（每辆25万元）、越野车1辆（每辆38万元）: the prices of all are the whole."""
    by_whole: dict[int, list[list[Claim]]] = defaultdict(list)
    for statement in book.disclosure.statements:
        counts = book.of_roles(statement.id, Role.COUNT)
        prices = [c for c in book.of_roles(statement.id, Role.AVERAGE) if is_price(book, c)]
        if statement.part_of is not None and counts and prices:
            by_whole[statement.part_of].append([counts[0], prices[0]])
    for parent, pairs in by_whole.items():
        wholes = [c for c in book.of_roles(parent, Role.LEVEL) if c.quantity.kind == "amount"]
        if wholes and len(pairs) > 1:
            terms = [book.term(c) for pair in pairs for c in pair]
            found = check("N06", book.term(wholes[-1]), terms, products(len(pairs)))
            yield from [found] if found else []


def is_price(book: Book, claim: Claim) -> bool:
    """Whether a figure is the price of each thing counted right before it."""
    before = book.before(claim)
    match = _PRICE.search(before)
    counted = before[: match.start()] if match else ""
    return re.search(r"[0-9][辆台套个件人户]$", counted) is not None

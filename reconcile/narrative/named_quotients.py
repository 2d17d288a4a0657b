"""Averages of their own name, which says what is divided by what: 出院A人次，占用床日B，平均住院C
天; 支出A万元，年末滚存结余B万元，可支付月数C个月.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from extract.disclosure import Claim
from extract.figures.quantity import Quantity, parse_number
from reconcile.audit import Check, Verdict
from reconcile.book import Book, by_sentence
from reconcile.equation import Term, check
from reconcile.formula import QUOTIENT, written
from reconcile.narrative.spoken import words_before
from reconcile.tables.vocabulary import vocabulary
from reconcile.weighing.solving import slips_in


def named_quotient_checks(book: Book) -> Iterator[Check]:
    """Every such average, of what its sentence tells once before it."""
    for told in by_sentence(book.disclosure.claims):
        for at, claim in enumerate(told):
            words = words_before(book, claim)
            for one in vocabulary()["quotient"]:
                if re.search(one["name"], words) and claim.quantity.unit == one["unit"]:
                    yield from _checked(book, one, told[:at], claim)


def _checked(
    book: Book, one: Mapping[str, str], told: Sequence[Claim], claim: Claim
) -> Iterator[Check]:
    whole, by = (list(_figures(book, one[name], told, claim)) for name in ("whole", "by"))
    if len(whole) != 1 or len(by) != 1:
        return
    terms, formula = [*whole, *by], QUOTIENT
    if times := one.get("times"):
        terms.append(Term(Quantity(times, Decimal(times))))
        formula = written(("÷", "×"))
    found = check("N08", book.term(claim), terms, formula)
    if found is None:
        return
    if found.verdict.holds or (found.verdict is Verdict.MISMATCH and slips_in(found)):
        yield found.as_said()


def _figures(book: Book, words: str, told: Sequence[Claim], claim: Claim) -> Iterator[Term]:
    """The figures before an average in its sentence that are told in such words: claims, or numbers
    that stand without a unit (实际占用床日48812)."""
    text = book.text(claim)[: claim.start]
    for match in re.finditer(words, text):
        own = [c for c in told if c.start == match.start("figure")]
        if own:
            yield book.term(own[0])
        else:
            yield Term(Quantity(match["figure"], parse_number(match["figure"])))

"""Sums that the narrative writes out itself: 人均615.0㎡÷41人=15.0㎡; 110×12000÷10000=132.00万元.

What is multiplied, divided, added and taken away stands in the words with its signs, so that
nothing about it is open. The figures may be meant as they are printed, or in their units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from extract.disclosure import Claim
from extract.figures.quantity import Quantity, normal_unit, parse_number
from reconcile.audit import Check, Verdict
from reconcile.book import Book
from reconcile.equation import Term, check
from reconcile.formula import written
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.solving import slips_in

#: Signs as they are written, and as they are reckoned with.
_SIGNS = {"×": "×", "*": "×", "x": "×", "X": "×", "÷": "÷", "+": "+", "＋": "+", "-": "−", "−": "−"}
_SIGN = re.compile(r"[×*xX÷+＋−-]")
#: What is divided by to come from 元 to 万元 is no figure of the report.
_ONE = Decimal(1)


def written_checks(book: Book) -> Iterator[Check]:
    """Every sum that is written out with its signs and its result, where it holds or a slip of the
    pen explains that it does not."""
    told: dict[int, dict[int, Claim]] = {}
    for claim in book.disclosure.claims:
        told.setdefault(claim.sentence, {})[claim.end] = claim
    for number, claims in told.items():
        text = book.disclosure.sentences[number].text
        if not pattern("written", "equals").search(text):
            continue
        for found in pattern("written", "sum").finditer(text):
            stated = claims.get(found.end())
            if stated is not None and _begins(text, found.start()):
                yield from _checked(book, stated, found, claims)


def _begins(text: str, start: int) -> bool:
    """Whether nothing that is reckoned with stands before a sum (水费A元+污水费B元×C吨=…)."""
    return pattern("written", "goes_on").search(text[:start]) is None


def _checked(
    book: Book, stated: Claim, found: re.Match[str], claims: Mapping[int, Claim]
) -> Iterator[Check]:
    numbers = list(pattern("written", "number").finditer(found["left"]))
    signs = [
        _SIGNS[s[0]] for s in _SIGN.finditer(pattern("written", "number").sub("", found["left"]))
    ]
    if len(signs) != len(numbers) - 1:
        return
    formula = written(tuple(signs))
    offset = found.start("left")
    own = {c.start: c for c in claims.values()}
    scaled = [_scaled(book, m, own.get(offset + m.start())) for m in numbers]
    bare = [_bare(m, own.get(offset + m.start())) for m in numbers]
    plainly = Quantity(stated.quantity.text, stated.quantity.value)
    tried = [check("N08", book.term(stated), scaled, formula)]
    tried.append(check("N08", Term(plainly, claim=stated), bare, formula))
    computed = [c for c in tried if c is not None]
    holding = [c for c in computed if c.verdict.holds]
    about = found["equals"] in "≈约"
    slipped = [c for c in computed if slips_in(c) and not (about and _is_next(c))]
    yield from (c.as_said() for c in (holding or slipped)[:1])


def _is_next(one: Check) -> bool:
    """Whether a result is off by one in its last place, as what is rounded up is."""
    if one.verdict is not Verdict.MISMATCH or one.expected is None or one.stated is None:
        return False
    exponent = one.stated.as_tuple().exponent
    return abs(one.stated - one.expected) <= _ONE.scaleb(int(exponent))


def _scaled(book: Book, match: re.Match[str], claim: Claim | None) -> Term:
    """A figure with what its unit is worth."""
    if claim is not None:
        return book.term(claim)
    unit = match["unit"] or ""
    known = unit if pattern("written", "worth").fullmatch(unit) else ""
    return Term(Quantity(match[0], parse_number(match["number"]), normal_unit(known)))


def _bare(match: re.Match[str], claim: Claim | None) -> Term:
    """A figure as it is printed; a rate is one all the same."""
    unit = "%" if (match["unit"] or "") in ("%", "％") else ""
    return Term(Quantity(match[0], parse_number(match["number"]), unit), claim=claim)

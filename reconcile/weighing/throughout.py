"""Tables and sections that disagree with the narrative throughout: in goes what the cells say of
each claim, out comes which tables and which measures of a section are doubted for it.

That all of a table's figures are wrong is unlikelier than that another table is meant, that its
unit was misread, or that the section's way of speaking was.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from fractions import Fraction

from extract.disclosure import Claim, Disclosure
from extract.table import Cell
from reconcile.audit import Verdict
from reconcile.cells.agreement import Held
from reconcile.phrases import Words, phrase

#: So many disagreements of one kind in a section are no slips of the pen.
_OFTEN = 3
#: So many figures at odds with tables, and more than agree, are of another report.
_MANY = 10
#: What one unit of money is of another: 千, 万, 百万, 亿 of 元, and the other way round.
_TENS = frozenset(Fraction(10) ** n for n in (3, 4, 6, 8, -3, -4, -6, -8))


def at_odds(held: Iterable[Held]) -> dict[str, Words]:
    """Tables that contradict three claims or more, and more than they confirm: likelier another
    table is meant, or its unit was misread, than that all of them are wrong. Where that is so of
    all tables together, each that contradicts any: they are of another report."""
    against: Counter[str] = Counter()
    within: Counter[str] = Counter()
    of_all: Counter[bool] = Counter()
    for one in held:
        tables = {c.table for c in one.match.decisive}
        off = one.verdict is Verdict.MISMATCH
        (against if off else within).update(tables)
        of_all[off] += bool(tables)
    strange = of_all[True] >= _MANY and of_all[True] > of_all[False]
    return {
        table: phrase("doubt.at_odds")
        for table, count in against.items()
        if strange or (count >= 3 and count > within[table])
    }


def place(disclosure: Disclosure, claim: Claim) -> tuple[tuple[str, ...], str]:
    """The section a claim stands in, and which measure it is."""
    return disclosure.sentences[claim.sentence].section, claim.role.value


def systematic(
    disclosure: Disclosure, held: Iterable[Held]
) -> frozenset[tuple[tuple[str, ...], str]]:
    """The sections of which one measure (the budgets, the outturns) disagrees with the tables three
    times or more by no slip of the pen, and as often as it agrees: likelier the section's way of
    speaking was misread than that it is wrong throughout."""
    against: Counter[tuple[tuple[str, ...], str]] = Counter()
    within: Counter[tuple[tuple[str, ...], str]] = Counter()
    for one in held:
        off = one.verdict is Verdict.MISMATCH
        if off and any(c.detail for c in one.against):  # a slip of the pen explains it
            continue
        counts = against if off else within
        counts[place(disclosure, one.claim)] += 1
    return frozenset(p for p, n in against.items() if n >= _OFTEN and n >= within[p])


def out_of_unit(held: Iterable[Held]) -> dict[str, Words]:
    """Tables that contradict two claims or more, and confirm none, by one power of ten: their unit
    line is wrong, or was misread, and not each of their figures."""
    factors: dict[str, set[Fraction]] = defaultdict(set)
    count: Counter[str] = Counter()
    for one in held:
        for cell in one.match.decisive[:1]:
            wrong = one.verdict is Verdict.MISMATCH
            factors[cell.table].add(_factor(one.claim, cell) if wrong else Fraction(1))
            count[cell.table] += 1
    return {
        table: phrase("doubt.out_of_unit")
        for table, found in factors.items()
        if count[table] > 1 and len(found) == 1 and found <= _TENS
    }


def _factor(claim: Claim, cell: Cell) -> Fraction:
    """How many times the cell's figure the claim's is, to four places; 0 where nothing is."""
    if cell.quantity is None or not cell.quantity.exact:
        return Fraction(0)
    return round(claim.quantity.exact / cell.quantity.exact, 8).limit_denominator(10**8)

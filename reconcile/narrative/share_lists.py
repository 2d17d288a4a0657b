"""Shares of a list that names no whole: what several of them are of, the others are of as well.

Under 支出结构情况 many reports give 甲A万元，占P%；乙B万元，占Q%, and the whole in another section,
or in a table only. Two shares or more, and most of the list, that are of one figure of the report
to the last digit are not so by chance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from extract.disclosure import Claim, Role
from extract.figures.quantity import MONEY
from reconcile.audit import Check, Verdict
from reconcile.book import Book
from reconcile.equation import Term, check, of_cell
from reconcile.formula import RATIO
from reconcile.pairs import sole_pairs
from reconcile.phrases import phrase
from reconcile.tables.library import adds_up
from reconcile.weighing.slips import significant

#: So many shares of a list must be of one whole before the others are.
_SEVERAL = 2
#: Fewer digits are those of some quotient by chance.
_TELLING = 3
_HALF_A_DIGIT = 0.51
_AMOUNTS = (Role.LEVEL, Role.BUDGET)


@dataclass(frozen=True, slots=True)
class _Member:
    """A share with the amount that it is the share of; both as floats, to try wholes quickly."""

    share: Claim
    part: Claim
    rate: float
    amount: float

    def is_of(self, whole: float) -> bool:
        """Whether a whole gives the share as it is rounded."""
        ulp = float(self.share.quantity.ulp)
        return abs(self.amount / whole - self.rate) <= _HALF_A_DIGIT * ulp

    @property
    def tells(self) -> bool:
        """Whether the share has digits enough to be of few wholes."""
        return significant(self.share.quantity.value) >= _TELLING


def shares_of_one_whole(
    book: Book, unknown: Mapping[str, Claim], known: Collection[str]
) -> Iterator[Check]:
    """The shares of `unknown` wholes that stand in one list with others which are all of one figure
    of the report, against that; `known` are the shares whose whole is named."""
    for members in _lists(book, {*unknown, *known}).values():
        if sum(m.share.id in unknown for m in members) and len(members) >= _SEVERAL:
            yield from _of_best(book, members, unknown)


def _lists(book: Book, shares: Collection[str]) -> Mapping[tuple[str, ...], list[_Member]]:
    """The shares of each section in their order, each with its amount."""
    found: dict[tuple[str, ...], list[_Member]] = defaultdict(list)
    for claim in book.disclosure.claims:
        if claim.id not in shares:
            continue
        amounts = book.of_roles(claim.statement, *_AMOUNTS)
        before = [
            c
            for c in amounts
            if c.quantity.unit in MONEY
            and c.sentence == claim.sentence
            and c.start < claim.start
            and c.period == claim.period
        ]
        if before and before[-1].quantity.exact:
            part = before[-1]
            rate, amount = float(claim.quantity.exact), float(part.quantity.exact)
            found[book.section(claim)].append(_Member(claim, part, rate, amount))
    return found


def _of_best(
    book: Book, members: Sequence[_Member], unknown: Mapping[str, Claim]
) -> Iterator[Check]:
    """The members between the first and the last that are of the whole of most of them, and what
    stands next to these in their sentence."""
    best: list[int] = []
    whole: Term | None = None
    for exact, term in book.once(_wholes).items():
        holding = [i for i, m in enumerate(members) if m.is_of(exact)]
        if sum(members[i].tells for i in holding) >= _SEVERAL and len(holding) > len(best):
            best, whole = holding, term
    if whole is None:
        return
    first, last = best[0], best[-1]
    if 2 * len(best) <= last - first + 1:
        return
    first -= first > 0 and _is_beside(members[first - 1], members[first])
    last += last + 1 < len(members) and _is_beside(members[last + 1], members[last])
    listed = members[first : last + 1]
    for member in listed:
        if member.share.id in unknown and member.part.id != whole.operand.claim:
            terms = [book.term(member.part), whole]
            found = check("N04", book.term(member.share), terms, RATIO)
            if found is not None and _says_something(found, member):
                yield found


def _is_beside(one: _Member, other: _Member) -> bool:
    """Whether two shares of a sentence name no whole."""
    bare = not one.share.whole and not other.share.whole
    return bare and one.share.sentence == other.share.sentence


def _says_something(found: Check, member: _Member) -> bool:
    """A share of one digit is confirmed by any whole of that size."""
    return found.verdict is not Verdict.CONSISTENT or member.tells or not member.rate


def _wholes(book: Book) -> Mapping[float, Term]:
    """The amounts that a share may be of: those that the narrative states, and the totals of the
    tables; of equal ones the first."""
    stated = (book.term(c) for c in book.disclosure.claims if c.role in _AMOUNTS)
    found: dict[float, Term] = {}
    for term in chain(stated, _totals(book)):
        if term.quantity.unit in MONEY and term.exact > 0:
            found.setdefault(float(term.exact), term)
    return found


def _totals(book: Book) -> Iterator[Term]:
    """The figures in the rows of totals."""
    for sheet in book.aligner.library.sheets:
        for row in filter(adds_up, sheet.table.rows):
            yield from (of_cell(c) for c in row.cells if c.quantity is not None)


def words_of_whole(book: Book, checks: Sequence[Check]) -> frozenset[str]:
    """The words by which shares of a list that are of its whole name that (各占执行数的P%、Q%)."""
    holding = (c for c in checks if c.verdict is Verdict.CONSISTENT)
    shares = (book.claim(c.operands[0].claim) for c in holding)
    telling = (s for s in shares if s is not None and s.whole)
    return frozenset(s.whole for s in telling if significant(s.quantity.value) >= _TELLING)


def exchanged_shares(book: Book, checks: Sequence[Check]) -> Iterator[Check]:
    """The checks of shares; of two in one sentence that are wrong, and each just what the other
    should be of the same whole, it is said that they changed places: that is no chance."""
    sentences: dict[tuple[int, object], list[int]] = defaultdict(list)
    for number, one in enumerate(checks):
        share, whole = book.claim(one.operands[0].claim), one.operands[-1]
        if share is not None and _may_be_exchanged(one):
            sentences[share.sentence, (whole.claim, whole.cell)].append(number)
    found = list(checks)
    for numbers in sentences.values():
        pairs = sole_pairs(numbers, lambda a, b: _is_exchange(checks[a], checks[b]))
        for number in chain.from_iterable(pairs):
            found[number] = replace(checks[number], detail=phrase("slip.exchanged"))
    yield from found


def _may_be_exchanged(one: Check) -> bool:
    """Whether a share is surely wrong, and has digits enough for another's."""
    off = one.sure and one.verdict is Verdict.MISMATCH and one.stated is not None
    return off and one.stated is not None and significant(one.stated) >= _TELLING


def _is_exchange(one: Check, other: Check) -> bool:
    """Whether each of two shares is stated as the other should be."""
    return (one.stated, one.expected) == (other.expected, other.stated)

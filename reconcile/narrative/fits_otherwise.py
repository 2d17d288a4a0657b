"""Failed rates and averages that other figures of their sentence fit to the last digit.

A rate behind a list may be of its whole, or of all that it lists (A万元，其中甲B万元、乙C万元，占
D万元的P%), and an average may be taken over several counts (博士16人、硕士33人，…，人均A万元).
Where it fits them, it says nothing against the figure that it was held against, nor is it known to
be of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from extract.disclosure import Claim, Role
from extract.figures.quantity import Interval
from reconcile.audit import Check
from reconcile.book import Book, each_once
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.slips import digits, significant

_RULES = frozenset({"N03", "N04", "N05", "N08"})
#: A rate of fewer digits fits some figures by chance; an average over several counts seldom does.
_TELLING, _AVERAGE = 3, 2
#: One of so many fits several figures together hardly ever by chance.
_MANY = 4
#: So many figures in a row may be added up.
_MOST = 8


@dataclass(frozen=True, slots=True)
class _Amount:
    """A figure of a sentence, or several in a row added up."""

    claims: tuple[Claim, ...]

    @property
    def exact(self) -> Fraction:
        return sum((c.quantity.exact for c in self.claims), Fraction(0))


def fitting_otherwise(book: Book, failed: Sequence[Check]) -> list[Check]:
    """Those of some failed checks of rates and averages that fit other figures."""
    held = ((c, told) for c in failed if c.rule in _RULES and (told := _quotient(book, c)))
    return [c for c, told in held if _is_of_others(book, c, told)]


def _is_of_others(book: Book, found: Check, told: Claim) -> bool:
    sentence = each_once(book.in_sentence(told))
    if _in_turn(book, told, sentence):
        return False
    return _is_of_head(book, found, told) or _fits(
        found, told, sentence, slipped=_has_slipped(found)
    )


def _is_of_head(book: Book, found: Check, told: Claim) -> bool:
    """Whether a share behind a list is that of its whole, by the very figures: A万元，其中甲B万元、
    乙C万元，占D万元的P%."""
    of = book.statement(told).part_of
    if of is None or found.rule not in ("N04", "N05") or len(found.operands) < 3:
        return False
    base = found.operands[-1].quantity
    heads = [c for c in book.current(of) if base is not None and c.quantity.kind == base.kind]
    if base is None or not base.exact or book.of_roles(of, told.role) or told.quantity.exact == 1:
        return False
    return any(_prints(told, c.quantity.exact / base.exact) for c in heads)


def _has_slipped(found: Check) -> bool:
    """Whether a slip of the pen explains a failed check better: of a figure with digits enough,
    zeros at its end aside, as round ones are a slip away from many."""
    told = digits(found.stated).replace(".", "").strip("0") if found.stated is not None else ""
    return bool(found.detail) and len(told) >= _TELLING


def _quotient(book: Book, found: Check) -> Claim | None:
    """The rate or average among the figures of a check."""
    told = (book.claim(operand.claim) for operand in found.operands)
    return next((c for c in told if c and (c.quantity.unit == "%" or c.role is Role.AVERAGE)), None)


def _in_turn(book: Book, told: Claim, sentence: Sequence[Claim]) -> bool:
    """Whether a rate is one of several that are told in the order of what they are of (分别占P%、
    Q%): of which it is, the words say."""
    several = len([c for c in sentence if c.role is told.role]) > 1
    return several and pattern("wording", "in_turn").search(book.before(told)) is not None


def _fits(found: Check, told: Claim, sentence: Sequence[Claim], *, slipped: bool) -> bool:
    """Whether a rate or an average is that of other figures of its sentence; where a slip of the
    pen explains it as well, only if it has many digits and is of several figures together."""
    if told.role is Role.AVERAGE:
        pairs = _averages(sentence, told) if significant(told.quantity.value) >= _AVERAGE else ()
    elif significant(told.quantity.value) < _TELLING or told.quantity.exact == 1:
        return False
    else:
        pairs = _changes(sentence, told) if found.rule == "N03" else _shares(sentence, told)
    asked = {*found.claims} - {told.id}
    changed = any(c and c.role.is_change for c in sentence if c.id in asked)
    others = (
        (one, other)
        for one, other in pairs
        if other.exact and one.claims != other.claims
        if {c.id for c in (*one.claims, *other.claims)} != asked
        if _is_of_more(told, one, other)
        if not changed or len(one.claims) > 1  # a change that is told is wrong itself
        if not slipped or (len(one.claims) > 1 and significant(told.quantity.value) >= _MANY)
    )
    return any(_prints(told, abs(one.exact / other.exact)) for one, other in others)


def _is_of_more(told: Claim, one: _Amount, other: _Amount) -> bool:
    """Whether two figures are not those of the rate's own statement, which are asked already."""
    claims = (*one.claims, *other.claims)
    return any(c.statement != told.statement for c in claims) or len(other.claims) > 1


def _prints(told: Claim, value: Fraction) -> bool:
    """Whether a rate or an average is how a figure of just so much is printed, signs aside."""
    exact = -value if told.quantity.value < 0 else value
    return told.quantity.interval.meets(Interval(exact, exact))


def _shares(sentence: Sequence[Claim], told: Claim) -> Iterator[tuple[_Amount, _Amount]]:
    """What a share or a rate of completion may be: of a figure that has none of its own, or of the
    last ones before it together, of any other or of two or more in a row."""
    for alike in _kinds(sentence, told):
        before = [c for c in alike if c.start < told.start]
        ones = [_Amount((c,)) for c in before if not _has_its_own(sentence, c, told)]
        wholes = [_Amount((c,)) for c in alike if not _has_its_own(sentence, c, told)]
        for one in (*ones, *_last(before)):
            yield from ((one, whole) for whole in (*wholes, *_rows(before)))
        for at, whole in enumerate(before):  # 甲A万元、乙B万元，两项占C万元的P%
            yield from ((one, _Amount((whole,))) for one in _last(before[:at]))


def _changes(sentence: Sequence[Claim], told: Claim) -> Iterator[tuple[_Amount, _Amount]]:
    """What a rate of change may be: by how much a figure, or several in a row, differs from another
    one, each way; or a change that is told, of what was before."""
    for alike in _kinds(sentence, told):
        plain = [c for c in alike if not c.role.is_change]
        before = [c for c in plain if c.start < told.start]
        own = [_Amount((c,)) for c in plain if not _has_its_own(sentence, c, told)]
        for now in (*own, *_last(before)):
            for base in plain:
                if base not in now.claims:
                    yield _Difference(now.claims, base), _Amount((base,))


@dataclass(frozen=True, slots=True)
class _Difference(_Amount):
    """What figures in a row differ by from another one."""

    base: Claim

    @property
    def exact(self) -> Fraction:
        return sum((c.quantity.exact for c in self.claims), -self.base.quantity.exact)


def _averages(sentence: Sequence[Claim], told: Claim) -> Iterator[tuple[_Amount, _Amount]]:
    """What an average may be: of an amount before it, or of several in a row, over several counts
    in a row."""
    before = [c for c in sentence if c.start < told.start]
    amounts = [c for c in before if c.quantity.kind == "amount" and c.role is not Role.AVERAGE]
    counts = [c for c in before if c.quantity.kind == "count"]
    totals = [*(_Amount((c,)) for c in amounts), *_rows(amounts)]
    yield from ((total, over) for total in totals for over in _rows(counts))


def _kinds(sentence: Sequence[Claim], told: Claim) -> Iterator[list[Claim]]:
    """The figures of a sentence that are no quotients, those of each kind and unit apart."""
    plain = [c for c in sentence if c is not told and c.role is not Role.AVERAGE]
    units = {_kind(c) for c in plain if c.quantity.kind != "percent"}
    for unit in sorted(units):
        yield [c for c in plain if _kind(c) == unit]


def _kind(claim: Claim) -> str:
    return "" if claim.quantity.kind == "amount" else claim.quantity.unit


def _last(claims: Sequence[Claim]) -> list[_Amount]:
    """The last two of some figures or more."""
    return [_Amount(tuple(claims[-n:])) for n in range(2, min(len(claims), _MOST) + 1)]


def _rows(claims: Sequence[Claim]) -> Iterator[_Amount]:
    """Two figures or more in a row."""
    for begin, end in combinations(range(len(claims) + 1), 2):
        if 2 <= end - begin <= _MOST:
            yield _Amount(tuple(claims[begin:end]))


def _has_its_own(sentence: Sequence[Claim], claim: Claim, told: Claim) -> bool:
    """Whether a figure has another rate of the kind in question: of that one it is then, and two
    that changed places, or one that was copied, are no reason to be silent."""
    if claim.out_of:
        return False  # 甲A万元，占乙B万元的P%，乙占C万元的Q%
    behind = next((c for c in sentence if c.start > claim.start), None)
    others = [c for c in sentence if c is not told and c.role is told.role]
    return behind in others or any(c.statement == claim.statement for c in others)

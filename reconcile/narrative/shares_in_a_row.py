"""Shares that stand one after the other, each behind its own figure, and are all of one whole:
甲A万元，占W万元的P%；乙B万元，占Q%; 甲A万元（P%）、乙B万元（Q%）; 甲A万元，占P%；其余B万元，占Q%.

Which whole that is the shares tell themselves: most of them are of it to the last digit, or one is
and their figures come to it, or they come to 100%. Those that are not are then wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from extract.figures.quantity import number_of, round_half_up
from reconcile.audit import Check
from reconcile.book import Book
from reconcile.equation import check
from reconcile.formula import RATIO, of_all, sum_over
from reconcile.narrative.between_two import is_change
from reconcile.narrative.said import TELLING, Said, is_figure, slipped
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.slips import significant

_TABLE = "row_of_shares"
#: So many shares are a row.
_ROW = 2


@dataclass(frozen=True, slots=True)
class _Member:
    """A share with the figures it is of (of more than one: 以上四项占P%), the words for its whole,
    and its whole where that stands between the two."""

    rate: Said
    parts: tuple[Said, ...]
    named: str = ""
    whole: Said | None = None

    @property
    def amount(self) -> Fraction:
        return sum((p.claim.quantity.exact for p in self.parts), Fraction(0))

    def is_of(self, whole: Fraction) -> bool:
        """Whether it is the share of a whole to its last digit."""
        rate = self.rate.claim.quantity
        return round_half_up(self.amount / whole / rate.scale, rate.decimals) == rate.value


def shares_in_a_row(book: Book, told: Sequence[Said], above: Sequence[Said]) -> Iterator[Check]:
    """The shares of one sentence; `above` are the figures of its paragraph before it."""
    for row in _rows(told):
        found = _whole_of(row, [*above, *told])
        if found is None:
            continue
        for member in row:
            one = _held(book, row, member, found[0])
            yield from [one.as_inherited()] if one is not None else []


def _rows(told: Sequence[Said]) -> Iterator[list[_Member]]:
    """The rows of shares of a sentence, none of which has another one's figures in between."""
    row: list[_Member] = []
    for at in range(len(told)):
        member = _before_its_figure(told, at) or (_member(told, at) if at else None)
        if member is None:
            continue
        if row and not _goes_on(row, member):
            yield row
            row = []
        row.append(member)
    yield row


def _member(told: Sequence[Said], at: int) -> _Member | None:
    """The share in one place, with its figures right before it."""
    rate, before = told[at], told[at - 1]
    if not rate.is_rate or before.is_rate or (is_change(before) and "的" not in before.name):
        return None
    if rate.says("of_it_too") and at > 1 and pattern(_TABLE, "of_told").search(before.words):
        part = told[at - 2]
        more = before.claim.quantity.exact > part.claim.quantity.exact > 0
        fits = part.is_like(before) and more and is_figure(part)
        return _Member(rate, (part,), whole=before) if fits else None
    if (several := pattern(_TABLE, "of_several").search(rate.words)) is not None:
        number = number_of(several["number"])
        parts = tuple(told[max(0, at - number) : at])
        fits = len(parts) == number and all(map(is_figure, parts))
        return _Member(rate, parts) if fits and _are_alike(parts) else None
    share = pattern(_TABLE, "share").fullmatch(rate.words)
    if (
        share is None
        or not before.claim.quantity.exact
        or pattern(_TABLE, "no_part").search(before.words)
    ):
        return None
    return _Member(rate, (before,), share["whole"] or "")


def _before_its_figure(told: Sequence[Said], at: int) -> _Member | None:
    """A share that its figure stands behind: 甲占P%，计A万元."""
    rate, behind = told[at], told[at + 1] if at + 1 < len(told) else None
    if behind is None or not rate.is_rate or not is_figure(behind):
        return None
    first = pattern(_TABLE, "share_first").search(rate.words)
    then = pattern(_TABLE, "figure_behind").fullmatch(behind.words)
    return _Member(rate, (behind,)) if first and then else None


def _are_alike(parts: Sequence[Said]) -> bool:
    return all(p.is_like(parts[0]) for p in parts)


def _goes_on(row: Sequence[_Member], member: _Member) -> bool:
    """Whether a share may be of what those of a row are of: it names the same whole or none, and is
    no part of what stands before it."""
    first = row[0]
    if member.whole is not None or not member.parts[0].is_like(first.parts[0]):
        return False
    if any(pattern(_TABLE, "within").search(p.words) for p in member.parts):
        return False
    named = first.named if not first.whole else ""
    return member.named in ("", named)


def _whole_of(row: Sequence[_Member], among: Sequence[Said]) -> tuple[Said | None] | None:
    """What a row is of: a figure, or in its place None for what its own figures come to; None where
    the shares do not tell."""
    if len(row) < _ROW:
        return None
    own = {id(p) for m in row for p in m.parts}
    most, total = max(m.amount for m in row), sum((m.amount for m in row), Fraction(0))
    wholes: dict[Fraction, Said | None] = {}
    for one in among:
        if id(one) not in own and one.is_like(row[0].parts[0]) and is_figure(one):
            wholes.setdefault(one.claim.quantity.exact, one)
    if row[0].whole is not None:
        wholes = {row[0].whole.claim.quantity.exact: row[0].whole}
    else:
        wholes.setdefault(total, None)
    tried = [(exact, _holding(row, exact)) for exact in wholes if exact > most]
    best, holding = max(tried, key=lambda t: t[1], default=(Fraction(0), 0))
    sure = holding >= _ROW and 2 * holding > len(row)
    printed = wholes.get(best) is not None
    closed = printed and holding > 0 and (best == total or _is_all(row))
    fine = not printed and 2 * holding >= len(row) and _is_fine(row, best)
    return (wholes[best],) if sure or closed or fine else None


def _is_fine(row: Sequence[_Member], whole: Fraction) -> bool:
    """Whether a share of what a row's own figures come to has so many digits that it is no
    chance."""
    rates = (m.rate.claim.quantity.value for m in row if m.is_of(whole))
    return any(significant(rate) > TELLING for rate in rates)


def _holding(row: Sequence[_Member], whole: Fraction) -> int:
    """How many of a row's shares are of a whole, those left out that may be so by chance."""
    return sum(m.rate.tells and m.is_of(whole) for m in row)


def _is_all(row: Sequence[_Member]) -> bool:
    """Whether the shares come to 100%, but for their last digits."""
    rates = [m.rate.claim.quantity for m in row]
    off = abs(sum((r.exact for r in rates), Fraction(0)) - 1)
    return off <= max(r.ulp for r in rates) * len(rates) / 2


def _held(book: Book, row: Sequence[_Member], member: _Member, whole: Said | None) -> Check | None:
    """A share against its figures and the whole."""
    terms = [book.term(p.claim) for p in member.parts]
    formula = RATIO if len(terms) == 1 else sum_over(len(terms))
    if whole is not None:
        terms.append(book.term(whole.claim))
    else:
        own = {id(p) for p in member.parts}
        others = (p for m in row for p in m.parts if id(p) not in own)
        terms += [book.term(p.claim) for p in others]
        formula = of_all(len(terms))
    if whole is None and len(member.parts) > 1:
        return None
    return slipped(check("N04", book.term(member.rate.claim), terms, formula))

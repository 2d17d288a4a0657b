"""The figures of a sentence as they are said: each with what stands before it, behind it, and
whether it is told aside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from extract.disclosure import Claim, Role
from reconcile.audit import Check, Verdict
from reconcile.book import Book, by_sentence, full_width
from reconcile.equation import adds_up
from reconcile.narrative.spoken import in_order, without_asides
from reconcile.phrases import Phrase
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.slips import name_slip, significant, slips
from reconcile.weighing.solving import slips_in

#: The patterns of vocabulary.toml that are asked for.
TABLE = "beside"
#: A figure of fewer digits is that of others by chance.
TELLING = 3
#: What parts the name of a figure from what stands before it.
_STOP = re.compile("[，,；;：。、（）]|其中|[当之]?中(?=[，,])")
#: The slips of the pen that explain little by chance.
_TELLING_SLIPS = frozenset({"slip.transposed", "slip.one_digit", "slip.ten", "slip.hundred"})
#: Units in which the same is counted.
_ALIKE = {"名": "人", "位": "人", "起": "件", "宗": "件"}


@dataclass(frozen=True, slots=True)
class Said:
    """A figure with the plain words since the one before it in its sentence (`words`), those up to
    the next one (`behind`), and whether it stands in brackets."""

    claim: Claim
    words: str
    behind: str
    aside: bool

    def says(self, name: str) -> re.Match[str] | None:
        return pattern(TABLE, name).search(self.words)

    @property
    def is_rate(self) -> bool:
        return self.claim.quantity.unit == "%"

    @property
    def name(self) -> str:
        """What it is called right before it, without what stands in brackets in that name
        (中标（成交）金额)."""
        return _STOP.split(without_asides(self.words.rstrip("：")))[-1]

    @property
    def tells(self) -> bool:
        """Whether it has digits enough not to agree by chance."""
        return significant(self.claim.quantity.value) >= TELLING

    def is_like(self, other: Said) -> bool:
        """Whether both are money, or counted in units that are one."""
        ours, theirs = self.claim.quantity, other.claim.quantity
        if ours.kind != theirs.kind or ours.kind == "percent":
            return False
        return ours.kind == "amount" or _unit(ours.unit) == _unit(theirs.unit)


def _unit(unit: str) -> str:
    return _ALIKE.get(unit, unit)


def sentences_of(book: Book) -> Iterator[list[Said]]:
    """The figures of each sentence, in order."""
    for group in by_sentence(book.disclosure.claims):
        yield said_in(book, group)


def said_in(book: Book, claims: Sequence[Claim]) -> list[Said]:
    """The claims of one sentence, in order."""
    words = [w for _, w in in_order(book, claims)]
    last = plain(full_width(book.text(claims[-1])[claims[-1].end :]))
    behind = [*words[1:], last]
    opened = accumulate(w.count("（") - w.count("）") for w in words)
    asides = [depth > 0 for depth in opened]
    return [Said(*one) for one in zip(claims, words, behind, asides, strict=True)]


def is_figure(one: Said) -> bool:
    """Whether it tells what there is, and no change, average or rate."""
    claim = one.claim
    return claim.quantity.kind != "percent" and not (
        claim.role.is_change or claim.role is Role.AVERAGE
    )


def slipped(found: Check | None) -> Check | None:
    """A check whose figures the words themselves tell: as it is where it holds or a slip of the
    pen explains why it does not; None else, as something else may be meant after all."""
    if found is None:
        return None
    said = found.as_said()
    failed = found.verdict is Verdict.MISMATCH
    return said if not failed or slips_in(found) or is_of_slipped(found) else None


def is_of_slipped(found: Check) -> bool:
    """Whether one slip of the pen in a figure of a quotient would make it hold, be it only as its
    rate is rounded: 执行率92.45% is of 821.30 for 281.30, and of 281.31 as well."""
    figures = [o.quantity for o in found.operands if o.quantity is not None]
    if len(figures) < len(found.operands) or found.equation is None:
        return False
    stated, *rest = figures
    exact = [q.exact for q in rest]
    for n, one in enumerate(rest):
        for value in slips(one.value) if significant(one.value) > TELLING else ():
            slip = name_slip(one, value) if value > 0 else ""
            if isinstance(slip, Phrase) and slip.name in _TELLING_SLIPS:
                tried = [*exact[:n], Fraction(value) * one.scale, *exact[n + 1 :]]
                with suppress(ZeroDivisionError):
                    if adds_up(stated, found.equation.value(tried)):
                        return True
    return False

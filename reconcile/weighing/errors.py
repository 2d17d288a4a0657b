"""Which error that people make is behind a contradiction: a slip of the pen, another base."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from reconcile.audit import Check
from reconcile.phrases import Words, joined, phrase
from reconcile.weighing.instead import computed_instead
from reconcile.weighing.slips import digits, name_slip, significant
from reconcile.weighing.solving import slips_in
from reconcile.weighing.suspects import Contradiction
from reconcile.weighing.trials import SLIP, Suspect, figure_of, printed_of

#: Fewer digits agree with another figure by chance.
_TELLING = 3
#: What is off by so little of itself is off by next to nothing.
_NEXT_TO = Fraction(1, 400)
#: The sums of the narrative.
_SUMS = frozenset({"N06", "N12"})
#: So many digits that all but two of them do not agree by chance.
_MANY = 5
#: Where the point may stand instead.
_FACTORS = {10: "slip.ten", 100: "slip.hundred", 10_000: "slip.ten_thousand"}
#: A text that was not brought up to date when its table was is off by little.
_STALE = Fraction(1, 100)
#: A rate of figures that are nearly the same is off by so little of itself.
_LITTLE = Decimal("0.02")
#: No part of a sum is so little as so many of its last place.
_FEW = 10
#: So many suspects are named.
_SOME = 3


def error_behind(one: Contradiction) -> Words:
    """The error that explains failed checks; "" where none that people make does.

    It is looked for in the figure that is accused, in what each check states, and in how a rate
    was computed.
    """
    for check in one.checks:
        named = "" if _is_another(check) else _slip(check)
        named = named or _other_way(check) or computed_instead(check)
        named = named or _copied(check) or _near(check)
        if named:
            return named
    if any(suspect.cost == SLIP and _is_long(suspect) for suspect in one.suspects):
        return _of_these(one) or phrase("slip.of_another")
    return next(filter(None, (_in_place(suspect) for suspect in one.suspects)), "")


def _of_these(one: Contradiction) -> Words:
    """The few figures of which one has a slip, where the one that is shown is none of them (a total
    of which one of two parts was copied wrong); "" where there are many."""
    shown = figure_of(one.checks[0].operands[0])
    told = [(printed_of(s.of, s.mended), s) for s in one.suspects]
    if not 1 < len(told) <= _SOME or any(s.of == shown or s.cost != SLIP for _, s in told):
        return ""
    instead = [
        phrase("slip.instead", printed=f"{q.value:f}{q.unit}", figure=f"{s.figure.value:f}{q.unit}")
        for q, s in told
        if q is not None
    ]
    return phrase("slip.of_these", which=joined("join.or", instead))


def weak_error(one: Contradiction) -> Words:
    """What explains failed checks where nothing else can be meant: one amount twice in a list, one
    digit of a rate that is nearly what it should be; "" where nothing does."""
    return next(filter(None, (_twice(check) or _slip(check) for check in one.checks)), "")


def is_slip(one: Contradiction) -> bool:
    """Whether a slip of the pen in one figure mends a contradiction."""
    suspected = any(suspect.cost == SLIP for suspect in one.suspects)
    return suspected or any(slips_in(check) for check in one.checks)


def is_telling_slip(check: Check) -> bool:
    """Whether a slip in what a check states explains it, and would explain little else."""
    return bool(_slip(check))


def _is_another(check: Check) -> bool:
    """Whether a rate is near enough to what it should be to be of figures that are nearly those it
    is held against (last year's outturn for its budget): one digit that differs says little."""
    if check.unit != "%" or not check.stated or check.expected is None:
        return False
    off = abs(check.stated - check.expected)
    return check.detail == phrase("slip.one_digit") and off <= _LITTLE * abs(check.stated)


def _is_long(suspect: Suspect) -> bool:
    """Whether a figure has so many digits that a slip in one explains little else: of 3.03 a tenth
    of all differences is one. Another unit explains one only."""
    printed = printed_of(suspect.of, suspect.mended)
    if printed is None:
        return False
    value = printed.value
    if all(check.rule == "N08" for check in suspect.mended):  # of 22.00 two digits are known
        value = value.normalize()
    return printed.unit != suspect.figure.unit or significant(value) > _TELLING


def _copied(check: Check) -> Words:
    """How what a check states may have been copied wrong."""
    return _printed_for(check.stated, check.expected, check.rule in _SUMS)


def _in_place(suspect: Suspect) -> Words:
    """The slip that put what is printed in place of the figure that mends what failed."""
    printed = printed_of(suspect.of, suspect.mended)
    figure = suspect.figure
    if printed is None or printed.unit not in (figure.unit, ""):
        return ""
    summed = all(check.rule in _SUMS for check in suspect.mended)
    return _printed_for(printed.value, figure.value, summed)


def _printed_for(stated: Decimal | None, expected: Decimal | None, summed: bool) -> Words:
    """How one figure may have come to stand for another of the same unit. Two digits tell nothing
    of what is `summed` up: a list may fall short of its whole by little."""
    if stated is None or expected is None or not _tells(stated):
        return ""
    pair = stated, expected
    return _rearranged(*pair) or _point(*pair) or ("" if summed else _two_digits(*pair))


def _slip(check: Check) -> Words:
    """A slip in what a check states; of a small count every other is a digit away, and of round
    amounts (0.20 and 0.10, 1000.00 and 2000.00) many are, unless the same words tell both."""
    stated = check.operands[0].quantity
    if stated is None or check.expected is None:
        return check.detail
    if stated.kind == "count" and not stated.decimals:
        return check.detail if significant(stated.value) > _TELLING else ""
    one_digit = check.detail == phrase("slip.one_digit") and check.rule != "N07"
    return "" if one_digit and _round(stated.value, check.expected) else check.detail


def _round(*values: Decimal) -> bool:
    """Whether figures have one digit each, and zeros."""
    return all(len(digits(v).replace(".", "").strip("0")) < 2 for v in values)


def _rearranged(stated: Decimal, expected: Decimal) -> Words:
    """The digits of the right figure in another order (21.9 for 19.2)."""
    ours, theirs = digits(stated), digits(expected)
    alike = sorted(ours) == sorted(theirs) and ours != theirs
    return phrase("slip.rearranged") if alike else ""


def _two_digits(stated: Decimal, expected: Decimal) -> Words:
    """Two digits that differ of five or more: as the rest of them agrees, not by chance."""
    ours, theirs = digits(stated), digits(expected)
    if len(ours) != len(theirs) or min(significant(v) for v in (stated, expected)) < _MANY:
        return ""
    different = sum(a != b for a, b in zip(ours, theirs, strict=True))
    return phrase("slip.two_digits") if different == 2 else ""


def _point(stated: Decimal, expected: Decimal) -> Words:
    """The point elsewhere in a figure that is rounded as well (8.65 for 0.8645)."""
    if significant(expected) < 2:
        return ""
    ulp = Decimal(1).scaleb(max(int(v.as_tuple().exponent) for v in (stated, expected)))
    for factor, name in _FACTORS.items():
        if ulp > min(abs(stated / factor - expected), abs(stated - expected / factor)):
            return phrase(name)
    return ""


def _twice(check: Check) -> Words:
    """One part that states another's amount once more, as it is copied from the line before."""
    if check.rule != "N06" or len(check.operands) <= _TELLING:
        return ""
    parts = [o.quantity.value for o in check.operands[1:] if o.quantity and o.quantity.value]
    again = [v for v in parts if parts.count(v) > 1 and len(digits(v).replace(".", "")) > _TELLING]
    return phrase("slip.twice") if again and not all(v == again[0] for v in parts) else ""


def _near(check: Check) -> Words:
    """Off by next to nothing: figures that do not belong together hardly ever come so close. A sum
    may be off by a small part that goes unmentioned, but by no such as is a few of its last place.
    """
    if not check.stated or check.expected is None or not _tells(check.stated):
        return ""
    off = abs(Fraction(check.stated) - Fraction(check.expected))
    limit = (_STALE if check.rule == "N01" else _NEXT_TO) * abs(Fraction(check.stated))
    if check.rule in _SUMS:
        exponent = check.stated.as_tuple().exponent
        limit = min(limit, _FEW * Fraction(10) ** int(exponent))
    return phrase("slip.near") if off <= limit else ""


def _other_way(check: Check) -> Words:
    """A slip in what would be right if it had moved the other way."""
    stated = check.operands[0].quantity
    if stated is None or check.expected is None or check.expected >= 0:
        return ""
    return name_slip(stated, -check.expected)


def _tells(value: Decimal) -> bool:
    return significant(value) >= _TELLING

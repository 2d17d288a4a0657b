"""Slips of the pen: the one simple slip that would explain a wrong figure, and what a figure may
have been before one."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from extract.figures.quantity import Quantity
from reconcile.audit import Check
from reconcile.phrases import Phrase, Words, phrase

_FACTORS = (10_000, 100, 10)
_OF_DIGITS = frozenset({"slip.one_digit", "slip.transposed"})


def name_slip(stated: Quantity, expected: Decimal) -> Words:
    """The slip that turns `expected` into the stated figure; "" where none is simple.

    Both are in the unit of `stated`. Nothing is a slip away from zero, nor zero from anything.
    """
    value = stated.value
    if not expected or not value:
        return ""
    if value == -expected:
        return phrase("slip.sign")
    for factor, name in ((10_000, "slip.ten_thousand"), (100, "slip.hundred"), (10, "slip.ten")):
        if value in (expected * factor, expected / factor):
            return phrase(name)
    return _in_digits(digits(value), digits(expected))


def in_a_part(check: Check) -> bool:
    """Whether one wrong digit in one part of a sum, or two that changed places, explains why it
    does not come to its whole."""
    parts = [o.quantity for o in check.operands[1:] if o.quantity is not None]
    if check.stated is None or check.expected is None or len(parts) < len(check.operands) - 1:
        return False
    if len({p.unit for p in parts}) != 1 or sum(p.value for p in parts) != check.expected:
        return False
    off = check.stated - check.expected
    told = (_in_digits(digits(p.value), digits(p.value + off)) for p in parts if p.value + off > 0)
    return any(isinstance(one, Phrase) and one.name in _OF_DIGITS for one in told)


def _in_digits(ours: str, theirs: str) -> Words:
    """The slip between two figures' digits."""
    if len(ours) == len(theirs):
        different = [i for i, (a, b) in enumerate(zip(ours, theirs, strict=True)) if a != b]
        if len(different) == 1:
            return phrase("slip.one_digit")
        if len(different) == 2:
            a, b = different
            if ours[a] == theirs[b] and ours[b] == theirs[a]:
                return phrase("slip.transposed")
    if _lost(theirs, ours):
        return phrase("slip.lost")
    return phrase("slip.added") if _lost(ours, theirs) else ""


def significant(value: Decimal) -> int:
    """How many digits a figure is printed with, zeros before the first aside."""
    return len(digits(value).replace(".", "").lstrip("0"))


def digits(value: Decimal) -> str:
    """The digits of a figure as printed, with its point and without its sign."""
    return f"{abs(value):f}"


def _lost(longer: str, shorter: str) -> bool:
    """Whether dropping one digit of `longer` gives `shorter`."""
    if len(longer) != len(shorter) + 1 or len(shorter) < 3:
        return False
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def slips(value: Decimal) -> Iterable[Decimal]:
    """What `value` may have been before one slip of the pen; a zero was none."""
    if not value:
        return []
    digits = f"{abs(value):f}"
    texts: set[str] = set()
    for index, char in enumerate(digits):
        before, after = digits[:index], digits[index + 1 :]
        if char.isdigit():
            texts.update(before + new + after for new in "0123456789" if new != char)
            texts.add(before + after)
            point = "." if after[:1] == "." else ""
            other = after[len(point) :]
            if other[:1].isdigit():
                texts.add(before + other[0] + point + char + other[1:])
        texts.update(before + new + char + after for new in "0123456789")
    decimals = len(digits.partition(".")[2])
    texts = {t for t in texts if t.strip(".") and t[0] != "." and (t[0] != "0" or t[1:2] in ".")}
    found = {Decimal(t) for t in texts if len(t.partition(".")[2]) == decimals}
    factored = [abs(value) * f for f in _FACTORS] + [abs(value) / f for f in _FACTORS]
    found.update(v for v in factored if v == round(v, decimals))
    found.discard(abs(value))
    sign = -1 if value < 0 else 1
    return [*(sign * v for v in sorted(found)), -value]

"""Name the one simple slip of the pen that would explain a wrong figure."""

from __future__ import annotations

from decimal import Decimal

from extract.quantity import Quantity


def name_slip(stated: Quantity, expected: Decimal) -> str:
    """In Chinese, the slip that turns `expected` into the stated figure; "" where none is simple.

    Both are in the unit of `stated`.
    """
    value = stated.value
    if value == -expected and value:
        return "符号相反"
    for factor, words in (
        (10_000, "相差一万倍，疑为元与万元混用"),
        (100, "相差一百倍"),
        (10, "相差十倍，疑为小数点错位"),
    ):
        if expected and value in (expected * factor, expected / factor):
            return words
    ours, theirs = _digits(value), _digits(expected)
    if len(ours) == len(theirs):
        different = [i for i, (a, b) in enumerate(zip(ours, theirs, strict=True)) if a != b]
        if len(different) == 1:
            return "只有一位数字不同"
        if len(different) == 2:
            a, b = different
            if ours[a] == theirs[b] and ours[b] == theirs[a]:
                return "两位数字颠倒"
    if _lost(theirs, ours):
        return "少了一位数字"
    if _lost(ours, theirs):
        return "多了一位数字"
    return ""


def _digits(value: Decimal) -> str:
    return f"{abs(value):f}"


def _lost(longer: str, shorter: str) -> bool:
    """Whether dropping one digit of `longer` gives `shorter`."""
    if len(longer) != len(shorter) + 1 or len(shorter) < 3:
        return False
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))

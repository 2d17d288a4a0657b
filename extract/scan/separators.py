"""Commas, points and letters within recognised figures, mended by the form that figures have.

Digits are what models read surely; what is between them is a few dots of ink. 1.333.000 and
4.,707,700 can stand for one figure only.
"""

from __future__ import annotations

import re

#: What may be a figure, or one with its signs confused.
_MAYBE = re.compile(r"(?<![0-9A-Za-z])[0-9OoIl|][0-9OoIl|.,]*(?: [0-9]{3}[0-9.,]*)*(?![0-9A-Za-z])")
_LETTERS = str.maketrans({"O": "0", "o": "0", "I": "1", "l": "1", "|": "1"})
_SIGNS = re.compile(r"[.,]{2,}")
#: Thousands between any signs, and two decimals at the most.
_GROUPED = re.compile(
    r"([0-9]{1,3})((?:[., ][0-9]{3}){2,}|[., ][0-9]{3}(?=[.,][0-9]{1,2}$))(?:[.,]([0-9]{1,2}))?"
)
#: As figures are printed: nothing is to be mended there.
_SOUND = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
#: A comma before two decimals, nothing else being between the digits.
_DECIMAL = re.compile(r"([0-9]+),([0-9]{2})")

#: A figure with commas of Chinese writing, as models see them where digits are set wide: what has
#: decimals, or thousands twice, is no list of two figures.
_WIDE = re.compile(
    r"(?<![0-9.,，])[0-9]{1,3}"
    r"(?:(?:[,，][0-9]{3})+\.[0-9]{2}|(?:[,，][0-9]{3}){2,})(?![0-9.,，]?[0-9])"
)

#: A number between two dashes, as pages have it: one of the dashes is often read as the character
#: for 1, which is a stroke like it.
_NUMBER = re.compile(r"([-—–－~_一 ]+)([0-9]{1,4})([-—–－~_一 ]+)")
#: Specks around a figure by itself, and what is seen of the line above it.
_SPECKED = re.compile(r"[~`^'\"*°]*([0-9][0-9.,]*[0-9]%?|[0-9]%?)[~`^'\"*°]*")


def mended(text: str) -> str:
    """A recognised line with the signs in its figures as they must have been printed; digits stay
    as they were read, but letters among them are the digits that they look like."""
    number = _NUMBER.fullmatch(text.strip())
    if number:
        return f"—{number[2]}—"
    specked = _SPECKED.fullmatch(text.strip())
    if specked:
        text = specked[1]
    text = _WIDE.sub(lambda found: found[0].replace("，", ","), text)
    return _MAYBE.sub(lambda found: _figure(found[0]), text)


def is_sound(figure: str) -> bool:
    """Whether a figure has its signs where figures have them."""
    return bool(_SOUND.fullmatch(figure))


def _figure(read: str) -> str:
    digits = sum(c.isdigit() for c in read)
    if digits * 2 <= sum(c.isalnum() or c == "|" for c in read):
        return read
    whole, end = re.fullmatch(r"(.*?)([.,]*)", read).groups()  # type: ignore[union-attr]
    plain = _SIGNS.sub(",", whole.translate(_LETTERS))
    grouped = None if _SOUND.fullmatch(plain) else _GROUPED.fullmatch(plain)
    if grouped:
        thousands = "".join("," + group for group in re.findall(r"[0-9]{3}", grouped[2]))
        return grouped[1] + thousands + (f".{grouped[3]}" if grouped[3] else "") + end
    decimal = _DECIMAL.fullmatch(plain)
    return (f"{decimal[1]}.{decimal[2]}" if decimal else plain) + end

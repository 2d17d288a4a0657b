"""Characters that a font calls by another's name, as far as what it draws can tell.

Which character a glyph is, a file says in a map of its own. Where a byte of that is wrong, figures
are drawn right and read wrong.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any, TypeAlias

#: A glyph as it is traced: the code of its character, its number in the font.
Coded: TypeAlias = tuple[int, int]

#: Among so many digits of a font on a page each of the ten is found.
_ENOUGH = 60
#: What is this much narrower, or wider, than most of its kind in a font is of another kind.
_NARROW, _WIDE = 0.65, 1.6
#: So many of a kind say how wide it is.
_FEW = 5
_DIGITS, _IDEOGRAPHS = range(0x30, 0x3A), range(0x4E00, 0xA000)
#: How far level text runs to the right for a step of one.
_LEVEL = 0.999


def miscoded(traced: Sequence[Mapping[str, Any]]) -> dict[str, set[Coded]]:
    """By font, the glyphs of a page whose characters cannot be what they are called: ideographs as
    narrow as digits, digits as wide as ideographs, and two glyphs that are both called the digit 3
    where there is no 1. `traced` is what PyMuPDF traces."""
    widths: dict[str, dict[Coded, float]] = defaultdict(dict)
    for span in traced:
        if span["dir"][0] > _LEVEL and (size := span["size"]):
            own = widths[span["font"]]
            for code, glyph, _, box in span["chars"]:
                if (code, glyph) not in own:
                    own[code, glyph] = (box[2] - box[0]) / size
    found = {font: _odd(glyphs) | _shared(glyphs, font, traced) for font, glyphs in widths.items()}
    return {font: glyphs for font, glyphs in found.items() if glyphs}


def _odd(widths: Mapping[Coded, float]) -> set[Coded]:
    """The glyphs of a font that are not as wide as what they are called."""
    digits = {coded: width for coded, width in widths.items() if coded[0] in _DIGITS}
    others = {coded: width for coded, width in widths.items() if coded[0] in _IDEOGRAPHS}
    if min(len(digits), len(others)) < _FEW:
        return set()
    digit, other = median(digits.values()), median(others.values())
    if digit > _NARROW * other:
        return set()
    narrow = {coded for coded, width in others.items() if width < _NARROW * other}
    return narrow | {coded for coded, width in digits.items() if width > _WIDE * digit}


def _shared(glyphs: Iterable[Coded], font: str, traced: Sequence[Mapping[str, Any]]) -> set[Coded]:
    """The glyphs of a font that share a digit, where as many digits are missing."""
    digits = [coded for coded in glyphs if coded[0] in _DIGITS]
    often = Counter(code for code, _ in digits)
    more, missing = len(digits) - len(often), len(_DIGITS) - len(often)
    if not more or more != missing:
        return set()
    codes = (code for span in traced if span["font"] == font for code, *_ in span["chars"])
    if sum(code in _DIGITS for code in codes) < _ENOUGH:
        return set()
    return {coded for coded in digits if often[coded[0]] > 1}

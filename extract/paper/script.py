"""Reports in traditional characters (mirrors of Taiwan and Hong Kong) read as simplified ones.

Character for character, so that places and offsets stay; how a character is printed is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

from extract.layout import Glyph, Page

#: So much of a report's ideographs (a share) must be traditional ones; simplified text has the odd
#: 乾 or 於.
_MOSTLY = 0.08
_FEW = 6


def simplified(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with simplified characters, if they are printed in traditional ones."""
    chars = Counter([g.char for page in pages for g in page.glyphs])
    ideographs = {char: count for char, count in chars.items() if "一" <= char <= "鿿"}
    other = sum(count for char, count in ideographs.items() if _plain(char) != char)
    if other < _FEW or other < _MOSTLY * sum(ideographs.values()):
        return tuple(pages)
    return tuple(
        replace(page, glyphs=tuple(_simplified(glyph) for glyph in page.glyphs)) for page in pages
    )


def _simplified(glyph: Glyph) -> Glyph:
    char = _plain(glyph.char)
    return glyph if char == glyph.char else replace(glyph, char=char, printed=glyph.char)


@lru_cache(1 << 14)
def _plain(char: str) -> str:
    found = str(_converter().convert(char))
    return found if len(found) == 1 else char


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")

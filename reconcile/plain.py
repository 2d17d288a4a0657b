"""Labels, titles and words without what only their spelling adds."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from extract.characters import after_last

_ORDINAL = re.compile(
    r"^(其中[:：]?)?([（(]?[一二三四五六七八九十]{1,3}[)）、.．]|[（(]?\d{1,2}[)）、.．](?!\d))?(其中[:：]?)?"
)
#: The labels of a report are asked for thousands of times; of so many texts the answer is kept.
_TEXTS = 8192


@lru_cache(_TEXTS)
def plain(text: str) -> str:
    """A label or title without blanks, quotation marks and full-width brackets' variants."""
    return re.sub(r"[\s“”\"‘’·]", "", text).replace("(", "（").replace(")", "）").replace(":", "：")


def depth_at(text: str, at: int) -> int:
    """How many brackets are open at a place in a text; less than 0 where more were closed."""
    opened, closed = _brackets(text)
    return bisect_left(opened, at) - bisect_left(closed, at)


@lru_cache(_TEXTS)
def _brackets(text: str) -> tuple[list[int], list[int]]:
    """Where brackets open and close in a text."""
    places = [[m.start() for m in re.finditer(sign, text)] for sign in ("[（(]", "[）)]")]
    return places[0], places[1]


def behind(text: str, marks: str) -> str:
    """The words after the last of some marks."""
    return text[after_last(text, marks) :]


@lru_cache(_TEXTS)
def label(text: str) -> str:
    """A row's label without its ordinal: 八、社会保障和就业支出 → 社会保障和就业支出."""
    return _ORDINAL.sub("", plain(text), count=1)

"""Words of the report, quoted with the figure they are quoted for."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Two characters between which a figure would be torn.
_INSIDE = re.compile(r"[\d.,][\d.,%万亿]|[万亿]元")


@dataclass(frozen=True, slots=True)
class Marked:
    """Words with one figure in them that a writer marks in its own way; as text, with 【】."""

    before: str
    figure: str
    after: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Marked:
        """The whole of `text` with the figure at [start, end)."""
        return cls(text[:start], text[start:end], text[end:])

    def __str__(self) -> str:
        return f"{self.before}【{self.figure}】{self.after}" if self.figure else self.before


def around(text: str, start: int, end: int, reach: int = 32) -> Marked:
    """The figure at [start, end) with the words around it: to the ends of its clause, and at most
    `reach` characters to either side."""
    left = max(text.rfind(sign, 0, start) for sign in "。；\n") + 1
    ends = [i for sign in "。；\n" if (i := text.find(sign, end)) >= 0]
    right = min(ends, default=len(text))
    first, last = max(left, start - reach), min(right, end + reach)
    first, last = whole(text, first, -1), whole(text, last)
    before = ("…" if first > left else "") + text[first:start].lstrip()
    after = text[end:last].rstrip() + ("…" if last < right else "")
    return Marked(before, text[start:end], after)


def whole(text: str, at: int, step: int = 1) -> int:
    """`at`, or the next place to its right (left for a `step` of -1) where a cut tears no
    figure."""
    while 0 < at < len(text) and _INSIDE.fullmatch(text, at - 1, at + 1):
        at += step
    return at

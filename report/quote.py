"""Words of the report, quoted with the figure they are quoted for."""

from __future__ import annotations

from dataclasses import dataclass

from extract.characters import after_last, next_of
from extract.figures.in_text import untorn


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
    left, right = after_last(text, "。；\n", start), next_of(text, "。；\n", end)
    first, last = max(left, start - reach), min(right, end + reach)
    first, last = untorn(text, first, -1), untorn(text, last)
    before = ("…" if first > left else "") + text[first:start].lstrip()
    after = text[end:last].rstrip() + ("…" if last < right else "")
    return Marked(before, text[start:end], after)

"""What is told under a heading: in go the statements so far and where the paragraph stands, out
come those that a later one may go on about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from extract.claims.passages import subject_key
from extract.disclosure import Statement

#: A name of no more characters (收入, 项目支出) is that of many things.
SHORT: Final = 5


@dataclass(frozen=True, slots=True)
class Headed:
    """The statements told so far, seen from under the headings of `section`."""

    statements: Sequence[Statement]
    section: tuple[str, ...]

    @property
    def under(self) -> list[int]:
        """The numbers of those under the last heading itself, the last first, reasons aside."""
        same = takewhile(lambda s: s.section == self.section, reversed(self.statements))
        return [s.id for s in same if not s.cause]

    @property
    def beside(self) -> Iterator[Statement]:
        """Those under this heading and those beside it, the last first, reasons aside."""
        outer = self.section[:-1]
        told = takewhile(lambda s: s.section[: len(outer)] == outer, reversed(self.statements))
        return (s for s in told if not s.cause)

    def called(self, words: str) -> int | None:
        """The last one of just that name under the headings beside this one: （一）总体情况
        支出A万元… （二）结构情况 支出主要用于以下方面：…"""
        if len(self.section) < 2 or len(words) <= SHORT:
            return None
        named = subject_key(words)
        apart = (s for s in self.beside if s.part_of is None)
        return next((s.id for s in apart if subject_key(s.subject) == named), None)

    def item(self, name: str) -> int | None:
        """The last one under this heading or those beside it of an item called so."""
        named = subject_key(name)
        known = (s.id for s in self.beside if named in map(subject_key, (s.subject, s.item)))
        return next(known, None)

"""Which year's outturn a sentence tells, where it is not its report's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.claims.terms import terms
from extract.disclosure import Sentence
from extract.ordinals import without_marker

#: So many years back a report may tell of.
_BACK = 3
_YEAR = re.compile(r"20\d{2}(?=年)")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Sentences next to each other that tell one year: an `earlier` one, or the report's."""

    sentences: Sequence[Sentence]
    earlier: int | None


def divided_by_years(sentences: Sequence[Sentence], year: int) -> list[Stretch]:
    """Sentences on an earlier year alone apart from those of the report's `year`. Where that is
    told as well, 2023年A万元，与上年相比增加B万元 may be of either, and stays with it."""
    told_of = any(f"{year}年" in s.text for s in sentences)
    years = [earlier_year(s.text, year, changes=not told_of) for s in sentences]
    begins = [n for n, told in enumerate(years) if not n or told != years[n - 1]]
    ends = [*begins[1:], len(years)]
    return [Stretch(sentences[a:b], years[a]) for a, b in zip(begins, ends, strict=True)]


def earlier_year(text: str, year: int, *, changes: bool = True) -> int | None:
    """The earlier year whose outturn a sentence tells, and nothing of the report's own: 2025年收入
    A万元，完成预算B万元的P%，同比下降Q% in the budget of 2026, or whatever stands behind 2025年：;
    None where it tells no such thing, or no more than how it changed and `changes` do not count.
    What stood at the end of a year is
    what this year begins with, and told with it."""
    opening = terms().earlier_opening.match(without_marker(text.strip()))
    if opening is None or not year - _BACK <= int(opening["year"]) < year:
        return None
    told = int(opening["year"])
    if terms().headed_by_year.match(opening[0]) and not years_named(text) - {told}:
        return told
    if str(year) in text or terms().this_year.search(text) or opening["planned"]:
        return None
    others = years_named(text) - {told, told - 1}
    out = terms().outturn_of.search(text, opening.end("year"))
    moved = changes and terms().moved_on.search(text, opening.end())
    return told if not others and (out or moved) else None


def years_named(text: str) -> set[int]:
    """The years that a text names."""
    return {int(year) for year in _YEAR.findall(text)}

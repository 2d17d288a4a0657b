"""Blanks in running text: as much room as several lines where all other paragraphs follow each
other, or the mark of an item with nothing behind it. What stood there is lost, or was left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from extract.disclosure import Sentence
from extract.geometry import Box
from extract.layout import Page
from extract.table import Table

_PROSE = re.compile("[，。；]")
_MARK = re.compile(r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．]+")
#: From line to line, so many times as far as from one paragraph to the next is a blank; in so many
#: paragraphs that follow each other there are so few at most, or they are how the text is set.
_WIDE, _SEVERAL, _FEW = 2.8, 8, 2


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph: its first sentence, its text, where it begins and ends."""

    first: Sentence
    text: str
    page: int
    top: Box
    last_page: int
    foot: Box


def blanks_within(
    sentences: Sequence[Sentence], tables: Sequence[Table], pages: Sequence[Page]
) -> tuple[tuple[int, str], ...]:
    """The pages with a blank in the middle of their text, each with what stands before it."""
    told = list(_paragraphs(sentences))
    bare = ((one.page, one.text) for one in told if _MARK.fullmatch(one.text))
    return (*bare, *((one.last_page, one.text) for one in _before_room(told, tables, pages)))


def _before_room(
    told: Sequence[_Paragraph], tables: Sequence[Table], pages: Sequence[Page]
) -> list[_Paragraph]:
    """The paragraphs under which there is room for others, and no table nor picture in it."""
    steps = [
        (after.top.y0 - one.foot.y0, one)
        for one, after in pairwise(told)
        if one.last_page == after.page
        and "heading" not in (one.first.kind, after.first.kind)
        and _PROSE.search(one.text)
        and _PROSE.search(after.text)
        and after.top.y0 > one.foot.y0
        and not any(_between(box, one, after) for box in _boxes(one.last_page, tables, pages))
    ]
    if len(steps) < _SEVERAL:
        return []
    usual = median(step for step, _ in steps)
    found = [one for step, one in steps if step > _WIDE * usual]
    return found if len(found) <= _FEW else []


def _boxes(page: int, tables: Sequence[Table], pages: Sequence[Page]) -> Iterator[Box]:
    yield from (box for table in tables for number, box in table.boxes if number == page)
    for one in pages:
        if one.number == page:
            yield from (*one.images, *one.rules)


def _between(box: Box, one: _Paragraph, after: _Paragraph) -> bool:
    return box.y0 < after.top.y0 and box.y1 > one.foot.y1


def _paragraphs(sentences: Sequence[Sentence]) -> Iterator[_Paragraph]:
    """The paragraphs of the narrative, headings among them."""
    told = (s for s in sentences if s.places and s.kind in ("body", "heading"))
    for _, group in groupby(told, key=lambda s: s.paragraph):
        of_one = list(group)
        first, last = of_one[0].places[0], of_one[-1].places[-1]
        text = "".join(s.text for s in of_one)
        yield _Paragraph(of_one[0], text, first.page, first.box, last.page, last.box)

"""Paragraphs that are not whole where a page ends or a line begins: one goes on overleaf though
there was room for more of it on its own page, or goes on far below the head of the next one, or
begins as none does. What stood there is lost."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from extract.disclosure import Sentence
from extract.geometry import Box, Place
from extract.layout import Page
from extract.table import Table
from extract.unread import SHOWN

_PROSE = re.compile("[，。；]")
#: How no paragraph begins: with what ends or goes on a sentence, or the decimals of a figure; and
#: how none does at the head of a page but behind one without its stop: with an amount and a stop.
_MIDDLE = re.compile(r"[，。；、：？！）》”’%％]|[.．]\d")
_AMOUNT = re.compile(r"[\d０-９][\d０-９,，.．]*(?:[万亿]?元|[%％])[，。；、）]")
_ENDED = "。；！？"
#: So many lines would have had room where all other paragraphs end within so many of each other.
_LINES, _LEVEL = 5.0, 3.0
#: From line to line (heights of a character), where a page shows no two of a paragraph.
_STEP = 1.8
#: Running feet stand lower than this on a page, running heads as high.
_EDGE = 0.9


@dataclass(frozen=True, slots=True)
class _Broken:
    """A paragraph that goes on overleaf: the page it leaves, its last character there and its first
    one on the next page, and what it says up to the one and from the other on."""

    page: int
    last: Box
    first: Box
    text: str
    rest: str


def with_room(
    sentences: Sequence[Sentence], tables: Sequence[Table], pages: Sequence[Page]
) -> Iterator[tuple[int, str]]:
    """The pages that have room for several more lines of a paragraph that goes on on the next one,
    or over those of one that comes from the page before, as others that paragraphs leave and come
    to show; each with what stands before the room, or behind it."""
    broken = list(_over_pages(sentences))
    size = {page.number: (round(page.width), round(page.height)) for page in pages}
    steps = _steps(sentences)
    for one in broken:
        step = steps.get(one.page, _STEP * one.last.height)
        feet = [b.last.y1 for b in broken if _is_like(size, b.page, one.page)]
        if _is_odd(one.last.y1, feet, step, -1):
            free = Box(0.0, one.last.y1 + 1, size[one.page][0], median(feet))
            if not _is_taken(pages[one.page - 1], free, tables):
                yield one.page, one.text[-SHOWN:]
        heads = [b.first.y0 for b in broken if _is_like(size, b.page + 1, one.page + 1)]
        if _is_odd(one.first.y0, heads, step, 1):
            free = Box(0.0, median(heads), size[one.page + 1][0], one.first.y0 - 1)
            if not _is_taken(pages[one.page], free, tables):
                yield one.page + 1, one.rest[:SHOWN]


def _is_odd(height: float, others: Sequence[float], step: float, way: int) -> bool:
    """Whether a line is several steps off from where all others are, nearly: above it (`way` -1)
    or below (1)."""
    if not others:
        return False
    usual = median(others)
    return way * (height - usual) > _LINES * step and all(
        abs(other - usual) < _LEVEL * step for other in others
    )


def _is_like(size: Mapping[int, tuple[int, int]], one: int, other: int) -> bool:
    """Whether a page is as large as another."""
    return one != other and size[one] == size[other]


def begun_within(sentences: Sequence[Sentence]) -> Iterator[tuple[int, str]]:
    """The pages with a paragraph that begins in the middle of a sentence, each with how it does."""
    for before, one in pairwise((None, *_firsts(sentences))):
        if one is None or one.kind != "body" or not _PROSE.search(one.text[1:]):
            continue
        heads = before is None or (
            before.places[-1].page < one.places[0].page and before.text[-1] in _ENDED
        )
        if _MIDDLE.match(one.text) or (heads and _AMOUNT.match(one.text)):
            yield one.places[0].page, one.text[:SHOWN]


def _firsts(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """The first sentence of each paragraph."""
    told = (s for s in sentences if s.places)
    yield from (next(group) for _, group in groupby(told, key=lambda s: s.paragraph))


def _paragraphs(sentences: Sequence[Sentence]) -> Iterator[tuple[str, list[Place]]]:
    """The paragraphs of running text, with where each character stands."""
    told = (s for s in sentences if s.places and s.kind == "body")
    for _, group in groupby(told, key=lambda s: s.paragraph):
        of_one = list(group)
        text = "".join(s.text for s in of_one)
        if _PROSE.search(text):
            yield text, [place for s in of_one for place in s.places]


def _over_pages(sentences: Sequence[Sentence]) -> Iterator[_Broken]:
    for text, places in _paragraphs(sentences):
        for n, (one, after) in enumerate(pairwise(places), 1):
            if one.page + 1 == after.page and _PROSE.search(text[:n]):
                yield _Broken(one.page, one.box, after.box, text[:n], text[n:])


def _steps(sentences: Sequence[Sentence]) -> dict[int, float]:
    """How far it is from line to line of a paragraph, on each page that shows it."""
    found: dict[int, list[float]] = defaultdict(list)
    for _, places in _paragraphs(sentences):
        for one, after in pairwise(places):
            if one.page == after.page and after.box.y0 > one.box.center[1]:
                found[one.page].append(after.box.y1 - one.box.y1)
    return {page: median(steps) for page, steps in found.items()}


def _is_taken(page: Page, free: Box, tables: Sequence[Table]) -> bool:
    """Whether anything stands in the room that is left on a page."""
    boxes = [b for t in tables for n, b in t.boxes if n == page.number]
    boxes += [*page.images, *page.rules, *(g.box for g in page.glyphs)]
    within = (
        b
        for b in boxes
        if (1 - _EDGE) * page.height < b.center[1] < _EDGE * page.height or b.height > free.height
    )
    return any(b.meets(free) for b in within)

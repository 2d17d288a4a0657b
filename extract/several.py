"""Several reports in one file: the department's and its units', each with a cover of its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from extract.disclosure import Part, Sentence
from extract.identity import identify, is_body
from extract.table import Table

#: A cover stands among the first few lines of its page.
_FIRST = 3
_COVER = re.compile(
    r"(?P<unit>[一-龥（）()]{4,40}?)(?:（本级）)?20\d{2}年度?(?:部门|单位)?(?:收支)?(?:决算|预算)"
    r"(?:公开)?(?:报告)?"
)
_HEAD = re.compile(r"第[一二三四五六七八九十]+部分|附件?[一二三四五六七八九十\d]*[:：]?")


def parts_of(
    sentences: Sequence[Sentence],
    tables: Sequence[Table],
    name: str,
    last: int,
    gaps: Collection[int],
) -> tuple[Part, ...]:
    """The reports that a file of `last` pages holds, from their covers; none where it holds one.
    `gaps` are the numbers of the pages that were not read."""
    starts = list(_covers(sentences))
    if len({unit for _, unit in starts}) < 2:
        return ()
    pages = [1, *(page for page, _ in starts[1:]), last + 1]
    return tuple(
        _part(first, end - 1, unit, sentences, tables, name, gaps)
        for (first, end), (_, unit) in zip(pairwise(pages), starts, strict=True)
    )


def _covers(sentences: Sequence[Sentence]) -> Iterator[tuple[int, str]]:
    """The pages on which a report of another body than the one before begins, and that body."""
    before = ""
    for page, lines in _tops(sentences).items():
        wholes = ["".join(lines[: n + 1]) for n in range(len(lines))]
        match = next((m for w in (*wholes, *lines) if (m := _COVER.fullmatch(w))), None)
        unit = _HEAD.sub("", match["unit"], count=1) if match else ""
        if is_body(unit) and unit not in before and not (before and before in unit):
            before = unit
            yield page, unit


def _tops(sentences: Sequence[Sentence]) -> dict[int, list[str]]:
    """The first few lines of each page."""
    tops: dict[int, list[str]] = {}
    last: tuple[int, int] | None = None
    for sentence in sentences:
        if not sentence.places:
            continue
        pages = range(sentence.places[0].page, sentence.places[-1].page + 1)
        if all(len(tops.get(page, ())) > _FIRST for page in pages):
            continue  # further down on its page
        for char, place in zip(sentence.text, sentence.places, strict=False):
            here = place.page, round(place.box.center[1] / 3)
            lines = tops.setdefault(place.page, [])
            if here != last and len(lines) <= _FIRST:
                lines.append("")
            if len(lines) <= _FIRST:
                lines[-1] += char
            last = here
    return {page: [line.strip() for line in lines[:_FIRST]] for page, lines in tops.items()}


def _part(
    first: int,
    last: int,
    unit: str,
    sentences: Sequence[Sentence],
    tables: Sequence[Table],
    name: str,
    gaps: Collection[int],
) -> Part:
    own = [s for s in sentences if s.places and first <= s.places[0].page <= last]
    held = [t for t in tables if first <= min(t.pages, default=0) <= last]
    who = identify(own, held, name, unread=any(first <= page <= last for page in gaps))
    return Part(first, last, unit, who.year, who.kind)

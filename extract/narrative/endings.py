"""Sentences that break off: what they go on to say is on a page that is missing, or was lost from
their own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise, zip_longest

from extract.disclosure import Sentence
from extract.layout import Page
from extract.ordinals import marker_level
from extract.table import Table

#: How a sentence of running text ends, and what tells that it is one.
_ENDED = "。；：！？”）》…!?;:)"
_PROSE = re.compile("[，。；]")
#: What no paragraph ends with.
_OPEN = "，、（("


def pages_broken_off(sentences: Sequence[Sentence]) -> tuple[int, ...]:
    """The pages whose last sentence does not end, though the next page begins with another
    paragraph, or none follows."""
    told = [s for s in sentences if s.places and s.kind not in ("contents", "note")]
    prose = {s.paragraph for s in told if _PROSE.search(s.text)}
    ends = {
        one.places[-1].page
        for one, following in pairwise(told)
        if one.places[-1].page < following.places[0].page
        and one.paragraph != following.paragraph
        and _breaks_off(one, prose)
    }
    if told and _PROSE.search(told[-1].text) and _breaks_off(told[-1], prose):
        ends.add(told[-1].places[-1].page)
    return tuple(sorted(ends))


def headings_bare(
    sentences: Sequence[Sentence], tables: Sequence[Table], pages: Sequence[Page]
) -> Iterator[int]:
    """The pages that end with the heading of a numbered section, and the next page begins with
    another one that does not stand under it, or nothing follows: not on paper, in a table nor in a
    picture. What the section says is lost."""
    told = [s for s in sentences if s.places and s.kind not in ("contents", "note")]
    shown = {n for table in tables for n in table.pages} | {p.number for p in pages if p.images}
    for one, following in zip_longest(told, told[1:]):
        level = marker_level(one.text, one.counted) if one.kind == "heading" else None
        if level is None or level == 0:
            continue
        page, last = one.places[-1].page, pages[-1].number
        to = following.places[0].page if following else last
        after = _rank(following)
        ended = following is None or (page < to and after is not None and after <= level)
        if ended and not shown & set(range(page, to + 1)):
            yield page


def _rank(sentence: Sentence | None) -> int | None:
    """How deep a heading stands; None for other text."""
    if sentence is None or sentence.kind != "heading":
        return None
    return marker_level(sentence.text, sentence.counted)


def broken_within(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences that end with a comma, or within brackets, though another paragraph follows on
    their page. Other stops are left out where lists are set by hand."""
    told = [s for s in sentences if s.places and s.kind not in ("contents", "note")]
    prose = {s.paragraph for s in told if _PROSE.search(s.text)}
    return tuple(
        one
        for one, following in pairwise(told)
        if one.places[-1].page == following.places[0].page
        and one.paragraph != following.paragraph
        and one.text[-1] in _OPEN
        and _breaks_off(one, prose)
    )


def _breaks_off(sentence: Sentence, prose: Collection[int]) -> bool:
    """Whether a sentence ends without a stop, in one of the paragraphs that are running text."""
    told = sentence.kind == "body" and sentence.paragraph in prose
    return told and sentence.text[-1] not in _ENDED

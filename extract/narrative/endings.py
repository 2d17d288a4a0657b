"""Sentences that break off: what they go on to say is on a page that is missing, or was lost from
their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.disclosure import Sentence

#: How a sentence of running text ends, and what tells that it is one.
_ENDED = "。；：！？”）》…!?;:)"
_PROSE = re.compile("[，。；]")
#: What no paragraph ends with.
_OPEN = "，、（("


def pages_broken_off(sentences: Sequence[Sentence]) -> tuple[int, ...]:
    """The pages whose last sentence does not end, though the next page begins with another
    paragraph, or none follows."""
    told = [s for s in sentences if s.places and s.kind not in ("contents", "note")]
    ends = {
        one.places[-1].page
        for one, following in pairwise(told)
        if one.places[-1].page < following.places[0].page
        and one.paragraph != following.paragraph
        and _breaks_off(one)
    }
    if told and _breaks_off(told[-1]):
        ends.add(told[-1].places[-1].page)
    return tuple(sorted(ends))


def broken_within(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences that end with a comma, or within brackets, though another paragraph follows on
    their page. Other stops are left out where lists are set by hand."""
    told = [s for s in sentences if s.places and s.kind not in ("contents", "note")]
    return tuple(
        one
        for one, following in pairwise(told)
        if one.places[-1].page == following.places[0].page
        and one.paragraph != following.paragraph
        and one.text[-1] in _OPEN
        and _breaks_off(one)
    )


def _breaks_off(sentence: Sentence) -> bool:
    """Whether a sentence of running text ends without a stop."""
    prose = sentence.kind == "body" and _PROSE.search(sentence.text) is not None
    return prose and sentence.text[-1] not in _ENDED

"""Sentences that break off where a page ends: what they go on to say is on a page that is missing,
or was lost from their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.disclosure import Sentence

#: How a sentence of running text ends, and what tells that it is one.
_ENDED = "。；：！？”）》…!?;:)"
_PROSE = re.compile("[，。；]")


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


def _breaks_off(sentence: Sentence) -> bool:
    """Whether a sentence of running text ends without a stop."""
    prose = sentence.kind == "body" and _PROSE.search(sentence.text) is not None
    return prose and sentence.text[-1] not in _ENDED

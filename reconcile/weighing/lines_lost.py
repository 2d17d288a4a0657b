"""Where whole lines of running text are gone: there is room for one between two lines of a
paragraph, which are set evenly, or a sentence breaks off and what follows begins where lines do,
not paragraphs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from extract.disclosure import Sentence

#: From one line to the next, so many times as far as on the rest of the page is room for another;
#: so many steps show how far that is.
_WIDE, _STEPS = 1.6, 4
#: Paragraphs begin so many characters behind the lines that go on.
_INDENT = 1.2
_PROSE = re.compile("[，。；]")
#: How a sentence ends.
_ENDED = "。；：！？”）》…!?;:)"


def lines_lost(paragraphs: Sequence[Sequence[Sentence]]) -> Iterator[tuple[int, int]]:
    """The characters before which lines are missing, each by its sentence and its place in it."""
    breaks = [hit for told in paragraphs for hit in _breaks(told)]
    steps: dict[int, list[float]] = defaultdict(list)
    for _, page, step in breaks:
        steps[page].append(step)
    usual = {page: median(told) for page, told in steps.items() if len(told) >= _STEPS}
    yield from (at for at, page, step in breaks if page in usual and step > _WIDE * usual[page])
    yield from ((two[0].id, 0) for one, two in pairwise(paragraphs) if _is_torn(one, two))


def _breaks(told: Sequence[Sentence]) -> Iterator[tuple[tuple[int, int], int, float]]:
    """The characters with which lines of a paragraph begin, but for the first: each with its page
    and how far it is below the line before, in its own height: the words of a picture are set
    smaller, and nearer to each other."""
    named = [(s.id, n, place) for s in told for n, place in enumerate(s.places)]
    for (*_, before), (number, at, after) in pairwise(named):
        one, other = before.box, after.box
        if before.page == after.page and other.x0 < one.x0 and other.y0 > one.center[1]:
            yield (number, at), after.page, (other.y1 - one.y1) / (other.height or 1)


def _is_torn(one: Sequence[Sentence], other: Sequence[Sentence]) -> bool:
    """Whether a paragraph breaks off, and the next on its page begins where lines do."""
    if not one or not other or {one[0].kind, other[0].kind} != {"body"}:
        return False
    if not (one[0].places and one[-1].places and other[0].places):
        return False
    first, last, following = one[0].places[0], one[-1].places[-1], other[0].places[0]
    if not first.page == last.page == following.page or one[-1].text[-1] in _ENDED:
        return False
    size = following.box.height
    goes_on = following.box.x0 + _INDENT * size < first.box.x0 and following.box.y0 > last.box.y0
    return goes_on and any(_PROSE.search(s.text) for s in one)

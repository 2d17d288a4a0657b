"""The words of a seal: characters in colour along a ring, and level ones within it.

Those at the top and the bottom of a ring stand level, as the text does that it lies over, and so
do the star's line and the number below it; they are known by the ring and by its colour.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from extract.geometry import Box, union
from extract.pdf.drawn import Run
from extract.pdf.painted import Colour

#: A ring has so many characters at least, turned in so many ways, each so near to another (font
#: sizes); no page has so many turned characters in colour as the second number says.
_RING, _WAYS, _NEAR, _MOST = 5, 4, 4.0, 400
#: What is in colour differs so much from grey; a way is so many degrees wide.
_TINT, _WAY = 0.3, 10


def sealed(runs: Sequence[Run]) -> set[int]:
    """The ids of the runs that are words of a seal."""
    turned: dict[Colour, list[Run]] = defaultdict(list)
    for run in runs:
        if len(run.glyphs) == 1 and max(run.colour) - min(run.colour) > _TINT:
            turned[run.colour].append(run)
    return {
        found
        for colour, single in turned.items()
        if _RING <= len(single) <= _MOST
        for ring in _rings(single)
        for found in _within(ring, colour, runs)
    }


def _rings(single: Sequence[Run]) -> Iterator[list[Run]]:
    """Characters that stand near each other and are turned in many ways."""
    left = list(single)
    while left:
        ring = [left.pop()]
        for run in ring:  # grows while it is gone through
            near = run.box.grown(_NEAR * run.size)
            ring += [r for r in left if near.meets(r.box)]
            left = [r for r in left if not near.meets(r.box)]
        if len(ring) >= _RING and len({r.angle // _WAY for r in ring}) >= _WAYS:
            yield ring


def _within(ring: Sequence[Run], colour: Colour, runs: Sequence[Run]) -> Iterator[int]:
    """The runs of the ring's colour that reach nowhere beyond it. A name that is short leaves the
    foot of its ring, where a number may stand."""
    box = union([r.box for r in ring])
    area = Box(box.x0, box.y0, box.x1, max(box.y1, box.y0 + box.width)).grown(1.0)
    for run in runs:
        box = run.box
        inside = area.contains(box.x0, box.y0) and area.contains(box.x1, box.y1)
        if run.colour == colour and inside:
            yield id(run)

"""Parts of tables that were torn off: what has neither title nor header is of another table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extract.tables.headers import header_height
from extract.tables.joining import Sheet, edges_of

#: Edges this near to each other (points) are the same rule on another page.
_EDGE = 5.0


@dataclass(frozen=True, slots=True)
class _Edged:
    """A sheet with the edges of its columns, which every other one is held against."""

    sheet: Sheet
    edges: tuple[float, ...]

    @property
    def place(self) -> tuple[int, int]:
        """How many columns it has, and about where the first begins."""
        return len(self.edges), int(self.edges[0] // _EDGE)


def with_orphans(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """The sheets; those that have the columns of one without title and header, wherever that
    stands, may go on there: pages may be out of order, or others lie between them."""
    orphans: dict[tuple[int, int], list[_Edged]] = defaultdict(list)
    for sheet in sheets:
        if not sheet.caption.title and not header_height(sheet.matrix):
            edged = _Edged(sheet, tuple(edges_of(sheet)))
            orphans[edged.place].append(edged)
    return tuple(_with_rest(sheet, orphans) for sheet in sheets) if orphans else tuple(sheets)


def _with_rest(sheet: Sheet, orphans: Mapping[tuple[int, int], Sequence[_Edged]]) -> Sheet:
    edged = _Edged(sheet, tuple(edges_of(sheet)))
    columns, first = edged.place
    near = (o for at in (first - 1, first, first + 1) for o in orphans.get((columns, at), ()))
    own = {page for page, _ in sheet.boxes}
    alike = (o.sheet for o in near if o.sheet is not sheet and _alike(edged, o))
    more = {page for other in alike for page, _ in other.boxes} - own
    return replace(sheet, goes_on=tuple(sorted({*sheet.goes_on, *more}))) if more else sheet


def _alike(one: _Edged, other: _Edged) -> bool:
    """Whether two sheets have the same columns; guessed ones end alike at least."""
    pairs = list(zip(one.edges, other.edges, strict=True))
    if not (one.sheet.ruled and other.sheet.ruled):
        pairs = [pairs[0], pairs[-1]]
    return all(abs(a - b) < _EDGE for a, b in pairs)

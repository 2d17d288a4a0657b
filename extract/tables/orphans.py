"""Parts of tables that were torn off: what has neither title nor header is of another table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.tables.headers import header_height
from extract.tables.joining import Sheet, edges_of

#: Edges this near to each other (points) are the same rule on another page.
_EDGE = 5.0


def with_orphans(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """The sheets; those that have the columns of one without title and header, wherever that
    stands, may go on there: pages may be out of order, or others lie between them."""
    orphans = [s for s in sheets if not s.caption.title and not header_height(s.matrix)]
    return tuple(_with_rest(sheet, orphans) for sheet in sheets) if orphans else tuple(sheets)


def _with_rest(sheet: Sheet, orphans: Sequence[Sheet]) -> Sheet:
    own = {page for page, _ in sheet.boxes}
    more = {p for o in orphans if o is not sheet and _alike(sheet, o) for p, _ in o.boxes} - own
    return replace(sheet, goes_on=tuple(sorted({*sheet.goes_on, *more}))) if more else sheet


def _alike(one: Sheet, other: Sheet) -> bool:
    """Whether two sheets have the same columns; guessed ones end alike at least."""
    if one.width != other.width:
        return False
    pairs = list(zip(edges_of(one), edges_of(other), strict=True))
    if not (one.ruled and other.ruled):
        pairs = [pairs[0], pairs[-1]]
    return all(abs(a - b) < _EDGE for a, b in pairs)

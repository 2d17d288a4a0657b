"""Which rows of a table are of an item: by its code, else by how like their labels are to its names
and those of the ranks above it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from extract.table import Row
from reconcile.items import Item
from reconcile.plain import label

#: What some labels add in brackets: 水利工程建设（含河道整治）.
_ADDED = re.compile(r"（[^（）]*）$")
#: A label names the same subject as a text from this likeness (0 to 100) on.
LIKE = 88.0


def item_rows(rows: Sequence[Row], item: Item) -> list[Row]:
    """The rows of an item: the one that has its code; else those whose label, and whose parents'
    labels, are its names.

    The best likeness wins; equals are all given, for the figure to choose among.
    """
    if not item:
        return []
    code, rank, name = item.code, item.rank, item.levels[-1].name
    coded = [r for r in rows if r.code == code] if code else []
    if coded:
        return coded
    like = [
        (own, row)
        for row in rows
        if not row.code or rank < 0 or len(row.code) == 3 + 2 * rank
        for own in (_likeness(name, label(row.label)),)
        if own >= LIKE
    ]
    if not like:
        return []
    by_code = {r.code: r for r in rows if r.code}
    scored = [(own + _parents(row, item, by_code), row) for own, row in like]
    best = max(score for score, _ in scored)
    if best < LIKE - 40:
        return []
    return [row for score, row in scored if score > best - 3]


def _parents(row: Row, item: Item, by_code: Mapping[str, Row]) -> float:
    """How far the rows above a row are from the ranks above an item; 0 where they are the same."""
    missing = 0.0
    for above in item.levels[:-1]:
        parent = by_code.get(row.code[: 3 + 2 * above.rank]) if above.rank >= 0 else None
        if parent is not None and parent is not row:
            missing += _likeness(above.name, label(parent.label)) - 100
    return missing


@lru_cache(maxsize=1 << 16)
def _likeness(name: str, other: str) -> float:
    name, other = label(name), label(other)
    if not name or not other:
        return 0.0
    if name == other:
        return 100.0
    if name.removesuffix("支出") == other.removesuffix("支出"):
        return 97.0
    if _ADDED.sub("", other) == name:
        return 96.0
    return float(fuzz.ratio(name, other))

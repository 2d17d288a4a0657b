"""Which list of units a report can be held to.

Sums over a list that lacks a unit would find differences where there are none, so that a list
counts only where it is whole: its numbers run from 1, every count printed beside it agrees, every
entry is a name, and the department's own accounts (本级) are among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.members.lists import Listing, around, spoken_lists
from corpus.members.names import counts, is_department, is_name, pattern, split_name
from corpus.members.tables import table_lists
from corpus.units import unit_key
from extract.disclosure import Disclosure

#: What a report says of its units: a whole list, that there are none, a list that cannot be relied
#: on, nothing.
LISTED, ALONE, UNCLEAR, NOTHING = "listed", "alone", "unclear", ""


@dataclass(frozen=True, slots=True)
class Member:
    """A unit as listed; `key` is its name normalised (units.py), the department's own for 本级.

    `merged` is a unit without accounts of its own: the list says they are in the 本级's.
    """

    name: str
    key: str
    itself: bool
    merged: bool
    page: int


@dataclass(frozen=True, slots=True)
class Members:
    """What a report says of its units: LISTED …, with the units where it is LISTED."""

    state: str
    units: tuple[Member, ...] = ()


def members(disclosure: Disclosure) -> Members:
    """The units that a report lists as those whose accounts it takes in."""
    owner = unit_key(disclosure.unit)
    said = around(disclosure)
    found = [*table_lists(disclosure), *spoken_lists(disclosure)]
    read = [_members(listing, owner, _with(said, listing.around)) for listing in found]
    whole = [units for units in read if units is not None]
    if whole and len(whole) == len(read) and len({_keys(units) for units in whole}) == 1:
        return Members(LISTED if len(whole[0]) > 1 else ALONE, whole[0])
    if found:
        return Members(UNCLEAR)
    return Members(ALONE if pattern("alone").search(said) else NOTHING)


def _with(said: str, sentence: str) -> str:
    return said if sentence in said else said + sentence


def _members(listing: Listing, owner: str, said: str) -> tuple[Member, ...] | None:
    """The units of a list that is whole, else None."""
    split = [split_name(entry.text) for entry in listing.entries]
    if listing.broken or not owner or not all(is_name(name) for name, _ in split):
        return None
    if any(_names_another(remark) for _, remark in split):
        return None
    units = [
        _member(name, remark, owner, entry.page)
        for (name, remark), entry in zip(split, listing.entries, strict=True)
    ]
    if listing.includes and not any(unit.itself for unit in units):
        units.insert(0, Member(owner, owner, True, False, listing.entries[0].page))
    alone = sum(unit.itself for unit in units) == 1
    apart = len({unit.key for unit in units}) == len(units)
    doubted = pattern("doubtful").search(said) is not None
    fits = _fits(said, len(units), needed=listing.loose)
    return tuple(units) if alone and apart and not doubted and fits else None


def _member(name: str, remark: str, owner: str, page: int) -> Member:
    itself = is_department(name, owner)
    merged = not itself and pattern("merged").search(remark) is not None
    return Member(name, owner if itself else unit_key(name), itself, merged, page)


def _names_another(remark: str) -> bool:
    """Whether the remark behind a name holds another name: a list within the list."""
    pieces = [p for p in remark.split("，") if not pattern("merged").search(p)]
    return any(len(piece) > 3 and is_name(piece) for piece in pieces)


def _fits(said: str, units: int, *, needed: bool) -> bool:
    """Whether every printed number of units is that of the list, with or without the 本级; the
    numbers by sort (行政单位1家，事业单位4家) make it together. One must be there if `needed`."""
    found = list(counts(said))
    if needed and not found:
        return False
    allowed = (units, units - 1)
    plain_counts = [c.number for c in found if not c.sort]
    by_sort = sum(c.number for c in found if c.sort)
    return all(n in allowed for n in plain_counts) and (not by_sort or by_sort in allowed)


def _keys(units: Sequence[Member]) -> frozenset[tuple[str, bool]]:
    return frozenset((unit.key, unit.merged) for unit in units)

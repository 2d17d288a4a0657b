"""Which body of a store a name of a list means: surely, as the catalogue matches names, or
perhaps."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from rapidfuzz import fuzz

from corpus.published.bodies import Body
from corpus.units import full_names

#: How alike two names must be, of 100: one within the other, or one with a slip in it, without
#: their place; the latter only where there is as much of a name.
_WITHIN, _SLIP, _LONG = 70, 85, 7
_SHORTEST = 3
_PLACE = re.compile(r"^.{1,12}[省市区县旗盟州镇乡](?=.{3})")
_NUMERALS = re.compile(r"[\d一二三四五六七八九十]+")


class Names:
    """The names of a list's bodies and of a store's, as the catalogue matches them."""

    def __init__(self, bodies: Sequence[Body], stored: Iterable[str]) -> None:
        self.stored = set(stored) - {""}
        listed = {body.keys[0] for body in bodies}
        self._full = full_names((*self.stored, *listed))
        self._taken = {self.of(body) for body in bodies}

    def full(self, key: str) -> str:
        """The longest name under which a body is known."""
        return self._full.get(key, key)

    def of(self, body: Body) -> str:
        """The name under which the store would know a body: with its parent's before it where
        that is one of its names."""
        own, *behind = body.keys
        return next((self.full(key) for key in behind if key in self.stored), self.full(own))

    def perhaps(self, body: Body, among: Collection[str]) -> list[str]:
        """The names of `among` that may mean a body, and are no other body of the list."""
        own = self.of(body)
        free = {name for name in map(self.full, among) if name != own and name not in self._taken}
        return sorted(name for name in free if any(_alike(key, name) for key in body.keys))

    def is_listed(self, key: str) -> bool:
        """Whether a body of the store is one of the list."""
        return self.full(key) in self._taken


def _alike(one: str, other: str) -> bool:
    """Whether two names may be one: the end of the other, the same characters, a word more or
    less, a slip; numbers tell bodies apart."""
    short, long = sorted((n.replace("委员会", "委") for n in (one, other)), key=len)
    if len(short) < _SHORTEST or _NUMERALS.findall(short) != _NUMERALS.findall(long):
        return False
    if long.endswith(short) or sorted(short) == sorted(long):
        return True
    if _is_within(short, long):
        return fuzz.ratio(short, long) >= _WITHIN and short[-1] == long[-1]
    a, b = (_PLACE.sub("", name) for name in (short, long))
    same_place = short.removesuffix(a) == long.removesuffix(b)
    return same_place and min(len(a), len(b)) >= _LONG and fuzz.ratio(a, b) >= _SLIP


def _is_within(short: str, long: str) -> bool:
    """Whether the characters of one name stand in the other in their order."""
    rest = iter(long)
    return all(character in rest for character in short)

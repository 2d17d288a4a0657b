"""Which body of a store a name of a list means: surely, as the catalogue matches names, or
perhaps."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

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

    def perhaps(self, body: Body, free: Collection[str]) -> list[str]:
        """The names that may mean a body, of those that are no body of the list."""
        own = self.of(body)
        return sorted(n for n in free if n != own and any(_alike(key, n) for key in body.keys))

    def is_listed(self, key: str) -> bool:
        """Whether a body of the store is one of the list."""
        return self.full(key) in self._taken


class Mentions:
    """Which bodies of a list a text names: by the longest of their names that stands in it, and
    unless a longer name of another body stands there around it."""

    def __init__(self, bodies: Sequence[Body], names: Names) -> None:
        #: The bodies that have a name, and those of them that the list itself calls so.
        self._bodies: dict[str, dict[Body, None]] = defaultdict(dict)
        self._listed: dict[str, set[Body]] = defaultdict(set)
        for body in bodies:
            for key in (*body.keys, names.of(body)):
                self._bodies[key][body] = None
            for key in body.keys:
                self._listed[key].add(body)
        self._bodies.pop("", None)
        self._lengths = sorted({len(key) for key in self._bodies})

    def of(self, text: str) -> Iterator[Body]:
        """The bodies that a text names."""
        there = self._in(text)
        own: dict[Body, str] = {}
        for key in sorted(there, key=lambda name: (len(name), name)):
            own |= dict.fromkeys(self._bodies[key], key)
        for body, name in own.items():
            around = (key for key in there if len(key) > len(name) and name in key)
            if not any(self._listed.get(key, set()) - {body} for key in around):
                yield body

    def _in(self, text: str) -> set[str]:
        """The names that stand in a text."""
        pieces = (text[n : n + size] for size in self._lengths for n in range(len(text) - size + 1))
        return {piece for piece in pieces if piece in self._bodies}


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

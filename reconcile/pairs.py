"""Pairs among some things: in go the things and what makes two of them a pair, out come those that
are of one pair only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, combinations
from typing import TypeVar

T = TypeVar("T")


def sole_pairs(things: Sequence[T], fit: Callable[[T, T], bool]) -> Iterator[tuple[T, T]]:
    """The pairs of things that fit each other, and no third one."""
    pairs = [(a, b) for a, b in combinations(range(len(things)), 2) if fit(things[a], things[b])]
    times = Counter(chain(*pairs))
    yield from ((things[a], things[b]) for a, b in pairs if times[a] == times[b] == 1)

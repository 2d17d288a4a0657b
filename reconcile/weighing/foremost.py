"""The best of many things whose ranks change one by one."""

from __future__ import annotations

from collections.abc import Hashable
from heapq import heappop, heappush
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Foremost(Generic[K]):
    """Which of some things has the greatest rank, and of several the smallest place. Each is a
    tuple of numbers; all ranks are as long as each other, and no two places are the same."""

    def __init__(self) -> None:
        self._heap: list[tuple[tuple[int, ...], tuple[int, ...], int, K]] = []
        self._now: dict[K, int] = {}
        self._count = 0

    def put(self, thing: K, rank: tuple[int, ...], place: tuple[int, ...]) -> None:
        """A thing with its rank and place, in place of those it had."""
        self._count += 1
        self._now[thing] = self._count
        heappush(self._heap, (tuple(-n for n in rank), place, self._count, thing))

    def drop(self, thing: K) -> None:
        """Leave a thing out, if it is there."""
        self._now.pop(thing, None)

    def first(self) -> K | None:
        """The foremost thing; None where there is none."""
        while self._heap and self._now.get(self._heap[0][3]) != self._heap[0][2]:
            heappop(self._heap)
        return self._heap[0][3] if self._heap else None

"""Files whose names differ in one number only, as those of a report's pages do: 第1页, 第2页."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import PurePath

_NUMBER = re.compile(r"[0-9]+")


def series(names: Sequence[str]) -> list[list[int]]:
    """The series among some names, each as the positions of its names in the order of their
    numbers; one that is in no series is left out, and so is a number that comes twice. The last
    number in which names differ counts: 甲2023-1 and 甲2023-2 are a series, 甲2023-1 and 甲2024-1
    one only where nothing else is."""
    skeletons: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(names):
        skeletons[_NUMBER.sub("#", _stem(name))].append(at)
    return [one for alike in skeletons.values() for one in _of_one_skeleton(names, alike)]


def in_order(names: Sequence[str]) -> list[int] | None:
    """The order of some names that are one series; None where they are not."""
    found = series(names)
    return found[0] if len(found) == 1 and len(found[0]) == len(names) else None


def _of_one_skeleton(names: Sequence[str], alike: Sequence[int]) -> list[list[int]]:
    numbers = {at: [int(n) for n in _NUMBER.findall(_stem(names[at]))] for at in alike}
    for place in reversed(range(len(numbers[alike[0]]))):
        groups: dict[tuple[int, ...], dict[int, int]] = defaultdict(dict)
        for at in alike:
            rest = (*numbers[at][:place], *numbers[at][place + 1 :])
            groups[rest].setdefault(numbers[at][place], at)
        found = [[one[n] for n in sorted(one)] for one in groups.values() if len(one) > 1]
        if found:
            return found
    return []


def _stem(name: str) -> str:
    return PurePath(name).stem

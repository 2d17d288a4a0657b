"""Names by which files can be told apart: 决算.pdf, and 甲局/决算.pdf where there are several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping


def short_names(paths: Iterable[str]) -> Mapping[str, str]:
    """For each path its last part, with as many folders before it as tell it from all others."""
    parts = {path: path.split("/") for path in set(paths)}
    length = dict.fromkeys(parts, 1)
    while True:
        names = {path: "/".join(p[-length[path] :]) for path, p in parts.items()}
        count = Counter(names.values())
        alike = [p for p in parts if count[names[p]] > 1 and length[p] < len(parts[p])]
        if not alike:
            return names
        for path in alike:
            length[path] += 1

"""Many words as one pattern."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable


def one_of(words: Iterable[str]) -> str:
    """A pattern of any of some words, the longest that fits. They are grouped by their first
    characters, which are looked for first: at most places of a text none of the words begins, and
    each would be tried there."""
    rests: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=len, reverse=True):
        rests[word[0]].append(re.escape(word[1:]))
    groups = (f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items())
    return f"(?=[{re.escape(''.join(rests))}])(?:{'|'.join(groups)})"

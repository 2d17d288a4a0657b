"""Lists that reports tell whole by habit, though no word says so: vehicles by their official kinds,
posts and staff by theirs. One that falls short is worth a look."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from itertools import takewhile

from reconcile.plain import plain
from reconcile.tables.vocabulary import vocabulary


def usual(whole: str, parts: Sequence[str]) -> int:
    """How many of the parts, from the first on, are of the kinds that such a whole is told by; 0
    where fewer than two are."""
    whole, names = plain(whole), [plain(part) for part in parts]
    kinds = [e["parts"] for e in vocabulary()["usual"] if re.search(e["whole"], whole)]
    found = (sum(1 for _ in takewhile(partial(re.search, kind), names)) for kind in kinds)
    return max((count for count in found if count > 1), default=0)

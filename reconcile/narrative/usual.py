"""Lists that reports tell whole by habit, though no word says so: vehicles by their official kinds,
posts and staff by theirs. One that falls short is worth a look."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reconcile.plain import plain
from reconcile.tables.library import vocabulary


def is_usual(whole: str, parts: Sequence[str]) -> bool:
    """Whether two and more parts are all of the kinds that such a whole is told by."""
    if len(parts) < 2:
        return False
    whole, names = plain(whole), [plain(part) for part in parts]
    return any(
        re.search(entry["whole"], whole) and all(re.search(entry["parts"], n) for n in names)
        for entry in vocabulary()["usual"]
    )

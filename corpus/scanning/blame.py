"""Whose fault an exception is: for want of memory, a parser's, or gouji's own; and where."""

from __future__ import annotations

import re
import traceback
from pathlib import Path

#: Where gouji's own code lies.
_OWN = [Path(__file__).parents[2] / name for name in ("extract", "reconcile", "corpus", "report")]
#: What libraries say that got no memory; C code that fails without a word had none for the words.
_MEMORY = re.compile(
    r"alloc|out of memory|insufficient memory|without (?:setting an )?exception(?: set)?"
    r"|with an exception set|failed to map segment",
    re.IGNORECASE,
)


def is_memory(error: BaseException | None) -> bool:
    """Whether a library says by this error, or by one that it was raised for, that it had no memory
    left."""
    while error is not None:
        if isinstance(error, MemoryError) or _MEMORY.search(str(error)):
            return True
        error = error.__cause__ or error.__context__
    return False


def blame(error: Exception) -> str:
    """The status (statuses.toml) of an exception nobody expected: memory, crashed or fault."""
    if is_memory(error):
        return "memory"
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        file = Path(frame.filename)
        if any(file.is_relative_to(own) for own in _OWN):
            return "fault"
        if "site-packages" in file.parts:
            return "crashed"
    return "fault"


def where(error: BaseException) -> str:
    """A fault in one line: what and where."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    place = f"（{Path(last.filename).name}:{last.lineno} {last.name}）" if last else ""
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}{place}"

"""Whose fault an exception is: for want of memory, a parser's, or gouji's own."""

from __future__ import annotations

from extract.faults import is_memory, is_own


def blame(error: Exception) -> str:
    """The status (statuses.toml) of an exception nobody expected: memory, crashed or fault."""
    if is_memory(error):
        return "memory"
    return "fault" if is_own(error) else "crashed"

"""Amounts of a section that none of its duties knows: one of them may be what seems to be missing,
in words that nobody foresaw."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reconcile.duties.catalogue import Duty, duties, sign, topics
from reconcile.duties.reading import Hit, Line, Reading

_CLAUSE = re.compile(r"[^,。;:\n()]+")


def stray(duty: Duty, reading: Reading) -> Hit | None:
    """The first amount in the text about a duty's group that is none of this group's, nor said to
    be another year's, a budget, a change or a total; None where all of them are known."""
    if duty.group not in topics():
        return None
    lines = (line for line in reading.about(duty.group) if line.kind == "prose")
    return next((hit for line in lines for hit in _unknown(line, duty.group)), None)


def _unknown(line: Line, group: str) -> Iterator[Hit]:
    known = [
        match.span()
        for pattern in (*_patterns(group), sign("merged"))
        for match in pattern.finditer(line.text)
    ]
    for clause in _CLAUSE.finditer(line.text, line.titled):
        if sign("of_others").search(clause[0]):
            continue
        for amount in sign("sum").finditer(line.text, clause.start(), clause.end()):
            if not any(start <= amount.start() < end for start, end in known):
                yield Hit(line, amount)


def _patterns(group: str) -> Iterator[re.Pattern[str]]:
    for one in duties():
        if one.group == group:
            yield from (*one.said, *one.none)

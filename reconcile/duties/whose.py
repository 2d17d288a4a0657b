"""Whose report it is, for what is asked of it: a department's, a unit's, a government's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from extract.disclosure import Disclosure
from reconcile.duties.catalogue import plain, sign
from reconcile.duties.reading import Line, Reading

DEPARTMENT, UNIT, GOVERNMENT, UNKNOWN = "department", "unit", "government", ""
#: So many lines of the first page are its cover.
_COVER = 12
_LEVELS = {"部门": DEPARTMENT, "单位": UNIT}


def level(disclosure: Disclosure, reading: Reading) -> str:
    """DEPARTMENT, UNIT or GOVERNMENT by what the cover, the headings, the contents, the titles of
    tables say most often; UNKNOWN where they say nothing, or both alike."""
    if sign("itself").search(plain(disclosure.unit)):
        return UNIT
    cover = [line for line in reading.lines if line.page <= 1][:_COVER]
    titled = [line for line in reading.lines if line.kind != "prose"]
    for found in (cover, titled):
        told = _told(found)
        if told:
            return told
    return UNKNOWN


def _told(lines: Iterable[Line]) -> str:
    texts = [line.text for line in lines]
    levels = Counter(
        _LEVELS[found["level"]] for text in texts for found in sign("departmental").finditer(text)
    )
    if not levels and any(sign("government").search(text) for text in texts):
        return GOVERNMENT
    if any(sign("itself").search(text) for text in texts) and levels:
        return UNIT
    ranked = levels.most_common()
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return UNKNOWN
    return ranked[0][0]

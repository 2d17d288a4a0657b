"""What a report is: body, year, kind and level, each with where in the report it was read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from corpus.units import is_itself, unit_key
from extract.disclosure import Disclosure

#: Where a thing can be read, the surest first; "" is for what was found nowhere.
COVER, HEADING, TABLE, TEXT, FILE_NAME, NOWHERE = "cover", "heading", "table", "text", "file", ""
_LEVEL = re.compile(r"(部门|单位)(?:收支|整体支出)?(?:决算|预算)")
_LISTED = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)、.．]|.*(?:包括|纳入)")
_NAMED = re.compile(r"(?P<unit>[一-龥（）]{4,40}?)(?:20\d{2}年)")


@dataclass(frozen=True, slots=True)
class Reading:
    """A value and where it was read (COVER …); `value` "" where nothing says."""

    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A report's line in the catalogue. `kind` is final or budget; `level` is department (部门,
    with the units it oversees), unit (单位, or a department's 本级) or "".

    `content` is a fingerprint of what the report prints: the same for the same report in another
    file, whatever its metadata, compression or name.
    """

    unit: Reading
    year: Reading
    kind: Reading
    level: Reading
    content: str

    @property
    def key(self) -> str:
        """The unit's name normalised (units.py)."""
        return unit_key(self.unit.value)


def catalogue(disclosure: Disclosure) -> Entry:
    """The catalogue entry of a report that was read."""
    texts = _texts(disclosure)
    unit = disclosure.unit or _unit_of_name(disclosure.path.stem)
    word = "决算" if disclosure.kind == "final" else "预算"
    year = str(disclosure.year) if disclosure.year else ""
    return Entry(
        unit=Reading(unit, _source(texts, lambda t: bool(unit) and unit in t)),
        year=Reading(year, _source(texts, lambda t: bool(year) and year in t)),
        kind=Reading(disclosure.kind, _source(texts, lambda t: word in t)),
        level=_level(texts, unit),
        content=fingerprint(disclosure),
    )


def fingerprint(disclosure: Disclosure) -> str:
    """SHA-256 over the narrative, the tables' units and their fields, white space left out."""
    digest = hashlib.sha256()
    for text in (
        *(s.text for s in disclosure.sentences),
        *(t.unit for t in disclosure.tables),
        *(c.text for t in disclosure.tables for r in t.rows for c in r.cells),
    ):
        digest.update(re.sub(r"\s", "", text).encode("utf-8", "replace"))
        digest.update(b"\0")
    return digest.hexdigest()


def _texts(disclosure: Disclosure) -> Mapping[str, Sequence[str]]:
    """The report's words by where they stand, blanks left out."""

    def bare(texts: Sequence[str]) -> list[str]:
        return [re.sub(r"\s", "", t) for t in texts]

    on_cover = [s.text for s in disclosure.sentences if s.places and s.places[0].page == 1]
    heads = [s.text for s in disclosure.sentences if s.kind in ("heading", "note", "contents")]
    return {
        COVER: bare(on_cover[:12]),
        HEADING: bare(heads),
        TABLE: bare([t.title for t in disclosure.tables]),
        TEXT: bare([s.text for s in disclosure.sentences]),
        FILE_NAME: bare([disclosure.path.stem]),
    }


def _source(texts: Mapping[str, Sequence[str]], says: Callable[[str], bool]) -> str:
    for place, lines in texts.items():
        if any(says(line) for line in lines):
            return place
    return NOWHERE


def _level(texts: Mapping[str, Sequence[str]], unit: str) -> Reading:
    """部门决算 or 单位决算, by what the cover, the headings or the file's name say most often."""
    for place in (COVER, HEADING, TABLE, FILE_NAME):
        if any(_says_itself(line) for line in texts[place] if unit in line):
            return Reading("unit", place)
        words = [m[1] for line in texts[place] for m in _LEVEL.finditer(line)]
        departments, units = words.count("部门"), words.count("单位")
        if departments != units:
            return Reading("department" if departments > units else "unit", place)
    return Reading("", NOWHERE)


def _says_itself(line: str) -> bool:
    """Whether a line says that the report is of the 本级 alone; a list of units names it too."""
    listed = _LISTED.match(line) is not None
    return not listed and (is_itself(line) or "本级）" in line)


def _unit_of_name(stem: str) -> str:
    found = _NAMED.match(re.sub(r"\s", "", stem))
    return found["unit"] if found else ""

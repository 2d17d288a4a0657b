"""The numbers that Word prints before paragraphs and that are not in their text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from extract.word.counting import counted
from extract.word.styles import W, child, switch, value

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered; `restart` is the level after which it begins anew, -1
    for never."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None


@dataclass(frozen=True, slots=True)
class _List:
    """A list as paragraphs name it: the abstract one it is of, its levels, and those that begin at
    a number of their own."""

    abstract: str
    levels: tuple[Level, ...]
    starts: Mapping[int, int]


@dataclass(slots=True)
class Numbering:
    """Counts through a file, paragraph by paragraph."""

    lists: Mapping[str, _List]
    styles: Mapping[str, tuple[str, int]]
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def copy(self) -> Numbering:
        """The same lists, counted as far, to be counted on apart."""
        counts = {name: list(now) for name, now in self.counts.items()}
        return Numbering(self.lists, self.styles, counts, set(self.begun))

    def printed(self, number: str, level: int) -> str:
        """What stands before the next paragraph of a list; "" for bullets and where there is no
        such list."""
        found = self.lists.get(number)
        if found is None or not 0 <= level < len(found.levels):
            return ""
        counts = self.counts.setdefault(found.abstract, [None] * _LEVELS)
        self._step(number, found, counts, level)
        shape = found.levels[level]
        if shape.form == "bullet":
            return ""
        return _PLACE.sub(lambda m: self._number(found, counts, int(m[1]) - 1, shape), shape.text)

    def _step(self, number: str, found: _List, counts: list[int | None], level: int) -> None:
        first = (number, level) not in self.begun
        self.begun.add((number, level))
        anew = first and level in found.starts
        now = counts[level]
        start = found.starts.get(level, found.levels[level].start)
        counts[level] = start if now is None or anew else now + 1
        for deeper in range(level + 1, _LEVELS):
            restart = found.levels[deeper].restart if deeper < len(found.levels) else None
            if restart != -1 and (restart is None or level <= restart):
                counts[deeper] = None

    @staticmethod
    def _number(found: _List, counts: list[int | None], level: int, shape: Level) -> str:
        if level >= len(found.levels):
            return ""
        own = found.levels[level]
        now = counts[level]
        count = found.starts.get(level, own.start) if now is None else now
        form = "decimal" if shape.legal and own.form != "bullet" else own.form
        return counted(count, form)


def numbering_of(tree: etree._Element | None) -> Numbering:
    """The lists of a file."""
    if tree is None:
        return Numbering({}, {})
    abstract = {value(a, "abstractNumId"): a for a in tree.findall(W + "abstractNum")}
    by_style = {
        value(child(a, "styleLink")): a
        for a in abstract.values()
        if child(a, "styleLink") is not None
    }
    lists: dict[str, _List] = {}
    styles: dict[str, tuple[str, int]] = {}
    for num in tree.findall(W + "num"):
        name, of = value(num, "numId"), value(child(num, "abstractNumId"))
        base = abstract.get(of)
        linked = value(child(base, "numStyleLink"))
        base = by_style.get(linked, base) if linked else base
        if base is None:
            continue
        lists[name] = _list(of, base, num)
        for lvl in base.findall(W + "lvl"):
            style = value(child(lvl, "pStyle"))
            if style:
                styles.setdefault(style, (name, _int(value(lvl, "ilvl"), 0)))
    return Numbering(lists, styles)


def _list(name: str, base: etree._Element, num: etree._Element) -> _List:
    levels = [Level() for _ in range(_LEVELS)]
    for lvl in base.findall(W + "lvl"):
        _put(levels, lvl)
    starts: dict[int, int] = {}
    for over in num.findall(W + "lvlOverride"):
        depth = _int(value(over, "ilvl"), 0)
        lvl, start = child(over, "lvl"), child(over, "startOverride")
        if lvl is not None:
            _put(levels, lvl)
        if start is not None:
            starts[depth] = _int(value(start), 1)
    return _List(name, tuple(levels), starts)


def _put(levels: list[Level], lvl: etree._Element) -> None:
    depth = _int(value(lvl, "ilvl"), 0)
    restart = child(lvl, "lvlRestart")
    if 0 <= depth < _LEVELS:
        levels[depth] = Level(
            _int(value(child(lvl, "start")), 0 if child(lvl, "start") is None else 1),
            value(child(lvl, "numFmt")) or "decimal",
            value(child(lvl, "lvlText")),
            bool(switch(lvl, "isLgl")),
            None if restart is None else _int(value(restart), 0) - 1,
        )


def _int(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"\d{1,9}", text) else otherwise

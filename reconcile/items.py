"""The functional items (功能分类科目) that words name, in the spellings of many places.

…（类）…（款）…（项） · …（204类）…（06款）…（01项） · 2050299其他普通教育支出 ·
社会保障和就业支出（208）抚恤（08）死亡抚恤（01） ·
行政运行（2010301） · 教育支出类普通教育款小学教育项 · 教育支出－普通教育－小学教育 ·
项级科目“行政运行”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from reconcile.plain import plain

_LEVELS = "类款项"
_PLAIN = r"[^（）()“”\"，。、；：:\d－—–/]"
#: A name may have a bracket of its own (政府办公厅（室）及相关机构事务), no rank and no ordinal.
_NAME = rf"{_PLAIN}{{2,40}}?(?:（[^类款项（）一二三四五六七八九十\d]{{1,4}}）{_PLAIN}{{0,30}}?)?"
_BRACKETED = re.compile(
    rf"(?P<name>{_NAME})[”\"]?（(?P<before>\d{{2,7}})?(?P<level>[类款项])级?(?:科目)?(?P<after>\d{{2,7}})?）"
)
_PREFIXED = re.compile(rf"（(?P<level>[类款项])）(?P<name>{_NAME})(?=（[类款项]）|$)")
_SUFFIXED = re.compile(
    r"(?P<name>[一-龥（）]{2,24}?)(?P<level>[类款项])(?=[一-龥（]{2,24}?[款项]|$)"
)
_LEADING = re.compile(
    r"^[“\"（]?(?P<code>\d{7}|\d{5}|\d{3})[）]?[－—–\-:：.]*(?P<name>[一-龥（）]{2,40})"
)
_TRAILING = re.compile(r"(?P<name>[一-龥]{2,40})[“”]?（(?P<code>\d{7}|\d{5}|\d{3})）$")
#: A path by codes alone, of which each may tell only what it has more than the one before.
_STEP = re.compile(rf"(?P<name>{_NAME})（(?P<code>\d{{2,7}})）")
_PATH = re.compile(rf"“?{_NAME}（\d{{3}}）(?:{_NAME}（(?:\d{{2}}|\d{{5}}|\d{{7}})）){{1,2}}”?")
_QUOTED = re.compile(r"(?P<level>[类款项])级科目(?P<name>[一-龥（）]{2,40})$")
_DASHED = re.compile(r"[一-龥（）]{2,40}(?:[－—–/]{1,2}[一-龥（）]{2,40}){1,2}")


@dataclass(frozen=True, slots=True)
class Level:
    """One rank of an item: 类, 款 or 项, its name, and its code as far as it is printed."""

    rank: int
    name: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An item named in words, outermost rank first; empty where words name none."""

    levels: tuple[Level, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.levels)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(level.name for level in self.levels)

    @property
    def rank(self) -> int:
        """0 for a 类, 1 for a 款, 2 for a 项, -1 for no item."""
        return self.levels[-1].rank if self.levels else -1

    @property
    def code(self) -> str:
        """The whole code, where it is printed: 2040601; "" where a part of it is not."""
        code = ""
        for level in self.levels:
            if len(level.code) == 3 + 2 * level.rank:
                code = level.code
            elif level.code and len(code) == 1 + 2 * level.rank:
                code += level.code
            else:
                code = ""
        return code if len(code) == 3 + 2 * self.rank else ""

    def within(self, contexts: Iterable[Item]) -> Item:
        """The item with the ranks above its own first one from the first context that has them."""
        if not self.levels or self.levels[0].rank == 0:
            return self
        for context in contexts:
            above = tuple(level for level in context.levels if level.rank < self.levels[0].rank)
            if above:
                return (
                    Item((*above, *self.levels)).within(contexts)
                    if above[0].rank
                    else Item((*above, *self.levels))
                )
        return self


NONE = Item()


@lru_cache(1 << 12)
def item_of(text: str) -> Item:
    """The item that words name; `NONE` where they name none by 类, 款, 项 or a code."""
    said = plain(text)
    leading = re.match("（[类款项]）", said) is not None
    for pattern in (_PREFIXED, _BRACKETED) if leading else (_BRACKETED, _PREFIXED):
        found = [_level(m.groupdict()) for m in pattern.finditer(said)]
        if found:
            return _ranked(found)
    if _PATH.fullmatch(said):
        steps = enumerate(_STEP.finditer(said))
        return Item(tuple(Level(rank, _bare(m["name"]), m["code"]) for rank, m in steps))
    coded = _LEADING.match(said) or _TRAILING.search(said)
    if coded:
        code = coded["code"]
        return Item((Level((len(code) - 3) // 2, _bare(coded["name"]), code),))
    quoted = _QUOTED.search(said)
    if quoted:
        return Item((Level(_LEVELS.index(quoted["level"]), quoted["name"]),))
    suffixed = [_level(m.groupdict()) for m in _SUFFIXED.finditer(said)]
    if suffixed and (len(suffixed) > 1 or suffixed[0].name.endswith("支出")):
        return _ranked(suffixed)
    dashed = _DASHED.fullmatch(said)
    if dashed:
        names = re.split(r"[－—–/]{1,2}", said)
        return Item(tuple(Level(rank, name) for rank, name in enumerate(names)))
    return NONE


def _level(match: dict[str, str | None]) -> Level:
    rank = _LEVELS.index(match["level"] or "类")
    code = match.get("before") or match.get("after") or ""
    return Level(rank, _bare(match["name"] or ""), code)


def _bare(name: str) -> str:
    """A name without the words that lead to it or follow it (用于教育支出, …支出预算)."""
    return re.sub(r"^(用于|其中|按|科目|即|为)+|科目$", "", name)


def _ranked(levels: list[Level]) -> Item:
    """The levels up to where they stop going down; a second path starts with another 类."""
    kept: list[Level] = []
    for level in levels:
        if kept and level.rank <= kept[-1].rank:
            break
        kept.append(level)
    return Item(tuple(kept))

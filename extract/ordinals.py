"""How a paragraph begins and reads: ordinals (一、（一）1.), titles of parts, prose or none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from extract.vocabulary import vocabulary

MARKERS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (0, re.compile(r"第[一二三四五六七八九十]+(部分|章)|附件[0-9一二三四五六七八九十]*[:：]?$")),
    (1, re.compile(r"[一二三四五六七八九十]{1,3}(?:[、．]|[.](?!\d))")),
    (2, re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]")),
    (
        3,
        re.compile(
            r"\d{1,2}[“”\"]?([、．]|[.](?!\d)|[.](?=\d{3,7}[－—–-]{0,2}(?![万亿元])[一-龥]))"
        ),
    ),
    (4, re.compile(r"[（(]\d{1,2}[)）]")),
    (5, re.compile(r"[①-⑳]|\d{1,2}[)）]")),
)
#: The number of an item, however long: 100．, 1986、, （100）
_NUMBER = re.compile(r"([（(]?)(\d{1,4})([、.．](?!\d)|[)）])")
#: Numbers from here on are taken for items only where they count on: they may be years and codes.
_LONG = 100
#: An item counts on from the one before it, or from one this far before: lines are lost where a
#: page ends.
_STEPS = (1, 2, 3)
TABLE_TEXT = re.compile(
    r"^(注[:：\d]|说明[:：]|备注[:：]|(金额)?单位[:：]|编制(部门|单位)|(部门|单位)(名称)?[:：]"
    r"|公开\d+表|预算\d+表|(财)?决(算)?(公开)?\d*表|[(（]?\d{4}年度?[)）]?$)|表$"
)


def marker_level(text: str, counted: int = 0) -> int | None:
    """How deep the ordinal at the start of `text` nests: 第一部分 0, 一、 1, （一） 2, 1. 3 …;
    `counted` characters of it are one that only those before it tell (counted_on)."""
    if counted:
        text = re.sub(r"\d+", "1", text[:counted]) + text[counted:]
    for level, pattern in MARKERS:
        if pattern.match(text):
            return level
    return None


def counted_on(texts: Iterable[str]) -> Iterator[int]:
    """For each of some texts, in order, how many characters its item's number has where only those
    before it tell that it is one: 100． behind 99．, 1986． behind 1985．; 0 for all others.

    Lists within the items, of the same numbers or not, may stand between.
    """
    told: dict[str, set[int]] = defaultdict(set)
    for text in texts:
        match = _NUMBER.match(text)
        number, of_kind = (int(match[2]), told[match[1] + match[3]]) if match else (0, set())
        counts = any(number - step in of_kind for step in _STEPS)
        if counts or number < _LONG:
            of_kind.difference_update(number - step for step in _STEPS)
            of_kind.add(number)
        yield match.end() if match and counts and number >= _LONG else 0


def without_marker(text: str) -> str:
    """`text` without the ordinal it starts with."""
    for _, pattern in MARKERS:
        match = pattern.match(text)
        if match:
            return text[match.end() :].lstrip("、.．:： ")
    return text


def names_part(text: str) -> bool:
    """Whether a line is the title of a part of a report (第三部分 …情况说明, 名词解释)."""
    return bool(vocabulary().find("identity.section", text))


def is_prose(text: str) -> bool:
    """Whether a line reads like running text."""
    return bool(re.search(r"[，。；]", text)) or has_figure(text)


def has_figure(text: str) -> bool:
    """Whether a line states an amount or a share."""
    return bool(re.search(r"\d(万|亿|元|%|％)", text))

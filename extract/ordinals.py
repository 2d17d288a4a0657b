"""How a paragraph begins and reads: ordinals (一、（一）1.), titles of parts, prose or none."""

from __future__ import annotations

import re

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
TABLE_TEXT = re.compile(
    r"^(注[:：\d]|说明[:：]|备注[:：]|(金额)?单位[:：]|编制(部门|单位)|(部门|单位)(名称)?[:：]"
    r"|公开\d+表|预算\d+表|(财)?决(算)?(公开)?\d*表|[(（]?\d{4}年度?[)）]?$)|表$"
)


def marker_level(text: str) -> int | None:
    """How deep the ordinal at the start of `text` nests: 第一部分 0, 一、 1, （一） 2, 1. 3 …"""
    for level, pattern in MARKERS:
        if pattern.match(text):
            return level
    return None


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

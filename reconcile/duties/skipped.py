"""Items of a numbered series that are not there, where a page ends: what was there was not read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.disclosure import Sentence
from extract.figures.quantity import QuantityError, parse_number
from extract.ordinals import marker_level
from reconcile.duties.catalogue import plain, topics

_NUMBER = re.compile(r"[（(]?(?P<n>[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．]")
#: How deep the numbers of sections are: 第一部分, 一、.
_SECTION = 1


@dataclass(frozen=True, slots=True)
class Skipped:
    """An item before which `count` others are not there, on the page that it stands on, the depth
    of its number, and the headings above it."""

    text: str
    page: int
    level: int
    count: int
    section: tuple[str, ...]


def skipped(sentences: Sequence[Sentence]) -> Iterator[Skipped]:
    """The items before which others are not there: the last one, or what they stand under, is on an
    earlier page. Numbers that jump within a page are taken for a slip."""
    last: dict[int, tuple[int, int]] = {}
    page = 0
    for sentence in sentences:
        if sentence.kind == "contents" or not sentence.places:
            continue
        before, page = page, sentence.places[0].page
        found, level = _NUMBER.match(sentence.text), marker_level(sentence.text)
        if level is None:
            continue
        last = {depth: seen for depth, seen in last.items() if depth <= level}
        number = _number(found["n"]) if found else None
        if number is None:
            continue
        known, there = last.get(level, (0, before))
        if number > known + 1 and there < page:
            yield Skipped(sentence.text, page, level, number - known - 1, sentence.section)
        last[level] = number, page


def _number(printed: str) -> int | None:
    """The number of an item; None where its characters make none (二十十)."""
    try:
        return int(parse_number(printed))
    except QuantityError:
        return None


def concerning(topic: str, headed: bool, sentences: Sequence[Sentence]) -> Skipped | None:
    """The first item under a heading about a topic before which others are not there; where the
    topic has no heading, one of the sections themselves: a page holds more than one that is about
    nothing else, and who leaves one out may not number the rest anew."""
    for item in skipped(sentences):
        titles = [plain(title) for title in item.section]
        if any(topics()[topic].search(title) for title in titles):
            return item
        if not headed and item.level <= _SECTION and item.count > 1:
            return item
    return None

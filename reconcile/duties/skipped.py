"""Items of a numbered series that are not there, where a page ends: what was there was not read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.disclosure import Sentence
from extract.figures.quantity import parse_number
from extract.ordinals import marker_level
from reconcile.duties.catalogue import plain, topics

_NUMBER = re.compile(r"[（(]?(?P<n>[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．]")
#: How deep the numbers of sections are: 第一部分, 一、.
_SECTION = 1


@dataclass(frozen=True, slots=True)
class Skipped:
    """An item whose predecessor is not there, on the page that it stands on, the depth of its
    number, and the headings above it."""

    text: str
    page: int
    level: int
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
        if not found:
            continue
        number = int(parse_number(found["n"]))
        known, there = last.get(level, (0, before))
        if number > known + 1 and there < page:
            yield Skipped(sentence.text, page, level, sentence.section)
        last[level] = number, page


def concerning(topic: str, headed: bool, sentences: Sequence[Sentence]) -> Skipped | None:
    """The first item under a heading about a topic before which others are not there; where the
    topic has no heading, one of the sections themselves."""
    for item in skipped(sentences):
        titles = [plain(title) for title in item.section]
        if any(topics()[topic].search(title) for title in titles):
            return item
        if not headed and item.level <= _SECTION:
            return item
    return None

"""Words that are doubled, contradict each other, or are left over: 增加增加, 减增加, 大小于,
支出收入, 减少为0.00万元，与上年持平. Each is an entry of words.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.characters import after_last
from extract.disclosure import Claim, Disclosure
from reconcile.phrases import phrase
from reconcile.words.found import Line, Wording, data, lines, spelled, words


def clash_findings(disclosure: Disclosure) -> Iterator[Wording]:
    """Every such word in the narrative and its headings."""
    for line in lines(disclosure, "body", "heading"):
        for entry in data()["clash"]:
            for match in spelled(entry["pattern"]).finditer(line.text):
                if not _sensible(line.text, match, entry.get("unless", "")):
                    yield _finding(disclosure, line, match, entry["says"])


def _sensible(text: str, match: re.Match[str], unless: str) -> bool:
    """Whether what stands before in the sentence makes sense of the words."""
    start = after_last(text, "。；", match.start())
    before = words("year", "names").sub("", text[start : match.start()])
    return bool(unless) and re.search(unless, before) is not None


def _finding(disclosure: Disclosure, line: Line, match: re.Match[str], says: str) -> Wording:
    start, end = match.span("word")
    word = line.printed(start, end)
    twice = phrase("wording.twice", words=word)
    message = twice if says == "twice" else phrase("wording.against", words=word)
    return Wording(
        "W10", line.page(start), message, word, "",
        line.quote(start, end), tuple(c.id for c in _near(disclosure, line, start, end)),
    )  # fmt: skip


def _near(disclosure: Disclosure, line: Line, start: int, end: int) -> Iterator[Claim]:
    """The figure that the words are said of: in them, or right after them."""
    first, last = line.offsets[start], line.offsets[end - 1]
    for claim in disclosure.claims:
        if claim.sentence == line.sentence.id and first <= claim.start <= last + 3:
            yield claim
            return

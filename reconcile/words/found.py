"""What the finders of wording share: the finding, the text of a sentence, the words to look for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final

from extract.characters import after_last, next_of
from extract.disclosure import Claim, Disclosure, Sentence
from extract.figures.in_text import compact
from extract.table import Cell
from reconcile.phrases import Words

_FULL = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）"}
#: Half-width signs between words; 1,234 is a figure, 9:30 a time.
_HALF = re.compile(r"[;()]|(?<!\d)[,:]|[,:](?!\d)")
_CLAUSE_ENDS = "，。；：、,;"
_SENTENCE_ENDS = "。；;！？"


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording finding before it gets its number. `clause` is the quotation: it holds what the
    finding is about, and the figure of its first claim where it has one."""

    rule: str
    page: int
    message: Words
    stated: str
    expected: str
    clause: str
    claims: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()


@dataclass(slots=True, unsafe_hash=True)
class Line:
    """A sentence as the finders read it: without blanks, figures half-width and the signs between
    words full-width; `offsets[i]` is where `text[i]` stands in the sentence. It does not change:
    each finder makes one of every sentence."""

    sentence: Final[Sentence]
    text: Final[str]
    offsets: Final[tuple[int, ...]]

    @classmethod
    def of(cls, sentence: Sentence) -> Line:
        return cls(sentence, *_spelled(sentence.text))

    def page(self, start: int) -> int:
        """The page that the character at `start` is printed on."""
        return self.sentence.places[self.offsets[start]].page

    def quote(self, start: int, end: int, *, reach: int = 36) -> str:
        """The clause around [start, end) as printed, at most `reach` characters to either side."""
        left = after_last(self.text, _CLAUSE_ENDS, start)
        right = next_of(self.text, _SENTENCE_ENDS, end)
        return self.printed(max(left, start - reach), min(right, end + reach))

    def printed(self, start: int, end: int) -> str:
        """[start, end) as it is printed."""
        return self.sentence.text[self.offsets[start] : self.offsets[end - 1] + 1]


@lru_cache(1 << 14)
def _spelled(text: str) -> tuple[str, tuple[int, ...]]:
    """A sentence as a line, and its offsets. Every finder asks for all those of a report, one after
    the other: fewer than a long one has would be forgotten each time before they are asked for."""
    compacted, offsets = compact(text)
    return full_signs(compacted), tuple(offsets)


def full_signs(text: str) -> str:
    """A text with the signs between its words full-width, one for one."""
    return _HALF.sub(lambda m: _FULL[m[0]], text)


def lines(disclosure: Disclosure, *kinds: str) -> Iterator[Line]:
    """The sentences of these kinds (body, heading …)."""
    return (Line.of(s) for s in disclosure.sentences if s.kind in kinds and s.text.strip())


def clause_of(disclosure: Disclosure, claim: Claim) -> str:
    """The words before a figure in its clause, with the figure."""
    text = disclosure.sentences[claim.sentence].text
    return text[after_last(text, "，。；：,;", claim.start) : claim.end]


def page_of(disclosure: Disclosure, claim: Claim) -> int:
    return disclosure.claim_place(claim).page


@cache
def data() -> dict[str, Any]:
    """The data of words.toml."""
    source = resources.files("reconcile.words").joinpath("words.toml")
    return tomllib.loads(source.read_text("utf-8"))


@cache
def words(group: str, name: str) -> re.Pattern[str]:
    """A pattern of words.toml."""
    return spelled(data()[group][name])


@cache
def spelled(pattern: str) -> re.Pattern[str]:
    """A pattern as words.toml has it; `{name}` in it stands for what `[sets]` has by that name."""
    for name, choices in data()["sets"].items():
        pattern = pattern.replace(f"{{{name}}}", f"(?:{choices})")
    return re.compile(pattern, re.VERBOSE)

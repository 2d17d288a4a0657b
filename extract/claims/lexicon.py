"""The words that jieba knows, taken from its dictionary as texts ask for them.

jieba makes a table of all its 350 000 words, and of all that they begin with, before it cuts the
first text; a report has some thousand pairs of characters for words to begin with. What it cuts is
the same.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, TypeAlias

import numpy
from numpy.typing import NDArray

_Bytes: TypeAlias = NDArray[numpy.uint8]
_Numbers: TypeAlias = NDArray[numpy.int64]
#: By the first character of a line: the parts of the dictionary where lines begin with it.
_Places: TypeAlias = dict[str, list[tuple[int, int]]]


def _jieba() -> Any:
    """jieba, without the package that it would ask for the way to its dictionary: loading that
    takes longer than jieba itself, and jieba knows the way where there is none."""
    name = "pkg_resources"
    spared = name not in sys.modules
    if spared:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        import jieba
    finally:
        if spared:
            del sys.modules[name]
    return jieba


class Lexicon:
    """jieba's tokenizer over its own dictionary, of which it is given what texts have asked for."""

    def __init__(self) -> None:
        self._jieba = _jieba().Tokenizer()
        with self._jieba.get_dict_file() as file:
            self._told = b"\n" + file.read().rstrip() + b"\n"
        self._places, self._jieba.total = _index(self._told)
        self._jieba.initialized = True
        self._known: set[str] = set()

    def words(self, text: str) -> list[str]:
        """The words of a text; together they are the text."""
        if len(text) < 2:
            return [text] if text else []
        beginnings = {text[at : at + 2] for at in range(len(text))}
        if not self._known.issuperset(beginnings):
            for beginning in beginnings - self._known:
                self._learn(beginning)
        return list(self._jieba.cut(text, HMM=False))

    def _learn(self, beginning: str) -> None:
        """Take in the words that begin with two characters, as jieba does: how frequent each is,
        and all that it begins with, of frequency 0 where that is no word; and the first character
        itself."""
        if len(beginning) > 1 and beginning[0] not in self._known:
            self._learn(beginning[0])
        frequencies: dict[str, int] = self._jieba.FREQ
        for word, frequency in self._lines(beginning):
            frequencies[word] = frequency
            for length in range(1, len(word)):
                frequencies.setdefault(word[:length], 0)
        self._known.add(beginning)

    def _lines(self, beginning: str) -> Iterator[tuple[str, int]]:
        """The words of the dictionary that begin so, a single character only itself."""
        whole = " " if len(beginning) == 1 else ""
        sought = f"\n{beginning}{whole}".encode(errors="surrogatepass")
        for start, end in self._places.get(beginning[0], ()):
            at = self._told.find(sought, start - 1, end)
            while at >= 0:
                after = self._told.index(b"\n", at + 1)
                word, frequency, *_ = self._told[at + 1 : after].decode().split(" ")
                yield word, int(frequency)
                at = self._told.find(sought, after, end)


def _index(told: bytes) -> tuple[_Places, int]:
    """Where a dictionary has the lines that begin with a character, and the sum of frequencies.

    A line is a word, its frequency and its kind, with a space between them, and an end of line
    before and behind it."""
    values = numpy.frombuffer(told + bytes(3), numpy.uint8)
    starts = numpy.flatnonzero(values == ord("\n"))[:-1] + 1
    firsts = _first_characters(values, starts)
    changes = numpy.concatenate(([0], numpy.flatnonzero(numpy.diff(firsts)) + 1))
    begins = starts[changes].tolist()
    places: _Places = defaultdict(list)
    for start, end in zip(begins, [*begins[1:], len(told)], strict=True):
        places[told[start : start + 4].decode(errors="ignore")[0]].append((start, end))
    spaces = numpy.flatnonzero(values == ord(" "))
    return dict(places), _sum_of(values, spaces[::2], spaces[1::2])


def _first_characters(values: _Bytes, starts: _Numbers) -> _Numbers:
    """A number for the character that stands at each start, by its one to four bytes of UTF-8."""
    lead = values[starts].astype(numpy.int64)
    found = lead.copy()
    for n, least in ((1, 0xC0), (2, 0xE0), (3, 0xF0)):
        found = found * 256 + numpy.where(lead >= least, values[starts + n], 0)
    return found


def _sum_of(values: _Bytes, before: _Numbers, after: _Numbers) -> int:
    """The sum of the numbers that stand between two places each."""
    total, place = 0, after - 1
    power = 1
    while (within := place > before).any():
        total += power * int((values[place[within]] - ord("0")).sum(dtype=numpy.int64))
        place, power = place - 1, power * 10
    return total

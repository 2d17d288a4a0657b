"""The language of disclosures: spaCy's tokens, their words by jieba.

The tokenizer keeps each figure and each term of the dictionary (terms.toml) one token and lets
jieba cut what is between them; a token's tag says what it is to the reader: `figure`, the name of a
cue (`increase`, `share` …), `subject`, `filler`, `date`, or `word`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extract.claims.lexicon import Lexicon
from extract.claims.terms import terms
from extract.claims.tokens import Doc, Vocab
from extract.claims.wordlist import one_of
from extract.figures.in_text import Figure, find_figures


class TermTokenizer:
    """Text to Doc: figures and terms whole, the rest by jieba.

    A term of one character counts only where jieba makes a word of it, so that 比 is a cue in
    比上年 and none in 比例; longer terms win over shorter ones.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        words = one_of(w for w in terms().tags if len(w) > 1)
        self._long = re.compile(f"{terms().divided.pattern}|{words}")
        self._lexicon = Lexicon()

    def __call__(self, text: str, found: Sequence[Figure] | None = None) -> Doc:
        """The words of a text; `found` are its figures, where they are known."""
        words: list[str] = []
        tags: list[str] = []
        figures: dict[int, Figure] = {}
        at = 0
        for word, tag, figure in self._pieces(text, find_figures(text) if found is None else found):
            if figure is not None:
                figures[len(words)] = figure
            tags.append(_in_place(text, at, word, tag))
            words.append(word)
            at += len(word)
        doc = Doc(self.vocab, words=words, spaces=[False] * len(words), tags=tags)
        doc.user_data["figures"] = figures
        doc.user_data["text"] = text  # doc.text is put together anew at every call
        return doc

    def _pieces(
        self, text: str, found: Sequence[Figure]
    ) -> Iterator[tuple[str, str, Figure | None]]:
        at = 0
        for figure in found:
            if figure.start < at:
                continue
            yield from self._words(text[at : figure.start])
            tag = "figure" if figure.quantity is not None else _mark_tag(figure.reason)
            yield text[figure.start : figure.end], tag, figure
            at = figure.end
        yield from self._words(text[at:])

    def _words(self, text: str) -> Iterator[tuple[str, str, None]]:
        tags = terms().tags
        at = 0
        for match in self._long.finditer(text):
            yield from self._gap(text[at : match.start()])
            yield match[0], tags.get(match[0], "parts"), None
            at = match.end()
        yield from self._gap(text[at:])

    def _gap(self, text: str) -> Iterator[tuple[str, str, None]]:
        for word in self._lexicon.words(text):
            parts = word if terms().two_words.fullmatch(word) else (word,)
            for part in parts:
                yield part, terms().tags.get(part, "word"), None


def _in_place(text: str, at: int, word: str, tag: str) -> str:
    """The tag of a word where it stands: 由 may open parts; 因 in a list opens its next member
    (列入计划35件、因条件限制留作参考7件)."""
    if tag == "from" and terms().made_up.match(text, at):
        return "parts"
    return "word" if word == "因" and text[at - 1 : at] == "、" else tag


def _mark_tag(reason: str) -> str:
    return {"日期": "date", "标号": "mark"}.get(reason, "none")


@cache
def tokenizer() -> TermTokenizer:
    """The tokenizer, made once."""
    return TermTokenizer(Vocab())

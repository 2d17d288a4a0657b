"""The words of a report in one language, read from report/texts.LANG.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from reconcile.phrases import LANGUAGES, Words, say

__all__ = ["LANGUAGES", "Texts", "dotted", "load", "reason"]


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one language under dotted names: `texts("head.pages", count=30)`."""

    lang: str
    entries: dict[str, str]

    def __call__(self, name: str, **values: object) -> str:
        """The text of that name with its braces filled in; KeyError where there is none."""
        return self.entries[name].format(**values)

    def say(self, words: Words) -> str:
        """What reconcile has to say, in this language."""
        return say(words, self.lang)


@cache
def load(lang: str) -> Texts:
    """The texts of a language of LANGUAGES; ValueError for any other."""
    if lang not in LANGUAGES:
        raise ValueError(f"no texts in {lang!r}; there are {', '.join(LANGUAGES)}")
    source = files("report").joinpath(f"texts.{lang}.toml").read_text(encoding="utf-8")
    return Texts(lang, dotted(source))


def dotted(source: str) -> dict[str, str]:
    """The texts of a file of words under their dotted names."""
    groups = tomllib.loads(source)
    return {f"{group}.{key}": text for group, keys in groups.items() for key, text in keys.items()}


def reason(text: str, lang: str) -> str:
    """Why a page was not read, or a number is no claim, in a language: extract says it in Chinese.
    What follows a colon is the report's own; a reason that has no English stays as it is."""
    if lang != "en":
        return text
    known, (head, colon, rest) = _english(), text.partition("：")
    if text not in known and colon and head in known:
        return f"{known[head]}: {rest}"
    return known.get(text, text)


@cache
def _english() -> Mapping[str, str]:
    return tomllib.loads(files("report").joinpath("reasons.en.toml").read_text(encoding="utf-8"))

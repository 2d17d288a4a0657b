"""What gouji says about a report, apart from the language it says it in.

Checks, findings and doubts carry phrases: the name of a template in phrases.toml and what fills it.
A writer renders them in its language; as text they are Chinese.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from importlib import resources

LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence, or a piece of one: the name of a template and its fields in order of name."""

    name: str
    fields: tuple[tuple[str, Words], ...] = ()

    def text(self, lang: str) -> str:
        """The phrase in a language of LANGUAGES; KeyError where there is no such template, or a
        field is missing."""
        fields = {name: say(words, lang) for name, words in self.fields}
        return templates()[self.name][lang].format(**fields)

    def __str__(self) -> str:
        return self.text("zh")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in both languages; in Chinese where there is no English one."""

    zh: str
    en: str = ""

    def text(self, lang: str) -> str:
        return (self.en if lang == "en" else "") or self.zh

    def __str__(self) -> str:
        return self.zh


#: What is said: a phrase or a name, or text that is the same in every language, as what is quoted
#: from a report is; "" where there is nothing to say.
Words = str | Phrase | Name


def phrase(name: str, **fields: Words) -> Phrase:
    """The phrase of that name with these fields."""
    return Phrase(name, tuple(sorted(fields.items())))


def say(words: Words, lang: str) -> str:
    """Words in a language of LANGUAGES."""
    return words if isinstance(words, str) else words.text(lang)


def joined(between: str, parts: Iterable[Words]) -> Words:
    """The parts that say something, one after the other, by a template with `first` and `then`."""
    said = [part for part in parts if part]
    return reduce(lambda a, b: phrase(between, first=a, then=b), said) if said else ""


@cache
def templates() -> Mapping[str, Mapping[str, str]]:
    """The templates by name (`finding.held`), each by language."""
    source = resources.files("reconcile").joinpath("phrases.toml").read_text("utf-8")
    return {
        f"{group}.{name}": texts
        for group, entries in tomllib.loads(source).items()
        for name, texts in entries.items()
    }

"""What gouji says about a report, apart from the language it says it in.

Checks, findings and doubts carry phrases: the name of a template in phrases.toml and what fills it.
A writer renders them in its language; as text they are Chinese.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, reduce
from importlib import resources
from typing import Self, TypeAlias

LANGUAGES = ("zh", "en")


class Phrase(str):
    """A sentence, or a piece of one: the name of a template and its fields in order of name.

    It is a text, the Chinese one, so that whatever takes texts takes it (json, pandas, `in`), and
    says the same in other languages. KeyError where there is no such template, or a field is
    missing.
    """

    __slots__ = ("fields", "name")
    name: str
    fields: tuple[tuple[str, Words], ...]

    def __new__(cls, name: str, fields: tuple[tuple[str, Words], ...] = ()) -> Self:
        made = super().__new__(cls, templates()[name]["zh"].format(**dict(fields)))
        made.name, made.fields = name, fields
        return made

    def __getnewargs__(self) -> tuple[str, tuple[tuple[str, Words], ...]]:  # type: ignore[override]
        return self.name, self.fields

    def text(self, lang: str) -> str:
        """The phrase in a language of LANGUAGES."""
        fields = {name: say(words, lang) for name, words in self.fields}
        return templates()[self.name][lang].format(**fields)


class Name(str):
    """A name in both languages, a text in Chinese; in Chinese as well where there is no English
    one."""

    __slots__ = ("en",)
    en: str

    def __new__(cls, zh: str, en: str = "") -> Self:
        made = super().__new__(cls, zh)
        made.en = en
        return made

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        return str(self), self.en

    @property
    def zh(self) -> str:
        return str(self)

    def text(self, lang: str) -> str:
        return (self.en if lang == "en" else "") or self.zh


#: What is said: a phrase or a name, or text that is the same in every language, as what is quoted
#: from a report is; "" where there is nothing to say.
Words: TypeAlias = str | Phrase | Name


def phrase(name: str, **fields: Words) -> Phrase:
    """The phrase of that name with these fields."""
    return Phrase(name, tuple(sorted(fields.items())))


def say(words: Words, lang: str) -> str:
    """Words in a language of LANGUAGES; ValueError for any other."""
    if lang not in LANGUAGES:
        raise ValueError(f"nothing is said in {lang!r}; there are {', '.join(LANGUAGES)}")
    return words.text(lang) if isinstance(words, Phrase | Name) else words


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

"""Choices that may be typed in either language: 决算 as well as final."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from typing import TypeVar

import typer

from gouji.help import Lang, load_words

_E = TypeVar("_E", bound=StrEnum)


def named(kinds: type[_E]) -> Callable[[str], _E]:
    """A parser for an option that takes one of `kinds`, by its value or by what a value is called
    under [values] of the help pages."""

    def parse(text: str) -> _E:
        known = {str(kind): kind for kind in kinds}
        value = meant(str(text))
        if value not in known:
            names = ", ".join(f"'{_both(name)}'" for name in known)
            raise typer.BadParameter(f"'{text}' is not one of {names}")
        return known[value]

    return parse


def meant(word: str) -> str:
    """The value that a word in any language names; the word itself where it names none."""
    return _values().get(word, word)


def _both(value: str) -> str:
    name = load_words(Lang.ZH)["values"].get(value, "")
    return f"{value} {name}".strip()


@cache
def _values() -> dict[str, str]:
    every = (load_words(lang)["values"] for lang in Lang)
    return {name: value for values in every for value, name in values.items()}

"""The words and patterns of tables.toml, compiled once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What tables.toml says; a pattern by its section and name (`caption.title`)."""

    patterns: dict[str, re.Pattern[str]]
    words: dict[str, frozenset[str]]
    levels: tuple[re.Pattern[str], ...]
    implied_units: tuple[tuple[str, re.Pattern[str]], ...]

    def find(self, name: str, text: str) -> re.Match[str] | None:
        """The first place where a named pattern matches."""
        return _found(name, text)


@lru_cache(maxsize=1 << 12)
def _found(name: str, text: str) -> re.Match[str] | None:
    """Labels and lines of tables come again and again in a report."""
    return vocabulary().patterns[name].search(text)


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of tables; read on first use."""
    data = tomllib.loads(files("extract").joinpath("tables.toml").read_text("utf-8"))
    return Vocabulary(
        {f"{s}.{k}": re.compile(v) for s, k, v in _entries(data, str)},
        {f"{s}.{k}": frozenset(v) for s, k, v in _entries(data, list) if k != "level"},
        tuple(re.compile(entry["pattern"]) for entry in data["label"]["level"]),
        tuple((unit, re.compile(p)) for unit, p in data["column"]["implied"].items()),
    )


def _entries(data: dict[str, Any], kind: type) -> list[tuple[str, str, Any]]:
    return [
        (section, key, value)
        for section, entries in data.items()
        for key, value in entries.items()
        if isinstance(value, kind)
    ]

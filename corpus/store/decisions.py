"""The decisions a reviewer can take: their names, and how else they may be written."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

#: The decision of a finding that nobody has looked at.
OPEN = "open"


@dataclass(frozen=True, slots=True)
class Kind:
    """A decision: its names, other ways to write it, and whether it settles a finding."""

    zh: str
    en: str
    also: tuple[str, ...]
    settled: bool

    def text(self, lang: str) -> str:
        return self.en if lang == "en" else self.zh


@cache
def kinds() -> dict[str, Kind]:
    """Every decision by the word the store keeps."""
    source = resources.files("corpus.store").joinpath("decisions.toml").read_text("utf-8")
    return {
        code: Kind(entry["zh"], entry["en"], tuple(entry["also"]), entry["settled"])
        for code, entry in tomllib.loads(source).items()
    }


def settled() -> tuple[str, ...]:
    """The decisions after which a finding needs no more looking at."""
    return tuple(code for code, kind in kinds().items() if kind.settled)


def decision_of(written: str) -> str | None:
    """The decision that a person writes, in either language; None for no such word."""
    wanted = written.strip().casefold()
    for code, kind in kinds().items():
        if wanted in (code, kind.zh, kind.en, *(word.casefold() for word in kind.also)):
            return code
    return None

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
    """A decision: its names, other ways to write it, whether it settles a finding, and whether it
    is its file's `own`, and follows into no other."""

    zh: str
    en: str
    also: tuple[str, ...]
    settled: bool
    own: bool = False

    def text(self, lang: str) -> str:
        return self.en if lang == "en" else self.zh


#: What decisions are about: findings, or figures that the report itself could not confirm.
FINDING, FIGURE = "finding", "figure"


@cache
def kinds(about: str = FINDING) -> dict[str, Kind]:
    """The decisions about findings, or about figures, by the word the store keeps."""
    source = resources.files("corpus.store").joinpath("decisions.toml").read_text("utf-8")
    return {
        code: Kind(
            entry["zh"],
            entry["en"],
            tuple(entry["also"]),
            entry["settled"],
            entry.get("own", False),
        )
        for code, entry in tomllib.loads(source).items()
        if code == OPEN or entry.get("about", FINDING) == about
    }


@cache
def every_kind() -> dict[str, Kind]:
    """All decisions there are."""
    return kinds(FINDING) | kinds(FIGURE)


def settled() -> tuple[str, ...]:
    """The decisions after which a finding, or a figure, needs no more looking at."""
    return tuple(code for code, kind in every_kind().items() if kind.settled)


def decision_of(written: str, about: str = FINDING) -> str | None:
    """The decision that a person writes, in either language; None for no such word."""
    wanted = written.strip().casefold()
    for code, kind in kinds(about).items():
        if wanted in (code, kind.zh, kind.en, *(word.casefold() for word in kind.also)):
            return code
    return None

"""Which rules are applied: all, only some, or all but some."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import process

from reconcile.phrases import Phrase, phrase
from reconcile.rules.catalogue import codes, title


class ChoiceError(ValueError):
    """A code that no rule has; `near` are the codes that are most like it, `groups` the letters
    that codes begin with."""

    def __init__(self, code: str, near: tuple[str, ...], groups: Iterable[str] = ()) -> None:
        letters = ", ".join(sorted(groups))
        super().__init__(
            f"no rule has the code {code!r}; like it are {', '.join(near)}"
            + (f"; whole groups are {letters}" if letters else "")
            + "; `gouji rule` lists all"
        )
        self.code = code
        self.near = near


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of rules by their codes, or by the letters codes begin with (T: all relations).

    `only` empty means all; `skip` takes away from that.
    """

    only: frozenset[str] = frozenset()
    skip: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, only: Iterable[str] = (), skip: Iterable[str] = (), known: Iterable[str] | None = None
    ) -> Choice:
        """A choice from lists of codes as a person writes them (n01, or several: "N01,T06").

        `known` are the codes there are, those of the catalogue where left out. Raises ChoiceError
        for any other.
        """
        there = tuple(codes() if known is None else known)
        return cls(_parsed(only, there), _parsed(skip, there))

    def __contains__(self, code: str) -> bool:
        wanted = not self.only or _among(code, self.only)
        return wanted and not _among(code, self.skip)

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return not self.only and not self.skip


ALL = Choice()


def left_out(choice: Choice, own: Mapping[str, str]) -> tuple[Phrase, ...]:
    """A line for every rule that is switched off, for what a report says it has not checked; `own`
    are the names of the user's own relations by code."""
    if choice.is_all:
        return ()
    off = [code for code in (*codes(), *own) if code not in choice]
    return tuple(phrase("unchecked.switched_off", code=code, rule=title(code, own)) for code in off)


def _among(code: str, chosen: frozenset[str]) -> bool:
    return code in chosen or code.rstrip("0123456789") in chosen


def _parsed(texts: Iterable[str], known: tuple[str, ...]) -> frozenset[str]:
    found = [part.upper() for text in texts for part in re.split(r"[,，、;；\s]+", text) if part]
    groups = {code.rstrip("0123456789") for code in known}
    for code in found:
        if code not in known and code not in groups:
            raise ChoiceError(code, near(code, known), groups)
    return frozenset(found)


def near(code: str, known: Iterable[str]) -> tuple[str, ...]:
    """The codes that were likely meant, at most three."""
    return tuple(match for match, _, _ in process.extract(code.upper(), list(known), limit=3))

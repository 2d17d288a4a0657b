"""Which finding of one file is which of another file of the same report, or of the same file as a
later gouji reads it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz

#: What stands in a message for the page, which may have moved.
_PAGE = re.compile(r"[（(]?第\d+页起?[）)]?|[（(]?\bpage \d+[）)]?")
_SIGNS = re.compile(r"[\s,.;:()。、“”\"'《》]+")
#: Two clauses with the same figures about the same thing are as alike as this, of 100.
_LIKE = 80.0


def paired(
    old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[int, int]]:
    """The numbers of those that are the same, each once. They are where the rule, both figures and
    the words are; else, of the same rule and figures, where the clauses are most alike: an edited
    sentence is no other finding. Where there is no clause the message must begin alike, whatever
    page it names."""
    left = dict(enumerate(map(_words, new)))
    rest = {}
    for number, words in enumerate(map(_words, old)):
        same = next((n for n, other in left.items() if other == words), None)
        if same is None:
            rest[number] = words
        else:
            del left[same]
            yield number, same
    yield from _alike(rest, left)


def _alike(
    old: Mapping[int, tuple[str, ...]], new: Mapping[int, tuple[str, ...]]
) -> Iterator[tuple[int, int]]:
    """Of what is left, those whose clauses are most alike first."""
    ranked = sorted(
        ((_likeness(a, b), one, other) for one, a in old.items() for other, b in new.items()),
        key=lambda found: (-found[0], found[1:]),
    )
    done: set[int] = set()
    taken: set[int] = set()
    for likeness, one, other in ranked:
        if likeness >= _LIKE and one not in done and other not in taken:
            done.add(one)
            taken.add(other)
            yield one, other


def _likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How alike the clauses of two findings are that have rule and figures in common."""
    *known, clause, _ = one
    *same, behind, _ = other
    return fuzz.ratio(clause, behind) if known == same and clause and behind else 0.0


def _words(row: Mapping[str, Any]) -> tuple[str, ...]:
    """What tells a finding from others wherever in the report it stands: rule, figures, clause, and
    without a clause what the message begins with; what else points at a figure may change."""
    clause = _plain(str(row.get("clause", "")))
    first = str(row.get("message", "")).partition("；")[0]
    message = "" if clause else _plain(_PAGE.sub("", first))
    figures = (str(row.get(name, "")) for name in ("rule", "stated", "expected"))
    return (*figures, clause, message)


def _plain(text: str) -> str:
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text))

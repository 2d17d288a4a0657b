"""Names and numbers of a list of units, by the patterns of words.toml."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from corpus.units import is_itself, unit_key
from extract.figures.quantity import parse_quantity

#: What a name is made of, and how long it is.
_CHARACTERS = re.compile(r"[一-龥A-Za-z0-9（）“”·]{2,40}")
#: The longest short form of a name.
_SHORT = 6
#: The first sign that ends a name; what follows is a remark.
_END = re.compile(r"[，,：:。；;、]")
_WIDE = str.maketrans("():,;", "（）：，；")


@dataclass(frozen=True, slots=True)
class Count:
    """A printed number of units: of those below the department, of one sort, or of whatever."""

    number: int
    below: bool
    sort: bool


@cache
def words() -> Mapping[str, Any]:
    """The patterns of words.toml."""
    source = resources.files("corpus.members").joinpath("words.toml").read_text("utf-8")
    return tomllib.loads(source)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A pattern of words.toml; `table.name` is one of its section [table]."""
    section, _, key = name.rpartition(".")
    return re.compile(words()[section][key] if section else words()[key])


@lru_cache(1 << 12)
def plain(text: str) -> str:
    """A text without white space, its brackets and colons in one width."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).translate(_WIDE)


def split_name(text: str) -> tuple[str, str]:
    """The name an entry begins with, what the unit is in brackets left out, and the remarks."""
    bare = pattern("remark").sub("", text)
    remarks = "".join(pattern("remark").findall(text))
    end = _END.search(bare)
    return (bare[: end.start()], bare[end.start() :] + remarks) if end else (bare, remarks)


def is_name(text: str) -> bool:
    """Whether a text can be the name of a body, and is nothing else."""
    whole = _CHARACTERS.fullmatch(text) is not None
    return whole and (says_itself(text) or pattern("body").search(_unbracketed(text)) is not None)


def says_itself(name: str) -> bool:
    """Whether a name says 本级 in so many words: the accounts of the department alone."""
    short = pattern("itself").search(name) or pattern("itself_short").search(name)
    return short is not None or is_itself(name) or name.endswith(("（本部）", "本级", "本部"))


def is_department(name: str, owner: str) -> bool:
    """Whether a name means the department `owner` (a unit_key) itself: by its name, by a part of
    that with 本级, or by what it is called for short (局机关)."""
    if pattern("itself").search(name):
        return True
    bare = unit_key(re.sub(r"[（(]?(?:机关)?(?:本级|本部|机关)[)）]?$", "", name))
    if bare == owner:
        return True
    return says_itself(name) and (owner.endswith(bare) or _abbreviates(bare, owner))


def _abbreviates(short: str, name: str) -> bool:
    """Whether all characters of a short form stand in a name in that order (商务委)."""
    left = iter(name)
    return len(short) <= _SHORT and all(character in left for character in short)


def counts(text: str) -> Iterator[Count]:
    """The numbers of units that a text gives; 内设机构 and the like are no units."""
    taken: list[tuple[int, int]] = []
    for name in ("count", "count_first", "bare"):
        for match in pattern(name).finditer(text):
            start, end = match.span("n")
            if any(a < end and start < b for a, b in taken):
                continue
            taken.append((start, end))
            kind = match.groupdict().get("kind") or ""
            before = text[max(0, start - 12) : start] + kind
            below = pattern("below").search(re.split("[，。；：（]", before)[-1]) is not None
            number = int(parse_quantity(f"{match['n']}个").value)
            yield Count(number, below, pattern("sort").search(kind) is not None)


def _unbracketed(text: str) -> str:
    return re.sub(r"（[^（）]*）$", "", text)

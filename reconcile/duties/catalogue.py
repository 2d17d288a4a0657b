"""The duties as duties.toml lists them, and what they stand on."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from reconcile.phrases import Name

#: {name}: what stands in [sets] or [signs] by that name; these may name others, so often at most.
_NAMED = re.compile(r"\{([a-z_]+)\}")
_DEPTH = 4
_NOISE = re.compile(r"[\s“”\"‘’'《》]")


@dataclass(frozen=True, slots=True)
class Basis:
    """A text of law or a rule that a duty stands on; `standing` says whether that text was read."""

    text: Name
    short: Name
    standing: Name


@dataclass(frozen=True, slots=True)
class Group:
    """Duties that are about one thing."""

    id: str
    name: Name


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that must be disclosed: `duties.toml` says what its fields mean.

    `later` marks what is to be published step by step, which is not yet everybody's duty.
    """

    id: str
    rule: str
    group: str
    name: Name
    kinds: tuple[str, ...] = ("final", "budget")
    levels: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    later: bool = False
    judge: str = "said"
    said: tuple[re.Pattern[str], ...] = ()
    none: tuple[re.Pattern[str], ...] = ()
    nothing: tuple[re.Pattern[str], ...] = ()
    perhaps: tuple[re.Pattern[str], ...] = ()
    early: tuple[re.Pattern[str], ...] = ()
    topic: str = ""
    apart: tuple[str, ...] = ()
    amount: str = ""
    money: bool = False
    tables: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Thing:
    """What money is spent on and is counted: `duties.toml` says what its fields mean."""

    amount: str
    subject: re.Pattern[str]
    units: re.Pattern[str]
    last: re.Pattern[str]
    none: re.Pattern[str]
    part: re.Pattern[str] | None = None
    rest: re.Pattern[str] | None = None
    nought: re.Pattern[str] | None = None


@lru_cache(1 << 14)
def plain(text: str) -> str:
    """A text as patterns see it."""
    return unicodedata.normalize("NFKC", _NOISE.sub("", text))


@cache
def things() -> tuple[Thing, ...]:
    """What money is spent on and is counted."""
    return tuple(
        Thing(amount=e["amount"], **{k: _pattern(v) for k, v in e.items() if k != "amount"})
        for e in _data("duties")["thing"]
    )


@cache
def duties() -> tuple[Duty, ...]:
    """Every duty, in the order of the list."""
    order = [group.id for group in groups()]
    found = [_duty(entry) for entry in _data("duties")["duty"]]
    return tuple(sorted(found, key=lambda duty: order.index(duty.group)))


@cache
def duty(id: str) -> Duty:
    """The duty of that id; KeyError where there is none."""
    return {one.id: one for one in duties()}[id]


@cache
def asking(amount: str) -> Duty:
    """The duty that asks for an amount itself, not for what depends on it."""
    return next(duty for duty in duties() if duty.judge == "amount" and duty.amount == amount)


@cache
def groups() -> tuple[Group, ...]:
    """The groups, in the order of the list."""
    return tuple(Group(e["id"], Name(e["zh"], e["en"])) for e in _data("duties")["group"])


@cache
def bases() -> Mapping[str, Basis]:
    """What duties stand on, by id."""
    data = _data("basis")
    said = data["status"]
    return {
        id: Basis(
            Name(entry["zh"], entry["en"]),
            Name(entry["short"], entry["short_en"]),
            Name(said[entry["status"]]["zh"], said[entry["status"]]["en"]),
        )
        for id, entry in data.items()
        if id != "status"
    }


@cache
def sign(name: str) -> re.Pattern[str]:
    """A pattern of [signs]."""
    return _pattern(_data("duties")["signs"][name])


@cache
def dated(name: str, year: int) -> re.Pattern[str]:
    """A pattern of [signs] that names a year."""
    return re.compile(sign(name).pattern.replace("YEAR", str(year)), re.MULTILINE)


@cache
def topics() -> Mapping[str, re.Pattern[str]]:
    """What lines are about, by the patterns that tell."""
    return {name: _pattern(text) for name, text in _data("duties")["topics"].items()}


@cache
def sections() -> Mapping[str, re.Pattern[str]]:
    """What the lines under a heading are about, where its words alone tell."""
    return {name: _pattern(text) for name, text in _data("duties")["sections"].items()}


@cache
def subjects() -> Mapping[str, re.Pattern[str]]:
    """What claims about an amount are called, by its column in the tables' vocabulary."""
    return {name: _pattern(text) for name, text in _data("duties")["amounts"].items()}


def _duty(entry: Mapping[str, Any]) -> Duty:
    id = entry["id"]
    return Duty(
        id=id,
        rule=id.partition(".")[0],
        group=entry["group"],
        name=Name(entry["zh"], entry["en"]),
        kinds=tuple(entry.get("kinds", ("final", "budget"))),
        levels=tuple(entry.get("levels", ())),
        basis=tuple(entry["basis"]),
        later=entry.get("later", False),
        judge=entry.get("judge", "said"),
        said=_patterns(entry, "said"),
        none=_patterns(entry, "none"),
        nothing=_patterns(entry, "nothing"),
        perhaps=_patterns(entry, "perhaps"),
        early=_patterns(entry, "early"),
        topic=entry.get("topic", ""),
        apart=tuple(entry.get("apart", ())),
        amount=entry.get("amount", ""),
        money=entry.get("money", False),
        tables=tuple(entry.get("table", ())),
        checked=tuple(entry.get("checked", ())),
    )


def _patterns(entry: Mapping[str, Any], key: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_pattern(text) for text in entry.get(key, ()))


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """A pattern of the file with its sets (and signs) filled in."""
    data = _data("duties")
    known: dict[str, str] = {**data["signs"], **data["sets"]}
    for _ in range(_DEPTH):
        text = _NAMED.sub(lambda m: f"(?:{known[m[1]]})", text)
    return re.compile(text, re.MULTILINE)


@cache
def _data(name: str) -> dict[str, Any]:
    source = resources.files("reconcile.duties").joinpath(f"{name}.toml")
    return tomllib.loads(source.read_text("utf-8"))

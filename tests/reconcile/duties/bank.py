"""Small reports and how their duties must stand, read from a file of the bank."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from reconcile.duties.values import State
from reconcile.reconcile import reconcile
from reconcile.rules import Example
from reconcile.rules.catalogue import sample
from tests.rules.builder import built

FOLDER = Path(__file__).parent
#: The first line of a report: the body, and the year.
_TITLED = re.compile(r"(.+?)20\d\d年")
#: What a file of the bank calls a state.
LISTS = {"missing": State.MISSING, "met": State.MET, "na": State.NOT_APPLICABLE}
#: The file whose reports the cases are of a file that has none of its own and names no `bases`.
BASES = "elsewhere"


@dataclass(frozen=True)
class Case:
    """A report; `missing` are all its duties that are not met, `met` and `na` some that are met or
    do not apply, `open` some that are left to a person, `odds` some whose words contradict each
    other. `limit` says why it is known to go wrong.
    """

    name: str
    example: Example
    missing: frozenset[str]
    met: frozenset[str]
    na: frozenset[str]
    limit: str
    open: frozenset[str] = frozenset()
    odds: frozenset[str] = frozenset()


@cache
def cases(name: str) -> tuple[Case, ...]:
    """The cases of a file, in order."""
    return tuple(_case(entry) for entry in _data(name)["case"])


@cache
def variants(name: str) -> tuple[Case, ...]:
    """The cases of a file that are written as reports of its own, or of BASES, with some sections
    put otherwise."""
    data = _data(name)
    bases = data.get("base") or _data(data.get("bases", BASES))["base"]
    return tuple(_variant(entry, bases[entry["of"]]) for entry in data["case"])


def stands(case: Case) -> Mapping[str, State]:
    """How every duty of a report stands."""
    titled = _TITLED.match(case.example.text)
    read = replace(built(case.example), unit=titled[1] if titled else "")
    return {one.duty: one.state for one in reconcile(read).duties}


def differs(case: Case) -> list[str]:
    """Where gouji and the bank differ, a line each."""
    found = stands(case)
    missing = {duty for duty, state in found.items() if state is State.MISSING}
    lines = [f"{duty} is missing, and not told" for duty in sorted(case.missing - missing)]
    lines += [f"{duty} is told to be missing" for duty in sorted(missing - case.missing)]
    for wanted, state in (
        (case.met, State.MET),
        (case.na, State.NOT_APPLICABLE),
        (case.open, State.NOT_JUDGED),
        (case.odds, State.AT_ODDS),
    ):
        lines += [
            f"{duty} is {found.get(duty)}, not {state}"
            for duty in sorted(wanted)
            if found.get(duty) is not state and duty not in missing - case.missing
        ]
    return lines


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def _variant(entry: Mapping[str, Any], base: Mapping[str, Any]) -> Case:
    """A report, its sections one below the other, with those of `set` in their place."""
    sections = {key: text for key, text in base.items() if key not in ("year", "kind", "tables")}
    told = sections | entry.get("set", {})
    text = "\n".join(part.strip() for part in told.values() if part.strip())
    written = {
        key: value
        for key, value in entry.items()
        if key not in ("of", "set", "expect", "without", "tables")
    }
    tables = _tables(entry, base.get("tables", ()))
    about = {"text": text, "year": base["year"], "kind": base["kind"], "tables": tables}
    case = _case(written | about | entry["expect"])
    more = {name: frozenset(_ids(entry["expect"].get(name, []))) for name in ("open", "odds")}
    return replace(case, **more)


def _tables(entry: Mapping[str, Any], base: Sequence[Mapping[str, Any]]) -> list[Any]:
    """The tables of a report, one of a case's own instead of the one with the same title."""
    own = entry.get("tables", [])
    gone = {table["title"] for table in own} | set(entry.get("without", ()))
    return [*(table for table in base if table["title"] not in gone), *own]


def _case(entry: Mapping[str, object]) -> Case:
    tables = entry.get("tables", [])
    assert isinstance(tables, list)
    year, kind = entry.get("year", 2024), str(entry.get("kind", "final"))
    assert isinstance(year, int)
    text = str(entry["text"]).strip()
    example = Example(text, tuple(sample(table) for table in tables), kind, year, "silent")
    lists = {name: frozenset(_ids(entry.get(name, []))) for name in LISTS}
    return Case(str(entry["name"]), example, **lists, limit=str(entry.get("limit", "")))


def _ids(listed: object) -> list[str]:
    assert isinstance(listed, list)
    return [str(id) for id in listed]

"""Small reports and how their duties must stand, read from a file of the bank."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reconcile.duties.values import State
from reconcile.reconcile import reconcile
from reconcile.rules import Example
from reconcile.rules.catalogue import sample
from tests.rules.builder import built

FOLDER = Path(__file__).parent
#: What a file of the bank calls a state.
LISTS = {"missing": State.MISSING, "met": State.MET, "na": State.NOT_APPLICABLE}


@dataclass(frozen=True)
class Case:
    """A report; `missing` are all its duties that are not met, `met` and `na` some that are met or
    do not apply. `limit` says why it is known to go wrong."""

    name: str
    example: Example
    missing: frozenset[str]
    met: frozenset[str]
    na: frozenset[str]
    limit: str


@cache
def cases(name: str) -> tuple[Case, ...]:
    """The cases of a file, in order."""
    data = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    return tuple(_case(entry) for entry in data["case"])


def stands(case: Case) -> Mapping[str, State]:
    """How every duty of a report stands."""
    return {one.duty: one.state for one in reconcile(built(case.example)).duties}


def differs(case: Case) -> list[str]:
    """Where gouji and the bank differ, a line each."""
    found = stands(case)
    missing = {duty for duty, state in found.items() if state is State.MISSING}
    lines = [f"{duty} is missing, and not told" for duty in sorted(case.missing - missing)]
    lines += [f"{duty} is told to be missing" for duty in sorted(missing - case.missing)]
    for wanted, state in ((case.met, State.MET), (case.na, State.NOT_APPLICABLE)):
        lines += [
            f"{duty} is {found.get(duty)}, not {state}"
            for duty in sorted(wanted)
            if found.get(duty) is not state and duty not in missing - case.missing
        ]
    return lines


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

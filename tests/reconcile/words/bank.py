"""Sentences and what they must be told, read from a file of the bank."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from reconcile.audit import Severity
from reconcile.reconcile import reconcile
from reconcile.rules import Example
from reconcile.rules.catalogue import sample
from tests.rules.builder import built

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Case:
    """A piece of a report; `wants` are the wording findings it must give and no others, each as
    the code of its rule and words of its message."""

    example: Example
    wants: tuple[tuple[str, str], ...]
    limit: str


def cases(name: str) -> list[Case]:
    """The cases of a file, in order."""
    data = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    return [_case(entry) for entry in data["case"]]


def told(case: Case) -> list[tuple[str, str]]:
    """Rule and message of every wording finding that a case gives."""
    found = reconcile(built(case.example)).findings
    return [(f.rule, str(f.message)) for f in found if f.severity is Severity.WORDING]


def differs(case: Case) -> list[str]:
    """What is missing, and what is told without need; none where all is as it should be."""
    found = told(case)
    missing = [w for w in case.wants if not any(_is(w, one) for one in found)]
    extra = [one for one in found if not any(_is(w, one) for w in case.wants)]
    return [*(f"missing {w}" for w in missing), *(f"extra {one}" for one in extra)]


def _is(wanted: tuple[str, str], found: tuple[str, str]) -> bool:
    return wanted[0] == found[0] and wanted[1] in found[1]


def _case(entry: dict[str, object]) -> Case:
    tables = entry.get("tables", [])
    assert isinstance(tables, list)
    samples = tuple(sample(table) for table in tables)
    kind, year = str(entry.get("kind", "final")), entry.get("year", 2024)
    assert isinstance(year, int)
    wants = entry.get("wants", [])
    assert isinstance(wants, list)
    pairs = tuple((w.partition(" ")[0], w.partition(" ")[2]) for w in wants)
    example = Example(str(entry["text"]), samples, kind, year, "silent")
    return Case(example, pairs, str(entry.get("limit", "")))

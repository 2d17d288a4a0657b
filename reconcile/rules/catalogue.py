"""The rules as their files give them: the texts of a rule's page, and the examples that are held
against the code by the tests.

A file has, at the top and again under `[en]`, `name` (relations have theirs in relations.toml),
`checks`, `why`, `example`, `caution`, `ask`; texts it leaves out are those of its `group` in
shared.toml. Then the examples `[[pass]]` and `[[flag]]`:

- `text`: the narrative, one paragraph a line;
- `tables`: `title`, `unit`, `rows` (a line a row, fields divided by |; `<` goes on from the left,
  `^` from above), `notes`;
- `kind` and `year` of the report (final and 2024 where left out);
- `note`: what there is to see in it, `note_en` the same in English;
- `like` and `change`: the pass example (counted from 1) that this one repeats with one text printed
  otherwise (from, to);
- flag: `stated` and `expected` of the finding, `severity` (mismatch where left out; wording for W,
  missing for D, whose `stated` is the name of the duty);
- pass: `outcome`: holds (the rule was checked and holds), rounding, or silent (it says nothing);
- `limit`: why gouji does not get it right, for those it is known to get wrong.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from typing import Any

from reconcile.phrases import Name
from reconcile.tables.relation_forms import Relation
from reconcile.tables.relations import load_relations

_CODE = re.compile(r"[A-Z]\d\d")
#: What the findings of rules are that check no equation, by the letter of their codes.
_SEVERITIES = {"W": "wording", "D": "missing"}
#: The texts of a rule's page, in their order.
TEXTS = ("checks", "why", "example", "caution", "ask")


@dataclass(frozen=True, slots=True)
class Sample:
    """A table of an example: what is printed above, in and below it."""

    title: str
    unit: str
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A piece of a report that a rule must flag, or must let pass.

    `outcome` is holds, rounding or silent for a pass example, the severity of the finding for one
    to be flagged; `change` is what is printed otherwise than in the pass example `like`.
    """

    text: str
    tables: tuple[Sample, ...]
    kind: str
    year: int
    outcome: str
    note: str = ""
    note_en: str = ""
    stated: str = ""
    expected: str = ""
    like: int = 0
    change: tuple[str, str] = ("", "")
    limit: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's stable code, its names, and its page.

    `texts` holds what TEXTS lists in Chinese, `english` the same in English; `report` is `final`
    or `budget` for a relation that holds in such reports only. One that `confirms_only` never gives
    a finding; one that `orders` compares two figures by size, so that neither is expected.
    """

    code: str
    name: str
    name_en: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    english: Mapping[str, str] = field(default_factory=dict)
    report: str = ""
    confirms_only: bool = False
    orders: bool = False
    flags: tuple[Example, ...] = ()
    passes: tuple[Example, ...] = ()

    @property
    def title(self) -> Name:
        """The name in both languages."""
        return Name(self.name, self.name_en)


@cache
def codes() -> tuple[str, ...]:
    """The codes of all rules in the order of the catalogue: N, E, W, T, D."""
    written = [
        entry.name.removesuffix(".toml")
        for entry in resources.files("reconcile.rules").iterdir()
        if entry.name.endswith(".toml")
    ]
    found = {*filter(_CODE.fullmatch, written), *(r.code for r in load_relations())}
    return tuple(sorted(found, key=lambda code: ("NEWTD".find(code[0]), code)))


@cache
def rule(code: str) -> Rule:
    """The rule of that code; one that has no file goes by its code."""
    relation = _relation(code)
    data = _data(code)
    alike = _data("shared")[data["group"]] if "group" in data else {}
    english = alike.get("en", {}) | data.get("en", {})
    texts = alike | data
    passes = tuple(_example(entry, code, "holds") for entry in data.get("pass", ()))
    return Rule(
        code,
        relation.name if relation else data.get("name", code),
        english.get("name", ""),
        {key: texts[key] for key in TEXTS if key in texts},
        {key: english[key] for key in TEXTS if key in english},
        relation.report if relation else "",
        bool(relation and relation.confirm_only),
        texts.get("orders", False),
        tuple(_flag(entry, code, passes) for entry in data.get("flag", ())),
        passes,
    )


def title(code: str, own: Mapping[str, str]) -> Name:
    """The name of a rule; `own` has those of the relations that are the user's own, by code."""
    return Name(own[code]) if code in own else rule(code).title


def rules() -> dict[str, Rule]:
    """Every rule by its code, in the order of the catalogue."""
    return {code: rule(code) for code in codes()}


def _relation(code: str) -> Relation | None:
    return next((r for r in load_relations() if r.code == code), None)


@cache
def _data(name: str) -> dict[str, Any]:
    source = resources.files("reconcile.rules").joinpath(f"{name}.toml")
    return tomllib.loads(source.read_text("utf-8")) if source.is_file() else {}


def _flag(entry: Mapping[str, Any], code: str, passes: tuple[Example, ...]) -> Example:
    """A must-flag example, spelled out where it is given as a change of another one."""
    severity = _SEVERITIES.get(code[0], "mismatch")
    if "like" not in entry:
        return _example(entry, code, entry.get("severity", severity))
    like: int = entry["like"]
    model = passes[like - 1]
    old, new = entry["change"]
    text, tables, count = _changed(model, old, new)
    if count != 1:
        raise ValueError(f"{code}: {old!r} is printed {count} times in pass example {like}")
    return replace(
        model,
        text=text,
        tables=tables,
        outcome=entry.get("severity", severity),
        note=entry.get("note", ""),
        note_en=entry.get("note_en", ""),
        stated=entry.get("stated", ""),
        expected=entry.get("expected", ""),
        like=like,
        change=(old, new),
        limit=entry.get("limit", ""),
    )


def _changed(model: Example, old: str, new: str) -> tuple[str, tuple[Sample, ...], int]:
    """Text and tables with `old` printed as `new`, and how often it stood there. A change of a
    table is given with the fields beside it: 合计 | 10.00."""
    count = model.text.count(old)
    tables = []
    for table in model.tables:
        lines = [" | ".join(row) for row in table.rows]
        count += sum(line.count(old) for line in lines)
        rows = tuple(tuple(line.replace(old, new).split(" | ")) for line in lines)
        tables.append(replace(table, rows=rows))
    return model.text.replace(old, new), tuple(tables), count


def _example(entry: Mapping[str, Any], code: str, outcome: str) -> Example:
    relation = _relation(code)
    kind = (relation.report if relation else "") or "final"
    quiet = code[0] in _SEVERITIES and outcome == "holds"
    return Example(
        entry.get("text", "").strip(),
        tuple(sample(table) for table in entry.get("tables", ())),
        entry.get("kind", kind),
        entry.get("year", 2024),
        entry.get("outcome", "silent" if quiet else outcome),
        entry.get("note", ""),
        entry.get("note_en", ""),
        entry.get("stated", ""),
        entry.get("expected", ""),
        limit=entry.get("limit", ""),
    )


def sample(table: Mapping[str, Any]) -> Sample:
    """A table as files of examples spell it, its rows a line each, their fields divided by |."""
    lines = [line.strip() for line in table["rows"].strip().splitlines()]
    rows = tuple(tuple(field.strip() for field in line.split("|")) for line in lines)
    return Sample(table["title"], table.get("unit", "万元"), rows, tuple(table.get("notes", ())))

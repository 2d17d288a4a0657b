"""The rules between reports as their files give them (rules/CODE.toml): the texts of a rule's page,
its messages, and the examples that the tests run through the store.

A file has what the rules within a report have (reconcile/rules/catalogue.py), and besides:

- `message`, at the top and under `[en]`: what a difference says, filled in by wording.py;
- an example is several reports: `[[pass.report]]` with `unit`, `year`, `kind`, `text` and `tables`;
  the first one states, the others are what it is held against. Each says in its text whether it
  is a 部门 or a 单位 report;
- `outcome` is holds, rounding or silent to be let pass; to be flagged it is difference, or scope
  where so much differs that the reports are probably about different things;
- `quantity` is the figure that a flag example is about, in the report's own words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

from reconcile.rules import Example, Rule, Sample
from reconcile.rules import rules as within
from reconcile.rules.catalogue import TEXTS

#: The rules between reports, in their order.
CODES = ("B01", "B02", "B03", "B04")


@dataclass(frozen=True, slots=True)
class Paper:
    """One report of an example: whose it is, and what it prints."""

    unit: str
    year: int
    kind: str
    text: str
    tables: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """Reports that a rule must tell apart, or must let pass. Of what is `like` a pass example
    (counted from 1) one text is `change`d (from, to)."""

    papers: tuple[Paper, ...]
    outcome: str
    note: str
    note_en: str
    quantity: str = ""
    stated: str = ""
    expected: str = ""
    like: int = 0
    change: tuple[str, str] = ("", "")


def every() -> dict[str, Rule]:
    """All rules by their codes: those within a report, and those between reports."""
    return within() | rules()


def rules() -> dict[str, Rule]:
    """Every rule between reports by its code, its examples as one narrative and its tables."""
    return {code: rule(code) for code in CODES}


@cache
def rule(code: str) -> Rule:
    """The rule of that code."""
    data = _data(code)
    english = data["en"]
    return Rule(
        code,
        data["name"],
        english["name"],
        {key: data[key] for key in TEXTS},
        {key: english[key] for key in TEXTS},
        flags=tuple(map(_example, flags(code))),
        passes=tuple(map(_example, passes(code))),
    )


def message(code: str, lang: str) -> str:
    """The pattern of a difference's message in a language, `zh` or `en`."""
    data = _data(code)
    text: str = (data["en"] if lang == "en" else data)["message"]
    return text


@cache
def passes(code: str) -> tuple[Case, ...]:
    """What a rule must let pass."""
    return tuple(
        Case(_papers(entry), entry.get("outcome", "holds"), entry["note"], entry["note_en"])
        for entry in _data(code)["pass"]
    )


@cache
def flags(code: str) -> tuple[Case, ...]:
    """What a rule must flag, spelled out where it is given as a change of another example."""
    return tuple(_flag(code, entry) for entry in _data(code)["flag"])


def _flag(code: str, entry: Mapping[str, Any]) -> Case:
    change = tuple(entry.get("change", ("", "")))
    model = passes(code)[entry["like"] - 1].papers if "like" in entry else _papers(entry)
    return Case(
        _changed(model, *change) if "like" in entry else model,
        entry.get("outcome", "difference"),
        entry["note"],
        entry["note_en"],
        entry["quantity"],
        entry["stated"],
        entry["expected"],
        entry.get("like", 0),
        (change[0], change[1]),
    )


def _changed(papers: Sequence[Paper], old: str, new: str) -> tuple[Paper, ...]:
    """The reports with one text printed otherwise. Raises ValueError unless it stands there once;
    fields of a table are given with those beside them: 合计 | 10.00."""
    changed = []
    count = 0
    for paper in papers:
        lines = [[" | ".join(row) for row in table.rows] for table in paper.tables]
        count += paper.text.count(old) + sum(line.count(old) for t in lines for line in t)
        tables = tuple(
            replace(table, rows=tuple(tuple(line.replace(old, new).split(" | ")) for line in rows))
            for table, rows in zip(paper.tables, lines, strict=True)
        )
        changed.append(replace(paper, text=paper.text.replace(old, new), tables=tables))
    if count != 1:
        raise ValueError(f"{old!r} is printed {count} times")
    return tuple(changed)


def _example(case: Case) -> Example:
    """An example as a rule's page prints it: all that is said, then all tables, each under the
    report it is from."""
    first = case.papers[0]
    return Example(
        "\n".join(paper.text for paper in case.papers),
        tuple(_named(case.papers)),
        first.kind,
        first.year,
        case.outcome,
        case.note,
        case.note_en,
        case.stated,
        case.expected,
        case.like,
        case.change,
    )


def _named(papers: Sequence[Paper]) -> Iterator[Sample]:
    for paper in papers:
        cover = paper.text.splitlines()[0]
        for table in paper.tables:
            yield replace(table, title=f"{cover}：{table.title}")


def _papers(entry: Mapping[str, Any]) -> tuple[Paper, ...]:
    return tuple(
        Paper(
            data.get("unit", "某市某局"),
            data.get("year", 2024),
            data.get("kind", "final"),
            data["text"].strip(),
            tuple(_sample(table) for table in data.get("tables", ())),
        )
        for data in entry["report"]
    )


def _sample(table: Mapping[str, Any]) -> Sample:
    lines = [line.strip() for line in table["rows"].strip().splitlines()]
    rows = tuple(tuple(field.strip() for field in line.split("|")) for line in lines)
    return Sample(table["title"], table.get("unit", "万元"), rows)


@cache
def _data(code: str) -> dict[str, Any]:
    source = resources.files("corpus.between.rules").joinpath(f"{code}.toml")
    return tomllib.loads(source.read_text("utf-8"))

"""Files of one report and what must be found between them, read from a file of the bank."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from corpus.between.compare import Comparison, compare
from corpus.store.queries import Filter, differences
from corpus.store.records import record
from corpus.store.writing import FileResult, ScanPlan, begin_scan, write_result
from extract.disclosure import Disclosure
from extract.scanned import Scan, Tilt
from reconcile.reconcile import reconcile
from reconcile.rules import Example, Sample
from tests.rules.builder import built

FOLDER = Path(__file__).parent
_TABLE = re.compile(r"^《([^》]+)》(\S+)\n(.+?)\n\n", re.M | re.S)


@dataclass(frozen=True)
class Case:
    """The files of a report as texts, and what is told: `changes` of the second against the first,
    `third` of the third against the second; `scanned` numbers the files that are scans, from 0."""

    name: str
    texts: tuple[str, ...]
    files: tuple[str, ...]
    years: tuple[int, ...]
    kinds: tuple[str, ...]
    outcome: str
    changes: tuple[str, ...]
    third: tuple[str, ...]
    scanned: frozenset[int] = frozenset()


@cache
def cases(name: str) -> tuple[Case, ...]:
    """The cases of a file of the bank."""
    data = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    return tuple(_case(entry) for entry in data["case"])


@cache
def _bases() -> Mapping[str, str]:
    texts = tomllib.loads((FOLDER / "bases.toml").read_text("utf-8"))
    return {name: text.lstrip() for name, text in texts.items()}


def _case(entry: Mapping[str, Any]) -> Case:
    base = entry.get("base", "final")
    texts = [_bases()[base]]
    texts.append(entry["whole"] if "whole" in entry else _edited(texts[0], entry.get("edits", ())))
    if entry.get("tables_only"):
        texts[1] = texts[1].splitlines()[0] + "\n" + "".join(_tables(texts[1]))
    if entry.get("narrative_only"):
        texts[1] = _TABLE.sub("", texts[1])
    if "again" in entry:
        texts.append(_edited(texts[1], entry["again"]))
    count = len(texts)
    year = 2025 if base == "budget" else 2024
    third = tuple(entry.get("third", ()))
    return Case(
        entry["name"],
        tuple(texts),
        tuple(entry.get("files", [f"{n}.pdf" for n in range(count)])),
        tuple(entry.get("years", [year] * count)),
        tuple(entry.get("kinds", [base] * count)),
        entry.get("outcome", "changed" if entry["changes"] or third else "same"),
        tuple(entry["changes"]),
        third,
    )


def _tables(text: str) -> Iterator[str]:
    yield from (match[0] for match in _TABLE.finditer(text))


def _edited(text: str, edits: list[list[str]]) -> str:
    for old, new in edits:
        count = text.count(old)
        if count != 1:
            raise ValueError(f"{old!r} stands there {count} times")
        text = text.replace(old, new)
    return text


def _read(text: str, case: Case, number: int) -> Disclosure:
    tables = [
        Sample(title, unit, tuple(_row(line) for line in rows.splitlines()))
        for title, unit, rows in _TABLE.findall(text)
    ]
    year, kind = case.years[number], case.kinds[number]
    example = Example(_TABLE.sub("", text), tuple(tables), kind, year, "")
    path = Path(case.files[number])
    found = replace(built(example), sha256=f"{number + 1:064d}", path=path)
    if number not in case.scanned:
        return found
    scan = Scan(Tilt(0, 0.0, 595.0, 842.0), ())
    return replace(found, scanned=dict.fromkeys(range(1, found.page_count + 1), scan))


def _row(line: str) -> tuple[str, ...]:
    return tuple(field.strip() for field in line.split("|"))


def run(engine: Engine, case: Case) -> tuple[Comparison, list[dict[str, Any]]]:
    """Store the files of a case as read and checked, and compare them."""
    scan = begin_scan(engine, ScanPlan("", "1.0", 1, 1.0, 1))
    for number, text in enumerate(case.texts):
        found = record(reconcile(_read(text, case, number)), "1.0")
        name = case.files[number]
        result = FileResult(name, name, 1, found.report["sha256"], "read")
        write_result(engine, scan, "1.0", result, found)
    done = compare(engine)
    answer = differences(engine, Filter())
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    return done, [row for row in rows if row["rule"] == "B04"]


def told(row: Mapping[str, Any]) -> str:
    return f"{row['expected']} → {row['stated']}"

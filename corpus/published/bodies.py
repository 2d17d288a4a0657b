"""A list of the bodies that must publish: a table that an office keeps, as CSV or in a workbook."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from corpus.store.decided_xlsx import WorkbookError, is_workbook, rows_of
from corpus.texts import decoded, table
from corpus.units import is_itself, unit_key

#: As many rows may stand above the headings.
_ABOVE = 12
#: A list that spans more years than this has a slip in it.
_MOST_YEARS = 60
_RANGE = re.compile(r"(20\d{2})年?度?\s*[-—–~～至到]+\s*(20\d{2})")
_YEAR = re.compile(r"20\d{2}")


class ListError(ValueError):
    """A list that cannot be used. `status` is unreadable, no_heading, empty, year or kind (one that
    cannot be understood), years or kinds (none is given); `line` counts from 1, 0 for the list as a
    whole; `value` is what stands there."""

    def __init__(self, status: str, line: int = 0, value: str = "") -> None:
        super().__init__(f"{status} {line} {value}")
        self.status, self.line, self.value = status, line, value


@dataclass(frozen=True, slots=True)
class Body:
    """A body of the list as it is written there; `level` is department, unit, or "" where it does
    not say which of the two. `years` and `kinds` are what it must publish."""

    name: str
    level: str
    parent: str
    years: tuple[int, ...]
    kinds: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Its name normalised, and the same behind its parent's."""
        return _keys(self.name, self.parent)


@lru_cache(maxsize=65536)
def _keys(name: str, parent: str) -> tuple[str, ...]:
    own = unit_key(name)
    return (own, unit_key(parent) + own) if parent else (own,)


def read_bodies(path: Path, *, year: int | None = None, kind: str = "") -> list[Body]:
    """The bodies of a list, those that are written twice once. `year` and `kind` fill in where the
    list says none, and choose among those it names. Raises ListError and OSError."""
    rows = _rows(path.read_bytes())
    at, columns = _heading(rows)
    found: dict[Body, None] = {}
    for number, row in enumerate(rows[at:], at + 1):
        entry = {name: row[n].strip() for name, n in columns.items() if n < len(row)}
        if not entry.get("name") and entry.get("parent"):
            entry |= {"name": entry["parent"], "parent": ""}
        if entry.get("name"):
            found[_body(entry, number, year, kind)] = None
    if not found:
        raise ListError("empty")
    return [body for body in found if body.years and body.kinds]


def _body(entry: Mapping[str, str], line: int, year: int | None, kind: str) -> Body:
    years = _years(entry.get("years", ""), line) or ((year,) if year else ())
    kinds = _kinds(entry.get("kinds", ""), line) or ((kind,) if kind else ())
    if not years or not kinds:
        raise ListError("years" if not years else "kinds", line, entry["name"])
    name = entry["name"]
    level = _first(entry.get("level", ""), "levels") or ("unit" if is_itself(name) else "")
    return Body(
        name,
        level,
        entry.get("parent", ""),
        tuple(y for y in years if year in (None, y)),
        tuple(k for k in kinds if kind in ("", k)),
    )


def _rows(data: bytes) -> list[list[str]]:
    """The rows of a text, or of the first sheet of a workbook that has any."""
    if is_workbook(data):
        try:
            return next((rows for rows in rows_of(data) if rows), [])
        except WorkbookError as error:
            raise ListError("unreadable", value=str(error)) from error
    text = decoded(data)
    if text is None:
        raise ListError("unreadable", value="UTF-8 / GB 18030")
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t，", key=first.count)
    try:
        return table(text, delimiter)
    except csv.Error as error:
        raise ListError("unreadable", value=str(error)) from error


def _heading(rows: Sequence[Sequence[str]]) -> tuple[int, Mapping[str, int]]:
    """How many rows go before the first body, and the column of each thing that is known. A list
    of names alone needs no heading."""
    known = {word: name for name, words in words_of("headings").items() for word in words}
    for number, row in enumerate(rows[:_ABOVE]):
        columns: dict[str, int] = {}
        for n, field in enumerate(row):
            word = re.sub(r"\s", "", field).lower().replace("(", "（").replace(")", "）")
            name = known.get(word, "")
            if name == "name" and name in columns:  # 部门 and 单位: the one is above the other
                columns.setdefault("parent", columns[name])
                columns[name] = n
            elif name:
                columns.setdefault(name, n)
        if "name" not in columns and "parent" in columns and len(columns) > 1:
            columns["name"] = columns.pop("parent")
        if "name" in columns:
            return number + 1, columns
    if rows and all(sum(bool(field.strip()) for field in row) <= 1 for row in rows):
        return 0, {"name": next((n for n, field in enumerate(rows[0]) if field.strip()), 0)}
    raise ListError("no_heading")


def _years(text: str, line: int) -> tuple[int, ...]:
    """2024 · 2022-2024 · 2022、2024年度."""
    years: set[int] = set()
    for first, last in _RANGE.findall(text):
        if not 0 <= int(last) - int(first) < _MOST_YEARS:
            raise ListError("year", line, text)
        years.update(range(int(first), int(last) + 1))
    years.update(map(int, _YEAR.findall(text)))
    if text and not years:
        raise ListError("year", line, text)
    return tuple(sorted(years))


def _kinds(text: str, line: int) -> tuple[str, ...]:
    found = tuple(
        kind
        for kind, patterns in words_of("kinds").items()
        if any(re.search(p, text.lower()) for p in patterns)
    )
    if text and not found:
        raise ListError("kind", line, text)
    return found


def _first(text: str, of: str) -> str:
    found: Iterator[str] = (
        name
        for name, patterns in words_of(of).items()
        if any(re.search(p, text.lower()) for p in patterns)
    )
    return next(found, "")


@cache
def words_of(part: str) -> Mapping[str, Any]:
    """A part of bodies.toml."""
    source = resources.files("corpus.published").joinpath("bodies.toml").read_text("utf-8")
    found: Mapping[str, Any] = tomllib.loads(source)[part]
    return found

"""A user's own relations between table cells: a file like relations.toml, checked before use.

Its entries have the keys of reconcile.tables.relation_forms.Relation; tables and columns are those
of vocabulary.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from rapidfuzz import process

from reconcile.rules.catalogue import codes
from reconcile.tables.relation_forms import Relation
from reconcile.tables.vocabulary import vocabulary

#: What each form needs besides code, form and name.
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "equal": ("cells",),
    "one_of": ("cells",),
    "at_most": ("cells",),
    "leaves": (),
    "across": (),
    "computed": (),
    "numbered": (),
    "grouped": (),
    "sum": ("whole", "parts"),
    "columns": ("table", "whole", "parts"),
    "tree": ("tables",),
    "list": ("table", "row"),
    "under": ("table", "row"),
    "items": ("tables", "columns"),
}
#: Keys that hold addresses (kind/row/column); in the form `columns` they name columns.
_ADDRESSES = ("cells", "whole", "parts", "extra")
_COUNTS = {("at_most", "cells"): 2, ("items", "tables"): 2, ("items", "columns"): 2}
#: What stands for the tables of no known kind.
_UNKNOWN = ""
_CHOICES = {"report": ("final", "budget"), "side": ("income", "expense")}


class RelationsError(ValueError):
    """A file of relations that cannot be used: `status` is what is wrong, as own.toml names it."""

    def __init__(self, status: str, file: Path, entry: _Entry | None = None, **values: str) -> None:
        self.status, self.file, self.entry, self.values = status, file, entry, values
        super().__init__(self.text("zh"))

    def text(self, lang: str) -> str:
        """The message in a language, `zh` or `en`: the file, the relation, the key."""
        words = _messages()
        values = dict(self.values)
        if self.status == "wrong_type":
            values["value"] = words["types"][values["value"]][lang]
        entry = self.entry.named(words["entry"][lang]) if self.entry else ""
        return str(words[self.status][lang].format(file=self.file, entry=entry, **values))


@dataclass(frozen=True, slots=True)
class _Entry:
    """One relation as written, and how it is called in a message."""

    file: Path
    number: int
    data: Mapping[str, Any]

    def named(self, pattern: str) -> str:
        code = self.data.get("code")
        return code if isinstance(code, str) and code else pattern.format(number=self.number)

    def error(self, status: str, **values: str) -> RelationsError:
        return RelationsError(status, self.file, self, **values)

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.data.get(key, ())
        return (value,) if isinstance(value, str) else tuple(value)


def own_relations(path: Path) -> tuple[Relation, ...]:
    """The relations of a user's file. Raises RelationsError for the first thing wrong with it."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise RelationsError("missing_file", path) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise RelationsError("no_toml", path, value=str(error)) from error
    written = data.get("relation")
    if not isinstance(written, list) or not all(isinstance(e, dict) for e in written):
        raise RelationsError("no_relations", path)
    taken = set(codes())
    found = []
    for number, entry in enumerate(written, 1):
        found.append(_relation(_Entry(path, number, entry), taken))
        taken.add(found[-1].code)
    return tuple(found)


def _relation(entry: _Entry, taken: Iterable[str]) -> Relation:
    _check_keys(entry)
    if not re.fullmatch(r"[A-Z]+\d+", entry.data["code"]):
        raise entry.error("bad_code")
    if entry.data["code"] in taken:
        raise entry.error("taken_code", value=entry.data["code"])
    _check_values(entry)
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in entry.data.items()
    }
    return Relation(**values)


def _check_keys(entry: _Entry) -> None:
    """Known keys of the right type, and none missing that the form needs."""
    kinds = {f.name: _type(str(f.type)) for f in fields(Relation)}
    for key, value in entry.data.items():
        if key not in kinds:
            raise entry.error("unknown_key", key=key, near=_near(key, kinds))
        right: Mapping[str, bool] = {
            "str": isinstance(value, str),
            "bool": isinstance(value, bool),
            "list": isinstance(value, list) and all(isinstance(v, str) for v in value),
        }
        if not right[kinds[key]]:
            raise entry.error("wrong_type", key=key, value=kinds[key])
    for key in ("code", "form", "name"):
        _require(entry, key)
    form = entry.data["form"]
    _known(entry, "form", form, REQUIRED)
    for key in REQUIRED[form]:
        _require(entry, key)
        count = _COUNTS.get((form, key))
        if count and len(entry.data[key]) != count:
            raise entry.error("wrong_count", key=key, value=str(count))


def _check_values(entry: _Entry) -> None:
    """Tables, columns, addresses and patterns that mean something."""
    form = entry.data["form"]
    for key in ("table", "tables", "clear"):
        for kind in entry.texts(key):
            _known(entry, key, kind, (*_kinds(), _UNKNOWN))
    for key, choices in _CHOICES.items():
        for text in entry.texts(key):
            _known(entry, key, text, choices)
    for text in entry.texts("row"):
        _check_pattern(entry, "row", text)
    for key in (*(_ADDRESSES if form == "columns" else ()), "columns"):
        texts = entry.texts(key)
        for name in "|".join(texts).split("|") if key == "parts" and texts else texts:
            _known(entry, key, name, _columns())
    for key in () if form == "columns" else _ADDRESSES:
        for text in entry.texts(key):
            _check_address(entry, key, text)


def _check_address(entry: _Entry, key: str, text: str) -> None:
    kind, _, rest = text.partition("/")
    row, _, column = rest.rpartition("/")
    if not kind or not row or not column:
        raise entry.error("bad_address", key=key, value=text)
    _known(entry, key, kind, _kinds())
    _known(entry, key, column, _columns())
    if not row.startswith(("@", "code:")):
        _check_pattern(entry, key, row)


def _check_pattern(entry: _Entry, key: str, pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise entry.error("bad_pattern", key=key, value=pattern) from error


def _known(entry: _Entry, key: str, value: str, known: Iterable[str]) -> None:
    there = list(known)
    if value not in there:
        raise entry.error("unknown_value", key=key, value=value, near=_near(value, there))


def _require(entry: _Entry, key: str) -> None:
    if not entry.data.get(key):
        raise entry.error("missing_key", key=key)


def _near(text: str, known: Iterable[str]) -> str:
    return str(process.extractOne(text, list(known))[0])


def _kinds() -> Sequence[str]:
    return [str(entry["kind"]) for entry in vocabulary()["table"]]


def _columns() -> Iterator[str]:
    yield from vocabulary()["columns"]
    yield "*"


def _type(annotation: str) -> str:
    return "list" if annotation.startswith("tuple") else annotation


@cache
def _messages() -> dict[str, Any]:
    source = resources.files("reconcile.rules").joinpath("own.toml")
    return tomllib.loads(source.read_text("utf-8"))

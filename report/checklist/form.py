"""The form: its rows and the duties each asks for, from form.toml or an office's own file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from reconcile.duties.catalogue import duties
from reconcile.phrases import Name


class FormError(ValueError):
    """A form that cannot be used: `status` is missing, no_toml, no_rows, no_item or unknown_duty;
    `value` says which row or duty."""

    def __init__(self, status: str, value: str = "") -> None:
        super().__init__(f"{status} {value}".strip())
        self.status = status
        self.value = value


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the form: what is checked, and the duties it is answered by."""

    group: Name
    item: Name
    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it is printed."""

    title: Name
    rows: tuple[Row, ...]


@cache
def usual() -> Form:
    """The form that gouji ships."""
    return _form(
        tomllib.loads(resources.files(__package__).joinpath("form.toml").read_text("utf-8"))
    )


def load(path: Path) -> Form:
    """An office's own form. Raises FormError where it cannot be used."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise FormError("missing", str(path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FormError("no_toml", str(error)) from error
    return _form(data)


def _form(data: Mapping[str, Any]) -> Form:
    rows = data.get("row")
    if not isinstance(rows, list) or not rows:
        raise FormError("no_rows")
    title = str(data.get("title", ""))
    return Form(
        Name(title, str(data.get("title_en", ""))),
        tuple(_row(entry, number) for number, entry in enumerate(rows, 1)),
    )


def _row(entry: Mapping[str, Any], number: int) -> Row:
    item, asked = entry.get("item"), entry.get("duties")
    if not item or not isinstance(asked, list) or not asked:
        raise FormError("no_item", str(number))
    known = {duty.id for duty in duties()}
    for id in asked:
        if id not in known:
            raise FormError("unknown_duty", str(id))
    return Row(
        Name(str(entry.get("group", "")), str(entry.get("group_en", ""))),
        Name(str(item), str(entry.get("item_en", ""))),
        tuple(asked),
    )

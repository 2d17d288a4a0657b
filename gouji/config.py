"""gouji.toml: the choices that hold for every run in a folder.

    lang = "zh"                # zh or en
    relations = "own.toml"     # relations between table cells to check besides gouji's own

    [rules]
    only = ["N", "T06"]        # codes, or the letters they begin with; empty: all
    skip = ["W02"]

The file is that of the working directory, or the one given by --config. What the command line says
goes before it; --only or --skip there put aside both lists here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

NAME = "gouji.toml"
_LANGUAGES = ("zh", "en")
_KEYS = {"": ("lang", "relations", "rules"), "rules.": ("only", "skip")}


class ConfigError(Exception):
    """A gouji.toml that cannot be used: `status` names the text of [config] in help.LANG.toml that
    says why, `values` fill it in."""

    def __init__(self, status: str, **values: object) -> None:
        super().__init__(f"{status} {values}")
        self.status = status
        self.values = values


@dataclass(frozen=True, slots=True)
class Config:
    """What a gouji.toml says; a relations file stands beside it."""

    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    relations: Path | None = None
    lang: str = ""


def load_config(path: Path | None = None) -> Config:
    """The file at `path`, else that of the working directory, else nothing said.

    Raises ConfigError where the file named is missing or does not say what it should.
    """
    found = path or Path(NAME)
    if path is None and not found.is_file():
        return Config()
    try:
        data = tomllib.loads(found.read_text("utf-8"))
    except OSError as error:
        raise ConfigError("unreadable", file=found, reason=error.strerror) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError("no_toml", file=found, reason=error) from error
    return _config(found, data)


def _config(path: Path, data: Mapping[str, Any]) -> Config:
    rules = data.get("rules", {})
    if not isinstance(rules, dict):
        raise ConfigError("no_table", file=path, key="rules")
    for prefix, table in (("", data), ("rules.", rules)):
        for key in table:
            if key not in _KEYS[prefix]:
                known = ", ".join(prefix + k for k in _KEYS[prefix])
                raise ConfigError("unknown_key", file=path, key=prefix + key, known=known)
    relations, lang = data.get("relations", ""), data.get("lang", "")
    if not isinstance(relations, str):
        raise ConfigError("no_text", file=path, key="relations")
    if lang and lang not in _LANGUAGES:
        raise ConfigError("no_language", file=path, key="lang", value=lang)
    return Config(
        _codes(path, rules, "only"),
        _codes(path, rules, "skip"),
        path.parent / relations if relations else None,
        lang,
    )


def _codes(path: Path, rules: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = rules.get(key, [])
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise ConfigError("no_list", file=path, key=f"rules.{key}")
    return tuple(value)


def language_of(arguments: Sequence[str]) -> str:
    """The language that the gouji.toml for these arguments names; "" where it names none.

    Asked before the options are read, for the help pages; what is wrong with the file is said by
    the command that uses it.
    """
    path = None
    for here, after in pairwise([*arguments, ""]):
        if here == "--config" and after:
            path = Path(after)
        elif here.startswith("--config="):
            path = Path(here.removeprefix("--config="))
    try:
        return load_config(path).lang
    except ConfigError:
        return ""

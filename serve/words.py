"""The words of the review page: those of every report, and its own."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from report.texts import Texts
from report.texts import load as of_reports


@cache
def load(lang: str) -> Texts:
    """The texts of a language, zh or en."""
    source = files("serve").joinpath(f"words.{lang}.toml").read_text(encoding="utf-8")
    own = dict(_dotted(tomllib.loads(source)))
    return Texts(lang, of_reports(lang).entries | own)


def _dotted(groups: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for group, keys in groups.items():
        for key, text in keys.items():
            yield f"{group}.{key}", text

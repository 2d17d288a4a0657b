"""The words and patterns of vocabulary.toml, as the tables and the narrative are read by them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def vocabulary() -> dict[str, Any]:
    """The data of vocabulary.toml."""
    return tomllib.loads(
        resources.files("reconcile.tables").joinpath("vocabulary.toml").read_text("utf-8")
    )


@cache
def pattern(group: str, name: str) -> re.Pattern[str]:
    """A pattern of vocabulary.toml."""
    return re.compile(vocabulary()[group][name])

"""The catalogue of rules: what each code stands for."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from reconcile.relations import load_relations


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's stable code and its name in Chinese."""

    code: str
    name: str


@cache
def rules() -> dict[str, Rule]:
    """Every rule by its code: those of rules.toml and the relations between tables."""
    data = tomllib.loads(resources.files("reconcile").joinpath("rules.toml").read_text("utf-8"))
    found = {code: Rule(code, entry["name"]) for code, entry in data.items()}
    found |= {r.code: Rule(r.code, r.name) for r in load_relations()}
    return found


def rule(code: str) -> Rule:
    """The rule of that code; a relation from a user's own file goes by its code."""
    return rules().get(code) or Rule(code, code)

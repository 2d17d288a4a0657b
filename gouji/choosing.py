"""Which rules a run applies: the command line's --only and --skip, else those of gouji.toml."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

import typer

from gouji.config import Config, ConfigError, load_config
from gouji.help import Lang, Words

UNUSABLE = 2


class Rules(TypedDict, total=False):
    """The keyword arguments of gouji.check that choose its rules; empty for all of them."""

    only: Sequence[str]
    skip: Sequence[str]
    relations: Path


def chosen_or_exit(
    config: Path | None, only: Sequence[str], skip: Sequence[str], words: Words, lang: Lang
) -> Rules:
    """The rules of a run. Where some are left out, standard error says so; where the settings
    cannot be used, it says why, and the program ends with status 2."""
    say = words["config"]
    try:
        settings = load_config(config)
    except ConfigError as error:
        typer.echo(say[error.status].format(**error.values), err=True)
        raise typer.Exit(UNUSABLE) from error
    rules = _rules(settings, only, skip)
    if rules:
        _check(rules, words, lang)
    return rules


def _rules(settings: Config, only: Sequence[str], skip: Sequence[str]) -> Rules:
    if not only and not skip:
        only, skip = settings.only, settings.skip
    rules = Rules()
    if only:
        rules["only"] = only
    if skip:
        rules["skip"] = skip
    if settings.relations:
        rules["relations"] = settings.relations
    return rules


def _check(rules: Rules, words: Words, lang: Lang) -> None:
    """End the program where a code or the relations file is wrong, before any report is read."""
    from reconcile.rules import Choice, ChoiceError, codes, rule
    from reconcile.rules.own import RelationsError, own_relations

    say = words["config"]
    try:
        own = own_relations(rules["relations"]) if "relations" in rules else ()
        known = (*codes(), *(r.code for r in own))
        choice = Choice.of(rules.get("only", ()), rules.get("skip", ()), known)
    except RelationsError as error:
        typer.echo(error.text(lang), err=True)
        raise typer.Exit(UNUSABLE) from error
    except ChoiceError as error:
        near = say["comma"].join(f"{code} {rule(code).name}" for code in error.near)
        typer.echo(say["unknown_rule"].format(code=error.code, near=near), err=True)
        raise typer.Exit(UNUSABLE) from error
    off = sum(code not in choice for code in known)
    if off:
        typer.echo(say["chosen"].format(count=off), err=True)

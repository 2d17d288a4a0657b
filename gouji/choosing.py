"""Which rules a run applies: the command line's --only and --skip, else those of gouji.toml."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import typer

from gouji.config import Config, ConfigError, load_config
from gouji.help import Lang, Words
from gouji.reasons import spoken
from report.wrap import printable

if TYPE_CHECKING:
    from reconcile.rules import Choice

UNUSABLE = 2


class Rules(TypedDict, total=False):
    """The keyword arguments of gouji.check that choose its rules; empty for all of them."""

    only: Sequence[str]
    skip: Sequence[str]
    relations: Path


def chosen_or_exit(
    config: Path | None, only: Sequence[str], skip: Sequence[str], words: Words, lang: Lang
) -> Rules:
    """The rules of a check. Where some are left out, standard error says so; where the settings
    cannot be used, it says why, and the program ends with status 2."""
    rules = _settings(config, only, skip, words)
    if rules:
        from reconcile.rules import codes
        from reconcile.rules.own import own_relations

        choice = _choice(rules, words, lang)
        own = own_relations(rules["relations"]) if "relations" in rules else ()
        off = sum(code not in choice for code in (*codes(), *(r.code for r in own)))
        if off:
            typer.echo(words["config"]["chosen"].format(count=off), err=True)
    return rules


def choice_or_exit(
    config: Path | None, only: Sequence[str], skip: Sequence[str], words: Words, lang: Lang
) -> Choice:
    """The same choice for a run that takes its rules one by one, as a comparison does."""
    return _choice(_settings(config, only, skip, words), words, lang)


def _settings(config: Path | None, only: Sequence[str], skip: Sequence[str], words: Words) -> Rules:
    try:
        return _rules(load_config(config), only, skip)
    except ConfigError as error:
        text = words["config"][error.status].format(**error.values)
        typer.echo(spoken(text, words), err=True)
        raise typer.Exit(UNUSABLE) from error


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


def _choice(rules: Rules, words: Words, lang: Lang) -> Choice:
    """End the program where a code or the relations file is wrong, before anything is read."""
    from corpus.between.catalogue import CODES
    from corpus.between.catalogue import rule as between
    from gouji.audit import choose
    from reconcile.rules import ChoiceError, rule
    from reconcile.rules.own import RelationsError, own_relations

    say = words["config"]
    try:
        own = own_relations(rules["relations"]) if "relations" in rules else ()
        return choose(rules.get("only", ()), rules.get("skip", ()), own)
    except RelationsError as error:
        typer.echo(spoken(printable(error.text(lang)), words), err=True)
        raise typer.Exit(UNUSABLE) from error
    except ChoiceError as error:
        named = ((c, (between(c) if c in CODES else rule(c)).name) for c in error.near)
        near = say["comma"].join(f"{code} {name}" for code, name in named)
        typer.echo(say["unknown_rule"].format(code=error.code, near=near), err=True)
        raise typer.Exit(UNUSABLE) from error

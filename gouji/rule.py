"""`gouji rule`: the catalogue of rules, and the page of one."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from gouji.help import Lang, Words, load_words

if TYPE_CHECKING:
    from reconcile.rules import Rule

UNKNOWN = 2
_WIDTH = 80


def rule(
    code: Annotated[str, typer.Argument(metavar="CODE", show_default=False)] = "",
    lang: Annotated[Lang, typer.Option("--lang", metavar="zh|en", envvar="GOUJI_LANG")] = Lang.ZH,
) -> None:
    """Show a rule's page, or all rules by code and name."""
    from corpus.between import catalogue

    every = catalogue.every()
    if not code:
        _list(every, lang)
    elif code.upper() in every:
        _show(every[code.upper()], lang)
    else:
        typer.echo(_unknown(code, every, load_words(lang)), err=True)
        raise typer.Exit(UNKNOWN)


def _list(every: Mapping[str, Rule], lang: Lang) -> None:
    from report.rule_page import groups

    for title, named in groups(list(every.values()), lang):
        typer.echo(title)
        for code, name in named:
            typer.echo(f"  {code}  {name}")
        typer.echo()


def _show(one: Rule, lang: Lang) -> None:
    from rich.console import Console
    from rich.markdown import Markdown

    from report.rule_page import for_terminal, rule_page

    console = Console(file=sys.stdout, highlight=False)
    width = min(_WIDTH, console.width)
    with console.capture() as captured:
        console.print(Markdown(for_terminal(rule_page(one, lang), width)), width=width)
    for line in captured.get().splitlines():
        typer.echo(line.rstrip())


def _unknown(code: str, every: Mapping[str, Rule], words: Words) -> str:
    """What is said of a code that no rule has, with those that may have been meant."""
    from reconcile.rules.choice import near

    meant = near(code, every)
    names = words["config"]["comma"].join(f"{c} {every[c].name}" for c in meant)
    text: str = words["config"]["unknown_rule"].format(code=code, near=names)
    return text

"""The commands of gouji, each loaded when it is asked for: the help of all takes their names from
help.LANG.toml and needs none of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, cast

import typer

from gouji.help import Command, Group


@dataclass(frozen=True, slots=True)
class _Home:
    """The module that has a command, as a function of its name; and whether the command does
    something where nothing is given to it, or shows its help."""

    module: str
    alone: bool = False

    def function(self, name: str) -> Callable[..., Any]:
        return cast(Callable[..., Any], getattr(import_module(f"gouji.{self.module}"), name))


_HOMES: Mapping[str, _Home] = {
    "check": _Home("checking"),
    "scan": _Home("scan"),
    "overview": _Home("overview", alone=True),
    "query": _Home("query"),
    "compare": _Home("compare", alone=True),
    "review": _Home("review", alone=True),
    "rule": _Home("rule", alone=True),
    "serve": _Home("serve", alone=True),
}
#: All commands, in the order in which the help has them.
NAMES = tuple(_HOMES)


class Commands(Group):
    """The group of all commands."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Their names, in the order of the help."""
        return list(NAMES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A command by its name, None where there is none of that name."""
        if cmd_name in _HOMES and cmd_name not in self.commands:
            self.commands[cmd_name] = command(cmd_name)
        return self.commands.get(cmd_name)


def command(name: str) -> Any:
    """A command, made of the function that it runs."""
    home = _HOMES[name]
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name, cls=Command, no_args_is_help=not home.alone)(home.function(name))
    return typer.main.get_command(alone)

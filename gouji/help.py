"""The help pages: their words from help.LANG.toml, their lines measured in columns.

Typer's own help is made for Western text: it cuts off Chinese lines that do not fit.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any

import typer
from rich.cells import cell_len
from typer.core import TyperCommand, TyperGroup

from report.wrap import harmless, printable, wrap

Words = Mapping[str, Any]
_WIDTH = 80


class Lang(StrEnum):
    """The languages gouji writes in."""

    ZH = "zh"
    EN = "en"


class Command(TyperCommand):
    """A command whose help is in help.LANG.toml under its name."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write("\n".join(_page(self, ctx)))


class Group(TyperGroup):
    """The same for a group of commands."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write("\n".join(_page(self, ctx)))


def language(arguments: Sequence[str], environment: Mapping[str, str], settings: str = "") -> Lang:
    """The language for help, which is written before the options are read; `settings` is what
    gouji.toml says."""
    wanted = environment.get("GOUJI_LANG", settings)
    for here, after in pairwise([*arguments, ""]):
        if here == "--lang":
            wanted = after
        elif here.startswith("--lang="):
            wanted = here.removeprefix("--lang=")
    return Lang.EN if wanted == Lang.EN else Lang.ZH


class Said(str):
    """A text with braces; what fills them is other people's (names of files, words of a report),
    and is shown without anything that a terminal would obey."""

    __slots__ = ()

    def format(self, *args: object, **values: object) -> str:
        shown = {n: v if isinstance(v, int | float) else _shown(v) for n, v in values.items()}
        return super().format(*args, **shown)


def _shown(value: object) -> str:
    if isinstance(value, Path):
        from corpus.scanning.names import path_bytes, readable

        return printable(readable(path_bytes(value)))
    return harmless(value) if isinstance(value, Said) else printable(str(value))


def load_words(lang: Lang) -> Words:
    """What the command line says in a language. The file stands beside this one: to ask importlib
    for it would load much of what unpacks archives, on every run."""
    source = Path(__file__).with_name(f"help.{lang}.toml").read_text(encoding="utf-8")
    return {name: _said(value) for name, value in tomllib.loads(source).items()}


def _said(value: Any) -> Any:
    if isinstance(value, str):
        return Said(value)
    if isinstance(value, dict):
        return {name: _said(inner) for name, inner in value.items()}
    return [_said(inner) for inner in value] if isinstance(value, list) else value


def _page(command: Any, ctx: typer.Context) -> Iterator[str]:
    """The lines of a help page. The root context's `obj` is the Words."""
    words: Words = ctx.find_root().obj
    page, own = words["page"], words[command.name]
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    commands = command.list_commands(ctx) if isinstance(command, Group) else []
    marks = [page["option_mark"], *(p.metavar for p in arguments)]
    if commands:
        marks.append(page["command_mark"])
    yield page["usage"] + " ".join([ctx.command_path, *marks])
    for paragraph in own["about"]:
        yield ""
        yield from wrap(paragraph, _WIDTH)
    yield from _section(page["commands"], [(n, words[n]["about"][0]) for n in commands])
    yield from _section(page["arguments"], [(p.metavar, own[p.name]) for p in arguments])
    rows = [(_spelling(p), own[p.name]) for p in options]
    yield from _section(page["options"], [*rows, ("-h, --help", page["help"])])
    yield from _section(page["examples"], own["examples"])


def _spelling(option: Any) -> str:
    """An option as it is typed, the short form first: -o, --out PATH."""
    names = ", ".join(sorted(option.opts, key=len))
    return names if option.is_flag else f"{names} {option.metavar}"


def _section(title: str, rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A titled list of two columns; a left side too long for its column has a line of its own."""
    entries = list(rows)
    if not entries:
        return
    yield ""
    yield title
    room = 2 + min(30, max(cell_len(left) for left, _ in entries))
    for left, right in entries:
        lines = wrap(right, _WIDTH - 2 - room)
        if cell_len(left) > room - 2:
            yield f"  {left}"
        else:
            yield "  " + left + " " * (room - cell_len(left)) + lines.pop(0)
        yield from (" " * (room + 2) + line for line in lines)

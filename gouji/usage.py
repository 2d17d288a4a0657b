"""What is said of a command line that cannot be understood.

Typer says it in English. Its exceptions and their texts have changed from version to version, so
that the text is recognised by a pattern; one that is not is passed on as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any, cast

import typer

from gouji.help import Words

#: Wrong usage, whichever library Typer has it from.
UsageError = cast(type[Exception], typer.BadParameter.__bases__[0])
STATUS = 2
#: What the texts of Typer mean: names of texts under [usage].
_MEANINGS = (
    ("no_command", re.compile(r"No such command '(?P<value>[^']*)'")),
    ("no_option", re.compile(r"No such option:? '?(?P<value>[^\s'.]+)")),
    ("needs_value", re.compile(r"Option '(?P<option>.*)' requires an argument")),
    ("no_value", re.compile(r"Option '(?P<option>.*)' does not take a value")),
    ("surplus", re.compile(r"unexpected extra arguments?(?:\(s\))? \((?P<value>.*)\)")),
    ("choice", re.compile(r"'(?P<value>[^']*)' is not one of (?P<known>.*?)\.?$")),
    ("least", re.compile(r"greater than or equal to (?P<least>\S+)")),
    ("least", re.compile(r"not in the range x>=(?P<least>[^.\s]+)")),
    ("whole", re.compile(r"valid integer")),
    ("number", re.compile(r"valid (?:float|number)")),
    ("missing", re.compile(r"^Missing ")),
)


def said(error: Exception, commands: Sequence[str], words: Words) -> Iterator[str]:
    """What is wrong, and how the command is used, in lines."""
    usage = words["usage"]
    context: Any = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "gouji"
    if type(error).__name__ == "NoArgsIsHelpError":
        yield str(getattr(error, "message", error))
        return
    yield _wrong(error, commands, words)
    yield usage["see"].format(command=path)


def _wrong(error: Exception, commands: Sequence[str], words: Words) -> str:
    usage, comma = words["usage"], words["config"]["comma"]
    text = str(getattr(error, "message", error)) or _plain(error)
    parameter: Any = getattr(error, "param", None)
    name = _name(parameter)
    for meaning, pattern in _MEANINGS:
        if found := pattern.search(text):
            values = {"name": name, "option": name} | found.groupdict()
            if "known" in values:
                values["known"] = comma.join(re.findall(r"'([^']*)'", values["known"]))
            near = _near(error, commands, values.get("value", ""), meaning)
            hint = usage["near"].format(near=comma.join(near)) if near else ""
            if meaning == "no_option" and (
                others := _with_option(error, commands, values["value"])
            ):
                hint = usage["elsewhere"].format(commands=comma.join(others))
            return str(usage[meaning].format(**values)) + hint
    return str(usage["other"].format(name=name, text=text))


def _plain(error: Exception) -> str:
    """The text of an exception that has its message only when it is shown."""
    shown = getattr(error, "format_message", None)
    return str(shown()) if shown is not None else str(error)


def _near(error: Exception, commands: Sequence[str], value: str, meaning: str) -> list[str]:
    """What may have been meant."""
    if meaning == "no_command":
        return get_close_matches(value, commands, n=2)
    options = sorted(getattr(error, "possibilities", None) or ())
    bare = value.strip("-")  # the dashes make all options alike
    return [o for o in options if o.startswith(value) or get_close_matches(bare, [o.strip("-")])]


def _with_option(error: Exception, commands: Sequence[str], option: str) -> list[str]:
    """The commands that have an option, as they are called."""
    context: Any = getattr(error, "ctx", None)
    if context is None:
        return []
    root = context.find_root()
    made = ((name, root.command.get_command(root, name)) for name in commands)
    return [f"gouji {name}" for name, one in made if any(option in p.opts for p in one.params)]


def _name(parameter: Any) -> str:
    """An option or argument as the help names it."""
    if parameter is None:
        return ""
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return str(parameter.metavar)

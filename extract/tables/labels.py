"""Label paths: under which group a row stands, by its code, its numbering or 其中."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.characters import plain
from extract.vocabulary import vocabulary

_CHINESE = {c: i for i, c in enumerate("零一二三四五六七八九")}
#: A label that begins this far (points) right of the one above is set in.
_INDENT = 4.0
#: The level of 其中 and the rows that go on with it.
_PART = 99


@dataclass(frozen=True, slots=True)
class Label:
    """A row's own label and what tells its place: groups to its left, code, panel, indent."""

    text: str
    groups: tuple[str, ...] = ()
    code: str = ""
    panel: int = 0
    indent: float | None = None


@dataclass(frozen=True, slots=True)
class _Step:
    """One level of the path above a row."""

    level: int
    ordinal: int
    text: str
    indent: float | None


def label_paths(labels: Sequence[Label]) -> list[tuple[str, ...]]:
    """The label path of every row, outermost group first, its own label last."""
    stacks: dict[int, list[_Step]] = {}
    names: dict[tuple[int, str], str] = {}
    paths: list[tuple[str, ...]] = []
    for label in labels:
        if label.code:
            names[label.panel, label.code] = label.text
            parents = _code_parents(label, names)
            path = (*parents, label.text) if label.text else parents
        elif label.groups:
            stacks[label.panel] = []
            path = (label.text,)
        else:
            path = _numbered_path(label, stacks.setdefault(label.panel, []))
        paths.append((*label.groups, *path))
    return paths


def _code_parents(label: Label, names: dict[tuple[int, str], str]) -> tuple[str, ...]:
    """The names of the 类 and 款 that a code belongs to, as the table prints them above."""
    prefixes = (label.code[:n] for n in (3, 5) if n < len(label.code))
    found = (names.get((label.panel, prefix), "") for prefix in prefixes)
    return tuple(name for name in found if name)


def _numbered_path(label: Label, stack: list[_Step]) -> tuple[str, ...]:
    if not label.text:
        return ()
    level, ordinal = _numbering(label.text)
    if level < 0 and vocabulary().find("label.total", plain(label.text)):
        stack.clear()
    elif label.text.startswith("其中"):
        _close_parts(stack)
        level = _PART
    elif level < 0:
        level = _close_unnumbered(label, stack)
    else:
        _close_numbered(level, ordinal, stack)
    stack.append(_Step(level, ordinal, label.text, label.indent))
    return tuple(step.text for step in stack)


def _close_parts(stack: list[_Step]) -> None:
    """其中：… is the first part of the row above; the rows set in like it are its siblings."""
    while stack and stack[-1].level == _PART:
        stack.pop()


def _close_unnumbered(label: Label, stack: list[_Step]) -> int:
    """The level of an unnumbered row, under what it belongs to: it stands at the top unless it
    is set in below 其中 or another one, or has the name of a part (一般公共预算财政拨款 under
    年初财政拨款结转和结余)."""
    part = vocabulary().patterns["label.part"]
    if stack and part.search(stack[-1].text) and part.search(label.text):
        stack.pop()
    if stack and stack[-1].level == -1 and part.search(label.text):
        return -1
    while stack and not _below(label, stack[-1]):
        stack.pop()
    if stack and stack[-1].level == _PART:
        stack.pop()
        return _PART
    return -1


def _below(label: Label, step: _Step) -> bool:
    if label.indent is None or step.indent is None:
        return False
    if step.level == _PART:
        return label.indent >= step.indent - _INDENT / 2
    return step.level < 0 and label.indent >= step.indent + _INDENT


def _close_numbered(level: int, ordinal: int, stack: list[_Step]) -> None:
    """A numbered row ends the groups of its level and below; where the count starts again
    after an unnumbered row, it is a part of that row."""
    restarted = (
        ordinal == 1 and len(stack) == 1 and stack[-1].level == -1 and not _closing(stack[-1].text)
    )
    goes_on = (
        len(stack) == 2
        and stack[0].level == -1
        and stack[1].level == level
        and ordinal == stack[1].ordinal + 1
    )
    if restarted:
        return
    if goes_on:
        stack.pop()
        return
    while stack and (stack[-1].level >= level or stack[-1].level < 0):
        stack.pop()


def _closing(text: str) -> bool:
    return bool(vocabulary().find("label.total", plain(text)))


def _numbering(text: str) -> tuple[int, int]:
    """The level of a label's number (outermost 0, none -1) and the number."""
    for level, pattern in enumerate(vocabulary().levels):
        match = pattern.search(text)
        if match:
            return level, _ordinal(match[1])
    return -1, 0


def _ordinal(text: str) -> int:
    if text.isdecimal():
        return int(text)
    if len(text) == 1 and "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return _CHINESE.get(text, 0)
    return 10 * _CHINESE.get(tens, 1) + _CHINESE.get(ones, 0)

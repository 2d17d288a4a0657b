"""What a source without pages is made of: parts, each a sequence of texts and tables.

This is all that a room for such a source makes; extract.flow.leaves lays it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from extract.leaves import Form
from extract.ordinals import is_prose, marker_level

#: A title has so many characters at most.
_TITLE = 60
#: What a line ends with that is whole.
_WHOLE = re.compile(r"[。！？；：:;…”》）)]$")


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph as it is seen, blanks and line breaks (\\n) in it.

    `centred` for what stands alone as a title does: centred, bold, or in a heading's style; `entry`
    for a line of a table of contents; `aside` for footnotes and the like; `ref` names the cell
    that a workbook prints it in, `source` counts the paragraphs of a Word file.
    """

    text: str
    centred: bool = False
    entry: bool = False
    aside: bool = False
    ref: str = ""
    source: int = -1


@dataclass(frozen=True, slots=True)
class Item:
    """One field of a table over its rows and columns (ends excluded), with its text as shown.

    `indent` is how far its label is set in, in points, blanks in the text not counted; `unread`
    says that it shows something that could not be read; `source` is its first paragraph's.
    """

    row: int
    column: int
    row_end: int
    column_end: int
    text: str = ""
    indent: float = 0.0
    ref: str = ""
    unread: bool = False
    source: int = -1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its fields row by row; places that none covers are blank. `partial` says that rows
    or columns of it are hidden, and something stands in them."""

    items: tuple[Item, ...]
    partial: bool = False


Block = Text | Grid


@dataclass(frozen=True, slots=True)
class Part:
    """A file or a sheet of it: its blocks in reading order, and what was not read, in Chinese."""

    blocks: tuple[Block, ...]
    sheet: str = ""
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flow:
    """A whole source without pages."""

    path: Path
    sha256: str
    form: Form
    parts: tuple[Part, ...]


def by_lines(text: Text, *, heads: bool = False) -> Iterator[Text]:
    """A text whose author began lines by hand as a paragraph for each, but where a line stops
    within a sentence and the next goes on with it; where it `heads`, bold or in the style of a
    heading, the lines that can be titles are centred."""
    lines: list[str] = []
    for line in text.text.split("\n"):
        if not line.strip():
            continue
        last = lines[-1].rstrip() if lines else ""
        goes_on = is_prose(last) and not _WHOLE.search(last)
        if lines and goes_on and marker_level(line.strip()) is None:
            lines[-1] += line
        else:
            lines.append(line)
    for line in lines:
        yield replace(text, text=line, centred=text.centred or (heads and _stands(line)))


def _stands(line: str) -> bool:
    """Whether a line can be a title: short, no prose, and no point of a list."""
    shown = "".join(line.split())
    return len(shown) <= _TITLE and not is_prose(shown) and marker_level(shown) is None

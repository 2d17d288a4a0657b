"""A made-up report before it is typeset: blocks of text and tables whose figures have names.

A figure keeps its name and value from the accounts to the page, so that an error can be planted
in one of them and the page it lands on can be told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed figure: `text` as printed (without its unit), `value` in the unit printed.

    `name` is unique in the report; `role` says what it is (as in docs/result.md, or `cell`).
    """

    name: str
    role: str
    text: str
    value: Decimal
    unit: str = ""


Piece = str | Figure
Text = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    pieces: Text


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page, on its side where `landscape`."""

    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a table, over `columns` × `rows` places; `indent` in characters."""

    content: Piece = ""
    align: str = "left"
    columns: int = 1
    rows: int = 1
    indent: int = 0

    @property
    def text(self) -> str:
        return self.content.text if isinstance(self.content, Figure) else self.content


Line = tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: `widths` are shares of the line; `head` is repeated where the look says so."""

    kind: str
    title: str
    number: str
    unit: str
    widths: tuple[float, ...]
    head: tuple[Line, ...]
    body: tuple[Line, ...]
    notes: tuple[str, ...] = ()


Block = Heading | Paragraph | PageBreak | Grid


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report; `owner` is the body whose accounts it publishes."""

    owner: str
    year: int
    kind: str
    cover: tuple[str, ...]
    blocks: tuple[Block, ...]

    def figures(self) -> Iterator[Figure]:
        """Every figure, in reading order."""
        for block in self.blocks:
            yield from _figures(block)


def _figures(block: Block) -> Iterator[Figure]:
    if isinstance(block, Paragraph):
        yield from (p for p in block.pieces if isinstance(p, Figure))
    elif isinstance(block, Grid):
        for line in block.body:
            yield from (f.content for f in line if isinstance(f.content, Figure))


def with_figure(report: Report, name: str, figure: Figure) -> Report:
    """The report with the figure of that name printed differently."""
    return _mapped(report, lambda piece: figure if _is(piece, name) else piece)


def _is(piece: Piece, name: str) -> bool:
    return isinstance(piece, Figure) and piece.name == name


def _mapped(report: Report, change: Callable[[Piece], Piece]) -> Report:
    return replace(report, blocks=tuple(_block(b, change) for b in report.blocks))


def _block(block: Block, change: Callable[[Piece], Piece]) -> Block:
    if isinstance(block, Paragraph):
        return Paragraph(tuple(change(p) for p in block.pieces))
    if isinstance(block, Grid):
        lines = tuple(
            tuple(replace(f, content=change(f.content)) for f in line) for line in block.body
        )
        return replace(block, body=lines)
    return block


def reworded(report: Report, change: Callable[[str], str]) -> Report:
    """The report with all its words changed, and no figure."""

    def words(piece: Piece) -> Piece:
        return change(piece) if isinstance(piece, str) else piece

    return replace(report, blocks=tuple(_reworded(b, words) for b in report.blocks))


def _reworded(block: Block, change: Callable[[Piece], Piece]) -> Block:
    if isinstance(block, Heading):
        return replace(block, text=str(change(block.text)))
    if isinstance(block, Grid):
        heads = tuple(
            tuple(replace(f, content=change(f.content)) for f in line) for line in block.head
        )
        title, unit = str(change(block.title)), str(change(block.unit))
        notes = tuple(str(change(note)) for note in block.notes)
        block = replace(block, head=heads, title=title, unit=unit, notes=notes)
    return _block(block, change)


def paragraphs(report: Report) -> Iterator[tuple[int, Paragraph]]:
    """The paragraphs with their positions among the blocks."""
    for index, block in enumerate(report.blocks):
        if isinstance(block, Paragraph):
            yield index, block

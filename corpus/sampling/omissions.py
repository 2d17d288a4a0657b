"""Leaving out of a made-up report what it must disclose (omissions.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from corpus.sampling.document import Block, Figure, Grid, Heading, Paragraph, Piece, Report, Text

_ENDS = re.compile(r"[，,；;。（）()]")


@dataclass(frozen=True, slots=True)
class Omission:
    """One thing that is left out; what its fields mean stands at the top of omissions.toml."""

    duty: str
    also: tuple[str, ...] = ()
    clauses: str = ""
    under: str = ""
    section: str = ""
    content: str = ""
    table: str = ""
    codes: str = ""
    depth: int = 0


@cache
def omissions() -> tuple[Omission, ...]:
    """Every omission of the file."""
    source = resources.files("corpus.sampling").joinpath("omissions.toml").read_text("utf-8")
    return tuple(
        Omission(**(entry | {"also": tuple(entry.get("also", ()))}))
        for entry in tomllib.loads(source)["omission"]
    )


def omit(report: Report, what: Omission) -> Report | None:
    """The report without it; None where it holds nothing of the kind."""
    blocks = tuple(_left(report.blocks, what))
    return replace(report, blocks=blocks) if blocks != report.blocks else None


def _left(blocks: Iterable[Block], what: Omission) -> Iterator[Block]:
    """The blocks that stay, some of them shortened."""
    path: list[Heading] = []
    for block in blocks:
        if isinstance(block, Heading):
            path = [h for h in path if h.level < block.level] + [block]
            gone = bool(what.section) and any(re.search(what.section, h.text) for h in path)
            if not gone:
                yield block
        elif isinstance(block, Paragraph):
            shorter = _paragraph(block, path, what)
            if shorter is not None:
                yield shorter
        elif isinstance(block, Grid):
            kept = _grid(block, what)
            if kept is not None:
                yield kept
        else:
            yield block


def _paragraph(block: Paragraph, path: list[Heading], what: Omission) -> Paragraph | None:
    titles = [h.text for h in path]
    whole = what.section or what.content
    if whole and any(re.search(whole, title) for title in titles):
        return None
    if not what.clauses or (what.under and not re.search(what.under, "".join(titles))):
        return block
    pieces = tuple(_without(block.pieces, re.compile(what.clauses)))
    return Paragraph(pieces) if any(_text(p).strip("。，；") for p in pieces) else None


def _text(piece: Piece) -> str:
    return piece.text if isinstance(piece, Figure) else piece


def _without(pieces: Text, gone: re.Pattern[str]) -> Iterator[Piece]:
    """The pieces but for the clauses that match, each with the sign before it."""
    text = "".join(map(_text, pieces))
    cut: set[int] = set()
    start = 0
    for end in (*(m.start() for m in _ENDS.finditer(text)), len(text)):
        if gone.search(text[start:end]):
            sign = start - 1 if start and text[start - 1] in "，,；;" else start
            cut.update(range(sign, end))
        start = end + 1
    at = 0
    for piece in pieces:
        length = len(_text(piece))
        if isinstance(piece, Figure):
            if at not in cut:
                yield piece
        else:
            kept = "".join(c for i, c in enumerate(piece, at) if i not in cut)
            if kept:
                yield kept
        at += length


def _grid(block: Grid, what: Omission) -> Grid | None:
    if what.table and re.search(what.table, block.title):
        return None
    if not what.depth or not re.search(what.codes, block.title):
        return block
    return replace(
        block,
        body=tuple(
            line
            for line in block.body
            if not any(re.fullmatch(rf"\d{{{what.depth + 1},7}}", f.text.strip()) for f in line[:4])
        ),
    )

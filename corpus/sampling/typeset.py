"""Typesetting a made-up report: block after block, tables over pages."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.sampling.document import Block, Heading, PageBreak, Paragraph, Report
from corpus.sampling.looks import Look
from corpus.sampling.press import Press
from corpus.sampling.ruling import draw


@dataclass(frozen=True, slots=True)
class Typeset:
    """A PDF, and the page (from 1) on which each figure begins."""

    data: bytes
    pages: dict[str, int]
    count: int


def typeset(report: Report, look: Look) -> Typeset:
    """The report as PDF."""
    press = Press(report, look)
    press.cover()
    for block in report.blocks:
        _put(press, block)
    count = press.pdf.page_no()
    return Typeset(bytes(press.pdf.output()), press.pages, count)


def _put(press: Press, block: Block) -> None:
    if isinstance(block, Heading):
        press.heading(block)
    elif isinstance(block, Paragraph):
        press.paragraph(block.pieces)
    elif isinstance(block, PageBreak):
        press.page(block.landscape or press.look.landscape == "all")
    else:
        draw(press, block)

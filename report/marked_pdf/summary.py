"""The page in front of a marked PDF: which report, the outcome, the findings with their pages."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from itertools import chain
from typing import Any

import pymupdf

from report.templating import environment
from report.view import View

_PAPER = pymupdf.paper_rect("a4")
_FRAME = pymupdf.Rect(56, 56, _PAPER.width - 56, _PAPER.height - 56)
#: More findings than these fill pages nobody reads; all are in the outline.
MOST_LISTED = 60


@dataclass(frozen=True, slots=True)
class Summary:
    """The pages as a PDF, and where on them each listed finding stands: id, page from 0, box.

    Now and then MuPDF puts all that is left on a page that cannot hold it: `overflows`.
    """

    data: bytes
    pages: int
    places: tuple[tuple[str, int, tuple[float, float, float, float]], ...]
    overflows: bool


def summary(view: View) -> Summary:
    """Typeset the summary of one audit."""
    text = (
        environment()
        .get_template("summary.pdf.html.j2")
        .render(
            t=view.texts,
            view=view,
            audit=view.audit,
            listed=view.told[:MOST_LISTED],
            more=len(view.told[MOST_LISTED:]),
            roundings=len(view.roundings),
            breakable=_breakable,
        )
    )
    first = _typeset(text, 0)
    shorter = (_typeset(text, by) for by in (9, 17, 29))
    return next((m for m in chain((first,), shorter) if not m.overflows), first)


def _typeset(text: str, shorter: float) -> Summary:
    """The pages of a summary, by so many points shorter than they might be."""
    story = pymupdf.Story(html=text)
    stream = io.BytesIO()
    writer = pymupdf.DocumentWriter(stream)
    places: dict[str, tuple[str, int, tuple[float, float, float, float]]] = {}
    page, more, overflows = 0, 1, False
    frame = pymupdf.Rect(_FRAME.x0, _FRAME.y0, _FRAME.x1, _FRAME.y1 - shorter)
    while more:
        device = writer.begin_page(_PAPER)
        more, filled = story.place(frame)
        overflows = overflows or filled[3] > _PAPER.height
        for element in _elements(story):
            if element.id and element.rect:
                places.setdefault(element.id, (element.id, page, tuple(element.rect)))
        story.draw(device)
        writer.end_page()
        page += 1
    writer.close()
    return Summary(_small(stream.getvalue()), page, tuple(places.values()), overflows)


def _breakable(text: str) -> str:
    """A text whose long sums may go on in the next line: a zero-width space after each sign."""
    return re.sub(r"(?<=[\d元])([+−=])", "\\1\u200b", text)


def _elements(story: pymupdf.Story) -> list[Any]:
    """The elements with their boxes on the page just filled."""
    found: list[Any] = []
    story.element_positions(lambda element: found.append(element))
    return found


def _small(data: bytes) -> bytes:
    """The same pages with only the glyphs they use."""
    with pymupdf.open(stream=data, filetype="pdf") as document:
        document.subset_fonts()
        small: bytes = document.tobytes(garbage=3, deflate=True)
        return small

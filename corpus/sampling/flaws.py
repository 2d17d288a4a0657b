"""A planted error, and where it stands in the report."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.sampling.document import Figure, Grid, Paragraph, Piece, Report, with_figure


@dataclass(frozen=True, slots=True)
class Flaw:
    """A planted error.

    `severity` as in docs/result.md; `stated` and `expected` are figures as printed without
    separators, or words; `where` the table, or 正文; `clause` the words around it; `figure` the
    name of the figure that was touched; `page` is known once the report is typeset. `culprit` is
    False where nothing in a report tells this figure's error from one in the others of its
    equation (one part of a sum, a change whose rate goes against it): then it is enough that a
    finding shows it among the figures that disagree.
    """

    kind: str
    severity: str
    stated: str
    expected: str
    where: str
    clause: str
    figure: str
    page: int = 0
    culprit: bool = True


def plain(text: str) -> str:
    """A printed figure without separators, in half width."""
    return re.sub(r"[,，%\s]", "", unicodedata.normalize("NFKC", text))


def statement(name: str) -> str:
    """Which statement a figure belongs to: its name without its last part."""
    own = re.sub(r"@\d+$", "", name)
    return re.sub(r"\.(change|rate|share|completion|budget|before|score|gap|gap_rate)$", "", own)


def planted(
    report: Report, kind: str, severity: str, figure: Figure, text: str
) -> tuple[Report, Flaw]:
    """The report with a figure printed as `text`, and the error that this is."""
    shown = plain(text)
    value = figure.value if shown == "XX" else Decimal(shown)
    changed = replace(figure, text=text, value=value)
    result = with_figure(report, figure.name, changed)
    where, clause = place(result, figure.name)
    expected = "" if severity == "wording" else plain(figure.text)
    return result, Flaw(kind, severity, shown, expected, where, clause, figure.name)


def place(report: Report, name: str) -> tuple[str, str]:
    """The table or 正文, and the words around a figure (for a cell, its row's labels)."""
    for block in report.blocks:
        if isinstance(block, Paragraph):
            found = _around(block, name)
            if found:
                return "正文", found
        elif isinstance(block, Grid):
            for line in block.body:
                contents = [f.content for f in line]
                if any(isinstance(c, Figure) and c.name == name for c in contents):
                    return block.title, " ".join(c for c in contents if isinstance(c, str) and c)
    raise KeyError(name)


def _text(piece: Piece) -> str:
    return piece.text if isinstance(piece, Figure) else piece


def _around(paragraph: Paragraph, name: str) -> str:
    before = ""
    for index, piece in enumerate(paragraph.pieces):
        if isinstance(piece, Figure) and piece.name == name:
            after = "".join(_text(p) for p in paragraph.pieces[index:])
            return (before[-18:] + after[:24]).strip()
        before += _text(piece)
    return ""

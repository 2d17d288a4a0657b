"""Which places of a report get a comment, and what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.geometry import Place
from extract.leaves import Leaf, Spot
from report.marked_pdf.marks import words_of
from report.view import CellView, ClaimView, FindingView, View

#: A comment is no longer than this.
_LONGEST = 1500


@dataclass(frozen=True, slots=True)
class Note:
    """A comment at a place: the leaf and the spot it is at, the figure it is about as printed."""

    page: int
    leaf: Leaf
    spot: Spot
    figure: str
    text: str


def notes(view: View) -> Iterator[Note]:
    """A comment for every place that a finding names, all that is found there in one."""
    gathered: dict[tuple[int, Spot, str], list[str]] = {}
    leaves = view.audit.disclosure.leaves
    for found in view.every_finding:
        words = f"{view.texts(f'severity.{found.severity}')} {words_of(view, found)}"
        claims = [found.culprit] if found.culprit else []
        places = [*map(_of_claim, claims), *map(_of_cell, found.cells)]
        for place, figure in places or _of_words(view, found):
            leaf = leaves.get(place.page)
            spot = leaf.at(place.box) if leaf is not None else None
            if spot is not None:
                gathered.setdefault((place.page, spot, figure), []).append(words)
    for (page, spot, figure), lines in gathered.items():
        text = "\n\n".join(dict.fromkeys(lines))[:_LONGEST]
        yield Note(page, leaves[page], spot, figure, text)


def _of_claim(claim: ClaimView) -> tuple[Place, str]:
    return claim.places[0], claim.text


def _of_words(view: View, found: FindingView) -> Iterator[tuple[Place, str]]:
    """Where the words stand that a finding is about which names no figure: a blank never filled
    in."""
    clause = found.finding.clause
    for sentence in view.audit.disclosure.sentences if clause else ():
        at = sentence.shown.find(clause)
        if at >= 0 and sentence.places[at].page == found.finding.page:
            yield sentence.places[at], found.finding.stated
            return


def _of_cell(cell: CellView) -> tuple[Place, str]:
    return cell.place, cell.cell.text

"""What is marked on the pages: which boxes, in which colour, with which note, leading where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from extract.geometry import Box, Place
from reconcile.audit import Severity, Verdict
from report.view import CellView, ClaimView, FindingView, View

Colour = tuple[float, float, float]

#: Light colours: what is printed must stay readable through a highlight.
COLOURS: dict[str, Colour] = {
    Verdict.MISMATCH: (1.0, 0.62, 0.6),
    Severity.DOUBT: (1.0, 0.85, 0.45),
    Verdict.ROUNDING: (0.6, 0.83, 0.98),
    Severity.WORDING: (0.85, 0.72, 0.97),
    Severity.MISSING: (0.78, 0.82, 0.98),
    Verdict.CONSISTENT: (0.74, 0.93, 0.76),
    Verdict.UNVERIFIABLE: (0.87, 0.87, 0.87),
}
_NOTE = 600


@dataclass(frozen=True, slots=True)
class Highlight:
    """A marked figure: its boxes on one page, its colour, its note, the place its link leads to."""

    page: int
    places: tuple[Place, ...]
    colour: Colour
    title: str
    note: str
    target: Place | None


def highlights(view: View) -> Iterator[Highlight]:
    """Every claim, and every cell that a claim or finding is held against, once each."""
    of_claim: dict[str, list[FindingView]] = defaultdict(list)
    of_cell: dict[str, list[FindingView]] = defaultdict(list)
    for found in view.every_finding:
        if found.culprit:
            of_claim[found.culprit.id].append(found)
        for cell in found.cells:
            of_cell[cell.anchor].append(found)
    for claim in view.claims.values():
        yield from _claim(view, claim, of_claim[claim.id])
    yield from _cells(view, of_cell)


def _claim(view: View, claim: ClaimView, found: list[FindingView]) -> Iterator[Highlight]:
    kind = found[0].finding.severity.value if found else claim.verdict.value
    title = view.texts(f"severity.{kind}" if found else f"verdict.{claim.verdict}")
    note = "\n".join(words_of(view, f) for f in found) or _confirmed(view, claim)
    target = claim.cells[0].place if claim.cells else None
    for page in dict.fromkeys(p.page for p in claim.places):
        places = tuple(p for p in claim.places if p.page == page)
        yield Highlight(page, places, COLOURS[kind], title, note[:_NOTE], target)


def _confirmed(view: View, claim: ClaimView) -> str:
    """What bears on a claim without findings."""
    lines = [c.words for c in claim.cells[:3]]
    if claim.equation:
        lines.append(claim.equation)
    return "\n".join([view.texts(f"verdict.{claim.verdict}"), *lines])


def words_of(view: View, found: FindingView) -> str:
    """What a note says of a finding."""
    standing = found.standing(view.texts)
    remark = view.remark(found.id)
    decided = f"{view.texts('html.remark')}{view.texts('sign.colon')}{remark}" if remark else ""
    lines = [f"[{found.id}] {found.message}", decided, found.difference]
    lines += [standing, found.detail, found.agree]
    return "\n".join(line for line in lines if line)


def _cells(view: View, of_cell: dict[str, list[FindingView]]) -> Iterator[Highlight]:
    """The cells held against claims, each with a link back to the first of these."""
    back: dict[str, list[ClaimView]] = defaultdict(list)
    seen: dict[str, CellView] = {}
    for claim in view.claims.values():
        for cell in claim.cells:
            seen.setdefault(cell.anchor, cell)
            back[cell.anchor].append(claim)
    for found in view.every_finding:
        for cell in found.cells:
            seen.setdefault(cell.anchor, cell)
            if found.culprit:
                back[cell.anchor].append(found.culprit)
    for anchor, cell in seen.items():
        found_here = of_cell[anchor]
        kind = found_here[0].finding.severity.value if found_here else Verdict.CONSISTENT.value
        held = view.texts("sign.comma").join(dict.fromkeys(c.text for c in back[anchor]))
        lines = [words_of(view, f) for f in found_here]
        if held:
            lines.append(view.texts("pdf.held", claims=held))
        target = back[anchor][0].places[0] if back[anchor] else None
        title = view.texts("html.cell")
        place = Place(cell.cell.page, _inside(cell.cell.box))
        note = "\n".join(lines)[:_NOTE]
        yield Highlight(cell.cell.page, (place,), COLOURS[kind], title, note, target)


def _inside(box: Box) -> Box:
    """A field without its edges: the round ends of a highlight must not reach into the next."""
    aside = min(0.18 * box.height, 0.25 * box.width)
    return Box(box.x0 + aside, box.y0 + 1, box.x1 - aside, box.y1 - 1)

"""Write the marked PDF: annotations, links and outline laid over the publisher's file.

The file is written by appending to the publisher's bytes where its structure allows that: what was
published stays in it unchanged, byte for byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pymupdf

from extract.geometry import Box, Place
from reconcile.audit import Audit
from report.marked_pdf.marks import Highlight, highlights
from report.marked_pdf.summary import Summary, summary
from report.reviewed import NOTHING, Reviewed
from report.source import drawn_pages, source
from report.texts import Texts
from report.view import FindingView, View


def write(
    audit: Audit,
    path: Path,
    texts: Texts,
    *,
    front: bool = True,
    reviewed: Reviewed = NOTHING,
) -> None:
    """Write the marked copy of the audit's PDF to `path`; `front` puts the summary before it.
    What was decided about a finding stands in its note and in the summary.

    Raises SourceError where the PDF is gone or has changed, OSError where `path` cannot be
    written.
    """
    data = drawn_pages(source(audit.disclosure))
    view = View(audit, texts, reviewed)
    path.write_bytes(data)
    with pymupdf.open(path) as document:
        before = summary(view) if front else None
        _mark(document, view, before)
        if document.can_save_incrementally():
            document.saveIncr()
            return
        whole = document.tobytes(garbage=1, deflate=True)
    path.write_bytes(whole)


def _mark(document: pymupdf.Document, view: View, before: Summary | None) -> None:
    entries = document.get_toc(simple=False)
    shift = before.pages if before else 0
    if before:
        with pymupdf.open(stream=before.data, filetype="pdf") as pages:
            document.insert_pdf(pages, start_at=0)
    for highlight in highlights(view):
        _highlight(document, highlight, shift, view.texts("pdf.author"))
    if before:
        _link_summary(document, view, before)
    _outline(document, view, entries, shift)


def _highlight(document: pymupdf.Document, mark: Highlight, shift: int, author: str) -> None:
    page = document[mark.page - 1 + shift]
    boxes = [_on(page, p.box) for p in mark.places if p.box.width > 0 and p.box.height > 0]
    if not boxes:
        return
    if mark.target is not None:
        _link(document, page, boxes[0], mark.target, shift)
    annotation = page.add_highlight_annot(quads=[r.quad for r in boxes])
    annotation.set_colors(stroke=mark.colour)
    annotation.set_info(title=author, subject=mark.title, content=mark.note)
    annotation.update()


def _on(page: pymupdf.Page, box: Box) -> pymupdf.Rect:
    """A box as displayed, in the coordinates that annotations use: before the page is turned."""
    rect = pymupdf.Rect(box.x0, box.y0, box.x1, box.y1) * page.derotation_matrix
    upright: pymupdf.Rect = rect.normalize()
    return upright


def _link(
    document: pymupdf.Document, page: pymupdf.Page, rect: pymupdf.Rect, to: Place, shift: int
) -> None:
    number = to.page - 1 + shift
    point = pymupdf.Point(0, max(0.0, to.box.y0 - 60))
    page.insert_link(
        {"kind": pymupdf.LINK_GOTO, "from": rect, "page": number, "to": point, "zoom": 0}
    )


def _link_summary(document: pymupdf.Document, view: View, before: Summary) -> None:
    """Each finding of the summary leads to its place in the report."""
    findings = {f.id: f for f in view.findings}
    for id, number, rect in before.places:
        if id in findings:
            place = _place(findings[id])
            _link(document, document[number], pymupdf.Rect(rect), place, before.pages)


def _place(found: FindingView) -> Place:
    """Where to look first."""
    if found.culprit is not None:
        return found.culprit.places[0]
    if found.cells:
        return found.cells[0].place
    return Place(found.finding.page, Box(0, 0, 0, 0))


def _outline(
    document: pymupdf.Document, view: View, entries: Sequence[Sequence[Any]], shift: int
) -> None:
    """The publisher's outline, and after it one entry a finding."""
    kept = [[e[0], e[1], e[2] + shift if e[2] > 0 else e[2], *e[3:]] for e in entries]
    level = 1
    for entry in kept:  # a level may be at most one deeper than the one before
        entry[0] = min(entry[0], level)
        level = entry[0] + 1
    added: list[list[Any]] = [[1, view.texts("html.findings"), 1]] if view.findings else []
    for found in view.findings:
        place = _place(found)
        severity = view.texts(f"severity.{found.finding.severity}")
        page = view.texts("finding.page", page=place.page)
        name = f"{severity} · {page} · {found.message}"[:120]
        to = {"kind": pymupdf.LINK_GOTO, "to": pymupdf.Point(0, max(0.0, place.box.y0 - 60))}
        added.append([2, name, place.page + shift, to])
    if added:
        document.set_toc([*kept, *added])

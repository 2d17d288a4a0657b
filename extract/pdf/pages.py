"""The pages of a PDF as a person sees them: every glyph with its box, in visual order.

What is drawn (extract.pdf.drawn) is looked through for what nobody sees (extract.pdf.visible) and
for what lies over the text (extract.pdf.overlays).
"""

from __future__ import annotations

import contextlib
import hashlib
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pymupdf

from extract import faults
from extract.errors import UnreadableError
from extract.files import file_bytes
from extract.layout import Glyph, Page, Pages, lines_of
from extract.pdf.beside import beside_pages, is_noted, pages_missing, unnumbered
from extract.pdf.boxdrawn import rules_of_characters
from extract.pdf.comments import without_comments
from extract.pdf.copies import with_raised, without_copies
from extract.pdf.drawings import outlined_text, written_pictures
from extract.pdf.drawn import Drawing, drawing_of, red_figures
from extract.pdf.layers import settle_layers
from extract.pdf.masks import Masks, without_masks
from extract.pdf.overlays import set_apart
from extract.pdf.painted import brightness
from extract.pdf.pictured import as_pdf, kind_of_picture
from extract.pdf.shapes import MISNAMED, Shapes
from extract.pdf.soundness import (
    DAMAGED,
    MEMORY,
    Soundness,
    is_hollow,
    is_stretched,
    text_problem,
    twice,
)
from extract.pdf.visible import Seen, covers_figures, lines_lost, points_lost, runs_off, seen_of

#: More pages than any disclosure has; a larger file is refused rather than half read.
MAX_PAGES = 2000
#: A PDF begins within so many bytes of a file's beginning.
_RUBBISH = 1 << 16
#: A copy that imitates bold type is moved by less than this share of its size, or so many points.
_COPY, _COPY_MOST = 0.2, 2.0
#: Light text may stand on what is painted darker than this.
_DARK = 0.8


def read_pages(path: str | Path) -> Pages:
    """Read every page of the PDF at `path`, or of the file of pictures.

    Raises UnreadableError, with the cause and what to do, where nothing can be read.
    """
    path = Path(path)
    data = file_bytes(path)
    sha256 = hashlib.sha256(data).hexdigest()
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    pictured = bool(kind_of_picture(data))
    data = data if pictured else _trimmed(path, data)
    try:
        data = as_pdf(data) if pictured else data
        with pymupdf.open(stream=data, filetype="pdf") as document:
            _refuse_unreadable(path, data, document)
            settle_layers(document)
            _without_structure(document)
            drawn = _pages(document)
            edges = [_edges(page) for page in drawn]
            pages = _torn(drawn, edges)
            beside = _beside(document, [p.number for p in pages if p.width])
    except UnreadableError:
        raise
    except Exception as error:
        if faults.is_own(error):
            raise
        reason = " ".join(str(error).split())
        raise UnreadableError(
            "broken", f"{path.name}：文件已损坏（{reason}），请重新下载"
        ) from error
    beside += pages_missing(edges)
    return Pages(path, sha256, pages, tuple(beside))


def _beside(document: pymupdf.Document, numbers: Sequence[int]) -> list[tuple[int, str]]:
    """What the file holds beside its pages, or that this could not be told."""
    try:
        return list(beside_pages(document, numbers))
    except Exception as error:
        if faults.is_own(error):
            return [(1, faults.said(faults.BESIDE, error))]
        # among others, a page that was read is gone where MuPDF mended the file since
        return [(1, "文件的附件和页数记录有损坏，未读")]


def _edges(page: Page) -> list[str]:
    """The lines at the top and the bottom of a page."""
    edge = 0.12 * page.height
    far = [g for g in page.glyphs if g.box.y1 < edge or g.box.y0 > page.height - edge]
    return [line.text for line in lines_of(far)]


def _trimmed(path: Path, data: bytes) -> bytes:
    """A PDF from its header to its last %%EOF, where nothing of a PDF stands behind that: servers
    and mailers add things of their own. Raises UnreadableError where there is no header."""
    start, end = data.find(b"%PDF-", 0, _RUBBISH), data.rfind(b"%%EOF")
    if start < 0:
        raise UnreadableError("not_pdf", f"{path.name}：不是PDF文件")
    behind = data[end + 5 :]
    return (
        data[start:] if end < 0 or b"obj" in behind or b"xref" in behind else data[start : end + 5]
    )


def _refuse_unreadable(path: Path, data: bytes, document: pymupdf.Document) -> None:
    """Raise UnreadableError for what opens but cannot be read whole."""
    if document.needs_pass:
        raise UnreadableError("encrypted", f"{path.name}：文件已加密，请先用密码解除保护后再查")
    if document.is_repaired and (b"%%EOF" not in data[-1024:] or document.page_count == 0):
        # MuPDF goes on with what is left of a file cut short: pages and fonts lost without a word.
        raise UnreadableError("broken", f"{path.name}：文件已损坏或不完整，请重新下载")
    if document.page_count == 0:
        raise UnreadableError("empty", f"{path.name}：文件没有页面")
    if document.page_count > MAX_PAGES:
        raise UnreadableError(
            "too_large", f"{path.name}：共{document.page_count}页，超过{MAX_PAGES}页的上限"
        )


def _without_structure(document: pymupdf.Document) -> None:
    """Take the structure tree off a document in memory: MuPDF looks up every piece of text in it,
    each time it goes through a page, and what is drawn does not depend on it."""
    with contextlib.suppress(pymupdf.mupdf.FzErrorBase, RuntimeError, ValueError):
        if document.xref_get_key(document.pdf_catalog(), "StructTreeRoot")[0] != "null":
            document.xref_set_key(document.pdf_catalog(), "StructTreeRoot", "null")


def _pages(document: pymupdf.Document) -> list[Page]:
    """All pages; one that MuPDF or gouji itself gives up on costs only itself."""
    soundness, shapes = Soundness(document), Shapes()
    return [_page(document, n, soundness, shapes) for n in range(document.page_count)]


def _page(document: pymupdf.Document, index: int, soundness: Soundness, shapes: Shapes) -> Page:
    """A page by its index, or nothing but the reason why it cannot be read."""
    try:
        return _sound(document[index], soundness, shapes)
    except MemoryError:
        raise
    except Exception as error:
        return Page(index + 1, 0, 0, (), (), (), _why_not(error))


def _why_not(error: Exception) -> str:
    """Why a page was not read, by what came up: want of memory, a fault of gouji, or the file."""
    if faults.is_memory(error):
        return MEMORY
    if faults.is_own(error):
        return faults.said(faults.PAGE, error)
    return "文件记有本页，实际没有" if isinstance(error, IndexError) else DAMAGED


def _torn(pages: Sequence[Page], edges: Sequence[Sequence[str]]) -> tuple[Page, ...]:
    """The pages, those marked of which something is lost as the others tell; `edges` are the lines
    at the top and the bottom of each."""
    odd = twice(pages) | unnumbered(edges)
    lost = {p.number for p in pages if (p.number in odd if p.glyphs else is_hollow(p))}
    return tuple(replace(p, torn=True) if p.number in lost else p for p in pages)


def _sound(page: pymupdf.Page, soundness: Soundness, shapes: Shapes) -> Page:
    """A page, or nothing but the reason where it cannot be read whole."""
    size = page.number + 1, page.rect.width, page.rect.height
    problem, torn = soundness.problem(page)
    if problem:
        return Page(*size, (), (), (), problem)
    pymupdf.TOOLS.mupdf_warnings(reset=1)
    with without_masks(page) as masks:
        drawing = drawing_of(page)
    torn = soundness.missed(page) or torn
    chars = [g.char for run in drawing.runs for g in run.glyphs]
    problem = text_problem([*chars, *("\ufffd" * drawing.nameless)])
    if problem:
        return Page(*size, (), (), (), problem)
    seen, glyphs, over = _text(drawing, masks, *size[1:])
    if shapes.misnamed(page, drawing.digits, glyphs):
        return Page(*size, (), (), (), MISNAMED)
    glyphs, comments = without_comments(glyphs)
    over += comments
    glyphs, rules = rules_of_characters(glyphs)
    stretched = is_stretched([run.glyphs for run in seen.runs], drawing.rules)
    if stretched:
        soundness.mistrust(page)
    torn = torn or stretched or points_lost(seen.hidden, glyphs)
    torn = torn or lines_lost(seen.hidden, glyphs, page.rect.height)
    return Page(
        *size,
        tuple(glyphs),
        (*drawing.rules, *rules),
        drawing.images,
        hidden=seen.hidden + over,
        overlays=over,
        recognised=seen.recognised,
        pictures=() if seen.recognised else written_pictures(page, drawing, glyphs, seen.hidden),
        outlined=outlined_text(drawing.small, glyphs),
        cut=runs_off(drawing.clipped, glyphs, *size[1:]),
        torn=torn,
        covered=covers_figures(drawing, seen.hidden, glyphs),
        noted=bool(comments) or is_noted(page, seen.hidden),
        red=red_figures(seen.runs),
        struck=seen.struck,
    )


def _text(
    drawing: Drawing, masks: Masks, width: float, height: float
) -> tuple[Seen, list[Glyph], tuple[Glyph, ...]]:
    """What is seen of a page's text; its characters, each once; and those laid over it."""
    seen = seen_of(drawing, width, height, masks)
    shaded = [s.box for s in drawing.shapes if s.colour is None or brightness(s.colour) < _DARK]
    runs, over = set_apart(without_copies(seen.runs), drawing.rules, shaded)
    glyphs = [g for run in with_raised(runs) for g in run.glyphs]
    return seen, _once(glyphs), tuple(g for run in over for g in run.glyphs)


def _once(glyphs: list[Glyph]) -> list[Glyph]:
    """Without the copies that imitate bold type: the same character drawn twice in one place."""
    kept: list[Glyph] = []
    seen: dict[str, dict[int, list[float]]] = defaultdict(dict)
    for glyph in glyphs:
        x, y = glyph.box.x0, round(glyph.box.y0)
        rows = seen[glyph.char]
        near = y in rows or y - 1 in rows or y + 1 in rows
        if near:
            apart = min(_COPY * glyph.size, _COPY_MOST)
            beside = (rows[row] for row in (y - 1, y, y + 1) if row in rows)
            if any(_is_near(places, x, apart) for places in beside):
                continue
        if y in rows:
            insort(rows[y], x)
        else:
            rows[y] = [x]
        kept.append(glyph)
    return kept


def _is_near(places: Sequence[float], x: float, apart: float) -> bool:
    """Whether one of some places, in order, is nearer than that."""
    at = bisect_left(places, x)
    return (at < len(places) and places[at] - x < apart) or (at > 0 and x - places[at - 1] < apart)

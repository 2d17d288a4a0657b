"""From the pages of a source to its layout: upright, in simplified characters, with the grids and
paragraphs on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.errors import UnreadableError
from extract.faults import is_fault
from extract.geometry import Box
from extract.layout import Grid, Layout, Pages
from extract.paper.again import ReadAgain
from extract.paper.grids import read_grids
from extract.paper.running import running_text
from extract.paper.script import simplified
from extract.paper.texted import told_apart
from extract.paper.turned import upright
from extract.pdf.soundness import unreadable
from extract.scan.engine import INSTALL
from extract.scan.watch import current
from extract.unread import unread_pages


def laid_out(pages: Pages, *, alone: bool = True) -> Layout:
    """The layout of a file's pages.

    Raises UnreadableError where there is no page with text; a file that is not `alone` may be the
    picture of a page without any, which is named as not read.
    """
    unread = list(unread_pages(pages))
    pages = replace(pages, pages=simplified(pages.pages))
    if alone or not all(p.is_scan for p in pages.pages):
        refuse_empty(pages)
    level, turned = upright(pages)
    found = read_grids(level, turned)
    unread += found.failed
    tables, texts = told_apart(found.grids)
    paragraphs = running_text(level.pages, _boxes(tables), texts)
    return Layout(
        pages.path,
        pages.sha256,
        level.pages,
        tables,
        paragraphs,
        tuple(unread),
        turned,
        again=ReadAgain(level, found.ruled, turned, tables),
        texts=texts,
    )


def refuse_empty(pages: Pages) -> None:
    """Raise UnreadableError, with what to do, where no page of a file has text."""
    if all(p.problem for p in pages.pages):
        raise unreadable(pages.path.name, [p.problem for p in pages.pages])
    if not any(p.glyphs for p in pages.pages):
        if faulty := [p.problem for p in pages.pages if is_fault(p.problem)]:
            raise unreadable(pages.path.name, faulty)
        raise UnreadableError("no_text", f"{pages.path.name}：{_why_no_text(pages)}")


def _why_no_text(pages: Pages) -> str:
    """Why a file has no text, and what to do."""
    if not any(p.is_scan for p in pages.pages) or any(p.scan for p in pages.pages):
        return "没有可读的文字"
    if not current().wanted:
        return "是扫描件，按 --no-ocr 没有识别文字"
    return f"是扫描件，识别文字要用的组件没有装：{INSTALL}"


def _boxes(grids: Sequence[Grid]) -> dict[int, list[Box]]:
    """Where tables stand on each page."""
    found: dict[int, list[Box]] = {}
    for grid in grids:
        found.setdefault(grid.page, []).append(grid.box)
    return found

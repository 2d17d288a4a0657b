"""Text that paints nothing itself: what is painted through it shows, or nothing does.

Text filled with a shade or a pattern is drawn by cutting its outlines out of that, and so is text
that somebody hides by making it a clip that nothing is painted through. The file does not tell the
one from the other before it is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pymupdf

from extract.geometry import Box
from extract.layout import Glyph
from extract.lazy import lazy
from extract.pdf.rendered import Rendered, rendered

#: What PyMuPDF calls text that is used as a clip; what it calls text that is painted.
_CLIPS, _PAINTED = 64, 48
#: Ink differs from the paper by so many of 255 steps.
_CONTRAST = 60
#: So much of a run has ink where it shows.
_MOST = 0.8
#: Pictures over this share of a page are a scan, and text over it what a machine recognised.
_SCAN = 0.5


class Through:
    """Looks at the text of one page that is used as a clip; `raw` is what PyMuPDF tells of it,
    `pictures` are the places of its pictures as the page is shown."""

    def __init__(self, page: pymupdf.Page, raw: Mapping[str, Any], pictures: Sequence[Box]) -> None:
        self._page, self._raw = page, raw
        area = page.rect.width * page.rect.height
        self._scan = sum(box.width * box.height for box in pictures) > _SCAN * area

    def shows(self, span: Mapping[str, Any], glyphs: Sequence[Glyph]) -> bool:
        """Whether some glyphs of a span, in their places on the page as it is shown, are seen by
        what is painted through them, where no other text is."""
        if not span["char_flags"] & _CLIPS or self._scan:
            return False
        alone = [g for g in glyphs if not self._is_over_text(g.box)]
        return len(alone) >= _MOST * len(glyphs) and (
            sum(self._drawn.contrast(g.box) > _CONTRAST for g in alone) >= _MOST * len(glyphs)
        )

    @lazy
    def _drawn(self) -> Rendered:
        return rendered(self._page)

    @lazy
    def _painted(self) -> dict[tuple[int, int], bool]:
        """Where text stands that is painted itself, by whole points."""
        shown = self._page.rotation_matrix
        spans = (
            span
            for block in self._raw["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
            if span["char_flags"] & _PAINTED and span["alpha"]
        )
        places = (
            Box(*(pymupdf.Rect(c["bbox"]) * shown)).center
            for span in spans
            for c in span["chars"]
            if not c["c"].isspace()
        )
        return {(int(x), int(y)): True for x, y in places}

    def _is_over_text(self, box: Box) -> bool:
        xs, ys = range(int(box.x0), int(box.x1) + 1), range(int(box.y0), int(box.y1) + 1)
        return any((x, y) in self._painted for x in xs for y in ys)

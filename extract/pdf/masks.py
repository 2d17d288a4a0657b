"""Soft masks, put out of the way: what they hide is hidden, and what they are made of is not drawn.

A soft mask says how much of what is drawn under it shows. MuPDF tells of what a mask is made of as
of anything else that a page draws, so a mask over a page looks like paint that covers it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pymupdf

from extract.geometry import Box
from extract.pdf.rendered import Rendered, rendered

_NAME, _REFERENCE = re.compile(r"/([^\s/<>\[\]()]+)"), re.compile(r"(\d+) 0 R")
#: A character has ink where it differs from the paper by so many of 255 steps, and is hidden where
#: less than this share of the contrast is left.
_CONTRAST, _LEFT = 60, 0.25


@dataclass(frozen=True, slots=True)
class Masks:
    """A page drawn with its soft masks, and without; neither where it has none."""

    masked: Rendered | None = None
    bare: Rendered | None = None

    def hide(self, box: Box) -> bool:
        """Whether a character that is drawn in a box, on the page as it is shown, is hidden."""
        if self.masked is None or self.bare is None:
            return False
        whole = self.bare.contrast(box)
        return whole > _CONTRAST and self.masked.contrast(box) < _LEFT * whole

    def uncover(self, box: Box) -> bool:
        """Whether a character is seen in a box although something is drawn over it: a mask lets
        it through."""
        if self.masked is None or self.bare is None:
            return False
        return self.masked.contrast(box) > _CONTRAST and self.masked.differs(self.bare, box)


@contextmanager
def without_masks(page: pymupdf.Page) -> Iterator[Masks]:
    """Take the soft masks off what a page draws, in memory and for as long as it is looked at;
    gives what they hide."""
    document = page.parent
    states = list(_states(document, page))
    if not states:
        yield Masks()
        return
    masked = rendered(page)
    named = [document.xref_get_key(xref, path)[1] for xref, path in states]
    try:
        for xref, path in states:
            document.xref_set_key(xref, path, "/None")
        yield Masks(masked, rendered(page))
    finally:
        for (xref, path), mask in zip(states, named, strict=True):
            document.xref_set_key(xref, path, mask)


def _states(document: pymupdf.Document, page: pymupdf.Page) -> Iterator[tuple[int, str]]:
    """Where the states that a page and its forms draw in name a soft mask: an object, and the key
    in it."""
    for xref in dict.fromkeys((_with_resources(document, page.xref), *_forms(page))):
        kind, named = document.xref_get_key(xref, "Resources/ExtGState")
        path = "Resources/ExtGState/"
        if document.xref_get_key(xref, "Resources")[0] == "xref":
            xref, path = _number(document.xref_get_key(xref, "Resources")[1]), "ExtGState/"
        if kind == "xref":
            xref, path, named = _number(named), "", document.xref_object(_number(named))
        yield from _masks(document, xref, path, named) if kind in ("xref", "dict") else ()


def _masks(
    document: pymupdf.Document, xref: int, path: str, named: str
) -> Iterator[tuple[int, str]]:
    for name in dict.fromkeys(_NAME.findall(named)):
        if document.xref_get_key(xref, f"{path}{name}/SMask")[0] not in ("dict", "xref"):
            continue
        kind, state = document.xref_get_key(xref, f"{path}{name}")
        yield (_number(state), "SMask") if kind == "xref" else (xref, f"{path}{name}/SMask")


def _with_resources(document: pymupdf.Document, xref: int) -> int:
    """The page, or what it inherits its resources from."""
    seen: set[int] = set()
    while xref not in seen and document.xref_get_key(xref, "Resources")[0] == "null":
        seen.add(xref)
        kind, parent = document.xref_get_key(xref, "Parent")
        xref = _number(parent) if kind == "xref" else xref
    return xref


def _forms(page: pymupdf.Page) -> Sequence[int]:
    return [form[0] for form in page.get_xobjects()]


def _number(reference: str) -> int:
    match = _REFERENCE.match(reference)
    return int(match[1]) if match else 0

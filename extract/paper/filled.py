"""The fields that rules make on a page, and what stands in each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.geometry import Box, in_any
from extract.layout import Glyph, Page
from extract.paper.fields import Place, field_text, settle_numbers
from extract.paper.lines import Lines

#: What stands for a picture with writing on it.
_PICTURE = "\ufffc"


@dataclass(frozen=True, slots=True)
class Filled:
    """The fields of a table by their top left places: the row and column after the bottom right
    one, the glyphs inside, and the text that they make."""

    spans: Mapping[Place, Place]
    glyphs: Mapping[Place, Sequence[Glyph]]
    texts: Mapping[Place, str]


def filled(page: Page, lines: Lines) -> Filled:
    """What a page prints in each field of a table."""
    spans = _spans(lines)
    inside = _glyphs_by_field(page, lines, spans)
    texts = {
        key: field_text(inside.get(key, ()), lines.xs[span[1]] - lines.xs[key[1]])
        for key, span in spans.items()
    }
    for key, span in spans.items() if page.pictures else ():
        if key not in inside and in_any(box_of(lines, key, span), page.pictures):
            texts[key] = _PICTURE
    return Filled(spans, inside, texts)


def box_of(lines: Lines, key: Place, span: Place) -> Box:
    """Where a field stands."""
    return Box(lines.xs[key[1]], lines.ys[key[0]], lines.xs[span[1]], lines.ys[span[0]])


def owners(spans: Mapping[Place, Place]) -> dict[Place, Place]:
    """By every place of a table, the top left place of the field that covers it."""
    return {
        (r, c): key
        for key, (bottom, right) in spans.items()
        for r in range(key[0], bottom)
        for c in range(key[1], right)
    }


def _spans(lines: Lines) -> dict[Place, Place]:
    """The top left place of every field to the row and column after its bottom right one.

    A field grows to the right while no rule stands between, then downwards while all of its
    width is open; what is no rectangle falls into several.
    """
    rows, columns = len(lines.ys) - 1, len(lines.xs) - 1
    taken: set[tuple[int, int]] = set()
    spans: dict[Place, Place] = {}
    for r in range(rows):
        for c in range(columns):
            if (r, c) in taken:
                continue
            right = c + 1
            while right < columns and lines.open_right[r][right - 1] and (r, right) not in taken:
                right += 1
            bottom = r + 1
            while bottom < rows and _joined(lines, bottom, c, right):
                bottom += 1
            spans[r, c] = (bottom, right)
            taken.update((y, x) for y in range(r, bottom) for x in range(c, right))
    return spans


def _joined(lines: Lines, row: int, left: int, right: int) -> bool:
    """Whether a row of fields is open to the one above it, and within itself, all along."""
    return all(lines.open_below[row - 1][c] for c in range(left, right)) and all(
        lines.open_right[row][c] for c in range(left, right - 1)
    )


def _glyphs_by_field(
    page: Page, lines: Lines, spans: dict[Place, Place]
) -> dict[Place, list[Glyph]]:
    """The glyphs of each field: those whose centre lies inside, a torn number kept whole."""
    owner = owners(spans)
    placed: list[tuple[Glyph, Place]] = []
    xs, ys = lines.xs, lines.ys
    for glyph in page.glyphs:
        box = glyph.box
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        if xs[0] <= x < xs[-1] and ys[0] <= y < ys[-1]:
            placed.append((glyph, owner[bisect_right(ys, y) - 1, bisect_right(xs, x) - 1]))
    inside: dict[Place, list[Glyph]] = {}
    for glyph, key in settle_numbers(placed):
        inside.setdefault(key, []).append(glyph)
    return inside

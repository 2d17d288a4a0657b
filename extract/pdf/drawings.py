"""Text that is no text: pictures with writing on them, and characters turned into drawings.

Nobody can read them without recognising characters; they are found so that they can be named. A
picture that text stands on is a background, a photograph has no paper, and neither is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import sqrt

import pymupdf

from extract.geometry import Box, in_any, union
from extract.layout import Glyph, Line, lines_of
from extract.pdf.drawn import Drawing

#: A picture smaller than this share of its page is a seal, an emblem or a decoration.
_LEAST = 0.025
#: With more characters on it than this, a picture is what the text stands on.
_BACKGROUND = 25
#: Emblems stand in the margin; a page with more pictures than this has been told of.
_MARGIN, _MOST = 0.1, 60
#: Pictures this near (points) are strips of one.
_NEAR = 2.0
#: Paper is of one shade, in this share of the picture at least, and so much of it is written on.
_PAPER, _INK = 0.55, (0.003, 0.40)
_SHADES = 16
#: Paper and ink differ by at least so many shades of 256.
_CONTRAST = 70
_DPI = 60
#: A picture of a page, or of a part of it, has no more dots than this: a page may say that it is
#: three metres wide.
_MOST_DOTS = 2_000_000
#: So many outlined characters in a line, and so many lines, are writing.
_LINE, _WRITING = 6, 30
#: A figure or word in a line of text has so many, is so wide and high at least, and stands so near
#: behind a character (font sizes).
_FIGURE, _WORD, _LOW, _BESIDE = 3, 1.5, 0.3, 1.0


def written_pictures(
    page: pymupdf.Page, drawing: Drawing, glyphs: Sequence[Glyph], hidden: Sequence[Glyph]
) -> tuple[Box, ...]:
    """The pictures of a page that have writing, or a drawing, on paper of one shade; small ones
    only where they hide characters, or stand in the page where a figure or words may."""
    if not drawing.images:
        return ()
    area = page.rect.width * page.rect.height
    found = []
    for box in _joined(drawing.images)[:_MOST]:
        large = box.width * box.height >= _LEAST * area
        inside = _MARGIN * page.rect.height < box.y0 and box.y1 < (1 - _MARGIN) * page.rect.height
        telling = large or (inside and is_word(box))
        if not telling and not any(in_any(g.box, (box,)) for g in hidden):
            continue
        on_it = [g.box for g in glyphs if in_any(g.box, (box,))]
        if len(on_it) <= _BACKGROUND and _is_written(page, box, on_it):
            found.append(box)
    return tuple(found)


def is_word(box: Box) -> bool:
    """Whether a picture has the size of a figure or a word in a line."""
    return 5 < box.height < 40 and box.width > max(12.0, 1.5 * box.height)


def _joined(images: Sequence[Box]) -> list[Box]:
    """Pictures that touch as one: scanners and printers cut them into strips."""
    joined: list[Box] = []
    for image in sorted(images, key=lambda b: (b.y0, b.x0)):
        merged = image
        for other in [b for b in joined if b.grown(_NEAR).meets(merged)]:
            joined.remove(other)
            merged = union((merged, other))
        joined.append(merged)
    return joined


def _is_written(page: pymupdf.Page, box: Box, text: Sequence[Box]) -> bool:
    """Whether there is ink on paper in a box of a page, beside the text that stands there."""
    clip = pymupdf.Rect(box.x0, box.y0, box.x1, box.y1) & page.rect
    if clip.is_empty:
        return False
    scale = min(_DPI / 72, sqrt(_MOST_DOTS / (clip.width * clip.height)))
    matrix = pymupdf.Matrix(scale, scale)
    shown = page.get_pixmap(matrix=matrix, clip=clip, colorspace=pymupdf.csGRAY, alpha=False)
    pixels = bytearray(shown.samples)
    paper = _shades(pixels).most_common(1)[0][0]
    for b in text:
        left, right = (round(x * scale) - shown.x for x in (b.x0 - 1, b.x1 + 1))
        left, right = max(left, 0), min(right, shown.width)
        top, bottom = (round(y * scale) - shown.y for y in (b.y0 - 1, b.y1 + 1))
        for y in range(max(top, 0), min(bottom, shown.height)):
            start = y * shown.stride
            pixels[start + left : start + right] = bytes([paper * _SHADES]) * max(right - left, 0)
    shades = _shades(pixels)
    total = shades.total()
    near = shades[paper - 1] + shades[paper] + shades[paper + 1]
    ink = sum(n for shade, n in shades.items() if abs(shade - paper) * _SHADES > _CONTRAST)
    return near > _PAPER * total and _INK[0] * total < ink < _INK[1] * total


def _shades(pixels: bytearray) -> Counter[int]:
    """How many dots there are of each shade."""
    shades: Counter[int] = Counter()
    for value, number in Counter(bytes(pixels)).items():
        shades[value // _SHADES] += number
    return shades


def outlined_text(small: Sequence[Box], glyphs: Sequence[Glyph]) -> bool:
    """Whether the small curved shapes of a page are writing: many of them, in lines, or a figure
    or a word in a line of text."""
    lines = Counter(round(box.center[1] / 4) for box in small)
    if sum(n for n in lines.values() if n >= _LINE) >= _WRITING:
        return True
    return len(small) >= _FIGURE and any(_in_text(line, small) for line in lines_of([*glyphs]))


def _in_text(line: Line, small: Sequence[Box]) -> bool:
    """Whether shapes as large as its characters stand in a gap of a line, as a figure would."""
    top, bottom, size = line.box.y0, line.box.y1, line.glyphs[0].size
    level = [
        b
        for b in small
        if top < b.center[1] < bottom and _LOW * size < b.height < size and b.x0 > line.box.x0
    ]
    if len(level) < _FIGURE:
        return False
    box = union(level)
    wide = _WORD * size < box.width < len(level) * size
    beside = any(-0.2 * size < box.x0 - g.box.x1 < _BESIDE * size for g in line.glyphs)
    return wide and beside and not any(box.contains(*g.box.center) for g in line.glyphs)

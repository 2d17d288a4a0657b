"""What a page draws, in the order it is drawn: runs of characters, boxes, pictures and rules.

Places are those of the page as it is shown. PDFs exported by Word carry their text a second time as
ActualText in the structure tree, and the two can differ; what counts is what is drawn, so
ActualText is ignored.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, Final, TypeAlias, cast

import pymupdf

from extract.characters import UNKNOWN, seen
from extract.geometry import Box, union
from extract.layout import Glyph
from extract.lazy import lazy
from extract.pdf.inked import Drawn, inked
from extract.pdf.miscoded import miscoded
from extract.pdf.painted import (
    Colour,
    Shape,
    box_shown,
    brightness,
    characters_of,
    fills,
    is_light,
    may_cover,
    pictures_of,
    point_shown,
    without_notes,
)
from extract.pdf.ruling import THIN, visible_rules
from extract.pdf.shapes import Digits, digits_of
from extract.pdf.through import Through

_FLAGS = pymupdf.TEXT_IGNORE_ACTUALTEXT | pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_CLIP
_FILLED, _STROKED = 16, 32
#: Codes of blanks; a font has this many shapes for them at most.
_BLANKS, _SHAPES = frozenset((0x20, 0xA0, 0x3000)), 3
#: A gap this wide (font sizes) ends a run: what stands beyond is another field.
_GAP = 1.2
#: Text whose direction has both parts larger than this (a sine) slants.
_SLANT = 0.1
#: Boxes of characters taller than this (font sizes) are those of a font that counts in the space
#: between lines; type reaches no further than this above and below its line.
_TALL, _ABOVE, _BELOW = 1.5, 1.0, 0.3
#: Red has so much of red, and no more than the rest of it of other colours.
_RED = 0.6
_FIGURE = re.compile(r"[¥￥]?[\d,，]+(?:[.．]\d+)?[%％]?")
#: A character has no room where it is no wider than this (points).
_NO_ROOM = 0.01
#: Where the order of a character is not known, it is drawn after everything.
_LAST = 1 << 30


@dataclass(unsafe_hash=True)
class Run:
    """Characters set in one go, side by side in one style. `angle` is the way they run in
    degrees, clockwise from level; `order` is when they are drawn; `alpha` 0 for text that paints
    nothing; `outlined` for text with strokes of their own colour.

    It does not change, as `Box` does not: some writers set each character in one go of its own."""

    glyphs: Final[tuple[Glyph, ...]]
    colour: Final[Colour]
    alpha: Final[float]
    size: Final[float]
    angle: Final[int]
    order: Final[int]
    outlined: Final[bool] = False

    @lazy
    def text(self) -> str:
        if len(self.glyphs) == 1:
            return self.glyphs[0].char
        return "".join(g.char for g in self.glyphs)

    @lazy
    def box(self) -> Box:
        first, last = self.glyphs[0].box, self.glyphs[-1].box
        return first if len(self.glyphs) == 1 else union((first, last))

    @lazy
    def style(self) -> tuple[float, Colour, float]:
        """What tells it from other text of the page."""
        return round(self.size * 2) / 2, self.colour, round(self.alpha, 1)

    @property
    def light(self) -> float:
        """How light its colour is, from 0 (black) to 1 (white)."""
        return brightness(self.colour)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page as drawn. `clipped` are the characters outside what their clip lets be painted,
    `strokes` the thin level lines that are not white, from the top down, `small` the boxes of
    curved shapes of the size of a character. `nameless` counts the characters that are drawn like
    others and called blanks by their font; `digits` are those to hold against their shapes."""

    runs: tuple[Run, ...]
    shapes: tuple[Shape, ...]
    rules: tuple[Box, ...]
    images: tuple[Box, ...]
    clipped: tuple[Glyph, ...]
    strokes: tuple[Box, ...]
    small: tuple[Box, ...]
    nameless: int = 0
    digits: Digits = field(default_factory=dict)


def drawing_of(page: pymupdf.Page) -> Drawing:
    """What a page draws."""
    shown = page.rotation_matrix if page.rotation else None
    drawings = page.get_cdrawings()
    text, pictures = _text_of(page)
    shapes = []
    if any(map(may_cover, drawings)):  # how far what covers text is seen, is told at more cost
        shapes = list(fills(page.get_cdrawings(extended=True), shown))
    traced = page.get_texttrace()
    if pictures or any(map(is_light, {span["color"] for span in traced})):
        shapes += pictures_of(page, pictures, shown)
    orders = _orders(traced) if shapes else {}
    traced = _joined(traced)
    raw = page.get_text("rawdict", textpage=text)
    _unname(raw, traced, inked(page, traced))
    images = tuple(box_shown(info["bbox"], shown) for info in pictures)
    through = Through(page, raw, images)
    runs = tuple(
        run
        for block in raw["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
        for run in _runs(span, line["dir"], shown, orders, through)
    )
    written = (g.box for run in runs for g in run.glyphs)
    rules = visible_rules(without_notes(page, drawings), shown, written)
    level = [b for b in rules if b.height < THIN < b.width]
    return Drawing(
        runs,
        tuple(shapes),
        rules,
        images,
        tuple(_clipped(raw, traced, shown)),
        tuple(sorted(level, key=lambda b: b.y0)),
        tuple(box_shown(d["rect"], shown) for d in drawings for _ in range(characters_of(d))),
        _nameless(traced),
        digits_of(traced),
    )


#: What the spans have in common that are looked at as one.
_STYLE = itemgetter("font", "dir", "size", "type", "opacity")


def _joined(traced: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is traced, spans one after the other in one style as one: some writers set each
    character by itself. When each was drawn is no longer told."""
    groups = (list(spans) for _, spans in groupby(traced, _STYLE))
    return [
        spans[0] | {"chars": [c for span in spans for c in span["chars"]]}
        if len(spans) > 1
        else spans[0]
        for spans in groups
    ]


def _text_of(page: pymupdf.Page) -> tuple[pymupdf.TextPage, list[dict[str, Any]]]:
    """The text of a page, for PyMuPDF to take apart, and what there is to know of its pictures;
    together, as a page without pictures is gone through once only."""
    both = page.get_textpage(flags=_FLAGS | pymupdf.TEXT_PRESERVE_IMAGES)
    if not both.extractIMGINFO():
        return both, []
    return page.get_textpage(flags=_FLAGS), page.get_image_info()


def _nameless(traced: Sequence[dict[str, Any]]) -> int:
    """How many blanks are drawn by another glyph than the one that is their font's blank."""
    drawn = Counter(
        (span["font"], glyph)
        for span in traced
        for code, glyph, _, _ in span["chars"]
        if code in _BLANKS
    )
    shapes: dict[str, list[int]] = defaultdict(list)
    for (font, _), often in drawn.items():
        shapes[font].append(often)
    return sum(sum(often) - max(often) for often in shapes.values() if len(often) > _SHAPES)


def _unname(raw: dict[str, Any], traced: Sequence[dict[str, Any]], drawn: Drawn) -> None:
    """Take the names off those characters of a page that cannot be what they are called; `drawn`
    are those that are called blanks, and what they are."""
    wrong = miscoded(traced)
    if not wrong and not drawn:
        return
    places = {
        _key(chr(code), origin): drawn.get(font, {}).get((code, glyph), UNKNOWN)
        for font, span in ((span["font"], span) for span in traced)
        for code, glyph, origin, _ in span["chars"]
        if (code, glyph) in wrong.get(font, ()) or (code, glyph) in drawn.get(font, ())
    }
    for block in raw["blocks"]:
        for line in block.get("lines", ()):
            for char in (c for span in line["spans"] for c in span["chars"]):
                char["c"] = places.get(_key(char["c"], char["origin"]), char["c"])


def red_figures(runs: Iterable[Run]) -> tuple[Box, ...]:
    """Where figures stand in red, by themselves."""
    return tuple(run.box for run in runs if _is_red(run.colour) and _FIGURE.fullmatch(run.text))


def _is_red(colour: Colour) -> bool:
    red, green, blue = colour
    return red > _RED and max(green, blue) < 1 - _RED


# -- characters ----------------------------------------------------------------------------------

_Key: TypeAlias = tuple[str, int, int]


def _key(char: str, origin: Sequence[float]) -> _Key:
    return char, round(origin[0]), round(origin[1])


def _orders(traced: Sequence[dict[str, Any]]) -> dict[_Key, deque[int]]:
    """When each character is drawn, by what and where it is."""
    orders: dict[_Key, deque[int]] = defaultdict(deque)
    for span in traced:
        for code, _, origin, _ in span["chars"]:
            orders[_key(chr(code), origin)].append(span["seqno"])
    return orders


def _clipped(
    raw: dict[str, Any], traced: Sequence[dict[str, Any]], shown: pymupdf.Matrix | None
) -> Iterator[Glyph]:
    """The characters that are drawn outside what may be painted, but for those of slanting text,
    which is laid over a page."""
    spans = [s for b in raw["blocks"] for line in b.get("lines", ()) for s in line["spans"]]
    if sum(len(s["chars"]) for s in traced) <= sum(len(s["chars"]) for s in spans):
        return
    drawn = Counter(map(itemgetter(0), chain.from_iterable(s["chars"] for s in traced)))
    painted = Counter(map(itemgetter("c"), chain.from_iterable(s["chars"] for s in spans)))
    if all(often <= painted[chr(code)] or code in _BLANKS for code, often in drawn.items()):
        return
    taken = {_key(c["c"], c["origin"]) for s in spans for c in s["chars"]}
    for span in traced:
        if min(map(abs, span["dir"])) > _SLANT:
            continue
        for code, _, origin, bbox in span["chars"]:
            char = seen(chr(code))
            if char and not char.isspace() and _key(chr(code), origin) not in taken:
                yield Glyph(
                    char, box_shown(bbox, shown), point_shown(origin, shown)[1], span["size"]
                )


def _runs(
    span: dict[str, Any],
    direction: Sequence[float],
    shown: pymupdf.Matrix | None,
    orders: Mapping[_Key, deque[int]],
    through: Through,
) -> Iterator[Run]:
    """The characters of a span, blanks left out, divided at wide gaps."""
    angle = _angle(*_turned(direction, shown))
    flags = span["char_flags"]
    alpha = span["alpha"] / 255 if flags & (_FILLED | _STROKED) else 0.0
    colour, outlined = _colour(span["color"]), bool(flags & _STROKED)
    if span["chars"] and _is_tall(span, direction):
        span = {**span, "chars": [_of_ink(c, span["size"], direction) for c in span["chars"]]}
    for part, order in _parts(span, shown, orders, level=angle == 0):
        seen_through = not alpha and through.shows(span, part)
        opacity = 1.0 if seen_through else alpha
        yield Run(tuple(part), colour, opacity, span["size"], angle, order, outlined)


@lru_cache(maxsize=1 << 10)
def _angle(x: float, y: float) -> int:
    """Which way text runs, in degrees clockwise from level."""
    return round(math.degrees(math.atan2(y, x))) % 360


def _is_tall(span: dict[str, Any], direction: Sequence[float]) -> bool:
    """Whether the boxes of a span are much taller than its type, as fonts have it that count in
    the space between lines."""
    x0, y0, x1, y1 = span["chars"][0]["bbox"]
    x, y = abs(direction[0]), abs(direction[1])
    height = y1 - y0 if x > 1 - _SLANT else x1 - x0
    return height > _TALL * span["size"] and (x < _SLANT or y < _SLANT)


def _of_ink(char: dict[str, Any], size: float, direction: Sequence[float]) -> dict[str, Any]:
    """A character with a box no taller than type can be, above and below its line."""
    (x0, y0, x1, y1), (x, y) = char["bbox"], char["origin"]
    up, down = _ABOVE * size, _BELOW * size
    if abs(direction[0]) > abs(direction[1]):
        up, down = (up, down) if direction[0] > 0 else (down, up)
        box = (x0, max(y0, y - up), x1, min(y1, y + down))
    else:
        up, down = (up, down) if direction[1] < 0 else (down, up)
        box = (max(x0, x - up), y0, min(x1, x + down), y1)
    return {**char, "bbox": box}


def _parts(
    span: dict[str, Any],
    shown: pymupdf.Matrix | None,
    orders: Mapping[_Key, deque[int]],
    *,
    level: bool,
) -> list[tuple[list[Glyph], int]]:
    """A span's characters divided at wide gaps, each part with the time it is drawn."""
    parts: list[tuple[list[Glyph], int]] = []
    size, last, at = span["size"], None, _LAST
    widest = _GAP * size
    formless = None
    for c in span["chars"]:
        if orders:
            waiting = orders.get(_key(c["c"], c["origin"]))
            at = waiting.popleft() if waiting else _LAST
        char = seen(c["c"])
        if not char or char.isspace():
            formless = None if char else _roomier(formless, c)
            continue
        bbox, formless = _room(c, formless), None
        if shown is None:
            box, baseline = Box(*bbox), c["origin"][1]
        else:
            box, baseline = box_shown(bbox, shown), point_shown(c["origin"], shown)[1]
        gap = (box.x0 - last.x1 if level else _apart(last, box)) if last else 0.0
        if not parts or gap > widest:
            parts.append(([], at))
        parts[-1][0].append(Glyph(char, box, baseline, size))
        last = box
    return parts


def _room(c: dict[str, Any], formless: dict[str, Any] | None) -> Sequence[float]:
    """The box of a character; where it has no room along its line, that of the `formless` one
    before it. One glyph may be called by two characters (a word joiner and 7), and the room of both
    is told of the first."""
    own: Sequence[float] = c["bbox"]
    return own if formless is None or _has_room(c) else cast(Sequence[float], formless["bbox"])


def _roomier(one: dict[str, Any] | None, other: dict[str, Any]) -> dict[str, Any]:
    """Which of two characters that follow each other has the room of a glyph."""
    return one if one is not None and _has_room(one) else other


def _has_room(c: dict[str, Any]) -> bool:
    x0, y0, x1, y1 = c["bbox"]
    return bool(min(x1 - x0, y1 - y0) >= _NO_ROOM)


def _turned(direction: Sequence[float], shown: pymupdf.Matrix | None) -> tuple[float, float]:
    x, y = direction
    if shown is None:
        return x, y
    return x * shown.a + y * shown.c, x * shown.b + y * shown.d


@lru_cache(maxsize=1 << 10)
def _colour(rgb: int) -> Colour:
    return (rgb >> 16 & 255) / 255, (rgb >> 8 & 255) / 255, (rgb & 255) / 255


def _apart(a: Box, b: Box) -> float:
    """The gap between two characters, whichever way they run."""
    return max(b.x0 - a.x1, a.x0 - b.x1, b.y0 - a.y1, a.y0 - b.y1)

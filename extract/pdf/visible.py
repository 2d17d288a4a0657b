"""What a person sees of the text of a page, told from the page itself.

Not seen is text that paints nothing (render mode 3, no opacity), that has the colour of what it
stands on, that is too small for any eye, or that something opaque painted later lies over (a white
box, a picture, a note that somebody stuck on). What the clip cuts off is not drawn at all. What
is struck through is seen and no longer said: it is not read either.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.geometry import Box
from extract.layout import Glyph
from extract.pdf.drawn import Drawing, Run
from extract.pdf.masks import Masks
from extract.pdf.outlines import encloses
from extract.pdf.painted import Colour, Shape, brightness
from extract.pdf.struck import Strikes

#: Less opacity than this is not seen.
_FAINT = 0.06
#: Colours that differ by no more than this in every part are one to the eye.
_SAME = 0.05
#: Characters smaller than this (points) cannot be read on paper, nor narrower ones.
_SMALL, _NARROW = 1.5, 0.2
#: A layer of recognised text lies under, or unseen over, a picture of this share of its page.
_SCAN = 0.5
#: So many characters that reach over the foot of a page are a line; so many beyond an edge are
#: more than the running head or the number that a page box leaves out.
_HALVED, _OUTSIDE = 3, 20
#: What reaches no further than this (points) into a page is not on it.
_EDGE = 1.0
#: What is darker than this blacks out.
_DARK = 0.3
_PAPER: Colour = (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Seen:
    """The runs that are seen and the characters that are not. `recognised` says that the runs
    are the unseen text of a scan, which tells no more than what a machine took the picture for;
    `struck` are the boxes of what is struck out."""

    runs: tuple[Run, ...]
    hidden: tuple[Glyph, ...]
    recognised: bool = False
    struck: tuple[Box, ...] = ()


def seen_of(drawing: Drawing, width: float, height: float, masks: Masks) -> Seen:
    """What is seen of the text of a page of this size, under its soft masks."""
    lids = [s for s in drawing.shapes if s.opaque and (s.whole or s.outline)]
    colours = {run.colour for run in drawing.runs}
    blending = {c for c in colours if _may_blend(c, drawing.shapes)}
    strikes = Strikes(drawing.runs, drawing.strokes)
    runs: list[Run] = []
    hidden: list[Glyph] = list(drawing.clipped)
    struck: list[Box] = []
    unseen = 0
    for run in drawing.runs:
        plain = run.outlined or run.colour not in blending
        shown = _seen_glyphs(run, lids, None if plain else drawing.shapes)
        shown = _under_masks(run, shown, masks) if masks.bare else shown
        kept = strikes.left_of(run, shown)
        if len(kept) < len(shown):
            struck.append(run.box)
        if len(kept) == len(run.glyphs):
            runs.append(run)
            continue
        unseen += len(run.glyphs) - len(kept)
        dropped = set(map(id, kept))
        hidden += [g for g in run.glyphs if id(g) not in dropped]
        if kept:
            runs.append(replace(run, glyphs=tuple(kept)))
    if unseen and _is_scan(drawing, runs, unseen, width * height):
        return Seen(tuple(r for r in drawing.runs if r.size >= _SMALL), (), recognised=True)
    return Seen(tuple(runs), tuple(hidden), struck=tuple(struck))


def covers_figures(drawing: Drawing, hidden: Sequence[Glyph], glyphs: Sequence[Glyph]) -> bool:
    """Whether figures lie under something dark with nothing readable on it: somebody blacked them
    out, and what is left of their line says something else. What is white prints nothing there.
    `hidden` and `glyphs` are the characters that are not seen and those that are."""
    digits = [g.box for g in hidden if g.char.isdecimal()]
    dark = [s for s in drawing.shapes if s.opaque and s.whole and _is_dark(s)] if digits else []
    lids = [s for s in dark if any(_covers(s, box) for box in digits)]
    return any(not any(lid.box.contains(*g.box.center) for g in glyphs) for lid in lids)


def _is_dark(shape: Shape) -> bool:
    return shape.colour is not None and brightness(shape.colour) < _DARK


def runs_off(
    clipped: Sequence[Glyph], glyphs: Sequence[Glyph], width: float, height: float
) -> bool:
    """Whether lines of a page of this size, level or upright ones, go on beyond its edges, where
    nobody sees the rest of them."""
    if not clipped:
        return False
    sideways = _across(list(map(_turned, clipped)), list(map(_turned, glyphs)), height)
    return sideways or _across(clipped, glyphs, width)


def _turned(glyph: Glyph) -> Glyph:
    box = Box(glyph.box.y0, glyph.box.x0, glyph.box.y1, glyph.box.x1)
    return replace(glyph, box=box, baseline=box.center[1])


def _across(clipped: Sequence[Glyph], glyphs: Sequence[Glyph], width: float) -> bool:
    off = [g for g in clipped if g.box.x0 > width - _EDGE or g.box.x1 < _EDGE]
    near = [g for g in glyphs if g.box.x0 < g.size or g.box.x1 > width - g.size] if off else []
    return any(_side_by_side(one, other) for one in off for other in near)


def points_lost(hidden: Sequence[Glyph], glyphs: Sequence[Glyph]) -> bool:
    """Whether a point or comma that nobody sees stands between two digits that are seen, and
    nothing in its place: a line is cut off along its middle, and its figures are others. Where the
    digits beside it are hidden as well, a whole figure is, and another printed over it."""
    points = [g for g in hidden if g.char in ".,．，"]
    if not points:
        return False
    unseen = _Digits(hidden)
    alone = [point for point in points if not unseen.on_both_sides(point)]
    digits = _Digits(glyphs if alone else ())
    return any(digits.on_both_sides(point) for point in alone)


def lines_lost(hidden: Sequence[Glyph], glyphs: Sequence[Glyph], height: float) -> bool:
    """Whether lines of a page are lost at its head or foot: several stand beyond its edge, or the
    foot of one does, where what is low in it, points and commas, is not seen."""
    if len([g for g in glyphs if g.baseline > height]) >= _HALVED:
        return True
    beyond = [g for g in hidden if not 0 <= g.box.center[1] <= height]
    return len(beyond) >= _OUTSIDE and len({round(g.baseline / g.size) for g in beyond}) > 1


class _Digits:
    """The digits among characters, by the whole points of their baselines and then from left to
    right: a page may have a hundred thousand of them, and as many points."""

    def __init__(self, glyphs: Iterable[Glyph]) -> None:
        self._rows: dict[int, list[tuple[float, float]]] = {}
        for g in glyphs:
            if g.char.isdecimal():
                row = self._rows.setdefault(int(g.baseline), [])
                row.append((g.box.center[0], g.baseline))
        for row in self._rows.values():
            row.sort()
        self._levels = sorted(self._rows)

    def on_both_sides(self, point: Glyph) -> bool:
        """Whether a point stands between two of them, and over none."""
        near = [x - point.box.center[0] for x in self._beside(point)]
        covered = any(abs(x) < 0.25 * point.size for x in near)
        left, right = any(x < 0 for x in near), any(x > 0 for x in near)
        return left and right and not covered

    def _beside(self, point: Glyph) -> Iterator[float]:
        """Where the digits of its line within one size of a point are."""
        x, level, size = point.box.center[0], point.baseline, point.size
        start = bisect_left(self._levels, int(level - 0.2 * size))
        end = bisect_right(self._levels, int(level + 0.2 * size))
        for row in (self._rows[n] for n in self._levels[start:end]):
            first = bisect_right(row, (x - size, float("inf")))
            for at, baseline in row[first : bisect_left(row, (x + size,))]:
                if abs(baseline - level) < 0.2 * size:
                    yield at


def _side_by_side(one: Glyph, other: Glyph) -> bool:
    apart = max(one.box.x0 - other.box.x1, other.box.x0 - one.box.x1)
    return apart < 0.5 * one.size and abs(one.baseline - other.baseline) < 0.2 * one.size


def _seen_glyphs(
    run: Run, lids: Sequence[Shape], grounds: Sequence[Shape] | None
) -> Sequence[Glyph]:
    """The characters of a run that are seen. `grounds` is what it may be of one colour with and
    stand on, beside the paper; None where its colour is that of neither."""
    if run.alpha < _FAINT or run.size < _SMALL:
        return ()
    later = [s for s in lids if s.order > run.order and s.box.meets(run.box)] if lids else ()
    if not later and grounds is None:
        thin = _is_thin(run.glyphs[0]) or (len(run.glyphs) > 1 and _is_thin(run.glyphs[-1]))
        return [g for g in run.glyphs if not _is_thin(g)] if thin else run.glyphs
    return [
        g
        for g in run.glyphs
        if not _is_thin(g)
        and not any(_covers(s, g.box) for s in later)
        and (grounds is None or not _blends(run, g, grounds))
    ]


def _under_masks(run: Run, shown: Sequence[Glyph], masks: Masks) -> Sequence[Glyph]:
    """The characters of a run that are seen on a page with soft masks, of which `shown` would be
    seen without any."""
    if run.alpha < _FAINT or run.size < _SMALL:
        return shown
    kept = set(map(id, shown))
    return [
        g for g in run.glyphs if (not masks.hide(g.box) if id(g) in kept else masks.uncover(g.box))
    ]


def _is_thin(glyph: Glyph) -> bool:
    box = glyph.box
    width, height = box.x1 - box.x0, box.y1 - box.y0
    return width < _NARROW or height < _NARROW or (width < _SMALL and height < _SMALL)


def _may_blend(colour: Colour, shapes: Sequence[Shape]) -> bool:
    """Whether a colour is that of the paper or of something painted."""
    return _alike(colour, _PAPER) or any(s.colour and _alike(colour, s.colour) for s in shapes)


def _alike(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= _SAME for a, b in zip(one, other, strict=True))


def _covers(shape: Shape, glyph: Box) -> bool:
    """Whether what is painted lies over the middle of a character and most of it."""
    lid = shape.box
    x, y = glyph.center
    if not lid.contains(x, y):
        return False
    if not shape.whole and not encloses(shape.outline, glyph):
        return False
    width = min(lid.x1, glyph.x1) - max(lid.x0, glyph.x0)
    height = min(lid.y1, glyph.y1) - max(lid.y0, glyph.y0)
    return width > 0.6 * glyph.width and height > 0.5 * glyph.height


def _blends(run: Run, glyph: Glyph, shapes: Sequence[Shape]) -> bool:
    """Whether a character has the colour of what it stands on: the paper, or what was painted
    last under it. Of what does not fill its box, or has more than one colour, nobody knows: then
    it is seen."""
    x, y = glyph.box.center
    under = [s for s in shapes if s.order < run.order and s.box.contains(x, y)]
    ground = _PAPER
    for shape in sorted(under, key=lambda s: s.order):
        if shape.whole and shape.opaque and shape.colour:
            ground = shape.colour
        elif shape.colour is None or not _alike(run.colour, shape.colour):
            return False
    return _alike(run.colour, ground)


def _is_scan(drawing: Drawing, runs: Sequence[Run], unseen: int, area: float) -> bool:
    """Whether the unseen text is what was recognised on a picture that fills the page: there is
    much more of it than of text to be seen."""
    pictured = sum(b.width * b.height for b in drawing.images)
    return pictured > _SCAN * area and unseen > 2 * sum(len(r.glyphs) for r in runs)

"""Text set twice for effect, and notes set small and high behind a figure or a word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from extract.characters import raised
from extract.layout import Glyph
from extract.pdf.drawn import Run

#: A shadow lies this near (font sizes) to what throws it, and is of its size.
_SHADOW, _SIZE = 0.3, 0.04
#: A note is at most this large beside the figure it stands at, and this much higher (sizes).
_NOTE, _HIGH = 0.78, 0.12


def without_copies(runs: Sequence[Run]) -> list[Run]:
    """The runs without the shadows of others: the same words again, a little aside. Of the two
    the darker stays."""
    alike: dict[str, list[Run]] = defaultdict(list)
    for run in runs:
        if len(run.glyphs) > 1:
            alike[run.text].append(run)
    shadows: set[int] = set()
    for same in alike.values():
        for one, other in _near(same):
            if _is_shadow(one, other):
                shadows.add(id(max(one, other, key=lambda r: (r.light, -r.order))))
    return [r for r in runs if id(r) not in shadows]


def _near(runs: Sequence[Run]) -> Iterator[tuple[Run, Run]]:
    """The pairs of runs whose tops are near enough for one to be the other's shadow, each in the
    order in which they are given."""
    reach = _SHADOW * max(r.size for r in runs)
    placed = sorted(enumerate(runs), key=lambda p: p[1].box.y0)
    for at, (first, one) in enumerate(placed):
        for second, other in placed[at + 1 :]:
            if other.box.y0 - one.box.y0 >= reach:
                break
            yield (one, other) if first < second else (other, one)


def _is_shadow(one: Run, other: Run) -> bool:
    dx, dy = abs(one.box.x0 - other.box.x0), abs(one.box.y0 - other.box.y0)
    near = max(dx, dy) < _SHADOW * one.size and max(dx, dy) > 0
    return near and abs(one.size - other.size) < _SIZE * one.size


def with_raised(runs: Sequence[Run]) -> list[Run]:
    """The runs with the digits of notes as the raised characters they are set as: 1,206.85² where
    a small 2 stands high behind the figure, 档案馆² behind a word."""
    small = [r for r in runs if len(r.glyphs) < 3 and r.text.isascii() and r.text.isdigit()]
    if not small:
        return list(runs)
    ahead = [r for r in runs if any(_bears_notes(g.char) for g in r.glyphs)]
    largest = max((r.size for r in ahead), default=0.0)
    small = [r for r in small if r.glyphs[0].size <= _NOTE * largest]
    notes = {id(r) for r in small if _is_note(r, ahead)}
    return [_raised(r) if id(r) in notes else r for r in runs]


def _is_note(note: Run, figures: Iterable[Run]) -> bool:
    """Whether a small run stands high behind a digit or a word in one of the runs with any."""
    first, last = note.glyphs[0], note.glyphs[-1]
    return any(
        _bears_notes(glyph.char)
        and abs(first.box.x0 - glyph.box.x1) < 0.4 * run.size
        and (after is None or after.box.x0 > last.box.center[0])
        for run in figures
        if _NOTE * run.size >= first.size
        and _HIGH * run.size < run.glyphs[0].baseline - first.baseline < run.size
        for glyph, after in zip_longest(run.glyphs, run.glyphs[1:])
    )


def _bears_notes(char: str) -> bool:
    """Whether a note may stand behind a character: a digit, an ideograph."""
    return char.isdecimal() or "\u3400" <= char <= "\u9fff"


def _raised(run: Run) -> Run:
    glyphs: tuple[Glyph, ...] = tuple(replace(g, char=raised(g.char)) for g in run.glyphs)
    return replace(run, glyphs=glyphs)

"""Figures of scans read once more, before anything is said against them: each by itself, larger, by
both models."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from extract.geometry import Box
from extract.layout import Page
from extract.pdf.opened import opened
from extract.scan.closer import Spot
from extract.scan.engine import Model, available
from extract.scan.pictures import picture_of, scale_of, stamps_of
from extract.scan.rims import covered, rims_of, without_rims
from extract.scan.ruling import inked, without_rules
from extract.scan.separators import mended
from extract.scan.settled import Plain, figures, is_marred, larger
from extract.scan.stamped import Stamps
from extract.scan.straight import straightened
from extract.scan.strokes import without_strokes

#: What stands where there is ink that no model makes anything of, or a stamp over a figure: both
#: models take what is left of it for another.
UNCLEAR = "？"
#: What the sign of a share looks like.
_LIKE_SHARE = "9"
#: So high (of the size of type) is the ink of a digit at least.
_LEAST = 0.4
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure to be read again: its page, where it stands on the straight page (a box for each
    line, where it is torn), as it was read."""

    page: Page
    boxes: tuple[Box, ...]
    text: str


def otherwise(path: Path, asked: Mapping[K, Asked]) -> dict[K, str]:
    """Of some figures on scanned pages of a file those that another reading makes something else
    of, with what it is: what differed when the page was read, or differs now."""
    found = {key: text for key, one in asked.items() if (text := _differed(one))}
    left: dict[int, list[K]] = defaultdict(list)
    for key, one in asked.items():
        if key not in found and (figures(one.text) or not one.text):
            left[one.page.number].append(key)
    if not left or not available():
        return found
    with opened(path) as document:
        for number, keys in left.items():
            page = asked[keys[0]].page
            if page.scan is None:
                continue
            drawn = document[number - 1]
            scale = scale_of(drawn)
            picture = straightened(picture_of(drawn, scale), page.scan.tilt, scale)
            rims = rims_of(picture, scale)
            picture = without_rims(picture, rims, scale)
            ink = inked(picture, scale, [rim.shown(scale) for rim in rims])
            keys = [k for k in keys if asked[k].text or _inked(ink.ink, scale, asked[k])]
            places = [
                [_spot(page.scan.tilt.unfolded(box), scale) for box in asked[key].boxes]
                for key in keys
            ]
            red = stamps_of(drawn, scale)
            red = None if red is None else straightened(red, page.scan.tilt, scale)
            stamps = Stamps((red, covered(picture.shape, rims)), ink.ink, scale)
            found |= {
                key: UNCLEAR
                for key, spots in zip(keys, places, strict=True)
                if asked[key].text and stamps.touch(spots)
            }
            plain = partial(without_strokes, ink=ink.ink, rules=ink.rules, scale=scale)
            bare = without_rules(picture, ink)
            large = _read(bare, places, Model.FIRST, plain)
            small = _read(bare, places, Model.SECOND, plain)
            for key, first, second in zip(keys, large, small, strict=True):
                text = _other(asked[key].text, (first, second))
                if text or not (asked[key].text or first or second):
                    found[key] = text or UNCLEAR
    return found


def _read(
    picture: Any, places: Sequence[Sequence[Spot]], model: Model, plain: Plain
) -> Iterator[str]:
    """What a model reads at places of a picture, each in one line or several."""
    read = iter(larger(picture, [spot for place in places for spot in place], model, plain))
    for place in places:
        yield mended("".join(next(read)[0] for _ in place))


def _inked(ink: Any, scale: float, one: Asked) -> bool:
    """Whether a place that was read as blank has ink as high as a character: no dash, no speck."""
    import cv2

    box = one.page.scan.tilt.unfolded(one.boxes[0]) if one.page.scan else one.boxes[0]
    x0, y0, x1, y1 = (max(0, at) for at in _spot(box, scale))
    window = ink[y0:y1, x0:x1].copy()
    if not window.any():
        return False
    boxes = cv2.connectedComponentsWithStats(window, connectivity=8)[2][1:]
    high = _LEAST * scale * _size(one.page)
    return bool((boxes[:, cv2.CC_STAT_HEIGHT] > high).any())


def _size(page: Page) -> float:
    """The size of type of a page."""
    sizes = sorted(glyph.size for glyph in page.glyphs)
    return sizes[len(sizes) // 2] if sizes else 0.0


def _spot(box: Box, scale: float) -> Spot:
    return (
        round(box.x0 * scale), round(box.y0 * scale), round(box.x1 * scale), round(box.y1 * scale)
    )  # fmt: skip


def _other(text: str, readings: Sequence[str]) -> str:
    """The first of some readings that has other figures than a text; what found none says
    nothing."""
    own = figures(text)
    sound = [r for r in readings if figures(r) and not is_marred(r)]
    borne_out = any(_has(figures(r), own) for r in sound)
    return next(
        (r for r in sound if not (_has(figures(r), own) or _is_cut(r, text, borne_out))), ""
    )


def _is_cut(reading: str, text: str, borne_out: bool) -> bool:
    """Whether a reading has a figure with a digit more or less at an end, where its place was cut
    out of the picture, while another reading bears the figure out; or the sign of a share as the
    digit that it looks like."""
    own, read = figures(text), figures(reading)
    if len(own) != 1 or len(read) != 1:
        return False
    shorter, longer = sorted((own[0], read[0].lstrip(".")), key=len)
    if "%" in text and read[0] == own[0] + _LIKE_SHARE:
        return True
    return borne_out and bool(shorter) and (longer.endswith(shorter) or longer.startswith(shorter))


def _has(read: Sequence[str], own: Sequence[str]) -> bool:
    """Whether a reading has a figure, and beside it nothing but what a piece of the character next
    to it may look like."""
    rest = list(read)
    for one in own:
        if one not in rest:
            return False
        rest.remove(one)
    return bool(own) and all(len(one) == 1 for one in rest)


def _differed(one: Asked) -> str:
    """What the other reading of the page had in a figure's place where the two did not agree."""
    words = one.page.scan.words if one.page.scan is not None else ()
    for word in words:
        if word.other and any(_over(word.box, box) for box in one.boxes):
            return _in_its_place(word.text, word.other, one.text)
    return ""


def _over(word: Box, figure: Box) -> bool:
    x, y = figure.center
    return word.contains(x, y)


def _in_its_place(first: str, second: str, text: str) -> str:
    """Which figure of a line's second reading stands where a figure of its first does; the whole
    of it where that cannot be told, nothing where both have it alike."""
    own, other = figures(text), figures(second)
    line = figures(first)
    if own and set(own) <= set(other):
        return ""
    if len(line) == len(other) and len(own) == 1 and line.count(own[0]) == 1:
        return other[line.index(own[0])]
    return second

"""Single places of a picture read again, larger: what two models do not agree on, and ink that
neither has read. The places are laid out on one sheet, so that the model looks for lines once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from extract.scan.engine import Model, Piece, recognise

#: Left, top, right and bottom in dots.
Spot: TypeAlias = tuple[int, int, int, int]

#: So high (dots) a line is made, however it was scanned, and no more than so much larger.
_HIGH, _LARGEST = 44.0, 4.0
#: What is left above and below a place, and at its sides (of its height), where the characters
#: beside it begin; and the dots of paper between rows of places, and within one: models take
#: for one line what stands nearer.
_AROUND, _BESIDE, _BETWEEN, _APART = 0.35, 0.12, 24, 110
#: A sheet is so wide (dots) where its places allow it, and holds so many lines.
_WIDE, _LINES = 800, 11


def read_closer(
    picture: Any, spots: Sequence[Spot], model: Model = Model.FIRST
) -> tuple[tuple[str, float], ...]:
    """What stands at each place of a grey picture, and how sure that is; ("", 0) for nothing."""
    found: list[tuple[str, float]] = []
    for sheet, places in _sheets([_enlarged(picture, spot) for spot in spots]):
        pieces = recognise(sheet, model)
        found += [_within(pieces, place) for place in places]
    return tuple(found)


def _enlarged(picture: Any, spot: Spot) -> Any:
    import cv2
    import numpy

    height, width = picture.shape
    x0, y0, x1, y1 = spot
    around, beside = round(_AROUND * (y1 - y0)), max(1, round(_BESIDE * (y1 - y0)))
    shown = picture[
        max(0, y0 - around) : min(height, y1 + around),
        max(0, x0 - beside) : min(width, x1 + beside),
    ]
    paper = int(numpy.percentile(shown, 90))
    shown = cv2.copyMakeBorder(shown, 0, 0, around, around, cv2.BORDER_CONSTANT, value=(paper,))
    factor = min(_LARGEST, max(1.0, _HIGH / max(1, y1 - y0)))
    return cv2.resize(shown, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)


def _sheets(crops: Sequence[Any]) -> list[tuple[Any, list[Spot]]]:
    """The crops laid out on sheets of paper in rows, and where each stands on its sheet."""
    sheets: list[tuple[Any, list[Spot]]] = []
    rows: list[list[Any]] = []
    wide = 0
    for crop in crops:
        if not rows or wide + crop.shape[1] + _APART > _WIDE:
            if len(rows) == _LINES:
                sheets.append(_sheet(rows))
                rows = []
            rows.append([])
            wide = _BETWEEN
        rows[-1].append(crop)
        wide += crop.shape[1] + _APART
    if rows:
        sheets.append(_sheet(rows))
    return sheets


def _sheet(rows: Sequence[Sequence[Any]]) -> tuple[Any, list[Spot]]:
    import numpy

    paper = int(numpy.median([numpy.percentile(crop, 90) for row in rows for crop in row]))
    width = max(sum(crop.shape[1] + _APART for crop in row) for row in rows) + _BETWEEN
    height = sum(max(crop.shape[0] for crop in row) + _BETWEEN for row in rows) + _BETWEEN
    sheet = numpy.full((height, width), paper, numpy.uint8)
    places: list[Spot] = []
    y = _BETWEEN
    for row in rows:
        x = _BETWEEN
        for crop in row:
            high, wide = crop.shape
            sheet[y : y + high, x : x + wide] = crop
            places.append((x, y, x + wide, y + high))
            x += wide + _APART
        y += max(crop.shape[0] for crop in row) + _BETWEEN
    return sheet, places


def _within(pieces: Sequence[Piece], place: Spot) -> tuple[str, float]:
    """What was read in one place of a sheet; a line that runs over two places says nothing, and
    neither does what is seen of the lines above and below."""
    x0, y0, x1, y1 = place
    around = _AROUND / (1 + 2 * _AROUND) * (y1 - y0)
    inside = [
        p
        for p in pieces
        if x0 - _APART / 2 < p.box[0] and p.box[2] < x1 + _APART / 2
        and y0 + around <= (p.box[1] + p.box[3]) / 2 <= y1 - around
    ]  # fmt: skip
    inside.sort(key=lambda p: p.box[0])
    return "".join(p.text for p in inside), min((p.confidence for p in inside), default=0.0)

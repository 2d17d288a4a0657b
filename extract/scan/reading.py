"""What was read from one picture: the value that is handed on, and kept."""

from __future__ import annotations

import json
from dataclasses import dataclass

from extract.geometry import Box
from extract.layout import Glyph
from extract.scanned import Scan, Tilt, Word

#: Places are kept to so many decimals of a point.
_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as it is read from its picture: everything in points of the straight page."""

    scan: Scan
    glyphs: tuple[Glyph, ...]
    rules: tuple[Box, ...]


def written(reading: Reading) -> str:
    """A reading as a line of text."""
    tilt = reading.scan.tilt
    return json.dumps(
        {
            "tilt": [
                tilt.quarters,
                tilt.slope,
                tilt.width,
                tilt.height,
                tilt.corners,
                tilt.sheet,
                tilt.fold,
            ],
            "words": [[w.text, _sides(w.box), w.confidence, w.other] for w in reading.scan.words],
            "glyphs": [[g.char, _sides(g.box), _short(g.size)] for g in reading.glyphs],
            "rules": [_sides(b) for b in reading.rules],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def understood(text: str) -> Reading:
    """The reading that a line of text was written from. Raises ValueError, KeyError or TypeError
    where it is none."""
    found = json.loads(text)
    words = tuple(Word(text, Box(*box), sure, other) for text, box, sure, other in found["words"])
    glyphs = tuple(Glyph(c, Box(*box), box[3], size) for c, box, size in found["glyphs"])
    rules = tuple(Box(*box) for box in found["rules"])
    quarters, slope, width, height, corners, sheet, fold = found["tilt"]
    tilt = Tilt(quarters, slope, width, height, tuple(corners), tuple(sheet), fold)
    return Reading(Scan(tilt, words), glyphs, rules)


def _sides(box: Box) -> list[float]:
    return [_short(side) for side in (box.x0, box.y0, box.x1, box.y1)]


def _short(value: float) -> float:
    return round(value, _DECIMALS)

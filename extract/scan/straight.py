"""How a picture lies on its page, and the picture made straight.

A scanner turns a sheet by some tenths of a degree, and sheets are fed in sideways or upside down. A
line that is not level meets the rows of a table beside its own.
"""

from __future__ import annotations

from typing import Any

from extract.scan.photographed import flattened
from extract.scanned import Tilt

#: The slope is looked for within so many degrees, in steps that become finer.
_STEPS = ((3.0, 0.2), (0.2, 0.04), (0.04, 0.01))
#: Of the dots of ink so many are skipped meanwhile.
_EVERY = (5, 2, 1)
#: It is measured on a picture of so many dots at its longer side.
_SMALL = 1600
#: A smaller slope (degrees) is left as it is.
_LEVEL = 0.02


def slope_of(picture: Any) -> float:
    """By how many degrees the lines of a grey picture fall to the right: turned back by this, the
    dots of its ink gather in the fewest rows."""
    import cv2
    import numpy

    scale = min(1.0, _SMALL / max(picture.shape))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    method, kind = cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV
    ys, xs = numpy.nonzero(cv2.adaptiveThreshold(small, 255, method, kind, 31, 15))
    if not len(xs):
        return 0.0
    best = 0.0
    for (span, step), every in zip(_STEPS, _EVERY, strict=True):
        angles = numpy.arange(best - span, best + span + step / 2, step)
        some = xs[::every], ys[::every]
        best = float(max(angles, key=lambda angle: _gathered(*some, angle)))
    return best if abs(best) >= _LEVEL else 0.0


def _gathered(xs: Any, ys: Any, degrees: float) -> float:
    """How much ink gathers in rows of that slope: the sum of squares of what is in each."""
    import numpy

    rows = ys - xs * numpy.tan(numpy.radians(degrees))
    rows -= rows.min()
    above = rows.astype(numpy.int64)
    share, size = rows - above, int(above.max()) + 2
    counts = numpy.bincount(above, 1 - share, size) + numpy.bincount(above + 1, share, size)
    return float((counts * counts).sum())


def straightened(picture: Any, tilt: Tilt, scale: float = 1.0) -> Any:
    """A picture of `scale` dots a point as it would have been scanned from a straight sheet."""
    import cv2
    import numpy

    if tilt.corners:
        picture = flattened(picture, tuple(scale * at for at in tilt.corners))
    level = numpy.ascontiguousarray(numpy.rot90(picture, tilt.quarters))
    if not tilt.slope:
        return level
    height, width = level.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), tilt.slope, 1.0)
    flags, border = cv2.INTER_CUBIC, cv2.BORDER_REPLICATE
    return cv2.warpAffine(level, matrix, (width, height), flags=flags, borderMode=border)

"""A photographed sheet is found by its corners, made flat, and places go there and back."""

from __future__ import annotations

from typing import Any

import cv2
import numpy
import pytest

from extract.geometry import Box
from extract.scan.photographed import corners_of, flattened, size_of
from extract.scan.straight import straightened
from extract.scanned import Tilt

SHOWN = ((90, 60), (610, 100), (650, 900), (50, 860))


def sheet() -> Any:
    """A sheet with a dot on it, as it lies flat."""
    paper = numpy.full((800, 560), 235, numpy.uint8)
    for y in range(80, 760, 30):
        cv2.putText(paper, "1,234.50 98,500,700", (60, y), 0, 0.7, 130, 2)
    paper[395:405, 275:285] = 0
    return paper


def photograph() -> Any:
    flat = numpy.float32([(0, 0), (560, 0), (560, 800), (0, 800)])
    matrix = cv2.getPerspectiveTransform(flat, numpy.float32(SHOWN))
    return cv2.warpPerspective(sheet(), matrix, (700, 960), borderValue=90.0)


def test_the_corners_of_a_photographed_sheet_are_found() -> None:
    found = corners_of(photograph())
    assert len(found) == 8
    told = [xy for corner in SHOWN for xy in corner]
    assert max(abs(a - b) for a, b in zip(found, told, strict=True)) < 6


def test_a_scan_is_its_sheet() -> None:
    assert corners_of(sheet()) == ()
    stained = sheet()
    stained[:, :40] = 90  # the shadow of a book's back
    assert corners_of(stained) == ()


def test_a_sheet_is_made_flat() -> None:
    flat = flattened(photograph(), corners_of(photograph()))
    ys, xs = (flat[:, :] < 20).nonzero()
    high, wide = flat.shape
    assert abs(xs.mean() / wide - 280 / 560) < 0.02 and abs(ys.mean() / high - 400 / 800) < 0.02


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_places_go_to_the_photograph_and_back(quarters: int) -> None:
    """A dot found on the straight picture is told where the photograph shows it."""
    corners = tuple(float(xy) for corner in SHOWN for xy in corner)
    picture = numpy.full((960, 700), 255, numpy.uint8)
    picture[300:306, 200:206] = 0
    upright = straightened(picture, Tilt(quarters, 0.0, 0, 0, corners))
    ys, xs = (upright < 128).nonzero()
    wide, high = size_of(corners)
    size = (high, wide) if quarters % 2 else (wide, high)
    tilt = Tilt(quarters, 0.0, *size, corners, (700.0, 960.0))
    box = Box(xs.min(), ys.min(), xs.max() + 1, ys.max() + 1)
    shown = tilt.shown(box)
    assert abs(shown.center[0] - 203) < 2 and abs(shown.center[1] - 303) < 2
    back = tilt.straight(shown)
    assert abs(back.center[0] - box.center[0]) < 1 and abs(back.center[1] - box.center[1]) < 1

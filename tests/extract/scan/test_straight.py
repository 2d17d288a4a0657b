"""How a picture lies is measured, and places go from the straight page to the page and back."""

from __future__ import annotations

import cv2
import numpy
import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.geometry import Box
from extract.scan.straight import slope_of, straightened
from extract.scanned import Scan, Tilt, Word


def lines() -> numpy.ndarray:
    """A page of text, as it is drawn."""
    with pymupdf.open() as document:
        page = document.new_page(width=420, height=594)
        for y in range(60, 540, 20):
            page.insert_text(
                (40, y), "1,234.50万元，比上年增加98,500,700元", fontname="china-s", fontsize=10
            )
        shown = page.get_pixmap(dpi=150, colorspace=pymupdf.csGRAY)
        return numpy.frombuffer(shown.samples, numpy.uint8).reshape(shown.h, shown.w).copy()


@pytest.mark.parametrize("degrees", [-1.7, -0.4, 0.0, 0.25, 0.8])
def test_the_slope_is_found_and_taken_away(degrees: float) -> None:
    page = lines()
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    turned = cv2.warpAffine(page, matrix, (width, height), borderValue=255)
    found = slope_of(turned)
    assert abs(found - degrees) < 0.06
    assert abs(slope_of(straightened(turned, Tilt(0, found, 0, 0)))) < 0.06


def test_a_blank_page_lies_level() -> None:
    assert slope_of(numpy.full((400, 300), 255, numpy.uint8)) == 0


@given(
    st.integers(0, 3), st.floats(-2, 2), st.floats(0, 500), st.floats(0, 700),
    st.floats(0.1, 60), st.floats(0.1, 20),
)  # fmt: skip
def test_places_come_back(
    quarters: int, slope: float, x: float, y: float, w: float, h: float
) -> None:
    tilt = Tilt(quarters, slope, 595.0, 842.0)
    middle = Box(x, y, x + w, y + h).center
    back = tilt.straight(tilt.shown(Box(x, y, x + w, y + h))).center
    assert abs(back[0] - middle[0]) < 1e-6 and abs(back[1] - middle[1]) < 1e-6


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_dot_is_where_the_picture_shows_it(quarters: int) -> None:
    """A dot of the picture, found on the upright one, is told back in its own place."""
    picture = numpy.full((300, 200), 255, numpy.uint8)
    picture[40:44, 150:154] = 0
    upright = straightened(picture, Tilt(quarters, 0, 0, 0))
    ys, xs = (upright < 128).nonzero()
    height, width = upright.shape
    tilt = Tilt(quarters, 0, width, height)
    box = tilt.shown(Box(xs.min(), ys.min(), xs.max() + 1, ys.max() + 1))
    assert (box.x0, box.y0, box.x1, box.y1) == (150, 40, 154, 44)


def test_a_word_is_found_by_where_the_page_shows_it() -> None:
    tilt = Tilt(2, 0.5, 595.0, 842.0)
    word = Word("1,234.50", Box(400, 100, 450, 112), 0.98)
    scan = Scan(tilt, (word,))
    assert scan.at(tilt.shown(Box(410, 102, 440, 110))) == word
    assert scan.at(Box(410, 102, 440, 110)) is None

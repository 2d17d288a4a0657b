"""A figure that a stamp touches is not certain; one within its ring is."""

from __future__ import annotations

from typing import Any

import numpy
import pytest

from extract.scan.pictures import red_of_stamps, without_stamps
from extract.scan.stamped import Stamps

RED = (225, 60, 60)
SCALE = 200 / 72


def page() -> tuple[Any, Any]:
    """A page with a round stamp, and ink of three figures: on its rim, in it, and beside it."""
    import cv2

    picture = numpy.full((500, 500, 3), 245, numpy.uint8)
    cv2.circle(picture, (250, 250), 150, RED, 8)
    ink = numpy.zeros((500, 500), numpy.uint8)
    ink[200:220, 92:112] = 1
    ink[240:260, 240:260] = 1
    ink[20:40, 20:40] = 1
    picture[ink > 0] = 20
    return picture, ink


@pytest.mark.parametrize(
    ("spot", "touched"),
    [
        ((90, 198, 114, 222), True),
        ((114, 198, 140, 222), True),  # its first digit, on the rim, was not seen
        ((238, 238, 262, 262), False),
        ((18, 18, 42, 42), False),
    ],
)
def test_what_a_stamp_touches(spot: tuple[int, int, int, int], touched: bool) -> None:
    picture, ink = page()
    red = red_of_stamps(picture, SCALE)
    assert Stamps([red], ink, SCALE).touch([spot]) is touched


def test_a_page_without_stamps() -> None:
    _, ink = page()
    assert red_of_stamps(numpy.full((500, 500, 3), 245, numpy.uint8), SCALE) is None
    assert red_of_stamps(numpy.full((500, 500, 1), 245, numpy.uint8), SCALE) is None
    assert not Stamps([None, None], ink, SCALE).touch([(90, 198, 114, 222)])


def test_type_beside_a_red_stamp_stays_as_it_is() -> None:
    """Its edges are lighter than it is; only what is red is lightened."""
    picture, ink = page()
    picture[236:264, 236:264] = 200
    picture[ink > 0] = 20
    mended = without_stamps(picture, SCALE)
    assert (mended[236:264, 236:240] == 200).all() and (mended[242:258, 242:258] == 20).all()
    rim = mended[250, 90:110]
    assert mended[300, 130] == 245 and rim.min() > 215

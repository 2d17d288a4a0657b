"""Stamps that a scanner shows in grey are found by their rims, and taken from what is read."""

from __future__ import annotations

from typing import Any

import cv2
import numpy
import pymupdf
import pytest

from extract.geometry import Box
from extract.scan.rims import covered, rims_of, without_rims
from extract.scan.ruling import inked
from extract.scan.stamped import Stamps

SCALE = 150 / 72
MIDDLE, RADIUS = (210.0, 150.0), 57.0


def page(*, table: bool = True) -> Any:
    """A grey picture of lines of text, and of a table with narrow fields."""
    document = pymupdf.open()
    sheet = document.new_page(width=420, height=300)
    for n in range(8):
        text = "本年支出合计1,245.30万元，其中：基本支出860.20万元" * 2
        sheet.insert_text((20, 30 + 14 * n), text[:44], fontname="china-s", fontsize=9)
    for row in range(10 if table else 0):
        for column in range(7):
            box = (20 + 54 * column, 140 + 15 * row, 74 + 54 * column, 155 + 15 * row)
            sheet.draw_rect(box, width=0.7)
            sheet.insert_text((box[0] + 6, box[3] - 4), "1,245.30", fontname="helv", fontsize=8)
    drawn = sheet.get_pixmap(matrix=pymupdf.Matrix(SCALE, SCALE), colorspace=pymupdf.csGRAY)
    picture = numpy.frombuffer(drawn.samples, numpy.uint8).reshape(drawn.h, drawn.w).copy()
    return numpy.clip(0.92 * picture.astype(numpy.float32) + 12, 0, 255).astype(numpy.uint8)


def stamped(picture: Any, shade: float, *, worn: float = 0.0) -> Any:
    """A picture under a stamp that leaves so much of the light, worn off along a part of its
    rim."""
    ink = numpy.zeros(picture.shape, numpy.uint8)
    middle = tuple(round(v * SCALE) for v in MIDDLE)
    size = (round(RADIUS * SCALE),) * 2
    cv2.ellipse(ink, middle, size, 0, 0, 360 * (1 - worn), 255, 4, cv2.LINE_AA)
    for n in range(12):
        x, y = (
            round(v * SCALE + 0.75 * RADIUS * SCALE * f(n))
            for v, f in zip(MIDDLE, (numpy.cos, numpy.sin), strict=True)
        )
        cv2.rectangle(ink, (x - 11, y - 11), (x + 11, y + 11), 255, 2)
    share = ink.astype(numpy.float32) / 255
    seen = picture * (1 - share * (1 - shade))
    noise = numpy.random.default_rng(3).normal(0, 6, picture.shape)
    return numpy.clip(cv2.GaussianBlur(seen, (0, 0), 0.7) + noise, 0, 255).astype(numpy.uint8)


@pytest.mark.parametrize(("shade", "worn"), [(0.6, 0.0), (0.4, 0.0), (0.1, 0.0), (0.6, 0.2)])
def test_a_rim_is_found_whatever_it_lies_over(shade: float, worn: float) -> None:
    (rim,) = rims_of(stamped(page(), shade, worn=worn), SCALE)
    found = rim.x / SCALE, rim.y / SCALE, rim.radius / SCALE
    assert found == pytest.approx((*MIDDLE, RADIUS), abs=1.5)


@pytest.mark.parametrize("table", [True, False])
def test_text_and_tables_are_no_stamps(table: bool) -> None:
    assert rims_of(page(table=table), SCALE) == ()
    assert covered((300, 420), ()) is None


def test_what_a_grey_stamp_darkens_is_as_light_as_before() -> None:
    """Its rim goes; the type under it stays, and a stamp as black as type is left as it is."""
    picture, grey = page(), stamped(page(), 0.6)
    rims = rims_of(grey, SCALE)
    rim = numpy.zeros(picture.shape, numpy.uint8)
    cv2.circle(rim, (round(rims[0].x), round(rims[0].y)), round(rims[0].radius), 255, 2)
    paper, type_ = (rim > 0) & (picture > 230), (rim > 0) & (picture < 60)
    mended = without_rims(grey, rims, SCALE)
    assert grey[paper].mean() < 190 < 220 < mended[paper].mean()
    assert mended[type_].mean() < 130
    black = stamped(page(), 0.1)
    assert (without_rims(black, rims_of(black, SCALE), SCALE) == black).all()


def test_strokes_of_a_stamp_are_no_rules() -> None:
    grey = stamped(page(), 0.5)
    rims = rims_of(grey, SCALE)
    found = inked(without_rims(grey, rims, SCALE), SCALE, [rim.shown(SCALE) for rim in rims])
    wanted = inked(page(), SCALE)

    def upright(rules: tuple[Box, ...]) -> list[int]:
        return sorted({round(r.x0 / 3) for r in rules if r.height > r.width})

    assert upright(found.rules) == upright(wanted.rules)


def test_what_stands_within_a_grey_stamp_is_not_certain() -> None:
    grey = stamped(page(), 0.6)
    ink = inked(grey, SCALE).ink
    stamps = Stamps([None, covered(grey.shape, rims_of(grey, SCALE))], ink, SCALE)

    def spot(x: float, y: float) -> tuple[int, int, int, int]:
        return tuple(round(v * SCALE) for v in (x, y, x + 36, y + 11))  # type: ignore[return-value]

    assert stamps.touch([spot(190, 142)]) and not stamps.touch([spot(350, 142)])

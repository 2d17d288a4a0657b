"""Points that a model has passed over are seen in the ink."""

from __future__ import annotations

import numpy
import pytest

from extract.scan.engine import Piece
from extract.scan.points import with_points
from extract.scan.ruling import inked
from extract.scan.settled import Settled
from tests.extract.scan.test_placed import SCALE, drawn


def found(printed: str, read: str) -> Settled:
    picture, boxes = drawn((40, 100, printed, 12), font="helv")
    x0, x1 = boxes[0][1][0], boxes[-1][1][2]
    spot = tuple(round(v * SCALE) for v in (x0 - 2, 87, x1 + 2, 104))
    piece = Piece(read, spot, 0.9)  # type: ignore[arg-type]
    (one,) = with_points([Settled(piece)], inked(picture, SCALE).ink)
    return one


@pytest.mark.parametrize("text", ["1,234.50", "203", "12:30", "5%", "0.00", "9.", "1.2.3"])
def test_what_was_read_whole_stays(text: str) -> None:
    assert (found(text, text).piece.text, found(text, text).other) == (text, "")


def test_the_point_that_a_line_begins_with_is_read() -> None:
    one = found(".41", "41")
    assert (one.piece.text, one.other) == (".41", "")


@pytest.mark.parametrize("said", ["本年支出", "：年支出"])
def test_the_point_that_a_line_of_text_ends_with_is_read(said: str) -> None:
    text, boxes = drawn((40, 100, said, 12))
    figure, _ = drawn((88, 100, "28.", 12), font="helv")
    picture = numpy.minimum(text, figure)
    spot = tuple(round(v * SCALE) for v in (boxes[0][1][0] - 2, 87, 102, 104))
    piece = Piece(f"{said}28", spot, 0.9)  # type: ignore[arg-type]
    (one,) = with_points([Settled(piece)], inked(picture, SCALE).ink)
    assert one.piece.text == f"{said}28."


def test_a_speck_behind_a_figure_of_a_table_is_no_point() -> None:
    assert found("28.", "28").piece.text == "28"


def test_a_dot_between_digits_is_another_reading() -> None:
    one = found("1092.80", "109280")
    assert (one.piece.text, one.other) == ("109280", "1092.80")


def test_no_figure_has_two_points() -> None:
    """A foot of a digit that the scan broke off is none."""
    one = found("4.942088.84", "4942088.84")
    assert (one.piece.text, one.other) == ("4942088.84", "")


@pytest.mark.parametrize("figure", ["72", "7.31"])
def test_a_foot_that_the_scan_broke_off_is_no_point_before_a_figure(figure: str) -> None:
    """What stands above a dot is the rest of its digit; a figure with a point has no other."""
    picture, boxes = drawn((40, 100, figure, 24), font="helv")
    left, end = boxes[0][1][0], boxes[-1][1][2]
    at, foot = round((left + 0.8) * SCALE), round(100 * SCALE)
    picture[foot - 5 : foot, at : at + 5] = 0
    spot = tuple(round(v * SCALE) for v in (left - 2, 78, end + 2, 104))
    piece = Piece(figure, spot, 0.9)  # type: ignore[arg-type]
    (one,) = with_points([Settled(piece)], inked(picture, SCALE).ink)
    assert one.piece.text == figure


def test_a_foot_that_the_scan_broke_off_is_no_point_within_a_figure() -> None:
    """The lower ends of 5 and 3 are round in faces with serifs: 205 is not 20.5."""
    picture, boxes = drawn((40, 100, "20805", 24), font="helv")
    left, end, last = boxes[0][1][0], boxes[-1][1][2], boxes[-1][1][0]
    at, foot = round((last + 1.8) * SCALE), round(100 * SCALE)
    picture[foot - 9 : foot + 1, at - 4 : at + 12] = 255
    picture[foot - 7 : foot - 1, at : at + 6] = 0
    spot = tuple(round(v * SCALE) for v in (left - 2, 78, end + 2, 104))
    piece = Piece("20805", spot, 0.9)  # type: ignore[arg-type]
    (one,) = with_points([Settled(piece)], inked(picture, SCALE).ink)
    assert (one.piece.text, one.other) == ("20805", "")


def test_a_field_with_one_digit_begins_with_no_point() -> None:
    """No amount has one decimal: what stands before the digit is a speck."""
    assert found(".3", "3").piece.text == "3"

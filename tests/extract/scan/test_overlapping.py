"""Lines that stand close above each other are cut apart where there is no ink."""

from __future__ import annotations

import numpy

from extract.scan.engine import Piece
from extract.scan.overlapping import without_overlaps
from extract.scan.placed import placed
from extract.scan.ruling import inked
from tests.extract.scan.test_placed import SCALE, drawn


def piece(text: str, *box: float) -> Piece:
    return Piece(text, tuple(round(v * SCALE) for v in box), 0.9)  # type: ignore[arg-type]


def test_a_digit_torn_from_its_figure_stands_below_it() -> None:
    picture, _ = drawn((40, 100, "57,500,521.0", 9), (87, 110, "5", 9), font="helv")
    ink = inked(picture, SCALE).ink
    whole, rest = piece("57,500,521.0", 38, 91, 94, 104), piece("5", 84, 98, 96, 114)
    first, second = without_overlaps([whole, rest], ink)
    assert 100.5 * SCALE < first.box[3] == second.box[1] < 104 * SCALE
    glyphs = placed([first, second], ink, SCALE)
    assert "".join(g.char for g in glyphs) == "57,500,521.05"
    assert len({round(g.size) for g in glyphs}) == 1


def test_pieces_of_one_line_and_lines_far_apart_stay() -> None:
    picture, _ = drawn((40, 100, "12.50", 9), (80, 100, "7.30", 9), (40, 130, "1.20", 9))
    pieces = (piece("12.50", 38, 91, 70, 104), piece("7.30", 74, 92, 100, 103))
    pieces = (*pieces, piece("1.20", 38, 121, 70, 134))
    assert without_overlaps(pieces, inked(picture, SCALE).ink) == pieces


def test_a_label_whose_box_begins_within_the_figure_before_it_stands_behind_it() -> None:
    """Else its number would stand on the last digit, and no column would begin there."""
    figure, boxes = drawn((40, 100, "7,229.94", 9), font="helv")
    end = boxes[-1][1][2]
    label, own = drawn((end + 6, 100, "一、教育", 9))
    ink = inked(numpy.minimum(figure, label), SCALE).ink
    said = piece("7,229.94", 38, 91, end + 2.5, 104)
    first, second = without_overlaps([said, piece("一、教育", end - 1.5, 91, end + 46, 104)], ink)
    assert first.box[2] == second.box[0] >= round(end * SCALE) - 1
    glyphs = {g.char: g for g in placed([first, second], ink, SCALE)}
    assert abs(glyphs["一"].box.x0 - own[0][1][0]) < 2

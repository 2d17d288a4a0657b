"""Rules and dashes that were taken for digits; digits beside rules stay."""

from __future__ import annotations

from typing import Any

import numpy
import pymupdf
import pytest

from extract.scan.engine import Piece
from extract.scan.ruling import inked
from extract.scan.strokes import without_strokes

SCALE = 150 / 72
#: Where the field's rules are, and what stands near its left and its right one (points).
LEFT, RIGHT, FOOT = 40.0, 120.0, 34.0


def field(text: str, at: float) -> Any:
    """A field of a table on grey paper, with `text` in it beginning at `at`."""
    with pymupdf.open() as document:
        page = document.new_page(width=160, height=60)
        page.draw_rect((LEFT, 20, RIGHT, 42), width=0.8)
        page.insert_text((at, FOOT), text, fontname="helv", fontsize=10)
        shown = page.get_pixmap(dpi=150, colorspace=pymupdf.csGRAY)
        return numpy.frombuffer(shown.samples, numpy.uint8).reshape(shown.h, shown.w).copy()


def read_as(text: str, picture: Any, left: float, right: float) -> str:
    """What is left of a piece that a model has read there."""
    found = inked(picture, SCALE)
    assert sum(r.height > r.width for r in found.rules) == 2
    box = round(left * SCALE), round(25 * SCALE), round(right * SCALE), round(37 * SCALE)
    (piece,) = without_strokes([Piece(text, box, 0.9)], found.ink, found.rules, SCALE)
    return piece.text


@pytest.mark.parametrize("stroke", ["1", "l", "|"])
def test_a_rule_at_the_end_of_a_figure_is_no_digit(stroke: str) -> None:
    wide = pymupdf.get_text_length("1,245.30", "helv", 10)
    picture = field("1,245.30", RIGHT - wide - 2)
    assert read_as(f"1,245.30{stroke}", picture, RIGHT - wide - 2, RIGHT + 1) == "1,245.30"


def test_a_rule_before_a_figure_is_no_digit() -> None:
    assert read_as("1245.30", field("245.30", LEFT + 2), LEFT - 1, LEFT + 34) == "245.30"


@pytest.mark.parametrize("text", ["145.30", "1,245.30", "1100.00", "11"])
def test_a_digit_beside_a_rule_is_one(text: str) -> None:
    wide = pymupdf.get_text_length(text, "helv", 10)
    assert read_as(text, field(text, LEFT + 1.5), LEFT - 1, LEFT + wide + 2) == text
    turned = text[::-1].replace(".", "").replace(",", "")
    at = RIGHT - pymupdf.get_text_length(turned, "helv", 10) - 1.5
    assert read_as(turned, field(turned, at), at - 1, RIGHT + 1) == turned


def test_a_digit_with_ink_of_its_own_is_one_where_others_have_run_together() -> None:
    at = RIGHT - pymupdf.get_text_length("6.11", "helv", 10) - 2
    picture = field("6.11", at)
    six, foot = round(at * SCALE), round((FOOT - 1) * SCALE)
    picture[foot - 4 : foot, six + 8 : six + 14] = 40  # the 6 has run into its point
    assert read_as("6.11", picture, at - 1, RIGHT + 1) == "6.11"


@pytest.mark.parametrize(("text", "read"), [("-", "1"), ("-", ","), ("-", "7")])
def test_a_dash_by_itself_is_no_digit(text: str, read: str) -> None:
    assert read_as(read, field(text, 80), 79, 87) == "-"


@pytest.mark.parametrize("ring", ["o", "。", "○"])
def test_a_ring_as_high_as_a_digit_is_nothing_else(ring: str) -> None:
    assert read_as(ring, field("0", 80), 79, 87) == "0"
    assert read_as(ring, field(".", 80), 79, 87) == "-"


@pytest.mark.parametrize("digit", ["1", "7", "0"])
def test_a_digit_by_itself_is_one(digit: str) -> None:
    assert read_as(digit, field(digit, 80), 79, 87) == digit

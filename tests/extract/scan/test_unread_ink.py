"""Ink that no model made a line of: the dashes of blank fields, lone strokes, torn rules."""

from __future__ import annotations

from typing import Any

import numpy
import pymupdf
import pytest

from extract.scan.again import _other
from extract.scan.engine import Piece
from extract.scan.ruling import inked, without_rules
from extract.scan.settled import _decided
from extract.scan.unread import dashes, unread_spots

SCALE = 150 / 72


def page(*texts: tuple[float, float, str], rules: bool = False) -> Any:
    """A grey picture of a page with some texts on it, and a table's rules where asked for."""
    with pymupdf.open() as document:
        paper = document.new_page(width=400, height=120)
        for x, y, text in texts:
            paper.insert_text((x, y), text, fontname="helv", fontsize=10)
        for y in (20, 50, 80) if rules else ():
            paper.draw_line((20, y), (380, y), width=0.7)
        for x in (20, 200, 380) if rules else ():
            paper.draw_line((x, 20), (x, 80), width=0.7)
        shown = paper.get_pixmap(dpi=150, colorspace=pymupdf.csGRAY)
        return numpy.frombuffer(shown.samples, numpy.uint8).reshape(shown.h, shown.w).copy()


def piece(text: str, x: float, y: float, width: float) -> Piece:
    box = (
        round(x * SCALE),
        round((y - 10) * SCALE),
        round((x + width) * SCALE),
        round((y + 3) * SCALE),
    )
    return Piece(text, box, 0.99)


def test_the_dash_of_a_blank_field_is_seen() -> None:
    picture = page((40, 40, "1,234.50"), (150, 40, "-"), (250, 40, "-"))
    ink = inked(picture, SCALE).ink
    found = dashes(ink, [piece("1,234.50", 40, 40, 42)])
    assert [p.text for p in found] == ["-", "-"]
    assert all(p.box[1] == round(30 * SCALE) for p in found)


@pytest.mark.parametrize("at", [(86, 40), (150, 70)], ids=["beside a figure", "in no line"])
def test_what_may_be_a_sign_or_stands_in_no_line_is_no_blank_field(at: tuple[float, float]) -> None:
    ink = inked(page((40, 40, "1,234.50"), (*at, "-")), SCALE).ink
    assert dashes(ink, [piece("1,234.50", 40, 40, 42)]) == ()


def test_a_lone_stroke_is_a_digit_only_in_a_line() -> None:
    ink = inked(page((40, 40, "1,234.50"), (150, 40, "1"), (150, 66, "1")), SCALE).ink
    (spot,) = unread_spots(ink, [piece("1,234.50", 40, 40, 42)])
    assert spot[3] < 45 * SCALE


def test_a_gap_that_a_scan_tore_into_a_rule_is_bridged() -> None:
    picture = page(rules=True)
    torn = round(100 * SCALE), round(112 * SCALE)
    picture[round(46 * SCALE) : round(54 * SCALE), torn[0] : torn[1]] = 255
    level = [r for r in inked(picture, SCALE).rules if r.width > r.height and 45 < r.y0 < 55]
    assert len(level) == 1 and level[0].x0 < 22 and level[0].x1 > 378


def test_a_wide_gap_within_two_fields_is_no_rules_end() -> None:
    picture = page(rules=True)
    torn = slice(round(130 * SCALE), round(262 * SCALE))
    picture[round(46 * SCALE) : round(54 * SCALE), torn] = 255
    level = [r for r in inked(picture, SCALE).rules if r.width > r.height and 45 < r.y0 < 55]
    assert len(level) == 1 and level[0].x0 < 22 and level[0].x1 > 378


def test_a_rule_that_ends_before_the_edge_of_its_table_goes_on_to_it() -> None:
    picture = page(rules=True)
    picture[round(46 * SCALE) : round(54 * SCALE), round(23 * SCALE) : round(45 * SCALE)] = 255
    level = [r for r in inked(picture, SCALE).rules if r.width > r.height and 45 < r.y0 < 55]
    assert len(level) == 1 and level[0].x0 < 22


def test_fields_that_are_merged_stay_so() -> None:
    picture = page(rules=True)
    picture[round(46 * SCALE) : round(54 * SCALE), round(23 * SCALE) : round(197 * SCALE)] = 255
    level = [r for r in inked(picture, SCALE).rules if r.width > r.height and 45 < r.y0 < 55]
    assert len(level) == 1 and level[0].x0 > 195


def test_rules_are_taken_from_a_picture_and_figures_are_not() -> None:
    plain, ruled = page((40, 40, "1,234.50")), page((40, 40, "1,234.50"), rules=True)
    bare = without_rules(ruled, inked(ruled, SCALE))
    assert ((bare < 128) == (plain < 128)).mean() > 0.999


def test_a_lone_ring_as_high_as_a_digit_is_a_zero() -> None:
    (one,) = _decided(None, "", (10, 10, 20, 28), ("。", 0.6), "")
    assert one.piece.text == "0"


def test_a_first_reading_with_letters_gives_way_to_two_others() -> None:
    first = Piece("1.S24.44", (0, 0, 60, 20), 0.9)
    (one,) = _decided(first, "1,524.44", first.box, ("1,524.44", 0.9), "7")
    assert (one.piece.text, one.other) == ("1,524.44", "")
    (doubtful,) = _decided(first, "1,524.44", first.box, ("1,S24.44", 0.9), "")
    assert (doubtful.piece.text, doubtful.other) == ("1,524.44", "1.S24.44")


@pytest.mark.parametrize(
    ("text", "readings", "other"),
    [
        ("55.45%", ("55.459", "55.459"), ""),
        ("4345.92", ("14345.92", "4345.92"), ""),
        ("4345.92", ("14345.92", "14345.92"), "14345.92"),
        ("700.0", (".0", "700.0"), ""),
        ("4345.92", ("4845.92", "4345.92"), "4845.92"),
    ],
)
def test_what_is_cut_off_at_an_end_contradicts_nothing(
    text: str, readings: tuple[str, str], other: str
) -> None:
    assert _other(text, readings) == other

"""Hairlines between the rows of a table are found, where nothing but a rule can be."""

from __future__ import annotations

from typing import Any

import cv2
import numpy

from extract.scan.ruling import inked
from tests.extract.scan.test_placed import SCALE, drawn

#: The rows of a table, and its upright rules (points).
ROWS, COLUMNS = (40, 60, 80, 100, 120), (30, 150, 270, 390)


def table(*, hairlines: bool, noise: float = 6.0) -> Any:
    texts = [
        (x, y + 14, text, 9)
        for y in ROWS[:-1]
        for left in COLUMNS[:-1]
        for x, text in ((left + 20, "2080505"), (left + 70, "530.85"))
    ]
    rules = [(x, ROWS[0], x, ROWS[-1]) for x in COLUMNS]
    rules += [(COLUMNS[0], y, COLUMNS[-1], y) for y in (ROWS[0], ROWS[-1])]
    picture, _ = drawn(*texts, rules=tuple(rules), font="helv")
    shades = picture.astype(numpy.float32)
    for y in ROWS[1:-1] if hairlines else ():
        at = round(y * SCALE)
        shades[at, round(30 * SCALE) : round(390 * SCALE)] -= 30
    shades = cv2.GaussianBlur(shades, (0, 0), 0.8)
    chance = numpy.random.default_rng(7)
    return numpy.clip(shades + chance.normal(-8, noise, shades.shape), 0, 255).astype(numpy.uint8)


def level(picture: Any) -> list[int]:
    found = inked(picture, SCALE).rules
    return sorted(round(r.y0) for r in found if r.width > 350)


def test_hairlines_are_rules() -> None:
    assert level(table(hairlines=True)) == list(ROWS)
    sides = cv2.flip(cv2.transpose(table(hairlines=True)), 1)
    assert sum(r.height > 350 for r in inked(sides, SCALE).rules) == len(ROWS)


def test_rows_without_rules_between_them_have_none() -> None:
    """Digits above each other are no upright rule, nor is a row of them a level one."""
    picture = table(hairlines=False)
    assert level(picture) == [ROWS[0], ROWS[-1]]
    upright = [r.x0 for r in inked(picture, SCALE).rules if r.height > r.width]
    assert sorted(map(round, upright)) == list(COLUMNS)


def test_a_rule_that_ends_within_a_field_goes_on_to_its_end() -> None:
    """Labels that stand on a rule hide it over most of their field."""
    rules = [(x, ROWS[0], x, ROWS[-1]) for x in COLUMNS]
    rules += [(COLUMNS[0], y, COLUMNS[-1], y) for y in (ROWS[0], ROWS[-1])]
    rules += [(130, 80, COLUMNS[-1], 80), (COLUMNS[1], 100, COLUMNS[-1], 100)]
    picture, _ = drawn(rules=tuple(rules))
    found = [r for r in inked(picture, SCALE).rules if r.width > r.height]
    assert {round(r.y0): round(r.x0, -1) for r in found if r.y0 > 70} == {80: 30, 100: 150, 120: 30}


def test_a_piece_of_a_rule_before_the_rest_of_it_is_part_of_it() -> None:
    """The rest goes on to the upright rule before it, over the piece, which is too short to go on
    by itself; both are one rule."""
    rules = [(x, ROWS[0], x, ROWS[-1]) for x in COLUMNS]
    rules += [(COLUMNS[0], y, COLUMNS[-1], y) for y in (ROWS[0], ROWS[-1])]
    rules += [(100, 80, 165, 80), (215, 80, COLUMNS[-1], 80)]
    picture, _ = drawn(rules=tuple(rules))
    found = [r for r in inked(picture, SCALE).rules if r.width > r.height and 70 < r.y0 < 90]
    assert [(round(r.x0, -1), round(r.x1, -1)) for r in found] == [(30, 390)]

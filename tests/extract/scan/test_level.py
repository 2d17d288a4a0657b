"""Level rules of tables without upright ones are found whole, where nothing but a rule can be."""

from __future__ import annotations

from typing import Any

import cv2
import numpy

from extract.geometry import Box
from extract.scan.level import whole_rules
from extract.scan.ruling import inked
from tests.extract.scan.test_placed import SCALE, drawn

#: The level rules of a table from one side to the other (points).
ROWS, LEFT, RIGHT = (40, 60, 80, 100, 120), 30, 390


def table(shade: int, *, whole: int) -> Any:
    """A table with text, whose rules are so much darker than the paper; so many of them black."""
    texts = [
        (x, y + 14, text, 9)
        for y in ROWS[:-1]
        for x, text in ((50, "2080505"), (150, "530.85"), (300, "17.05"))
    ]
    rules = tuple((LEFT, y, RIGHT, y) for y in ROWS[:whole])
    picture, _ = drawn(*texts, rules=rules, font="helv")
    shades = picture.astype(numpy.float32)
    for y in ROWS[whole:]:
        at = round(y * SCALE)
        shades[at, round(LEFT * SCALE) : round(RIGHT * SCALE)] -= shade
    shades = cv2.GaussianBlur(shades, (0, 0), 0.8)
    chance = numpy.random.default_rng(7)
    return numpy.clip(shades + chance.normal(-8, 6.0, shades.shape), 0, 255).astype(numpy.uint8)


def level(picture: Any) -> list[tuple[int, int, int]]:
    found = inked(picture, SCALE).rules
    return sorted((round(r.y0), round(r.x0), round(r.x1)) for r in found if r.width > 100)


def near(found: list[tuple[int, int, int]], rows: tuple[int, ...]) -> bool:
    return [y for y, _, _ in found] == list(rows) and all(
        abs(x0 - LEFT) < 5 and abs(x1 - RIGHT) < 5 for _, x0, x1 in found
    )


def test_faint_rules_that_begin_and_end_alike_are_rules() -> None:
    assert near(level(table(30, whole=2)), ROWS)


def test_rules_that_are_ink_in_places_are_found_over_their_whole_width() -> None:
    assert near(level(table(58, whole=2)), ROWS)


def test_rows_without_rules_have_none() -> None:
    assert near(level(table(0, whole=2)), ROWS[:2])


def rule(y: float, x0: float, x1: float) -> Box:
    return Box(x0, y, x1, y)


def test_pieces_in_its_line_make_a_faint_rule_one() -> None:
    pieces = [rule(80, 95, 131), rule(80.4, 402, 537)]
    (whole,) = whole_rules([rule(80.2, 64, 544)], [rule(60, 62, 538), *pieces], [])
    assert (whole.x0, whole.x1) == (62, 538)


def test_a_faint_rule_ends_where_its_pieces_do_if_no_other_ends_there() -> None:
    (whole,) = whole_rules([rule(80, 88, 300)], [rule(80, 95, 131), rule(80, 200, 280)], [])
    assert (whole.x0, whole.x1) == (95, 280)


def test_one_faint_line_by_itself_is_no_rule() -> None:
    """It may be a fold of the sheet."""
    assert whole_rules([rule(80, 64, 544), rule(120, 200, 300)], [rule(60, 62, 300)], []) == []
    alike = [rule(80, 64, 544), rule(100, 66, 541), rule(120, 60, 540)]
    assert [(r.x0, r.x1) for r in whole_rules(alike, [], [])] == [(64, 541)] * 3


def test_a_gap_between_upright_rules_is_no_fault_of_the_scan() -> None:
    seen, known = [rule(80, 62, 200), rule(80, 212, 538)], [rule(80, 62, 150)]
    assert [r.x1 for r in whole_rules(seen, [rule(80, 62, 150)], [])] == [150]
    post = Box(201, 40, 201, 120)
    assert [r.x1 for r in whole_rules(seen, [*known, rule(60, 62, 538)], [])] == [538]
    assert [r.x1 for r in whole_rules(seen, [*known, rule(60, 62, 538)], [post])] == [201]

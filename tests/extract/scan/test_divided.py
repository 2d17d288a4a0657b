"""Pieces that lie over several fields are several."""

from __future__ import annotations

import pytest

from extract.scan.divided import divided
from extract.scan.engine import Piece
from extract.scan.ruling import inked
from tests.extract.scan.test_placed import SCALE, drawn


def piece(text: str, *box: float) -> Piece:
    return Piece(text, tuple(round(v * SCALE) for v in box), 0.9)  # type: ignore[arg-type]


@pytest.mark.parametrize("gap", [14, 40, 120])
def test_a_wide_gap_parts_two_figures(gap: float) -> None:
    picture, boxes = drawn((40, 100, "12,303.50", 10), (130 + gap, 100, "1,202.00", 10))
    found = inked(picture, SCALE)
    whole = piece("12,303.501,202.00", 38, 89, boxes[-1][1][2], 104)
    parts = divided([whole], found.ink, found.rules, SCALE)
    assert [p.text for p in parts] == ["12,303.50", "1,202.00"]
    assert parts[0].box[2] < parts[1].box[0]


def test_a_rule_parts_what_stands_close_to_it() -> None:
    picture, _ = drawn((40, 100, "12.50", 10), (104, 100, "7.30", 10), rules=((102, 80, 102, 120),))
    found = inked(picture, SCALE)
    parts = divided([piece("12.507.30", 38, 89, 160, 104)], found.ink, found.rules, SCALE)
    assert [p.text for p in parts] == ["12.50", "7.30"]


def test_a_sentence_stays_whole() -> None:
    text = "支出12,303.50万元，增长7.18%；比上年（决算）增加。"
    picture, boxes = drawn((40, 100, text, 10))
    found = inked(picture, SCALE)
    whole = piece(text, 38, 89, boxes[-1][1][2] + 2, 104)
    assert divided([whole], found.ink, found.rules, SCALE) == (whole,)


@pytest.mark.parametrize("gap", [5.5, 7.0])
def test_the_label_of_the_next_field_stands_apart_from_an_amount(gap: float) -> None:
    """A narrow gap parts a figure flush right from the label behind it, and no figure of a line of
    text from its unit."""
    picture, boxes = drawn((40, 100, "1,190.10", 9))
    end = boxes[-1][1][2]
    picture, boxes = drawn((40, 100, "1,190.10", 9), (end + gap, 100, "社会保障和就业支出", 9))
    found = inked(picture, SCALE)
    whole = piece("1,190.10 社会保障和就业支出", 38, 89, boxes[-1][1][2] + 2, 104)
    parts = divided([whole], found.ink, found.rules, SCALE)
    assert [p.text for p in parts] == ["1,190.10", "社会保障和就业支出"]


def test_an_amount_that_begins_a_line_of_text_stays_in_it() -> None:
    text = "1,190.10万元，比上年增加。"
    picture, boxes = drawn((40, 100, text, 10))
    found = inked(picture, SCALE)
    whole = piece(text, 38, 89, boxes[-1][1][2] + 2, 104)
    assert divided([whole], found.ink, found.rules, SCALE) == (whole,)

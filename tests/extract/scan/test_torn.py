"""Figures that go on in the next line have the signs of one figure."""

from __future__ import annotations

import pytest

from extract.scan.engine import Piece
from extract.scan.settled import Settled
from extract.scan.torn import as_one, with_torn


@pytest.mark.parametrize(
    ("tail", "head", "wanted"),
    [
        ("95.13", "7.47", ("95,13", "7.47")),
        ("1,027.7", "00.90", ("1,027,7", "00.90")),
        ("1,520,677", "85", ("1,520,677.", "85")),
        ("15,522", "097.25", ("15,522,", "097.25")),
        ("28.", "92", ("28.", "92")),
        ("1,197", ".97", ("1,197", ".97")),
        ("2", "021", ("2", "021")),
        ("28", "92", ("28", "92")),  # the ink must tell
        ("1,23", "45", ("1,23", "45")),  # no figure, however it is mended
    ],
)
def test_both_parts_have_the_signs_of_one_figure(
    tail: str, head: str, wanted: tuple[str, str]
) -> None:
    assert as_one(tail, head) == wanted


def line(text: str, x0: int, y0: int, wide: int = 20) -> Settled:
    return Settled(Piece(text, (x0, y0, x0 + wide * len(text), y0 + 30), 0.9))


def test_a_line_in_pieces_goes_on_in_the_first_piece_of_the_next() -> None:
    """And not on the page to the left of it."""
    pieces = (
        line("其他商品和服务支出1,520,677", 500, 100),
        line("85元、", 100, 160),
        line("差旅费30,000.00元", 200, 160, wide=26),
        line("本年支出95", 10, 160, wide=2),
    )
    told = [one.piece.text for one in with_torn(pieces)]
    assert told[:2] == ["其他商品和服务支出1,520,677.", "85元、"]


def test_a_line_of_text_is_read_on_in_the_line_below() -> None:
    pieces = (
        line("其他商品和服务支出95.13", 150, 100),
        line("7.47元，增长", 100, 160),
        line("12.5%。", 100, 220),
    )
    told = [one.piece.text for one in with_torn(pieces)]
    assert told == ["其他商品和服务支出95,13", "7.47元，增长", "12.5%。"]


def test_figures_above_each_other_in_a_table_are_two() -> None:
    pieces = (line("95.13", 100, 100), line("7.47", 100, 160))
    assert with_torn(pieces) == pieces

"""What stands in the margin, and what only ends a line there."""

from __future__ import annotations

from extract.geometry import Box
from extract.layout import Glyph
from extract.pdf.drawn import Run
from extract.pdf.overlays import set_apart


def run(text: str, x: float, y: float, size: float = 12) -> Run:
    glyphs = tuple(
        Glyph(char, Box(x + size * i, y, x + size * (i + 1), y + size), y + size, size)
        for i, char in enumerate(text)
    )
    return Run(glyphs, (0.0, 0.0, 0.0), 1.0, size, 0, 0)


def test_the_last_characters_of_lines_set_piece_by_piece_are_text() -> None:
    """A browser that gives each character a font of its own sets 由24.60 and 万 as two runs."""
    rows = [60 + 20 * i for i in range(8)]
    lines = [run("由24.60", 400, y) for y in rows]
    ends = [run("万", 472, y) for y in rows]
    text, over = set_apart([*lines, *ends], (), ())
    assert not over
    assert len(text) == 16


def test_characters_under_each_other_away_from_the_text_are_not() -> None:
    lines = [run("本年支出合计", 100, 60 + 20 * i) for i in range(8)]
    margin = [run(char, 40, 80 + 40 * i) for i, char in enumerate("装订线内")]
    text, over = set_apart([*lines, *margin], (), ())
    assert [r.text for r in over] == ["装", "订", "线", "内"]
    assert len(text) == 8

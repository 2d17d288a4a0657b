"""Two pages on one picture are read one after the other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy
import pytest

from extract.geometry import Box
from extract.narrative.sentences import read_sentences
from extract.scan.cache import FOLDER
from extract.scan.engine import INSTALL, Piece, available
from extract.scan.settled import Settled
from extract.scan.spread import gutter_of, without_number
from extract.scanned import Tilt
from extract.sources import layout_of
from extract.tables.build import read_tables
from tests.corpus.test_pictured import pages


def lines(*lefts: int) -> tuple[Any, list[Piece]]:
    """The ink of a picture with columns of lines 300 dots wide, and their pieces."""
    ink = numpy.zeros((600, 800), numpy.uint8)
    pieces = []
    for left in lefts:
        for top in range(50, 550, 50):
            ink[top : top + 20, left : left + 300 : 2] = 1
            pieces.append(Piece("文字", (left, top, left + 300, top + 20), 0.9))
    return ink, pieces


def test_the_paper_between_two_pages_is_found() -> None:
    assert 350 < gutter_of(*lines(40, 450), (), 1.0) < 450
    assert gutter_of(*lines(40, 450), (Box(40, 300, 700, 300),), 1.0) == 0
    assert gutter_of(*lines(40, 300), (), 1.0) == 0
    assert gutter_of(*lines(40), (), 1.0) == 0


def test_an_upright_picture_is_of_one_page() -> None:
    ink, pieces = lines(40, 450)
    assert gutter_of(numpy.vstack((ink, ink)), pieces, (), 1.0) == 0


def test_places_on_both_pages_come_back() -> None:
    tilt = Tilt(0, 0.4, 800.0, 600.0, fold=400.0)
    left, right = Box(100, 500, 150, 512), Box(500, 30, 550, 42)
    assert tilt.folded(left) == left and tilt.folded(right) == Box(100, 630, 150, 642)
    assert tilt.size == (400.0, 1200.0) and not tilt.level
    for box in (left, right):
        back = tilt.straight(tilt.shown(tilt.folded(box)))
        assert tilt.unfolded(tilt.folded(box)) == box
        assert abs(back.center[1] - tilt.folded(box).center[1]) < 0.01


def test_numbers_of_pages_interrupt_no_text() -> None:
    number = Settled(Piece("—12—", (180, 570, 220, 590), 0.9))
    amount = Settled(Piece("12.50", (180, 570, 220, 590), 0.9))
    inside = Settled(Piece("12", (180, 300, 220, 320), 0.9))
    assert without_number([number, amount, inside], 600, at_top=False) == [amount, inside]


@pytest.mark.skipif(not available(), reason=f"no OCR engine: {INSTALL}")
def test_two_pages_on_one_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, "")
    both = [cv2.imdecode(numpy.frombuffer(page, numpy.uint8), 0) for page in pages()[:2]]
    path = tmp_path / "展开.png"
    path.write_bytes(cv2.imencode(".png", numpy.hstack(both))[1].tobytes())
    layout = layout_of(path)
    text = "".join(s.text for s in read_sentences(layout.paragraphs))
    assert "收入总计1,286.40万元，支出总计1,286.40万元" in text.replace("，286", ",286")
    (table,) = read_tables(layout)
    assert [row.cells[-1].text for row in table.rows][-1] == "385.10"
    (shown,) = layout.shown
    tables = [g for g in shown.glyphs if g.char == "码"]
    assert tables and all(g.box.x0 > shown.width / 2 for g in tables)

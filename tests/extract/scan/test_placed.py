"""Characters laid over the ink of their line, each in its place."""

from __future__ import annotations

from itertools import pairwise

import numpy
import pymupdf
import pytest

from extract.geometry import Box
from extract.scan.engine import Piece
from extract.scan.placed import placed
from extract.scan.ruling import inked, outside

SCALE = 200 / 72


def drawn(
    *texts: tuple[float, float, str, float],
    rules: tuple[tuple[float, ...], ...] = (),
    font: str = "china-s",
):  # type: ignore[no-untyped-def]
    """A picture of texts at places in points, and the boxes of their characters."""
    document = pymupdf.open()
    page = document.new_page(width=500, height=300)
    for x, y, text, size in texts:
        page.insert_text((x, y), text, fontname=font, fontsize=size)
    for x0, y0, x1, y1 in rules:
        page.draw_line((x0, y0), (x1, y1), width=0.7)
    shown = page.get_pixmap(matrix=pymupdf.Matrix(SCALE, SCALE), colorspace=pymupdf.csGRAY)
    picture = numpy.frombuffer(shown.samples, numpy.uint8).reshape(shown.h, shown.w).copy()
    boxes = [
        (c["c"], c["bbox"])
        for block in page.get_text("rawdict")["blocks"]
        for line in block["lines"]
        for span in line["spans"]
        for c in span["chars"]
        if not c["c"].isspace()
    ]
    return picture, boxes


@pytest.mark.parametrize(
    "text",
    [
        "一般公共预算财政拨款支出1,234.56万元，增长7.18%。",
        "98,500,700.00",
        "2010302",
        "0",
        "合  计",
    ],
)
def test_every_character_stands_where_it_is_drawn(text: str) -> None:
    picture, boxes = drawn((40, 100, text, 12))
    x0, x1 = boxes[0][1][0], boxes[-1][1][2]
    found = inked(picture, SCALE)
    spot = tuple(round(v * SCALE) for v in (x0 - 2, 86, x1 + 2, 106))
    glyphs = placed([Piece(text, spot, 1.0)], found.ink, SCALE)  # type: ignore[arg-type]
    assert [g.char for g in glyphs] == [char for char, _ in boxes]
    for glyph, (char, (left, _, right, _)) in zip(glyphs, boxes, strict=True):
        room = 3.2 if "." in text and char in "0123456789.," else 0.5  # the blank is in the middle
        assert left <= glyph.box.x0 + room and glyph.box.x1 - room <= right
        assert 0.75 * 12 < glyph.size < 1.3 * 12


def test_two_fields_in_one_piece_keep_apart() -> None:
    """A model may take two figures of a row for one line: each stays in its own field."""
    picture, boxes = drawn((40, 100, "12.50", 10), (160, 100, "7.30", 10))
    found = inked(picture, SCALE)
    spot = tuple(round(v * SCALE) for v in (36, 88, 200, 106))
    glyphs = placed([Piece("12.507.30", spot, 1.0)], found.ink, SCALE)  # type: ignore[arg-type]
    assert [g.box.x0 > 150 for g in glyphs] == [x > 150 for _, (x, *_) in boxes]


def test_sizes_that_are_nearly_alike_are_one() -> None:
    picture, _ = drawn((40, 100, "部门决算", 12), (40, 140, "12.5", 12), (40, 180, "说明，", 12))
    found = inked(picture, SCALE)
    spots = [(x0, y - 14, x1, y + 6) for x0, y, x1 in ((36, 100, 92), (36, 140, 66), (36, 180, 80))]
    texts = ["部门决算", "12.5", "说明，"]
    pieces = [
        Piece(text, tuple(round(v * SCALE) for v in spot), 1.0)  # type: ignore[arg-type]
        for text, spot in zip(texts, spots, strict=True)
    ]
    assert len({g.size for g in placed(pieces, found.ink, SCALE)}) == 1


def test_rules_are_found_and_are_no_ink() -> None:
    rules = ((30, 50, 370, 50), (30, 80, 370, 80), (30, 50, 30, 80), (370, 50, 370, 80))
    picture, _ = drawn((40, 70, "合计 1,234.50", 11), rules=rules)
    found = inked(picture, SCALE)
    places = [(r.x0, r.y0, r.x1, r.y1) for r in found.rules]
    wanted = sorted(rules, key=lambda rule: (rule[3] > rule[1], rule))
    found_ones = sorted(places, key=lambda place: (place[3] > place[1] + 1, place))
    for place, rule in zip(found_ones, wanted, strict=True):
        assert place == pytest.approx(rule, abs=1.5)
    ys = found.ink.nonzero()[0] / SCALE
    assert ys.min() > 55 and ys.max() < 75


def test_a_short_rule_between_two_others_is_one() -> None:
    """The columns of 类, 款 and 项 under one head are parted by rules as short as characters."""
    rules = ((30, 50, 130, 50), (30, 64, 130, 64), (80, 50, 80, 64))
    picture, _ = drawn((40, 61, "类", 10), (90, 61, "1", 10), rules=rules)
    found = [r for r in inked(picture, SCALE).rules if r.height > r.width]
    assert [round(r.x0) for r in found] == [80]


def test_strokes_of_characters_are_no_rules() -> None:
    word = Box(100, 100, 200, 112)
    stroke, rule, upright = Box(120, 111, 160, 111), Box(30, 106, 370, 106), Box(150, 90, 150, 130)
    assert outside([stroke, rule, upright], [word]) == (rule, upright)


def test_the_blank_behind_a_full_sign_is_its_own() -> None:
    """Gaps behind commas that stand above each other are no columns."""
    picture, _ = drawn((40, 100, "教师，人员，", 12))
    spot = tuple(round(v * SCALE) for v in (38, 88, 114, 104))
    (*glyphs, last) = placed([Piece("教师，人员，", spot, 0.9)], inked(picture, SCALE).ink, SCALE)
    comma, after = glyphs[2], glyphs[3]
    assert after.box.x0 - comma.box.x1 < 2
    assert 8 < last.box.width < 12


def test_full_characters_that_follow_upon_each_other_leave_no_gap() -> None:
    """Their ink is narrower than they are: 项目支出 is one word, no two headers."""
    picture, _ = drawn((40, 100, "项目支出", 12))
    (piece,) = [Piece("项目支出", tuple(round(v * SCALE) for v in (38, 88, 90, 104)), 0.9)]
    glyphs = placed([piece], inked(picture, SCALE).ink, SCALE)
    assert all(a.box.x1 == b.box.x0 for a, b in pairwise(glyphs))
    assert all(9 < glyph.box.width < 14 for glyph in glyphs)
    apart, _ = drawn((40, 100, "合", 12), (70, 100, "计", 12))
    piece = Piece("合计", tuple(round(v * SCALE) for v in (38, 88, 90, 104)), 0.9)
    first, second = placed([piece], inked(apart, SCALE).ink, SCALE)
    assert second.box.x0 - first.box.x1 > 15


def test_a_point_that_the_scan_has_lost_tears_no_figure() -> None:
    """It is laid on the edge of a digit beside it; what is left of its place is its own."""
    picture, boxes = drawn((40, 100, "681.46", 12), font="helv")
    ink = inked(picture, SCALE).ink
    point = boxes[3][1]
    ink[:, round(point[0] * SCALE) : round(point[2] * SCALE)] = 0
    left, right = boxes[0][1][0], boxes[-1][1][2]
    spot = tuple(round(v * SCALE) for v in (left - 2, 88, right + 2, 104))
    glyphs = placed([Piece("681.46", spot, 0.9)], ink, SCALE)
    assert all(a.box.x1 == b.box.x0 for a, b in pairwise(glyphs))
    picture, boxes = drawn((40, 100, "12.5013.20", 12), font="helv")
    left, right = boxes[0][1][0], boxes[-1][1][2]
    spot = tuple(round(v * SCALE) for v in (left - 2, 88, right + 2, 104))
    two = placed([Piece("12.5013.20", spot, 0.9)], inked(picture, SCALE).ink, SCALE)
    assert any(a.box.x1 < b.box.x0 for a, b in pairwise(two))  # no figure is printed so


def test_tables_above_each_other_stay_two_where_a_stamp_tore_the_foot_of_one() -> None:
    """The edge of the upper one ends at its foot, which the scan shows in part only."""
    level = [(20, y, 380, y) for y in (20, 110, 180, 270)]
    posts = [(x, y, x, y + 90) for x in (20, 200, 380) for y in (20, 180)]
    picture, _ = drawn((40, 90, "1,234.50", 10), rules=(*level, *posts))
    picture[round(107 * SCALE) : round(113 * SCALE), round(300 * SCALE) : round(378 * SCALE)] = 255
    found = inked(picture, SCALE).rules
    edges = [r for r in found if r.height > r.width and r.x0 > 370]
    assert sorted((round(r.y0 / 10), round(r.y1 / 10)) for r in edges) == [(2, 11), (18, 27)]

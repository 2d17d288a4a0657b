"""Rules of pages as a person sees them, and the tables they make."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pymupdf
import pytest

from extract.geometry import Box
from extract.layout import Pages
from extract.paper.laid_out import laid_out
from extract.paper.lattice import lattices
from extract.pdf.pages import read_pages
from extract.pdf.ruling import joined
from extract.tables.build import read_tables
from tests.extract.odd import Looks, make, ruled

HEADER = ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出")


def drawn(path: Path, looks: Looks) -> Pages:
    return read_pages(make(path / "决算.pdf", looks))


def codes(pages: Pages) -> list[str]:
    (table,) = [t for t in read_tables(laid_out(pages)) if t.title == "支出决算表"]
    return [row.code for row in table.rows]


def test_white_rules_divide_nothing(tmp_path: Path) -> None:
    def white(page: pymupdf.Page, xs: list[float], ys: list[float]) -> None:
        ruled(page, xs, ys)
        page.draw_line((xs[1], ys[4] + 10), (xs[2], ys[4] + 10), color=(1, 1, 1))

    pages = drawn(tmp_path, Looks(draw=white))
    assert len(lattices(pages).lines[1].ys) == 10


def test_a_white_rule_on_grey_is_seen(tmp_path: Path) -> None:
    def grey(page: pymupdf.Page, xs: list[float], ys: list[float]) -> None:
        page.draw_rect(pymupdf.Rect(xs[0], ys[0], xs[-1], ys[-1]), fill=(0.8, 0.8, 0.8))
        for x in xs:
            page.draw_line((x, ys[0]), (x, ys[-1]), color=(1, 1, 1))
        for y in ys:
            page.draw_line((xs[0], y), (xs[-1], y), color=(1, 1, 1))

    pages = drawn(tmp_path, Looks(draw=grey))
    assert len(lattices(pages).lines[1].xs) == 6


@pytest.mark.parametrize("over", [4.0, 9.0, -3.0])
def test_rules_that_run_over_or_stop_short_end_at_each_other(tmp_path: Path, over: float) -> None:
    pages = drawn(tmp_path, Looks(draw=lambda p, xs, ys: ruled(p, xs, ys, over)))
    assert codes(pages) == ["", "208", "20805", "2080505", "213", "21302", "2130201", "2130205"]


def test_places_of_both_readings_agree_on_a_turned_and_cut_page(tmp_path: Path) -> None:
    def turn(document: pymupdf.Document) -> None:
        for page in document:
            page.set_cropbox(pymupdf.Rect(20, 30, 590, 820))
            page.set_rotation(90)

    pages = drawn(tmp_path, Looks(after=turn))
    layout = laid_out(pages)
    (table,) = [t for t in read_tables(layout) if t.title == "支出决算表"]
    assert len([cell for row in table.rows for cell in row.cells]) == 24
    assert layout.again is not None and layout.again.differing(table.pages).fields == {}


def test_a_hatched_page_costs_the_others_nothing(tmp_path: Path) -> None:
    def hatched(document: pymupdf.Document) -> None:
        shape = document[-1].new_shape()
        for n in range(0, 800):
            shape.draw_line((10, 10 + n), (580, 10 + n))
            shape.draw_line((10 + 0.7 * n, 10), (10 + 0.7 * n, 830))
            shape.draw_line((10, 10 + n), (580, 10 + n))
        shape.finish(width=0.1)
        shape.commit()

    found = lattices(drawn(tmp_path, Looks(after=hatched)))
    assert {lines.page for lines in found.lines} >= {2, 3}


def test_pieces_of_a_line_are_made_whole() -> None:
    pieces = [Box(10 + 3 * n, 50, 12 + 3 * n, 50) for n in range(20)]
    assert joined(pieces, 2.0) == [Box(10, 50, 69, 50)]


@pytest.mark.parametrize(
    ("before", "after"),
    [(b"<html>" * 400, b""), (b"", b"\n<!-- x -->" * 1000), (b"x", b"\0" * 5000)],
)
def test_rubbish_around_a_file_is_passed_by(tmp_path: Path, before: bytes, after: bytes) -> None:
    path = make(tmp_path / "决算.pdf", Looks())
    path.write_bytes(before + path.read_bytes() + after)
    pages = read_pages(path)
    assert len(codes(pages)) == 8
    assert pages.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()

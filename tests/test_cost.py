"""What a file may cost: no more dots than a picture needs, no more work than in line with what it
holds, and no figure that is too long to be reckoned with."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pymupdf
import pytest

import gouji
from extract.disclosure import Disclosure
from extract.geometry import Box
from extract.layout import Glyph, Line, Page
from extract.paper.lattice import _MOST_DOTS, _picture
from extract.paper.struck import unstruck
from extract.pdf import drawings
from extract.pdf.drawings import written_pictures
from extract.pdf.drawn import Run, drawing_of
from extract.pdf.overlays import set_apart
from extract.pdf.visible import points_lost
from extract.scan import pictures
from reconcile.reconcile import reconcile
from reconcile.rules import Example
from tests.reconcile.reading import audited, sheet
from tests.rules.builder import built

SIDE = 14_000


def disclosed(text: str) -> Disclosure:
    return built(Example(text, (), "final", 2024, "holds"))


def calls(work: Callable[[], object], kinds: tuple[str, ...] = ("call",)) -> int:
    """How many functions a piece of work calls, those of other `kinds` as well: the same on every
    machine, however busy."""
    count = 0

    def note(_frame: object, kind: str, _what: object) -> None:
        nonlocal count
        count += kind in kinds

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def items(number: int) -> str:
    return "".join(
        f"{n}.教育支出（类）普通教育（款）第{n}项支出（项）。2024年度决算支出{n}.37万元，"
        f"比上年增加{n % 7}.21万元。\n"
        for n in range(1, number + 1)
    )


def figures(number: int) -> str:
    return "；".join(f"{n}.37万元用于第{n}处" for n in range(1, number + 1)) + "。"


@pytest.mark.parametrize("text", [items, figures])
def test_twice_as_much_is_twice_the_work(text: Callable[[int], str]) -> None:
    reconcile(disclosed(text(10)))  # what is loaded once
    few, many = (calls(lambda n=n: reconcile(disclosed(text(n)))) for n in (100, 200))
    assert many < 2.6 * few


def test_twice_the_glyphs_of_a_page_are_twice_the_work(tmp_path: Path) -> None:
    def written(lines: int) -> Path:
        path = tmp_path / f"{lines}.pdf"
        with pymupdf.open() as document:
            page = document.new_page(height=12 * lines + 80)
            page.insert_text((40, 25), "某市教育局2024年度部门决算", fontname="china-s")
            for n in range(lines):
                told = f"教育支出{n}.37万元，比上年增加1.25万元，主要是人员经费增加。"
                page.insert_text((40, 40 + 12 * n), told, fontname="china-s", fontsize=9)
            document.save(path)
        return path

    paths = [written(lines) for lines in (60, 120)]
    gouji.check(paths[0])  # what is loaded once
    few, many = (calls(lambda path=path: gouji.check(path)) for path in paths)
    assert many < 2.6 * few


@pytest.mark.parametrize(
    "figure", ["9" * 90 + ".50", "1." + "3" * 300, "0." + "0" * 300 + "1", "9" * 5000]
)
def test_figures_of_any_length(figure: str) -> None:
    table = sheet(
        "收入支出决算总表",
        "项目|决算数|项目|决算数",
        f"一、一般公共预算财政拨款收入|{figure}|一、教育支出|100.00",
        f"本年收入合计|{figure}|本年支出合计|100.00",
        "总计|100.00|总计|100.00",
    )
    said = f"2024年度收入总计{figure}万元，比上年增加{figure}万元，增长{figure}%。"
    assert audited(said, table).findings is not None


def test_pictures_of_large_pages_have_no_more_dots(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page may say that it is five metres wide."""
    drawn: list[float] = []

    def note(page: pymupdf.Page, *, matrix: pymupdf.Matrix, **_: object) -> pymupdf.Pixmap:
        drawn.append(matrix.a * page.rect.width * matrix.d * page.rect.height)
        return pymupdf.Pixmap(pymupdf.csRGB, (0, 0, 1, 1))

    monkeypatch.setattr(pymupdf.Page, "get_pixmap", note)
    with pymupdf.open() as document:
        for side in (600, 3000, SIDE):
            _picture(document.new_page(width=side, height=side), None)
    assert drawn and max(drawn) <= _MOST_DOTS * 1.001


def test_pictures_within_large_pages_have_no_more_dots(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    draw = pymupdf.Page.get_pixmap

    def note(page: pymupdf.Page, **how: Any) -> pymupdf.Pixmap:
        found = draw(page, **how)
        drawn.append(found.width * found.height)
        return found

    monkeypatch.setattr(pymupdf.Page, "get_pixmap", note)
    with pymupdf.open() as document:
        page = document.new_page(width=SIDE, height=SIDE)
        page.insert_image(page.rect, pixmap=pymupdf.Pixmap(pymupdf.csGRAY, (0, 0, 50, 50)))
        written_pictures(page, drawing_of(page), (), ())
    assert drawn and max(drawn) <= drawings._MOST_DOTS * 1.01


def _line(points: str, number: int) -> list[Glyph]:
    """So many characters of a line: figures, and between them `points`."""
    text = (f"12{points}34" * number)[:number]
    return [Glyph(c, Box(6.0 * n, 0, 6.0 * n + 6, 10), 8.0, 10.0) for n, c in enumerate(text)]


def test_hidden_points_are_looked_for_beside_them_only() -> None:
    """As many of them as there are digits: a small file may hold a hundred thousand."""

    def looked(number: int) -> int:
        hidden, shown = _line("..", number), _line("", number)
        return calls(lambda: points_lost(hidden, shown))

    assert looked(4000) < 2.3 * looked(2000)


def _crossed(number: int) -> tuple[Page, list[Line]]:
    """A line of characters that run over each other, and as many short rules through it."""
    glyphs = [Glyph("5", Box(x, 0, x + 6, 10), 8.0, 10.0) for x in (n % 400 for n in range(number))]
    rules = tuple(Box(n % 400, 2, n % 400 + 40, 2.5) for n in range(number))
    return Page(1, 600, 800, tuple(glyphs), rules, ()), [Line(tuple(glyphs))]


def test_rules_are_held_against_what_they_run_over() -> None:
    def work(number: int) -> int:
        page, lines = _crossed(number)
        return calls(lambda: unstruck(page, page.glyphs, lines))

    assert work(2000) < 2.3 * work(1000)


def test_a_page_of_many_looks() -> None:
    """Every word in a colour of its own, each on a line of its own."""

    def work(number: int) -> int:
        runs = [
            Run((Glyph("5", Box(60, 10.0 * n, 66, 10.0 * n + 9), 10.0 * n + 8, 9.0),),
                (0.0, 0.0, n / number), 1.0, 9.0, 0, n)
            for n in range(number)
        ]  # fmt: skip
        return calls(lambda: set_apart(runs, (), ()), ("call", "c_call"))

    assert work(2000) < 2.6 * work(1000)


def test_scans_of_large_pages_have_no_more_dots(tmp_path: Path) -> None:
    with pymupdf.open() as document:
        page = document.new_page(width=SIDE, height=SIDE)
        page.insert_image(page.rect, pixmap=pymupdf.Pixmap(pymupdf.csGRAY, (0, 0, 50, 50)))
        dots = SIDE * SIDE * pictures.scale_of(page) ** 2
    assert dots <= pictures._MOST_DOTS * 1.001

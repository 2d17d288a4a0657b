"""Lines of running text that are gone: room for one within a paragraph, or a sentence that breaks
off where the next begins as lines do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.disclosure import Sentence
from extract.geometry import Box, Place
from reconcile.weighing.lines_lost import lines_lost
from tests import factories

EM, LEFT, INDENT, PITCH = 10.0, 60.0, 80.0, 20.0
EVEN = (
    "本年度支出总计一百万元，",
    "比上年增加十万元，主要是",
    "人员经费增加，其中基本支",
    "出六十万元，项目支出四十",
    "万元，与上年持平，没有变",
    "化。",
)


def paragraph(
    number: int, lines: Sequence[str], top: float, *, first: float = INDENT, gone: int = 0
) -> list[Sentence]:
    """A paragraph of one sentence; below so many of its lines one is missing."""
    places: list[Place] = []
    for n, line in enumerate(lines):
        y = top + PITCH * (n + (0 < gone <= n))
        x = first if n == 0 else LEFT
        places += [Place(1, Box(x + EM * k, y, x + EM * (k + 1), y + 12)) for k in range(len(line))]
    said = factories.sentence(number, "".join(lines), page=1)
    return [replace(said, places=tuple(places), paragraph=number, kind="body")]


@pytest.mark.parametrize(("gone", "found"), [(0, None), (1, 12), (3, 36)])
def test_room_for_a_line_within_a_paragraph(gone: int, found: int | None) -> None:
    told = [paragraph(0, EVEN, 100.0, gone=gone)]
    assert [at for _, at in lines_lost(told)] == ([] if found is None else [found])


def test_room_that_nothing_else_on_the_page_is_held_against() -> None:
    assert not list(lines_lost([paragraph(0, EVEN[:2], 100.0, gone=1)]))


@pytest.mark.parametrize(
    ("ending", "first", "torn"),
    [("化", LEFT, True), ("化。", LEFT, False), ("化", INDENT, False)],
)
def test_a_sentence_that_breaks_off_before_what_begins_as_lines_do(
    ending: str, first: float, *, torn: bool
) -> None:
    before = paragraph(0, (*EVEN[:-1], ending), 100.0)
    after = paragraph(1, ("览九个，其中原创展览四个。",), 300.0, first=first)
    assert list(lines_lost([before, after])) == ([(1, 0)] if torn else [])


def test_small_print_beside_text_is_set_nearer() -> None:
    """The words of a pie chart, ten lines of them: the text above is no less even for that."""
    told = paragraph(0, EVEN, 100.0)
    legend = paragraph(1, ("教育支出四十万元，",) * 10, 400.0)
    places = tuple(
        replace(
            p, box=Box(p.box.x0, 400 + (p.box.y0 - 400) / 2, p.box.x1, 406 + (p.box.y0 - 400) / 2)
        )
        for p in legend[0].places
    )
    assert not list(lines_lost([told, [replace(legend[0], places=places)]]))

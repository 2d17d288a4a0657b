"""Blanks in the middle of running text, and room that means nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.disclosure import Sentence
from extract.geometry import Box, Place
from extract.layout import Page
from extract.narrative.blanks import blanks_within
from tests import factories

LINE, STEP = 12.0, 20.0
TOLD = "支出12.08万元，完成预算的97.59%。"


def told(*texts: str, room: int = 0, at: int = 5, kind: str = "body") -> list[Sentence]:
    """Paragraphs of a line each on one page, with `room` more lines before the one `at` a place,
    which is of that kind."""
    found = []
    for n, text in enumerate(texts):
        y = 100 + STEP * (n + (room if n >= at else 0))
        said = factories.sentence(n, text, page=1, paragraph=n, kind=kind if n == at else "body")
        place = Place(1, Box(80, y, 400, y + LINE))
        found.append(replace(said, places=(place,) * len(text)))
    return found


def page(*, images: tuple[Box, ...] = ()) -> Page:
    return Page(1, 600, 800, (), (), images)


def test_room_for_paragraphs_that_are_not_there() -> None:
    assert not blanks_within(told(*[TOLD] * 10), (), (page(),))
    assert blanks_within(told(*[TOLD] * 10, room=2), (), (page(),)) == ((1, TOLD),)


@pytest.mark.parametrize(
    ("sentences", "pages"),
    [
        (told(*[TOLD] * 10, room=1), page()),  # one line is how a paragraph may be set apart
        (told(*[TOLD] * 10, room=2, kind="heading"), page()),
        (told(*[TOLD] * 5, "附件1", *[TOLD] * 4, room=3), page()),
        (told(*[TOLD] * 6, room=2, at=3), page()),  # too few to tell how the text is set
        (told(*[TOLD] * 10, room=2), page(images=(Box(80, 205, 400, 235),))),
    ],
)
def test_room_that_means_nothing(sentences: list[Sentence], pages: Page) -> None:
    assert not blanks_within(sentences, (), (pages,))


def test_text_that_is_set_with_much_room() -> None:
    """Three blanks are how it is set."""
    spread = told(*[TOLD] * 12)
    for n, said in enumerate(spread):
        down = 2 * STEP * (n // 3)
        box = said.places[0].box
        moved = Place(1, Box(box.x0, box.y0 + down, box.x1, box.y1 + down))
        spread[n] = replace(said, places=(moved,) * len(said.text))
    assert not blanks_within(spread, (), (page(),))


@pytest.mark.parametrize(
    ("text", "said"),
    [("7.", True), ("（二）", True), ("七、", True), ("7.甲", False), ("2024", False)],
)
def test_an_item_with_nothing_behind_its_mark(text: str, said: bool) -> None:
    assert bool(blanks_within(told(TOLD, text, TOLD), (), (page(),))) is said

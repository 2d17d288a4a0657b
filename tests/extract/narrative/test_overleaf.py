"""Paragraphs that go on overleaf though their page had room, and those that begin in the middle."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.disclosure import Sentence
from extract.geometry import Box, Place
from extract.layout import Page
from extract.narrative.overleaf import begun_within, with_room
from tests import factories

LINE, STEP, HEAD, FOOT = 12.0, 20.0, 80.0, 740.0
TEXT = "支出12.08万元，其中基本支出8.00万元。"
#: How a paragraph stands that fills one page and goes on on the next.
FULL = (FOOT, HEAD)


def told(*ends: tuple[float, float]) -> list[Sentence]:
    """A paragraph for each page after the first, of four lines; the second ends and the third
    begins at these heights, of one page and the next."""
    found = []
    for n, (last, first) in enumerate(ends):
        heights = [(n + 1, last - STEP), (n + 1, last), (n + 2, first), (n + 2, first + STEP)]
        places = [Place(page, Box(80, y - LINE, 400, y)) for page, y in heights]
        said = factories.sentence(n, TEXT * 4, page=n + 1, paragraph=n)
        found.append(replace(said, places=tuple(p for p in places for _ in TEXT)))
    return found


def pages(count: int, *, number: int = 0, image: Box | None = None) -> list[Page]:
    return [
        Page(n, 600, 840, (), (), (image,) if image and n == number else ())
        for n in range(1, count + 1)
    ]


def test_paragraphs_that_fill_their_pages() -> None:
    assert not list(with_room(told(FULL, FULL, FULL), (), pages(4)))


def test_a_page_with_room_for_more_of_a_paragraph() -> None:
    assert list(with_room(told(FULL, (400.0, HEAD), FULL), (), pages(4))) == [(2, TEXT[-12:])]


def test_a_page_that_a_paragraph_comes_to_far_below_its_head() -> None:
    assert list(with_room(told(FULL, (FOOT, 300.0), FULL), (), pages(4))) == [(3, TEXT[:12])]


@pytest.mark.parametrize(
    "ends",
    [
        [(400.0, HEAD)],  # nothing shows where pages end
        [FULL, (FOOT - 4 * STEP, HEAD), FULL],  # lines may be kept together
        [FULL, (400.0, HEAD), (500.0, HEAD)],  # pages end anywhere
    ],
)
def test_room_that_means_nothing(ends: list[tuple[float, float]]) -> None:
    assert not list(with_room(told(*ends), (), pages(len(ends) + 1)))


def test_room_that_a_picture_takes() -> None:
    image = Box(80, 500, 400, 600)
    with_picture = pages(4, number=2, image=image)
    assert not list(with_room(told(FULL, (400.0, HEAD), FULL), (), with_picture))


@pytest.mark.parametrize(
    ("before", "text", "page", "found"),
    [
        ("（一）机关运行经费支出情况", "．59%，主要是人员调入。", 1, True),
        ("（一）机关运行经费支出情况", "，增长5.00%。", 1, True),
        ("（一）机关运行经费支出情况", "）12.08万元，其中：甲。", 1, True),
        ("支出12.08万元。", "2064.06万元，增长3.22%。", 2, True),
        ("", "2064.06万元，增长3.22%。", 1, True),
        ("1.行政运行（项）", "2064.06万元，增长3.22%。", 1, False),  # the heading is its subject
        ("1.行政运行（项）", "2064.06万元，增长3.22%。", 2, False),
        ("支出12.08万元。", "2064.06万元，增长3.22%。", 1, False),
        ("支出12.08万元。", "2024年支出1.00万元，增长3.22%。", 2, False),
        ("支出12.08万元。", "“三公”经费1.00万元，增长3.22%。", 2, False),
        ("支出12.08万元。", "．．．", 2, False),  # no running text
    ],
)
def test_how_paragraphs_begin(before: str, text: str, page: int, found: bool) -> None:
    said = [factories.sentence(0, before, page=1, paragraph=0)] if before else []
    said.append(factories.sentence(1, text, page=page, paragraph=1))
    assert list(begun_within(said)) == ([(page, text[:12])] if found else [])


def test_what_goes_on_in_its_paragraph_begins_nothing() -> None:
    said = [
        factories.sentence(0, "支出12.08万元。", page=1, paragraph=0),
        factories.sentence(1, "，增长5.00%。", page=1, paragraph=0),
    ]
    assert not list(begun_within(said))

"""The table of contents against the report: parts that are missing, and pages that are too few."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.disclosure import Sentence
from extract.geometry import Box
from extract.layout import Glyph, Page
from extract.narrative.contents import pages_skipped, parts_missing
from tests import factories

PARTS = (
    "第一部分部门概况", "一、主要职责", "二、机构设置情况", "第二部分2024年度部门决算表",
    "第三部分2024年度部门决算情况说明", "一、收入决算情况说明", "二、支出决算情况说明",
    "第四部分名词解释",
)  # fmt: skip
#: The pages that they stand on; the contents stand on the first.
PAGES = (2, 3, 4, 5, 7, 8, 9, 10)


def contents(numbers: Sequence[int] | None = None) -> list[Sentence]:
    """The contents, with the numbers of pages where there are such."""
    dots = [f"{'.' * 9}{number}" for number in numbers] if numbers else [""] * len(PARTS)
    return [
        factories.sentence(n, text + end, page=1, paragraph=n, kind="contents")
        for n, (text, end) in enumerate(zip(PARTS, dots, strict=True))
    ]


def pages(*, without: Sequence[str] = (), instead: dict[str, str] | None = None) -> list[Page]:
    """The pages that the parts stand on, some called otherwise."""
    found = []
    for number in range(1, max(PAGES) + 1):
        here = [t for t, page in zip(PARTS, PAGES, strict=True) if page == number]
        lines = [(instead or {}).get(t, t) for t in here if t not in without]
        glyphs = tuple(
            Glyph(char, Box(80 + 10 * n, 100 + 30 * y, 90 + 10 * n, 110 + 30 * y), 108 + 30 * y, 10)
            for y, text in enumerate(lines)
            for n, char in enumerate(text)
        )
        found.append(Page(number, 600, 840, glyphs, (), ()))
    return found


def test_all_that_is_listed_is_there() -> None:
    assert not list(parts_missing(contents(), pages()))
    renamed = {PARTS[6]: "二、2024年支出决算的情况说明", PARTS[2]: "二、机构设置"}
    assert not list(parts_missing(contents(), pages(instead=renamed)))


def test_a_part_that_is_not_there() -> None:
    (found,) = parts_missing(contents(), pages(without=PARTS[5:7]))
    assert found == (7, "一、收入决算情况说明、二、支出决算情况说明")


@pytest.mark.parametrize("without", [(PARTS[1], PARTS[6]), PARTS[:1], PARTS[3:4], PARTS[1:8]])
def test_contents_that_are_not_those_of_the_report(without: Sequence[str]) -> None:
    """What is missing here and there, or is much, was called otherwise or never there; titles of
    whole parts often are not."""
    assert not list(parts_missing(contents(), pages(without=without)))


def test_contents_end_where_the_report_begins() -> None:
    again = [
        *contents(),
        factories.sentence(99, PARTS[0], page=2, paragraph=99, kind="contents"),
        factories.sentence(100, "三、没有的部分", page=2, paragraph=100, kind="contents"),
    ]
    assert not list(parts_missing(again, pages()))


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ((2, 3, 4, 5, 8, 9, 10, 11), [(5, "第三部分2024年度部门决算情况说明（目录为第8页）")]),
        ((1, 2, 3, 4, 8, 9, 10, 11), [(5, "第三部分2024年度部门决算情况说明（目录为第8页）")]),
        ((2, 3, 4, 5, 7, 8, 9, 10), []),
        ((1, 2, 3, 4, 6, 7, 8, 9), []),  # the cover is not counted
        ((2, 3, 4, 5, 6, 7, 8, 9), []),  # a page more than they count
        ((2, 3, 4, 6, 8, 9, 10, 12), []),  # no longer those of this report
        ((2, 3, 4, 5, 7, 8, 10, 11), []),  # two numbers alone
        ((2, 3, 4, 5, 17, 18, 19, 20), []),  # another volume
    ],
)
def test_the_pages_that_they_name(numbers: Sequence[int], found: list[tuple[int, str]]) -> None:
    assert list(pages_skipped(contents(numbers), pages())) == found

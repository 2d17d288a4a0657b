"""Numbers of items beyond two digits: told from years and codes by the items before them."""

from __future__ import annotations

import pytest

from extract.claims.statements import Reading, read_claims
from extract.disclosure import Role
from extract.narrative.sentences import read_sentences
from extract.ordinals import counted_on, marker_level
from extract.paper.running import running_text
from tests.extract.by_hand import document

#: Things that are paid for, so that no two lines beside each other are alike.
_THINGS = ("档案整理", "会议培训", "房屋修缮", "宣传活动", "设备购置", "抢险救灾", "外出考察")


def items(first: int, last: int, mark: str = "．") -> list[str]:
    return [
        f"{n}{mark}{_THINGS[n % 7]}支出{n % 89 + 10}.25万元，比上年增加{n % 7 + 1}.50万元。"
        for n in range(first, last + 1)
    ]


def reading(paragraphs: list[str]) -> Reading:
    sentences = read_sentences(running_text(document(paragraphs, columns=22), {}))
    return read_claims(sentences, year=2023, kind="final")


@pytest.mark.parametrize("mark", ["．", "、", ".", "）"])
def test_a_number_that_counts_on_is_that_of_an_item(mark: str) -> None:
    counted = list(counted_on(items(98, 102, mark)))
    assert counted == [0, 0, 4, 4, 4]
    assert marker_level(items(101, 101, mark)[0], 4) == marker_level(items(9, 9, mark)[0])


def test_lists_within_items_and_a_lost_line_change_nothing() -> None:
    texts = [*items(98, 99), *items(1, 3), *items(100, 100), *items(102, 102)]
    assert list(counted_on(texts)) == [0, 0, 0, 0, 0, 4, 4]


@pytest.mark.parametrize("text", ["2023．支出12.00万元。", "100.25万元。", "205、206项支出"])
def test_a_number_without_predecessors_is_none_of_an_item(text: str) -> None:
    assert list(counted_on([*items(1, 90), text]))[-1] == 0


def test_items_that_are_numbered_like_years_are_of_the_reports_year() -> None:
    told = reading(items(1, 2030))
    assert len(told.statements) == 2030
    assert {(c.role, c.period) for c in told.claims} == {
        (Role.LEVEL, "2023"),
        (Role.CHANGE_AMOUNT, "2023"),
    }
    assert {s.subject for s in told.statements} == set(_THINGS)


def test_a_year_ahead_of_a_paragraph_stays_one() -> None:
    told = reading([*items(1, 3), "2022．档案整理支出12.25万元。"])
    assert told.claims[-1].period == "2022"

"""Two readings of a page: what agrees is taken, what differs is read larger, what stays apart is
kept beside what is taken."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.scan import settled as module
from extract.scan.closer import Spot
from extract.scan.engine import Model, Piece
from extract.scan.settled import Settled, settled

BOX = (100, 100, 200, 120)


def piece(text: str, box: Spot = BOX, sure: float = 0.99) -> Piece:
    return Piece(text, box, sure)


@pytest.fixture
def larger(monkeypatch: pytest.MonkeyPatch) -> dict[Model, list[str]]:
    """What each model reads in the places that are asked for, in their order."""
    says: dict[Model, list[str]] = {Model.FIRST: [], Model.SECOND: []}

    def read(picture: object, spots: Sequence[Spot], model: Model) -> list[tuple[str, float]]:
        assert len(spots) == len(says[model])
        return [(text, 0.9 if text else 0.0) for text in says[model]]

    monkeypatch.setattr(module, "read_closer", read)
    return says


def test_agreeing_figures_are_not_read_again(larger: dict[Model, list[str]]) -> None:
    found = settled(None, [piece("合计 1,234.50")], [piece("台计 1234.50")])
    assert found == (Settled(piece("合计 1,234.50")),)


def test_signs_are_mended_before_readings_are_compared(larger: dict[Model, list[str]]) -> None:
    assert settled(None, [piece("1.333 000")], [piece("1,333,000")])[0].piece.text == "1,333,000"


def test_a_line_in_two_pieces_is_one_line(larger: dict[Model, list[str]]) -> None:
    halves = [piece("支出12.5", (100, 100, 150, 120)), piece("万元3项", (150, 100, 200, 120))]
    (found,) = settled(None, [piece("支出12.5万元3项")], halves)
    assert found == Settled(piece("支出12.5万元3项"))


@pytest.mark.parametrize(
    ("second", "first_larger", "second_larger", "taken", "other"),
    [
        ("8", "6", "6", "6", ""),  # the second model alone saw it otherwise, from afar
        ("8", "6", "8", "6", "8"),  # each model stays with its own
        ("8", "8", "8", "8", ""),  # the first model was wrong from afar
        ("8", "8", "6", "8", ""),
        ("8", "3", "5", "6", "3"),  # nobody knows
        ("8", "", "8", "6", "8"),
    ],
)
def test_what_differs_is_read_larger(
    larger: dict[Model, list[str]],
    second: str, first_larger: str, second_larger: str, taken: str, other: str,
) -> None:  # fmt: skip
    larger[Model.FIRST], larger[Model.SECOND] = [first_larger], [second_larger]
    (found,) = settled(None, [piece("6")], [piece(second)])
    assert (found.piece.text, found.other) == (taken, other)


@pytest.mark.parametrize(
    ("text", "sure", "taken"),
    [("三、卫生健康支", 0.98, True), ("三、卫生健康支", 0.6, False), ("一", 0.98, False)],
)
def test_words_that_the_first_model_overlooked_are_taken(
    larger: dict[Model, list[str]], text: str, sure: float, taken: bool
) -> None:
    below = (100, 130, 200, 150)
    found = settled(None, [piece("合计")], [piece("合计"), piece(text, below, sure)])
    assert [s.piece.text for s in found] == ["合计", text][: 1 + taken]


def test_what_is_no_figure_contradicts_none(larger: dict[Model, list[str]]) -> None:
    larger[Model.FIRST], larger[Model.SECOND] = ["14.29).27"], ["14,290.27"]
    (found,) = settled(None, [piece("14,290.27")], [piece("14,29.27")])
    assert (found.piece.text, found.other) == ("14,290.27", "")


def test_what_one_model_overlooked_is_read_larger(larger: dict[Model, list[str]]) -> None:
    larger[Model.FIRST], larger[Model.SECOND] = ["0", "7"], ["0", ""]
    spot = (300, 100, 310, 120)
    found = settled(None, [], [piece("0")], [spot])
    assert [(s.piece.text, s.piece.box, s.other) for s in found] == [
        ("0", BOX, ""),
        ("7", spot, ""),
    ]


def test_words_without_figures_are_not_fought_over(larger: dict[Model, list[str]]) -> None:
    assert settled(None, [piece("行政运行")], [piece("行攻运行")]) == (Settled(piece("行政运行")),)
    assert settled(None, [], [piece("公章")]) == ()


def test_the_number_of_a_label_that_one_model_overlooked_is_taken(
    larger: dict[Model, list[str]],
) -> None:
    (found,) = settled(None, [piece("一般公共服务支出")], [piece("一、一般公共服务支出")])
    assert found.piece.text == "一、一般公共服务支出"
    (found,) = settled(None, [piece("公共服务支出")], [piece("一、一般公共服务支出")])
    assert found.piece.text == "公共服务支出"

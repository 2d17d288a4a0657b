"""Labels get the numbers that models overlook, where there is ink for them."""

from __future__ import annotations

from extract.scan.counted import with_ordinals
from extract.scan.engine import Piece
from extract.scan.overlapping import without_overlaps
from extract.scan.ruling import inked
from extract.scan.settled import Settled
from tests.extract.scan.test_placed import SCALE, drawn

LINES = ("一、一般公共服务支出", "二、社会保障支出", "三、卫生健康支出", "四、住房保障支出")


def piece(text: str, x: float, y: float, wide: float) -> Settled:
    box = (round(v * SCALE) for v in (x, y - 10, x + wide, y + 4))
    return Settled(Piece(text, tuple(box), 0.9))  # type: ignore[arg-type]


def page(*without: int) -> tuple[object, list[Settled]]:
    """The lines as they are drawn, and as they are read, some without their numbers."""
    drawn_lines = [(40, 60 + 20 * n, text, 10) for n, text in enumerate(LINES)]
    picture, _ = drawn(*drawn_lines)
    pieces = [
        piece(text[2:], 60, 60 + 20 * n, 10 * len(text) - 20)
        if n in without
        else piece(text, 39, 60 + 20 * n, 10 * len(text))
        for n, text in enumerate(LINES)
    ]
    return inked(picture, SCALE).ink, pieces


def texts(pieces: tuple[Settled, ...]) -> tuple[str, ...]:
    return tuple(one.piece.text for one in pieces)


def test_numbers_that_were_overlooked_are_counted() -> None:
    ink, pieces = page(0, 1)
    assert texts(with_ordinals(pieces, ink)) == LINES
    ink, pieces = page(2)
    assert texts(with_ordinals(pieces, ink)) == LINES


def test_a_label_that_has_none_gets_none() -> None:
    ink, pieces = page(1)
    ink = ink * 0  # type: ignore[operator]
    assert texts(with_ordinals(pieces, ink))[1] == LINES[1][2:]


def test_a_number_without_its_sign_is_one() -> None:
    ink, pieces = page()
    pieces[1] = piece("二社会保障支出", 39, 80, 80)
    assert texts(with_ordinals(pieces, ink)) == LINES


def test_a_first_number_without_its_sign_is_one_but_no_word_with_it() -> None:
    """一教育支出 has lost its sign; 一般公共服务支出 has lost its number as well."""
    ink, pieces = page()
    pieces[0] = piece("一教育支出", 39, 60, 60)
    assert texts(with_ordinals(pieces, ink))[0] == "一、教育支出"
    pieces[0] = piece("、一般公共服务支出", 49, 60, 90)
    assert texts(with_ordinals(pieces, ink))[0] == "一、一般公共服务支出"
    pieces[0] = piece("一般公共服务支出", 39, 60, 80)
    assert texts(with_ordinals(pieces, ink))[0] == "一般公共服务支出"


def test_a_number_that_fell_in_with_the_word_behind_it_is_one() -> None:
    """一、一般公共服务支出 was read as 一般公共服务支出, over the ink of both."""
    ink, pieces = page()
    pieces[0] = piece("一般公共服务支出", 39, 60, 102)
    assert texts(with_ordinals(pieces, ink))[0] == LINES[0]
    plain = drawn(*((40, 60 + 20 * n, t[2 * (not n) :], 10) for n, t in enumerate(LINES)))[0]
    pieces[0] = piece("一般公共服务支出", 39, 60, 82)
    bare = inked(plain, SCALE).ink
    assert texts(with_ordinals(pieces, bare))[0] == "一般公共服务支出"


def test_a_number_that_was_read_by_itself_is_the_one_of_its_label() -> None:
    """Lists of what is in use leave numbers out: 二 is not before 五, 一、 is not to be 四、."""
    ink, pieces = page()
    pieces[1:2] = [piece("二", 39, 80, 10), piece("、社会保障支出", 51, 80, 70)]
    pieces[3] = piece("五、卫生健康支出", 39, 100, 80)
    del pieces[4]
    said = tuple(one.piece.text for one in pieces)
    assert texts(with_ordinals(pieces, ink)) == said


def test_characters_that_begin_two_lines_are_not_written_downwards() -> None:
    picture, _ = drawn((40, 60, "二、社会保障和就业支", 10), (40, 73, "出", 10))
    ink = inked(picture, SCALE).ink
    tall = tuple(round(v * SCALE) for v in (39, 50, 52, 77))
    rest = piece("社会保障和就业支", 60, 60, 81)
    found = without_overlaps([rest.piece, Piece("二出", tall, 0.8), rest.piece], ink)  # type: ignore[arg-type]
    assert [p.text for p in found] == ["社会保障和就业支", "二", "出", "社会保障和就业支"]
    assert found[1].box[3] == found[2].box[1] and 62 < found[1].box[3] / SCALE < 66

"""Characters as a person sees them."""

from __future__ import annotations

import pytest

from extract.characters import after_last, folded, is_unknown, seen


@pytest.mark.parametrize(
    ("drawn", "shown"),
    [("⾏", "行"), ("⺠", "民"), ("⻋", "车"), ("\uf90a", "金"), ("𝟏", "1"), ("行", "行"),
     ("１", "１"), ("①", "①"), ("\u200b", ""), ("\ufe00", "")],
)  # fmt: skip
def test_seen(drawn: str, shown: str) -> None:
    assert seen(drawn) == shown


def test_marks_of_notes_are_no_figures_where_texts_are_compared() -> None:
    assert folded("１，２０６．８５①²") == "1,206.85①²"


@pytest.mark.parametrize("char", ["\ufffd", "\ue003", "\x01", "\U000f0000"])
def test_unknown(char: str) -> None:
    assert is_unknown(char)


@pytest.mark.parametrize("char", ["1", "万", "，", "□"])
def test_known(char: str) -> None:
    assert not is_unknown(char)


def test_half_a_character_is_none() -> None:
    """Maps of broken fonts name surrogates, which no text can hold."""
    assert seen("\ud83d") == "\ufffd" == seen("\udfff") and is_unknown(seen("\ud83d"))


@pytest.mark.parametrize("far", [3, 1000])
def test_the_last_mark_is_found_however_far_it_is(far: int) -> None:
    text = f"一，二；{'三' * far}"
    assert after_last(text, "，；") == 4
    assert after_last(text, "，；", 3) == 2
    assert after_last(text, "。") == 0

"""Wrapping lines of mixed Chinese and Western text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from report.wrap import wrap

MIXED = st.text(alphabet="收入支出万元。，、（）《》【】“”0123456789.,% abc÷=-", max_size=120)


def test_figure_is_not_torn() -> None:
    assert wrap("收入总计9859.38万元", 12) == ["收入总计", "9859.38万元"]


def test_closing_sign_does_not_begin_a_line() -> None:
    assert wrap("收入支出，总计", 8) == ["收入支", "出，总计"]


def test_marked_figure_stays_together() -> None:
    assert wrap("比上年增长【13.95 %】。", 16) == ["比上年增长", "【13.95 %】。"]


def test_long_run_is_cut() -> None:
    assert wrap("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_empty_text_is_one_empty_line() -> None:
    assert wrap("", 10) == [""]


@given(MIXED, st.integers(min_value=2, max_value=40))
def test_lines_fit_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())

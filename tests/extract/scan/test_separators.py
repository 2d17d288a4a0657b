"""Signs within recognised figures are mended by their form; digits never."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.scan.separators import mended


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("1.333 000", "1,333,000"),
        ("1.333.000", "1,333,000"),
        ("4.,707,700", "4,707,700"),
        ("1092,80", "1092.80"),
        ("98.500,700.00", "98,500,700.00"),
        ("1 234.567.89", "1,234,567.89"),
        ("0.o0", "0.00"),
        ("10l.50", "101.50"),
        ("支出1092,80万元，", "支出1092.80万元，"),
        ("~7", "7"),
        ("支出1，245.30万元，", "支出1,245.30万元，"),
        ("12，345，678元", "12,345,678元"),
        ("-11一", "—11—"),  # the number of a page
        ("一4—", "—4—"),
    ],
)
def test_what_can_stand_for_one_figure_only(read: str, meant: str) -> None:
    assert mended(read) == meant


@pytest.mark.parametrize(
    "read",
    [
        "1,333,000.00",
        "1,333.000",
        "1.333",
        "12 345",
        "接待12，300人次",
        "12，345.67，8",
        "2021.12.31",
        "3,4",
        "第2、3项",
        "增长l0%",
        "No.5",
    ],
)
def test_what_may_be_meant_as_it_is(read: str) -> None:
    assert mended(read) == read


@given(st.decimals(0, 10**12, places=2))
def test_a_figure_as_it_is_printed_stays(value: object) -> None:
    assert mended(f"{value:,}") == f"{value:,}"


@given(st.text("0123456789., 万元"))
def test_no_digit_is_lost_or_made(text: str) -> None:
    assert re.sub(r"\D", "", mended(text)) == re.sub(r"\D", "", text)

"""Figures given respectively: each is what its part of the words before says."""

from __future__ import annotations

import pytest

from extract.claims.ties import Tie
from extract.disclosure import Claim
from tests.extract.bank import read_text


def read(text: str) -> tuple[Claim, ...]:
    return read_text(text, 2024, "final").claims


def said(text: str) -> list[tuple[str, str, str]]:
    return [(str(c.quantity), str(c.role), c.subject) for c in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "公务接待费年初预算与支出决算分别为1.20万元和0.85万元。",
        "公务接待费年初预算、支出决算分别为1.20万元、0.85万元。",
        pytest.param(
            "公务接待费年初预算和支出决算分别是1.20万元、0.85万元。",
        ),
    ],
)
def test_measures_of_one_thing(text: str) -> None:
    assert said(text) == [
        ("1.20万元", "budget", "公务接待费"),
        ("0.85万元", "level", "公务接待费"),
    ]
    assert all(c.ties.measure is Tie.SAID for c in read(text))


def test_in_the_order_of_the_words() -> None:
    assert [
        role for _, role, _ in said("公务接待费支出决算数和年初预算数分别为0.85万元、1.20万元。")
    ] == [
        "level",
        "budget",
    ]


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("基本支出和项目支出分别为1.20万元和0.85万元。", ["基本支出", "项目支出"]),
        (
            "因公出国（境）费、公务用车购置费和公务接待费分别为0.00万元、17.98万元和0.42万元。",
            ["因公出国（境）费", "公务用车购置费", "公务接待费"],
        ),
        ("会议费、培训费，分别为1.20万元、0.85万元。", ["会议费", "培训费"]),
    ],
)
def test_things(text: str, subjects: list[str]) -> None:
    assert [subject for _, _, subject in said(text)] == subjects
    assert {role for _, role, _ in said(text)} == {"level"}


def test_years() -> None:
    roles = [role for _, role, _ in said("2023年和2024年收入分别为980.00万元、1020.00万元。")]
    assert roles == ["previous", "level"]


@pytest.mark.parametrize(
    "text",
    [
        "公务接待费、会议费、培训费分别为1.20万元、0.85万元。",
        "公务接待费、会议费分别为1.20万元、0.85万元、0.40万元。",
        pytest.param(
            "公务接待费、会议费和培训费分别为1.20万元、0.85万元。",
            marks=pytest.mark.xfail(
                reason="things are counted by 、 alone: three joined by 、 and 和 pass for two",
                strict=True,
            ),
        ),
    ],
)
def test_words_of_another_number_are_guessed(text: str) -> None:
    """Of three things and two figures it is not known which is whose."""
    assert {c.ties.subject for c in read(text)} == {Tie.GUESSED}


def test_without_respectively_each_clause_speaks_for_itself() -> None:
    assert said("公务接待费支出1.20万元，会议费支出0.85万元。") == [
        ("1.20万元", "level", "公务接待费"),
        ("0.85万元", "level", "会议费"),
    ]

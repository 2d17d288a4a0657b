"""Sentences that break off at the end of a page, and those that end there."""

from __future__ import annotations

import pytest

from extract.narrative.endings import broken_within, pages_broken_off
from tests import factories

TOLD = "2024年度支出合计12.08万元，其中基本支出"


@pytest.mark.parametrize(
    ("last", "following", "found"),
    [
        (TOLD, "三、三公经费", (1,)),
        (TOLD, "", (1,)),
        (TOLD + "8.00万元。", "三、三公经费", ()),
        (TOLD + "如下：", "1.甲。", ()),
        ("二、支出决算情况", "2024年度支出12.08万元。", ()),
    ],
)
def test_a_sentence_that_breaks_off(last: str, following: str, found: tuple[int, ...]) -> None:
    said = [factories.sentence(0, last, page=1)]
    said += [factories.sentence(1, following, page=2)] if following else []
    assert pages_broken_off(said) == found


def test_a_paragraph_that_goes_on_overleaf_does_not_break_off() -> None:
    said = [
        factories.sentence(0, TOLD, page=1, paragraph=7),
        factories.sentence(1, "8.00万元。", page=2, paragraph=7),
    ]
    assert pages_broken_off(said) == ()


@pytest.mark.parametrize("kind", ["heading", "note", "contents"])
def test_only_running_text_breaks_off(kind: str) -> None:
    said = [factories.sentence(0, TOLD, page=1, kind=kind), factories.sentence(1, "三", page=2)]
    assert pages_broken_off(said) == ()


@pytest.mark.parametrize(
    ("text", "page", "paragraph", "found"),
    [
        ("收入772.40万元（占比88.07%），", 1, 2, True),
        ("收入772.40万元，其中：财政拨款、", 1, 2, True),
        ("收入772.40万元，其中财政拨款", 1, 2, False),  # lists set by hand end so
        ("收入772.40万元，比上年增加。", 1, 2, False),
        ("收入772.40万元（占比88.07%），", 2, 2, False),  # the page ends: see above
        ("收入772.40万元（占比88.07%），", 1, 1, False),  # its own paragraph goes on
    ],
)
def test_a_sentence_that_breaks_off_within_a_page(
    text: str, page: int, paragraph: int, found: bool
) -> None:
    said = [
        factories.sentence(0, text, page=1, paragraph=1),
        factories.sentence(1, "二、支出情况", page=page, paragraph=paragraph),
    ]
    assert broken_within(said) == ((said[0],) if found else ())

"""What sentences say beside a page that is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.disclosure import Claim, Disclosure
from extract.layout import BROKEN_OFF, JUMPED
from reconcile.audit import Check, Verdict
from reconcile.weighing.gaps import Gaps
from tests import factories

PART, INCOME, SPENT = "2024年度部门决算情况说明", "收入决算情况说明", "支出决算情况说明"


def read(*lines: tuple[int, str, str, tuple[str, ...]], gap: int | None = 2) -> Disclosure:
    """A report of some lines: each its page, its kind, its text and the headings over it."""
    said = [
        factories.sentence(n, text, page=page, kind=kind, section=section, paragraph=n)
        for n, (page, kind, text, section) in enumerate(lines)
    ]
    claims = [factories.claim(f"c{s.id}", s, "12.08万元") for s in said if "12.08万元" in s.text]
    unread = ((gap, f"{JUMPED}"),) if gap else ()
    return factories.disclosure(sentences=tuple(said), claims=tuple(claims), unread=unread)


TOLD = (
    (1, "heading", f"第三部分{PART}", ()),
    (1, "heading", f"一、{INCOME}", (PART,)),
    (2, "body", "收入12.08万元，包括：", (PART, INCOME)),
    (3, "body", "（六）其他12.08万元。", (PART, INCOME)),
    (3, "heading", f"五、{SPENT}", (PART,)),
    (3, "body", "支出12.08万元。", (PART, SPENT)),
)


def doubt(found: Disclosure, claim: Claim, rule: str = "N02") -> str:
    check = Check(rule, Verdict.MISMATCH, None, None, "", "", ())
    return getattr(Gaps(found).of_claims([claim], [check]), "name", "")


@pytest.mark.parametrize(
    ("number", "rule", "name"),
    [
        (0, "N02", ""),
        (0, "N06", "doubt.over_a_gap"),
        (1, "N02", "doubt.unplaced"),
        (2, "N06", ""),
    ],
)
def test_what_is_doubtful_beside_a_gap(number: int, rule: str, name: str) -> None:
    found = read(*TOLD)
    assert doubt(found, found.claims[number], rule) == name


@pytest.mark.parametrize("number", [0, 1, 2])
def test_nothing_is_where_no_page_is_missing(number: int) -> None:
    found = read(*TOLD, gap=None)
    assert doubt(found, found.claims[number], "N06") == ""


def test_a_caption_over_the_text_is_no_part_of_the_report() -> None:
    caption = "图6：支出结构"
    found = read((2, "heading", caption, ()), (3, "body", "项目12.08万元。", (caption, "概况")))
    assert doubt(found, found.claims[0]) == "doubt.unplaced"


@pytest.mark.parametrize(
    ("breaks", "name"),
    [({2: JUMPED, 3: BROKEN_OFF}, "doubt.adrift"), ({2: JUMPED}, ""), ({3: JUMPED}, "")],
)
def test_a_page_that_goes_on_with_neither_of_its_neighbours(
    breaks: dict[int, str], name: str
) -> None:
    found = replace(read(*TOLD), unread=tuple(breaks.items()))
    assert getattr(Gaps(found).of_pages({3}), "name", "") == name

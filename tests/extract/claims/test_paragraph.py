"""Turns of a sentence: what they open, what they end, what a figure after them is of."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from extract.claims.items import Items
from extract.claims.lists import UNMARKED, OpenLists
from extract.claims.mention import Mark
from extract.claims.paragraph import Paragraph
from extract.claims.ties import Tie
from extract.disclosure import Claim, Role, Statement
from extract.figures.quantity import Quantity


def paragraph(*subjects: str) -> Paragraph:
    """A paragraph that told an amount of each of these, in one sentence."""
    said = [Statement(n, subject, (), "") for n, subject in enumerate(subjects)]
    claims = [_claim(n, subject) for n, subject in enumerate(subjects)]
    here = list(range(len(subjects)))
    return Paragraph(
        Items(OpenLists()), UNMARKED, 2024, said, claims, 0,
        here=here, topic=here[0] if here else None, current=here[-1] if here else None,
    )  # fmt: skip


def _claim(number: int, subject: str) -> Claim:
    quantity = Quantity("5.00", Decimal("5.00"), "万元")
    return Claim(
        f"c{number}", 0, 0, 1, quantity, Role.LEVEL, subject, "2024", number,
        direction=None, base=None,
    )  # fmt: skip


def test_of_which_opens_a_list_of_the_current_statement() -> None:
    at = paragraph("本年支出合计")
    at.turn(Mark("parts", 10, "："))
    assert at.items.lists.inner is not None and at.items.lists.inner.parent == 0


def test_a_stop_ends_what_was_opened_in_the_sentence() -> None:
    at = paragraph("本年支出合计")
    at.turn(Mark("parts", 10, "："))
    at.turn(Mark("stop", 20))
    assert at.items.lists.inner is None and at.current is None and at.topic == 0


def test_after_a_stop_a_figure_without_a_subject_may_be_of_several_things() -> None:
    assert paragraph("本年收入合计").topical() is Tie.INHERITED
    assert paragraph("本年收入合计", "本年支出合计").topical() is Tie.GUESSED


def test_a_bracket_holds_parts_of_the_figure_right_before_it_unless_it_excludes() -> None:
    at = paragraph("公务用车购置及运行维护费")
    at.read_to = 12
    at.turn(Mark("open", 12, "购"))
    assert at.items.lists.inner is not None
    at.turn(Mark("close", 20))
    assert at.items.lists.inner is None and at.current == 0
    at.turn(Mark("open", 12, "不"))
    assert at.items.lists.inner is None


@pytest.mark.parametrize(("own", "found"), [("公务接待费支出", 1), ("会议费", None)])
def test_a_statement_is_found_by_its_words(own: str, found: int | None) -> None:
    assert paragraph("因公出国（境）费", "公务接待费").find(own) == found


def test_a_part_is_found_only_in_its_own_list() -> None:
    at = paragraph("本年支出合计", "基本支出", "本年收入合计")
    at.statements = [replace(s, part_of=0 if s.id == 1 else None) for s in at.statements]
    at.items.lists.open(2, depth=0)
    assert at.find("基本支出") is None


def test_a_statement_is_found_by_the_name_it_has_now() -> None:
    at = paragraph("本年收入合计", "项目支出")
    statements = list(at.statements)
    at.statements = statements
    statements[1] = replace(statements[1], subject="基本支出")
    at.rename(1, "项目支出")
    assert (at.find("基本支出"), at.find("项目支出"), at.find("本年收入合计")) == (1, None, 0)
    statements.append(replace(statements[0], id=2))
    at.tell(2)
    assert at.find("本年收入合计") == 2

"""The numbers of items over the pages: where some are missing, and where they only seem to be."""

from __future__ import annotations

import pytest

from extract.disclosure import Sentence
from extract.narrative.numbering import jumps_within, pages_before_jumps
from tests import factories


def told(*pages: str) -> list[Sentence]:
    """Paragraphs, a line each, page after page."""
    lines = [(page, line) for page, text in enumerate(pages, 1) for line in text.split("\n")]
    return [
        factories.sentence(n, line.removeprefix("~"), page=page, paragraph=n,
                           kind="note" if line.startswith("~") else "body")
        for n, (page, line) in enumerate(lines)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        (("一、收入。\n二、支出。", "四、三公经费。"), (1,)),
        (("一、收入。\n（一）甲。", "（四）丁。"), (1,)),
        (("一、收入。", "（三）丙。"), (1,)),
        (("一、收入。", "没有编号的一段。", "三、支出。"), (1, 2)),
        (("三、支出。", "二、收入。", "一、概况。"), (1,)),
        (("1.甲。\n2.乙。", "5.戊。"), (1,)),
        (("一、甲。\n（五）乙。", "（六）丙（类）。\n三、丁。"), (1,)),  # of another list
        (("第一部分概况\n一、职责。\n二、机构。", "四、支出。"), (1,)),
        (("一、概况\n一、职责。\n二、机构。\n二、名词", "四、其他\n一、总体。"), (1,)),
        (("十、绩效。", "3.丙。\n4.丁。\n十一、其他。"), (1,)),  # the list around it goes on
        (("1.甲，增长7.85%。\n2.乙，支出17.20万元。", "8.丁。"), (1,)),  # a figure is no number
        (("2.20138－监管：支出7.85万元。", "8.20810－福利：支出3.00万元。"), (1,)),
    ],
)
def test_numbers_that_do_not_go_on(pages: tuple[str, ...], found: tuple[int, ...]) -> None:
    assert pages_before_jumps(told(*pages)) == found


@pytest.mark.parametrize(
    "pages",
    [
        ("一、收入。\n二、支出。", "三、三公经费。\n（一）甲。", "（二）乙。\n四、其他。"),
        ("一、收入。\n三、支出。", "四、其他。"),  # on one page: it was written so
        ("一、收入。", "包括：1.甲；2.乙。\n3.丙。"),  # the first ones stand within the text
        ("二、收入。\n（一）甲。", "1.子。", "（二）乙。"),
        ("第一部分概况\n一、职责。", "第三部分说明\n一、总体。"),
        ("一、概况。", "~二、决算表", "三、说明。"),
        ("一、概况。", "~收入支出决算总表", "三、说明。"),  # the tables are the second part
        ("一、甲。\n（一）乙。\n1.丙。", "2.丁。\n（三）戊。"),  # the list goes on over the page
        ("某县2024年度部门决算", "二、支出。\n三、其他。"),  # an extract
        ("①甲。\n②乙。", "③丙。"),
        ("1.甲。\n2.乙。", "2.乙。\n3.丙。"),
        ("一、概况\n一、职责。\n二、机构。\n二、名词\n一、甲。\n四、丁。", "三、说明\n一、总体。"),
    ],
)
def test_numbers_that_go_on(pages: tuple[str, ...]) -> None:
    assert pages_before_jumps(told(*pages)) == ()


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        (("一、收入。\n三、支出。",), ((1, "三、"),)),
        (("第三部分说明\n四、支出。",), ((1, "四、"),)),
        (("一、收入。\n6.甲。\n9.乙。\n10.丙。",), ((1, "6."), (1, "9."))),
        (("一、收入。", "二、支出。\n（一）甲。\n（四）乙。"), ((2, "（四）"),)),
        (("一、收入。\n二、支出。\n一.甲。\n二.乙。\n四、其他。",), ((1, "四、"),)),
    ],
)
def test_numbers_that_jump_within_a_page(
    pages: tuple[str, ...], found: tuple[tuple[int, str], ...]
) -> None:
    assert jumps_within(told(*pages)) == found


@pytest.mark.parametrize(
    "pages",
    [
        ("四、三公经费。\n一.出国费。\n二.用车。\n三.接待。\n五、机关运行。",),  # a list of its own
        ("三、支出。\n四、其他。",),  # an extract
        ("一、概况。\n二、机构。", "第二部分说明\n三、收入。\n四、支出。"),  # over the parts
        ("一、收入，包括：1.甲；2.乙。\n3.丙。",),
        ("一、收入。", "三、支出。"),  # from page to page: see above
        ("1.行政单位离退休\n（02）：2025年18.72万元。\n2.养老保险",),  # a code, torn off
        ("一、收入。\n一、支出。\n二、其他。",),
    ],
)
def test_numbers_that_go_on_within_a_page(pages: tuple[str, ...]) -> None:
    assert jumps_within(told(*pages)) == ()

"""A scanned table with a figure that is not certain gives no mismatch of its sums."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.scanned import Scan, Tilt, Word
from extract.table import Cell
from reconcile.weighing.unsettled import Unsettled, mislabelled, unsettled
from tests.factories import BOX, cell, disclosure, table

PLAIN = Tilt(0, 0.0, 595.0, 842.0)
AWAY = replace(BOX, y0=BOX.y0 + 100, y1=BOX.y1 + 100)


def of(*words: Word) -> frozenset[Unsettled]:
    one = table(cell("1.50"), cell("2.50", row=1))
    return unsettled(replace(disclosure(), tables=(one,), scanned={7: Scan(PLAIN, words)}))


def at(row: int, column: int) -> Cell:
    return replace(cell("1.50", row=row), column=column)


def test_a_figure_that_reads_in_two_ways_is_not_certain() -> None:
    assert of(Word("1.50", BOX, 0.99, other="7.50")) == {Unsettled("t1", 7, 0, 1)}
    assert of(Word("1.50", BOX, 0.99)) == frozenset()


def test_a_figure_that_the_recogniser_is_not_sure_of_is_not_certain() -> None:
    assert of(Word("1.50", BOX, 0.6)) == {Unsettled("t1", 7, 0, 1)}
    assert of(Word("3", BOX, 0.6)) == frozenset()
    assert of(Word("合计数", BOX, 0.6)) == frozenset()


@pytest.mark.parametrize(
    ("text", "other", "certain"),
    [("20508", "2.0508", True), ("20508", "26508", False), ("2024年", "202.4年", True)],
)
def test_points_in_codes_and_headings_do_not_matter(text: str, other: str, certain: bool) -> None:
    """What is no figure is added to none."""
    code = replace(cell(""), text=text, column=0, box=AWAY)
    one = replace(table(cell("1.50")), grid=((code, cell("1.50")),), boxes=((7, AWAY), (7, BOX)))
    scan = Scan(PLAIN, (Word(text, AWAY, 0.99, other=other),))
    found = unsettled(replace(disclosure(), tables=(one,), scanned={7: scan}))
    assert (not found) is certain
    heading = replace(one, grid=((replace(code, column=1), cell("1.50")),))
    found = unsettled(replace(disclosure(), tables=(heading,), scanned={7: scan}))
    assert (not found) is (certain and not text.isdecimal())


def test_what_stands_outside_the_table_does_not_matter() -> None:
    away = replace(BOX, y0=BOX.y0 + 500, y1=BOX.y1 + 500)
    assert of(Word("1.50", away, 0.5, other="7.50")) == frozenset()


def test_a_field_whose_figure_cannot_be_read_is_not_certain() -> None:
    marred = replace(cell(""), text="248.D6")
    found = unsettled(replace(disclosure(), tables=(table(marred),), scanned={7: Scan(PLAIN, ())}))
    assert found == {Unsettled("t1", 7, 0, 1)}
    said = replace(cell(""), text="完成任务≥12处")
    assert not unsettled(replace(disclosure(), tables=(table(said),), scanned={7: Scan(PLAIN, ())}))


@pytest.mark.parametrize(
    ("row", "column", "matters"),
    [(4, 1, True), (4, 2, False), (1, 2, False), (None, None, True)],
)
def test_a_sum_of_a_column_rests_on_that_column(
    row: int | None, column: int | None, matters: bool
) -> None:
    cells = [at(0, 1), at(1, 1)]
    assert Unsettled("t1", 7, row, column).matters(cells) is matters
    assert not Unsettled("t1", 8, row, column).matters(cells)


def test_a_sum_of_a_row_rests_on_that_row() -> None:
    cells = [at(1, 1), at(1, 2)]
    assert Unsettled("t1", 7, 1, 5).matters(cells)
    assert not Unsettled("t1", 7, 2, 1).matters(cells)


def test_a_table_with_a_code_out_of_order_is_not_certain() -> None:
    """Its row is a part of no sum, or of another one."""

    def coded(*codes: str) -> frozenset[Unsettled]:
        one = table(*(cell("1.50", row=n) for n in range(len(codes))))
        rows = (replace(row, code=code) for row, code in zip(one.rows, codes, strict=True))
        whole = replace(disclosure(), tables=(replace(one, rows=tuple(rows)),))
        return unsettled(replace(whole, scanned={7: Scan(PLAIN, ())}))

    assert coded("201", "20106", "201061", "2010602") == {Unsettled("t1", 7)}
    assert coded("201", "20106", "2010601", "2010602") == frozenset()


def test_tables_that_were_drawn_are_certain() -> None:
    assert unsettled(replace(disclosure(), tables=(table(cell("1.50")),))) == frozenset()


def test_a_table_before_rows_without_a_title_may_go_on_there() -> None:
    first = table(cell("1.50"))
    rest = replace(table(cell("2.50")), id="t2", title="", pages=(8,))
    scans = {7: Scan(PLAIN, ()), 8: Scan(PLAIN, ())}
    assert unsettled(replace(disclosure(), tables=(first, rest), scanned=scans)) == {
        Unsettled("t1", 7)
    }
    named = replace(rest, title="支出决算表")
    assert unsettled(replace(disclosure(), tables=(first, named), scanned=scans)) == frozenset()


def test_a_table_that_leaves_a_number_out_is_mislabelled() -> None:
    def labelled(*labels: str) -> frozenset[tuple[str, int]]:
        one = table(*(cell("1.50", row=n) for n in range(len(labels))))
        rows = tuple(
            replace(row, labels=(label,)) for row, label in zip(one.rows, labels, strict=True)
        )
        whole = replace(disclosure(), tables=(replace(one, rows=rows),))
        return mislabelled(replace(whole, scanned={7: Scan(PLAIN, ())}))

    assert labelled("一、一般公共预算收入", "政府性基金收入", "三、国有资本收入") == {("t1", 7)}
    assert labelled("一、一般公共预算收入", "二、政府性基金收入", "本年收入合计") == frozenset()
    assert labelled("合计", "教育支出") == frozenset()
    assert labelled("合计", "政府性基金收入", "二、国有资本收入") == {("t1", 7)}
    assert labelled("一、一般公共服务支出", "八、社会保障", "十一、城乡社区", "合计") == frozenset()

"""Where an accused figure does stand."""

from __future__ import annotations

from dataclasses import replace

from extract.table import Row
from report.standing import labelled
from tests import factories


def test_in_a_table_of_two_sides_it_is_the_row_of_its_own_side() -> None:
    income = factories.cell("12.00", row=3)
    spent = replace(factories.cell("45.85", row=3), column=4)
    rows = (
        Row(3, ("七、附属单位上缴收入",), "", 0, (income,)),
        Row(3, ("七、文化支出",), "", 1, (spent,)),
    )
    table = replace(factories.table(income), rows=rows)
    assert labelled(table, spent).row == "七、文化支出"
    assert labelled(table, income).row == "七、附属单位上缴收入"

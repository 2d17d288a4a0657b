"""Cells of tables that print several lists side by side."""

from __future__ import annotations

from dataclasses import replace

from extract.table import Column, Row
from reconcile.tables.library import Sheet
from tests import factories


def test_a_total_over_several_lists_is_the_one_figure_of_its_row() -> None:
    """公用经费合计 spans the second and third list of the form; its figure stands in the third."""
    own = factories.cell("5130.12", row=9)
    over = replace(factories.cell("669.51", row=9), column=8)
    columns = tuple(Column(n, ("决算数",), p, "万元") for p, n in enumerate((1, 5, 8)))
    staff = Row(9, ("人员经费合计",), "", 0, (own,))
    running = Row(9, ("公用经费合计",), "", 1, (over,))
    table = replace(factories.table(own), columns=columns, rows=(staff, running))
    sheet = Sheet(table, "basic")
    assert sheet.cell(running, columns[1]) == over
    assert sheet.cell(staff, columns[0]) == own

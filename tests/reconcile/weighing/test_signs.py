"""What may be less than nothing: changes, and what is printed so elsewhere."""

from __future__ import annotations

from extract.disclosure import Role
from reconcile.weighing.signs import Signs
from tests.reconcile.reading import audited, sheet


def test_levels_and_columns() -> None:
    table = sheet("支出决算表", "项目|合计|增减", "教育支出|10.00|-2.00", "合计|10.00|-2.00")
    disclosure = audited("公务接待费支出0万元，比上年减少2.00万元。", table).disclosure
    signs = Signs.of(disclosure)
    may = {c.role: signs.may_be_negative(c.id) for c in disclosure.claims}
    assert may == {Role.LEVEL: False, Role.CHANGE_AMOUNT: True}
    cells = [c for row in disclosure.tables[0].rows for c in row.cells if c.quantity]
    assert [signs.may_be_negative(c) for c in cells] == [False, True, False, True]


def test_what_is_printed_so_once_may_be_so() -> None:
    disclosure = audited("年末结余-3.00万元，公务接待费支出0万元。").disclosure
    assert all(Signs.of(disclosure).may_be_negative(c.id) for c in disclosure.claims)

"""Tables that lost some of what stood in them are no proof against themselves."""

from __future__ import annotations

import pytest

from reconcile.rules import Example
from reconcile.weighing.fields_lost import gappy, signs
from tests.reconcile.reading import audited, mismatches, sheet
from tests.rules.builder import built

SPENT = (
    "301|工资福利支出|60.00|60.00|",
    "30101|基本工资|30.00|30.00|",
    "30102|津贴补贴|20.00|20.00|",
    "30103|奖金|10.00|10.00|",
    "302|商品和服务支出|40.00||40.00",
    "30201|办公费|15.00||15.00",
    "30202|印刷费|5.00||5.00",
    "30205|水费|20.00||20.00",
)
HEAD = "科目编码|科目名称|合计|人员经费|公用经费"


def spent(*rows: str) -> tuple[str, ...]:
    return sheet(
        "一般公共预算财政拨款基本支出决算表", HEAD, "|合计|100.00|60.00|40.00", *(rows or SPENT)
    )


def with_row(number: int, row: str) -> tuple[str, ...]:
    return spent(*SPENT[:number], row, *SPENT[number + 1 :])


def found(table: tuple[str, ...]) -> dict[str, int]:
    (read,) = built(Example("", (table,), "final", 2024, "holds")).tables
    return dict(signs(read))


def test_a_whole_table_shows_no_sign() -> None:
    assert found(spent()) == {}


def test_a_slip_in_a_whole_table_is_a_mismatch() -> None:
    off = with_row(6, "30202|印刷费|9.00||9.00")
    assert mismatches(audited("", off))


@pytest.mark.parametrize(
    ("row", "sign"),
    [
        ("||||", "row"),
        ("30202|印刷费|||", "figures"),
        ("30202|印刷费|||5.00", "whole"),
        ("30202||5.00||5.00", "name"),
    ],
)
def test_signs_of_loss(row: str, sign: str) -> None:
    assert found(with_row(6, row)) == {sign: 1}


@pytest.mark.parametrize("row", ["||||", "30202|印刷费|||"])
def test_a_sum_over_a_row_that_is_lost_is_no_mismatch(row: str) -> None:
    assert mismatches(audited("", with_row(6, row))) == []


def test_words_lost_here_and_there() -> None:
    rows = [*SPENT]
    rows[2], rows[6] = "30102||20.00||", "30202|印刷费|||5.00"
    assert mismatches(audited("", spent(*rows))) == []


def test_a_column_that_lost_its_figures() -> None:
    rows = [row.rsplit("|", 1)[0] + "|" for row in SPENT]
    assert mismatches(audited("", spent(*rows))) == []


def test_points_lost() -> None:
    rows = [row.replace("15.00", "1500").replace("20.00||20.00", "2000||20.00") for row in SPENT]
    (read,) = built(Example("", (spent(*rows),), "final", 2024, "holds")).tables
    assert signs(read)["point"] > 1
    assert gappy([read])

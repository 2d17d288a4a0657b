"""Codes of subjects that were misread are mended by the codes around them, or left as they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.scan.codes import recoded
from extract.table import Table
from tests.factories import cell, table

CODES = ("201", "20106", "2010601", "20199", "2019999", "208", "20805", "2080501", "2080599")
NAMES = (
    *("一般公共服务", "财政", "行政运行", "其他一般公共", "其他公共"),
    *("社会保障", "养老", "离退休", "其他养老"),
)


def listed(codes: tuple[str, ...], names: tuple[str, ...] = NAMES) -> Table:
    one = table(*(cell("1.50", row=n) for n in range(len(codes))))
    rows = (
        replace(row, code=code, labels=(name,))
        for row, code, name in zip(one.rows, codes, names, strict=True)
    )
    return replace(one, rows=tuple(rows))


@pytest.mark.parametrize(
    ("at", "read"), [(4, "201999"), (4, "20199"), (3, "2019"), (3, "2019999"), (8, "208059")]
)
def test_a_run_of_like_digits_is_recounted(at: int, read: str) -> None:
    codes = (*CODES[:at], read, *CODES[at + 1 :])
    (found,), told = recoded([listed(codes)], {7})
    assert tuple(row.code for row in found.rows) == CODES
    assert told == ((7, read, CODES[at]),)
    assert found.rows[4].labels == ("一般公共服务", "其他一般公共", "其他公共")


def test_where_several_codes_fit_none_is_taken() -> None:
    codes = (*CODES[:7], "208001", CODES[8])
    assert recoded([listed(codes)], {7}) == ((listed(codes),), ())


def test_a_subject_has_the_code_that_it_has_in_another_table() -> None:
    codes = (*CODES[:7], "7080501", CODES[8])
    found, told = recoded([listed(codes), listed(CODES)], {7})
    assert found[0].rows[7].code == "2080501" and told == ((7, "7080501", "2080501"),)
    assert recoded([listed(codes)], {7}) == ((listed(codes),), ())


def test_what_was_printed_is_left_as_it_is() -> None:
    codes = (*CODES[:4], "201999", *CODES[5:])
    assert recoded([listed(codes)], ()) == ((listed(codes),), ())
    assert recoded([listed(codes)], {8}) == ((listed(codes),), ())
    assert recoded([listed(CODES)], {7}) == ((listed(CODES),), ())


def test_a_list_without_the_beginnings_of_its_codes_is_in_order() -> None:
    names = NAMES[:4]
    codes = ("2010601", "2019999", "2080501", "2080599")
    assert recoded([listed(codes, names)], {7}) == ((listed(codes, names),), ())

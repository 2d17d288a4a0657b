"""All kinds of a thing behind it: none of them is the whole of those that follow it."""

from __future__ import annotations

import pytest

from tests.reconcile.reading import audited, mismatches

CARS = (
    "年末公务用车{}辆：主要领导干部用车1辆、应急保障用车1辆、执法执勤用车1辆、特种专业技术用车1辆、"
    "其他用车{}辆。"
)


@pytest.mark.parametrize(("whole", "last"), [(4, 0), (5, 1), (6, 2)])
def test_a_kind_is_no_whole_of_the_kinds_behind_it(whole: int, last: int) -> None:
    assert not audited(CARS.format(whole, last)).findings


def test_the_kinds_are_all_of_what_stands_before_them() -> None:
    assert mismatches(audited(CARS.format(7, 1))) == [("N06", "7", "5")]


def test_grades_are_all_of_what_stands_next_to_them() -> None:
    told = "本年安排项目60个。对{}个项目开展自评，优的33个，良的10个，中的2个，差的0个。"
    assert not audited(told.format(45)).findings
    assert mismatches(audited(told.format(46))) == [("N06", "46", "45")]

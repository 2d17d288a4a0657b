"""What two contradictions say of one figure in the same words is told once."""

from __future__ import annotations

from dataclasses import replace

from reconcile.audit import Finding, Severity
from reconcile.reconcile import _once

ONE = Finding("", "N01", Severity.DOUBT, 10, "甲为997.66万元，表为197.66万元", "997.66", "197.66")


def test_the_same_is_said_once() -> None:
    assert _once([ONE, replace(ONE, claims=("c54",)), ONE]) == [ONE]


def test_what_differs_in_place_or_weight_stays() -> None:
    others = [
        replace(ONE, clause="另一句"),
        replace(ONE, severity=Severity.MISMATCH),
        replace(ONE, stated="997.60"),
    ]
    assert _once([ONE, *others]) == [ONE, *others]

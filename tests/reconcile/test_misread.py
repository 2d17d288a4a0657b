"""A figure of a scan whose second reading mends every equation was misread: that reading is taken,
and said; one that mends nothing stays a doubt."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from extract.disclosure import Disclosure
from extract.figures.quantity import Quantity
from extract.geometry import Box
from extract.layout import Differing, Printed
from extract.read import read
from extract.scanned import Scan, Tilt
from extract.table import Cell
from reconcile.audit import Audit, Severity
from reconcile.reconcile import reconcile
from report.scans import scan_lines
from report.texts import load

SAMPLE = Path(__file__).parents[2] / "corpus" / "samples" / "final-clean.pdf"


@dataclass(frozen=True)
class Says:
    """A second reading that finds one thing in one field, where it is asked for it."""

    field: tuple[int, Box]
    text: str

    def differing(
        self,
        numbers: Collection[int],
        figures: Mapping[str, Printed] | None = None,
        fields: Collection[tuple[int, Box]] = (),
    ) -> Differing:
        return Differing({self.field: self.text} if self.field in fields else {}, {})


@cache
def clean() -> Disclosure:
    return read(SAMPLE)


def grand_total() -> Cell:
    """A cell that several equations rest on."""
    table = next(t for t in clean().tables if "支出决算表" in t.title and len(t.columns) > 2)
    return table.rows[0].cells[0]


def misread(taken_for: str, second: str) -> Audit:
    """The report as a scan on which one cell was taken for another figure."""
    target = grand_total()
    assert target.quantity is not None
    wrong = Quantity(taken_for, Decimal(taken_for.replace(",", "")), target.quantity.unit)

    def cell(c: Cell) -> Cell:
        same = (c.page, c.box) == (target.page, target.box)
        return replace(c, text=taken_for, quantity=wrong) if same else c

    return reconcile(
        replace(
            clean(),
            tables=tuple(t.with_cells(cell) for t in clean().tables),
            again=Says((target.page, target.box), second),
            scanned={target.page: Scan(Tilt(0, 0, 595, 842), ())},
        )
    )


def heavy(audit: Audit) -> list[str]:
    return [
        str(f.detail) for f in audit.findings if f.severity in (Severity.MISMATCH, Severity.DOUBT)
    ]


def other(text: str) -> str:
    """A figure with its first digit changed."""
    return ("3" if text[0] != "3" else "8") + text[1:]


def test_what_mends_every_equation_is_taken_and_said() -> None:
    target = grand_total()
    audit = misread(other(target.text), target.text)
    assert heavy(audit) == heavy(reconcile(clean()))
    read_as = (target.page, other(target.text), target.text)
    assert audit.disclosure.misread == (read_as,)
    lines = list(scan_lines(audit.disclosure, load("zh")))
    assert any(other(target.text) in line and target.text in line for line in lines)


def test_what_mends_nothing_is_a_doubt_with_both_readings() -> None:
    target = grand_total()
    first, second = other(target.text), "9" * 3
    audit = misread(first, second)
    assert audit.disclosure.misread == ()
    doubts = [f for f in audit.findings if f.severity is Severity.DOUBT]
    assert any(first in str(f.detail) and second in str(f.detail) for f in doubts)
    touching = [
        f
        for f in audit.findings
        if f.severity is Severity.MISMATCH
        and any((e.cell.page, e.cell.box) == (target.page, target.box) for e in f.cells)
    ]
    assert touching == []

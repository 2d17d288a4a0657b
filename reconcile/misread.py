"""Figures of a scan that were misread: what a second reading makes of one is taken where every
equation that it stands in then holds, and that it was is said.

A report is not blamed for what its reader took for another digit; nor is a figure silently put
right: one that differs and mends nothing stays a doubt, with both readings shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from extract.disclosure import Claim, Disclosure
from extract.figures.quantity import Quantity, QuantityError, parse_quantity
from extract.geometry import Box
from extract.table import Cell, Table
from reconcile.audit import Audit, Severity

#: So many figures are tried one by one; where more differ, the scan is too bad to be mended.
_MOST = 12
_HEAVY = (Severity.MISMATCH, Severity.DOUBT)


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure that is read in two ways: a claim by its id, or a cell by its page and box."""

    claim: str = ""
    cell: tuple[int, Box] | None = None


def without_misread(
    disclosure: Disclosure, audit: Audit, decide: Callable[[Disclosure], Audit]
) -> tuple[Disclosure, Audit]:
    """The report and what is found out about it, with those second readings taken that leave
    nothing to say against their figures."""
    for place in list(_differing(disclosure))[:_MOST]:
        before = _against(audit, place)
        mended = _taken(disclosure, place)
        if mended is None:
            continue
        other = decide(mended)
        heavy = len(_all_heavy(other)) < len(_all_heavy(audit))
        if heavy and _against(other, place) == 0 and (before or place.cell is not None):
            disclosure, audit = mended, other
    return disclosure, audit


def _differing(disclosure: Disclosure) -> Iterator[_Place]:
    """The figures on scanned pages that a second reading makes others of."""
    seen = set()
    for table in disclosure.tables:
        for row in table.rows:
            for cell in row.cells:
                key = (cell.page, cell.box)
                if cell.second and cell.page in disclosure.scanned and key not in seen:
                    seen.add(key)
                    yield _Place(cell=key)
    for claim in disclosure.claims:
        if claim.second and disclosure.claim_place(claim).page in disclosure.scanned:
            yield _Place(claim=claim.id)


def _all_heavy(audit: Audit) -> list[str]:
    return [f.id for f in audit.findings if f.severity in _HEAVY]


def _against(audit: Audit, place: _Place) -> int:
    """How many findings speak against a figure, or may."""
    return sum(
        place.claim in f.claims or any((e.cell.page, e.cell.box) == place.cell for e in f.cells)
        for f in audit.findings
        if f.severity in _HEAVY
    )


def _taken(disclosure: Disclosure, place: _Place) -> Disclosure | None:
    """The report with the second reading of one figure; None where that is no figure."""
    told: list[tuple[int, str, str]] = []

    def cell(c: Cell, table: Table) -> Cell:
        if (c.page, c.box) != place.cell or c.second is None:
            return c
        found = _quantity(c.second, c.quantity.unit if c.quantity else table.unit)
        if found is None:
            return c
        told.append((c.page, c.text.strip(), c.second))
        return replace(c, text=c.second, quantity=found, second=None, marred=False)

    def claim(c: Claim) -> Claim:
        if c.id != place.claim or c.second is None:
            return c
        found = _quantity(c.second, c.quantity.unit)
        if found is None:
            return c
        told.append((disclosure.claim_place(c).page, c.quantity.text, c.second))
        return replace(c, quantity=found, second=None)

    tables = tuple(
        t.with_cells(lambda c, t=t: cell(c, t)) if place.cell else t  # type: ignore[misc]
        for t in disclosure.tables
    )
    claims = tuple(claim(c) for c in disclosure.claims)
    if not told:
        return None
    return replace(disclosure, tables=tables, claims=claims, misread=(*disclosure.misread, told[0]))


def _quantity(text: str, unit: str) -> Quantity | None:
    """What a second reading says, in the unit that holds where it stands."""
    try:
        found = parse_quantity(text, unit)
    except QuantityError:
        return None
    return found if found.unit == unit else None

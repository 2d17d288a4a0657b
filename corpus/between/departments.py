"""Departments with the reports of all their units: those of a mapping file, or those that the
department's own report lists (corpus/members)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.between.shelf import Shelf, Slot, Units
from corpus.members import UNCLEAR
from corpus.store.models import ReportRow


@dataclass(frozen=True, slots=True)
class Department:
    """A department's report and its place, its units' reports, and the places where one is
    missing. `unclear` where it lists its units, but not so that the list can be relied on."""

    slot: Slot
    report: ReportRow
    parts: tuple[ReportRow, ...] = ()
    missing: tuple[Slot, ...] = ()
    unclear: bool = False


def departments(shelf: Shelf, units: Units) -> Iterator[Department]:
    """All departments whose units are known. What `units` says of one goes before its own list."""
    mapped = {shelf.full(name): members for name, members in units.items()}
    for name, members in mapped.items():
        for slot, report in shelf.of_department(name):
            yield _department(shelf, slot, report, [shelf.full(m) for m in members])
    for slot, report in shelf.departments():
        if slot.unit in mapped:
            continue
        if report.members == UNCLEAR:
            yield Department(slot, report, unclear=True)
        elif listed := shelf.members(report):
            names = [slot.unit if m.itself else shelf.full(m.unit_key) for m in listed]
            kept = [n for n, m in zip(names, listed, strict=True) if not m.merged]
            yield _department(shelf, slot, report, kept)


def _department(shelf: Shelf, slot: Slot, report: ReportRow, names: Sequence[str]) -> Department:
    found = {name: shelf.of_unit(name, slot) for name in names}
    parts = tuple(r for r in found.values() if r is not None and r.id != report.id)
    missing = tuple(
        Slot(name, "unit", slot.year, slot.kind)
        for name, part in found.items()
        if part is None or part.id == report.id
    )
    return Department(slot, report, parts, missing)

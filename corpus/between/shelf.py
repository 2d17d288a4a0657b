"""The reports of a store in their places: one for each unit, level, year and kind."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.between.holding import Facts
from corpus.members import LISTED
from corpus.store.models import FactRow, MemberRow, ReportRow
from corpus.store.queries import is_first
from corpus.texts import decoded, table
from corpus.units import full_names, unit_key

#: Mapping from a department to its units, by normalised names.
Units = Mapping[str, Sequence[str]]


class MappingError(ValueError):
    """A mapping file that cannot be read; `line` counts from 1, 0 for the file as a whole."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a report belongs. `level` is department, unit or ""."""

    unit: str
    level: str
    year: int
    kind: str


class Shelf:
    """All reports of a store by slot, each content once.

    Where two different reports claim one slot, both are left out and named in `crowded`: gouji
    cannot know which of them holds.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.slots: dict[Slot, ReportRow] = {}
        self.crowded: dict[Slot, list[ReportRow]] = {}
        rows = session.scalars(select(ReportRow).where(is_first(ReportRow.id, ReportRow.content)))
        reports = [r for r in rows if r.unit_key and r.year]
        listed = session.scalars(select(MemberRow.unit_key).distinct())
        self._full = full_names((*(r.unit_key for r in reports), *listed))
        claimed: dict[Slot, list[ReportRow]] = defaultdict(list)
        for report in reports:
            slot = Slot(self.full(report.unit_key), report.level, report.year, report.kind)
            claimed[slot].append(report)
        for slot, found in claimed.items():
            if len(found) == 1:
                self.slots[slot] = found[0]
            else:
                self.crowded[slot] = found

    def pairs(self) -> Iterator[tuple[str, ReportRow, ReportRow]]:
        """Each report with its predecessor (`last_year`), each 决算 with its 预算 (`budget`)."""
        for slot, report in sorted(self.slots.items(), key=lambda item: item[1].id):
            before = self.slots.get(Slot(slot.unit, slot.level, slot.year - 1, slot.kind))
            if before is not None:
                yield "last_year", report, before
            if slot.kind == "final":
                plan = self.slots.get(Slot(slot.unit, slot.level, slot.year, "budget"))
                if plan is not None:
                    yield "budget", report, plan

    def full(self, name: str) -> str:
        """The longest name under which a body (a unit_key) is known in this store."""
        return self._full.get(name, name)

    def departments(self) -> Iterator[tuple[Slot, ReportRow]]:
        """The reports that may be of a department with its units, in the order of the store."""
        for slot, report in sorted(self.slots.items(), key=lambda item: item[1].id):
            if slot.level in ("department", ""):
                yield slot, report

    def members(self, report: ReportRow) -> Sequence[MemberRow]:
        """The units that a report lists, where the list can be relied on."""
        if report.members != LISTED:
            return []
        rows = select(MemberRow).where(MemberRow.report_id == report.id).order_by(MemberRow.id)
        return list(self.session.scalars(rows))

    def of_department(self, name: str) -> Iterator[tuple[Slot, ReportRow]]:
        """The department's own reports of all years."""
        return ((slot, report) for slot, report in self.departments() if slot.unit == name)

    def of_unit(self, name: str, department: Slot) -> ReportRow | None:
        """A unit's report of the same year and kind; under the department's name, its 单位 one."""
        levels = ("unit",) if name == department.unit else ("unit", "", "department")
        for level in levels:
            found = self.slots.get(Slot(name, level, department.year, department.kind))
            if found is not None:
                return found
        return None

    def facts(self, report: ReportRow) -> Facts:
        """What a report states, by name and measure."""
        rows = self.session.scalars(select(FactRow).where(FactRow.report_id == report.id))
        return {(row.quantity, row.measure): row for row in rows}


def read_units(path: Path) -> Units:
    """A CSV file of two columns, 部门 and 单位 (a department lists its own 本级 as a unit), with or
    without a heading, in UTF-8 or GB 18030. Raises MappingError and OSError."""
    text = decoded(path.read_bytes())
    if text is None:
        raise MappingError(0, "UTF-8 / GB 18030")
    found: dict[str, list[str]] = defaultdict(list)
    try:
        rows = table(text)
    except csv.Error as error:
        raise MappingError(0, str(error)) from error
    for number, row in enumerate(rows, 1):
        names = [unit_key(field) for field in row]
        if not any(names) or (number == 1 and names[:2] == ["部门", "单位"]):
            continue
        if len(names) < 2 or not names[0] or not names[1]:
            raise MappingError(number, ",".join(row))
        if names[1] not in found[names[0]]:
            found[names[0]].append(names[1])
    return dict(found)

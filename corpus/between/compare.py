"""Hold the reports of a store against each other and keep what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, delete, insert
from sqlalchemy.orm import Session

from corpus.between import wording
from corpus.between.holding import Held, differs, hold, hold_sum
from corpus.between.shelf import Shelf, Slot, Units
from corpus.store.models import DifferenceRow, ReportRow

#: Where at least so many figures of two reports can be held against each other, and more than this
#: share differ, the reports are about different things.
_ENOUGH, _SHARE = 4, 0.5
_MEASURES = {"last_year": ("previous", "change"), "budget": ("budget",)}


@dataclass
class Comparison:
    """What was compared: pairs of reports by rule, figures by verdict, differences by severity.

    `alone` counts the reports without another to be held against, `crowded` names the places two
    different reports claim, `missing` the units of a department whose reports are not at hand.
    """

    pairs: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    alone: int = 0
    crowded: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def compare(engine: Engine, units: Units | None = None) -> Comparison:
    """Compare all reports anew; the store's differences are replaced in one transaction.

    `units` maps departments to their units for the sums.
    """
    done = Comparison()
    with Session(engine) as session, session.begin():
        shelf = Shelf(session)
        compared: set[int] = set()
        rows: list[dict[str, Any]] = []
        for relation, report, other in shelf.pairs():
            compared |= {report.id, other.id}
            held = list(hold(shelf.facts(report), shelf.facts(other), _MEASURES[relation]))
            done.pairs["B01" if relation == "last_year" else "B02"] += 1
            rows += _noted(done, held, report, [other])
        for department, parts, found in _departments(shelf, units or {}, done):
            compared |= {department.id, *(p.id for p in parts)}
            done.pairs["B03"] += 1
            rows += _noted(done, found, department, parts)
        done.alone = len({r.id for r in shelf.slots.values()} - compared)
        done.crowded = sorted(map(wording.slot, shelf.crowded))
        session.execute(delete(DifferenceRow))
        if rows:
            session.execute(insert(DifferenceRow), rows)
    return done


def _departments(
    shelf: Shelf, units: Units, done: Comparison
) -> Iterator[tuple[ReportRow, list[ReportRow], list[Held]]]:
    """Each department's report with those of all its units."""
    for name, members in units.items():
        for slot, report in shelf.of_department(name):
            found = [shelf.of_unit(member, slot) for member in members]
            parts = [r for r in found if r is not None and r.id != report.id]
            if len(parts) < len(members):
                done.missing += _missing(slot, members, found)
                continue
            held = list(hold_sum(shelf.facts(report), [shelf.facts(p) for p in parts]))
            yield report, parts, held


def _missing(
    slot: Slot, members: Sequence[str], found: Sequence[ReportRow | None]
) -> Iterator[str]:
    for member, report in zip(members, found, strict=True):
        if report is None:
            yield wording.slot(Slot(member, "unit", slot.year, slot.kind))


def _noted(
    done: Comparison, held: Sequence[Held], report: ReportRow, others: Sequence[ReportRow]
) -> Iterator[dict[str, Any]]:
    """Count what was held, and give the rows of what differs."""
    for one in held:
        done.verdicts[one.check.verdict.value] += 1
    different = [one for one in held if differs(one)]
    apart = len(held) >= _ENOUGH and len(different) > _SHARE * len(held)
    severity = "scope" if apart else "difference"
    for one in different:
        done.severities[severity] += 1
        detail = wording.detail(one, apart=apart, held_count=len(held), different=len(different))
        yield {
            "rule": one.check.rule,
            "severity": severity,
            "stated_in": report.id,
            "held_against": others[0].id,
            "quantity": one.fact.label,
            "page": one.fact.page,
            "other_page": one.against[0].page,
            "stated": one.stated.text,
            "expected": one.expected.text,
            "unit": one.stated.unit,
            "formula": one.check.formula,
            "message": wording.message(one, report, others),
            "clause": one.fact.clause,
            "detail": detail,
        }

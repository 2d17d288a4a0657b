"""Hold the reports of a store against each other and keep what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, delete, insert
from sqlalchemy.orm import Session

from corpus.between import wording
from corpus.between.again.pairs import READING, Again, Pair, pairs, settle
from corpus.between.again.rows import rows as rows_of
from corpus.between.departments import departments
from corpus.between.holding import Held, differs, hold, hold_sum
from corpus.between.shelf import Shelf, Slot, Units
from corpus.store.models import DifferenceRow, ReportRow
from corpus.store.records import mark_of
from corpus.store.scanned import READ
from reconcile.phrases import LANGUAGES, say
from reconcile.rules import ALL, Choice

#: Where at least so many figures of two reports can be held against each other, and more than this
#: share differ, the reports are about different things.
_ENOUGH, _SHARE = 4, 0.5
#: The rule for each kind of pair, and the measures it looks at.
_PAIRS = {"last_year": ("B01", ("previous", "change")), "budget": ("B02", ("budget",))}


@dataclass
class Comparison:
    """What was compared: pairs of reports by rule, figures by verdict, differences by severity.

    `again` is what came of the files that share a place (rule B04).
    `alone` counts the reports without another to be held against, `crowded` are the places two
    different reports claim. `unsummed` are the departments of which not all units' reports are at
    hand, `missing` those reports; `unclear` the departments whose list of units is not relied on.
    """

    pairs: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    again: Again = field(default_factory=Again)
    alone: int = 0
    crowded: list[Slot] = field(default_factory=list)
    unsummed: list[Slot] = field(default_factory=list)
    missing: list[Slot] = field(default_factory=list)
    unclear: list[Slot] = field(default_factory=list)


def compare(engine: Engine, units: Units | None = None, choice: Choice = ALL) -> Comparison:
    """Compare all reports anew by the rules chosen; the store's differences are replaced in one
    transaction.

    `units` maps departments to their units, for those whose own list is not to be used.
    """
    done = Comparison()
    with Session(engine, expire_on_commit=False) as session, session.begin():
        shelf = Shelf(session)
        compared: set[int] = set()
        rows: list[dict[str, Any]] = []
        twice = list(pairs(session, shelf))
        settle(shelf, twice)
        for pair in twice if "B04" in choice else ():
            compared |= {pair.earlier.report.id, pair.later.report.id}
            rows += _of_again(done, pair)
        for rule, report, others, held in _held(shelf, units or {}, choice, done):
            compared |= {report.id, *(o.id for o in others)}
            done.pairs[rule] += 1
            rows += _noted(done, held, report, others)
        done.alone = len({r.id for r in shelf.slots.values()} - compared)
        done.crowded = sorted(shelf.crowded, key=wording.slot)
        session.execute(delete(DifferenceRow))
        if rows:
            session.execute(insert(DifferenceRow), rows)
    return done


def _of_again(done: Comparison, pair: Pair) -> list[dict[str, Any]]:
    """Count what came of two files of one report, and give the rows of what differs."""
    found = [dict(row) for row in rows_of(pair)]
    done.pairs["B04"] += 1
    done.again.outcomes[pair.outcome] += 1
    done.again.same += pair.compared.same
    done.again.unclear += len(pair.compared.unclear)
    if found:
        done.again.differing.append(pair)
    done.again.severities.update(row["severity"] for row in found)
    return found


def _held(
    shelf: Shelf, units: Units, choice: Choice, done: Comparison
) -> Iterator[tuple[str, ReportRow, Sequence[ReportRow], list[Held]]]:
    """By rule, each report with those it was held against, and what was."""
    for relation, report, other in shelf.pairs():
        rule, measures = _PAIRS[relation]
        if rule in choice:
            yield (
                rule,
                report,
                [other],
                list(hold(shelf.facts(report), shelf.facts(other), measures)),
            )
    for one in departments(shelf, units) if "B03" in choice else ():
        if one.unclear:
            done.unclear.append(one.slot)
        elif one.missing:
            done.unsummed.append(one.slot)
            done.missing += [s for s in one.missing if s not in done.missing]
        else:
            parts = [shelf.facts(p) for p in one.parts]
            yield "B03", one.report, one.parts, list(hold_sum(shelf.facts(one.report), parts))


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
        unsure = any(fact.scan == READ for fact in (one.fact, *one.against))
        done.severities[READING if unsure else severity] += 1
        zh, en = (
            wording.word("again_reading", lang)
            if unsure
            else wording.detail(
                one, lang, apart=apart, held_count=len(held), different=len(different)
            )
            for lang in LANGUAGES
        )
        yield {
            "mark": _mark(one, others[0]),
            "rule": one.check.rule,
            "severity": READING if unsure else severity,
            "stated_in": report.id,
            "held_against": others[0].id,
            "quantity": one.fact.label,
            "page": one.fact.page,
            "other_page": one.against[0].page,
            "stated": one.stated.text,
            "expected": one.expected.text,
            "unit": one.stated.unit,
            "formula": say(one.check.formula, "zh"),
            "message": wording.message(one, report, others, "zh"),
            "message_en": wording.message(one, report, others, "en"),
            "clause": one.fact.clause,
            "detail": zh,
            "detail_en": en,
        }


def _mark(held: Held, other: ReportRow) -> str:
    """What stays the same of a difference while the figures do: a reviewer's decision holds on to
    it (as to that of a finding, store/records.py)."""
    fact = held.fact
    against = [] if held.check.rule == "B03" else [other.unit_key, other.year, other.kind]
    parts = [held.check.rule, fact.quantity, fact.measure, held.stated.text, held.expected.text]
    return mark_of([*parts, held.stated.unit, *against])

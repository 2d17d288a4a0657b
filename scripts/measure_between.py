"""Compares made-up reports that belong together, with and without one planted difference.

python scripts/measure_between.py --seeds 60 --departments 10

For every seed a body's 决算 is held against last year's (B01) and against the 预算 (B02), once as
they are and once with one amount of the other report changed; for every department a 决算 is held
against those of its four units (B03), in the same way. Of the pairs that agree those with a
difference are invented; of the changed ones those without are missed, unless what was changed is
nowhere repeated in the other report.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.between.catalogue import CODES
from corpus.between.compare import Comparison, compare
from corpus.sampling.looks import looks
from corpus.sampling.model import Accounts
from corpus.scanning.worker import _read
from corpus.store.database import open_store
from corpus.store.models import FactRow
from corpus.store.writing import FileResult, ScanPlan, begin_scan, write_result
from reconcile.rules import Choice
from tests.corpus import families

FORMS = ("items", "table", "prose")
#: What each rule reads of the report that states.
_SAID = {"B01": ("previous", "change"), "B02": ("budget",), "B03": ("level",)}
#: A rule, whether the pair was changed, what came of it.
Counted = tuple[str, bool, str]
#: Published figures, by report and quantity.
Figures = dict[tuple[int, str], str]


@dataclass(frozen=True)
class Pair:
    """Reports to be compared by a rule, and whether one of them was changed."""

    rule: str
    changed: bool
    files: tuple[Path, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the reports, compare them, and print what was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=60)
    parser.add_argument("--departments", type=int, default=10)
    parser.add_argument("--first", type=int, default=500, help="the first seed")
    options = parser.parse_args(arguments)
    counts: Counter[Counted] = Counter()
    held: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory(prefix="gouji-pairs-") as folder:
        for seed in range(options.first, options.first + options.seeds):
            pairs = _of_body(seed, Path(folder))
            _count(pairs, Path(folder), counts, held)
            print(f"\r{seed}", end="", file=sys.stderr, flush=True)
        for number in range(options.departments):
            pairs = _of_department(options.first + 4 * number, number, Path(folder))
            _count(pairs, Path(folder), counts, held)
    _print(counts, held)
    return 0


def _of_body(seed: int, folder: Path) -> Iterator[Pair]:
    """A body with last year's report and with its budget."""
    rng = random.Random(seed)
    look = sorted(looks())[seed % len(looks())]
    now, before = families.two_years(seed)
    plan = families.budget_of(now)

    def put(name: str, accounts: Accounts, kind: str = "final") -> Path:
        return families.write(accounts, folder / f"{name}.pdf", kind=kind, template=look)

    own = put("now", now)
    for rule, kind, other in (("B01", "final", before), ("B02", "budget", plan)):
        for changed in (False, True):
            accounts = _changed(other, rng) if changed else other
            yield Pair(rule, changed, (own, put(f"{rule}{changed}", accounts, kind)))


def _of_department(seed: int, number: int, folder: Path) -> Iterator[Pair]:
    """A department of four units, its own office the first of them."""
    rng = random.Random(seed)
    look = sorted(looks())[number % len(looks())]
    owner = "云溪市卫生健康委员会"
    parts: dict[str, Accounts] = {}
    while len(parts) < 3:
        seed += 1
        accounts = replace(families.two_years(seed)[0], year=2023)
        parts[accounts.owner] = accounts
    office = replace(families.two_years(seed + 1000)[0], year=2023, owner=owner)
    units = [office, *parts.values()]
    names = [f"{owner}本级", *parts]
    whole = families.department_of(owner, units)
    form = FORMS[number % len(FORMS)]
    top = families.write(whole, folder / "whole.pdf", template=look, units=names, form=form)
    files = [
        families.write(unit, folder / f"unit{at}.pdf", template=look, level="单位")
        for at, unit in enumerate(units)
    ]
    yield Pair("B03", False, (top, *files))
    at = rng.randrange(len(units))
    path = folder / "unit-changed.pdf"
    files[at] = families.write(_changed(units[at], rng), path, template=look, level="单位")
    yield Pair("B03", True, (top, *files))


def _changed(accounts: Accounts, rng: random.Random) -> Accounts:
    """The accounts with one item's projects larger by an amount of some weight."""
    at = rng.randrange(len(accounts.items))
    item = accounts.items[at]
    more = Decimal(rng.randint(1_000, 9_999)) * 100
    items = list(accounts.items)
    items[at] = replace(item, project=item.project + more)
    return replace(accounts, items=tuple(items))


def _count(
    pairs: Iterator[Pair], folder: Path, counts: Counter[Counted], held: Counter[tuple[str, str]]
) -> None:
    """Compare pairs, each changed one behind the one it was made of."""
    before: Figures = {}
    for pair in pairs:
        done, figures = _compared(pair, folder)
        if done.severities.total():
            outcome = "named"
        elif not done.pairs[pair.rule]:
            outcome = "not compared"
        else:
            outcome = "not repeated" if pair.changed and figures == before else "silent"
        counts[pair.rule, pair.changed, outcome] += 1
        if not pair.changed:
            held.update({(pair.rule, verdict): n for verdict, n in done.verdicts.items()})
        before = figures


def _compared(pair: Pair, folder: Path) -> tuple[Comparison, Figures]:
    """What came of a pair, and what the other reports publish of the figures that the first one
    has of them."""
    for path in folder.glob("store.db*"):
        path.unlink()
    engine = open_store(str(folder / "store.db"))
    scan = begin_scan(engine, ScanPlan("", "1", 1, 1.0, 1))
    for path in pair.files:
        read = _read([path], "1")
        result = FileResult(path.name, path.name, 1, read.sha256, read.status)
        write_result(engine, scan, "1", result, read.record)
    done = compare(engine, choice=Choice.of([pair.rule], known=CODES))
    with Session(engine) as session:
        facts = list(session.scalars(select(FactRow).order_by(FactRow.id)))
    first = min(fact.report_id for fact in facts)
    said = {f.quantity for f in facts if f.report_id == first and f.measure in _SAID[pair.rule]}
    figures = {
        (f.report_id, f.quantity): f"{f.value}{f.unit}"
        for f in facts
        if f.report_id != first and f.measure == "level" and f.quantity in said
    }
    engine.dispose()
    return done, figures


def _print(counts: Counter[Counted], held: Counter[tuple[str, str]]) -> None:
    for rule in sorted(_SAID):
        for changed in (False, True):
            of = {name: n for (r, c, name), n in counts.items() if (r, c) == (rule, changed)}
            said = ", ".join(f"{name} {n}" for name, n in sorted(of.items()))
            print(f"{rule} {'changed' if changed else 'agreeing':8} {sum(of.values()):4d}: {said}")
        figures = ", ".join(f"{v} {n}" for (r, v), n in sorted(held.items()) if r == rule)
        print(f"{rule} figures of the agreeing ones: {figures}")


if __name__ == "__main__":
    sys.exit(main())

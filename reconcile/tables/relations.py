"""Relations between table cells, declared as data (relations.toml), evaluated by one engine.

A relation whose tables are missing or empty is not checked, and that is said.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from extract.disclosure import Disclosure, ranges
from extract.table import Cell, Table
from extract.unread import is_gap
from reconcile.audit import Check, Verdict
from reconcile.phrases import Phrase, joined, phrase
from reconcile.places import on_page
from reconcile.tables.library import Library
from reconcile.tables.relation_forms import Relation, checks_of


@dataclass(frozen=True, slots=True)
class Outcome:
    """The checks of all relations, and the codes of those that could not be checked; `parted` are
    the tables whose sums say nothing where they fail, as more of them may stand where nothing was
    read, `dropped` the names of those of which one failed."""

    checks: tuple[Check, ...]
    unchecked: tuple[str, ...] = ()
    parted: tuple[Table, ...] = ()
    dropped: frozenset[str] = frozenset()

    def lines(self, disclosure: Disclosure) -> Iterator[Phrase]:
        """What was not checked for want of pages, or of rows that are hidden, for a person."""
        unread = {page for page, reason in disclosure.unread if is_gap(reason)}
        silent = unread | disclosure.leaves.keys()
        for table in self.parted:
            if table.id not in self.dropped and not silent & set(table.goes_on):
                continue  # all its sums hold: nothing is missing from it
            name = table.title or table.id
            if set(table.goes_on) <= disclosure.leaves.keys():
                at = joined("join.list", (on_page(disclosure, page) for page in table.goes_on))
                yield phrase("unchecked.hidden", table=name, at=at)
            else:
                yield phrase("unchecked.goes_on", table=name, pages=ranges(table.goes_on))

    @property
    def zeros(self) -> frozenset[Cell]:
        """Blank cells that are proven zeros: a sum they belong to holds without them."""
        holding = (c for c in self.checks if c.verdict is Verdict.CONSISTENT and c.stated)
        return frozenset(cell for c in holding for cell in c.blank)

    @property
    def missed(self) -> frozenset[Cell]:
        """Blank cells that are no zeros as far as the sums tell: a whole they belong to is more
        than its other parts, and none holds without them."""
        short = (c for c in self.checks if c.is_short)
        return frozenset(cell for c in short for cell in c.blank) - self.zeros


def load_relations(path: Path | None = None) -> tuple[Relation, ...]:
    """The relations of a TOML file, those gouji ships where no path is given."""
    if path is None:
        return _shipped()
    return _parse(path.read_text("utf-8"))


@cache
def _shipped() -> tuple[Relation, ...]:
    return _parse(resources.files("reconcile.tables").joinpath("relations.toml").read_text("utf-8"))


def _parse(text: str) -> tuple[Relation, ...]:
    return tuple(_relation(entry) for entry in tomllib.loads(text)["relation"])


def _relation(entry: dict[str, Any]) -> Relation:
    fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
    return Relation(**fields)


def relation_checks(library: Library, relations: Sequence[Relation]) -> Outcome:
    """Every relation that the tables allow."""
    checks: list[Check] = []
    unchecked: list[str] = []
    dropped: set[str] = set()
    parted = {s.table.id: s.table for s in library.sheets if s.table.goes_on}
    kind = "final" if library.final else "budget"
    for relation in relations:
        if relation.report and relation.report != kind:
            continue
        found = []
        for check in checks_of(relation, library):
            over = _over_rows(check, parted)
            dropped |= over
            found += [] if over else [check]
        if not found and not relation.confirm_only:
            unchecked.append(relation.code)
        checks += found
    twins = {r.code: r.twin for r in relations if r.twin}
    unchecked = [c for c in unchecked if c not in twins or twins[c] in unchecked]
    return Outcome(tuple(checks), tuple(unchecked), tuple(parted.values()), frozenset(dropped))


def _over_rows(check: Check, parted: Mapping[str, Table]) -> set[str]:
    """The tables that were not read whole, over several rows of which an equation fails."""
    if check.verdict not in (Verdict.MISMATCH, Verdict.ROUNDING):
        return set()
    rows: dict[str, set[int]] = defaultdict(set)
    for cell in check.cells:
        rows[cell.table].add(cell.row)
    return {table for table in rows if table in parted and len(rows[table]) > 1}

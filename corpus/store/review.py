"""Findings as a reviewer works through them, and what he decides.

A decision holds on to the file's hash and the finding's mark, so that it is there again when a
later version of gouji finds the same. Files that print the same share their decisions.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, column, func, insert, select, table, text

from corpus.store.database import lasting
from corpus.store.decisions import OPEN, settled
from corpus.store.filenames import short_names
from corpus.store.models import DecisionRow, DifferenceRow
from corpus.store.queries import Filter, conditions, in_language
from corpus.store.records import clean

#: The severities that want a person; roundings and wordings only where all are asked for.
HEAVY = ("mismatch", "doubt", "difference", "scope")
#: The shortest beginning of a mark that stands for it.
SHORTEST = 4
#: How the marks of figures begin that nothing in their report could be held against.
FIGURE_MARK = "figure-"
_VIEWS = ("report_findings", "differences_in_context")
_NAMES = ("mark", "sha256", "content", "unit", "year", "kind", "severity", "rule", "page",
          "message", "message_en", "stated", "expected", "clause", "detail", "detail_en", "file",
          "path", "decision_id", "decision", "note", "reviewer", "tick", "made")  # fmt: skip


class MarkError(ValueError):
    """A mark of no finding (`status` unknown), or of several (ambiguous); `mark` as given."""

    def __init__(self, status: str, mark: str) -> None:
        super().__init__(f"{status} {mark}")
        self.status, self.mark = status, mark


@dataclass(frozen=True, slots=True)
class Item:
    """A finding, a difference between reports, or a figure, with the last decision about it.

    `hashes` are the files that print it; `reference` tells it from all others of the store; `last`
    is the id of the last decision (0: none), by which a later one knows what its maker saw.
    """

    mark: str
    hashes: tuple[str, ...]
    unit: str
    year: int
    kind: str
    severity: str
    rule: str
    page: int
    message: str
    stated: str
    expected: str
    clause: str
    detail: str
    file: str
    decision: str
    note: str
    reviewer: str
    tick: str = ""
    made: datetime | None = None
    last: int = 0

    @property
    def reference(self) -> str:
        """The mark with the beginning of the file's hash; no spreadsheet takes it for a number."""
        return f"{self.mark}-{self.hashes[0][:8]}"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decides about a finding; `kind` is one of decisions.toml."""

    item: Item
    kind: str
    reviewer: str
    note: str = ""
    tick: str = ""
    how: str = ""


def items(
    engine: Engine, only: Filter, *, everything: bool = False, views: Sequence[str] = _VIEWS
) -> list[Item]:
    """The findings that are open and weigh something; `everything` for all of them.

    `only` chooses reports, language and number, the heaviest first; `views` those within reports
    or those between them.
    """
    with engine.connect() as connection:
        found = [i for view in views for i in _items(connection, view, only, everything)]
    if not everything:
        done = settled()
        found = [item for item in found if item.decision not in done]
    found = _told_apart(found)
    order = {name: n for n, name in enumerate((*HEAVY, "wording", "rounding"))}
    found.sort(key=lambda i: (order.get(i.severity, len(order)), i.unit, i.year, i.kind, i.page))
    return found[: only.limit]


def find(known: Sequence[Item], given: str) -> Item:
    """The finding of a mark, of the beginning of one, or of a reference. Raises MarkError."""
    mark, _, sha256 = given.strip().partition("-")
    found = [
        item
        for item in known
        if item.mark.startswith(mark) and any(h.startswith(sha256) for h in item.hashes)
    ]
    if len(mark) < SHORTEST or not found:
        raise MarkError("unknown", given)
    if len(found) > 1:
        raise MarkError("ambiguous", given)
    return found[0]


def between(engine: Engine, reports: Sequence[int]) -> int:
    """How many differences there are between these reports and others."""
    query = select(func.count()).select_from(DifferenceRow)
    with engine.connect() as connection:
        return connection.scalar(query.where(DifferenceRow.stated_in.in_(reports))) or 0


def decide(engine: Engine, decisions: Iterable[Decision]) -> int:
    """Keep decisions, all or none; those that change nothing are left out. Returns how many."""
    now = datetime.now(UTC)
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    changed = 0
    for one in decisions:
        if (one.kind, one.note, one.tick) == (one.item.decision, one.item.note, one.item.tick):
            continue
        changed += 1
        rows |= {(row["sha256"], row["mark"]): row for row in rows_of(one, now)}
    if rows:
        with lasting(engine) as connection:
            connection.execute(insert(DecisionRow), list(rows.values()))
    return changed


def rows_of(one: Decision, made: datetime) -> Iterator[dict[str, Any]]:
    """The rows of a decision: one for each file that prints the same."""
    for sha256 in one.item.hashes:
        yield {
            "sha256": sha256,
            "mark": one.item.mark,
            "decision": one.kind,
            "note": clean(one.note),
            "reviewer": clean(one.reviewer),
            "made": made,
            "tick": clean(one.tick),
            "seen": seen(one.item),
            "how": one.how,
        }


#: What is kept of a finding as a reviewer saw it when he decided.
_SEEN = ("severity", "rule", "page", "message", "stated", "expected", "clause", "detail")


def seen(item: Item) -> str:
    """What a reviewer has before him, as JSON."""
    return json.dumps({name: getattr(item, name) for name in _SEEN}, ensure_ascii=False)


def last_decisions(connection: Connection, hashes: Sequence[str]) -> dict[str, Any]:
    """The rows of the last decisions about findings and figures of these files, by mark."""
    query = select(DecisionRow.__table__).where(DecisionRow.sha256.in_(hashes))
    return {row.mark: row for row in connection.execute(query.order_by(DecisionRow.id))}


def lost(engine: Engine) -> int:
    """How many findings were decided about that are no longer found, in whatever file."""
    about_findings = DecisionRow.mark.not_like(f"{FIGURE_MARK}%")
    marks = select(DecisionRow.sha256, DecisionRow.mark).where(about_findings)
    decided = marks.distinct().subquery()
    there = " UNION ALL ".join(f"SELECT sha256, mark FROM {view}" for view in _VIEWS)
    known = text(there).columns(column("sha256"), column("mark")).subquery()
    query = (
        select(func.count())
        .select_from(decided)
        .where(
            ~select(known.c.mark)
            .where(known.c.sha256 == decided.c.sha256, known.c.mark == decided.c.mark)
            .exists()
        )
    )
    with engine.connect() as connection:
        return int(connection.scalar(query) or 0)


def _items(connection: Connection, view: str, only: Filter, everything: bool) -> Iterator[Item]:
    """The rows of a view, those of files that print the same as one; the heavy ones, or all."""
    source = table(view, *(column(name) for name in _NAMES))
    query: Select[*tuple[Any, ...]] = select(
        *(c for c in source.c if not c.name.startswith(("message", "detail"))),
        *in_language(source, only.lang),
    )
    if not everything:
        query = query.where(source.c.severity.in_(HEAVY))
    found: dict[tuple[str, str], list[Any]] = {}
    for row in connection.execute(query.where(*conditions(source.c, only))):
        found.setdefault((row.content, row.mark), []).append(row)
    for rows in found.values():
        first = rows[0]
        last = max(rows, key=lambda r: r.decision_id or 0)
        yield Item(
            hashes=tuple(dict.fromkeys(r.sha256 for r in rows)),
            decision=last.decision or OPEN,
            note=last.note or "",
            reviewer=last.reviewer or "",
            tick=last.tick or "",
            made=in_utc(last.made),
            last=last.decision_id or 0,
            file=first.path or first.file,
            **{name: getattr(first, name) for name in _SHOWN},
        )


def _told_apart(found: Sequence[Item]) -> list[Item]:
    """The findings with names of files by which these can be told apart."""
    names = short_names(i.file for i in found)
    return [replace(i, file=names[i.file]) for i in found]


def in_utc(moment: datetime | str | None) -> datetime | None:
    """A time as the store has it: SQLite keeps neither a zone nor, in a view, its type."""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)


_SHOWN = ("mark", "unit", "year", "kind", "severity", "rule", "page", "message", "stated",
          "expected", "clause", "detail")  # fmt: skip

"""Deciding about what one has seen: nobody's decision is overwritten unseen, none is ever lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zlib import crc32

from sqlalchemy import Connection, Engine, insert, select

from corpus.store.database import alone, lasting
from corpus.store.decisions import OPEN
from corpus.store.models import DecisionRow
from corpus.store.review import Decision, Item, in_utc, rows_of


@dataclass(frozen=True, slots=True)
class Past:
    """A decision of the history of a finding; `how` is as in the store."""

    id: int
    decision: str
    note: str
    reviewer: str
    tick: str
    made: datetime
    how: str
    seen: str


class ChangedError(Exception):
    """Somebody decided since; `latest` is the decision that was not seen."""

    def __init__(self, latest: Past) -> None:
        super().__init__(latest.decision)
        self.latest = latest


def history(engine: Engine, hashes: Sequence[str], mark: str) -> list[Past]:
    """All decisions about a finding, the last first; of files that print the same, each once."""
    with engine.connect() as connection:
        return _history(connection, hashes, mark)


def decide_seen(engine: Engine, decision: Decision, last: int) -> int:
    """Keep a decision of somebody who saw the decision of id `last` (0: none). The id of the new
    one; that of the old one where nothing changes. Raises ChangedError where another came between.
    """
    item = decision.item
    with lasting(engine) as connection:
        past = _seen(connection, item, last)
        if (decision.kind, decision.note, decision.tick) == _held(past):
            return last
        return _keep(connection, decision)


def undo(engine: Engine, item: Item, reviewer: str, last: int) -> int:
    """Go back to what was decided before the last decision: as a decision of its own, so that the
    history keeps both. Undone twice, it goes back two steps. Raises ChangedError."""
    with lasting(engine) as connection:
        stands = standing(_seen(connection, item, last))
        if not stands:
            return last
        kind, note, tick = _held(stands[1:])
        return _keep(connection, Decision(item, kind, reviewer, note, tick, "undo"))


def standing(past: Sequence[Past]) -> list[Past]:
    """The decisions that were not undone, the last one first."""
    stack: list[Past] = []
    for one in reversed(past):
        if one.how != "undo":
            stack.append(one)
        elif stack:
            stack.pop()
    return stack[::-1]


def _seen(connection: Connection, item: Item, last: int) -> list[Past]:
    """The history of a finding, the last decision first, to somebody who saw that of id `last`;
    nobody else decides about it to the end of the transaction. Raises ChangedError."""
    alone(connection, crc32(item.mark.encode()) - 2**40)
    past = _history(connection, item.hashes, item.mark)
    if past and past[0].id > last:
        raise ChangedError(past[0])
    return past


def _held(past: Sequence[Past]) -> tuple[str, str, str]:
    """Decision, note and tickmark of the first of these; of none what is there before any."""
    return (past[0].decision, past[0].note, past[0].tick) if past else (OPEN, "", "")


def _keep(connection: Connection, decision: Decision) -> int:
    rows = list(rows_of(decision, datetime.now(UTC)))
    ids = [connection.execute(insert(DecisionRow).returning(DecisionRow.id), r) for r in rows]
    return max(int(made.scalar_one()) for made in ids)


def _history(connection: Connection, hashes: Sequence[str], mark: str) -> list[Past]:
    columns = (getattr(DecisionRow, name) for name in Past.__dataclass_fields__)
    query = select(*columns).where(DecisionRow.sha256.in_(hashes), DecisionRow.mark == mark)
    found: dict[datetime, Past] = {}
    for row in connection.execute(query.order_by(DecisionRow.id)):
        past = Past(**row._mapping)
        made = in_utc(past.made)
        if made is not None:
            found[made] = replace(past, made=made)
    return sorted(found.values(), key=lambda p: p.id, reverse=True)

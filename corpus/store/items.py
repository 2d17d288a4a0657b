"""The findings that a reviewer works through, the heaviest first. Which ones they are is asked of
indices alone, one severity after the other; only those that are wanted are read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from sqlalchemy import Connection, Engine, Join, and_, func, join, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from corpus.store.decisions import OPEN, settled
from corpus.store.filenames import short_names
from corpus.store.item import SHORTEST, Item, in_utc
from corpus.store.latest import by_hash, decided_in, in_parts
from corpus.store.models import DifferenceRow, FindingRow, ReportRow
from corpus.store.order import by_reports
from corpus.store.queries import Filter, conditions, in_language, path_of

#: The severities that want a person; roundings and wordings only where all are asked for.
HEAVY = ("mismatch", "doubt", "difference", "scope", "reading")
_LIGHT = ("wording", "rounding")
#: The digits of a mark, and what comes after all of them.
_MARK, _AFTER = 16, "g"
_SHOWN = ("mark", "unit", "year", "kind", "severity", "rule", "page", "message", "stated",
          "expected", "clause", "detail")  # fmt: skip
_OF_REPORT, _WORDED = ("unit", "year", "kind"), ("message", "detail")
Source: TypeAlias = "type[FindingRow] | type[DifferenceRow]"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which findings: those of some reports (`only`, which has their number too, and `reports` by
    id where given), and of some `marks` or their beginnings; not only the open ones that weigh
    something but `everything`."""

    only: Filter
    everything: bool = False
    reports: Collection[int] | None = None
    marks: Collection[str] | None = None


def items(
    engine: Engine,
    only: Filter,
    *,
    everything: bool = False,
    sources: Sequence[Source] = (FindingRow, DifferenceRow),
    reports: Collection[int] | None = None,
    marks: Collection[str] | None = None,
) -> list[Item]:
    """The findings that are open and weigh something; `everything` for all of them.

    `only` chooses reports, language and number, the heaviest first; `sources` those within reports
    or those between them; `reports` those of some reports by id; `marks` those of these marks,
    their beginnings or references.
    """
    chosen = Chosen(only, everything, reports, marks)
    with engine.connect() as connection:
        found = list(_heaviest(connection, sources, chosen))
    names = short_names(i.file for i in found)
    return [replace(i, file=names[i.file]) for i in found]


def _heaviest(connection: Connection, sources: Sequence[Source], chosen: Chosen) -> Iterator[Item]:
    """The findings severity by severity, until there are as many as are wanted."""
    left = chosen.only.limit
    told: set[tuple[str, str]] = set()
    for weight in _weights(everything=chosen.everything):
        for source in sources:
            if left == 0:
                return
            for part in in_parts(_ids(connection, source, weight(source), chosen, left)):
                left = None if left is None else left - len(part)
                for item in _read(connection, source, part, chosen.only.lang).items():
                    if (item.mark, item.hashes[0]) not in told:  # the same twice in one report
                        told.add((item.mark, item.hashes[0]))
                        yield item


def _weights(*, everything: bool) -> Iterator[Any]:
    """The severities from the heaviest down, as conditions of a source; last all that have no
    weight."""
    named = (*HEAVY, *_LIGHT)
    for name in named if everything else HEAVY:
        yield lambda source, name=name: source.severity == name
    if everything:
        yield lambda source: source.severity.not_in(named)


def _ids(
    connection: Connection,
    source: Source,
    weight: ColumnElement[bool],
    chosen: Chosen,
    most: int | None,
) -> list[int]:
    """The ids of findings of one weight in their order: of those that files which print the same
    share, the first."""
    query = select(source.id).select_from(_joined(source, chosen))
    query = query.where(weight, ~_shared(source, chosen.only), *conditions(ReportRow, chosen.only))
    if chosen.reports is not None:
        query = query.where(_report(source).in_(chosen.reports))
    if not chosen.everything:
        query = query.where(~decided_in(ReportRow.content, source.mark, settled()))
    order = (ReportRow.unit, ReportRow.year, ReportRow.kind, source.page, source.id)
    query = query.order_by(*order).limit(most)
    if chosen.marks is None:
        return list(connection.scalars(query))
    found: dict[int, None] = {}
    for part in in_parts(chosen.marks):
        for id in connection.scalars(query.where(_marked(source, part))):
            found[id] = None
    return list(found)


def _joined(source: Source, chosen: Chosen) -> Join:
    """The findings with their reports: from some of either, or report after report."""
    if chosen.marks is None and chosen.reports is None:
        return by_reports(source, _report(source))
    return join(source, ReportRow, ReportRow.id == _report(source))


def _report(source: Any) -> Any:
    """The report that a finding is listed under; of a source or an alias of one."""
    return source.stated_in if hasattr(source, "stated_in") else source.report_id


def _shared(source: Source, only: Filter) -> ColumnElement[bool]:
    """That a file which prints the same, and is asked for too, has the same finding and comes
    before. By way of the files, which are few: a thousand reports may share a mark."""
    first, earlier = aliased(source), aliased(ReportRow)
    has = select(first.id).where(_report(first) == earlier.id, first.mark == source.mark)
    has = has.correlate(earlier, source)
    query = select(earlier.id).where(earlier.content == ReportRow.content)
    return query.where(earlier.id < ReportRow.id, *conditions(earlier, only), has.exists()).exists()


def _marked(source: Source, marks: Sequence[str]) -> ColumnElement[bool]:
    """That a finding has one of these marks, or begins like one that is cut short."""
    given = {mark.strip().partition("-")[0] for mark in marks}
    whole = [mark for mark in given if len(mark) >= _MARK]
    short = [mark for mark in given if SHORTEST <= len(mark) < _MARK]
    begun = (and_(source.mark >= mark, source.mark < mark + _AFTER) for mark in short)
    return or_(source.mark.in_(whole), *begun)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of some findings, with what belongs to them: the files that print each, by content
    and mark, and the last decisions, by hash and mark."""

    rows: Sequence[Any]
    hashes: Mapping[tuple[str, str], Sequence[str]]
    past: Mapping[tuple[str, str], Any]

    def items(self) -> Iterator[Item]:
        for row in self.rows:
            hashes = self.hashes.get((row.content, row.mark), [row.sha256])
            known = [self.past[h, row.mark] for h in hashes if (h, row.mark) in self.past]
            last = max(known, key=lambda decision: decision.id, default=None)
            yield Item(
                hashes=tuple(hashes),
                decision=last.decision if last else OPEN,
                note=last.note if last else "",
                reviewer=last.reviewer if last else "",
                tick=last.tick if last else "",
                made=in_utc(last.made) if last else None,
                last=last.id if last else 0,
                file=row.path or row.file,
                **{name: getattr(row, name) for name in _SHOWN},
            )


def _read(connection: Connection, source: Source, ids: Sequence[int], lang: str) -> _Rows:
    """The findings of these ids, in their order."""
    columns = source.__table__.c
    names = (name for name in _SHOWN if name not in (*_OF_REPORT, *_WORDED))
    of_report = (ReportRow.unit, ReportRow.year, ReportRow.kind, ReportRow.content,
                 ReportRow.sha256, ReportRow.file, path_of(ReportRow.id).label("path"))  # fmt: skip
    query = select(
        source.id, *(columns[n] for n in names), *in_language(source.__table__, lang), *of_report
    )
    query = query.join(ReportRow, ReportRow.id == _report(source)).where(source.id.in_(ids))
    found = {row.id: row for row in connection.execute(query)}
    rows = [found[id] for id in ids]
    shared = _printed_by(connection, source, {row.content for row in rows})
    every = {row.sha256 for row in rows}.union(*shared.values())
    past: dict[tuple[str, str], Any] = {}
    for hashes in in_parts(every):
        past |= by_hash(connection, hashes)
    return _Rows(rows, shared, past)


def _printed_by(
    connection: Connection, source: Source, contents: Collection[str]
) -> dict[tuple[str, str], list[str]]:
    """The files that print the findings of these contents, by content and mark: where several
    print the same."""
    alike = select(ReportRow.content).where(ReportRow.content.in_(contents))
    alike = alike.group_by(ReportRow.content).having(func.count() > 1)
    several = list(connection.scalars(alike))
    query = select(ReportRow.content, source.mark, ReportRow.sha256)
    query = query.join(ReportRow, ReportRow.id == _report(source))
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    if several:
        query = query.where(ReportRow.content.in_(several)).order_by(source.id)
        for row in connection.execute(query):
            found[row.content, row.mark].append(row.sha256)
    return {key: list(dict.fromkeys(hashes)) for key, hashes in found.items()}

"""Pages of lists for a person who looks through a store: reports, findings, sentences, files.

Reports that print the same are listed once. What is settled is counted apart from what is open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, column, func, or_, select, table
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from corpus.store.filenames import short_names
from corpus.store.found import findings as findings
from corpus.store.latest import in_parts
from corpus.store.models import FileRow, FindingRow, ReportRow, SentenceRow
from corpus.store.pages import COUNTS as COUNTS
from corpus.store.pages import Listed as Listed
from corpus.store.pages import Wanted as Wanted
from corpus.store.pages import paged
from corpus.store.queries import conditions, is_first, path_of
from corpus.store.search import contains

#: What reports can be sorted by.
SORTS = ("unit", "year", "kind", *COUNTS, "coverage", "claims", "settled")


def reports(engine: Engine, wanted: Wanted) -> Listed:
    """The reports with their findings open and settled by severity; the worst first unless
    sorted otherwise."""
    done = table("settled_of_reports", *(column(n) for n in ("report_id", *COUNTS.values())))
    source = ReportRow.__table__.outerjoin(done, done.c.report_id == ReportRow.id)
    counted: dict[str, ColumnElement[Any]] = {}
    for severity, name in COUNTS.items():
        closed = func.coalesce(done.c[name], 0)
        counted[severity] = getattr(ReportRow, name) - closed
        counted[f"{severity}_settled"] = closed
    where = [
        is_first(ReportRow.id, ReportRow.content),
        *conditions(ReportRow, wanted.filter),
        *_having(engine, wanted),
    ]
    if wanted.state:
        of = [counted[f"{s}_settled" if wanted.state == "settled" else s] for s in COUNTS]
        where.append(or_(*(c > 0 for c in of)))
    query = select(ReportRow.id, *(c.label(n) for n, c in counted.items()))
    query = query.select_from(source).where(*where).order_by(*_order(wanted, counted))
    sums = select(func.count(), *(func.sum(c) for c in counted.values()))
    with engine.connect() as connection:
        total, *each = connection.execute(sums.select_from(source).where(*where)).one()
        page = connection.execute(paged(query, wanted)).all()
        about = _about(connection, [row.id for row in page])
    rows = _named_files([about[row.id] | dict(row._mapping) for row in page])
    return Listed(tuple(rows), total, {n: int(s or 0) for n, s in zip(counted, each, strict=True)})


def _about(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The reports of these ids, with what is known of their files: of those alone that are shown,
    so that what has to be sorted is small."""
    path, alike = path_of(ReportRow.id).label("path"), _alike().label("alike")
    query = select(ReportRow.__table__, path, alike)
    found = {}
    for part in in_parts(ids):
        for row in connection.execute(query.where(ReportRow.id.in_(part))):
            found[row.id] = dict(row._mapping)
    return found


def sentences(engine: Engine, wanted: Wanted) -> Listed:
    """The sentences of all narratives that hold all words of `text`; none where it has none."""
    if not wanted.text.strip():
        return Listed((), 0, {})
    where = [
        contains(wanted.text, engine.dialect),
        is_first(ReportRow.id, ReportRow.content),
        *conditions(ReportRow, wanted.filter),
    ]
    columns = (SentenceRow.page, SentenceRow.section, SentenceRow.text, ReportRow.unit,
               ReportRow.year, ReportRow.kind, ReportRow.id.label("report_id"))  # fmt: skip
    query = select(*columns).join(ReportRow, ReportRow.id == SentenceRow.report_id).where(*where)
    count = select(func.count()).select_from(SentenceRow)
    count = count.join(ReportRow, ReportRow.id == SentenceRow.report_id).where(*where)
    query = query.order_by(ReportRow.unit_key, ReportRow.year, SentenceRow.id)
    with engine.connect() as connection:
        rows = connection.execute(paged(query, wanted)).all()
        return Listed(tuple(dict(r._mapping) for r in rows), connection.scalar(count) or 0, {})


def unread(engine: Engine, wanted: Wanted) -> Listed:
    """The files that gave no report, and those whose pages were not all read; `text` is a part of
    the path, `state` a status."""
    where = [or_(FileRow.report_id.is_(None), FileRow.status.in_(("partial", "faulty")))]
    if wanted.state:
        where.append(FileRow.status == wanted.state)
    if wanted.text:
        where.append(FileRow.path.contains(wanted.text, autoescape=True))
    columns = (FileRow.path, FileRow.status, FileRow.message, FileRow.report_id, FileRow.read_at)
    query = select(*columns).where(*where).order_by(FileRow.status, FileRow.path)
    counts = select(FileRow.status, func.count()).where(where[0]).group_by(FileRow.status)
    with engine.connect() as connection:
        total = connection.scalar(select(func.count()).select_from(FileRow).where(*where)) or 0
        rows = [dict(r._mapping) for r in connection.execute(paged(query, wanted))]
        sums = {status: n for status, n in connection.execute(counts)}
    files = short_names(r["path"] for r in rows)
    return Listed(tuple(r | {"file": files[r["path"]]} for r in rows), total, sums)


def choices(engine: Engine) -> dict[str, list[Any]]:
    """What lists can be narrowed to: the years of reports and the rules of findings."""
    with engine.connect() as connection:
        years = connection.scalars(select(ReportRow.year).distinct().order_by(ReportRow.year))
        rules = connection.scalars(select(FindingRow.rule).distinct().order_by(FindingRow.rule))
        return {"years": [y for y in years if y], "rules": list(rules)}


def _having(engine: Engine, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """That a report has findings of a rule or severity, or a sentence with the words."""
    if wanted.rule or wanted.severity:
        has = select(FindingRow.report_id)
        if wanted.rule:
            has = has.where(FindingRow.rule == wanted.rule)
        if wanted.severity:
            has = has.where(FindingRow.severity == wanted.severity)
        yield ReportRow.id.in_(has)
    if wanted.text.strip():
        condition = contains(wanted.text, engine.dialect)
        yield ReportRow.id.in_(select(SentenceRow.report_id).where(condition))


def _order(wanted: Wanted, counted: dict[str, ColumnElement[Any]]) -> list[Any]:
    checked = ReportRow.confirmed + ReportRow.contradicted
    every = func.nullif(checked + ReportRow.unverifiable, 0)
    known: dict[str, Any] = {
        "unit": ReportRow.unit_key,
        "year": ReportRow.year,
        "kind": ReportRow.kind,
        "claims": ReportRow.claims,
        "coverage": func.coalesce(checked * 10000 / every, -1),
        "settled": sum((counted[f"{s}_settled"] for s in COUNTS), start=func.coalesce(0, 0)),
        **{severity: counted[severity] for severity in COUNTS},
    }
    worst = [counted["mismatch"].desc(), counted["doubt"].desc(), ReportRow.unit_key, ReportRow.id]
    if wanted.sort not in known:
        return worst
    by = known[wanted.sort]
    return [by.desc() if wanted.down else by, *worst]


def _named_files(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Reports with the name of their file, and how many others print the same."""
    names = short_names(row["path"] or row["file"] for row in rows)
    return [
        row
        | {
            "name": names[row["path"] or row["file"]],
            "copies": max(0, row["alike"] - 1),
            "coverage": _coverage(row),
        }
        for row in rows
    ]


def _coverage(row: Mapping[str, Any]) -> float | None:
    checked = row["confirmed"] + row["contradicted"]
    total = checked + row["unverifiable"]
    return 100 * checked / total if total else None


def _alike() -> Any:
    """How many files print the same as a report."""
    same = aliased(ReportRow)
    files = select(func.count()).select_from(FileRow).join(same, same.id == FileRow.report_id)
    return files.where(same.content == ReportRow.content).scalar_subquery()

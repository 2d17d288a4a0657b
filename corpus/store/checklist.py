"""The reports of a store with their duties, for the inspectors' form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Engine, select

from corpus.store.models import DutyRow, FileRow, ReportRow
from reconcile.duties.values import State
from report.checklist.answers import Body, Stand


def bodies(engine: Engine, lang: str, *, keys: Collection[str] | None = None) -> list[Body]:
    """The reports of the files with these keys, of all files where None, by unit and year; those
    that print the same once. One that an earlier gouji read, without duties, is left out."""
    files = select(FileRow.key, FileRow.path, FileRow.report_id)
    with engine.connect() as connection:
        known = {
            row.report_id: row.path
            for row in connection.execute(files.order_by(FileRow.path.desc()))
            if row.report_id is not None and (keys is None or row.key in keys)
        }
        stands: dict[int, list[Any]] = defaultdict(list)
        for row in connection.execute(select(DutyRow.__table__).order_by(DutyRow.id)):
            if row.report_id in known:
                stands[row.report_id].append(row)
        reports = connection.execute(select(ReportRow.__table__).order_by(ReportRow.id)).all()
    seen: set[str] = set()
    found: list[Body] = []
    for report in reports:
        if report.id in stands and report.content not in seen:
            seen.add(report.content)
            found += _bodies(report, known[report.id], stands[report.id], lang)
    return sorted(found, key=lambda body: (body.unit, body.year, body.kind))


def _bodies(report: Any, path: str, rows: Sequence[Any], lang: str) -> Iterator[Body]:
    """The reports of one file: one, or several where it holds several."""
    for name in dict.fromkeys(row.of for row in rows):
        stands = tuple(
            Stand(
                row.duty, State(row.state), row.page, row.quote,
                row.why_en if lang == "en" else row.why,
            )
            for row in rows
            if row.of == name
        )  # fmt: skip
        yield Body(name or report.unit, report.year, report.kind, path.rpartition("/")[2], stands)

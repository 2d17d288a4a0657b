"""The figures of a report out of the store, by where they stand in its structure."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.between.again.values import Figure, Grid, Line, Side, Statement, numbers
from corpus.store.models import CellRow, ClaimRow, DutyRow, ReportRow, SentenceRow, TableRow
from corpus.store.scanned import READ
from extract.figures.quantity import Quantity
from extract.geometry import Box, Place
from reconcile.plain import label, plain

#: What titles of one table differ by: its number, the year, whose report it is.
_OF_TITLE = re.compile(
    r"(?:公开)?\d{1,2}表|^附?表\d{1,2}|20\d{2}年度?|部门|单位|[（）：:、.．\-—_]"
)
#: Rows and columns that count lines and hold no figures.
_COUNTING = re.compile(r"(?:栏次|行次|行号|序号)$")
#: Sentences that are no narrative: the contents repeat headings, and page numbers are no figures.
_LEFT_OUT = ("contents",)


def side(session: Session, report: ReportRow) -> Side:
    """All that a report of the store states."""
    named = select(DutyRow.of).where(DutyRow.report_id == report.id).distinct()
    read = select(CellRow.id).where(CellRow.report_id == report.id, CellRow.scan != "")
    told = select(ClaimRow.id).where(ClaimRow.report_id == report.id, ClaimRow.scan != "")
    scanned = (session.scalars(query.limit(1)).first() for query in (read, told))
    return Side(
        tuple(_grids(session, report.id)),
        tuple(_statements(session, report.id)),
        report.pages_unread > 0,
        len(session.scalars(named).all()) > 1,
        any(one is not None for one in scanned),
    )


def title_key(title: str) -> str:
    """A title without what may differ between two files of one report."""
    return _OF_TITLE.sub("", plain(title))


def _grids(session: Session, report: int) -> Iterator[Grid]:
    tables = select(TableRow).where(TableRow.report_id == report).order_by(TableRow.id)
    cells: dict[int, list[CellRow]] = defaultdict(list)
    for cell in session.scalars(
        select(CellRow).where(CellRow.report_id == report).order_by(CellRow.id)
    ):
        cells[cell.table_id].append(cell)
    merged: dict[str, list[TableRow]] = defaultdict(list)
    for table in session.scalars(tables):
        merged[title_key(table.title) or f"#{table.id}"].append(table)
    for key, some in merged.items():
        lines = _once(line for table in some for line in _lines(cells[table.id], table))
        units = {table.unit for table in some}
        unit = units.pop() if len(units) == 1 else ""
        printed = Counter(n for table in some for n in _printed(cells[table.id]))
        name = "" if key.startswith("#") else key
        yield Grid(some[0].title, name, unit, tuple(lines), printed)


def _once(lines: Iterable[Line]) -> list[Line]:
    """Rows without those that say the same again: a page may be bound in twice."""
    found: dict[tuple[Any, ...], Line] = {}
    for line in lines:
        texts = tuple((column, f.text) for column, f in line.figures.items())
        found.setdefault((line.labels, line.code, texts), line)
    return list(found.values())


def _printed(cells: list[CellRow]) -> Iterator[str]:
    """Every number of a table: in its fields, and in the labels and codes of its rows."""
    for n, cell in enumerate(cells):
        yield from numbers(cell.text)
        if n == 0 or (cells[n - 1].row, cells[n - 1].code) != (cell.row, cell.code):
            yield from numbers(f"{cell.row} {cell.code}")


def _lines(cells: list[CellRow], table: TableRow) -> Iterator[Line]:
    """The rows of a table that print a figure; one ends where its label does, or a column comes
    again."""
    labels, code, found = "", "", dict[str, Figure]()
    for cell in cells:
        column = "/".join(label(part) for part in cell.column.split("/"))
        if (cell.row, cell.code) != (labels, code) or column in found:
            if found:
                yield Line(_path(labels), code, found)
            labels, code, found = cell.row, cell.code, {}
        counts = _COUNTING.search(column) or _COUNTING.search(cell.row)
        if cell.value is not None and not counts:
            found[column] = _of_cell(cell, table)
    if found:
        yield Line(_path(labels), code, found)


def _path(row: str) -> tuple[str, ...]:
    return tuple(label(part) for part in row.split("/"))


def _of_cell(cell: CellRow, table: TableRow) -> Figure:
    own = re.split("/", cell.row)[-1]
    name = "·".join(part for part in (label(own), cell.column) if part)
    return Figure(
        cell.text,
        Quantity(cell.text, Decimal(cell.value or 0), cell.unit),
        cell.page,
        (Place(cell.page, Box(*json.loads(cell.bbox))),),
        f"《{table.title}》{name}",
        f"《{table.title}》{cell.row}·{cell.column}",
        f"{title_key(table.title)}|{cell.code}|{cell.row}|{cell.column}",
        unsure=cell.scan == READ,
    )


def _statements(session: Session, report: int) -> Iterator[Statement]:
    claims: dict[int, list[ClaimRow]] = defaultdict(list)
    for claim in session.scalars(
        select(ClaimRow).where(ClaimRow.report_id == report).order_by(ClaimRow.id)
    ):
        claims[claim.sentence_id].append(claim)
    rows = select(SentenceRow).where(SentenceRow.report_id == report).order_by(SentenceRow.id)
    for row in session.scalars(rows):
        if row.kind not in _LEFT_OUT:
            section = label(row.section.split(" › ")[-1])
            figures = tuple(_of_claim(claim, row) for claim in claims[row.id])
            yield Statement(row.text, section, row.page, figures)


def _of_claim(claim: ClaimRow, sentence: SentenceRow) -> Figure:
    parts = json.loads(claim.boxes or "[]") or [[claim.page, *json.loads(claim.bbox)]]
    return Figure(
        claim.text,
        Quantity(claim.text, Decimal(claim.value), claim.unit),
        claim.page,
        tuple(_place(part) for part in parts),
        claim.subject,
        sentence.text,
        f"{label(sentence.section.split(' › ')[-1])}|{claim.subject}|{claim.role}|{claim.period}",
        claim.direction or "",
        claim.role,
        claim.scan == READ,
    )


def _place(part: list[Any]) -> Place:
    page, *box = part
    return Place(page, Box(*box))

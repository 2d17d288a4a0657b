"""The questions a newsroom asks of a store, each answered with a table.

All words and figures of a question go to the database as parameters, never as SQL.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from sqlalchemy import Engine, Select, and_, column, or_, select, table
from sqlalchemy.sql.elements import ColumnElement

from corpus.store.models import CellRow, ClaimRow, FileRow, ReportRow, SentenceRow, TableRow
from corpus.store.search import contains
from extract.quantity import MONEY, Quantity, QuantityError, parse_quantity

#: A query of whatever columns.
_Query: TypeAlias = "Select[*tuple[Any, ...]]"
#: A bare figure is looked for as so much of each of these.
_USUAL = ("元", "万元", "亿元")
#: The coarsest rounding under which a figure is still taken for another: one part in a hundred.
_NEAR = Fraction(1, 100)
_MOST = 2**63 - 1


class QuestionError(ValueError):
    """A question that cannot be asked; `word` is what is wrong with it: a word of the question."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


@dataclass(frozen=True, slots=True)
class Filter:
    """Which reports a question is about; None and "" for all. `unit` is a part of the name."""

    year: int | None = None
    kind: str = ""
    unit: str = ""
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A table; `columns` are names with a heading in every language."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def worst_units(engine: Engine, only: Filter) -> Answer:
    """Units by the number of their mismatches, each report counted once."""
    names = ("unit", "reports", "first_year", "last_year", "mismatches", "doubts", "roundings",
             "wordings", "claims", "confirmed", "contradicted", "unverifiable")  # fmt: skip
    view = _view("unit_summary", names)
    query = select(*view.c).order_by(view.c.mismatches.desc(), view.c.doubts.desc(), view.c.unit)
    if only.unit:
        query = query.where(view.c.unit.contains(only.unit, autoescape=True))
    return _answer(engine, query, only)


def findings_of_rule(engine: Engine, rule: str, only: Filter) -> Answer:
    """All findings of a rule by its code; of a severity where the word is one."""
    names = ("unit", "year", "kind", "severity", "rule", "page", "message", "stated", "expected",
             "formula", "clause", "detail", "decision", "file")  # fmt: skip
    view = _view("report_findings", names)
    query = select(*view.c).where(or_(view.c.rule == rule.upper(), view.c.severity == rule))
    query = query.order_by(view.c.severity, view.c.unit, view.c.year, view.c.page)
    return _answer(engine, _of_view(query, view, only), only)


def differences(engine: Engine, only: Filter) -> Answer:
    """The findings between reports, as `gouji compare` left them."""
    names = ("unit", "year", "kind", "severity", "rule", "quantity", "page", "stated", "expected",
             "figure_unit", "message", "detail", "other_unit", "other_year", "other_kind",
             "other_page", "file", "other_file")  # fmt: skip
    view = _view("differences_in_context", names)
    query = select(*view.c).order_by(view.c.severity, view.c.unit, view.c.year, view.c.page)
    return _answer(engine, _of_view(query, view, only), only)


def where_figure(engine: Engine, text: str, only: Filter) -> Answer:
    """Where a figure stands, in whatever unit and however rounded (to 1% at most): 9859.38万元 is
    also 98,593,812元. A figure without a unit is tried as 元, 万元, 亿元 and as a plain number.

    Raises QuestionError where the text is no figure.
    """
    try:
        asked = parse_quantity(text)
    except QuantityError as error:
        raise QuestionError(text) from error
    if asked.kind == "amount":
        meant = [asked]
    else:
        meant = [asked.with_unit(unit) for unit in _USUAL] if not asked.unit else []
    columns = ("unit", "year", "kind", "page", "where", "text", "context", "file")
    found: list[tuple[Any, ...]] = []
    with engine.connect() as connection:
        for query in (_claims_with(asked, meant), _cells_with(asked, meant)):
            for row in connection.execute(_of_report(query, only)):
                if _same(row.value, row.figure_unit, asked, meant):
                    found.append((row.unit, row.year, row.kind, row.page, row.place, row.text,
                                  row.context, row.file))  # fmt: skip
    found.sort(key=lambda r: (r[0], r[1], r[2], r[3]))
    return Answer(columns, tuple(found[: only.limit]))


def text_search(engine: Engine, words: str, only: Filter) -> Answer:
    """The sentences that hold all the words. Raises QuestionError where there are none."""
    try:
        condition = contains(words, engine.dialect)
    except ValueError as error:
        raise QuestionError(words) from error
    query = (
        select(
            ReportRow.unit,
            ReportRow.year,
            ReportRow.kind,
            SentenceRow.page,
            SentenceRow.section,
            SentenceRow.text.label("sentence"),
            ReportRow.file,
        )
        .join(ReportRow, ReportRow.id == SentenceRow.report_id)
        .where(condition)
        .order_by(ReportRow.unit_key, ReportRow.year, SentenceRow.id)
    )
    return _answer(engine, _of_report(query, only), only)


def files(engine: Engine, status: str, only: Filter) -> Answer:
    """The files of a status; all that gave no report where the status is ""."""
    query = select(
        FileRow.path, FileRow.status, FileRow.message, FileRow.seconds, FileRow.peak_mb,
        FileRow.attempts,
    ).order_by(FileRow.status, FileRow.path)  # fmt: skip
    chosen = FileRow.status == status if status else FileRow.report_id.is_(None)
    return _answer(engine, query.where(chosen), only)


def duplicates(engine: Engine, only: Filter) -> Answer:
    """Files that print the same, in groups by the first of their reports."""
    view = _view("duplicates", ("content", "report_id", "path", "unit", "year", "kind"))
    query = select(view.c.unit, view.c.year, view.c.kind, view.c.path)
    query = query.order_by(view.c.content, view.c.report_id, view.c.path)
    return _answer(engine, _of_view(query, view, only), only)


def _view(name: str, columns: Sequence[str]) -> Any:
    return table(name, *(column(c) for c in columns))


def _answer(engine: Engine, query: _Query, only: Filter) -> Answer:
    if only.limit is not None:
        query = query.limit(only.limit)
    with engine.connect() as connection:
        result = connection.execute(query)
        return Answer(tuple(result.keys()), tuple(tuple(row) for row in result))


def _of_view(query: _Query, view: Any, only: Filter) -> _Query:
    return query.where(*_conditions(view.c, only))


def _of_report(query: _Query, only: Filter) -> _Query:
    return query.where(*_conditions(ReportRow, only))


def _conditions(source: Any, only: Filter) -> Iterator[ColumnElement[bool]]:
    if only.year is not None:
        yield source.year == only.year
    if only.kind:
        yield source.kind == only.kind
    if only.unit:
        yield source.unit.contains(only.unit, autoescape=True)


def _claims_with(asked: Quantity, meant: Sequence[Quantity]) -> _Query:
    return (
        select(
            ReportRow.unit,
            ReportRow.year,
            ReportRow.kind,
            ClaimRow.page,
            SentenceRow.section.label("place"),
            ClaimRow.text,
            SentenceRow.text.label("context"),
            ReportRow.file,
            ClaimRow.value,
            ClaimRow.unit.label("figure_unit"),
        )
        .join(ReportRow, ReportRow.id == ClaimRow.report_id)
        .join(SentenceRow, SentenceRow.id == ClaimRow.sentence_id)
        .where(_perhaps(ClaimRow, asked, meant))
    )


def _cells_with(asked: Quantity, meant: Sequence[Quantity]) -> _Query:
    return (
        select(
            ReportRow.unit,
            ReportRow.year,
            ReportRow.kind,
            CellRow.page,
            TableRow.title.label("place"),
            CellRow.text,
            (CellRow.row + " · " + CellRow.column).label("context"),
            ReportRow.file,
            CellRow.value,
            CellRow.unit.label("figure_unit"),
        )
        .join(ReportRow, ReportRow.id == CellRow.report_id)
        .join(TableRow, TableRow.id == CellRow.table_id)
        .where(CellRow.value.is_not(None))
        .where(_perhaps(CellRow, asked, meant))
    )


def _perhaps(
    source: type[ClaimRow] | type[CellRow], asked: Quantity, meant: Sequence[Quantity]
) -> ColumnElement[bool]:
    """What the indices can tell: amounts within 1%, or the very number for what is no money."""
    conditions: list[ColumnElement[bool]] = []
    for quantity in meant:
        low, high = _fen_range(quantity)
        if high <= _MOST and low >= -_MOST:
            conditions.append(source.fen.between(low, high))
    if asked.kind != "amount":
        plain = f"{asked.value:f}"
        conditions.append(and_(source.fen.is_(None), source.value == plain))
    return or_(*conditions) if conditions else source.id < 0


def _fen_range(quantity: Quantity) -> tuple[int, int]:
    exact = quantity.exact * 100
    reach = abs(exact) * _NEAR + 1
    return (exact - reach).__floor__(), (exact + reach).__ceil__()


def _same(value: str, unit: str, asked: Quantity, meant: Sequence[Quantity]) -> bool:
    found = Quantity(value, Decimal(value), unit)
    if unit in MONEY:
        return any(found.interval.meets(quantity.interval) for quantity in meant)
    return found.value == asked.value and asked.unit in ("", unit)

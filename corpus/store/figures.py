"""Where a figure stands in the reports of a store, in whatever unit and however rounded."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from sqlalchemy import Engine, Select, and_, or_, select
from sqlalchemy.sql.elements import ColumnElement

from corpus.store.models import CellRow, ClaimRow, ReportRow, SentenceRow, TableRow
from corpus.store.queries import Answer, Filter, QuestionError, conditions, path_of, told_apart
from extract.figures.quantity import MONEY, Quantity, QuantityError, parse_quantity

_Query: TypeAlias = "Select[*tuple[Any, ...]]"
#: A bare figure is looked for as so much of each of these.
_USUAL = ("元", "万元", "亿元")
#: The coarsest rounding under which a figure is still taken for another: one part in a hundred.
_NEAR = Fraction(1, 100)
_MOST = 2**63 - 1
_AT_ONCE = 500


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
        for source, described in ((ClaimRow, _claims_with), (CellRow, _cells_with)):
            ids = [
                row.id
                for row in connection.execute(_perhaps_in(source, asked, meant, only))
                if _same(row.value, row.unit, asked, meant)
            ]
            for start in range(0, len(ids), _AT_ONCE):
                for row in connection.execute(described(ids[start : start + _AT_ONCE])):
                    found.append(tuple(row))
    found.sort(key=lambda r: (r[0], r[1], r[2], r[3]))
    return told_apart(Answer(columns, tuple(found[: only.limit])))


def _perhaps_in(
    source: type[ClaimRow] | type[CellRow],
    asked: Quantity,
    meant: Sequence[Quantity],
    only: Filter,
) -> _Query:
    """The figures that may be the one that is asked for: their ids and what tells for sure."""
    query = select(source.id, source.value, source.unit).where(source.value.is_not(None))
    reports = list(conditions(ReportRow, only))
    if reports:
        query = query.join(ReportRow, ReportRow.id == source.report_id).where(*reports)
    return query.where(_perhaps(source, asked, meant))


def _claims_with(ids: Sequence[int]) -> _Query:
    return (
        select(
            ReportRow.unit,
            ReportRow.year,
            ReportRow.kind,
            ClaimRow.page,
            SentenceRow.section.label("place"),
            ClaimRow.text,
            SentenceRow.text.label("context"),
            path_of(ReportRow.id).label("file"),
        )
        .join(ReportRow, ReportRow.id == ClaimRow.report_id)
        .join(SentenceRow, SentenceRow.id == ClaimRow.sentence_id)
        .where(ClaimRow.id.in_(ids))
        .order_by(ClaimRow.id)
    )


def _cells_with(ids: Sequence[int]) -> _Query:
    return (
        select(
            ReportRow.unit,
            ReportRow.year,
            ReportRow.kind,
            CellRow.page,
            TableRow.title.label("place"),
            CellRow.text,
            (CellRow.row + " · " + CellRow.column).label("context"),
            path_of(ReportRow.id).label("file"),
        )
        .join(ReportRow, ReportRow.id == CellRow.report_id)
        .join(TableRow, TableRow.id == CellRow.table_id)
        .where(CellRow.id.in_(ids))
        .order_by(CellRow.id)
    )


def _perhaps(
    source: type[ClaimRow] | type[CellRow], asked: Quantity, meant: Sequence[Quantity]
) -> ColumnElement[bool]:
    """What the indices can tell: amounts within 1%, or the very number for what is no money."""
    possible: list[ColumnElement[bool]] = []
    for quantity in meant:
        low, high = _fen_range(quantity)
        if high <= _MOST and low >= -_MOST:
            possible.append(source.fen.between(low, high))
    if asked.kind != "amount":
        plain = f"{asked.value:f}"
        possible.append(and_(source.fen.is_(None), source.value == plain))
    return or_(*possible) if possible else source.id < 0


def _fen_range(quantity: Quantity) -> tuple[int, int]:
    exact = quantity.exact * 100
    reach = abs(exact) * _NEAR + 1
    return (exact - reach).__floor__(), (exact + reach).__ceil__()


def _same(value: str, unit: str, asked: Quantity, meant: Sequence[Quantity]) -> bool:
    found = Quantity(value, Decimal(value), unit)
    if unit in MONEY:
        return any(found.interval.meets(quantity.interval) for quantity in meant)
    return found.value == asked.value and asked.unit in ("", unit)

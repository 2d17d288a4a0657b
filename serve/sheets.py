"""A page of a published report: its boxes; its text and tables as they were read, for where there
is no picture or nobody wants one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Engine, select

from corpus.store.models import CellRow, SentenceRow, TableRow
from corpus.store.reading import Found, Report, Stated, evidence_of, figures_of
from extract.figures.quantity import normal_text
from reconcile.audit import Evidence
from report.texts import Texts
from report.words import cell_words
from serve.cards import Mark

#: How far a box is drawn around a figure, in points.
_EDGE = 1.0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's part on a page: its title, its columns, its rows of label and fields, None where a
    row has no such field."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Mark | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence: plain words, or a figure with its mark."""

    words: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """What was read on a page: its sentences, each in pieces, and its tables."""

    sentences: tuple[tuple[Piece, ...], ...]
    grids: tuple[Grid, ...]


def marks_of(
    engine: Engine, report: Report, found: Iterable[Found], page: int, texts: Texts
) -> list[Mark]:
    """The boxes of a page: cells first, figures of the narrative over them."""
    named = _Named(found)
    cells = _cells(engine, report, page, named.cells)
    marks = [_of_cell(e, named.cells[e.cell.row], texts) for e in cells]
    figures = figures_of(engine, report, page=page)
    return marks + [m for f in figures for m in _of_figure(f, named, page, texts)]


class _Named:
    """Which findings name a claim, by its id, and a cell, by its row in the store."""

    def __init__(self, found: Iterable[Found]) -> None:
        self.claims: dict[str, list[Found]] = defaultdict(list)
        self.cells: dict[int, list[Found]] = defaultdict(list)
        for one in found:
            for stated in one.claims:
                self.claims[stated.claim.id].append(one)
            for evidence in one.finding.cells:
                self.cells[evidence.cell.row].append(one)


def text_of(
    engine: Engine, report: Report, found: Iterable[Found], page: int, texts: Texts
) -> Text:
    """The sentences and tables that were read on a page, with the figures in them."""
    named = _Named(found)
    where = (SentenceRow.report_id == report.row.id) & (SentenceRow.page == page)
    with engine.connect() as connection:
        query = select(SentenceRow.text).where(where).order_by(SentenceRow.id)
        sentences = list(connection.scalars(query))
    figures: dict[str, list[Mark]] = defaultdict(list)
    for figure in figures_of(engine, report, page=page):
        first = next(_of_figure(figure, named, figure.place.page, texts))
        figures[figure.sentence].append(first)
    grouped: dict[str, list[Evidence]] = defaultdict(list)
    for evidence in _cells(engine, report, page, None):
        grouped[evidence.cell.table].append(evidence)
    return Text(
        tuple(tuple(_pieces(text, figures.get(text, ()))) for text in sentences),
        tuple(_grid(cells, named, texts) for cells in grouped.values()),
    )


def _pieces(text: str, figures: Sequence[Mark]) -> Iterator[Piece]:
    """A sentence with its figures, which come in the order in which they stand."""
    at = 0
    for mark in figures:
        start = text.find(mark.text, at)
        if start >= 0:
            yield Piece(text[at:start])
            yield Piece(mark.text, mark)
            at = start + len(mark.text)
    yield Piece(text[at:])


def _grid(cells: Sequence[Evidence], named: _Named, texts: Texts) -> Grid:
    columns = tuple(dict.fromkeys(e.column for e in cells))
    rows: dict[str, dict[str, Mark]] = defaultdict(dict)
    for evidence in cells:
        mark = _of_cell(evidence, named.cells[evidence.cell.row], texts)
        rows[evidence.row][evidence.column] = mark
    lines = tuple((row, tuple(f.get(c) for c in columns)) for row, f in rows.items())
    return Grid(cells[0].title, columns, lines)


def _cells(
    engine: Engine, report: Report, page: int, named: Mapping[int, object] | None
) -> list[Evidence]:
    """The cells of a page: with figures or named by findings; all, where `named` is None."""
    query = (
        select(CellRow.__table__, TableRow.title, TableRow.name)
        .join(TableRow, TableRow.id == CellRow.table_id)
        .where(CellRow.report_id == report.row.id, CellRow.page == page)
        .order_by(CellRow.id)
    )
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    kept = (r for r in rows if named is None or r.value is not None or r.id in named)
    return [evidence_of(row) for row in kept]


def _of_cell(evidence: Evidence, found: Sequence[Found], texts: Texts) -> Mark:
    cell = evidence.cell
    kind = f"cell {found[0].item.severity}" if found else "cell plain"
    value = cell.quantity.value if cell.quantity else ""
    unit = cell.quantity.unit if cell.quantity else ""
    label = cell_words(evidence, None, texts)
    text = " ".join(normal_text(cell.text).split())
    mark = Mark.of(kind, cell.box, text, value, unit, label)
    return _with(mark, found, f"cell{cell.row}")


def _of_figure(figure: Stated, named: _Named, page: int, texts: Texts) -> Iterator[Mark]:
    found = named.claims[figure.claim.id]
    kind = found[0].item.severity if found else figure.verdict
    verdict = texts(f"verdict.{figure.verdict}")
    label = f"{figure.text}{texts('sign.colon')}{verdict}"
    quantity = figure.claim.quantity
    for place in figure.parts:
        if place.page == page:
            box = place.box.grown(_EDGE)
            mark = Mark.of(kind, box, figure.text, quantity.value, quantity.unit, label)
            yield _with(mark, found, figure.claim.id)


def _with(mark: Mark, found: Sequence[Found], id: str) -> Mark:
    return replace(mark, findings=tuple(dict.fromkeys(f.finding.id for f in found)), id=id)

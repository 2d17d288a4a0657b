"""Where an accused figure does stand: a figure of another table, copied into the wrong sentence."""

from __future__ import annotations

from collections.abc import Iterator

from extract.disclosure import Claim
from extract.figures.quantity import Quantity
from extract.table import Cell, Table
from reconcile.audit import Audit, Evidence, Finding, Severity
from report.words import digits, figure_of, is_order

#: A figure of fewer digits stands in many places by chance.
_FEWEST_DIGITS = 4
_MOST = 3


def standing(audit: Audit, finding: Finding, claim: Claim | None) -> tuple[Evidence, ...]:
    """The first cells elsewhere that print the figure which a mismatch or a doubt is about; none
    for a figure of few digits, or one that is no amount of money."""
    figure = figure_of(finding, claim)
    if figure is None or finding.severity not in (Severity.MISMATCH, Severity.DOUBT):
        return ()
    if is_order(finding):  # that accuses the words
        return ()
    if figure.kind != "amount" or digits(figure) < _FEWEST_DIGITS:
        return ()
    named = {_place(e.cell) for e in finding.cells}
    found = (e for e in _printed(audit, figure) if _place(e.cell) not in named)
    return tuple(e for e, _ in zip(found, range(_MOST), strict=False))


def labelled(table: Table | None, cell: Cell) -> Evidence:
    """A cell with the words of its row and column; without them where its table is unknown."""
    if table is None:
        return Evidence(cell, "", "", "", quantity=cell.quantity)
    near = [r for r in table.rows if r.index == cell.row]  # two side by side in a table of sides
    own = (r.label for r in near if any(c.column == cell.column for c in r.cells))
    row = next(own, near[0].label if near else "")
    header = next((c.header for c in table.columns if c.index == cell.column), ())
    return Evidence(cell, table.title, row, "·".join(header), quantity=cell.quantity)


def _printed(audit: Audit, figure: Quantity) -> Iterator[Evidence]:
    """The cells that print a figure, in the order of the report."""
    for table in audit.disclosure.tables:
        for row in table.rows:
            for cell in row.cells:
                if cell.quantity is not None and _is(cell.quantity, figure):
                    yield labelled(table, cell)


def _is(printed: Quantity, figure: Quantity) -> bool:
    """Whether a cell prints the figure: to the same digits, or finer in a smaller unit."""
    if printed.kind != "amount" or printed.ulp > figure.ulp:
        return False
    return abs(printed.exact - figure.exact) < figure.ulp / 2


def _place(cell: Cell) -> tuple[str, int, int]:
    return cell.table, cell.row, cell.column

"""Where everything stands in the workbook, fixed before anything is written: formulas and links
point at cells of sheets that come later."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from extract.table import Cell, Table
from reconcile.audit import Check, Verdict
from report.excel.equation import is_arithmetic
from report.places import anchor
from report.texts import Texts
from report.view import FindingView, View

#: Rows above the first entry of every list: title, index number, head.
TOP = 4
#: The column of a claim's figure on the sheet of claims.
CLAIM_FIGURE = 7
_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_LONGEST = 31


@dataclass(frozen=True)
class Layout:
    """The names of the sheets and the places of claims, checks and table cells.

    `deciding` is for each claim the index of the check that shows its verdict, `computed` the
    indices of the checks that formulas can compute.
    """

    cover: str
    findings: str
    claims: str
    checks: str
    unchecked: str
    duties: str
    own: str
    tables: Mapping[str, str]
    claim_rows: Mapping[str, int]
    deciding: Mapping[str, int]
    computed: frozenset[int]
    cells: Mapping[str, tuple[str, int, int]]

    @classmethod
    def of(cls, view: View, texts: Texts) -> Layout:
        names = _names(view, texts)
        computed = frozenset(i for i, c in enumerate(view.audit.checks) if is_arithmetic(c))
        cells: dict[str, tuple[str, int, int]] = {}
        for table in view.audit.disclosure.tables:
            cells |= _places(table, names[table.id])
        return cls(
            cover=texts("excel.sheet_cover"),
            findings=texts("excel.sheet_findings"),
            claims=texts("excel.sheet_claims"),
            checks=texts("excel.sheet_checks"),
            unchecked=texts("excel.sheet_unchecked"),
            duties=texts("duties.sheet"),
            own=texts("excel.sheet_own"),
            tables=names,
            claim_rows={claim: TOP + i for i, claim in enumerate(view.claims)},
            deciding=_deciding(view, computed),
            computed=computed,
            cells=cells,
        )

    def cell(self, cell: Cell | None) -> tuple[str, int, int] | None:
        """Sheet, row and column of a table cell; None where it stands in no table."""
        return self.cells.get(anchor(cell)) if cell else None

    def equation_of(self, view: View, found: FindingView) -> int | None:
        """The index of the check that a finding tells of, one that formulas compute first."""
        finding = found.finding
        cells = {c.anchor for c in found.cells}
        fitting = [
            (index not in self.computed, index)
            for index, check in enumerate(view.audit.checks)
            if check.rule == finding.rule
            and check.verdict in (Verdict.MISMATCH, Verdict.ROUNDING)
            and bool(check.claims or check.cells)
            and set(check.claims) <= set(finding.claims)
            and {anchor(c) for c in check.cells} <= cells
        ]
        return min(fitting)[1] if fitting else None


def reference(sheet: str, row: int, column: int) -> str:
    """A cell of another sheet as formulas name it."""
    return f"'{sheet}'!{xl_rowcol_to_cell(row, column)}"


def target(sheet: str, row: int, column: int = 0) -> str:
    """A cell as a link of the workbook names it."""
    return "internal:" + reference(sheet, row, column)


def _names(view: View, texts: Texts) -> dict[str, str]:
    """A sheet name for each table: its number in order and as much of its title as fits."""
    names = {}
    for index, table in enumerate(view.audit.disclosure.tables, 1):
        title = table.title or texts("finding.untitled")
        names[table.id] = sheet_name(f"{texts('excel.table_mark')}{index}", title)
    return names


def sheet_name(number: str, title: str) -> str:
    """A sheet's name: its number and as much of a title as Excel lets stand there."""
    return f"{number} {_FORBIDDEN.sub('', title).strip()}"[:_LONGEST].strip()


def _places(table: Table, sheet: str) -> dict[str, tuple[str, int, int]]:
    """Code and label stand in the first two columns, then the columns of figures. The halves of a
    table stand one below the other, each under a head of its own."""
    found = {}
    row = TOP
    for panel in panels(table):
        columns = [c for c in table.columns if c.panel == panel]
        order = {c.index: 2 + i for i, c in enumerate(columns)}
        for line in (r for r in table.rows if r.panel == panel):
            for cell in line.cells:
                if cell.column in order:
                    found[anchor(cell)] = (sheet, row, order[cell.column])
            row += 1
        row += 2
    return found


def panels(table: Table) -> list[int]:
    return sorted({r.panel for r in table.rows})


def _deciding(view: View, computed: frozenset[int]) -> dict[str, int]:
    """For each claim the check that shows its verdict: one that gives that verdict, states the
    claim, holds it against a cell, and can be computed, as far as there is such a one."""
    found: dict[str, tuple[tuple[bool, ...], int]] = {}
    for index, check in enumerate(view.audit.checks):
        for claim in check.claims:
            rank = (*_rank(view, claim, check), index not in computed)
            if claim not in found or rank < found[claim][0]:
                found[claim] = (rank, index)
    return {
        claim: index
        for claim, (_, index) in found.items()
        if claim in view.claims and view.claims[claim].verdict is not Verdict.UNVERIFIABLE
    }


def _rank(view: View, claim: str, check: Check) -> tuple[bool, ...]:
    verdict = view.claims[claim].verdict if claim in view.claims else None
    stated = bool(check.operands) and check.operands[0].claim == claim
    return (check.verdict is not verdict, not stated, not check.cells, check.rule == "N10")

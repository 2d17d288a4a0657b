"""Relations between table cells, declared as data (relations.toml), evaluated by one engine.

Each form of relation is one function from a relation and the tables to checks. A relation whose
tables are missing or empty is not checked, and that is said.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from extract.disclosure import Role
from extract.table import Cell, Column, Row
from reconcile.audit import Check, Verdict
from reconcile.equation import Term, check, check_sum, of_cell
from reconcile.sheets import Address, Library, Sheet, item_rows, label, vocabulary


@dataclass(frozen=True, slots=True)
class Relation:
    """One declared relation; the fields a form does not use are empty."""

    code: str
    form: str
    name: str
    table: str = ""
    tables: tuple[str, ...] = ()
    row: str = ""
    side: str = ""
    whole: str = ""
    parts: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    report: str = ""
    confirm_only: bool = False
    all_parts: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """The checks of all relations, and those that could not be made with the reason."""

    checks: tuple[Check, ...]
    unchecked: tuple[str, ...] = field(default=())


def load_relations(path: Path | None = None) -> tuple[Relation, ...]:
    """The relations of a TOML file, those gouji ships where no path is given."""
    if path is None:
        return _shipped()
    return _parse(path.read_text("utf-8"))


@cache
def _shipped() -> tuple[Relation, ...]:
    return _parse(resources.files("reconcile").joinpath("relations.toml").read_text("utf-8"))


def _parse(text: str) -> tuple[Relation, ...]:
    entries = tomllib.loads(text)["relation"]
    return tuple(_relation(entry) for entry in entries)


def _relation(entry: dict[str, Any]) -> Relation:
    fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
    return Relation(**fields)


def relation_checks(library: Library, relations: Sequence[Relation]) -> Outcome:
    """Every relation that the tables allow."""
    checks: list[Check] = []
    unchecked: list[str] = []
    kind = "final" if library.final else "budget"
    for relation in relations:
        if relation.report and relation.report != kind:
            continue
        found = [c for c in _FORMS[relation.form](relation, library)
                 if not (relation.confirm_only and c.verdict is Verdict.MISMATCH)
                 and not (relation.confirm_only and c.verdict is Verdict.ROUNDING)]  # fmt: skip
        if not found and not relation.confirm_only:
            unchecked.append(f"{relation.code} {relation.name}：报告中没有可核对的表格或数据")
        checks += found
    return Outcome(tuple(checks), tuple(unchecked))


# -- forms -----------------------------------------------------------------------------------


def _equal(relation: Relation, library: Library) -> Iterator[Check]:
    cells = [_first(library, text) for text in relation.cells]
    known = [c for c in cells if c is not None and c.quantity is not None]
    for other in known[1:]:
        found = same_cells(relation.code, known[0], other)
        if found:
            yield found


def same_cells(code: str, first: Cell, other: Cell) -> Check | None:
    """Two cells that must show one figure; the finer one is held to the coarser one's decimals."""
    stated, source = of_cell(other), of_cell(first)
    if source.quantity.ulp > stated.quantity.ulp:
        stated, source = source, stated
    if stated.quantity.kind != source.quantity.kind:
        return None
    return check(code, stated, [source], lambda a: a, "{0}", copied=True)


def _sum(relation: Relation, library: Library) -> Iterator[Check]:
    if not relation.whole.endswith("/*"):
        whole = _first(library, relation.whole)
        parts = [_first(library, text) for text in relation.parts]
        missing = any(p is None for p in parts) if relation.all_parts else parts[0] is None
        if not missing:
            yield from _sum_check(relation.code, whole, [p for p in parts if p is not None])
        return
    address = Address.parse(relation.whole)
    for sheet in library.of_kind(address.kind):
        whole_row = _row(sheet, address)
        found = [_row(sheet, Address.parse(text)) for text in relation.parts]
        rows = [r for r in found if r is not None]
        if whole_row is None or found[0] is None:
            continue
        for cell in whole_row.cells:
            column = sheet.table.column(cell.column)
            cells = [c for r in rows if (c := sheet.cell(r, column))]
            yield from _sum_check(relation.code, cell, cells)


def _sum_check(code: str, whole: Cell | None, parts: Sequence[Cell]) -> Iterator[Check]:
    """A sum with at least one printed part; blanks are zero. A blank whole is no figure."""
    printed = [p for p in parts if p.quantity is not None]
    if whole is None or whole.quantity is None or not printed:
        return
    yield check_sum(code, of_cell(whole), [of_cell(p) for p in printed])


def _columns(relation: Relation, library: Library) -> Iterator[Check]:
    """In every row, the column `whole` is the sum of the columns `parts`."""
    for sheet in library.of_kind(relation.table):
        for role in (Role.LEVEL, Role.BUDGET):
            for row in sheet.table.rows:
                yield from _row_sum(relation, library, sheet, row, role)


def _row_sum(
    relation: Relation, library: Library, sheet: Sheet, row: Row, role: Role
) -> Iterator[Check]:
    whole = library.column(sheet, row, relation.whole, role)
    parts = [library.column(sheet, row, name, role) for name in relation.parts]
    extra = [library.column(sheet, row, name, role) for name in relation.extra]
    known = [c for c in (*parts, *extra) if c is not None and c is not whole]
    if whole is None or len({c.index for c in known}) < 2 or sum(p is None for p in parts) > 3:
        return
    if role is Role.BUDGET and whole == library.column(sheet, row, relation.whole, Role.LEVEL):
        return
    cell = sheet.cell(row, whole)
    columns = list({c.index: c for c in known}.values())
    cells = [c for column in columns if (c := sheet.cell(row, column))]
    found = list(_sum_check(relation.code, cell, cells))
    if found and found[0].verdict is Verdict.MISMATCH and extra:
        without = [c for c in cells if c.column not in {e.index for e in extra if e}]
        found = list(_sum_check(relation.code, cell, without)) or found
    yield from found


def _tree(relation: Relation, library: Library) -> Iterator[Check]:
    """Σ over the subject codes of a table, in every column of figures."""
    for kind in relation.tables:
        for sheet in library.of_kind(kind):
            coded = [r for r in sheet.table.rows if r.code and r.code.isdigit()]
            for parent, children in _families(sheet, coded):
                yield from _column_sums(relation.code, sheet, parent, children)


def _families(sheet: Sheet, coded: Sequence[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """Each row with the rows one level below its code, and the total with the 类."""
    for parent in coded:
        children = [
            r for r in coded
            if len(r.code) == len(parent.code) + 2 and r.code.startswith(parent.code)
        ]  # fmt: skip
        if children:
            yield parent, children
    top = [r for r in coded if len(r.code) == 3]
    total = next((r for r in sheet.table.rows if not r.code and _is_total(r)), None)
    if total is not None and top and {r.panel for r in top} == {total.panel}:
        yield total, top


def _is_total(row: Row) -> bool:
    return re.fullmatch(r"合计|总计|支出合计|收入合计", label(row.label)) is not None


def _column_sums(code: str, sheet: Sheet, parent: Row, children: Sequence[Row]) -> Iterator[Check]:
    for cell in parent.cells:
        if cell.quantity is None:
            continue
        position = _position(sheet, parent, cell)
        cells = [c for r in children if (c := _at(sheet, r, position))]
        yield from _sum_check(code, cell, cells)


def _position(sheet: Sheet, row: Row, cell: Cell) -> int:
    """Which of its panel's columns a cell stands in: panels side by side share positions."""
    columns = [c.index for c in sheet.table.columns if c.panel == row.panel]
    return columns.index(cell.column)


def _at(sheet: Sheet, row: Row, position: int) -> Cell | None:
    columns = [c for c in sheet.table.columns if c.panel == row.panel]
    return sheet.cell(row, columns[position]) if position < len(columns) else None


def _list(relation: Relation, library: Library) -> Iterator[Check]:
    """A total row against the numbered rows (一、二、…) above it in its panel."""
    for sheet in library.of_kind(relation.table):
        for row in sheet.table.rows:
            if not re.search(relation.row, label(row.label)):
                continue
            above = [
                r for r in sheet.table.rows
                if r.panel == row.panel and r.index < row.index and _is_listed(r)
            ]  # fmt: skip
            if above:
                yield from _column_sums(relation.code, sheet, row, above)
            break


def _is_listed(row: Row) -> bool:
    return re.match(r"[一二三四五六七八九十]{1,3}、", row.label.replace(" ", "")) is not None


def _items(relation: Relation, library: Library) -> Iterator[Check]:
    """Rows of one name (or one code) in two tables show the same figure."""
    first, second = (library.of_kind(kind)[:1] for kind in relation.tables)
    if not first or not second:
        return
    only_top = relation.columns[0] == "total" and bool(relation.side)
    for row in first[0].table.rows:
        if not row.code or (only_top and len(row.code) != 3):
            continue
        other = _counterpart(row, second[0], relation.side)
        if other is None:
            continue
        for a, b in _column_pairs(relation, library, (first[0], row), (second[0], other)):
            if a.quantity is not None and b.quantity is not None:
                found = same_cells(relation.code, a, b)
                if found:
                    yield found


def _counterpart(row: Row, sheet: Sheet, side: str) -> Row | None:
    rows = [r for r in sheet.table.rows if not side or sheet.side(r) == side]
    coded = [r for r in rows if r.code]
    if coded:
        return next((r for r in coded if r.code == row.code), None)
    found = item_rows(rows, (label(row.label),))
    return found[0] if len(found) == 1 else None


def _column_pairs(
    relation: Relation, library: Library, one: tuple[Sheet, Row], two: tuple[Sheet, Row]
) -> Iterator[tuple[Cell, Cell]]:
    if relation.columns[0] == "*":
        names: Sequence[tuple[str, str]] = [(n, n) for n in ("total", "basic", "project")]
    else:
        names = [(relation.columns[0], relation.columns[1])]
    for first, second in names:
        a = library.column(*one, first, Role.LEVEL)
        b = library.column(*two, second, Role.LEVEL)
        left = one[0].cell(one[1], a) if a else None
        right = two[0].cell(two[1], b) if b else None
        if left is not None and right is not None:
            yield left, right


def _at_most(relation: Relation, library: Library) -> Iterator[Check]:
    """The first cell is not more than the second, rounding allowed for."""
    small, large = (_first(library, text) for text in relation.cells)
    if small is None or large is None or small.quantity is None:
        return
    bound = of_cell(large, small.quantity.unit)
    holds = small.quantity.exact <= bound.exact
    near = small.quantity.interval.low <= bound.quantity.interval.high
    verdict = Verdict.CONSISTENT if holds else Verdict.ROUNDING if near else Verdict.MISMATCH
    yield Check(
        relation.code, verdict, small.quantity.value, bound.quantity.value, small.quantity.unit,
        f"{small.quantity.value:f}≤{bound.quantity.value:f}",
        (Term(small.quantity, cell=small).operand, bound.operand),
    )  # fmt: skip


_FORMS: dict[str, Callable[[Relation, Library], Iterator[Check]]] = {
    "equal": _equal,
    "sum": _sum,
    "columns": _columns,
    "tree": _tree,
    "list": _list,
    "items": _items,
    "at_most": _at_most,
}


def _first(library: Library, text: str) -> Cell | None:
    """The first cell an address names; `code:301` names a row by its subject code."""
    address = Address.parse(text)
    if address.row.startswith("code:"):
        for sheet in library.of_kind(address.kind):
            for row in sheet.table.rows:
                if row.code == address.row[5:]:
                    column = library.column(sheet, row, address.column, Role.LEVEL)
                    return sheet.cell(row, column) if column else None
        return None
    found = library.find(address)
    return found[0] if found else None


def _row(sheet: Sheet, address: Address) -> Row | None:
    pattern = re.compile(address.row)
    for row in sheet.table.rows:
        if address.side and sheet.side(row) != address.side:
            continue
        if pattern.search(label(row.label)):
            return row
    return None


def known_columns() -> frozenset[str]:
    """The column names an address may use."""
    return frozenset(vocabulary()["columns"])


def column_of(sheet: Sheet, index: int) -> Column:
    """The column of a sheet with that index."""
    return sheet.table.column(index)

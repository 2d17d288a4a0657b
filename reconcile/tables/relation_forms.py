"""The forms a relation between table cells can take (relations.toml), each a function from the
relation and the tables to checks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from extract.disclosure import Role
from extract.figures.marred import has_marred_code
from extract.table import Cell, Row
from reconcile.audit import Check, Verdict
from reconcile.equation import Term, best_of, of_cell
from reconcile.items import Item, Level
from reconcile.plain import label
from reconcile.tables.column_sums import ColumnSum, row_sums
from reconcile.tables.derived import computed
from reconcile.tables.grouped import grouped
from reconcile.tables.library import Address, Library, Sheet
from reconcile.tables.likeness import item_rows
from reconcile.tables.numbered_rows import numbered_rows
from reconcile.tables.sums import is_left_out, is_total, same_cells, sum_check
from reconcile.tables.unknown import across, clearly, leaves
from reconcile.tables.vocabulary import pattern

#: So many digits has the code of a class (类).
_CLASS = 3


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
    clear: tuple[str, ...] = ()
    report: str = ""
    confirm_only: bool = False
    all_parts: bool = False
    anywhere: bool = False
    twin: str = ""


def checks_of(relation: Relation, library: Library) -> Iterator[Check]:
    """Every check that the tables allow for a relation; raises KeyError for an unknown form."""
    for found in _FORMS[relation.form](relation, library):
        if not relation.confirm_only or found.verdict is Verdict.CONSISTENT:
            yield found


# -- cells that show one figure ----------------------------------------------------------------


def _equal(relation: Relation, library: Library) -> Iterator[Check]:
    """All named cells show the figure of the first."""
    known = _printed(library, relation.cells)
    for other in known[1:]:
        yield from best_of([same_cells(relation.code, known[0], other)])


def _one_of(relation: Relation, library: Library) -> Iterator[Check]:
    """The first cell shows the figure of one of the others: provinces differ in which."""
    known = _printed(library, relation.cells)
    if known and known[0] == _first(library, relation.cells[0]):
        yield from best_of(same_cells(relation.code, other, known[0]) for other in known[1:])


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
                yield from best_of([same_cells(relation.code, a, b)])


def _counterpart(row: Row, sheet: Sheet, side: str) -> Row | None:
    rows = [r for r in sheet.table.rows if not side or sheet.side(r) == side]
    coded = [r for r in rows if r.code]
    if coded:
        return next((r for r in coded if r.code == row.code), None)
    found = item_rows(rows, Item((Level(-1, label(row.label)),)))
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
    if large.quantity is None and not large.is_blank:
        return
    bound = of_cell(large, small.quantity.unit)
    holds = small.quantity.exact <= bound.exact
    near = small.quantity.interval.low <= bound.quantity.interval.high
    yield Check(
        relation.code,
        Verdict.CONSISTENT if holds else Verdict.ROUNDING if near else Verdict.MISMATCH,
        small.quantity.value,
        bound.quantity.value,
        small.quantity.unit,
        f"{small.quantity.value:f}≤{bound.quantity.value:f}",
        (Term(small.quantity, cell=small).operand, bound.operand),
    )


# -- sums --------------------------------------------------------------------------------------


def _sum(relation: Relation, library: Library) -> Iterator[Check]:
    """One cell, or with /* every cell of one row, is the sum of others."""
    if not relation.whole.endswith("/*"):
        yield from _sum_of_cells(relation, library)
        return
    address = Address.parse(relation.whole)
    unknown = library.of_kind("") if relation.anywhere else []
    for sheet in (*library.of_kind(address.kind), *unknown):
        whole_row = next(filter(_is_filled_in, _rows(sheet, address)), None)  # no heading
        found = [_row(sheet, Address.parse(text)) for text in relation.parts]
        rows = [r for r in found if r is not None]
        if whole_row is None or found[0] is None or (relation.all_parts and None in found):
            continue
        if not sheet.kind and any(r.labels[:-1] != whole_row.labels for r in rows):
            continue  # 合计 of a table with more than these
        extra = [r for text in relation.extra if (r := _row(sheet, Address.parse(text)))]
        for cell in whole_row.cells:
            column = sheet.table.column(cell.column)
            if not sheet.is_rate(column):
                yield from _sum_of_row(relation.code, sheet, cell, (rows, [*rows, *extra]))


def _sum_of_row(
    code: str, sheet: Sheet, cell: Cell, ways: Sequence[Sequence[Row]]
) -> Iterator[Check]:
    """A cell against the cells of its column in the first of some lists of rows with which it
    holds, else in the first."""
    column = sheet.table.column(cell.column)
    lists = ([sheet.cell(row, column) for row in rows] for rows in ways)
    found = [c for cells in lists for c in sum_check(code, cell, [p for p in cells if p])]
    holding = (check for check in found if check.verdict is not Verdict.MISMATCH)
    yield from islice(chain(holding, found), 1)


def _sum_of_cells(relation: Relation, library: Library) -> Iterator[Check]:
    """One cell against the parts that are printed; only what holds, where there may be more."""
    whole = _first(library, relation.whole)
    parts = [_first(library, text) for text in relation.parts]
    missing = None in parts if relation.all_parts else parts[0] is None
    known = [p for p in parts if p is not None]
    if missing or whole is None:
        return
    sheet = next(s for s in library.sheets if s.table.id == whole.table)
    for found in sum_check(relation.code, whole, known):
        if found.verdict is not Verdict.MISMATCH or not _are_more_between(sheet, whole, known):
            yield found


def _are_more_between(sheet: Sheet, whole: Cell, parts: Sequence[Cell]) -> bool:
    """Whether rows with an amount stand between the first of some parts and their whole below it,
    in one panel, that are none of the parts."""
    rows = {c: r for r in sheet.table.rows for c in r.cells}
    first, last = rows.get(parts[0]), rows.get(whole)
    if first is None or last is None or first.panel != last.panel:
        return False
    known = {rows[p].index for p in parts if p in rows}
    between = (r for r in sheet.table.rows if first.index < r.index < last.index)
    return any(
        r.panel == last.panel and r.index not in known and _has_figure(r) and not _is_part(r)
        for r in between
    )


def _columns(relation: Relation, library: Library) -> Iterator[Check]:
    """In every row, the column `whole` is the sum of the columns `parts`."""
    told = ColumnSum(relation.code, relation.whole, relation.parts, relation.extra)
    for sheet in library.of_kind(relation.table):
        yield from row_sums(told, library, sheet)


def _tree(relation: Relation, library: Library) -> Iterator[Check]:
    """Σ over the subject codes of a table, in every column of figures; not where a code cannot be
    read, as its row would be missed. In tables whose codes may be of anything, only where they are
    clearly those of subjects."""
    for kind in (*relation.tables, *relation.clear):
        for sheet in library.of_kind(kind):
            if has_marred_code(sheet.table):
                continue
            coded = [r for r in sheet.table.rows if r.code and r.code.isdigit()]
            found = (
                check
                for parent, children in _families(sheet, coded)
                for check in _column_sums(relation.code, sheet, parent, children)
            )
            yield from clearly(found) if kind in relation.clear else found


def _families(sheet: Sheet, coded: Sequence[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """Each row with the rows one level below its code, and the total with the 类; none where a code
    stands twice: what the rows are then, their codes do not say."""
    if len({r.code for r in coded}) < len(coded):
        return
    under: dict[str, list[Row]] = defaultdict(list)
    for row in coded:
        under[row.code[:-2]].append(row)
    for parent in coded:
        if parent.code in under:
            yield parent, under[parent.code]
    top = [r for r in coded if len(r.code) == 3]
    total = next((r for r in sheet.table.rows if not r.code and is_total(r)), None)
    if total is not None and top and {r.panel for r in top} == {total.panel}:
        yield total, top


def _list(relation: Relation, library: Library) -> Iterator[Check]:
    """A total row against the numbered rows (一、二、…) above it in its panel. Rows without a
    number may be parts of a numbered one or items of their own: what adds up with them holds,
    and nothing is said where it does not. Where none is numbered and all are classes (类) by the
    report's tables with codes, they are the list."""
    for sheet in library.of_kind(relation.table):
        for row in sheet.table.rows:
            sided = not relation.side or sheet.side(row) == relation.side
            if not sided or not re.search(relation.row, label(row.label)):
                continue
            above = [r for r in sheet.table.rows if r.panel == row.panel and r.index < row.index]
            listed = [r for r in above if _is_listed(r)]
            others = [r for r in above if not _is_listed(r) and not _is_part(r) and _has_figure(r)]
            if not listed and {label(r.label) for r in others} <= _classes(library):
                listed, others = others, []
            for found in _column_sums(relation.code, sheet, row, listed) if listed else ():
                if not others or found.verdict is not Verdict.MISMATCH:
                    yield found
            break


def _classes(library: Library) -> frozenset[str]:
    """The names of the classes (类) in the tables that print codes."""
    rows = (row for sheet in library.sheets for row in sheet.table.rows)
    return frozenset(label(row.label) for row in rows if len(row.code) == _CLASS)


def _under(relation: Relation, library: Library) -> Iterator[Check]:
    """A row that is by nature the sum of the rows under it (年初财政拨款结转和结余: one for each
    budget)."""
    for sheet in library.of_kind(relation.table):
        for row in sheet.table.rows:
            if re.search(relation.row, label(row.label)):
                below = [r for r in sheet.table.rows if r.labels[:-1] == row.labels]
                yield from _column_sums(relation.code, sheet, row, below)


def _is_listed(row: Row) -> bool:
    return re.match(r"[一二三四五六七八九十]{1,3}[、.．]", row.label.replace(" ", "")) is not None


def _is_part(row: Row) -> bool:
    """A row that is announced as a part of the one above (其中：, 1., （一）)."""
    text = row.label.replace(" ", "")
    return (
        len(row.labels) > 1
        or re.match(r"其中|[（(]?\d|[（(][一二三四五六七八九十]", text) is not None
    )


def _is_filled_in(row: Row) -> bool:
    return any(c.quantity is not None for c in row.cells)


def _has_figure(row: Row) -> bool:
    return any(c.quantity is not None and c.quantity.value for c in row.cells)


def _column_sums(code: str, sheet: Sheet, parent: Row, children: Sequence[Row]) -> Iterator[Check]:
    for cell in parent.cells:
        header = sheet.header(sheet.table.column(cell.column))
        rate = pattern("columns", "rate").search(header)
        if cell.quantity is not None and not rate and cell.quantity.unit != "%":
            position = _position(sheet, parent, cell)
            found = [(r, c) for r in children if (c := _at(sheet, r, position))]
            left_out = any(is_left_out(sheet, r, c) for r, c in found)
            for check in sum_check(code, cell, [c for _, c in found]):
                if not left_out or check.verdict is not Verdict.MISMATCH:
                    yield check


def _position(sheet: Sheet, row: Row, cell: Cell) -> int:
    """Which of its panel's columns a cell stands in: panels side by side share positions. -1
    where it stands in none of them."""
    columns = [c.index for c in sheet.table.columns if c.panel == row.panel]
    return columns.index(cell.column) if cell.column in columns else -1


def _at(sheet: Sheet, row: Row, position: int) -> Cell | None:
    columns = [c for c in sheet.table.columns if c.panel == row.panel]
    return sheet.cell(row, columns[position]) if 0 <= position < len(columns) else None


# -- addresses ---------------------------------------------------------------------------------


def _printed(library: Library, addresses: Sequence[str]) -> list[Cell]:
    """The cells with a figure among those that addresses name."""
    cells = [_first(library, text) for text in addresses]
    return [c for c in cells if c is not None and c.quantity is not None]


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
    return next(_rows(sheet, address), None)


def _rows(sheet: Sheet, address: Address) -> Iterator[Row]:
    pattern = re.compile(address.row)
    for row in sheet.table.rows:
        if address.side and sheet.side(row) != address.side:
            continue
        if pattern.search(label(row.label)):
            yield row


_FORMS: dict[str, Callable[[Relation, Library], Iterator[Check]]] = {
    "equal": _equal,
    "one_of": _one_of,
    "sum": _sum,
    "columns": _columns,
    "tree": _tree,
    "list": _list,
    "under": _under,
    "items": _items,
    "at_most": _at_most,
    "leaves": lambda relation, library: leaves(relation.code, library),
    "computed": lambda relation, library: computed(relation.code, library),
    "numbered": lambda relation, library: numbered_rows(relation.code, library),
    "grouped": lambda relation, library: grouped(relation.code, library),
    "across": lambda relation, library: across(relation.code, library),
}

"""Figures that a table of no known kind states in a row of their own name.

Places print tables of their own (政府采购情况表, 上级补助收入决算表), of which nothing says which
column is which measure. A row that is called as the figure's subject and prints the very figure
confirms it. A row that prints it but for a slip of the pen is only guessed to be meant.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extract.claims.ties import Tie
from extract.disclosure import Claim, Role
from extract.figures.quantity import Quantity
from extract.table import Cell, Row
from extract.tables.headers import split_unit
from reconcile.audit import Verdict
from reconcile.book import Book
from reconcile.cells.agreement import Held, copy_check
from reconcile.cells.alignment import Match
from reconcile.cells.exchanged import by_exchange
from reconcile.plain import label, plain
from reconcile.tables.flat import flat_list
from reconcile.tables.library import Library, Sheet
from reconcile.tables.sums import is_total
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.slips import significant

_NAME = "行名"
_WHY = "按行名对应"
_ROLES = frozenset({Role.LEVEL, Role.BUDGET, Role.PREVIOUS})
#: A figure of fewer digits stands in many a row.
_TELLING = 3
#: So many has one that is held against a row by a label that is not its own.
_LONG = 4
#: A name of fewer characters is a unit, or may be anything.
_NAMED = 3
#: What a column of numbers is in.
_COUNT = "个"
#: What a name may have around its own words, in a sentence or a row.
_AROUND = re.compile(
    r"^(?:其中)?[一-龥]{0,4}最[大小高低多少][一-龥]{0,4}?[是为]"
    r"|^(?:[0-9]{4}年度?|[本当全]年度?|[本我]?(?:部门|单位)|全[县市区州旗省])+"
    r"|(?:总额|合计|总计|总量|决算|预算|金额|支出|收入|数|额)+$"
)


def hold_by_label(book: Book, library: Library) -> dict[str, Held]:
    """Each amount that a row of its own name prints, by the claim's id; and those that changed
    places with another one of their sentence, whose row prints them."""
    called = rows_by_name(library)
    rows = {**_rows_by_path(library), **called}
    held: dict[str, Held] = {}
    other: dict[str, Held] = {}
    for claim in book.disclosure.claims if rows else ():
        if claim.role in _ROLES and claim.quantity.kind == "amount" and _tells(claim):
            name = core(book.statement(claim).subject)
            own = rows.get(name, ())
            match = _match(claim, own, _TELLING if name in called else _LONG)
            if match.decisive or match.also:
                held[claim.id] = _held(claim, match)
            elif len(own) == 1 and claim.role is not Role.PREVIOUS:
                other[claim.id] = _held(claim, Match(_NAME, (), tuple(_figures(own)), _WHY))
        elif claim.role is Role.COUNT and claim.period.startswith(str(book.disclosure.year)):
            held |= _counted(claim, rows.get(core(book.statement(claim).subject), ()))
    exchanged = by_exchange(held | other) if len(other) > 1 else {}
    return held | {k: h for k, h in exchanged.items() if k in other and h.match.decisive}


def _counted(claim: Claim, rows: Sequence[Row]) -> dict[str, Held]:
    """A count with the figure, in its own unit, of the rows that have its name, if they have one
    each and all the same: it confirms, and contradicts only what fails for another reason
    (borne_out.py)."""
    unit = claim.quantity.unit
    cells = [replace(c, quantity=replace(q, unit=unit)) for c, q in _in_unit(rows, unit)]
    if len(cells) != len(rows) or len({c.quantity for c in cells}) != 1:
        return {}
    return {claim.id: _held(claim, Match(_NAME, (), tuple(cells), _WHY))}


def _in_unit(rows: Sequence[Row], unit: str) -> Iterator[tuple[Cell, Quantity]]:
    """The figures of rows in a unit, or in a column of numbers of what a row counts in it."""
    for row in rows:
        labelled = {_COUNT, unit} if unit in map(plain, row.labels) else {unit}
        for cell in _figures([row]):
            if cell.quantity is not None and cell.quantity.unit in labelled:
                yield cell, cell.quantity


def _held(claim: Claim, match: Match) -> Held:
    cells = (*match.decisive, *match.also)
    return Held(claim, match, tuple(copy_check("N01", claim, cell) for cell in cells))


def _figures(rows: Sequence[Row]) -> Iterator[Cell]:
    return (c for r in rows for c in r.cells if c.quantity and c.quantity.kind != "percent")


def _match(claim: Claim, rows: Sequence[Row], digits: int) -> Match:
    """The cells that state a claim's figure; where none does, the one figure that a slip
    turns into it, if it has so many digits and all rows of the name have it."""
    tried = [(cell, copy_check("N01", claim, cell)) for cell in _figures(rows)]
    same = tuple(c for c, check in tried if check.verdict is Verdict.CONSISTENT)
    if same:
        return Match(_NAME, (), same, "按行名对应，金额相同")
    if (
        claim.role is Role.PREVIOUS or significant(claim.quantity.value) < digits
    ):  # which of a strange table's columns is of last year?
        return Match(_NAME, (), (), "")
    slips = [c for c, check in tried if check.detail and check.verdict is Verdict.MISMATCH]
    printing = {(c.table, c.row) for c in slips}
    if len({c.text for c in slips}) == 1 and len(printing) == len(rows):
        return Match(_NAME, tuple(slips[:1]), (), _WHY, tie=Tie.GUESSED, guessed=("measure",))
    return Match(_NAME, (), (), "")


def rows_by_name(library: Library) -> Mapping[str, Sequence[Row]]:
    """The rows by their names; a total by what its table is of."""
    found: dict[str, list[Row]] = defaultdict(list)
    for sheet in library.sheets:
        for row in sheet.table.rows:
            name = core(_title(sheet) if is_total(row) else split_unit(label(row.label))[0])
            if name and not row.code:
                found[name].append(row)
    return found


def _rows_by_path(library: Library) -> Mapping[str, Sequence[Row]]:
    """The rows of lists without levels by their other labels, those that no other row has: what is
    bought, beside its kind and its unit (台式计算机 | A02010105 | 台)."""
    found: dict[str, list[Row]] = defaultdict(list)
    for sheet in library.sheets:
        listed = flat_list(sheet)
        labels = [(core(name), row) for row in (listed or ((), ()))[1] for name in row.labels]
        times = Counter(name for name, _ in labels)
        for name, row in labels:
            if times[name] == 1 and len(name) >= _NAMED:
                found[name].append(row)
    return found


def _title(sheet: Sheet) -> str:
    """What a table is of: its title without the words that say that it is one."""
    return pattern("wording", "titled_table").sub("", plain(sheet.table.title))


def core(text: str) -> str:
    """A name without what it may have around its own words."""
    return _AROUND.sub("", plain(text))


def _tells(claim: Claim) -> bool:
    digits = f"{abs(claim.quantity.value):f}".replace(".", "").strip("0")
    return len(digits) >= _TELLING

"""Figures that a table of no known kind states in a row of their own name.

Places print tables of their own (政府采购情况表, 上级补助收入决算表), of which nothing says which
column is which measure. A row that is called as the figure's subject and prints the very figure
confirms it. A row that prints it but for a slip of the pen is only guessed to be meant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from extract.claims.ties import Tie
from extract.disclosure import Claim, Role
from extract.table import Cell, Row
from extract.tables.headers import split_unit
from reconcile.audit import Verdict
from reconcile.book import Book
from reconcile.cells.agreement import Held, copy_check
from reconcile.cells.alignment import Match
from reconcile.cells.exchanged import by_exchange
from reconcile.plain import label, plain
from reconcile.tables.library import Library, Sheet
from reconcile.tables.sums import is_total
from reconcile.tables.vocabulary import pattern

_NAME = "行名"
_WHY = "按行名对应"
_ROLES = frozenset({Role.LEVEL, Role.BUDGET, Role.PREVIOUS})
#: A figure of fewer digits stands in many a row.
_TELLING = 3
#: What a name may have around its own words, in a sentence or a row.
_AROUND = re.compile(
    r"^(?:其中)?[一-龥]{0,4}最[大小高低多少][一-龥]{0,4}?[是为]"
    r"|^(?:[0-9]{4}年度?|[本当全]年度?|[本我]?(?:部门|单位)|全[县市区州旗省])+"
    r"|(?:总额|合计|总计|总量|决算|预算|金额|支出|收入|数|额)+$"
)


def hold_by_label(book: Book, library: Library) -> dict[str, Held]:
    """Each amount that a row of its own name prints, by the claim's id; and those that changed
    places with another one of their sentence, whose row prints them."""
    rows = rows_by_name(library)
    held: dict[str, Held] = {}
    other: dict[str, Held] = {}
    for claim in book.disclosure.claims if rows else ():
        if claim.role in _ROLES and claim.quantity.kind == "amount" and _tells(claim):
            own = rows.get(core(book.statement(claim).subject), ())
            match = _match(claim, own)
            if match.decisive or match.also:
                held[claim.id] = _held(claim, match)
            elif len(own) == 1 and claim.role is not Role.PREVIOUS:
                other[claim.id] = _held(claim, Match(_NAME, (), tuple(_figures(own)), _WHY))
        elif claim.role is Role.COUNT and claim.period.startswith(str(book.disclosure.year)):
            held |= _counted(claim, rows.get(core(book.statement(claim).subject), ()))
    exchanged = by_exchange(held | other) if len(other) > 1 else {}
    return held | {k: h for k, h in exchanged.items() if k in other and h.match.decisive}


def _counted(claim: Claim, rows: Sequence[Row]) -> dict[str, Held]:
    """A count with the one figure, in its own unit, of the one row that has its name: it confirms,
    and contradicts only what fails for another reason (borne_out.py)."""
    cells = [c for c in _figures(rows) if c.quantity and c.quantity.unit == claim.quantity.unit]
    if len(rows) != 1 or len(cells) != 1:
        return {}
    return {claim.id: _held(claim, Match(_NAME, (), tuple(cells), _WHY))}


def _held(claim: Claim, match: Match) -> Held:
    cells = (*match.decisive, *match.also)
    return Held(claim, match, tuple(copy_check("N01", claim, cell) for cell in cells))


def _figures(rows: Sequence[Row]) -> Iterator[Cell]:
    return (c for r in rows for c in r.cells if c.quantity and c.quantity.kind != "percent")


def _match(claim: Claim, rows: Sequence[Row]) -> Match:
    """The cells that state a claim's figure; where none does and one row has the name, the one
    figure that a slip turns into it."""
    tried = [(cell, copy_check("N01", claim, cell)) for cell in _figures(rows)]
    same = tuple(c for c, check in tried if check.verdict is Verdict.CONSISTENT)
    if same:
        return Match(_NAME, (), same, "按行名对应，金额相同")
    if claim.role is Role.PREVIOUS:  # which of a strange table's columns is of last year?
        return Match(_NAME, (), (), "")
    slips = [c for c, check in tried if check.detail and check.verdict is Verdict.MISMATCH]
    if len(rows) == 1 and len({c.text for c in slips}) == 1:
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


def _title(sheet: Sheet) -> str:
    """What a table is of: its title without the words that say that it is one."""
    return pattern("wording", "titled_table").sub("", plain(sheet.table.title))


def core(text: str) -> str:
    """A name without what it may have around its own words."""
    return _AROUND.sub("", plain(text))


def _tells(claim: Claim) -> bool:
    digits = f"{abs(claim.quantity.value):f}".replace(".", "").strip("0")
    return len(digits) >= _TELLING

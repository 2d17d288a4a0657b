"""Sums that fail as they do where a row, or a figure, is not there: it was on a page that is
missing, was cut off, or was drawn by a font that is gone.

An error people make is in one figure, and shows in that figure's column and in its row, or it is a
slip of the pen. A row that is not there is missing from all columns at once, by no slip, and what
is missing adds up as a row does. A figure that is not there leaves a blank, which its row and its
column lack alike, or stands out where its column prints all others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from extract.characters import plain
from extract.table import Cell, Table
from extract.vocabulary import vocabulary
from reconcile.audit import Check, Verdict
from reconcile.weighing.fields_lost import blank_over_parts
from reconcile.weighing.slips import slips

#: So many columns at most of one sum may add up in so many ways.
_COLUMNS = 10
#: Sums may be off by so many of their last place through rounding.
_ROUNDING = 5

#: A column that so many rows, and this share of them, fill is one that all fill; so is a table with
#: so many fields.
_ROWS, _MOST, _FIELDS = 10, 0.9, 20

#: The rules for the scores of a form, and for what each may come to.
_SCORES, _WEIGHTS = "E01", "E03"

_Short = tuple[Check, Fraction]


def incomplete(checks: Iterable[Check], tables: Sequence[Table] = ()) -> frozenset[frozenset[Cell]]:
    """The failed sums within `tables`, each by its cells, that lack a row or a figure; sums that a
    row too many would explain are among them."""
    failed = [(c, by) for c in checks if (by := _short_by(c))]
    known = {table.id: table for table in tables}
    found = [
        *_without_row(failed, known),
        *_without_figure(failed),
        *_without_score(failed),
        *(c for c, by in failed if by > 0 and not c.expected),
        *(c for c, by in failed if _lacks_codes(c, by, known)),
        *(c for c, _ in failed if any(_stands_out(blank, known) for blank in c.blank)),
    ]
    return frozenset(frozenset(check.cells) for check in found)


def _short_by(check: Check) -> Fraction:
    """By how much a whole is more than its parts; 0 where a check is no failed sum of a table."""
    cells = check.cells
    if check.verdict is not Verdict.MISMATCH or len(cells) != len(check.operands):
        return Fraction(0)
    if len({c.table for c in cells}) != 1 or check.stated is None or check.expected is None:
        return Fraction(0)
    if check.equation is None or check.equation.name not in ("sum", "copy"):
        return Fraction(0)
    return Fraction(check.stated) - Fraction(check.expected)


def _without_row(failed: Sequence[_Short], tables: Mapping[str, Table]) -> Iterator[Check]:
    """Sums over the same rows that are short in several columns by what makes a row."""
    together: dict[tuple[str, str, int], list[_Short]] = defaultdict(list)
    for check, by in failed:
        whole, *parts = check.cells
        if all(c.row != whole.row for c in parts):
            together[check.rule, whole.table, whole.row].append((check, by))
    for group in together.values():
        by_column = {check.cells[0].column: by for check, by in group}
        first = group[0][0]
        table = tables.get(first.cells[0].table)
        with_unsummed = by_column | (_unsummed(first, table) if table is not None else {})
        lacks_row = any(
            len(lacks) > 1 and _make_a_row(list(lacks.values()), first)
            for lacks in (by_column, with_unsummed)
        )
        if lacks_row and not _is_slip(group):
            yield from (check for check, _ in group)


def _is_slip(group: Sequence[_Short]) -> bool:
    """Whether a slip of the pen in one row explains what all columns are short by, as it does where
    its figure is printed in two columns, or its total was computed with it."""
    mended = [{c.row for c in check.cells if _by_slip(check, c, by)} for check, by in group]
    return bool(set.intersection(*mended))


def _by_slip(check: Check, cell: Cell, by: Fraction) -> bool:
    """Whether a slip in one figure of a sum explains by how much it fails."""
    if cell.quantity is None:
        return False
    value = cell.quantity.value
    change = Decimal(by.numerator) / Decimal(by.denominator)
    return (value - change if cell == check.cells[0] else value + change) in slips(value)


def _unsummed(check: Check, table: Table) -> dict[int, Fraction]:
    """The figures of a total's row in columns in which no row of its sum prints any."""
    whole, *parts = check.cells
    rows = {c.row for c in parts}
    row = next((r for r in table.rows if whole in r.cells), None)
    printed = {c.column for r in table.rows if r.index in rows for c in r.cells if c.quantity}
    return {
        c.column: c.quantity.exact / c.quantity.scale
        for c in (row.cells if row else ())
        if c.quantity is not None and c.quantity.exact and c.column not in printed
    }


def _make_a_row(lacks: Sequence[Fraction], check: Check) -> bool:
    """Whether what some columns are short by adds up as the fields of a row do: all of it is in
    one of them, and the others are its parts, or some of them."""
    if not (all(by > 0 for by in lacks) or all(by < 0 for by in lacks)):
        return False
    whole, *parts = sorted(map(abs, lacks), reverse=True)
    stated = check.operands[0].quantity
    near = _ROUNDING * (stated.ulp / stated.scale if stated is not None else Fraction(0))
    return any(
        abs(whole - sum(some)) <= near
        for count in range(1, len(parts) + 1)
        for some in combinations(parts[:_COLUMNS], count)
    )


def _without_figure(failed: Sequence[_Short]) -> Iterator[Check]:
    """Sums that are short by one figure, in the row and in the column of a blank field."""
    at_blank: dict[Cell, list[_Short]] = defaultdict(list)
    for check, by in failed:
        for blank in check.blank if by > 0 else ():
            at_blank[blank].append((check, by))
    for one in at_blank.values():
        ways = {_is_down(check) for check, _ in one}
        if len(ways) > 1 and len({by for _, by in one}) == 1:
            yield from (check for check, _ in one)


def _lacks_codes(check: Check, by: Fraction, tables: Mapping[str, Table]) -> bool:
    """Whether a sum over rows is short by what rows among and behind its parts come to that print
    no code: by their codes parts are known."""
    whole, *parts = check.cells
    table = tables.get(whole.table)
    if table is None or by <= 0 or not parts or {c.column for c in check.cells} != {whole.column}:
        return False
    coded = {row.index for row in table.rows if row.code}
    if not any(c.row in coded for c in parts):
        return False
    last, come_to = max(c.row for c in parts), Fraction(0)
    for row in table.rows:
        field = next((c for c in row.cells if c.column == whole.column), None)
        if field is None or row.index <= whole.row or (row.code and row.index <= last):
            continue
        if row.code:
            break
        come_to += field.quantity.exact / field.quantity.scale if field.quantity else 0
        if come_to == by:
            return True
    return False


def _without_score(failed: Sequence[_Short]) -> Iterator[Check]:
    """The sums of scores and of weights of one form that both are short: of a row, of which the
    score is no more than its weight."""
    forms: dict[str, dict[str, _Short]] = defaultdict(dict)
    for check, by in failed:
        if check.rule in (_SCORES, _WEIGHTS):
            forms[check.cells[0].table][check.rule] = check, by
    for sums in forms.values():
        if len(sums) > 1 and 0 < sums[_SCORES][1] <= sums[_WEIGHTS][1]:
            yield from (check for check, _ in sums.values())


def _stands_out(blank: Cell, tables: Mapping[str, Table]) -> bool:
    """Whether nothing is printed in a field, not even for nothing, where nearly all of its column
    or of its table has some print, its own row in other columns; or in a total of figures, or over
    those of what its subject is made of."""
    table = tables.get(blank.table)
    if table is None or blank.text.strip():
        return False
    fields = [c for row in table.rows for c in row.cells]
    own = next((row for row in table.rows if blank in row.cells), None)
    if own is None or not _has_amount(own.cells):
        return False
    column = [c for c in fields if c.column == blank.column]
    if blank in blank_over_parts(table):
        return True
    if vocabulary().find("label.total", plain(own.label)):
        return _has_amount(column)
    return _is_filled(column, _ROWS) or _is_filled(fields, _FIELDS)


def _has_amount(fields: Iterable[Cell]) -> bool:
    return any(c.quantity and c.quantity.exact for c in fields)


def _is_filled(fields: Sequence[Cell], least: int) -> bool:
    """Whether nearly all of some fields are filled, and no fewer than so many."""
    filled = sum(bool(c.text.strip()) for c in fields)
    return filled >= max(least, _MOST * len(fields))


def _is_down(check: Check) -> bool:
    """Whether a sum is of rows, and not of the columns of one."""
    return len({c.row for c in check.cells}) > 1

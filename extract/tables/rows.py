"""The rows of a table: their label paths, subject codes and cells, panel by panel."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.characters import plain
from extract.figures.numerals import is_number, is_unit, looks_unreadable
from extract.figures.quantity import MONEY, Quantity, QuantityError, normal_text, parse_quantity
from extract.layout import Field, distinct
from extract.table import Cell, Row
from extract.tables.columns import Panel
from extract.tables.headers import Heading, Matrix, split_unit
from extract.tables.labels import Label, label_paths
from extract.vocabulary import vocabulary

_CODED_NAME = re.compile(
    r"((?:2[0-3]\d|30\d|31[0-3]|399|5[019]\d)(?:\d{2}){0,2})[-_.]?([^\d\W]{2}.*)"
)
_DIGIT = re.compile(r"[0-9]")
_BOUND = re.compile(r"^[≥≤<>＞＜]=?")
#: How the label of a total ends.
_TOTAL = re.compile("(?:合计|总计|小计)$")
_CODE_WORDS = frozenset({"类", "款", "项"})


@dataclass(slots=True)
class Draft:
    """A row while it is read: `anchor` is the field of its label, `names` its labels by column."""

    index: int
    panel: int
    label: str
    groups: tuple[str, ...]
    code: str
    indent: float | None
    anchor: Field | None
    cells: list[Cell]
    names: dict[int, str]


@dataclass(frozen=True, slots=True)
class Frame:
    """What reading a table's rows takes: its name, panels, headings and unit."""

    table: str
    panels: Sequence[Panel]
    headings: Sequence[Heading]
    unit: str

    def unit_of(self, column: int) -> str:
        """The unit that holds in a column."""
        return self.headings[column].unit or self.unit


def read_rows(frame: Frame, matrix: Matrix, indexes: Sequence[int]) -> tuple[Row, ...]:
    """The rows that stand at `indexes` of a table's fields."""
    drafts: list[Draft] = []
    previous: dict[int, Draft] = {}
    for index in indexes:
        line: list[Draft] = []
        for number in range(len(frame.panels)):
            above = previous.get(number)
            if above and _shares_figures(frame.panels[number], matrix, index, above):
                above.label += _own_label(frame.panels[number], matrix[index])
                continue
            if above and _is_rest(frame.panels[number], matrix[index], index):
                continue
            draft = _draft(frame, matrix, index, number, above, line)
            if draft:
                line.append(draft)
                previous[number] = draft
        drafts.extend(d for d in line if d.label or d.code or _filled(d))
    drafts = _mended(drafts, matrix, indexes)
    labelless = not any(p.labels or p.codes for p in frame.panels)
    if not drafts and labelless and indexes:
        drafts = [_blank_row(frame, matrix, indexes[0])]
    paths = label_paths([Label(d.label, d.groups, d.code, d.panel, d.indent) for d in drafts])
    return tuple(
        Row(d.index, path, d.code, d.panel, _counted(frame, d, path))
        for d, path in zip(drafts, paths, strict=True)
    )


def _counted(frame: Frame, draft: Draft, path: Sequence[str]) -> tuple[Cell, ...]:
    """The cells of a row; in the unit that its label says where it counts something in a table of
    money whose columns say none (车辆数合计（辆）). The rows under it count the same, if they have
    whole numbers (执法执勤用车: 3)."""
    units = [split_unit(plain(label))[1] for label in path]
    unit = next(filter(None, reversed(units)), "")
    if not unit or unit in MONEY or frame.unit not in MONEY:
        return tuple(draft.cells)
    own = bool(units[-1])
    return tuple(_in_unit(frame, cell, unit, own=own) for cell in draft.cells)


def _in_unit(frame: Frame, cell: Cell, unit: str, *, own: bool) -> Cell:
    said = cell.column < len(frame.headings) and frame.headings[cell.column].unit
    if said or cell.quantity is None or not (own or cell.quantity.decimals <= 0):
        return cell
    return replace(cell, quantity=figure(cell.text, unit))


def _shares_figures(panel: Panel, matrix: Matrix, index: int, above: Draft) -> bool:
    """Whether the figures of a row, all of them, are those of the row above in merged fields: one
    row, whose label a rule divides. A figure counts once."""
    filled = [matrix[index][c] for c in panel.figures if matrix[index][c].text]
    rows = {id(f) for c in panel.figures for f in [matrix[above.index][c]]}
    coded = any(matrix[index][c].text and matrix[index][c].row == index for c in panel.codes)
    figures = any(is_number(f.text) for f in filled)
    return figures and not coded and all(id(f) in rows for f in filled)


def _is_rest(panel: Panel, row: Sequence[Field], index: int) -> bool:
    """Whether a row is the blank rest of the one above, under a rule that divides no row: its
    label began there, and nothing stands in it."""
    head = [row[c] for c in (*panel.codes, *panel.labels) if row[c].text]
    begun = bool(head) and all(f.row < index for f in head)
    return begun and not any(row[c].text for c in panel.figures)


def _own_label(panel: Panel, row: Sequence[Field]) -> str:
    """What a row adds to the label that it shares a figure with."""
    return "".join(
        f.text.replace("\n", "")
        for f in distinct(row[c] for c in panel.labels)
        if f.row == _row_of(row)
    )


def _row_of(row: Sequence[Field]) -> int:
    """The index of a row: where the fields that begin in it begin."""
    return max(f.row for f in row)


def _filled(draft: Draft) -> bool:
    return any(c.text for c in draft.cells)


def _blank_row(frame: Frame, matrix: Matrix, index: int) -> Draft:
    """The one row of a table without labels, blank as it is."""
    columns = frame.panels[0].figures
    cells = [cell_of(frame, matrix[index][c], index, c) for c in columns]
    return Draft(index, 0, "", (), "", None, None, cells, {})


def _draft(
    frame: Frame,
    matrix: Matrix,
    index: int,
    number: int,
    previous: Draft | None,
    line: Sequence[Draft],
) -> Draft | None:
    """The row of one panel; None where its fields belong to the row of the panel before."""
    panel, row = frame.panels[number], matrix[index]
    head = [row[c] for c in (*panel.codes, *panel.labels)]
    last = line[-1] if line else None
    if last and last.label and head:
        if any(f is last.anchor for f in head):
            last.cells.extend(_cells(frame, row, index, panel, head))
            return None
        stray = _stray_figure(head, panel)
        if stray:
            column = panel.figures[-1] if panel.figures else stray.column
            last.cells.append(cell_of(frame, stray, index, column))
            return None
        if _is_total_of(last, head, row, panel):
            column, field = last.cells[0].column, _filled_fields(row, panel)[0]
            last.cells[:] = [cell_of(frame, field, index, column)]
            return None
    code = _code(panel, row, previous.code if previous else "")
    names = _names(panel, row, previous.names if previous else {})
    anchor = next((row[c] for c in sorted(names, reverse=True) if row[c].text), None)
    *groups, label = names.values() or [""]
    coded = _CODED_NAME.fullmatch(label)
    if coded and not code:
        code, label = coded[1], coded[2]
    cells = _cells(frame, row, index, panel, head if label else [])
    indent = anchor.start if anchor else None
    return Draft(index, number, label, tuple(groups), code, indent, anchor, cells, names)


def _is_total_of(last: Draft, head: Sequence[Field], row: Sequence[Field], panel: Panel) -> bool:
    """Whether the one figure of a panel's row is that of the total in the panel before, whose own
    field is blank: 公用经费合计 | | | | | 1,486.24 where a list goes on beside itself."""
    blank = len(last.cells) == 1 and not last.cells[0].text.strip()
    nameless = not any(f.text for f in head)
    return (
        blank and nameless and _TOTAL.search(last.label) is not None
        and len(_filled_fields(row, panel)) == 1
    )  # fmt: skip


def _filled_fields(row: Sequence[Field], panel: Panel) -> Sequence[Field]:
    return distinct(row[c] for c in panel.figures if row[c].text)


def _stray_figure(head: Sequence[Field], panel: Panel) -> Field | None:
    """A figure that stands alone where a label should: it belongs to the label before it."""
    filled = [f for f in head if f.text]
    alone = len(filled) == 1 and is_number(filled[0].text) and filled[0].column in panel.labels
    return filled[0] if alone else None


def _names(panel: Panel, row: Sequence[Field], above: Mapping[int, str]) -> dict[int, str]:
    """A row's labels by column, its own last; a group left blank goes on from the row above."""
    fields: dict[int, Field] = {}
    for column in sorted((*panel.codes, *panel.labels)):
        field = row[column]
        if not field.text or any(field is other for other in fields.values()):
            continue
        if column in panel.codes and (_digits(field.text) or field.text in _CODE_WORDS):
            continue
        fields[column] = field
    names = {column: f.text.replace("\n", "") for column, f in fields.items()}
    if not names:
        return {}
    first = min(names)
    groups = {c: t for c, t in above.items() if c in panel.labels and c < first}
    return groups | names


def _digits(text: str) -> str:
    """The digits of a subject code, "" for anything else."""
    digits = re.sub(r"[.\-'’\s]", "", normal_text(plain(text)))
    return digits if digits.isdecimal() else ""


def _code(panel: Panel, row: Sequence[Field], previous: str) -> str:
    """A row's subject code: its parts joined, leading zeros and left-out parts restored."""
    fields = distinct(row[c] for c in panel.codes)
    if len(fields) == 1:
        return _digits(fields[0].text)
    parts = [_digits(row[c].text) if row[c].width == 1 else "" for c in panel.codes]
    if not any(parts):
        return ""
    code = ""
    for depth, part in enumerate(parts):
        start = 0 if depth == 0 else 1 + 2 * depth
        if not part:
            if depth < _last(parts):
                code = previous[: 3 + 2 * depth]
            continue
        if len(part) > 3 or (depth and code and part.startswith(code)):
            code = part
        else:
            code = code[: start or None] + (part if depth == 0 else part.zfill(2))
    return code


def _last(parts: Sequence[str]) -> int:
    return max(i for i, part in enumerate(parts) if part)


def _cells(
    frame: Frame, row: Sequence[Field], index: int, panel: Panel, head: Sequence[Field]
) -> list[Cell]:
    """The cells of a panel's figures, each field once; what a label covers is none."""
    cells: list[Cell] = []
    seen: list[Field] = [f for f in head if f.text and not is_number(f.text)]
    for column in panel.figures:
        field = row[column]
        if not any(field is other for other in seen):
            cells.append(cell_of(frame, field, index, column))
            seen.append(field)
    return cells


def cell_of(frame: Frame, field: Field, row: int, column: int) -> Cell:
    """A field as a cell under a column, its figure read in the column's unit."""
    unit = frame.unit_of(column) if column < len(frame.headings) else frame.unit
    quantity, marred = figure(field.text, unit), False
    if quantity is None:
        marred = looks_unreadable(field.text)
    return Cell(
        frame.table, field.page, field.box, row, column, field.text, quantity, marred=marred
    )


@lru_cache(maxsize=1 << 14)
def figure(text: str, unit: str = "") -> Quantity | None:
    """The figure that a field prints, None where it is blank, a dash or words."""
    bare = _BOUND.sub("", plain(text))
    if not _DIGIT.search(bare) or "\n" in text.strip():
        return None
    try:
        quantity = parse_quantity(bare, unit)
    except QuantityError:
        return None
    return Quantity(text, quantity.value, quantity.unit) if is_unit(quantity.unit) else None


def _mended(drafts: list[Draft], matrix: Matrix, indexes: Sequence[int]) -> list[Draft]:
    """Rows that a page break tore: the rest of a label, without code and figures, at the top
    of a page belongs to the last row of the page before."""
    coded = {d.panel for d in drafts if d.code}
    mended: list[Draft] = []
    total = vocabulary().patterns["label.total"]
    for draft in drafts:
        last = next((d for d in reversed(mended) if d.panel == draft.panel), None)
        torn = (
            last is not None
            and draft.panel in coded
            and not draft.code
            and bool(last.code)
            and bool(draft.label)
            and not total.search(draft.label)
            and matrix[draft.index][0].page != matrix[last.index][0].page
            and not (_filled(draft) and _filled(last))
        )
        if last and _rest_of_words(draft, last, matrix):
            last.cells = [_lengthened(c, draft.cells) for c in last.cells]
        elif torn and last:
            last.label += draft.label
            last.cells = draft.cells if _filled(draft) else last.cells
        else:
            mended.append(draft)
    return mended


def _rest_of_words(draft: Draft, last: Draft, matrix: Matrix) -> bool:
    """Whether a row without label and figures, first on its page, goes on with the words of
    the row before."""
    return (
        not draft.label
        and not draft.code
        and matrix[draft.index][0].page != matrix[last.index][0].page
        and all(c.quantity is None for c in draft.cells)
    )


def _lengthened(cell: Cell, rest: Sequence[Cell]) -> Cell:
    more = "".join(c.text for c in rest if c.column == cell.column)
    return replace(cell, text=cell.text + more) if more and not cell.quantity else cell

"""What was meant for a figure and cannot be read as one, in sentences and in tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.characters import is_unknown
from extract.disclosure import Sentence
from extract.figures.in_text import compact, marred_figures
from extract.figures.numerals import is_well_formed, repaired
from extract.figures.quantity import MONEY
from extract.table import Cell, Column, Table

#: So many amounts, and so many times as many as there are other fields, make a column one of money,
#: in which a field so long was meant for a figure.
_AMOUNTS, _TIMES, _SHORT = 3, 4, 10
_OF_RATES = re.compile("[率％%比幅]")
#: What a field shows that was printed as a figure; words alone are not misprinted.
_TELLING = re.compile("[0-9０-９#*]")
_AMOUNT = re.compile(r"[0-9],[0-9]{3}|[0-9]\.[0-9]")

#: Target values of indicators are orders, no figures: ≥95.00(%).
_ORDERED = re.compile(r"[≥≤＞＜><＝=≧≦≮≯]")
#: Codes of purchases (A02010105) and the like.
_CODE = re.compile(r"[A-Z][0-9]{4,}")
_DIGITS_ONLY = re.compile(r"[0-9０-９.,，．·()（）\-－—–+%％\ufffc\s]*")


@dataclass(frozen=True, slots=True)
class Marred:
    """A badly written figure of a sentence: as printed, where it stands there, and its page.
    `read` says that it can only mean one number, and was read as that."""

    sentence: Sentence
    text: str
    start: int
    end: int
    read: bool

    @property
    def page(self) -> int:
        return self.sentence.places[self.start].page


def marred_in_text(sentences: Sequence[Sentence]) -> Iterator[Marred]:
    """The badly written figures of the narrative."""
    for sentence in sentences:
        if sentence.kind in ("contents", "glossary"):
            continue
        for start, end, read in _marred_in(sentence.text):
            yield Marred(sentence, sentence.text[start:end], start, end, read)


@lru_cache(1 << 12)
def _marred_in(text: str) -> tuple[tuple[int, int, bool], ...]:
    """Where the badly written figures of a sentence stand, and whether each was read all the same:
    asked for when a report is read, and again when it is checked."""
    compacted, offsets = compact(text)
    return tuple(
        (offsets[figure.start], offsets[figure.end - 1] + 1, figure.quantity is not None)
        for figure in marred_figures(compacted)
    )


def marred_cells(table: Table) -> tuple[Cell, ...]:
    """The cells of a table that were meant for a figure and hold none: any that show ##### or a
    character that nobody knows, others only where their column holds amounts. Among those whatever
    is neither a figure nor a blank is one: 略, 同上, ■■■, 约903.58, a rate."""
    by_column: dict[int, list[Cell]] = defaultdict(list)
    for cell in (c for row in table.rows for c in row.cells):
        by_column[cell.column].append(cell)
    found: list[Cell] = []
    for column in table.columns:
        cells = by_column[column.index]
        marred = [c for c in cells if c.marred and not _means_none(c.text.strip())]
        amounts = column.unit in MONEY or 2 * len(marred) <= sum(
            1 for c in cells if c.quantity is not None and _AMOUNT.search(c.text)
        )
        found += [c for c in marred if amounts or _is_plain(c.text)]
        found += _of_no_amount(column, cells)
    return tuple(found)


def _of_no_amount(column: Column, cells: Sequence[Cell]) -> list[Cell]:
    """The few short fields in a column of money that hold no amount, and not nothing either: 略,
    N/A, ……, 903.58%. Fields of words and of rates among as many amounts were meant so."""
    if column.unit not in MONEY or _OF_RATES.search("".join(column.header[-1:])):
        return []
    amounts = sum(1 for c in cells if c.quantity is not None and _AMOUNT.search(c.text))
    rates = [c for c in cells if c.quantity is not None and c.quantity.kind == "percent"]
    blank = (c for c in cells if c.quantity is None and not c.marred and not c.is_blank)
    words = [c for c in blank if len("".join(c.text.split())) <= _SHORT]
    found = [*rates, *words]
    if amounts < max(_AMOUNTS, _TIMES * len(found)):
        return []
    return [c for c in found if not _means_none(c.text.strip())]


def _means_none(text: str) -> bool:
    """Whether a field that cannot be read as a figure was meant for none."""
    return bool(_ORDERED.match(text) or _CODE.fullmatch(text))


def has_marred_code(table: Table) -> bool:
    """Whether a row without a subject code has a field before its figures that was meant for one
    and cannot be read; what stands in a column of figures, as in those of a list beside it, was
    not."""
    figures = {column.index for column in table.columns}
    for row in table.rows:
        first = min((c.column for c in row.cells), default=0)
        fields = table.grid[row.index] if not row.code and row.index < len(table.grid) else ()
        if any(c.marred and c.column < first and c.column not in figures for c in fields):
            return True
    return False


def is_printed_so(cell: Cell) -> bool:
    """Whether a marred cell shows that it is no number as printed; where it holds digits and
    separators alone, the fields may as well have been told apart wrongly; words are no misprint."""
    telling = _TELLING.search(cell.text) or any(map(is_unknown, cell.text))
    misplaced = not is_well_formed(cell.text) and repaired(cell.text) is not None
    return misplaced or (bool(telling) and not _DIGITS_ONLY.fullmatch(cell.text))


def _is_plain(text: str) -> bool:
    return "##" in text or text.lstrip().startswith("#") or any(is_unknown(c) for c in text)

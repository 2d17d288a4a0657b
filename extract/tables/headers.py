"""The header of a table: which rows it takes, and the path of words over each column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.characters import plain
from extract.figures.numerals import holds_no_words, is_number
from extract.figures.quantity import normal_unit
from extract.layout import Field, distinct
from extract.vocabulary import vocabulary

Matrix = Sequence[Sequence[Field]]
_YEAR = re.compile(r"20\d\d")
#: So many small numbers that rise from column to column count them, whatever is between.
_COUNTING = 4
_COUNTED = re.compile(r"[(（]?(\d{1,2})[)）]?(?:=.*)?")


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a column: the path of words, outermost first, and a unit printed there."""

    path: tuple[str, ...]
    unit: str = ""

    @property
    def leaf(self) -> str:
        """The word directly over the column, "" where there is none."""
        return self.path[-1] if self.path else ""


def header_height(matrix: Matrix) -> int:
    """How many rows at the top are header, the row that numbers the columns among them."""
    if not matrix or not _can_be_header(matrix[0]) or not _looks_headed(matrix[0]):
        return 0
    height = 1
    while height < len(matrix) and _goes_on(matrix, height):
        height += 1
    if height < len(matrix) and _names_parts(matrix, height):
        height += 1
    while height < len(matrix) and is_index_row(matrix[height]):
        height += 1
    return height


def names_columns(matrix: Matrix) -> bool:
    """Whether a grid begins with a header row of its own."""
    return _can_be_header(matrix[0]) and _known(matrix[0]) >= 2


def is_index_row(row: Sequence[Field]) -> bool:
    """Whether a row only numbers the columns (栏次 1 2 3). Where one number of it, or more, or half
    of its name, is lost, the others go on from the first column as they stood. What reaches down
    into it from above (科目名称) names a column; a dash stands over what has no number."""
    own = max(f.row for f in row)
    texts = [plain(f.text) for f in distinct(row) if f.row == own and not holds_no_words(f.text)]
    numbers = [int(m[1]) for t in texts if (m := _COUNTED.fullmatch(t))]
    if not numbers:
        return False
    words = vocabulary().words["header.index"]
    named = [t for t in texts if any(t and word.endswith(t) for word in words)]
    if len(numbers) + len(named) < len(texts):
        return False
    if len(numbers) > 1 and all(b - a == 1 for a, b in pairwise(numbers)):
        return numbers[0] == 1 or bool(named)
    rising = all(a < b for a, b in pairwise(numbers)) and numbers[-1] <= len(row)
    counting = len(numbers) > _COUNTING and numbers[0] == 1
    return rising and (counting or any(t in words for t in named))


def headings(matrix: Matrix, height: int) -> list[Heading]:
    """The heading of each column, from the header's rows without those that count columns."""
    rows = [row for row in matrix[:height] if not is_index_row(row)]
    total = matrix[height - 1][0] if is_mixed_row(matrix, height - 1) else None
    found = [_heading(rows, c, total) for c in range(len(matrix[0]))] if matrix else []
    return _without_refrain(found)


def _without_refrain(found: list[Heading]) -> list[Heading]:
    """Headings without the word that is printed again under each of them, alone (决算数 under
    本年支出合计, 基本支出 and 项目支出): it tells no column from another."""
    for word in vocabulary().words["header.refrain"]:
        above = [h.path[:-1] for h in found if plain(h.leaf) == word]
        if len(above) > 2 and all(above) and all(_alone_under(path, found) for path in above):
            return [replace(h, path=h.path[:-1]) if plain(h.leaf) == word else h for h in found]
    return found


def _alone_under(path: tuple[str, ...], found: Sequence[Heading]) -> bool:
    return sum(1 for h in found if h.path[: len(path)] == path) == 1


def is_mixed_row(matrix: Matrix, row: int) -> bool:
    """Whether the last row of a header is the 合计 row as well: some print the words under
    本年支出 (小计, 基本支出 …) in the row of an empty total. A 合计 under a head that is over other
    columns too is the first of those."""
    first = matrix[row][0] if row > 0 else None
    return (
        first is not None
        and first.row == row
        and matrix[row - 1][0].width == 1
        and bool(vocabulary().find("label.total", plain(first.text)))
        and not is_index_row(matrix[row])
    )


def _names_parts(matrix: Matrix, row: int) -> bool:
    """Whether a total's row prints, among its figures, the words that divide a merged field of the
    header over it (合计, 基本支出 and 项目支出 under 本年支出)."""
    if not is_mixed_row(matrix, row):
        return False
    known = vocabulary().words["header.words"]
    parts = [
        f for f in distinct(matrix[row][1:])
        if plain(f.text) in known and matrix[row - 1][f.column].width > f.width
    ]  # fmt: skip
    return len(parts) >= 2


def _heading(rows: Matrix, column: int, total: Field | None) -> Heading:
    path: list[str] = []
    unit = ""
    for depth, row in enumerate(rows):
        text = _over(rows, depth, column)
        name, found = split_unit(text)
        unit = found or unit
        same = depth and row[column] is rows[depth - 1][column]
        if name and not same and row[column] is not total and not (total and is_number(name)):
            path.append(name)
    return Heading(tuple(path), unit or implied_unit(path[-1] if path else ""))


def _over(rows: Matrix, depth: int, column: int) -> str:
    """The header text there; the word to the left where a header prints blank fields after it
    instead of one merged field."""
    text = rows[depth][column].text
    if text or depth + 1 >= len(rows) or not rows[depth + 1][column].text:
        return text.replace("\n", "")
    if rows[depth + 1][column] is rows[depth][column]:
        return ""
    if depth and rows[depth][column] is rows[depth - 1][column]:
        return ""
    for left in range(column - 1, -1, -1):
        if rows[depth][left].text:
            alone = rows[depth][left].height > 1
            return "" if alone else rows[depth][left].text.replace("\n", "")
    return ""


def split_unit(text: str) -> tuple[str, str]:
    """A header without the unit in brackets at its end (决算数（万元）), and the unit."""
    match = vocabulary().find("column.unit", text)
    if not match:
        return text, ""
    rest = (text[: match.start()] + text[match.end() :]).strip("（()） ")
    return rest, normal_unit(match["unit"] or match["unit2"])


def implied_unit(header: str) -> str:
    """The unit that a header means without printing it (得分: 分)."""
    for unit, pattern in vocabulary().implied_units:
        if pattern.search(header):
            return unit
    return ""


def _can_be_header(row: Sequence[Field]) -> bool:
    """A row without figures and codes."""
    texts = [plain(f.text) for f in distinct(row) if f.text]
    return not any(is_number(t) and not _YEAR.fullmatch(t) for t in texts)


def _words(row: Sequence[Field]) -> int:
    return sum(1 for f in distinct(row) if f.text)


def _known(row: Sequence[Field]) -> int:
    known = vocabulary().words["header.words"]
    return sum(1 for f in distinct(row) if split_unit(plain(f.text))[0] in known)


def _looks_headed(row: Sequence[Field]) -> bool:
    """Whether the first row heads columns: it has known header words, merged fields, or words
    in most of its fields."""
    fields = distinct(row)
    worded = [f for f in fields if f.text]
    if _known(row) or any(f.width > 1 or f.height > 1 for f in worded):
        return bool(worded)
    return 2 * len(worded) > len(fields)


def _goes_on(matrix: Matrix, row: int) -> bool:
    """Whether a row still belongs to the header over it."""
    fields = matrix[row]
    if not _can_be_header(fields) or not _words(fields):
        return False
    if any(f.row < row for f in fields if f.text):
        return True
    above = matrix[row - 1]
    divided = any(
        f.width > 1 and f.text and fields[c].text and fields[c].width < f.width
        for c, f in enumerate(above)
    )
    known = _known(fields)
    return divided or (known >= 2 and 2 * known > _words(fields))

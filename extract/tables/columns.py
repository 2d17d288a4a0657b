"""What each column of a table holds, and which columns make a panel of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from extract.characters import plain
from extract.figures.numerals import holds_no_words, is_number, looks_unreadable
from extract.figures.quantity import normal_text
from extract.tables.headers import Heading, Matrix
from extract.vocabulary import vocabulary

_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
#: A name without a digit; 合计 and 小计 stand where a code might.
_NAME = re.compile(r"[^\d]*[\u3400-\u9fff]{3}[^\d]*")
_WITH_UNIT = re.compile(r"[-+(（≥≤<>＞＜]?[\d,]+(?:\.\d+)?[)）]?\D{0,3}")


class Kind(Enum):
    """What a column holds."""

    LABEL = "label"
    CODE = "code"
    LINE = "line"
    FIGURE = "figure"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Panel:
    """Columns that belong together: the labels, codes and figures of one list."""

    labels: tuple[int, ...]
    codes: tuple[int, ...]
    figures: tuple[int, ...]

    @property
    def first(self) -> int:
        """Its leftmost column."""
        return min((*self.labels, *self.codes, *self.figures))


def column_kinds(body: Matrix, headings: Sequence[Heading]) -> list[Kind]:
    """What each column holds, by its heading first and by what stands in it else."""
    columns = [_values(body, c) for c in range(len(headings))]
    kinds = [_kind(heading, values) for heading, values in zip(headings, columns, strict=True)]
    for c, (heading, values) in enumerate(zip(headings, columns, strict=True)):
        if kinds[c] is Kind.FIGURE and _only_codes(values) and c + 1 < len(kinds):
            named = kinds[c + 1] is Kind.WORDS or kinds[c + 1] is Kind.LABEL
            kinds[c] = Kind.CODE if named and not heading.unit else Kind.FIGURE
        elif kinds[c] is Kind.FIGURE and not heading.path and _counts_up(values):
            kinds[c] = Kind.LINE
    return _labels_before_figures(kinds, headings)


def panels(kinds: Sequence[Kind], headings: Sequence[Heading]) -> list[Panel]:
    """The lists that stand side by side: one begins where labels or codes follow figures."""
    found: list[list[int]] = [[]]
    for column, kind in enumerate(kinds):
        opens = kind in (Kind.LABEL, Kind.CODE, Kind.LINE)
        filled = any(kinds[c] is Kind.FIGURE for c in found[-1])
        if opens and filled and any(k is Kind.FIGURE for k in kinds[column:]):
            found.append([])
        found[-1].append(column)
    return [
        Panel(
            tuple(c for c in columns if kinds[c] is Kind.LABEL),
            tuple(c for c in columns if kinds[c] is Kind.CODE),
            tuple(c for c in columns if kinds[c] in (Kind.FIGURE, Kind.WORDS)),
        )
        for columns in found
    ]


def _values(body: Matrix, column: int) -> list[str]:
    """The texts that stand in one column alone."""
    fields = [row[column] for row in body]
    return [plain(f.text) for f in fields if f.text and f.width == 1]


def _kind(heading: Heading, values: Sequence[str]) -> Kind:
    words = vocabulary()
    leaf = plain(heading.leaf)
    wordy = _share_of_words(values)
    if words.find("column.line", leaf) and wordy < 0.5:
        return Kind.LINE
    if words.find("column.code", leaf) and not _are_names(values):
        return Kind.CODE
    if words.find("column.label", leaf) and (wordy >= 0.5 or not values):
        return Kind.LABEL
    if words.find("column.weak_label", leaf) and wordy >= 0.5:
        return Kind.LABEL
    if wordy >= 0.5:
        return Kind.WORDS
    return Kind.FIGURE


def _are_names(values: Sequence[str]) -> bool:
    """Whether what stands under 类 or 款 are mostly names and no codes."""
    names = sum(1 for v in values if _NAME.fullmatch(v))
    return 2 * names > len(values)


def _share_of_words(values: Sequence[str]) -> float:
    if not values:
        return 0.0
    return sum(1 for v in values if not is_figure(v)) / len(values)


def is_figure(text: str) -> bool:
    """Whether a text is a figure, with at most a short unit, a dash for none, or what was meant
    for a figure and cannot be read (#####)."""
    whole = normal_text(plain(text))
    written = is_number(whole) or bool(_WITH_UNIT.fullmatch(whole))
    return written or (bool(whole) and holds_no_words(whole)) or looks_unreadable(whole)


def _only_codes(values: Sequence[str]) -> bool:
    return len(values) > 1 and all(_CODE.fullmatch(v) for v in values)


def _counts_up(values: Sequence[str]) -> bool:
    """Whether the values are line numbers: whole, one more in every row."""
    if len(values) < 3 or not all(v.isdecimal() for v in values):
        return False
    numbers = [int(v) for v in values]
    return all(b - a == 1 for a, b in pairwise(numbers))


def _labels_before_figures(kinds: list[Kind], headings: Sequence[Heading]) -> list[Kind]:
    """Columns of words are labels where figures follow them and they are no remarks."""
    words = vocabulary()
    result = list(kinds)
    has_figures = Kind.FIGURE in kinds
    for c, kind in enumerate(kinds):
        if kind is not Kind.WORDS or words.find("column.note", headings[c].leaf):
            continue
        before = result[:c]
        if not has_figures:
            result[c] = Kind.WORDS if Kind.LABEL in before else Kind.LABEL
            continue
        unheaded = not headings[c].path and Kind.FIGURE in kinds[c:]
        if Kind.FIGURE not in before or unheaded or _begins_again(kinds, headings, c):
            result[c] = Kind.LABEL
    if not has_figures and result.count(Kind.LABEL) > 1:
        result = _first_label_only(result, headings)
    return result


def _begins_again(kinds: Sequence[Kind], headings: Sequence[Heading], column: int) -> bool:
    """Whether a column of words behind figures names the rows of figures that are headed like
    those: 按功能分类|2026年预算|按支出类别|2026年预算."""
    behind = column + 1
    if behind >= len(kinds) or not kinds[column - 1] is kinds[behind] is Kind.FIGURE:
        return False
    return bool(headings[behind].leaf) and headings[behind].path == headings[column - 1].path


def _first_label_only(kinds: list[Kind], headings: Sequence[Heading]) -> list[Kind]:
    """In a table without figures the first column of words names the row."""
    blank = [h.path for h in headings].count(()) == len(headings)
    first = kinds.index(Kind.LABEL)
    return [
        Kind.WORDS if k is Kind.LABEL and c > first and not blank else k
        for c, k in enumerate(kinds)
    ]

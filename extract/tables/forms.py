"""Forms (绩效自评表): fields with their names beside them, and blocks that bring their own headers.

A row of header words inside a form begins a block; the rows under it are read by that header.
Each block has columns of its own: block 2's field in grid column 5 stands in column 205.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.characters import plain
from extract.figures.numerals import is_number
from extract.figures.quantity import MONEY
from extract.layout import Field, distinct
from extract.table import Cell, Column, Row
from extract.tables.columns import is_figure
from extract.tables.headers import Heading, implied_unit, split_unit
from extract.tables.joining import Sheet
from extract.tables.labels import Label, label_paths
from extract.tables.rows import Frame, cell_of
from extract.vocabulary import vocabulary

#: What stands behind a header's name: how it is computed, or what it is at most (得分（10分）).
_FORMULA = re.compile(r"[（(](?:[A-Za-z0-9/%÷×*+\-=]+|满?分?[0-9]+分)[)）]$")
_BLOCK = 100
_NOT_APPLICABLE = frozenset({"不适用", "无", "/"})


@dataclass(slots=True)
class _Block:
    """One header inside a form and the columns it heads."""

    number: int
    row: int
    name: str
    unit: str
    heads: dict[int, Heading]
    labels: list[int]
    kept: dict[int, str] = field(default_factory=dict)

    def column(self, leafs: frozenset[str]) -> int | None:
        """The last column headed by one of some words."""
        found = [c for c, head in self.heads.items() if head.leaf in leafs]
        return found[-1] if found else None


@dataclass(frozen=True, slots=True)
class Form:
    """A form as read: its columns by block, its rows, and the project it is about."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    subject: str


def is_form(sheet: Sheet) -> bool:
    """Whether words that name a form's fields stand in two rows or more; in one, where its title
    says that it is one and it begins with the project's name."""
    marks = vocabulary().words["form.marks"]
    own = [row for r, row in enumerate(sheet.matrix) if r not in sheet.repeats]
    rows = {f.row for row in own for f in row if plain(f.text) in marks}
    named = any(_is_key(row[0].text) for row in own)
    titled = bool(vocabulary().find("form.title", sheet.caption.title))
    if titled and own and _is_key(own[0][0].text):
        return True
    return len(rows) >= 2 and (named or any(len(_heads(row)) >= 2 for row in own[2:]))


def read_form(sheet: Sheet, name: str) -> Form:
    """The blocks of a form as columns and rows."""
    frame = Frame(name, (), (), sheet.caption.unit)
    blocks: list[_Block] = []
    drafts: list[tuple[int, Label, list[Cell]]] = []
    pairs: list[_Pair] = []
    group = ""
    for index, row in enumerate(sheet.matrix):
        if index in sheet.repeats:
            continue
        heads = _heads(row)
        if len(heads) >= 2:
            blocks.append(_block(len(blocks) + 1, index, row, heads, sheet.caption.unit))
        elif blocks and not _is_pairs(row):
            drafts.extend(_block_row(frame, blocks[-1], row, index))
        else:
            found = _pairs(frame, row, index, group)
            group = found[0].group if found else ""
            pairs.extend(found)
    rows = [Row(p.index, p.labels, "", 0, (p.cell,)) for p in pairs]
    paths = label_paths([label for _, label, _ in drafts])
    rows += [
        Row(index, path, "", 0, tuple(cells))
        for (index, _, cells), path in zip(drafts, paths, strict=True)
    ]
    rows.sort(key=lambda r: r.index)
    return Form(_columns(pairs, blocks), tuple(rows), _subject(pairs))


def _is_key(text: str) -> bool:
    return bool(vocabulary().find("form.name", plain(text)))


def _heads(row: Sequence[Field]) -> dict[int, Heading]:
    """The header words of a row by column, none where the row has figures as well. What stands
    right of the words for labels (一级指标, 二级指标) heads values, whatever it is called."""
    known, labels = vocabulary().words["form.headers"], vocabulary().words["form.labels"]
    found: dict[int, Heading] = {}
    for f in distinct(row):
        text, unit = split_unit(plain(f.text))
        name = text if text in known else _FORMULA.sub("", text)
        if is_number(f.text):
            return {}
        named = sum(1 for head in found.values() if head.leaf in labels)
        if name in known or (name and named >= 2):
            found[f.column] = Heading((name,), unit or implied_unit(name))
    return found


def _block(
    number: int, index: int, row: Sequence[Field], heads: dict[int, Heading], unit: str
) -> _Block:
    """The block that a header row begins: which columns name its rows, which hold values. What
    stands over all of it (预算执行情况) names the rows where it is the first."""
    names = vocabulary().words["form.labels"]
    if 0 in heads and heads[0].leaf in vocabulary().words["form.over"]:
        heads = {column: head for column, head in heads.items() if column}
    first = min((c for c in heads if heads[c].leaf not in names), default=len(row))
    labels = [
        c
        for c in range(len(row))
        if (c in heads and heads[c].leaf in names) or (c < first and c not in heads)
    ]
    own = [f for f in distinct(row) if f.text and f.column not in heads]
    name, own_unit = split_unit(plain(own[0].text)) if own else ("", "")
    values = {c: h for c, h in heads.items() if h.leaf not in names}
    return _Block(number, index, name, own_unit or unit, values, labels)


def _is_pairs(row: Sequence[Field]) -> bool:
    """Whether a row inside the form names its fields beside them again (a new project)."""
    marks = vocabulary().words["form.marks"]
    texts = [plain(f.text) for f in distinct(row) if f.text]
    return len(texts) >= 2 and texts[0] in marks and _is_key(texts[0])


@dataclass(frozen=True, slots=True)
class _Pair:
    """A field beside its name, with the words that stand over several such names, as they are
    printed: 项目资金（万元）."""

    index: int
    group: str
    name: str
    cell: Cell

    @property
    def labels(self) -> tuple[str, ...]:
        over = split_unit(plain(self.group))[0]
        return (over, self.name) if over else (self.name,)


def _pairs(frame: Frame, row: Sequence[Field], index: int, before: str) -> list[_Pair]:
    """The fields of a row that stand beside their names: a figure's name is right before it, words
    come in turn. What is left over names the group; where the row's first field is blank, the
    group is the one `before`."""
    filled = [f for f in distinct(row) if f.text]
    named = {n - 1: n for n, f in enumerate(filled) if n and is_number(f.text)}
    named = {k: v for k, v in named.items() if k not in named.values()}
    rest = [n for n in range(len(filled)) if n not in named and n not in named.values()]
    group = filled[rest[0]].text if named and len(rest) % 2 else "" if row[0].text else before
    words = rest[1:] if named and len(rest) % 2 else rest
    named |= dict(zip(words[::2], words[1::2], strict=False))
    unit = split_unit(plain(group))[1]
    found = []
    for key, value in sorted(named.items()):
        name, own = split_unit(filled[key].text)
        framed = replace(frame, unit=own or unit or frame.unit)
        cell = cell_of(framed, filled[value], index, filled[value].column)
        found.append(_Pair(index, group, name, cell))
    return found


def _block_row(
    frame: Frame, block: _Block, row: Sequence[Field], index: int
) -> list[tuple[int, Label, list[Cell]]]:
    """A row under a block's header: its label path and its values."""
    fields = [f for f in distinct(row) if f.text and f.row > block.row]
    if not fields:
        return []
    total = vocabulary().find("label.total", plain(fields[0].text))
    places = _total_places(block, fields) if total else _places(block, fields)
    cells = [_cell(frame, block, f, index, column) for f, column in places if column in block.heads]
    moved = [f for f, _ in places]
    names = fields[:1] if total else [f for f in fields if f not in moved]
    label, groups = _label(block, names)
    indent = names[-1].start if names else None
    return [(index, Label(label, groups, "", block.number, indent), cells)]


def _places(block: _Block, fields: Sequence[Field]) -> list[tuple[Field, int]]:
    """The values of a row with their columns; a row that lost or gained a field is moved back
    under its header where its score has slid out from under 得分."""
    shift = _slide(block, fields)
    values = [f for f in fields if f.column + shift in block.heads]
    return [(f, f.column + shift) for f in values]


def _slide(block: _Block, fields: Sequence[Field]) -> int:
    words = vocabulary().words
    score, weight = block.column(words["form.score"]), block.column(words["form.weight"])
    numbers = [f.column for f in fields if is_number(f.text)]
    if score is None or weight is None or not numbers:
        return 0
    shift = score - numbers[-1]
    by_column = {f.column: plain(f.text) for f in fields}
    if not shift or not by_column.get(weight - shift, "").replace(".", "").isdecimal():
        return 0
    if shift < 0:
        return 0 if any(c in by_column for c in sorted(block.heads)[:-shift]) else shift
    stolen = [by_column.get(c, "") for c in block.labels[-shift:]]
    slid = [t for t in stolen if t and (is_figure(t) or t in _NOT_APPLICABLE)]
    return shift if len(slid) == shift else 0


def _total_places(block: _Block, fields: Sequence[Field]) -> list[tuple[Field, int]]:
    """总分: its two figures are the full score and the score, wherever they stand."""
    words = vocabulary().words
    score, weight = block.column(words["form.score"]), block.column(words["form.weight"])
    numbers = [f for f in fields if is_number(f.text)]
    if score is not None and weight is not None and len(numbers) == 2:
        return [(numbers[0], weight), (numbers[1], score)]
    if score is not None and len(numbers) == 1:
        return [(numbers[0], score)]
    return [(f, f.column) for f in fields[1:] if f.column in block.heads]


def _label(block: _Block, names: Sequence[Field]) -> tuple[str, tuple[str, ...]]:
    """A row's own label and its groups; a group left blank goes on from the row above."""
    if not names:
        return block.name, ()
    first = names[0].column
    groups = [text for column, text in sorted(block.kept.items()) if column < first]
    texts = [f.text.replace("\n", "") for f in names]
    block.kept = {c: t for c, t in block.kept.items() if c < first}
    block.kept |= {f.column: t for f, t in zip(names[:-1], texts[:-1], strict=True)}
    return texts[-1], (*groups, *texts[:-1])


def _cell(frame: Frame, block: _Block, f: Field, index: int, column: int) -> Cell:
    heading = block.heads[column]
    unit = heading.unit or (block.unit if _is_money(heading.leaf) else "")
    framed = replace(frame, unit=unit)
    cell = cell_of(framed, f, index, column)
    return replace(cell, column=_BLOCK * block.number + column)


def _is_money(leaf: str) -> bool:
    return leaf.endswith(("预算数", "执行数", "金额"))


def _columns(pairs: Sequence[_Pair], blocks: Sequence[_Block]) -> tuple[Column, ...]:
    plain_columns = sorted({pair.cell.column for pair in pairs})
    columns = [Column(c, ()) for c in plain_columns]
    for block in blocks:
        for c, head in sorted(block.heads.items()):
            money = block.unit if _is_money(head.leaf) and block.unit in MONEY else ""
            columns.append(Column(_BLOCK * block.number + c, head.path, 0, head.unit or money))
    return tuple(columns)


def _subject(pairs: Sequence[_Pair]) -> str:
    """The project that the form names first."""
    for pair in pairs:
        if _is_key(pair.name):
            return pair.cell.text.replace("\n", "")
    return ""

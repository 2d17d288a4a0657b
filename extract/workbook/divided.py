"""What on a sheet is a table, and what are titles, units and notes around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.characters import plain
from extract.figures.numerals import is_number
from extract.flow.blocks import Block, Grid, Item, Part, Text, by_lines
from extract.vocabulary import vocabulary
from extract.workbook.sheets import Area, Seen, Sheet, letters, seen

#: So many cells with rules beside them make a row of a ruled table.
_FRAMED = 2
#: A text with so many characters, alone in its row, is no label.
_LONG = 25
_NAMED = 5
_PREFIX = re.compile(r"^[A-Za-z]*\d*[-_ .、]*")


def part_of(sheet: Sheet) -> Part:
    """A sheet as blocks: tables, and lines of text around them."""
    shown = seen(sheet)
    tables = _tables(shown)
    blocks: list[Block] = []
    row = 0
    while row < len(shown.rows):
        end = tables.get(row)
        if end is None:
            blocks += _texts(shown.areas[row])
            row += 1
            continue
        blocks.append(_grid(shown, row, end))
        row = end
    return Part(tuple(_titled(blocks, sheet.name)), sheet.name, tuple(_unread(sheet, shown)))


def _tables(shown: Seen) -> dict[int, int]:
    """The rows at which tables begin, with those after their ends."""
    covered = _covering(shown)
    framed = [sum(1 for a in row if a.shown.framed) >= _FRAMED for row in covered]
    inside = framed if any(framed) else _unframed(shown, covered)
    found: dict[int, int] = {}
    start: int | None = None
    for row, within in enumerate([*inside, False]):
        apart = row and row < len(shown.rows) and shown.rows[row] - shown.rows[row - 1] > 1
        if start is not None and (not within or (apart and _begins(covered, row, inside))):
            found[start] = row
            start = None
        if within and start is None:
            start = row
    return {a: b for a, b in found.items() if sum(len(shown.areas[r]) for r in range(a, b)) > 1}


def _begins(covered: Sequence[Sequence[Area]], row: int, inside: Sequence[bool]) -> bool:
    """Whether a row after a gap begins a table of its own: a header, no figures."""
    return inside[row] and not any(is_number(a.shown.text) for a in covered[row])


def _covering(shown: Seen) -> list[list[Area]]:
    """The areas over each row, those that begin higher up among them."""
    found: list[list[Area]] = [[] for _ in shown.rows]
    for line in shown.areas:
        for area in line:
            for row in range(area.row, area.row_end):
                found[row].append(area)
    return found


def _unframed(shown: Seen, covered: Sequence[Sequence[Area]]) -> list[bool]:
    """The rows of tables on a sheet without rules: from the first with several fields on, without
    the lines of units and owners above and the notes below."""
    filled = [[a for a in row if a.shown.filled] for row in covered]
    rows = [len(row) > 1 and not _is_caption(row) for row in filled]
    last = max((n for n, row in enumerate(rows) if row), default=-1)
    inside: list[bool] = []
    for number, row in enumerate(filled):
        alone = len(row) == 1 and (
            bool(vocabulary().find("caption.note", plain(row[0].shown.text)))
            or len(plain(row[0].shown.text)) > _LONG
            or bool(vocabulary().find("caption.title", plain(row[0].shown.text)))
        )
        begun = bool(inside) and (inside[-1] or any(inside))
        within = bool(row) and not alone and not _is_caption(row)
        inside.append(within and (rows[number] or (begun and number < last)))
    return inside


def _is_caption(row: Sequence[Area]) -> bool:
    """Whether the texts of a row are a unit, a number, an owner, a date: no header."""
    texts = [plain(a.shown.text) for a in row if a.shown.filled]
    return bool(texts) and not any(map(_without_meta, texts))


def _without_meta(text: str) -> str:
    """A text without unit, number, owner and date."""
    words = vocabulary().patterns
    for name in ("unit", "number", "owner", "date"):
        text = words[f"caption.{name}"].sub("", text)
    return text.strip("：:（）() ")


def _texts(row: Sequence[Area]) -> Iterator[Text]:
    """A row outside of tables: a line, or paragraphs where a cell holds them."""
    filled = [a for a in row if a.shown.filled]
    if len(filled) == 1:
        area = filled[0]
        yield from by_lines(Text(area.shown.text, area.shown.centred, ref=area.ref))
    elif filled:
        text = "\t".join(a.shown.text.replace("\n", "") for a in filled)
        yield Text(text, ref=filled[0].ref)


def _grid(shown: Seen, start: int, end: int) -> Grid:
    """The rows of a table, without columns that nothing stands in and no rule divides."""
    areas = [a for row in shown.areas[start:end] for a in row]
    first = min(a.column for a in areas)
    items = tuple(
        Item(
            a.row - start,
            a.column - first,
            min(a.row_end, end) - start,
            a.column_end - first,
            a.shown.text,
            a.shown.indent,
            a.ref,
            a.shown.unread,
        )
        for a in areas
    )
    inner = range(shown.rows[start], shown.rows[end - 1])
    lost = any(r in inner or r == shown.rows[end - 1] + 1 for r in shown.lost_rows)
    return Grid(items, lost or bool(shown.lost_columns))


def _titled(blocks: Sequence[Block], name: str) -> Iterator[Block]:
    """The blocks of a sheet, its own name before them where it is the title of a table that prints
    none."""
    words = vocabulary()
    title = _PREFIX.sub("", name)
    tables = [b for b in blocks if isinstance(b, Grid)]
    printed = [b.text for b in blocks if isinstance(b, Text)]
    printed += [i.text for table in tables for i in table.items if i.row < 2]
    told = any(words.find("caption.title", plain(text)) for text in printed)
    if len(tables) == 1 and not told and words.find("caption.title", plain(title)):
        yield Text(title, centred=True)
    yield from blocks


def _unread(sheet: Sheet, shown: Seen) -> Iterator[str]:
    """What of a sheet is hidden and holds something, and formulas without results."""
    if shown.lost_rows:
        yield f"隐藏的行未读：{_list([str(r + 1) for r in shown.lost_rows])}"
    if shown.lost_columns:
        yield f"隐藏的列未读：{_list([letters(c) for c in shown.lost_columns])}"
    empty = [a.ref for row in shown.areas for a in row if a.shown.unread]
    if empty:
        yield f"公式没有存下计算结果，未读：{_list(empty)}"


def _list(names: Sequence[str]) -> str:
    more = f"等{len(names)}处" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more

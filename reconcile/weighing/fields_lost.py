"""Tables that show by their own fields that some of what stood in them is lost: words or figures
that were deleted, or drawn by a font that is gone, leave blanks where no report has any."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby, islice, takewhile

from extract.characters import plain
from extract.table import Cell, Row, Table
from extract.vocabulary import vocabulary
from reconcile.audit import Check

#: A subject's code, as it stands in a field of its own.
_CODE = re.compile(r"^\d{3,9}$", re.ASCII)
_WORDS = re.compile(r"[\u3400-\u9fff]")
#: What may be left in a row that lost all else.
_SPECKS = " \n.,，、"
#: So many rows, and this share of them, show what the rows of a table have.
_ROWS, _MOST = 5, 0.8
#: So long is the code of a class (类).
_CLASS = 3
#: So many blanks of a kind where the other rows have none are no slip of the pen.
_SEVERAL, _MANY = 2, 3
#: So few fields are a column of codes or of names; so many, one of the numbers of lines.
_FEW, _NUMBERED = 3, 8
_LINE = re.compile(r"[1-9]\d?", re.ASCII)
_TOTAL = re.compile("[合总小]计")
#: The sign that rows with a code have no figure.
_NO_FIGURES = "figures"


def gappy(tables: Sequence[Table], forms: Iterable[tuple[Table, int]] = ()) -> frozenset[str]:
    """The tables of which some is lost, such as those of `forms` without their end. One sign is
    enough beside another table that lost some."""
    found = {table.id: signs(table) for table in tables}
    cut = {table.id for table, _ in forms}
    clear = [t for t in tables if _is_clear(found[t.id]) or t.id in cut]
    pages = {page for table in clear for page in table.pages}
    beside = (t for t in tables if found[t.id] and not pages.isdisjoint(t.pages))
    return frozenset(t.id for t in (*clear, *beside))


def _is_clear(found: Counter[str]) -> bool:
    """Whether signs are enough by themselves: a row is empty, or they are several."""
    return (
        any(found[name] for name in ("row", "head", "total", "childless", _NO_FIGURES, "number"))
        or found.total() >= _SEVERAL
    )


def blank_over_parts(table: Table) -> Iterator[Cell]:
    """The fields in which nothing is printed, not even for nothing, though those of what their
    subject is made of print amounts below them, and their own row does beside them."""
    for n, row in enumerate(table.rows):
        blank = [c for c in row.cells if not c.text.strip()]
        if not row.code or not blank or not _has_amount(row.cells):
            continue
        following = islice(table.rows, n + 1, None)
        parts = takewhile(partial(_is_part, row), following)
        printed = {c.column for r in parts for c in r.cells if c.quantity and c.quantity.exact}
        yield from (c for c in blank if c.column in printed)


def _is_part(whole: Row, row: Row) -> bool:
    return _is_under(row.code, whole.code)


def reaches_blank(table: Table, cells: Sequence[Cell]) -> bool:
    """Whether an equation takes rows of a table, and one behind the first of them, which may belong
    to it, prints a whole without its parts, or parts without their whole, or lost its code or its
    name, by which it would be known."""
    taken = {cell.row for cell in cells if cell.table == table.id}
    if len(taken) < 2:
        return False
    lost = (*_without_whole(table), *_unnamed(table), *_nameless(table))
    return any(min(taken) <= row for row in lost)


def columns_lost(checks: Iterable[Check]) -> frozenset[str]:
    """The tables of which many rows come to more than their parts with one column blank: its
    figures were lost."""
    short: Counter[tuple[str, int, int]] = Counter()
    for check in checks:
        rows = {cell.row for cell in (*check.cells, *check.blank)}
        if len(rows) == 1 and check.is_short:
            short.update({(c.table, c.page, c.column) for c in check.blank})
    return frozenset(table for (table, *_), count in short.items() if count >= _MANY)


def pages_lost(table: Table) -> set[int]:
    """The pages on which a table shows clear signs of loss. Rows without a figure are printed for
    what is nothing, too: they say that of no report."""
    found = signs(table)
    del found[_NO_FIGURES]
    if not _is_clear(found):
        return set()
    pages = {line[0].row: line[0].page for line in table.grid if line}
    told = (find for name, find in _SIGNS.items() if name in found and name != "header")
    rows = [row for find in told for row in find(table)]
    return {pages[row] for row in rows if row in pages} or set(table.pages[:1])


def signs(table: Table) -> Counter[str]:
    """How often a table shows each sign of loss."""
    return +Counter({name: sum(1 for _ in find(table)) for name, find in _SIGNS.items()})


def _body(table: Table) -> list[Sequence[Cell]]:
    """The lines of a table's grid under its first row of figures."""
    first = min((row.index for row in table.rows), default=0)
    return [line for line in table.grid if line and line[0].row >= first]


def _uncounted(table: Table) -> list[Sequence[Cell]]:
    """The same but for those that number the columns, which are printed again overleaf."""
    known = vocabulary().words["header.index"]
    return [line for line in _body(table) if not any(plain(c.text) in known for c in line)]


def _blank_rows(table: Table) -> Iterator[int]:
    """Lines with nothing in them between two rows with codes and figures; at the head of a page
    several, as one may stand in the place of its header. A line that is struck out is not lost."""
    body = [line for line in _without_heads(table) if line[0].row not in table.struck]
    blank = [not any(c.text.strip(_SPECKS) for c in line) for line in body]
    for is_blank, run in groupby(range(len(body)), key=blank.__getitem__):
        found = list(run)
        first, last = found[0] - 1, found[-1] + 1
        if not is_blank or first < 0 or last >= len(body):
            continue
        overleaf = body[first][0].page != body[last][0].page
        if overleaf and len(found) < _SEVERAL:
            continue
        if all(_has_code(body[n]) and _has_amount(body[n]) for n in (first, last)):
            yield from (body[n][0].row for n in found)


def _without_heads(table: Table) -> list[Sequence[Cell]]:
    """The lines under a table's first row of figures but for its head, where that is printed again
    overleaf."""
    body = _body(table)
    first = body[0][0].row if body else 0
    heads = {_texts(line) for line in table.grid if line and line[0].row < first}
    heads.discard(())
    return [line for line in body if _texts(line) not in heads]


def _texts(line: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(c.text for c in line if c.text.strip())


def _blank_total(table: Table) -> Iterator[int]:
    """The rows of totals without any figure, where several rows have some."""
    filled = sum(any(c.quantity and c.quantity.exact for c in row.cells) for row in table.rows)
    totals = [row for row in table.rows if vocabulary().find("label.total", plain(row.label))]
    if filled >= _ROWS:
        for row in totals:
            if row.cells and not any(c.text.strip(_SPECKS) for c in row.cells):
                yield row.index


def _blank_head(table: Table) -> Iterator[int]:
    """The blank lines that a table with figures begins with: its head stood there."""
    if table.rows and any(_has_amount(line) for line in table.grid):
        for line in table.grid:
            if any(c.text.strip(_SPECKS) for c in line):
                return
            if line:
                yield line[0].row


def _childless(table: Table) -> Iterator[int]:
    """The last row, where it is of a subject and none of what that is made of follows, as it does
    under all others of its rank."""
    coded = [row for row in table.rows if _CODE.fullmatch(row.code)]
    if not coded or coded[-1] is not table.rows[-1]:
        return
    rank = len(coded[-1].code)
    others = [n for n, row in enumerate(coded[:-1]) if len(row.code) == rank]
    parted = all(_is_under(coded[n + 1].code, coded[n].code) for n in others)
    if parted and len(others) >= _FEW:
        yield coded[-1].index


def _is_under(code: str, whole: str) -> bool:
    return code.startswith(whole) and len(code) > len(whole)


def _without_figures(table: Table) -> Iterator[int]:
    """Rows with a code and no figure at all where the others of their table have one; but for
    classes of which nothing is listed, which the official form prints by itself (399 其他支出)."""
    coded = [row for row in table.rows if row.code and len(row.cells) > 0]
    classes = Counter(row.code[:_CLASS] for row in coded)
    printed = [r for r in coded if len(r.code) > _CLASS or classes[r.code] > 1]
    empty = [row for row in printed if all(c.is_blank and not c.text.strip() for c in row.cells)]
    if len(coded) >= _ROWS and len(coded) - len(empty) >= _MOST * len(coded):
        yield from (row.index for row in empty)


def _without_whole(table: Table) -> Iterator[int]:
    """Rows that print parts and no whole, or a whole and none of the parts that others print: a
    dash or 无 is no more of a zero there than a blank is."""
    wholes = _wholes(table)
    for row in table.rows:
        by_column = {c.column: c for c in row.cells}
        whole = by_column.get(wholes.get(row.panel, -1))
        parts = [c for c in row.cells if c is not whole]
        if whole is None or not parts:
            continue
        if whole.is_blank:
            lost = any(c.quantity and c.quantity.exact for c in parts)
        else:
            amount = whole.quantity and whole.quantity.exact
            lost = bool(amount) and all(c.is_blank for c in parts)
        if lost:
            yield row.index


def _wholes(table: Table) -> dict[int, int]:
    """By panel, the first column, where that is the total of the others."""
    found: dict[int, int] = {}
    for column in table.columns:
        if column.panel not in found:
            total = _TOTAL.search("".join(column.header[-1:]))
            found[column.panel] = column.index if total else -1
    return found


def _nameless(table: Table) -> Iterator[int]:
    """Lines with an amount and neither a code nor a word, where most others have one. The number of
    a line is no amount, and names may stand above their figures."""
    known = vocabulary().words["header.index"]
    numbers = {c.column for line in table.grid for c in line if plain(c.text) in known}
    above = {line[0].row + 1 for line in table.grid if line and not _has_amount(line)}
    lines = [
        line for line in _body(table) if _has_amount([c for c in line if c.column not in numbers])
    ]
    bare = [line for line in lines if not any(_is_name(c.text) for c in line)]
    if len(lines) - len(bare) >= max(_ROWS, len(bare)):
        yield from (line[0].row for line in bare if line[0].row not in above)


def _is_name(text: str) -> bool:
    """Whether a field says what its row is of."""
    return bool(_WORDS.search(text) or _CODE.fullmatch(text.strip()))


def _unnamed(table: Table) -> Iterator[int]:
    """Lines that print a code and no name, or lack the code that nearly all others have beside
    their names, or all on another page of the table; a total has none."""
    lines = [line for line in _uncounted(table) if _has_amount(line)]
    totals = [[_is_total((cell,)) for cell in line] for line in lines]
    for at in range(max(map(len, lines), default=1) - 1):
        pairs = [
            (line[0].page, line[0].row, line[at].text.strip(), line[at + 1].text.strip())
            for line, is_total in zip(lines, totals, strict=True)
            if len(line) > at + 1 and not any(is_total[at : at + 2])
        ]
        coded = [bool(_CODE.search(code)) for _, _, code, _ in pairs]
        named = [bool(_WORDS.search(name)) for *_, name in pairs]
        if sum(coded) < _FEW or sum(named) < _FEW:
            continue
        yield from (pairs[n][1] for n, pair in enumerate(pairs) if coded[n] and not pair[3])
        both = [n for n, pair in enumerate(pairs) if named[n] and (coded[n] or not pair[2])]
        bare = [n for n in both if not coded[n]]
        if len(both) - len(bare) >= max(_ROWS, _MOST * len(both)) or _differ(pairs, both, bare):
            yield from (pairs[n][1] for n in bare)


def _differ(
    pairs: Sequence[tuple[int, int, str, str]], both: Sequence[int], bare: Sequence[int]
) -> bool:
    """Whether on one page of a table all names have codes, and on another several have none."""
    lines = Counter(pairs[n][0] for n in both)
    without = Counter(pairs[n][0] for n in bare)
    whole = any(count >= _SEVERAL and not without[page] for page, count in lines.items())
    return whole and len(bare) >= _MANY


def _is_total(line: Sequence[Cell]) -> bool:
    total = vocabulary().find
    return any(c.text and total("label.total", plain(c.text)) for c in line)


def _unnumbered(table: Table) -> Iterator[int]:
    """Lines without a number where those of a page go on behind them as if they had one; not what
    is left of one line overleaf."""
    body = [line for line in _uncounted(table) if len(set(_texts(line))) != 1]
    for page in table.pages:
        lines = [line for line in body if line[0].page == page]
        for at in range(max(map(len, lines), default=0)):
            numbered = [line for line in lines if line[at:]]
            holes = _holes([line[at].text.strip() for line in numbered])
            yield from (numbered[n][0].row for n in holes)


def _holes(texts: Sequence[str]) -> Iterator[int]:
    """Where a column of numbers in order has a blank in place of one."""
    numbers = {n: int(text) for n, text in enumerate(texts) if _LINE.fullmatch(text)}
    if len(numbers) < max(_NUMBERED, len(texts) / 2):
        return
    ahead = {number - n for n, number in numbers.items()}
    last = max(numbers)
    if len(ahead) == 1:
        first = -min(ahead)
        yield from (n for n, text in enumerate(texts) if not text and first < n < last)


def _without_header(table: Table) -> Iterator[int]:
    """Columns of amounts without a heading, beside rows with codes."""
    if sum(bool(row.code) for row in table.rows) < _ROWS:
        return
    for column in table.columns:
        cells = (c for row in table.rows for c in row.cells if c.column == column.index)
        if not "".join(column.header).strip() and any(c.quantity is not None for c in cells):
            yield column.index


def _has_code(line: Sequence[Cell]) -> bool:
    return any(_CODE.fullmatch(c.text.strip()) for c in line[:4])


def _has_amount(line: Sequence[Cell]) -> bool:
    return any(c.quantity is not None and not _CODE.fullmatch(c.text.strip()) for c in line)


_SIGNS = {
    "row": _blank_rows,
    "head": _blank_head,
    "total": _blank_total,
    "childless": _childless,
    _NO_FIGURES: _without_figures,
    "whole": _without_whole,
    "name": _unnamed,
    "nameless": _nameless,
    "number": _unnumbered,
    "header": _without_header,
}

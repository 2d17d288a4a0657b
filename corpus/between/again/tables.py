"""Tables of two files of one report against each other: by title, rows by label and code, columns
by their heads; never by position."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from rapidfuzz import fuzz

from corpus.between.again.values import (
    CHANGED,
    Change,
    Figure,
    Grid,
    Line,
    is_same,
    without_moved,
)
from extract.figures.quantity import MONEY

_T = TypeVar("_T")
_Pairs = list[tuple[_T, _T]]
#: How alike titles, labels and figures of a table must be that has another title (of 100).
_ALIKE, _LABEL = 60, 85
#: Where fewer of the figures than this can be matched, a table is laid out otherwise.
_MATCHED, _FEW = 0.5, 6
#: The share of figures that two columns must have in common to be one under another head.
_COLUMN = 0.5


@dataclass
class Found:
    """What came of tables: changes of matched fields, and the figures that only one file has, by
    table, which may yet stand elsewhere."""

    changes: list[Change] = field(default_factory=list)
    gone: list[tuple[Grid, list[Figure], bool]] = field(default_factory=list)
    added: list[tuple[Grid, list[Figure], bool]] = field(default_factory=list)
    same: int = 0
    unclear: list[str] = field(default_factory=list)


def compared(before: Sequence[Grid], after: Sequence[Grid]) -> Found:
    """All tables of the earlier file against those of the later one."""
    found = Found()
    pairs, left, right = _paired(before, after)
    for one, other in pairs:
        _compare(one, other, found)
    found.gone += [(grid, _weighty(grid.figures), True) for grid in left]
    found.added += [(grid, _weighty(grid.figures), True) for grid in right]
    return found


def _paired(
    before: Sequence[Grid], after: Sequence[Grid]
) -> tuple[_Pairs[Grid], list[Grid], list[Grid]]:
    """Tables of the same title, then those most alike in title, rows and figures."""
    pairs, left, right = _matched(before, after, lambda grid: grid.name)
    scored = sorted(
        ((_likeness(a, b), n, m) for n, a in enumerate(left) for m, b in enumerate(right)),
        reverse=True,
    )
    used: tuple[set[int], set[int]] = (set(), set())
    for score, n, m in scored:
        if score >= _ALIKE and n not in used[0] and m not in used[1]:
            used[0].add(n)
            used[1].add(m)
            pairs.append((left[n], right[m]))
    return (
        pairs,
        [g for n, g in enumerate(left) if n not in used[0]],
        [g for n, g in enumerate(right) if n not in used[1]],
    )


def _likeness(one: Grid, other: Grid) -> float:
    """How alike two tables are in title, labels and figures, the least of the three but for the
    figures, which may all have changed."""
    labels = _shared({x.labels for x in one.lines}, {x.labels for x in other.lines})
    figures = _shared(_amounts(one.figures), _amounts(other.figures))
    title = fuzz.ratio(one.name, other.name)
    return min(title, max(labels, figures) * 100) if one.name and other.name else figures * 100


def _shared(one: Iterable[Hashable], other: Iterable[Hashable]) -> float:
    a, b = Counter(one), Counter(other)
    every = (a | b).total()
    return (a & b).total() / every if every else 0.0


def _amounts(figures: Iterable[Figure]) -> list[Hashable]:
    return [f.quantity.exact for f in figures if not f.is_zero]


def _compare(before: Grid, after: Grid, found: Found) -> None:
    """One table: its unit, then field by field."""
    if _is_rescaled(before, after):
        found.changes.append(_of_unit(before, after))
        return
    rows, left, right = _rows(before.lines, after.lines)
    columns = _columns(rows, before, after)
    only: tuple[list[Figure], list[Figure]] = ([], [])
    matched: _Pairs[Figure] = []
    for one, other in rows:
        for old, new in _fields(one, other, columns):
            if old is not None and new is not None:
                matched.append((old, new))
            elif old is not None:
                only[0].append(old)
            elif new is not None:
                only[1].append(new)
    for line in left:
        only[0].extend(line.figures.values())
    for line in right:
        only[1].extend(line.figures.values())
    _settle(before, after, matched, only, found)


def _settle(
    before: Grid,
    after: Grid,
    matched: _Pairs[Figure],
    only: tuple[list[Figure], list[Figure]],
    found: Found,
) -> None:
    """Tell what the fields of one table say, unless too few of them could be matched."""
    gone, added = without_moved(_weighty(only[0]), _weighty(only[1]))
    differing = [(a, b) for a, b in matched if not is_same(a.quantity, b.quantity)]
    size = max(len(before.figures), len(after.figures))
    least = min(len(before.figures), len(after.figures))
    if size >= _FEW and len(matched) < _MATCHED * least and (gone or added or differing):
        found.unclear.append(after.title or before.title)
        return
    if only[0] or only[1]:
        differing = _witnessed(differing, before, after)
    found.same += len(matched) - len(differing)
    found.changes += [Change(CHANGED, a, b) for a, b in differing]
    found.gone.append((before, gone, False))
    found.added.append((after, added, False))


def _witnessed(differing: _Pairs[Figure], before: Grid, after: Grid) -> _Pairs[Figure]:
    """Of figures that differ, in a table whose rows or columns are not the same, those of which
    the old one is printed less often, and the new one more often, than before: a field that was
    read in another place changes neither."""
    old, new = Counter(_amounts(before.figures)), Counter(_amounts(after.figures))
    fewer, more = old - new, new - old
    return [
        (a, b)
        for a, b in differing
        if (a.is_zero or fewer[a.quantity.exact]) and (b.is_zero or more[b.quantity.exact])
    ]


def _weighty(figures: Iterable[Figure]) -> list[Figure]:
    """Figures that are something: a zero is as good as a blank."""
    return [f for f in figures if not f.is_zero]


def _is_rescaled(before: Grid, after: Grid) -> bool:
    """Whether two tables print the same digits in another unit."""
    units = {before.unit, after.unit}
    values = [Counter(f.quantity.value for f in _weighty(g.figures)) for g in (before, after)]
    return len(units) == 2 and units <= MONEY.keys() and bool(values[0]) and values[0] == values[1]


def _of_unit(before: Grid, after: Grid) -> Change:
    """The change of the unit above a table, told at its first figures."""
    one, other = (_weighty(grid.figures)[0] for grid in (before, after))
    return Change(CHANGED, one, other, whole=True, count=len(_weighty(after.figures)))


def _rows(
    before: Sequence[Line], after: Sequence[Line]
) -> tuple[_Pairs[Line], list[Line], list[Line]]:
    """Rows by labels and code, then by what is left of them: the code, the own label, labels that
    are nearly the same, the figures."""
    pairs: _Pairs[Line] = []
    left, right = list(before), list(after)
    keys: list[Callable[[Line], Hashable]] = [
        lambda line: (line.labels, line.code),
        lambda line: line.code,
        lambda line: line.labels[-1],
        lambda line: tuple(_amounts(line.figures.values())),
    ]
    for n, key in enumerate(keys):
        more, left, right = _matched(left, right, key, once=n > 0)
        pairs += more
    return _nearly(pairs, left, right)


def _nearly(
    pairs: _Pairs[Line], left: list[Line], right: list[Line]
) -> tuple[_Pairs[Line], list[Line], list[Line]]:
    """Rows whose labels differ by a character or two: cut off, or read with a slip."""
    for one in list(left):
        near = [
            r
            for r in right
            if r.code == one.code and fuzz.ratio(one.labels[-1], r.labels[-1]) >= _LABEL
        ]
        if one.labels[-1] and len(near) == 1 and _digits(one) == _digits(near[0]):
            pairs.append((one, near[0]))
            left.remove(one)
            right.remove(near[0])
    return pairs, left, right


def _digits(line: Line) -> list[str]:
    """The numerals in a row's label, by which 第一 and 第二 are two."""
    return [c for c in line.labels[-1] if c in "0123456789一二三四五六七八九十"]


def _matched(
    before: Sequence[_T], after: Sequence[_T], key: Callable[[_T], Hashable], *, once: bool = False
) -> tuple[_Pairs[_T], list[_T], list[_T]]:
    """Pairs of one key, in their order; with `once` only where either side has it once. A key that
    says nothing pairs nothing, but for the first, full one."""
    pairs: _Pairs[_T] = []
    groups: dict[Hashable, tuple[list[_T], list[_T]]] = {}
    for at, some in enumerate((before, after)):
        for one in some:
            groups.setdefault(key(one), ([], []))[at].append(one)
    left: list[_T] = []
    right: list[_T] = []
    for name, (some, others) in groups.items():
        count = min(len(some), len(others))
        if not name or (once and (len(some), len(others)) != (1, 1)):
            count = 0
        chosen, rest = _zipped(some, others) if count else ([], (some, others))
        pairs += chosen
        left += rest[0]
        right += rest[1]
    return pairs, left, right


def _zipped(some: list[_T], others: list[_T]) -> tuple[_Pairs[_T], tuple[list[_T], list[_T]]]:
    """Things of one name: those that print the same first, where there are more on one side."""
    if len(some) == len(others):
        return list(zip(some, others, strict=True)), ([], [])
    pairs: _Pairs[_T] = []
    rest = list(others)
    left = []
    for one in some:
        same = next((o for o in rest if _prints(o) == _prints(one)), None)
        if same is None:
            left.append(one)
        else:
            pairs.append((one, same))
            rest.remove(same)
    return pairs, (left, rest)


def _prints(one: object) -> object:
    """What a row prints; of anything else itself."""
    return _amounts(one.figures.values()) if isinstance(one, Line) else one


def _columns(rows: _Pairs[Line], before: Grid, after: Grid) -> dict[str, str]:
    """For each column of the earlier table the one of the later: of the same head, or with most of
    its figures."""
    heads = [list(dict.fromkeys(c for x in g.lines for c in x.figures)) for g in (before, after)]
    known = {name: name for name in heads[0] if name in heads[1]}
    scored = sorted(
        (
            (_common(rows, a, b), a, b)
            for a in heads[0]
            for b in heads[1]
            if a not in known and b not in known.values()
        ),
        reverse=True,
    )
    for score, a, b in scored:
        if score >= _COLUMN and a not in known and b not in known.values():
            known[a] = b
    return known


def _common(rows: _Pairs[Line], column: str, other: str) -> float:
    """The share of the rows that have both columns in which they print the same."""
    both = [
        is_same(a.figures[column].quantity, b.figures[other].quantity)
        for a, b in rows
        if column in a.figures and other in b.figures
    ]
    either = [1 for a, b in rows if column in a.figures or other in b.figures]
    return sum(both) / len(either) if either else 0.0


def _fields(
    one: Line, other: Line, columns: dict[str, str]
) -> Iterator[tuple[Figure | None, Figure | None]]:
    """The fields of a row in both files; None where one of them is blank."""
    for column, figure in one.figures.items():
        yield figure, other.figures.get(columns.get(column, "\0"))
    taken = {columns[c] for c in columns}
    for column, figure in other.figures.items():
        mine = next((a for a, b in columns.items() if b == column), None)
        if column not in taken or (mine is not None and mine not in one.figures):
            yield None, figure

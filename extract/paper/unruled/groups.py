"""Groups in the header of a table without vertical rules: words over several columns.

A group stands in the middle of its columns; a rule under it, where there is one, says how far it
reaches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.geometry import Box
from extract.paper.unruled.heads import Column, Word, levels_of, rules_under

#: What it costs (points) to leave a low column out of the groups over it.
_UNGROUPED = 15.0
#: What it costs to go against the rules inside a header.
_RULED = 60.0
#: Groups side by side stand at most this far above each other (font sizes): not all have as many
#: rows under them.
_SIBLINGS = 1.2


#: A repetition has so many groups, and so many columns in each, at least.
_TWICE = 2


@dataclass(frozen=True, slots=True)
class Group:
    """A word over the columns from `first` to `last`."""

    word: Word
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Item:
    """What a group may hold: a column with its word, or a smaller group; `height` is where the
    middle of its words stands, `top` where they begin."""

    first: int
    last: int
    middle: float
    height: float
    top: float

    def is_under(self, word: Word) -> bool:
        """Whether it stands below a word: not what stands beside it in two lines."""
        return self.height > word.height + 2 and self.top >= word.height


def grouped(
    groups: Sequence[Word], columns: Sequence[Column], edges: Sequence[float], rules: Sequence[Box]
) -> list[list[Group]]:
    """The groups over the columns, level by level, the lowest first.

    `edges` are the edges of the columns; `rules` those inside the header, which
    stand over grouped columns only.
    """
    items = _items(columns, edges)
    heights = [i.height for i in items] + [g.height for g in groups]
    levels: list[list[Group]] = []
    for line in levels_of(groups, _SIBLINGS):
        chosen = _repeated(line, columns) or _shared_out(
            line, items, edges, rules, (min(heights), max(heights))
        )
        levels.append(chosen)
        for group in chosen:
            inside = [i for i in items if group.first <= i.first and i.last <= group.last]
            whole = _Item(
                group.first, group.last, group.word.middle, group.word.height, group.word.box.y0
            )
            items[items.index(inside[0]) : items.index(inside[-1]) + 1] = [whole]
    return [level for level in levels if level]


def _items(columns: Sequence[Column], edges: Sequence[float]) -> list[_Item]:
    items: list[_Item] = []
    for n, column in enumerate(columns):
        word = column.word
        if n and word and columns[n - 1].word is word:
            items[-1] = replace(items[-1], last=n)
        elif word:
            items.append(_Item(n, n, word.middle, word.height, word.box.y0))
        else:
            items.append(_Item(n, n, (edges[n] + edges[n + 1]) / 2, 0.0, 0.0))
    return items


def _repeated(line: Sequence[Word], columns: Sequence[Column]) -> list[Group]:
    """The groups of a line over columns whose words come once under each of them, wherever the
    words of the groups stand (上年预算数 and 本年预算数 over 合计, 出国费, 接待费); [] where they
    do not."""
    texts = [c.word.text if c.word else "" for c in columns]
    count = len(line)
    if count < _TWICE or len({w.text for w in line}) < count:
        return []
    for start in range(len(texts)):
        size, left = divmod(len(texts) - start, count)
        block = texts[start : start + size]
        if not left and size >= _TWICE and all(block) and block * count == texts[start:]:
            firsts = range(start, len(texts), size)
            return [Group(w, n, n + size - 1) for w, n in zip(line, firsts, strict=True)]
    return []


def _shared_out(
    line: Sequence[Word],
    items: Sequence[_Item],
    edges: Sequence[float],
    rules: Sequence[Box],
    heights: tuple[float, float],
) -> list[Group]:
    """Which neighbouring items each word of a line stands over, at the least cost in all.

    best[n][g] is the cost of the first n items and g words, with the choice that led there.
    """
    alone = [_cost_alone(item, line, rules, heights) for item in items]
    infinite = float("inf")
    best = [[(infinite, -1)] * (len(line) + 1) for _ in range(len(items) + 1)]
    best[0][0] = (0.0, -1)
    for n in range(1, len(items) + 1):
        for g in range(len(line) + 1):
            options = [(best[n - 1][g][0] + alone[n - 1], -1)]
            if g:
                options += [
                    (best[k][g - 1][0] + _cost(line[g - 1], items[k:n], edges, rules), k)
                    for k in range(n)
                    if all(i.is_under(line[g - 1]) for i in items[k:n])
                ]
            best[n][g] = min(options)
    most = max((g for g in range(len(line) + 1) if best[-1][g][0] < infinite), default=0)
    chosen: list[Group] = []
    n, g = len(items), most
    while n:
        k = best[n][g][1]
        if k < 0:
            n -= 1
            continue
        chosen.append(Group(line[g - 1], items[k].first, items[n - 1].last))
        n, g = k, g - 1
    return chosen[::-1]


def _cost(
    word: Word, items: Sequence[_Item], edges: Sequence[float], rules: Sequence[Box]
) -> float:
    """How far a word stands from the middle of what it would stand over; a rule under it says
    what that can be."""
    by_words = (items[0].middle + items[-1].middle) / 2
    by_edges = (edges[items[0].first] + edges[items[-1].last + 1]) / 2
    off = min(abs(by_words - word.middle), abs(by_edges - word.middle))
    under = rules_under(word, rules)
    outside = sum(1 for i in items if under and not any(r.x0 < i.middle < r.x1 for r in under))
    return off + outside * _RULED


def _cost_alone(
    item: _Item, line: Sequence[Word], rules: Sequence[Box], heights: tuple[float, float]
) -> float:
    """What it costs to leave an item without a word of this line over it."""
    top, bottom = heights
    if item.height < min(w.height for w in line) + 2:
        return 0.0
    under = [r for w in line for r in rules_under(w, rules) if r.center[1] < item.height]
    if under:
        return _RULED if any(r.x0 < item.middle < r.x1 for r in under) else 0.0
    return _UNGROUPED if item.height > bottom - 0.2 * (bottom - top) else 0.0

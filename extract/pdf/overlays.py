"""What lies over or beside the text of a page and is no part of it: watermarks, stamps, tiled names
and dates, a binding line in the margin, line numbers, page numbers beside turned text.

A page has a way its text runs, a block it fills, and lines that do not run into each other; what
runs askew, stands outside the block at right angles, or collides with the text in another look is
laid over it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.geometry import Box, in_any, union
from extract.pdf.drawn import Run
from extract.pdf.seals import sealed

#: Text that runs within so many degrees of the page's own way is not askew.
_ASKEW = 3
#: Text so light on paper is a watermark where there is more of the other kind.
_PALE, _VERY_PALE = 0.55, 0.72
#: Text larger than other text by so much is laid over it where the two collide.
_LARGE = 1.4
#: A look that fewer than this share of a page's characters have is not its own.
_RARE = 0.35
#: A page of more looks than this has each thing in one of its own.
_LOOKS = 40
#: So many line numbers, or characters under each other, make a column of their own.
_COLUMN = 5
_STACK = 4
#: A sheet that prints its heads has so many columns and rows.
_HEADS = 3
_REPEATS = 3


def set_apart(
    runs: Sequence[Run], rules: Sequence[Box], shaded: Sequence[Box]
) -> tuple[list[Run], list[Run]]:
    """The text of a page, and what lies over or beside it. `rules` are the page's ruling lines,
    `shaded` the painted areas that light text may stand on."""
    main = _way(runs)
    along = {angle for angle in {r.angle for r in runs} if _off(angle, main) <= _ASKEW}
    ahead = [r for r in runs if r.angle in along]
    level = main in (0, 180)
    over: set[int] = set()
    if len(ahead) < len(runs):
        over.update(_crosswise(runs, ahead, main, rules))
        over.update(sealed(runs))
    rest = [r for r in ahead if id(r) not in over] if over else ahead
    over.update(_laid_over(rest, shaded))
    rest = [r for r in rest if id(r) not in over] if over else rest
    if level:
        over.update(_line_numbers(rest, rules))
        over.update(_sheet_heads(rest))
        over.update(_stacked(rest, rules))
    if not over:
        return list(runs), []
    text = [r for r in runs if id(r) not in over]
    return text, [r for r in runs if id(r) in over]


def _way(runs: Sequence[Run]) -> int:
    """The angle at which most characters run, one for all within a few degrees; words that are
    repeated count once."""
    ways = {angle: _nearly(angle) for angle in {run.angle for run in runs}}
    if len(set(ways.values())) < 2:
        return next(iter(ways.values()), 0)
    counts: Counter[int] = Counter()
    for run in {(r.style, r.angle, r.text): r for r in runs}.values():
        counts[ways[run.angle]] += len(run.glyphs)
    return counts.most_common(1)[0][0]


def _nearly(angle: int) -> int:
    """An angle; the right one that it nearly is, where it is one."""
    quarter = round(angle / 90) * 90 % 360
    return quarter if _off(angle, quarter) <= _ASKEW else angle


def _off(angle: int, other: int) -> int:
    """How far apart two angles are."""
    return abs((angle - other + 180) % 360 - 180)


def _crosswise(
    runs: Sequence[Run], ahead: Sequence[Run], main: int, rules: Sequence[Box]
) -> Iterator[int]:
    """Runs that are askew, and those at right angles outside the block and the rules or across the
    text, with all that repeat their words; a header that is turned in its field is none."""
    others = [r for r in runs if _off(r.angle, main) > _ASKEW and not _is_upright_sign(r, main)]
    if not others:
        return
    block = _block(ahead)
    ruled = _around(rules)
    crossed = {id(r) for r, _ in _collisions(others, ahead)}
    over: set[tuple[object, str]] = set()
    for run in others:
        quarter = _off(run.angle, main) % 90
        askew = min(quarter, 90 - quarter) > _ASKEW
        inside = _within(run.box, block) or _within(run.box, ruled)
        if askew or not inside or id(run) in crossed:
            over.add((run.style, run.text))
    yield from (id(r) for r in others if (r.style, r.text) in over)


def _is_upright_sign(run: Run, main: int) -> bool:
    """Whether a run is one character of vertical writing, which stands upright in a line that runs
    down, between figures that lie on their side."""
    lone = len(run.glyphs) == 1 and not run.text.isascii()
    return lone and main in (90, 270) and run.angle == 0


def _block(runs: Sequence[Run]) -> Box | None:
    """The box around the text of a page, without the few characters that stand far out."""
    boxes = [r.box for r in runs if len(r.glyphs) > 1]
    return _around(boxes)


def _around(boxes: Sequence[Box]) -> Box | None:
    return union(boxes) if boxes else None


def _within(box: Box, block: Box | None) -> bool:
    return block is not None and block.contains(*box.center)


# -- what collides -----------------------------------------------------------------------------


def _laid_over(runs: Sequence[Run], shaded: Sequence[Box]) -> set[int]:
    """Runs of another look than the text they run into, all runs that repeat their words, and
    all of a pale look that collides or is repeated."""
    if len({r.style for r in runs}) < 2:
        return set()
    share: Counter[tuple[object, ...]] = Counter()
    for run in {(r.style, r.text): r for r in runs}.values():  # what is repeated counts once
        share[run.style] += len(run.glyphs)
    total = share.total()
    marked: set[tuple[object, str]] = set()
    faint: set[object] = set()
    for one, other in _collisions(runs, runs):
        over = _over(one, other)
        if over is None:
            continue
        marked.add((over.style, over.text))
        if _is_pale(over) and share[over.style] < _RARE * total:
            faint.add(over.style)
    rare = {style for style, count in share.items() if count < _RARE * total}
    pale = [r for r in runs if r.style in rare and _is_pale(r) and not in_any(r.box, shaded)]
    often = Counter((r.style, r.text) for r in runs) if pale else Counter()
    for run in pale:
        if often[run.style, run.text] >= _REPEATS or run.light > _VERY_PALE:
            faint.add(run.style)
    if not faint and not marked:
        return set()
    return {id(r) for r in runs if r.style in faint or (r.style, r.text) in marked}


def _is_pale(run: Run) -> bool:
    return run.alpha < 0.95 or run.light > _PALE


def _over(one: Run, other: Run) -> Run | None:
    """Which of two runs that collide is laid over the other: the fainter, the lighter, the one in
    colour, the larger. None where both look alike: words that do not fit into their field."""
    if abs(one.alpha - other.alpha) > 0.05:
        return min(one, other, key=lambda r: r.alpha)
    if abs(one.light - other.light) > 0.15:
        return max(one, other, key=lambda r: r.light)
    if abs(_tint(one) - _tint(other)) > 0.3:
        return max(one, other, key=_tint)
    if max(one.size, other.size) > _LARGE * min(one.size, other.size):
        return max(one, other, key=lambda r: r.size)
    return None


def _tint(run: Run) -> float:
    """How far a colour is from grey."""
    return max(run.colour) - min(run.colour)


def _collisions(some: Sequence[Run], others: Sequence[Run]) -> Iterator[tuple[Run, Run]]:
    """Pairs of runs in different looks of which one has the middle of a character within a
    character of the other."""
    highest = max((r.box.height for r in others), default=0.0)
    looks: dict[tuple[object, int] | None, list[Run]] = defaultdict(list)
    many = len({_look(run) for run in others}) > _LOOKS
    for run in sorted(others, key=lambda r: r.box.y0):
        looks[None if many else _look(run)].append(run)
    rows = [(look, known, [r.box.y0 for r in known]) for look, known in looks.items()]
    for run in some:
        box, own = run.box, _look(run)
        for look, known, tops in rows:
            if look == own:  # most of a page is of one look
                continue
            first = bisect_left(tops, box.y0 - highest)
            for other in known[first : bisect_left(tops, box.y1, first)]:
                if many and _look(other) == own:
                    continue
                if _core(box).meets(_core(other.box)) and _run_into(run, other):
                    yield run, other


def _look(run: Run) -> tuple[object, int]:
    return run.style, run.angle


def _run_into(one: Run, other: Run) -> bool:
    cores = [_core(g.box) for g in other.glyphs if g.char.isalnum()]
    middles = [g.box.center for g in one.glyphs if g.char.isalnum()]
    return any(core.contains(x, y) for x, y in middles for core in cores)


def _core(box: Box) -> Box:
    """The part of a character's box that is ink."""
    dx, dy = 0.1 * box.width, 0.1 * box.height
    return Box(box.x0 + dx, box.y0 + dy, box.x1 - dx, box.y1 - dy)


# -- what stands in the margin -----------------------------------------------------------------


def _line_numbers(runs: Sequence[Run], rules: Sequence[Box]) -> set[int]:
    """Numbers that count the lines, left or right of all other text: 1, 2, 3 or 5, 10, 15."""
    numbers = [r for r in runs if r.text.isascii() and r.text.isdigit() and len(r.text) < 4]
    if len(numbers) < _COLUMN:
        return set()
    found: set[int] = set()
    counted = {id(r) for r in numbers}
    beside = _around([*rules, *(r.box for r in runs if id(r) not in counted)])
    if beside is None:
        return found
    for column in (
        [r for r in numbers if r.box.x1 <= beside.x0 + 1],
        [r for r in numbers if r.box.x0 >= beside.x1 - 1],
    ):
        column.sort(key=lambda r: r.box.y0)
        steps = {int(b.text) - int(a.text) for a, b in pairwise(column)}
        if len(column) >= _COLUMN and len(steps) == 1 and steps.pop() > 0:
            found.update(id(r) for r in column)
    return found


def _sheet_heads(runs: Sequence[Run]) -> set[int]:
    """The letters of columns and numbers of rows that a spreadsheet prints around its cells: A, B,
    C in one line, and 1, 2, 3 below them, left of all other text."""
    letters: dict[int, list[Run]] = defaultdict(list)
    for run in runs:
        if len(run.text) == 1 and "A" <= run.text <= "Z":
            letters[round(run.box.y1)].append(run)
    for row in letters.values():
        row.sort(key=lambda r: r.box.x0)
        named = "".join(r.text for r in row)
        if len(named) < _HEADS or not all(ord(b) - ord(a) == 1 for a, b in pairwise(named)):
            continue
        below = [r for r in runs if r.box.y0 > row[0].box.y0]
        numbers = [r for r in below if r.text.isascii() and r.text.isdigit() and len(r.text) < 5]
        counted = set(map(id, numbers))
        edge = min((r.box.x0 for r in below if id(r) not in counted), default=0.0)
        numbers = sorted((r for r in numbers if r.box.x1 <= edge), key=lambda r: r.box.y0)
        if len(numbers) >= _HEADS and all(int(b.text) > int(a.text) for a, b in pairwise(numbers)):
            return {id(r) for r in (*row, *numbers)}
    return set()


def _stacked(runs: Sequence[Run], rules: Sequence[Box]) -> set[int]:
    """Characters one under the other in the margin, away from all text: 装 订 线. Of a line that is
    set in many small pieces the last one is still its end."""
    single = [r for r in runs if len(r.glyphs) == 1]
    if len(single) < _STACK:
        return set()
    block = _around([*rules, *(r.box for r in runs if len(r.glyphs) > 2)])
    if block is None:
        return set()
    outside = [r for r in single if r.box.x1 < block.x0 or r.box.x0 > block.x1]
    if len(outside) < _STACK:
        return set()
    level = sorted(runs, key=_middle)
    middles = [_middle(r) for r in level]
    outside = [
        r
        for r in outside
        for first in (bisect_left(middles, _middle(r) - r.size),)
        for last in (bisect_left(middles, _middle(r) + r.size, first),)
        if not any(_goes_on(r, other) for other in level[first:last])
    ]
    columns = Counter(round(r.box.center[0] / 4) for r in outside)
    return {id(r) for r in outside if columns[round(r.box.center[0] / 4)] >= _STACK}


def _middle(run: Run) -> float:
    return run.box.center[1]


def _goes_on(one: Run, other: Run) -> bool:
    """Whether two runs stand side by side on one line, nearer than a character."""
    a, b = one.box, other.box
    apart = max(a.x0 - b.x1, b.x0 - a.x1)
    return -one.size < apart < one.size and abs(a.center[1] - b.center[1]) < 0.3 * one.size

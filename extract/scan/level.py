"""Level rules that no upright ones hold: those of tables whose columns are parted by gaps.

A thin one is seen as ink in pieces, and elsewhere as a faint line. What is faintly seen is a rule
where pieces of one lie in its line, or where others of its width begin and end as it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.geometry import Box

#: Rules so near to each other (points) lie in one line.
_IN_LINE = 1.0
#: A faint rule is torn by the noise for so many points.
_GAP = 20.0
#: Rules whose ends are so near (points) begin or end alike: a faint one is seen beyond its ends.
_ALIKE = 9.0
#: One nearly (so much of it) as wide as another may have lost so many points at an end.
_MOST, _LOST = 0.8, 30.0
#: Rules that say where others begin and end are so long (points); so many bear each other out.
_LONG, _FEW = 150.0, 3


def whole_rules(faint: Sequence[Box], known: Sequence[Box], across: Sequence[Box]) -> list[Box]:
    """The level rules that are seen faintly and are some, over their whole width; `known` are those
    that are seen as ink, whole or in pieces, and `across` the upright ones."""
    posts = [rule.x0 for rule in across]
    faint = _joined(faint, posts)
    found = []
    for rule in faint:
        pieces = [one for one in known if _in_line(one, rule)]
        if any(one.x0 - _ALIKE < rule.x0 and rule.x1 < one.x1 + _ALIKE for one in pieces):
            continue
        others = [one for one in known if one not in pieces and one.width >= _LONG]
        if pieces:
            first, last = min(one.x0 for one in pieces), max(one.x1 for one in pieces)
            reach = _LOST if any(rule.width > _MOST * one.width for one in others) else _ALIKE
            x0 = _ending(rule.x0, [*(one.x0 for one in others), *posts], first, reach)
            x1 = _ending(rule.x1, [*(one.x1 for one in others), *posts], last, reach)
            x0, x1 = min(first, x0), max(last, x1)
            found.append(replace(rule, x0=x0, x1=x1))
        else:
            found += _by_its_like(rule, others, faint)
    return found


def in_whole(piece: Box, rules: Iterable[Box]) -> bool:
    """Whether a rule is a piece of one of some others."""
    over = (rule for rule in rules if _in_line(piece, rule))
    return any(rule.x0 <= piece.x0 and piece.x1 <= rule.x1 for rule in over)


def _joined(faint: Sequence[Box], posts: Sequence[float]) -> list[Box]:
    """Faint rules, those with a small gap between them as one; none that is between upright rules,
    where fields may be merged."""
    joined: list[Box] = []
    for rule in sorted(faint, key=lambda r: r.x0):
        before = next((one for one in joined if _torn(one, rule)), None)
        if before is None or any(before.x1 - _GAP < at < rule.x0 + _GAP for at in posts):
            joined.append(rule)
        else:
            joined[joined.index(before)] = replace(before, x1=rule.x1)
    return joined


def _torn(one: Box, rule: Box) -> bool:
    return abs(one.y0 - rule.y0) <= _IN_LINE and 0 < rule.x0 - one.x1 < _GAP


def _in_line(one: Box, rule: Box) -> bool:
    return abs(one.y0 - rule.y0) <= _IN_LINE and one.x0 < rule.x1 and rule.x0 < one.x1


def _ending(seen: float, ends: Sequence[float], piece: float, reach: float) -> float:
    """Where a rule that is faintly seen to an end does end: where one of the others does, so far
    off at most, or that end of its pieces that was seen as ink."""
    near = [at for at in ends if abs(at - seen) < reach]
    return min(near, key=lambda at: abs(at - seen), default=piece)


def _by_its_like(rule: Box, known: Sequence[Box], faint: Sequence[Box]) -> list[Box]:
    """A faint rule that begins and ends as others do."""
    told = [one for one in known if _alike(one, rule)]
    alike = [one for one in faint if _alike(one, rule)]  # itself too
    if rule.width < _LONG or len(told) + len(alike) < _FEW:
        return []
    ends = told or alike
    x0, x1 = _middle([one.x0 for one in ends]), _middle([one.x1 for one in ends])
    return [replace(rule, x0=x0, x1=x1)]


def _alike(one: Box, other: Box) -> bool:
    return abs(one.x0 - other.x0) < _ALIKE and abs(one.x1 - other.x1) < _ALIKE


def _middle(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]

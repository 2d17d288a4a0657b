"""Level rules that no upright ones hold: those of tables whose columns are parted by gaps.

A thin one is seen as ink in pieces, and elsewhere as a faint line. What is faintly seen is a rule
where pieces of one lie in its line, or where others of its width begin and end as it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.geometry import Box

#: Rules so near to each other (points) lie in one line.
_IN_LINE = 1.2
#: So much of a faint rule that the noise has torn is seen.
_SEEN = 0.6
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
        like = _by_its_like(rule, others, faint)
        found += [_with_pieces(rule, pieces, like, others, posts)] if pieces else like
    return found


def _with_pieces(
    rule: Box,
    pieces: Sequence[Box],
    like: Sequence[Box],
    others: Sequence[Box],
    posts: Sequence[float],
) -> Box:
    """A faint rule in whose line pieces of it were seen as ink, over all its width."""
    reach = _LOST if any(rule.width > _MOST * one.width for one in others) else _ALIKE
    known = [*pieces, *like]
    first, last = min(one.x0 for one in known), max(one.x1 for one in known)
    x0 = _ending(rule.x0, [*(one.x0 for one in others), *posts], first, reach)
    x1 = _ending(rule.x1, [*(one.x1 for one in others), *posts], last, reach)
    return replace(rule, x0=min(first, x0), x1=max(last, x1))


def in_whole(piece: Box, rules: Iterable[Box]) -> bool:
    """Whether a rule is a piece of one of some others."""
    over = (rule for rule in rules if _in_line(piece, rule))
    return any(rule.x0 <= piece.x0 and piece.x1 <= rule.x1 for rule in over)


def _joined(faint: Sequence[Box], posts: Sequence[float]) -> list[Box]:
    """Faint rules, those in one line as one, where most of it is seen; none with a gap at an
    upright rule: fields may be merged there."""
    lines: list[list[Box]] = []
    for rule in sorted(faint, key=lambda r: r.x0):
        line = next((one for one in lines if _goes_on(one[-1], rule, posts)), None)
        if line is None:
            lines.append([rule])
        else:
            line.append(rule)
    return [whole for line in lines for whole in _one_of(line)]


def _goes_on(one: Box, rule: Box, posts: Sequence[float]) -> bool:
    """Whether a rule goes on behind a gap in another."""
    level = abs(one.y0 - rule.y0) <= _IN_LINE and one.x1 < rule.x0
    return level and not any(one.x1 - _ALIKE < at < rule.x0 + _ALIKE for at in posts)


def _one_of(line: Sequence[Box]) -> Sequence[Box]:
    whole = replace(line[0], x1=line[-1].x1)
    seen = sum(one.width for one in line)
    return (whole,) if seen > _SEEN * whole.width else line


def _in_line(one: Box, rule: Box) -> bool:
    return abs(one.y0 - rule.y0) <= _IN_LINE and one.x0 < rule.x1 and rule.x0 < one.x1


def _ending(seen: float, ends: Sequence[float], piece: float, reach: float) -> float:
    """Where a rule that is faintly seen to an end does end: where one of the others does, so far
    off at most, or that end of its pieces that was seen as ink."""
    near = [at for at in ends if abs(at - seen) < reach]
    return min(near, key=lambda at: abs(at - seen), default=piece)


def _by_its_like(rule: Box, known: Sequence[Box], faint: Sequence[Box]) -> list[Box]:
    """A faint rule that begins and ends as others do."""
    told = [one for one in known if _alike(one, rule, _ALIKE)]
    alike = [one for one in faint if _alike(one, rule, 2 * _ALIKE)]  # itself too
    if rule.width < _LONG or len(told) + len(alike) < _FEW:
        return []
    ends = told or alike
    x0, x1 = _middle([one.x0 for one in ends]), _middle([one.x1 for one in ends])
    return [replace(rule, x0=x0, x1=x1)]


def _alike(one: Box, other: Box, apart: float) -> bool:
    return abs(one.x0 - other.x0) < apart and abs(one.x1 - other.x1) < apart


def _middle(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]

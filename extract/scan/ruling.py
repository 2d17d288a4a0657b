"""The ink of a straight picture, and the rules among it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extract.geometry import Box
from extract.scan.faint import faint_runs, paper_of, plain_of, without_dashes
from extract.scan.level import in_whole, whole_rules

#: The shortest rules (points): longer than the strokes of the characters of headings.
_LEVEL, _UPRIGHT = 30.0, 22.0
#: Shorter ones, down to this, are rules where they end at rules at both ends, no further off.
_SHORT, _ENDS = 9.0, 2.5
#: No rule is thicker (points), nor is one so short for its thickness.
_THICK, _SLENDER = 3.5, 8
#: A gap of so many points in a rule is a fault of the scan.
_GAP = 1.2
#: A gap between two rules in one line (so many points apart at most) is one, too, unless it is as
#: wide as a field; a wider one where both end within fields, which no rule does, and reach to
#: rules across them on their other sides.
_BRIDGED, _TORN, _IN_LINE = 45.0, 150.0, 1.0
#: A rule of at least so many points ends at rules across it where there are some.
_LONG = 80.0
#: A faint rule is seen up to so many points before those that it meets, which are so far apart.
_FAINT_ENDS, _FAINT_LONG = 9.0, 14.0
#: So much of a rule's length is ink: the feet of digits side by side are less.
_WHOLE = 0.9
#: Ink is darker than the paper around it (so many points) by so many shades of 256.
_AROUND, _DARKER = 15.0, 28
#: What is no further (points) from a word's ends is within it.
_FOOT = 1.0
#: Specks of fewer square points are noise.
_SPECK = 0.12


@dataclass(frozen=True, slots=True)
class Inked:
    """The ink of a picture without its rules (an array, 1 where there is ink), the rules in points
    of the straight page, and their dots (1 where there is a rule)."""

    ink: Any
    rules: tuple[Box, ...]
    ruled: Any = None


def inked(picture: Any, scale: float, stamps: Sequence[Box] = ()) -> Inked:
    """What is ink on a straight grey picture of `scale` dots a point; no rule lies within one of
    the `stamps` (in points): what looks like one is a stroke of theirs."""
    import cv2
    import numpy

    around = 2 * round(_AROUND * scale / 2) + 1
    smooth = cv2.GaussianBlur(picture, (0, 0), 0.3 * scale)
    method, kind = cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV
    ink = cv2.adaptiveThreshold(smooth, 1, method, kind, around, _DARKER)
    level = _rules(_runs(ink, _SHORT * scale, scale), scale, stamps)
    across = numpy.ascontiguousarray(ink.T)
    flipped = [_flipped(stamp) for stamp in stamps]
    upright = _rules(_runs(across, _SHORT * scale, scale), scale, flipped)
    kept = _long_or_held(level, upright, _LEVEL, _UPRIGHT)
    held = _long_or_held(upright, level, _UPRIGHT, _LEVEL)
    plain = plain_of(ink, scale)
    faint = _rules(faint_runs(picture, plain, scale), scale, stamps)
    sheer_of = numpy.ascontiguousarray(picture.T), numpy.ascontiguousarray(plain.T)
    sheer = _rules(faint_runs(sheer_of[0], sheer_of[1], scale), scale, flipped)
    kept += _parting(faint, kept, [*held, *sheer], scale)
    held += _parting(sheer, held, kept, scale)
    kept += _seen_in_part(picture, ink, kept, held, scale)
    lines, posts = _once(rule.box for rule in kept), [rule.box for rule in held]
    level_ones = _whole(lines, posts)  # torn ones would hold no end of an upright rule
    rules = [*level_ones, *map(_flipped, _whole(posts, level_ones))]
    ruled = numpy.zeros_like(ink)
    for x0, y0, x1, y1 in (rule.run for rule in kept):
        ruled[y0:y1, x0:x1] = 1
    for x0, y0, x1, y1 in (rule.run for rule in held):
        ruled[x0:x1, y0:y1] = 1
    return Inked(_without_specks(ink & (1 - ruled), scale), tuple(rules), ruled)


def without_rules(picture: Any, found: Inked) -> Any:
    """A grey picture with paper where its rules are: beside one, a model takes 0 for a character
    with an upright stroke."""
    import cv2
    import numpy

    around = cv2.dilate(found.ruled, numpy.ones((3, 3), numpy.uint8))
    return numpy.where((around > 0) & (found.ink == 0), paper_of(picture), picture)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule as if it were level: its dots, and its line in points."""

    run: tuple[int, int, int, int]
    box: Box


def _rules(
    runs: Iterable[tuple[int, int, int, int]], scale: float, stamps: Sequence[Box]
) -> list[_Rule]:
    """Runs of ink as rules, without those that lie within a stamp."""
    found = (_rule(run, scale) for run in runs)
    return [rule for rule in found if not any(_lies_in(rule.box, stamp) for stamp in stamps)]


def _lies_in(rule: Box, stamp: Box) -> bool:
    inside = stamp.y0 < rule.y0 < stamp.y1
    return inside and stamp.x0 - _ENDS < rule.x0 and rule.x1 < stamp.x1 + _ENDS


def _rule(run: tuple[int, int, int, int], scale: float) -> _Rule:
    x0, y0, x1, y1 = run
    middle = (y0 + y1) / 2 / scale
    return _Rule(run, Box(x0 / scale, middle, x1 / scale, middle))


def _long_or_held(
    rules: Sequence[_Rule], others: Sequence[_Rule], long: float, other_long: float
) -> list[_Rule]:
    """The rules that are longer than any stroke of a character, and shorter ones that reach from
    one such rule of the other direction to another: they part narrow fields."""
    across = [o.box for o in others if o.box.width >= other_long]
    return [
        rule
        for rule in rules
        if rule.box.width >= long
        or (_meets(rule.box.x0, rule.box.y0, across) and _meets(rule.box.x1, rule.box.y0, across))
    ]


def _parting(
    faint: Sequence[_Rule], known: Sequence[_Rule], others: Sequence[_Rule], scale: float
) -> list[_Rule]:
    """The faint rules that are none of the `known` ones and reach from one rule across them to
    another: nothing but a rule does."""
    found = []
    for rule in faint:
        y = rule.box.y0
        across = [o.box.y0 for o in others if o.box.x0 - _ENDS <= y <= o.box.x1 + _ENDS]
        x0 = min(across, key=lambda at: abs(at - rule.box.x0), default=0.0)
        x1 = min(across, key=lambda at: abs(at - rule.box.x1), default=0.0)
        ends = max(abs(x0 - rule.box.x0), abs(x1 - rule.box.x1)) < _FAINT_ENDS
        if not ends or x1 - x0 < _FAINT_LONG or any(_covers(k.box, x0, x1, y) for k in known):
            continue
        _, top, _, foot = rule.run
        found.append(_Rule((round(x0 * scale), top, round(x1 * scale), foot), Box(x0, y, x1, y)))
    return found


def _once(rules: Iterable[Box]) -> list[Box]:
    """Level rules without those that are pieces of others."""
    found: list[Box] = []
    for rule in sorted(rules, key=lambda r: -r.width):
        if not in_whole(rule, found):
            found.append(rule)
    return found


def _seen_in_part(
    picture: Any, ink: Any, kept: Sequence[_Rule], held: Sequence[_Rule], scale: float
) -> list[_Rule]:
    """The level rules of which only pieces are ink, or nothing, and no upright ones hold them."""
    plain = plain_of(without_dashes(ink, scale), scale)
    faint = [_rule(run, scale) for run in faint_runs(picture, plain, scale)]
    runs = {rule.box.y0: rule.run for rule in faint}
    known, across = [rule.box for rule in kept], [rule.box for rule in held]
    found = []
    for box in whole_rules([rule.box for rule in faint], known, across):
        _, top, _, foot = runs[box.y0]
        found.append(_Rule((round(box.x0 * scale), top, round(box.x1 * scale), foot), box))
    return found


def _covers(known: Box, x0: float, x1: float, y: float) -> bool:
    """Whether a known rule lies where another one is seen."""
    return abs(known.y0 - y) < _ENDS and min(known.x1, x1) - max(known.x0, x0) > 0.5 * (x1 - x0)


def _meets(end: float, at: float, across: Sequence[Box]) -> bool:
    """Whether a rule that ends there, and lies at that height, ends at one of those across it."""
    return any(abs(end - o.y0) < _ENDS and o.x0 - _ENDS <= at <= o.x1 + _ENDS for o in across)


def _whole(rules: Sequence[Box], others: Sequence[Box]) -> list[Box]:
    """Level rules, those in one line with a gap between them as one; `others` are the rules across
    them, as if these were level. A gap from one such rule to another is none of the scan's: fields
    are merged there."""
    whole = _joined(_joined(rules, others), others)  # what is torn twice, too
    ended = [_to_its_ends(rule, others) for rule in whole]
    return [_to_its_ends(rule, others) for rule in _joined(ended, others)]


def _joined(rules: Sequence[Box], others: Sequence[Box]) -> list[Box]:
    joined: list[Box] = []
    for rule in sorted(rules, key=lambda r: r.x0):
        before = next((j for j in joined if _goes_on(j, rule, others)), None)
        if before is None:
            joined.append(rule)
        else:
            joined[joined.index(before)] = replace(before, x1=max(before.x1, rule.x1))
    return joined


def _to_its_ends(rule: Box, others: Sequence[Box]) -> Box:
    """A long rule that ends within a field, which no rule does, up to the rule across it there."""
    if rule.width < _LONG:
        return rule
    across = [o.y0 for o in others if o.x0 - _ENDS <= rule.y0 <= o.x1 + _ENDS]
    x0, x1 = rule.x0, rule.x1
    if not _meets(x0, rule.y0, others):
        x0 = max((at for at in across if 0 < x0 - at < _TORN), default=x0)
    if not _meets(x1, rule.y0, others):
        x1 = min((at for at in across if 0 < at - x1 < _TORN), default=x1)
    return replace(rule, x0=x0, x1=x1)


def _goes_on(first: Box, second: Box, others: Sequence[Box]) -> bool:
    gap = second.x0 - first.x1
    if gap >= _TORN or abs(second.y0 - first.y0) > _IN_LINE:
        return False
    if gap <= 0:  # one went on to its end, over a piece of itself
        return True
    within = [_meets(end, first.y0, others) for end in (first.x1, second.x0)]
    if gap < _BRIDGED:
        return not all(within)
    outer = [_meets(end, first.y0, others) for end in (first.x0, second.x1)]
    return all(outer) and not any(within)


def outside(rules: Sequence[Box], words: Sequence[Box]) -> tuple[Box, ...]:
    """The rules without those that are strokes of characters: level ones within a word."""
    return tuple(rule for rule in rules if not any(_within(rule, word) for word in words))


def _within(rule: Box, word: Box) -> bool:
    level = rule.width > rule.height
    return (
        level
        and word.y0 < rule.y0 < word.y1 + _FOOT
        and word.x0 - _FOOT < rule.x0
        and rule.x1 < word.x1 + _FOOT
    )


def _flipped(box: Box) -> Box:
    return Box(box.y0, box.x0, box.y1, box.x1)


def _runs(ink: Any, shortest: float, scale: float) -> Iterator[tuple[int, int, int, int]]:
    """The level rules in some ink, as boxes of dots."""
    import cv2
    import numpy

    gap, long = max(2, round(_GAP * scale)), max(3, round(shortest))
    thick = cv2.dilate(ink, numpy.ones((3, 1), numpy.uint8))  # a slope that is left tears no rule
    whole = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, numpy.ones((1, gap), numpy.uint8))
    runs = cv2.morphologyEx(whole, cv2.MORPH_OPEN, numpy.ones((1, long), numpy.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    for x, y, width, height, area in boxes[1:].tolist():
        real = max(1, height - 2)
        solid = area > 0.5 * width * min(height, 5)
        inked = thick[y : y + height, x : x + width].any(axis=0).mean() > _WHOLE
        if real <= _THICK * scale and width > _SLENDER * real and solid and inked:
            yield x, y, x + width, y + height


def _without_specks(ink: Any, scale: float) -> Any:
    import cv2
    import numpy

    _, labels, boxes, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    kept = boxes[:, 4] >= _SPECK * scale * scale
    kept[0] = False
    return kept[labels].astype(numpy.uint8)

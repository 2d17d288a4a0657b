"""Points that a model has passed over: a dot of ink on the line between two digits, before the
first one of a line or behind the last one of a line of text.

A figure that is torn between two lines at its point begins the second line with it, or ends the
first, and models that read line by line leave it out: 203.41 would be 20341.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from extract.scan.closer import Spot
from extract.scan.placed import spans_of
from extract.scan.settled import Settled

#: How large a point is (of the height of its line) at least and at most, and how far above the foot
#: of the line its middle is at most.
_LEAST, _MOST, _LOW = 0.05, 0.22, 0.4
#: How far (of that height) it is from the digit beside it.
_NEAR = 0.35
#: So many decimals amounts have; digits beside a point are so much further apart than others.
_DECIMALS, _ROOM = 2, 1.25
#: Characters with dots of their own, and those that show one on the line, by itself.
_DOTTED = frozenset(".,;:!?%‰·…。，、；：！？“”\"'ij＂＇")
_ON_THE_LINE = frozenset(".:;!?…；：！？")


def with_points(pieces: Sequence[Settled], ink: Any) -> tuple[Settled, ...]:
    """The pieces, those before whose first digit a point stands with it; where one stands between
    digits, it may be a speck: then the figure with a point is the other reading."""
    dots = list(_dots(ink))
    return tuple(_with_points(one, ink, dots) for one in pieces)


def _dots(ink: Any) -> Iterator[Spot]:
    """The boxes of ink that is about as wide as it is high, and small."""
    import cv2

    _, _, boxes, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    for x, y, width, height, area in boxes[1:].tolist():
        if max(width, height) <= 1.8 * min(width, height) and 2 * area > width * height:
            yield x, y, x + width, y + height


def _with_points(one: Settled, ink: Any, dots: Sequence[Spot]) -> Settled:
    piece = one.piece
    chars = [c for c in piece.text if not c.isspace()]
    if not any(c.isdecimal() for c in chars):
        return one
    x0, y0, x1, y1 = piece.box
    high = y1 - y0
    inside = [
        d
        for d in dots
        if x0 - _NEAR * high <= d[0] and d[2] <= x1 + _NEAR * high
        and y0 <= d[1] and d[3] <= y1 + 0.1 * high
        and _LEAST * high <= d[3] - d[1] <= _MOST * high
        and y1 - (d[1] + d[3]) / 2 < _LOW * high
    ]  # fmt: skip
    if len(inside) <= sum(c in _ON_THE_LINE for c in chars):
        inside = [d for d in inside if d[0] > x1 - high / 2 and chars[-1].isdecimal()]
    spans = spans_of(piece, ink) if inside else []
    for dot in inside:
        at = _passed_over(dot, chars, spans, high)
        if at == 0 and (not _may_begin(chars) or _is_foot(dot, y0, ink)):
            continue
        if at == 0:
            box = min(dot[0], x0), y0, x1, y1
            return replace(one, piece=replace(piece, text="." + piece.text, box=box))
        if at == len(chars):
            box = x0, y0, max(dot[2], x1), y1
            return replace(one, piece=replace(piece, text=piece.text.rstrip() + ".", box=box))
        if at is not None and not _has_point(chars, at):
            text = "".join((*chars[:at], ".", *chars[at:]))
            room, foot = _makes_room(chars, spans, at), _is_foot(dot, y0, ink)
            if room and not foot:
                return Settled(replace(piece, text=text), one.other if "." in one.other else "")
            if room or not foot:
                return replace(one, other=one.other or text)
    return one


def _may_begin(chars: Sequence[str]) -> bool:
    """Whether a line may begin with the point of a figure: one that has none yet, and in a field by
    itself two decimals."""
    _, last = _figure_around(chars, 0)
    return not _has_point(chars, 0) and (last < len(chars) or last == _DECIMALS)


def _is_foot(dot: Spot, top: int, ink: Any) -> bool:
    """Whether a dot is the foot of a 3 or 5 that the scan broke off: the rest of it is above."""
    x0, y0, x1, _ = dot
    above = ink[max(0, top) : y0, x0:x1].any(axis=0)
    return bool(2 * above.sum() > x1 - x0)


def _makes_room(chars: Sequence[str], spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether the digits on both sides of a point with two decimals stand further apart than the
    others of their figure do: a speck pushes nothing aside."""
    first, last = _figure_around(chars, at)
    if last - at != _DECIMALS:
        return False
    middles = [sum(span) / 2 for span in spans]
    apart = [
        middles[n + 1] - middles[n]
        for n in range(first, last - 1)
        if n + 1 != at and chars[n].isdecimal() and chars[n + 1].isdecimal()
    ]
    usual = sorted(apart)[len(apart) // 2] if apart else 0.0
    return usual > 0 and middles[at] - middles[at - 1] > _ROOM * usual


def _has_point(chars: Sequence[str], at: int) -> bool:
    """Whether the figure around a place has its point: none has two."""
    first, last = _figure_around(chars, at)
    return "." in chars[first:last]


def _figure_around(chars: Sequence[str], at: int) -> tuple[int, int]:
    """Where the figure around a place begins and ends."""
    first, last = at, at
    while first > 0 and (chars[first - 1].isdecimal() or chars[first - 1] in ".,"):
        first -= 1
    while last < len(chars) and (chars[last].isdecimal() or chars[last] in ".,"):
        last += 1
    return first, last


def _ends(dot: Spot, chars: Sequence[str], spans: Sequence[tuple[int, int]], high: int) -> bool:
    """Whether a dot stands right behind the last digit of a line of text: behind figures of tables
    there are specks."""
    beside = 0 < dot[2] - spans[-1][1] <= _NEAR * high
    return beside and chars[-1].isdecimal() and any(map(_is_text, chars))


def _is_text(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _passed_over(
    dot: Spot, chars: Sequence[str], spans: Sequence[tuple[int, int]], high: int
) -> int | None:
    """Before which character a dot stands that belongs to none, digits on both sides or nothing
    before it; their number where it ends a line of text; None where it is one of a character."""
    middle = (dot[0] + dot[2]) / 2
    after = next((n for n, span in enumerate(spans) if sum(span) / 2 > middle), len(spans))
    if after == len(spans):
        return after if _ends(dot, chars, spans, high) else None
    if not chars[after].isdecimal():
        return None
    if any(chars[n] in _DOTTED for n in (after - 1, after) if n >= 0):
        return None
    if spans[after][0] - dot[2] > _NEAR * high:
        return None
    return after if after == 0 or chars[after - 1].isdecimal() else None

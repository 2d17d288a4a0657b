"""Pieces of a line divided where they run over fields of a table: at wide gaps, and at rules.

A model may take the figures of two fields for one line, and their digits would make one figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from extract.geometry import Box
from extract.scan.engine import Piece
from extract.scan.placed import spans_of

#: A gap this wide (of the piece's height) is no gap between characters; a full-width comma leaves
#: less.
_WIDE = 0.8
#: An amount at the start of a piece with characters behind it, and how wide (of its height) the
#: gap is between them where these are the label of the next field.
_AMOUNT, _LABELLED = re.compile(r"-?[0-9][0-9,]*\.[0-9]{2}(?=[（(]?[\u4e00-\u9fff])"), 0.45
#: A rule stands between fields where it runs over so much of a piece's height.
_CROSSES = 0.8


def divided(
    pieces: Sequence[Piece], ink: Any, rules: Sequence[Box], scale: float
) -> tuple[Piece, ...]:
    """The pieces, those that lie over several fields as several; `ink` is without rules, which are
    in points."""
    upright = [r for r in rules if r.height > r.width]
    return tuple(part for piece in pieces for part in _parts(piece, ink, upright, scale))


def _parts(piece: Piece, ink: Any, upright: Sequence[Box], scale: float) -> Iterator[Piece]:
    cuts = [*_rules_in(piece, upright, scale), *_gaps_in(piece, ink)]
    chars = [c for c in piece.text if not c.isspace()]
    labelled = _AMOUNT.match("".join(chars))
    spans = spans_of(piece, ink) if cuts or labelled else []
    if labelled:
        cuts += _before_label(piece, spans, labelled.end())
    if not cuts or len(chars) < 2:
        yield piece
        return
    part: list[int] = []
    for number in range(len(chars)):
        middle = sum(spans[number]) / 2
        last = sum(spans[part[-1]]) / 2 if part else middle
        if part and any(last < cut <= middle for cut in cuts):
            yield _part(piece, chars, spans, part)
            part = []
        part.append(number)
    yield _part(piece, chars, spans, part)


def _before_label(piece: Piece, spans: Sequence[tuple[int, int]], label: int) -> Iterator[float]:
    """The middle of the gap before the label that stands behind an amount, in dots, if that is
    wider than any within a line of text."""
    end, begin = spans[label - 1][1], spans[label][0]
    if begin - end > _LABELLED * (piece.box[3] - piece.box[1]):
        yield (end + begin) / 2


def _part(
    piece: Piece, chars: Sequence[str], spans: Sequence[tuple[int, int]], part: Sequence[int]
) -> Piece:
    text = "".join(chars[n] for n in part)
    around = max(1, (piece.box[3] - piece.box[1]) // 10)
    left, right = spans[part[0]][0] - around, spans[part[-1]][1] + around
    box = max(left, piece.box[0]), piece.box[1], min(right, piece.box[2]), piece.box[3]
    return Piece(text, box, piece.confidence)


def _rules_in(piece: Piece, upright: Sequence[Box], scale: float) -> Iterator[float]:
    """Where rules stand within a piece, in dots."""
    x0, y0, x1, y1 = piece.box
    edge = 0.25 * (y1 - y0)
    for rule in upright:
        at = rule.x0 * scale
        over = min(y1, rule.y1 * scale) - max(y0, rule.y0 * scale)
        if x0 + edge < at < x1 - edge and over > _CROSSES * (y1 - y0):
            yield at


def _gaps_in(piece: Piece, ink: Any) -> Iterator[float]:
    """The middles of the wide gaps within a piece, in dots."""
    x0, y0, x1, y1 = (max(0, at) for at in piece.box)
    filled = ink[y0:y1, x0:x1].any(axis=0).nonzero()[0]
    for left, right in pairwise(filled):
        if right - left > _WIDE * (y1 - y0):
            yield x0 + (int(left) + int(right)) / 2

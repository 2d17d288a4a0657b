"""Numbers before the labels of a list (一、二、三、) that models overlook: 一 and 二 are strokes.

A label that has lost its number is taken for a part of the one above it. Where the next label has
the number that follows, and there is ink before a label that nothing was made of, or its number
without the sign behind it, the number is what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extract.scan.engine import Piece
from extract.scan.placed import misfit
from extract.scan.settled import Settled

_ONES = ("", *"一二三四五六七八九")
#: The numbers of labels in words: 一 … 五十九.
_WORDS = [tens + one for tens in ("", "十", "二十", "三十", "四十", "五十") for one in _ONES]
NUMBERS = {word: n for n, word in enumerate(_WORDS) if n}
_NUMBERED = re.compile(r"([一二三四五六七八九十]{1,3})、")
_SIGN = "、"
#: A place of which so much (ems) is another piece's is that one's.
_TAKEN = 0.4
#: What follows a 一 that is no number: 一般公共服务支出, 一次性补助.
_WORD_OF_ONE = ("一般", "一次")
#: By so much better a label fits its ink with the number that it may have lost.
_BETTER = 0.2
#: How far (ems) the numbers of a list stand from one line down, how far from its number the rest of
#: a label begins, and how far below a label the next one is at most.
_ALIGNED, _REST, _BELOW = 0.6, (1.1, 3.4), 4.0
#: So much (ems) of the place of a number is ink.
_INK = 0.45


@dataclass(frozen=True, slots=True)
class _Label:
    """A label of a list: which piece it is, its number, where it begins, and its middle (dots)."""

    at: int
    number: int
    left: int
    middle: float


def with_ordinals(pieces: Sequence[Settled], ink: Any) -> tuple[Settled, ...]:
    """The pieces of a page, with the numbers of labels that were overlooked; `ink` is without
    rules."""
    found = list(pieces)
    if not found:
        return ()
    heights = sorted(one.piece.box[3] - one.piece.box[1] for one in found)
    em = max(6.0, 0.8 * heights[len(heights) // 2])
    waiting = sorted(_labels(found), key=lambda label: -label.number)
    while waiting:
        label = waiting.pop(0)
        if label.number < 2 or _has(label.number - 1, label, _labels(found), em):
            continue
        if (before := _before(label, found, ink, em)) is not None:
            at, piece = before
            found[at] = replace(found[at], piece=piece)
            waiting.insert(0, _Label(at, label.number - 1, piece.box[0], _middle(piece)))
    return tuple(found)


def _labels(pieces: Sequence[Settled]) -> Iterator[_Label]:
    """The labels that have their numbers."""
    for at, one in enumerate(pieces):
        match = _NUMBERED.match(one.piece.text)
        if match and match[1] in NUMBERS:
            yield _Label(at, NUMBERS[match[1]], one.piece.box[0], _middle(one.piece))


def _has(number: int, label: _Label, labels: Iterator[_Label], em: float) -> bool:
    """Whether the number before that of a label stands above it."""
    return any(
        one.number == number
        and one.middle < label.middle
        and abs(one.left - label.left) < _ALIGNED * em
        for one in labels
    )


def _before(
    label: _Label, pieces: Sequence[Settled], ink: Any, em: float
) -> tuple[int, Piece] | None:
    """The label right above one, with the number that it has lost; None where there is none."""
    number = _WORDS[label.number - 1]
    above = [
        (n, one.piece)
        for n, one in enumerate(pieces)
        if 0.6 * em < label.middle - _middle(one.piece) < _BELOW * em
        and -_ALIGNED * em < one.piece.box[0] - label.left < _REST[1] * em
    ]
    above.sort(key=lambda one: -_middle(one[1]))
    for at, piece in above:
        text, aligned = piece.text, piece.box[0] - label.left < _ALIGNED * em
        begins = text.startswith(number) and not text.startswith(number + _SIGN)
        if aligned and begins and not text.startswith(_WORD_OF_ONE):
            return at, replace(piece, text=number + _SIGN + text[len(number) :])
        if aligned and text[0] == number and text.startswith(_WORD_OF_ONE):
            whole = replace(piece, text=number + _SIGN + text)
            if misfit(whole, ink) + _BETTER < misfit(piece, ink):
                return at, whole  # 一、一般 was read as 一般
        own = (label.left, piece.box[1], piece.box[0], piece.box[3])
        alone = not any(n != at and _stands_in(one.piece, own, em) for n, one in enumerate(pieces))
        if text.startswith(_SIGN) and alone and piece.box[0] - label.left < _REST[0] * em:
            box = (min(label.left, piece.box[0]), *piece.box[1:])
            return at, replace(piece, text=number + text, box=box)
    for at, piece in above:
        x0, y0, x1, y1 = piece.box
        own = (label.left, y0, x0, y1)
        if any(n != at and _stands_in(one.piece, own, em) for n, one in enumerate(pieces)):
            continue  # its number was read, and is another: lists leave some out
        if x0 - label.left > _REST[0] * em and _is_inked(label.left, piece, ink, em):
            text = number + _SIGN + piece.text
            return at, replace(piece, text=text, box=(label.left, y0, x1, y1))
    return None


def _stands_in(piece: Piece, place: tuple[int, int, int, int], em: float) -> bool:
    """Whether a piece stands in the place of a number, or much of it does."""
    x0, y0, x1, y1 = place
    level = y0 < _middle(piece) < y1
    return level and min(x1, piece.box[2]) - max(x0, piece.box[0]) > _TAKEN * em


def _is_inked(left: int, piece: Piece, ink: Any, em: float) -> bool:
    """Whether there is ink before a piece where its number is to be."""
    x0, y0, _, y1 = (max(0, at) for at in piece.box)
    window = ink[y0:y1, max(0, left - round(0.2 * em)) : x0]
    return bool(window.any(axis=0).sum() > _INK * em)


def _middle(piece: Piece) -> float:
    return (piece.box[1] + piece.box[3]) / 2

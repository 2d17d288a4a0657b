"""Two readings of a page held against each other, and one made of them.

Both models read every page. Where their figures agree they were right as often as was measured;
where they do not, the place is read larger by both, and what still differs is kept beside what is
taken, so that nobody is accused by it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from extract.scan.closer import Spot, read_closer
from extract.scan.engine import Model, Piece
from extract.scan.separators import mended
from extract.scan.strokes import RINGS

_FIGURE = re.compile(r"[0-9][0-9A-Za-z.,，]*[0-9A-Za-z]|[0-9]")
#: What models see between the digits of a figure that are set apart, and between two figures.
_APART = re.compile(r"(?<=[0-9.,，]) +(?=[0-9.,，])")
#: What no figure is: 2O1, 14.29).27.
_MARRED = re.compile(r"[0-9][A-Za-z]|[A-Za-z][0-9]|[0-9][()（）][.,][0-9]")
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}、")
#: Pieces stand in one line where they share this much of the lower one's height.
_SHARED = 0.5
#: Words that one model has overlooked have so many characters at least, of which the other is so
#: sure.
_WORDS, _SURE = 3, 0.9
#: A model that is less sure than this has guessed.
_GUESSED = 0.5
#: So many places of a page are read larger; the rest of a page that is worse stays in doubt.
_MOST = 60


@dataclass(frozen=True, slots=True)
class Settled:
    """A piece with what another reading makes of it, where its figures are others."""

    piece: Piece
    other: str = ""


#: What makes pieces of what a model took rules and dashes for.
Plain: TypeAlias = Callable[[Sequence[Piece]], Sequence[Piece]]


def settled(
    picture: Any,
    first: Sequence[Piece],
    second: Sequence[Piece],
    unread: Sequence[Spot] = (),
    plain: Plain = lambda pieces: pieces,
) -> tuple[Settled, ...]:
    """The pieces of a page by both models, and at places where neither has read ink; `picture` is
    what both have read, without its rules, `plain` takes from what is read larger what it takes
    from the pieces."""
    first = [_mended(piece) for piece in first]
    second = [_mended(piece) for piece in second]
    agreed: list[Settled] = []
    asked: list[tuple[Piece | None, str, Spot]] = []
    for ours, theirs in _lines(first, second):
        told = "".join(p.text for p in theirs)
        if not theirs and all(map(_is_noise, ours)):
            continue
        if ours and figures("".join(f"{p.text} " for p in ours)) == figures(
            "".join(f"{p.text} " for p in theirs)
        ):
            agreed += [Settled(piece) for piece in _with_number(ours, theirs)]
        elif ours:
            asked += [(piece, told if len(ours) == 1 else "", piece.box) for piece in ours]
        elif figures(told):
            asked += [(None, piece.text, piece.box) for piece in theirs]
        else:
            agreed += [Settled(piece) for piece in theirs if _is_said(piece)]
    asked += [(None, "", spot) for spot in unread]
    return (*agreed, *_closer(picture, asked, plain))


def larger(
    picture: Any, spots: Sequence[Spot], model: Model, plain: Plain
) -> list[tuple[str, float]]:
    """What a model reads at places, larger, and how sure it is."""
    read = read_closer(picture, spots, model)
    pieces = plain([Piece(t, spot, sure) for (t, sure), spot in zip(read, spots, strict=True)])
    return [(mended(piece.text), piece.confidence) for piece in pieces]


def figures(text: str) -> tuple[str, ...]:
    """The figures of a line without their commas, and blanks between their digits: models see some
    where digits stand apart."""
    text = _APART.sub("", text)
    return tuple(re.sub("[,，]", "", found) for found in _FIGURE.findall(text))


def _mended(piece: Piece) -> Piece:
    return replace(piece, text=mended(piece.text))


def _closer(
    picture: Any, asked: Sequence[tuple[Piece | None, str, Spot]], plain: Plain
) -> Iterator[Settled]:
    """What stands at places that the models do not agree on."""
    near = asked[:_MOST]
    spots = [spot for _, _, spot in near]
    again = larger(picture, spots, Model.FIRST, plain)
    beside = larger(picture, spots, Model.SECOND, plain)
    for (piece, told, spot), large, (small, _) in zip(near, again, beside, strict=True):
        yield from _decided(piece, told, spot, large, small)
    for piece, told, _ in asked[_MOST:]:
        if piece is not None:
            yield Settled(piece, told)


def _decided(
    piece: Piece | None, told: str, spot: Spot, large: tuple[str, float], small: str
) -> Iterator[Settled]:
    """One reading out of up to four: the first, what the second model told, and both larger."""
    text, sure = large
    if piece is not None and is_marred(piece.text):
        yield _sound(piece, large, small, told)
        return
    if piece is None:
        text, small = RINGS.get(text, text), RINGS.get(small, small)
        if text and (figures(text) or not figures(small)):
            other = "" if figures(text) in (figures(small), figures(told)) else small or told
            yield Settled(Piece(text, spot, sure), other)
        return
    ours, theirs = figures(piece.text), figures(text)
    if ours and is_marred(text) and ours in (figures(small), figures(told)):
        yield Settled(piece)
    elif theirs == ours:
        agree = ours in (figures(small), figures(told))
        yield Settled(piece, "" if agree or not ours else small or told)
    elif theirs in (figures(small), figures(told)) and text:
        yield Settled(replace(piece, text=text, confidence=min(sure, piece.confidence)))
    else:
        yield Settled(piece, text or told or small)


def _is_noise(piece: Piece) -> bool:
    """Whether a piece that only one model has read is what it takes a speck for: no figure, and it
    is not sure of it."""
    return piece.confidence < _GUESSED and not figures(piece.text)


def _is_said(piece: Piece) -> bool:
    """Whether a piece is words that a model is sure of, no stroke or rule taken for some."""
    full = sum("\u4e00" <= char <= "\u9fff" for char in piece.text)
    return full >= _WORDS and 2 * full >= len(piece.text) and piece.confidence >= _SURE


def _with_number(ours: Sequence[Piece], theirs: Sequence[Piece]) -> Sequence[Piece]:
    """A label by the first model, or by the second where that has seen the number before it."""
    if len(ours) != 1 or len(theirs) != 1:
        return ours
    found = _NUMBERED.match(theirs[0].text)
    return theirs if found and theirs[0].text[found.end() :] == ours[0].text else ours


def is_marred(text: str) -> bool:
    """Whether a line has a figure with letters or brackets in it: then it was misread."""
    return bool(_MARRED.search(text))


def _sound(piece: Piece, large: tuple[str, float], small: str, told: str) -> Settled:
    """What stands where the first reading has letters in a figure: what two others agree on, else
    the first of them that has none, as a doubt; the first reading where all have some."""
    others = [t for t in (large[0], small, told) if figures(t) and not is_marred(t)]
    if not others:
        return Settled(piece, large[0] or told or small)
    taken = max(others, key=lambda t: sum(figures(o) == figures(t) for o in others))
    agreed = sum(figures(o) == figures(taken) for o in others) > 1
    return Settled(replace(piece, text=taken), "" if agreed else piece.text)


def _lines(
    first: Sequence[Piece], second: Sequence[Piece]
) -> Iterator[tuple[list[Piece], list[Piece]]]:
    """The pieces of both readings that lie on each other, from left to right."""
    every = [*((p, True) for p in first), *((p, False) for p in second)]
    leader = list(range(len(every)))

    def lead(n: int) -> int:
        while leader[n] != n:
            leader[n] = leader[leader[n]]
            n = leader[n]
        return n

    order = sorted(range(len(every)), key=lambda n: every[n][0].box[1])
    for at, n in enumerate(order):
        for other in order[at + 1 :]:
            if every[other][0].box[1] >= every[n][0].box[3]:
                break
            if every[n][1] != every[other][1] and _on_each_other(every[n][0], every[other][0]):
                leader[lead(other)] = lead(n)
    groups: dict[int, tuple[list[Piece], list[Piece]]] = {}
    for n, (piece, ours) in enumerate(every):
        groups.setdefault(lead(n), ([], []))[0 if ours else 1].append(piece)
    for group in groups.values():
        yield tuple(sorted(part, key=lambda p: p.box[0]) for part in group)  # type: ignore[misc]


def _on_each_other(one: Piece, other: Piece) -> bool:
    left, right = max(one.box[0], other.box[0]), min(one.box[2], other.box[2])
    top, bottom = max(one.box[1], other.box[1]), min(one.box[3], other.box[3])
    low = min(one.box[3] - one.box[1], other.box[3] - other.box[1])
    narrow = min(one.box[2] - one.box[0], other.box[2] - other.box[0])
    return bottom - top > _SHARED * low and right - left > 0.3 * narrow

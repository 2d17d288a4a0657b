"""Planting errors of wording: a direction turned round, a sign lost, a form's choice left in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import ROUND_DOWN, Decimal
from random import Random

from corpus.sampling.document import Figure, Paragraph, Piece, Report, paragraphs
from corpus.sampling.flaws import Flaw, place, plain, planted, statement
from corpus.sampling.rounding import raised


def _cut(figure: Figure) -> str:
    """One less in the last place: cut off instead of rounded."""
    step = Decimal(1).scaleb(int(figure.value.as_tuple().exponent))
    return f"{(figure.value - step).quantize(step, ROUND_DOWN):f}"


def _words(
    report: Report, role: str, rng: Random, taken: frozenset[str]
) -> Iterator[tuple[int, int, Figure]]:
    """Places (block, piece, figure) of figures of a role, in random order."""
    places = [
        (at, index, piece)
        for at, paragraph in paragraphs(report)
        for index, piece in enumerate(paragraph.pieces)
        if isinstance(piece, Figure) and piece.role == role and statement(piece.name) not in taken
    ]
    rng.shuffle(places)
    yield from places


def _with_pieces(report: Report, at: int, pieces: list[Piece]) -> Report:
    blocks = list(report.blocks)
    blocks[at] = Paragraph(tuple(pieces))
    return replace(report, blocks=tuple(blocks))


def _reworded(report: Report, at: int, index: int, change: Callable[[str], str]) -> Report | None:
    """The report with the words before a figure changed; None where that changes nothing."""
    block = report.blocks[at]
    assert isinstance(block, Paragraph)
    pieces = list(block.pieces)
    back = index - 1
    while back >= 0 and pieces[back] == " ":
        back -= 1
    before = pieces[back]
    if not isinstance(before, str) or change(before) == before:
        return None
    pieces[back] = change(before)
    return _with_pieces(report, at, pieces)


def direction(report: Report, rng: Random, taken: frozenset[str]) -> tuple[Report, Flaw] | None:
    """增加 where it fell, 减少 where it rose."""
    opposite = {"增加": "减少", "减少": "增加"}

    def turned(text: str) -> str:
        return re.sub(r"(增加|减少)$", lambda m: opposite[m[1]], text)

    for at, index, figure in _words(report, "change_amount", rng, taken):
        result = _reworded(report, at, index, turned)
        if result is not None:
            where, clause = place(result, figure.name)
            stated = re.findall(r"增加|减少", clause[: clause.index(figure.text)])[-1]
            flaw = Flaw("direction", "mismatch", stated, opposite[stated], where, clause,
                        figure.name)  # fmt: skip
            return result, flaw
    return None


def template(report: Report, rng: Random, taken: frozenset[str]) -> tuple[Report, Flaw] | None:
    """增加（减少） left standing from the form."""

    def left(text: str) -> str:
        return re.sub(r"(增加|减少)$", "增加（减少）", text)

    for at, index, figure in _words(report, "change_amount", rng, taken):
        result = _reworded(report, at, index, left)
        if result is not None:
            where, clause = place(result, figure.name)
            return result, Flaw("template", "wording", plain(figure.text), "", where, clause,
                                figure.name)  # fmt: skip
    return None


def lost_percent(report: Report, rng: Random, taken: frozenset[str]) -> tuple[Report, Flaw] | None:
    """增长13.95 without %."""
    for at, index, figure in _words(report, "change_rate", rng, taken):
        block = report.blocks[at]
        assert isinstance(block, Paragraph)
        pieces = list(block.pieces)
        sign = pieces.index("%", index)
        del pieces[sign]
        result = _with_pieces(report, at, pieces)
        where, clause = place(result, figure.name)
        text = plain(figure.text)
        return result, Flaw("lost_percent", "wording", text, f"{text}%", where, clause,
                            figure.name)  # fmt: skip
    return None


def truncated(report: Report, rng: Random, taken: frozenset[str]) -> tuple[Report, Flaw] | None:
    """A share cut off at its last decimal: only where rounding had raised it."""
    for _, _, figure in _words(report, "share", rng, taken):
        if raised(report, figure):
            return planted(report, "truncated", "rounding", figure, _cut(figure))
    return None


Planter = Callable[[Report, Random, frozenset[str]], tuple[Report, Flaw] | None]
WORDS: dict[str, Planter] = {
    "direction": direction,
    "lost_percent": lost_percent,
    "template": template,
    "truncated": truncated,
}

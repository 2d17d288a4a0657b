"""Planting errors of wording: a direction turned round, a form's choice left in, a copied year."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import ROUND_DOWN, Decimal
from functools import cache, partial
from importlib.resources import files
from random import Random

from corpus.sampling.document import Figure, Paragraph, Piece, Report, paragraphs
from corpus.sampling.flaws import Flaw, place, plain, planted, statement
from corpus.sampling.places import before_of, original, told
from corpus.sampling.rounding import raised

Planter = Callable[[Report, Random, frozenset[str]], tuple[Report, Flaw] | None]
#: What else must be told for a direction to be seen as wrong.
_BASES = {"change": (".rate", ".before"), "rate": (".change", ".before"),
          "gap": (".budget",), "gap_rate": (".budget",)}  # fmt: skip


@cache
def opposites() -> dict[str, str]:
    """Words that say which way a figure went, with their opposites."""
    text = files(__package__).joinpath("flaws.toml").read_text("utf-8")
    return dict(tomllib.loads(text)["opposite"])


def _cut(figure: Figure) -> str:
    """One less in the last place: cut off instead of rounded."""
    step = Decimal(1).scaleb(int(figure.value.as_tuple().exponent))
    return f"{(figure.value - step).quantize(step, ROUND_DOWN):f}"


def figures_of(
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


def with_pieces(report: Report, at: int, pieces: list[Piece]) -> Report:
    """The report with another paragraph at that place."""
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
    return with_pieces(report, at, pieces)


def _ways() -> str:
    """A pattern for a word of direction that ends a text."""
    words = sorted(opposites(), key=len, reverse=True)
    return f"({'|'.join(words)})$"


def _said_before(clause: str, figure: str) -> re.Match[str] | None:
    """The word of direction before a figure, wherever in a clause it is printed so."""
    starts = (m.start() for m in re.finditer(re.escape(figure), clause))
    found = (re.search(_ways(), clause[:start].strip()) for start in starts)
    return next((m for m in found if m is not None), None)


def _turned(
    report: Report, rng: Random, taken: frozenset[str], role: str, kind: str
) -> tuple[Report, Flaw] | None:
    names = told(report)

    def other(text: str) -> str:
        return re.sub(_ways(), lambda m: opposites()[m[1]], text)

    for at, index, figure in figures_of(report, role, rng, taken):
        suffix = figure.name.rpartition(".")[2]
        needed = (f"{statement(figure.name)}{base}" for base in _BASES.get(suffix, ()))
        result = _reworded(report, at, index, other) if any(n in names for n in needed) else None
        if result is not None:
            where, clause = place(result, figure.name)
            said = _said_before(clause, figure.text)
            if said is None:
                continue
            flaw = Flaw(kind, "mismatch", said[1], opposites()[said[1]], where, clause,
                        figure.name)  # fmt: skip
            return result, flaw
    return None


def direction(report: Report, rng: Random, taken: frozenset[str]) -> tuple[Report, Flaw] | None:
    """增加 where it fell, 减少 where it rose, before an amount."""
    return _turned(report, rng, taken, "change_amount", "direction")


def direction_rate(
    report: Report, rng: Random, taken: frozenset[str]
) -> tuple[Report, Flaw] | None:
    """增长 where it fell, 下降 where it rose, before a rate."""
    return _turned(report, rng, taken, "change_rate", "direction_rate")


def _left(
    report: Report, rng: Random, taken: frozenset[str], kind: str, change: Callable[[str], str]
) -> tuple[Report, Flaw] | None:
    """The words before an amount of change as a form or a slip leaves them."""
    for at, index, figure in figures_of(report, "change_amount", rng, taken):
        result = _reworded(report, at, index, change)
        if result is not None:
            where, clause = place(result, figure.name)
            return result, Flaw(kind, "wording", plain(figure.text), "", where, clause,
                                figure.name)  # fmt: skip
    return None


def template(report: Report, rng: Random, taken: frozenset[str]) -> tuple[Report, Flaw] | None:
    """增加（减少） left standing from the form."""
    left = partial(re.sub, r"(增加|减少)$", "增加（减少）")
    return _left(report, rng, taken, "template", left)


def doubled(report: Report, rng: Random, taken: frozenset[str]) -> tuple[Report, Flaw] | None:
    """增加增加."""
    return _left(report, rng, taken, "doubled", partial(re.sub, r"(增加|减少)$", r"\1\1"))


def wrong_year(report: Report, rng: Random, taken: frozenset[str]) -> tuple[Report, Flaw] | None:
    """Compared with this very year: 比2023年预算增加 in the budget of 2023."""
    last, year = str(report.year - 1), str(report.year)
    for at, index, figure in figures_of(report, "change_amount", rng, taken):
        block = report.blocks[at]
        assert isinstance(block, Paragraph)
        pieces = list(block.pieces)
        here = _year_before(pieces, index, last)
        if here is None:
            continue
        pieces[here] = year
        result = with_pieces(report, at, pieces)
        where, clause = place(result, figure.name)
        return result, Flaw("wrong_year", "wording", year, last, where, clause, figure.name)
    return None


def _year_before(pieces: list[Piece], index: int, year: str) -> int | None:
    """Where, in the words right before a figure, the year it is compared with stands."""
    for here in range(index - 1, 0, -1):
        piece, before = pieces[here], pieces[here - 1]
        if isinstance(piece, Figure):
            return None
        if piece == year and isinstance(before, str) and before.endswith(("比", "较", "与")):
            return here
    return None


def truncated(report: Report, rng: Random, taken: frozenset[str]) -> tuple[Report, Flaw] | None:
    """A share cut off at its last decimal: only where rounding had raised it."""
    for _, _, figure in figures_of(report, "share", rng, taken):
        if raised(report, figure):
            return planted(report, "truncated", "rounding", figure, _cut(figure))
    return None


def copied(report: Report, rng: Random, taken: frozenset[str]) -> tuple[Report, Flaw] | None:
    """Last year's figure printed for this year's."""
    for _, _, figure in figures_of(report, "level", rng, taken):
        last = original(report, before_of(figure))
        if last is not None and last.unit == figure.unit and last.value not in (0, figure.value):
            return planted(report, "copied", "mismatch", figure, last.text)
    return None


WORDS: dict[str, Planter] = {
    "direction": direction,
    "direction_rate": direction_rate,
    "template": template,
    "doubled": doubled,
    "wrong_year": wrong_year,
    "truncated": truncated,
    "copied": copied,
}

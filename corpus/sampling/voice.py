"""How a report talks: phrases of one style, filled with figures."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

from corpus.sampling.document import Figure, Piece, Text
from corpus.sampling.looks import YUAN, amount, in_unit
from corpus.sampling.model import Money

Filling = Text | Figure | str | int


@cache
def phrases() -> dict[str, Any]:
    """The phrases of phrases.toml."""
    return tomllib.loads(files(__package__).joinpath("phrases.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Voice:
    """A style of writing.

    `phrase` is the position of its phrases, `comma` and `space` how figures are set, `places` the
    decimals of percentages, `trim` drops zeros at the end, `large` says 亿元 for large totals.
    """

    name: str
    phrase: int
    comma: bool = False
    space: bool = False
    places: int = 2
    trim: bool = False
    large: bool = False

    def say(self, key: str, **fillings: Filling) -> Text:
        """The phrase for `key` (section.name) with its braces filled."""
        section, name = key.split(".")
        choices: list[str] = phrases()[section][name]
        return fill(choices[self.phrase % len(choices)], fillings)

    def money(self, name: str, value: Money, role: str = "level", *, total: bool = False) -> Figure:
        """An amount of 元 in 万元, or in 亿元 where this style has large totals so."""
        unit = "亿元" if total and self.large and value >= YUAN["亿元"] else "万元"
        text = amount(value, unit, comma=self.comma)
        return Figure(name, role, self._trimmed(text), in_unit(value, unit), unit)

    def percent(self, name: str, part: Money, whole: Money, role: str) -> Figure:
        """What percentage `part` is of `whole`, rounded half up."""
        places = Decimal(1).scaleb(-self.places)
        value = (100 * part / whole).quantize(places, ROUND_HALF_UP)
        return Figure(name, role, self._trimmed(f"{value:f}"), value, "%")

    def count(self, name: str, value: int | Decimal, role: str = "count") -> Figure:
        """A number whose unit the phrase says."""
        return Figure(name, role, f"{value:f}" if isinstance(value, Decimal) else str(value),
                      Decimal(value))  # fmt: skip

    def change(self, name: str, now: Money, before: Money, last: int, of: str = "change") -> Text:
        """How `now` compares with `before`: up, down, flat, or new where there was nothing."""
        way = _way(now, before)
        if not before and not now:
            way = "flat"
        if way in ("flat", "new"):
            return self.say(f"{of}.{way}", last=last, before=self._before(name, before))
        return self.say(
            f"{of}.{way}",
            last=last,
            before=self._before(name, before),
            change=self.money(f"{name}.change", abs(now - before), "change_amount"),
            rate=self.percent(f"{name}.rate", abs(now - before), before, "change_rate"),
        )

    def _before(self, name: str, before: Money) -> Figure:
        return self.money(f"{name}.before", before, "previous")

    def _trimmed(self, text: str) -> str:
        return text.rstrip("0").rstrip(".") if self.trim and "." in text else text

    def spaced(self, text: Text) -> Text:
        """The text with figures set off by blanks where this style does so."""
        if not self.space:
            return text
        spaced: list[Piece] = []
        for piece in text:
            spaced += [" ", piece, " "] if isinstance(piece, Figure) else [piece]
        return tuple(spaced)


VOICES: dict[str, Voice] = {
    voice.name: voice
    for voice in (
        Voice("plain", 0),
        Voice("formal", 1, comma=True, space=True),
        Voice("terse", 2, trim=True),
        Voice("broad", 3, comma=True, large=True, places=1),
    )
}


def _way(now: Money, before: Money) -> str:
    if now == before:
        return "flat"
    if not before:
        return "new"
    return "up" if now > before else "down"


def fill(phrase: str, fillings: dict[str, Filling]) -> Text:
    """A phrase as pieces; a figure that has a unit is followed by it, unless {name:n}."""
    pieces: list[Piece] = []
    for literal, name, spec, _ in Formatter().parse(phrase):
        if literal:
            pieces.append(literal)
        if name is not None:
            pieces += _pieces(fillings[name], spec == "n")
    return tuple(pieces)


def _pieces(filling: Filling, bare: bool) -> Sequence[Piece]:
    if isinstance(filling, Figure):
        return (filling,) if bare or not filling.unit else (filling, filling.unit)
    if isinstance(filling, tuple):
        return filling
    return (str(filling),)


def listed(parts: Sequence[Text], mark: str = "；") -> Text:
    """Texts one after the other, with a mark between them."""
    pieces: list[Piece] = []
    for index, part in enumerate(parts):
        pieces += [mark, *part] if index else part
    return tuple(pieces)

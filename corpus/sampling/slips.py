"""How a figure is printed wrongly: the slips of hands and eyes. None where one has no place."""

from __future__ import annotations

import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from random import Random

from corpus.sampling.document import Figure
from corpus.sampling.flaws import plain

_TRIES = 40


def _digits(text: str) -> list[int]:
    return [i for i, char in enumerate(text) if char.isdigit()]


def digit(figure: Figure, rng: Random) -> str | None:
    """One digit read wrongly, none of the last two."""
    text = figure.text
    places = _digits(text)
    choices = places[: max(1, len(places) - 2)]
    if not choices:
        return None
    at = rng.choice(choices)
    now = unicodedata.digit(text[at])
    other = rng.choice([d for d in range(1, 10) if d != now])
    zero = "０" if ord(text[at]) > 0x80 else "0"
    return text[:at] + chr(ord(zero) + other) + text[at + 1 :]


def _by(figure: Figure, rng: Random, times: int) -> str | None:
    """One digit read wrongly, by at least one part of so many."""
    for _ in range(_TRIES):
        text = digit(figure, rng)
        if text and abs(Decimal(plain(text)) - figure.value) * times >= abs(figure.value):
            return text
    return None


def large(figure: Figure, rng: Random) -> str | None:
    """One digit read wrongly, by a fifth of the figure: a small change is known too coarsely for
    less to be more than rounding."""
    return _by(figure, rng, 5)


def visible(figure: Figure, rng: Random) -> str | None:
    """One digit read wrongly, by a fiftieth of the figure: a percentage made of it shows that."""
    return _by(figure, rng, 50)


def swap(figure: Figure, rng: Random) -> str | None:
    """Two neighbouring digits the wrong way round."""
    text, places = figure.text, _digits(figure.text)
    pairs = [
        (a, b) for a, b in pairwise(places[:-1])
        if b == a + 1 and text[a] != text[b] and unicodedata.digit(text[b])
    ]  # fmt: skip
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    return text[:a] + text[b] + text[a] + text[b + 1 :]


def factor(figure: Figure, rng: Random) -> str | None:
    """元 printed where 万元 is said, or 万元 where 元 is."""
    if figure.unit == "元":
        return f"{(figure.value / 10_000).quantize(Decimal('0.01'), ROUND_HALF_UP):f}"
    return f"{figure.value * 10_000:.0f}" if figure.unit == "万元" else None


def one_more(figure: Figure, rng: Random) -> str | None:
    """One more than there are."""
    return str(int(figure.value) + 1) if figure.value == int(figure.value) else None


def blank(figure: Figure, rng: Random) -> str | None:
    """The place left open."""
    return "XX"

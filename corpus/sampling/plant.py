"""Planting errors: one printed figure, or one word, changed as careless hands change it.

What is changed says what the report then states and what it ought to state, so that a check of the
report can be held against it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from random import Random

from corpus.sampling.document import Figure, Report
from corpus.sampling.flaws import Flaw, plain, planted, statement
from corpus.sampling.words import WORDS


@dataclass(frozen=True, slots=True)
class Recipe:
    """Where a kind of error may be planted: roles and names of figures, and how they change."""

    role: str
    names: str
    change: Callable[[Figure, Random], str | None]
    severity: str = "mismatch"


def _digits(text: str) -> list[int]:
    return [i for i, char in enumerate(text) if char.isdigit()]


def _digit(figure: Figure, rng: Random) -> str | None:
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


def _large(figure: Figure, rng: Random) -> str | None:
    """One digit read wrongly, by a fifth of the figure: a small change is known too coarsely for
    less to be more than rounding."""
    for _ in range(40):
        text = _digit(figure, rng)
        if text and abs(Decimal(plain(text)) - figure.value) * 5 >= figure.value:
            return text
    return None


def _swap(figure: Figure, rng: Random) -> str | None:
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


def _factor(figure: Figure, rng: Random) -> str | None:
    """元 printed where 万元 is said."""
    return f"{figure.value * 10_000:.0f}" if figure.unit == "万元" else None


def _one_more(figure: Figure, rng: Random) -> str | None:
    return str(int(figure.value) + 1) if figure.value == int(figure.value) else None


def _blank(figure: Figure, rng: Random) -> str | None:
    return "XX"


_TOLD = (
    r"^(overall\.income|income|expense|general|appropriation\.income|basic)(\.\w+)?$|^item\.\d+$"
)
RECIPES: dict[str, Recipe] = {
    "level": Recipe("level", _TOLD, _digit),
    "swapped": Recipe("level", _TOLD, _swap),
    "factor": Recipe("level", _TOLD, _factor),
    "change_amount": Recipe("change_amount", "", _large),
    "change_rate": Recipe("change_rate", "", _large),
    "share": Recipe("share", "", _digit),
    "completion": Recipe("completion", "", _digit),
    "previous": Recipe("previous", "", _digit),
    "three_public": Recipe("level", r"^three_public\.\w+$", _digit),
    "parts": Recipe("level", r"^procurement\.(goods|services)$", _digit),
    "count": Recipe("count", r"^vehicles", _one_more),
    "average": Recipe("average", "", _digit),
    "score": Recipe("score", "", _digit),
    "placeholder": Recipe("level", "", _blank, "wording"),
    "row_total": Recipe("cell", r"^expenditure\.\d{7}\.total$", _digit),
    "group_sum": Recipe("cell", r"^(general|expenditure)\.\d{5}\.(total|project)$", _digit),
    "item_cell": Recipe("cell", r"^(general|income)\.\d{7}\.(total|basic|appropriation)$", _digit),
    "grand_total": Recipe("cell", r"^balance\.(income|expense)\.total$", _digit),
    "class_cell": Recipe("cell", r"^(balance|appropriation)\.\d{3}(\.total)?$", _digit),
    "economy_cell": Recipe("cell", r"^basic\.\d{5}\.total$", _digit),
    "three_public_cell": Recipe("cell", r"^three_public\.(actual|planned)\.\w+$", _digit),
    "form_score": Recipe("cell", r"^evaluation\.\d+\.score$", _digit),
    "form_rate": Recipe("cell", r"^evaluation\.\d+\.rate$", _digit),
}
#: Errors that may as well lie in the other figures of the equation they break.
AMBIGUOUS = frozenset(
    {"change_amount", "parts", "count", "item_cell", "economy_cell", "three_public_cell",
     "direction"}
)  # fmt: skip
KINDS = (*RECIPES, *WORDS)


def plant(
    report: Report, kind: str, rng: Random, taken: frozenset[str] = frozenset()
) -> tuple[Report, Flaw] | None:
    """The report with an error of this kind, or None where it has no place for one.

    `taken` are statements that hold an error already: no two are planted in one.
    """
    if kind in WORDS:
        return WORDS[kind](report, rng, taken)
    recipe = RECIPES[kind]
    figures = [
        f for f in report.figures()
        if f.role == recipe.role and f.value and re.search(recipe.names, f.name)
        and statement(f.name) not in taken
    ]  # fmt: skip
    rng.shuffle(figures)
    for figure in figures:
        text = recipe.change(figure, rng)
        if text is not None and plain(text) != plain(figure.text):
            return planted(report, kind, recipe.severity, figure, text)
    return None

"""Planting errors: one printed figure, or one word, changed as careless hands change it.

What is changed says what the report then states and what it ought to state, so that a check of the
report can be held against it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from corpus.sampling.document import Figure, Report
from corpus.sampling.flaws import Flaw, plain, planted, statement
from corpus.sampling.places import change_parts, named_wholes, rates_first, told
from corpus.sampling.slips import blank, digit, factor, large, one_more, swap, visible
from corpus.sampling.units import UNITS
from corpus.sampling.words import WORDS


@dataclass(frozen=True, slots=True)
class Recipe:
    """Where a kind of error may be planted: roles and names of figures, and how they change.

    Of `needs` one must be told in the same statement, or nothing could tell that it is an error;
    `among` has the names of the figures that stand as this kind wants.
    """

    role: str
    names: str
    change: Callable[[Figure, Random], str | None]
    severity: str = "mismatch"
    needs: tuple[str, ...] = ()
    among: Callable[[Report], frozenset[str]] | None = None


_TOLD = (
    r"^(overall\.income|income|expense|general|appropriation\.income|basic)(\.\w+)?$|^item\.\d+$"
)
RECIPES: dict[str, Recipe] = {
    "level": Recipe("level", _TOLD, digit),
    "swapped": Recipe("level", _TOLD, swap),
    "factor": Recipe("level", _TOLD, factor),
    "item": Recipe("level", r"^item\.\d+$", digit),
    "class": Recipe("level", r"^(structure|group)\.\d+$", digit),
    "whole": Recipe("level", r"^(income|expense|basic|three_public\.total)$", digit),
    "whole_told": Recipe("level", r"^procurement$", digit, needs=(".goods",)),
    "change_amount": Recipe("change_amount", r"\.change$", large, needs=(".rate", ".before")),
    "change_rate": Recipe("change_rate", r"\.rate$", large, needs=(".change", ".before")),
    "change_part": Recipe("change_amount", r"\.change$", large, among=change_parts),
    "gap": Recipe("change_amount", r"\.gap$", large, needs=(".budget",)),
    "gap_rate": Recipe("change_rate", r"\.gap_rate$", large, needs=(".budget",)),
    "rate_first": Recipe("change_rate", r"rate$", large, among=rates_first),
    "share": Recipe("share", "", digit),
    "share_named": Recipe("share", "", digit, among=named_wholes),
    "completion": Recipe("completion", "", digit, needs=(".budget",)),
    "budget": Recipe("budget", "", visible, needs=(".completion", ".gap", ".gap_rate")),
    "previous": Recipe("previous", "", digit, needs=(".change", ".rate")),
    "three_public": Recipe("level", r"^three_public\.\w+$", digit),
    "parts": Recipe("level", r"^procurement\.(goods|services)$", digit),
    "count": Recipe("count", r"^vehicles", one_more),
    "people": Recipe("count", r"^people", one_more),
    "average": Recipe("average", "", digit),
    "score": Recipe("score", "", digit),
    "placeholder": Recipe("level", "", blank, "wording"),
    "row_total": Recipe("cell", r"^expenditure\.\d{7}\.total$", digit),
    "group_sum": Recipe("cell", r"^(general|expenditure)\.\d{5}\.(total|project)$", digit),
    "column_total": Recipe("cell", r"^(general|expenditure)\.total\.(basic|project)$", digit),
    "item_cell": Recipe("cell", r"^(general|income)\.\d{7}\.(total|basic|appropriation)$", digit),
    "grand_total": Recipe("cell", r"^balance\.(income|expense)\.total$", digit),
    "class_cell": Recipe("cell", r"^(balance|appropriation)\.\d{3}(\.total)?$", digit),
    "economy_cell": Recipe("cell", r"^basic\.\d{5}\.total$", digit),
    "three_public_cell": Recipe("cell", r"^three_public\.(actual|planned)\.\w+$", digit),
    "form_score": Recipe("cell", r"^evaluation\.\d+\.score$", digit),
    "form_rate": Recipe("cell", r"^evaluation\.\d+\.rate$", digit),
}
#: Errors that may as well lie in the other figures of the equation they break.
AMBIGUOUS = frozenset(
    {"change_amount", "parts", "count", "item_cell", "economy_cell", "three_public_cell",
     "direction", "direction_rate", "gap", "gap_rate", "budget", "whole_told", "people",
     "rate_first", "change_part"}
)  # fmt: skip
KINDS = (*RECIPES, *WORDS, *UNITS)


def plant(
    report: Report, kind: str, rng: Random, taken: frozenset[str] = frozenset()
) -> tuple[Report, Flaw] | None:
    """The report with an error of this kind, or None where it has no place for one.

    `taken` are statements that hold an error already: no two are planted in one.
    """
    planter = {**WORDS, **UNITS}.get(kind)
    if planter:
        return planter(report, rng, taken)
    recipe = RECIPES[kind]
    names, among = told(report), recipe.among(report) if recipe.among else None
    figures = [
        f for f in report.figures()
        if f.role == recipe.role and f.value and re.search(recipe.names, f.name)
        and statement(f.name) not in taken and (among is None or f.name in among)
        and (not recipe.needs or any(statement(f.name) + n in names for n in recipe.needs))
    ]  # fmt: skip
    rng.shuffle(figures)
    for figure in figures:
        text = recipe.change(figure, rng)
        if text is not None and plain(text) != plain(figure.text):
            return planted(report, kind, recipe.severity, figure, text)
    return None

"""Planting errors of signs and units: a percent sign or a unit that is not there, 元 for 万元."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from random import Random

from corpus.sampling.document import Paragraph, Report
from corpus.sampling.flaws import Flaw, place, plain
from corpus.sampling.words import Planter, figures_of, with_pieces


def _without(
    report: Report, rng: Random, taken: frozenset[str], *, kind: str, roles: Iterable[str]
) -> tuple[Report, Flaw] | None:
    """The report with the unit behind one figure of these roles left away."""
    for role in roles:
        for at, index, figure in figures_of(report, role, rng, taken):
            block = report.blocks[at]
            assert isinstance(block, Paragraph)
            pieces = list(block.pieces)
            after = index + 1
            while after < len(pieces) and pieces[after] == " ":
                after += 1
            if not figure.unit or after >= len(pieces) or pieces[after] != figure.unit:
                continue
            del pieces[after]
            result = with_pieces(report, at, pieces)
            where, clause = place(result, figure.name)
            text = plain(figure.text)
            return result, Flaw(
                kind, "wording", text, f"{text}{figure.unit}", where, clause, figure.name
            )
    return None


def _lost(kind: str, *roles: str) -> Planter:
    planter: Callable[[Report, Random, frozenset[str]], tuple[Report, Flaw] | None]
    planter = partial(_without, kind=kind, roles=roles)
    return planter


UNITS: dict[str, Planter] = {
    "lost_percent": _lost("lost_percent", "change_rate"),
    "lost_percent_share": _lost("lost_percent_share", "share"),
    "lost_percent_completion": _lost("lost_percent_completion", "completion"),
    "lost_unit": _lost("lost_unit", "level"),
    "lost_unit_budget": _lost("lost_unit_budget", "budget"),
}

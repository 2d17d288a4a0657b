"""Percentage points between a rate and the one before them that it is set against: 剖宫产率P%，
去年为Q%，下降D个百分点; 失业率P%，比控制目标Q%低D个百分点，同上年末的R%相比回落E个百分点."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.disclosure import Direction
from reconcile.audit import Check
from reconcile.book import Book
from reconcile.equation import check
from reconcile.formula import DIFFERENCE, SHORTFALL
from reconcile.narrative.said import Said, slipped


def points_of(book: Book, told: Sequence[Said]) -> Iterator[Check]:
    """The points of one sentence that stand right behind such a rate."""
    for at in range(2, len(told)):
        base, points = told[at - 1 : at + 1]
        if points.claim.quantity.unit != "百分点" or points.says("moved") is None:
            continue
        before = (t for t in reversed(told[: at - 1]) if not t.aside or base.aside)
        now = next((t for t in before if not _is_between(t)), None)
        way = points.claim.direction
        if not (base.is_rate and base.says("compared")) or now is None or way is None:
            continue
        if now.is_rate and not (now.claim.role.is_change or base.claim.role.is_change):
            formula = DIFFERENCE if way is Direction.UP else SHORTFALL
            terms = [book.term(now.claim), book.term(base.claim)]
            found = slipped(check("N02", book.term(points.claim), terms, formula))
            yield from [found] if found is not None else []


def _is_between(one: Said) -> bool:
    """Whether a figure is what others are set against, or by how much they differ."""
    return one.claim.quantity.unit == "百分点" or one.says("compared") is not None

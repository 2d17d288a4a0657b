"""Growth against last year's figure that stands aside or in a clause of its own: 接诊A人次，同比增
长P%（上年B人次）; 外借A册，增长P%，上年为B册; 采购支出A万元（上年：B万元），增长P%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.disclosure import Base, Direction, Role
from reconcile.audit import Check
from reconcile.book import Book
from reconcile.equation import check
from reconcile.formula import FALL, RISE
from reconcile.narrative.said import Said, is_figure, slipped
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern

_YEAR = re.compile("20[0-9]{2}(?=年)")


def growth_of(book: Book, told: Sequence[Said]) -> Iterator[Check]:
    """The rates of one sentence that stand between, or right behind, a figure and last year's."""
    for now, one, other in zip(told, told[1:], told[2:], strict=False):
        rate, base = (one, other) if one.is_rate else (other, one)
        if not is_figure(now) or now.aside or not now.is_like(base) or not _is_growth(rate):
            continue
        if _is_last_years(book, now, base) and _is_beside(now, base, rate):
            yield from _held(book, now, base, rate)


def _is_growth(rate: Said) -> bool:
    """Whether a rate is by how much something grew, against last year or nothing else named."""
    claim = rate.claim
    if not rate.is_rate or claim.role is not Role.CHANGE_RATE or claim.base is Base.BUDGET:
        return False
    moved = claim.direction in (Direction.UP, Direction.DOWN) and not claim.template
    return moved and rate.says("grew") is not None


def _is_last_years(book: Book, now: Said, base: Said) -> bool:
    """Whether a figure is called last year's and nothing else, the year before the other's."""
    named = base.says("last_year")
    if named is None:
        return False
    if not named["year"]:
        return True
    told = _YEAR.findall(plain(book.text(now.claim)[: now.claim.start]))
    own = int(told[-1]) if told else book.disclosure.year
    return int(named["year"]) == own - 1


def _is_beside(now: Said, base: Said, rate: Said) -> bool:
    """Whether last year's figure stands in brackets of its own, or in a clause that ends with it
    behind the rate."""
    behind = base.claim.start > rate.claim.start
    if base.aside:
        return base.behind.startswith("）") and base.words.count("（") == 1 and not rate.aside
    return behind and pattern("beside", "ends").match(base.behind) is not None and not now.aside


def _held(book: Book, now: Said, base: Said, rate: Said) -> Iterator[Check]:
    """The rate against both; where it says that it was measured otherwise, as a guess."""
    formula = RISE if rate.claim.direction is Direction.UP else FALL
    terms = [book.term(now.claim), book.term(base.claim)]
    found = slipped(check("N03", book.term(rate.claim), terms, formula))
    if found is None:
        return
    if pattern("wording", "adjusted").search(rate.words) is None:
        yield found
    elif found.verdict.holds or (rate.tells and found.detail):
        yield found if found.verdict.holds else found.as_guessed("base")

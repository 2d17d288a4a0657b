"""Growth against last year's figure that stands aside or in a clause of its own: 接诊A人次，同比增
长P%（上年B人次）; 外借A册，增长P%，上年为B册; 采购支出A万元（上年：B万元），增长P%; or in the
sentence before: 2023年税收收入B万元。2024年税收收入A万元，较2023年增长P%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from extract.disclosure import Base, Claim, Direction, Role
from reconcile.audit import Check
from reconcile.book import Book
from reconcile.equation import check
from reconcile.formula import DIFFERENCE, FALL, RISE, SHORTFALL
from reconcile.narrative.said import Said, is_figure, slipped
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern

#: Names of no more characters are those of many.
_SHORT = 2
_YEAR = re.compile("20[0-9]{2}(?=年)")


def growth_of(book: Book, told: Sequence[Said], above: Sequence[Said]) -> Iterator[Check]:
    """The changes of one sentence that stand between, or right behind, a figure and last year's;
    `above` are the figures of its paragraph before it."""
    for at, base in enumerate(told):
        if at and base.says("last_year"):
            changes = _changes_before(told, at) or _changes_behind(told, at)
            now = told[at - 1] if at + 1 < len(told) and changes[:1] == [told[at + 1]] else None
            now = now or _behind_share(told[: at - len(changes)])
            if changes and _is_now(now) and now.is_like(base):
                yield from _of_base(book, now, base, changes)
    for now, rate in pairwise(told):
        if rate.is_rate and _is_now(now) and _is_growth(rate):
            yield from _of_above(book, now, rate, above)


def _behind_share(told: Sequence[Said]) -> Said:
    """The last of some figures, or the one that it is only the share of: 甲A万元，占P%，同比减少B
    万元（上年C万元）; and not of 甲A万元，占预算D万元的P%."""
    share = told[-1].claim.role is Role.SHARE and told[-1].says("share") is not None
    return told[-2 if share and len(told) > 1 else -1]


def _changes_before(told: Sequence[Said], at: int) -> list[Said]:
    """The amount and the rate of a change, or either, right before last year's figure."""
    changes = takewhile(_is_growth, reversed(told[max(1, at - 2) : at]))
    return [*changes][::-1]


def _changes_behind(told: Sequence[Said], at: int) -> list[Said]:
    """The amount and the rate of a change, or either, right behind last year's figure."""
    return [*takewhile(_is_growth, told[at + 1 : at + 3])]


def _of_base(book: Book, now: Said, base: Said, changes: Sequence[Said]) -> Iterator[Check]:
    """What a change is by its figure and last year's."""
    if _is_last_years(book, now, base) and _is_beside(base, changes[0]):
        for change in changes:
            yield from _held(book, now, base.claim, change)


def _of_above(book: Book, now: Said, rate: Said, above: Sequence[Said]) -> Iterator[Check]:
    """The rate that names the year it is against, whose figure goes by the same name before it."""
    named = rate.says("of_year_told")
    if named is None or int(named["year"]) != _year_of(book, now) - 1:
        return
    name = pattern("beside", "planning").sub("", now.name)
    bases = {
        t.claim.quantity.exact: t
        for t in above
        if t.is_like(now) and is_figure(t) and len(name) > _SHORT and name in t.words
        if _year_of(book, t) == int(named["year"])
    }
    for base in bases.values() if len(bases) == 1 else ():
        yield from (c.as_inherited() for c in _held(book, now, base.claim, rate))


def _is_now(one: Said) -> bool:
    """Whether a figure tells what there is, not aside and not of last year."""
    return is_figure(one) and not one.aside and one.says("last_year") is None


def _is_growth(change: Said) -> bool:
    """Whether a figure is by how much something grew, against last year or nothing else named."""
    claim = change.claim
    if not claim.role.is_change or claim.base is Base.BUDGET or claim.quantity.unit == "百分点":
        return False
    moved = claim.direction in (Direction.UP, Direction.DOWN) and not claim.template
    if change.is_rate and claim.direction is None and change.says("by_its_sign"):
        return not change.aside
    said = change.says("grew") or change.says("of_year_told")
    return moved and said is not None and not change.aside


def _is_last_years(book: Book, now: Said, base: Said) -> bool:
    """Whether a figure is called last year's and nothing else, the year before the other's."""
    named = base.says("last_year")
    return named is not None and (
        not named["year"] or int(named["year"]) == _year_of(book, now) - 1
    )


def _year_of(book: Book, one: Said) -> int:
    """The last year that a sentence names before a figure, else its report's."""
    told = _YEAR.findall(plain(book.text(one.claim)[: one.claim.start]))
    return int(told[-1]) if told else book.disclosure.year


def _is_beside(base: Said, change: Said) -> bool:
    """Whether last year's figure stands in brackets of its own, or before its change, or in a
    clause that ends with it behind its change."""
    if base.aside:
        return base.behind.startswith("）") and base.words.count("（") == 1
    behind = base.claim.start > change.claim.start
    return not behind or pattern("beside", "ends").match(base.behind) is not None


def _held(book: Book, now: Said, base: Claim, change: Said) -> Iterator[Check]:
    """A change against both; where it says that it was measured otherwise, as a guess."""
    up = change.claim.direction is not Direction.DOWN  # of 同比−P% its sign tells
    formula = (RISE if up else FALL) if change.is_rate else (DIFFERENCE if up else SHORTFALL)
    if not change.is_rate and change.claim.quantity.kind != base.quantity.kind:
        return
    rule = "N03" if change.is_rate else "N02"
    terms = [book.term(now.claim), book.term(base)]
    found = slipped(check(rule, book.term(change.claim), terms, formula))
    if found is None:
        return
    if pattern("wording", "adjusted").search(change.words) is None:
        yield found
    elif found.verdict.holds or (change.tells and found.detail):
        yield found if found.verdict.holds else found.as_guessed("base")

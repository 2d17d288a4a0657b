"""A change between the figures of two years that a notice tells in a part for each: in goes a
change that names both years and stages (2024年预算比2023年决算增加A万元), out come its equations.

Which figures it is between is known where one thing alone is told for both, as a whole: a notice on
the three public expenses has one total of each year. In a report of many things there is no such
pair, and nothing is checked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import TypeAlias

from extract.disclosure import Claim, Role
from reconcile.audit import Check, Verdict
from reconcile.book import Book
from reconcile.narrative.change_equations import change_and_rate
from reconcile.narrative.change_pairs import Pair, pairs_of
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.telling import telling_slip

_WHOLES = (Role.LEVEL, Role.BUDGET, Role.PREVIOUS)
#: A year and whether it is of its budget or of what was spent.
Stage: TypeAlias = tuple[str, str]


def two_year_checks(book: Book) -> Iterator[Check]:
    """Each change that names two years and their stages, held against the totals of both."""
    told = [c for c in book.disclosure.claims if c.role.is_change]
    for _, group in groupby(told, key=lambda c: c.statement):
        for pair in pairs_of(list(group)):
            yield from _of_years(book, pair)


def _of_years(book: Book, pair: Pair) -> Iterator[Check]:
    said = pattern("wording", "two_years").search(book.right_before(pair.told, "，。；;"))
    if said is None:
        return
    wholes = book.once(_wholes)
    now = wholes.get((said["year"], said["stage"]), [])
    base = wholes.get((said["base"], said["of"]), [])
    if len(now) == len(base) == 1:
        for found in change_and_rate(book, pair, [book.term(now[0])], [book.term(base[0])]):
            found = found.as_inherited()
            if found.verdict is not Verdict.MISMATCH:
                yield found
            elif slip := telling_slip(found):
                yield found.as_guessed("subject", slip)


def _wholes(book: Book) -> dict[Stage, list[Claim]]:
    """The amounts that are told as wholes of a year and stage, and are no items; where a figure is
    told again, once."""
    found: dict[Stage, dict[object, Claim]] = defaultdict(dict)
    for claim in book.disclosure.claims:
        statement = book.statement(claim)
        if claim.role not in _WHOLES or claim.quantity.kind != "amount":
            continue
        stage = stage_of(book, claim)
        if stage is not None and statement.part_of is None and not statement.item:
            key = statement.subject, claim.quantity.exact
            found[stage].setdefault(key, claim)
    return {stage: list(claims.values()) for stage, claims in found.items()}


def stage_of(book: Book, claim: Claim) -> Stage | None:
    """The year and stage that a figure's own clause names; None where it does not name both."""
    said = pattern("wording", "of_stage").search(book.right_before(claim, "，。；;"))
    return (said["year"], said["stage"]) if said is not None else None

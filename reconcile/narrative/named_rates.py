"""Rates of their own name (整改率, 结案率): quotients of figures nearby."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.disclosure import Claim, Role
from reconcile.audit import Check, Verdict
from reconcile.book import Book, stands_before
from reconcile.equation import check
from reconcile.formula import RATIO, RATIO_OF_BOTH
from reconcile.narrative.completion import years_budget
from reconcile.narrative.spoken import is_bracketed
from reconcile.plain import plain
from reconcile.weighing.slips import significant
from reconcile.weighing.solving import slips_in

#: A rate of fewer digits is some quotient of a paragraph's figures by chance.
_TELLING = 3


def named_rate_checks(book: Book, statement: int) -> Iterator[Check]:
    """A rate of its own name (利用率, 控制率) that is the quotient of the two figures before it in
    its sentence. The names do not say which figures they are: it confirms only, and where there
    are more than two, not even that; but 结案率 right behind 受理A件，审结B件 is of these two."""
    for claim in book.of_roles(statement, Role.OTHER, Role.COMPLETION):
        if claim.quantity.kind != "percent" or not re.search(r"率", book.before(claim)[-8:]):
            continue
        near = [
            c
            for c in book.in_paragraph(claim)
            if 0 <= claim.sentence - c.sentence <= 1
            and stands_before(c, claim)
            and c.quantity.kind in ("amount", "count")
        ]
        confirmed = list(_confirming(book, claim, near[-4:]))
        yield from confirmed or _of_two_counts(book, claim, near)


def _of_two_counts(book: Book, claim: Claim, near: Sequence[Claim]) -> Iterator[Check]:
    """A rate right behind two counts of its sentence, the second of which its name is taken from
    (受理A件，审结B件，结案率), where a slip of the pen explains that it is not their quotient. Of
    which two it is, is known where its whole name is said of the second (隐患A处，整改到位B处，
    整改率)."""
    own = [c for c in near if c.sentence == claim.sentence and c.role is Role.COUNT]
    own = [c for c in own if not is_bracketed(book, c)]
    if len(own) < 2 or significant(claim.quantity.value) <= _TELLING:
        return
    whole, part = own[-2:]
    if any(c.start > part.start and c.sentence == claim.sentence for c in near):
        return  # 项目1个，涉及资金A万元，执行B万元，执行率
    name = re.split("[，,、；;。）]", book.before(claim)[-8:].rpartition("率")[0])[-1]
    text = book.text(part)
    said = plain(text[whole.end : part.start])
    behind = plain(text[part.end : claim.start]).partition("率")[0].removesuffix(name)
    alike = whole.quantity.unit == part.quantity.unit and part.quantity.value < whole.quantity.value
    known = name[-2:] in said or name[-2:] in behind
    if not alike or not name or not (known or set(name[-2:]) & set(said[-2:])):
        return
    found = check("N05", book.term(claim), [book.term(part), book.term(whole)], RATIO)
    if found is None or found.verdict is not Verdict.MISMATCH:
        return
    if slips := slips_in(found):
        told = replace(found, detail=slips[0])
        yield told.as_said() if known else told.as_guessed("whole")


def _confirming(book: Book, claim: Claim, near: Sequence[Claim]) -> Iterator[Check]:
    of_year = years_budget(book, claim)
    for part in near:
        for whole in near:
            if part is whole or part.quantity.kind != whole.quantity.kind:
                continue
            beside = whole.role is Role.BUDGET and whole.sentence == claim.sentence
            if of_year is not None and beside and whole is not of_year:
                continue
            planned = whole.role is Role.BUDGET or stands_before(whole, part)
            if claim.role is Role.COMPLETION and not planned:
                continue
            for formula in (RATIO, RATIO_OF_BOTH):
                terms = [book.term(part), book.term(whole)]
                found = check("N05", book.term(claim), terms, formula)
                if found and found.verdict is Verdict.CONSISTENT:
                    yield found
                    return

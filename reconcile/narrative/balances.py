"""What is left: income less expenditure (收支相抵), and what was carried in and over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from extract.disclosure import Claim, Role
from reconcile.audit import Check, Verdict
from reconcile.book import Book, stands_before
from reconcile.equation import check_sum
from reconcile.plain import behind, plain
from reconcile.tables.library import pattern

#: The four figures of a year's money, in the order they are told in.
_STEPS = ("carried_in", "came_in", "went_out", "carried_over")


def balance_checks(book: Book) -> Iterator[Check]:
    """Every balance that the narrative states with the figures it is of."""
    yield from _left_over(book)
    for _, group in groupby(book.disclosure.claims, key=lambda c: c.sentence):
        yield from _carried(book, [c for c in group if _is_amount(c)])


def _is_amount(claim: Claim) -> bool:
    return claim.role is Role.LEVEL and claim.quantity.kind == "amount"


def _carried(book: Book, claims: Sequence[Claim]) -> Iterator[Check]:
    """年初结转和结余A，本年收入B，本年支出C，年末结转和结余D: D = A + B − C in a sentence that
    tells these and nothing between. Of a fund nothing else comes or goes; of a body's whole money
    it may (结余分配), so there a difference proves nothing."""
    apart = [c for c in claims if book.statement(c).part_of is None]
    for start in range(len(apart) - len(_STEPS) + 1):
        four = apart[start : start + len(_STEPS)]
        subjects = [plain(book.statement(c).subject) for c in four]
        if not all(pattern("balance", n).search(s) for n, s in zip(_STEPS, subjects, strict=True)):
            continue
        carried_in, came_in, went_out, left = (book.term(c) for c in four)
        found = check_sum("N12", left, [carried_in, came_in, went_out], (1, 1, -1))
        about = "".join((*book.section(four[0]), book.before(four[0]), *subjects))
        closed = pattern("balance", "closed").search(plain(about))
        if closed or found.verdict is Verdict.CONSISTENT:
            yield found


def _left_over(book: Book) -> Iterator[Check]:
    """收入总计A …，支出总计B …。收支相抵，年终结余C: C = A − B, all under one heading."""
    balance = pattern("wording", "balance")
    said = {s.id for s in book.disclosure.sentences if balance.search(plain(s.text))}
    for claim in book.disclosure.claims:
        if not _is_amount(claim) or claim.sentence not in said:
            continue
        if not balance.search(plain(behind(book.before(claim), "；;"))):
            continue
        before = [
            c
            for c in book.disclosure.claims
            if stands_before(c, claim)
            and book.section(c) == book.section(claim)
            and c.role is Role.LEVEL
        ]
        totals = [_last(book, before, side) for side in ("收入", "支出")]
        known = [c for c in totals if c is not None]
        if len(known) == 2:
            terms = [book.term(c) for c in known]
            yield check_sum("N06", book.term(claim), terms, (1, -1))


def _last(book: Book, claims: Sequence[Claim], side: str) -> Claim | None:
    """The last figure given as the total of one side."""
    found = [
        c for c in claims if re.search(f"{side}(总计|合计)$", plain(book.statement(c).subject))
    ]
    return found[-1] if found else None

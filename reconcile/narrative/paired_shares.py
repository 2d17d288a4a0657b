"""Two shares of a whole that is printed nowhere: 基本支出A元，占一般公共预算支出的P%；项目支出B元，
占一般公共预算支出的Q%. Where the two are all of it, by their nature or as their shares come to
100%, the whole is what their amounts come to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from extract.characters import after_last
from extract.disclosure import Claim, Role
from reconcile.audit import Check, Verdict
from reconcile.book import Book, stands_before
from reconcile.equation import check
from reconcile.formula import of_all, rest
from reconcile.narrative.breakdowns import breakdown
from reconcile.narrative.spoken import words_before
from reconcile.phrases import phrase
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.slips import significant

_AMOUNTS = (Role.LEVEL, Role.BUDGET)
#: One share with so many digits that is of both amounts to the last one tells that they are all.
_TELLING = 3


@dataclass(frozen=True, slots=True)
class _Share:
    """A share with the amount right before it in its clause."""

    claim: Claim
    part: Claim


def paired_share_checks(book: Book, unknown: Collection[str]) -> Iterator[Check]:
    """The shares of `unknown` wholes that stand two and two, none beside them, and are all."""
    for group in _groups(book):
        if len(group) == 2 and {s.claim.id for s in group} <= set(unknown):
            yield from _of_both(book, *group)


def _shares(book: Book) -> Iterator[_Share]:
    """The shares that stand right behind an amount of their statement."""
    for claim in book.disclosure.claims:
        before = book.just_before(claim)
        if claim.role is not Role.SHARE or before is None or before.role not in _AMOUNTS:
            continue
        if before.statement == claim.statement and before.quantity.kind == "amount":
            yield _Share(claim, before)


def _groups(book: Book) -> Iterator[list[_Share]]:
    """The shares of one whole: by its name under one heading; where none is named those that stand
    side by side in a paragraph."""
    named: dict[object, list[_Share]] = defaultdict(list)
    run: list[_Share] = []
    for share in _shares(book):
        if share.claim.whole:
            named[book.section(share.claim), plain(share.claim.whole)].append(share)
        elif run and _is_beside(book, run[-1], share):
            run.append(share)
        else:
            yield run
            run = [share]
    yield run
    yield from named.values()


def _is_beside(book: Book, one: _Share, other: _Share) -> bool:
    """Whether no further amount stands between two shares of one paragraph."""
    return book.paragraph(one.claim) == book.paragraph(other.claim) and not any(
        c.role in _AMOUNTS and c.quantity.kind == "amount"
        for c in book.in_paragraph(one.claim)
        if stands_before(one.claim, c) and stands_before(c, other.part)
    )


def _of_both(book: Book, one: _Share, other: _Share) -> Iterator[Check]:
    """Two shares against what both amounts come to."""
    found = [_of(book, one, other), _of(book, other, one)]
    checks = [c for c in found if c is not None]
    if len(checks) < 2:
        return
    hold = [c.verdict is Verdict.CONSISTENT for c in checks]
    if all(hold):
        yield from (c.as_inherited() for c in checks)
    elif _are_exchanged(book, one, other) and _is_100(one, other):
        detail = phrase("slip.exchanged")
        yield from (c.as_guessed("whole", detail) for c in checks)
    elif any(hold) and _are_all(book, one, other):
        told = next(c for c, holds in zip(checks, hold, strict=True) if holds)
        if told.stated is not None and significant(told.stated) >= _TELLING:
            yield from (c.as_inherited() for c in checks)


def _of(book: Book, one: _Share, other: _Share) -> Check | None:
    terms = [book.term(one.part), book.term(other.part)]
    return check("N04", book.term(one.claim), terms, of_all(2))


def _is_100(one: _Share, other: _Share) -> bool:
    """Whether two shares come to the whole, but for their last digit."""
    both = one.claim.quantity, other.claim.quantity
    return abs(sum(q.exact for q in both) - Fraction(1)) <= max(q.ulp for q in both)


def _are_exchanged(book: Book, one: _Share, other: _Share) -> bool:
    """Whether each of two shares is the one of the other's amount."""
    crossed = _Share(one.claim, other.part), _Share(other.claim, one.part)
    found = (_of(book, a, b) for a, b in (crossed, crossed[::-1]))
    return all(c is not None and c.verdict is Verdict.CONSISTENT for c in found)


def _are_all(book: Book, one: _Share, other: _Share) -> bool:
    """Whether two amounts are by nature all of what their shares are of."""
    subjects = [plain(book.statement(s.part).subject) for s in (one, other)]
    whole = plain(one.claim.whole)
    mixed = pattern("wording", "own_account").search(whole) is None
    return len(breakdown(whole, subjects)) == 2 and not mixed


def rest_share_checks(book: Book) -> Iterator[Check]:
    """甲占A的P%，乙占Q%，剩余的R%为丙: what the shares of one whole before it leave of 100%."""
    for _, group in groupby(book.disclosure.claims, key=lambda c: c.sentence):
        rates = [c for c in group if c.quantity.kind == "percent"]
        for at, last in enumerate(rates):
            if pattern("wording", "left_of_all").fullmatch(words_before(book, last)):
                start = after_last(book.text(last), "。；;", last.start)
                shares = [c for c in rates[:at] if c.start >= start]
                if _are_of_one(shares):
                    terms = [book.term(c) for c in shares]
                    found = check("N04", book.term(last), terms, rest(len(terms)))
                    yield from [found.as_inherited()] if found is not None else []


def _are_of_one(shares: Sequence[Claim]) -> bool:
    """Whether figures are shares of the whole that the first of them names, or of none named."""
    wholes = {plain(c.whole) for c in shares if c.whole}
    named = not wholes or (len(wholes) == 1 and bool(shares[0].whole))
    return len(shares) > 1 and all(c.role is Role.SHARE for c in shares) and named

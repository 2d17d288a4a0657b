"""What a year comes to in each of its parts: 四个季度分别支出A、B、C和D万元，共S万元，季均M万元;
全年S万元，月均M万元. So many parts a year has, whether they are told one by one or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.disclosure import Role
from extract.figures.quantity import Quantity, parse_number
from reconcile.audit import Check, Verdict
from reconcile.book import Book
from reconcile.equation import Term, check
from reconcile.formula import QUOTIENT, mean
from reconcile.narrative.said import Said, is_figure, slipped
from reconcile.tables.vocabulary import pattern, vocabulary


def means_by_period(book: Book, told: Sequence[Said]) -> Iterator[Check]:
    """The means of one sentence over the quarters or the months of a year."""
    for at, stated in enumerate(told):
        named = pattern("by_period", "mean").search(stated.words)
        if named is None or not stated.tells or stated.is_rate:
            continue
        number = vocabulary()["by_period"]["parts"][named["period"] or named["every"]]
        levels = [t for t in told[:at] if t.is_like(stated) and is_figure(t)]
        levels = [t for t in levels if t.claim.role is not Role.PREVIOUS]
        found = [
            c
            for c in (
                _of_parts(book, stated, levels, number),
                _of_all(book, stated, levels, number),
            )
            if c
        ]
        holding = [c for c in found if c.verdict.holds]
        failed = [c for c in found if c.verdict is Verdict.MISMATCH]
        alike = len({c.expected for c in failed}) == 1
        one = holding[0] if holding else slipped(failed[0]) if alike else None
        yield from [one.as_inherited()] if one is not None else []


def _of_parts(book: Book, stated: Said, levels: Sequence[Said], number: int) -> Check | None:
    """Of as many figures side by side as there are parts, their sum behind them or not."""
    for parts in (levels[-number - 1 : -1], levels[-number:]):
        joined = all(pattern("beside", "joint").search(p.words) for p in parts[1:])
        if len(parts) == number and joined:
            terms = [book.term(p.claim) for p in parts]
            return check("N08", book.term(stated.claim), terms, mean(number))
    return None


def _of_all(book: Book, stated: Said, levels: Sequence[Said], number: int) -> Check | None:
    """Of what is called the whole year's, right before it."""
    whole = levels[-1] if levels else None
    if whole is None or pattern("by_period", "whole").search(whole.words) is None:
        return None
    count = Term(Quantity(str(number), parse_number(str(number)), "个"))
    return check("N08", book.term(stated.claim), [book.term(whole.claim), count], QUOTIENT)

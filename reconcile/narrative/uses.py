"""What an amount went into, told behind it and not said to be all: 补助A万元，主要用于甲B万元、乙C
万元、丙D万元; 项目资金中，甲B万元、乙C万元; 增加A万元，主要是甲增加B万元、乙减少C万元.

Where they come to the amount to the last digit, they are what it went into. Where they do not, some
may have gone unmentioned: only two digits that changed places in one of them are then worth a look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise, takewhile

from extract.claims.ties import Tie
from extract.disclosure import Claim, Role
from reconcile.audit import Check, Verdict
from reconcile.book import Book
from reconcile.equation import check_sum
from reconcile.narrative.spoken import words_between
from reconcile.tables.library import pattern
from reconcile.weighing.slips import significant
from reconcile.weighing.solving import exchange_in

#: Figures of fewer digits are what some others come to by chance.
_TELLING = 4


def use_checks(book: Book) -> Iterator[Check]:
    """The sum of each such list, of two and more."""
    for _, group in groupby(book.disclosure.claims, key=lambda c: c.sentence):
        told = [c for c in group if c.role is Role.LEVEL and c.quantity.kind == "amount"]
        for at, whole in enumerate(told):
            parts = _listed(book, whole, told[at + 1 :])
            if len(parts) > 1 and significant(whole.quantity.value) >= _TELLING:
                yield from weighed(
                    check_sum("N06", book.term(whole), [book.term(p) for p in parts])
                )


def weighed(found: Check) -> Iterator[Check]:
    """A sum that nothing says to be whole: as it is where it holds, as a guess where two digits
    that changed places explain it, else not at all."""
    if found.verdict is Verdict.CONSISTENT:
        yield found
    elif found.verdict is Verdict.MISMATCH and (swapped := exchange_in(found)):
        yield replace(found, tie=Tie.GUESSED, guessed=("complete",), detail=swapped)


def _listed(book: Book, whole: Claim, behind: Sequence[Claim]) -> Sequence[Claim]:
    """The amounts behind a whole that stand side by side, none of them in an announced list, if
    they begin as a list of uses does."""
    if not behind or not _says(book, whole, behind[0], "put_into"):
        return ()
    joined = takewhile(lambda pair: _says(book, *pair, "next_use"), pairwise(behind))
    parts = [behind[0], *(second for _, second in joined)]
    free = all(book.statement(p).group is None for p in parts)
    apart = len({p.statement for p in (whole, *parts)}) == len(parts) + 1
    return parts if free and apart else ()


def _says(book: Book, one: Claim, other: Claim, words: str) -> bool:
    """Whether what stands between two figures is as a pattern has it."""
    return pattern("wording", words).fullmatch(words_between(book, one, other)) is not None

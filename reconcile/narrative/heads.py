"""Heads counted kind by kind, and what they come to: 行政编制52人，实有48人；事业编制196人，
实有184人。编制合计248人，实有合计232人. Between the parts stand figures of another kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.disclosure import Claim, Role
from reconcile.audit import Check, Verdict
from reconcile.book import Book, stands_before
from reconcile.equation import check_sum
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern

_TOTAL = re.compile("合计|共计|总计|合共")


def head_checks(book: Book) -> Iterator[Check]:
    """Each total of posts or of people, against the counts of the same kind told before it in its
    paragraph; one that is off is only guessed to be of all of them."""
    for claim in book.disclosure.claims:
        if claim.role is not Role.COUNT or not _is_total(book, claim):
            continue
        kind = _kind(book, claim)
        parts = _parts(book, claim, kind) if kind else []
        if len(parts) > 1:
            found = check_sum("N06", book.term(claim), [book.term(p) for p in parts])
            if found.verdict is Verdict.CONSISTENT or found.detail:
                yield found.as_inherited()


def _parts(book: Book, whole: Claim, kind: str) -> Sequence[Claim]:
    """The counts of a kind before a total of it, after the last total."""
    before = [c for c in book.in_paragraph(whole) if stands_before(c, whole)]
    same = [
        c
        for c in before
        if c.role is Role.COUNT
        and c.quantity.unit == whole.quantity.unit
        and _kind(book, c) == kind
    ]
    totals = [i for i, c in enumerate(same) if _is_total(book, c)]
    return same[totals[-1] + 1 :] if totals else same


def _is_total(book: Book, claim: Claim) -> bool:
    return _TOTAL.search(_words(book, claim)) is not None


def _kind(book: Book, claim: Claim) -> str:
    """Posts, or people in service; "" for what is neither, or names both."""
    found = set(pattern("wording", "heads").findall(_words(book, claim)))
    return "" if len(found) != 1 else "编制" if "编制" in found else "实有"


def _words(book: Book, claim: Claim) -> str:
    return plain(book.right_before(claim, "，,；;。：:"))

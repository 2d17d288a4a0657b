"""Whether an average is of the total that is told before it: by their names and places."""

from __future__ import annotations

import re

from extract.disclosure import Claim
from reconcile.book import Book
from reconcile.narrative.spoken import words_between
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern

#: How a list of deeds goes on within a sentence.
_COUNTED = re.compile("[一二三四五六七八九]是")


def is_of_total(book: Book, claim: Claim, total: Claim, count: Claim, totals: int) -> bool:
    """Whether an average is of the total before it: it is the only one, and no list of deeds
    (一是…；二是…) begins between; or it stands in the same statement or shares its words."""
    if _is_parted(book, claim, total) or _is_apart(book, claim, total, count):
        return False
    own, other = (plain(book.statement(c).subject) for c in (claim, total))
    shared = _shares_words(own, other)
    counted = _COUNTED.search(book.before(claim)) and claim.sentence != total.sentence
    partly = _is_partly(book, claim, total) or _is_of_a_part(book, claim, total)
    alone = totals == 1 and not counted and not partly
    return (
        alone
        or claim.statement == total.statement
        or shared
        or _is_right_behind(book, total, claim)
    )


def _is_apart(book: Book, average: Claim, total: Claim, count: Claim) -> bool:
    """Whether either a total or a count is told in another sentence than the other and an average,
    of something whose name has nothing in common with that of the average: “三公”经费A万元。公务接
    待B人，人均C元."""
    if total.sentence == count.sentence:
        return False
    for told in (total, count):
        own, other = (plain(book.statement(c).subject) for c in (average, told))
        if told.sentence != average.sentence and own and other and not _shares_words(own, other):
            return True
    return False


def _shares_words(one: str, other: str) -> bool:
    """Whether three characters of one name stand in another."""
    return any(one[i : i + 3] in other for i in range(len(one) - 2))


def _is_parted(book: Book, claim: Claim, total: Claim) -> bool:
    """Whether a count of its own stands with an average behind a semicolon or 其中, so that the
    total before that may be of other things: 造林A万元；抚育B亩，亩均C元，共D万元."""
    if total.sentence != claim.sentence:
        return False
    words = plain(book.text(claim)[total.end : claim.start])
    return pattern("average", "parted").search(words) is not None


def _is_partly(book: Book, claim: Claim, total: Claim) -> bool:
    """Whether a total went mainly into what an average is of (主要用于…): some of it may not."""
    if total.sentence != claim.sentence:
        return False
    words = plain(book.text(claim)[total.end : claim.start])
    return pattern("average", "partly").search(words) is not None


def _is_of_a_part(book: Book, claim: Claim, total: Claim) -> bool:
    """Whether an average goes by a name of money of its own that has nothing of its total's: 运行
    维护费A万元，车辆14辆，燃油费平均每辆B万元."""
    own, other = (plain(book.statement(c).subject) for c in (claim, total))
    if pattern("average", "of_a_part").search(own) is None:
        return False
    return bool(other) and not any(own[i : i + 2] in other for i in range(len(own) - 1))


def _is_right_behind(book: Book, total: Claim, claim: Claim) -> bool:
    """Whether no more than a count and few words stand between a total and an average: 报酬A万元，
    共84人，人均B万元."""
    if total.sentence != claim.sentence:
        return False
    return (
        pattern("average", "right_behind").fullmatch(words_between(book, total, claim)) is not None
    )


def is_of_another(book: Book, claim: Claim, total: Claim) -> bool:
    """Whether an average is of some of a total only, or of money of its own name."""
    return _is_partly(book, claim, total) or _is_of_a_part(book, claim, total)

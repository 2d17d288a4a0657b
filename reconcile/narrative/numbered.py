"""Lists whose members are numbered within one sentence, （1）甲…共A万元；（2）乙…共B万元, against
the amount that announces them; and the first of a list of one sentence, which the next one sums up
(前三项合计S万元).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from extract.disclosure import Claim, Role
from reconcile.audit import Check, Verdict
from reconcile.book import Book
from reconcile.equation import check_sum
from reconcile.narrative.spoken import words_before, words_behind, words_between
from reconcile.narrative.totals import first_of, number_in
from reconcile.narrative.uses import weighed
from reconcile.narrative.usual import usual
from reconcile.phrases import phrase
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.near import is_close

_AMOUNTS = (Role.LEVEL, Role.BUDGET)
_NUMBER = re.compile("（([0-9一二三四五六七八九])）")
_NUMBERS = ("123456789", "一二三四五六七八九")
_SEMICOLON = re.compile("[；;]")


def numbered_checks(book: Book) -> Iterator[Check]:
    """The sum of each numbered list of a sentence, and of the first of the sentence before."""
    before: list[Claim] = []
    for _, group in groupby(book.disclosure.claims, key=lambda c: c.sentence):
        claims = [c for c in group if c.role in _AMOUNTS and c.quantity.kind == "amount"]
        if claims:
            yield from _first_of(book, claims[0], before)
            yield from _numbered(book, claims, before)
        before = claims or before


def _first_of(book: Book, whole: Claim, before: Sequence[Claim]) -> Iterator[Check]:
    """A total that begins its sentence, of the first members of the list in the one before it."""
    said = words_before(book, whole)
    match = first_of(said)
    if match is None or plain(book.before(whole)) != said or not _is_next(book, whole, before):
        return
    number = number_in(match)
    parts = _members(book, before)
    if 1 < number <= len(parts):
        terms = [book.term(p) for p in parts[:number]]
        yield check_sum("N06", book.term(whole), terms).as_said()


def _is_next(book: Book, whole: Claim, before: Sequence[Claim]) -> bool:
    """Whether amounts stand in the sentence right before one, under one heading."""
    return bool(before) and (
        before[0].sentence == whole.sentence - 1 and book.section(before[0]) == book.section(whole)
    )


def _members(book: Book, claims: Sequence[Claim]) -> list[Claim]:
    """The amounts of a sentence that are each the only one between two semicolons, but for the
    whole that announces the first of them; [] where there is none such list."""
    announced = len(claims) > 1 and pattern("wording", "announces").match(
        words_between(book, *claims[:2])
    )
    listed = list(claims[1:] if announced else claims)
    if not listed:
        return []
    parts = _apart(listed, [m.start() for m in _SEMICOLON.finditer(book.text(listed[0]))])
    return [p[0] for p in parts] if all(len(p) == 1 for p in parts) else []


def _apart(claims: Sequence[Claim], ends: Sequence[int]) -> list[list[Claim]]:
    """Claims of one sentence by the places that divide it."""
    keyed = groupby(claims, key=lambda c: sum(end < c.start for end in ends))
    return [list(group) for _, group in keyed]


def _numbered(book: Book, claims: Sequence[Claim], before: Sequence[Claim]) -> Iterator[Check]:
    """A list of one sentence against the amount right before it. One that is off is worth a look
    if a slip explains it, or if such a whole is told in such parts as a rule."""
    ends = _numbers(book.text(claims[0]))
    listed = [c for c in claims if ends and c.start > ends[0]]
    parts = _apart(listed, ends)
    whole = _announcing(book, claims, before, ends[0]) if ends else None
    if whole is None or len(parts) != len(ends) or any(len(p) > 1 for p in parts):
        return
    found = check_sum("N06", book.term(whole), [book.term(p[0]) for p in parts]).as_said()
    subjects = [book.text(p[0])[at : p[0].start] for p, at in zip(parts, ends, strict=True)]
    every = usual(book.statement(whole).subject, subjects) == len(parts)
    noticed = list(weighed(found))
    if not noticed and every and found.verdict is Verdict.MISMATCH and is_close(found):
        noticed = [found.as_guessed("complete", phrase("list.usual"))]
    yield from noticed


def _numbers(text: str) -> list[int]:
    """Where the numbers stand that a sentence counts its members with, from the first on; [] where
    it does not count two and more in order."""
    told = list(_NUMBER.finditer(text.replace("(", "（").replace(")", "）")))
    counted = "".join(m[1] for m in told)
    in_order = len(told) > 1 and any(counted == all_[: len(told)] for all_ in _NUMBERS)
    return [m.start() for m in told] if in_order else []


def _announcing(
    book: Book, claims: Sequence[Claim], before: Sequence[Claim], start: int
) -> Claim | None:
    """The amount right before a list that it is announced as the parts of, in its sentence or at
    the end of the one before."""
    own = [c for c in claims if c.end <= start]
    if own:
        words = plain(book.text(own[-1])[own[-1].end : start])
        return own[-1] if pattern("wording", "announces").fullmatch(words) else None
    if start or not before or not _is_next(book, claims[0], before):
        return None
    words = words_behind(book, before[-1])
    return before[-1] if pattern("wording", "announces").fullmatch(words) else None

"""Sums of what is named before them and told elsewhere: 教育支出和科学技术支出两项合计A万元, where
each of the two is told under the same heading, or printed in a table.

That they come to it says something; that they do not, only where one slip of the pen explains it,
or where the words say how many they are and each is told, once, under the same heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.characters import after_last
from extract.disclosure import Claim, Role
from extract.figures.quantity import MONEY
from reconcile.audit import Check
from reconcile.book import Book
from reconcile.equation import Term, check_sum, of_cell
from reconcile.narrative.shares import goes_by
from reconcile.narrative.spoken import words_before
from reconcile.narrative.totals import number_in, summing
from reconcile.narrative.uses import weighed
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.near import is_close

#: What may be summed up.
_WHOLES = (Role.LEVEL, Role.BUDGET)
#: A name of fewer characters may be of many things.
_SHORT = 2


def named_sum_checks(book: Book) -> Iterator[Check]:
    """Each amount whose clause names two things and more and says that it is what they come to."""
    for claim in book.disclosure.claims:
        if claim.role not in _WHOLES or claim.quantity.kind != "amount":
            continue
        said = words_before(book, claim)
        match = summing(said)
        parts = _parts(book, claim, said[: match.start()], number_in(match)) if match else []
        if match is None or len(parts) < 2:
            continue
        found = check_sum("N06", book.term(claim), parts)
        told = number_in(match) == len(parts) and all(p.claim is not None for p in parts)
        told = told and _is_of_these(book, claim) and is_close(found)
        yield from (found.as_inherited(),) if told else weighed(found)


def _parts(book: Book, claim: Claim, names: str, number: int) -> list[Term]:
    """The figures of what is named right before a sum; where nothing is, of so many things as it
    says, if the clauses of its sentence before it name so many (农林水支出居首位，其次为节能环保支
    出，二者合计)."""
    named = pattern("wording", "before_names").sub("", names)
    return _named(book, claim, named) if named else _named_ahead(book, claim, number)


def _named_ahead(book: Book, claim: Claim, number: int) -> list[Term]:
    """The figures under the heading of a sum whose names stand in its sentence before it, behind
    the last figure, if they are so many."""
    before = book.just_before(claim)
    words = book.text(claim)[before.end if before is not None else 0 : claim.start]
    named: dict[str, Claim] = {}
    for one in _alike(book, claim):
        name = pattern("wording", "grade_of_item").sub("", book.statement(one).subject)
        if len(name) > _SHORT and name in words:
            named.setdefault(name, one)
    names = [n for n in named if not any(n != m and n in m for m in named)]
    return [book.term(named[n]) for n in names] if len(names) == number else []


def _is_of_these(book: Book, claim: Claim) -> bool:
    """Whether nothing before its clause narrows down of what a sum is (财政拨款中，…), but for
    what says that it is of what stands above (以上各类支出中，…)."""
    text = book.text(claim)
    before = text[: after_last(text, "，,；;。", claim.start)]
    return pattern("wording", "of_these").fullmatch(plain(before)) is not None


def _named(book: Book, claim: Claim, words: str) -> list[Term]:
    """The figures of the things that words name one after the other; [] where one is unknown."""
    found: list[Term] = []
    for name in re.split(pattern("wording", "names_end"), words):
        terms = _of_names(book, claim, name)
        if not terms:
            return []
        found.extend(terms)
    return found


def _of_names(book: Book, claim: Claim, name: str) -> list[Term]:
    """The figure of one name, or of two that are joined by a word that names have as well."""
    one = _figure(book, claim, name)
    if one is not None:
        return [one]
    for joint in pattern("wording", "names_joint").finditer(name):
        first, second = (
            _figure(book, claim, part) for part in (name[: joint.start()], name[joint.end() :])
        )
        if first is not None and second is not None:
            return [first, second]
    return []


def _figure(book: Book, claim: Claim, name: str) -> Term | None:
    """The one amount that goes by a name under the heading of a claim, or that the tables have."""
    if len(name) < _SHORT:
        return None
    told = {
        c.quantity.exact: c for c in _alike(book, claim) if goes_by(book.statement(c).subject, name)
    }
    if told:
        return book.term(next(iter(told.values()))) if len(told) == 1 else None
    aligner = book.aligner
    words = aligner.meaning.words(name, book.section(claim))
    match = aligner.match_words(words, claim.role) if words.key else None
    cells = (match.decisive or match.also) if match else ()
    printed = {c.quantity.exact: c for c in cells if c.quantity and c.quantity.unit in MONEY}
    return of_cell(next(iter(printed.values()))) if len(printed) == 1 else None


def _alike(book: Book, claim: Claim) -> Sequence[Claim]:
    """The other amounts under the heading of one, of its year and in its role."""
    return [
        c
        for c in book.in_section(claim)
        if c is not claim
        and not book.statement(c).cause
        and (c.role, c.quantity.kind, c.period) == (claim.role, "amount", claim.period)
    ]

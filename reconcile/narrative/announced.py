"""Lists that are announced by the name of what was told before them: 结余分配A万元。…；结余分配事
项：甲B万元，乙C万元; and those of 其中： that go on about what the sentence before began with.

Nothing says that such a list is whole. Where it comes to what it is named after it is; where it
does not, only a slip of the pen that explains few other sums is worth a look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, takewhile

from extract.characters import after_last
from extract.disclosure import Claim, Role
from reconcile.audit import Check, Verdict
from reconcile.book import Book, by_sentence, stands_before
from reconcile.equation import check_sum
from reconcile.narrative.listing import count_check
from reconcile.narrative.spoken import (
    alike,
    is_bracketed,
    without_asides,
    words_before,
    words_between,
)
from reconcile.narrative.uses import weighed
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern

_ROLES = (Role.LEVEL, Role.COUNT, Role.BUDGET, Role.OTHER)
#: The whole of such a list stands no more sentences before it.
_NEAR = 3
_TWO = 2


def named_list_checks(book: Book) -> Iterator[Check]:
    """The sum of each such list."""
    before: Sequence[Claim] = ()
    for claims in by_sentence(book.disclosure.claims):
        for at, first in enumerate(claims):
            name = _announced(book, first, claims[at - 1] if at else None)
            parts = _listed(book, claims[at:]) if name is not None else ()
            whole = _whole(book, name or "", parts, before) if len(parts) > 1 else None
            if whole is not None and not _is_known(book, whole, parts):
                found = check_sum("N06", book.term(whole), [book.term(p) for p in parts])
                yield from weighed(found.as_inherited())
        before = claims


def _announced(book: Book, first: Claim, last: Claim | None) -> str | None:
    """The name by which a list is announced that begins with a figure, "" for a mere 其中; None
    where it is none."""
    if first.role not in _ROLES:
        return None
    text = book.text(first)
    start = max(after_last(text, "。；;", first.start), last.end if last is not None else 0)
    words = plain(text[start : first.start])
    match = pattern("wording", "list_of_name").match(words)
    return (match["name"] or "") if match else None


def _listed(book: Book, claims: Sequence[Claim]) -> Sequence[Claim]:
    """The figures from the first on that stand side by side as the members of one list do."""
    first = claims[0]
    own = [c for c in claims if c.role is first.role and alike(c, first)]
    joined = takewhile(lambda pair: _is_joined(book, *pair), pairwise(own))
    return [first, *(second for _, second in joined)]


def _is_joined(book: Book, one: Claim, other: Claim) -> bool:
    words = without_asides(words_between(book, one, other))
    return pattern("wording", "next_of_named").fullmatch(words) is not None


def _whole(book: Book, name: str, parts: Sequence[Claim], before: Sequence[Claim]) -> Claim | None:
    """The figure that a list is of: the last one told before it that goes by its name; for a mere
    其中, which has to begin its sentence, the first one of the sentence before."""
    first = parts[0]
    if not name:
        own = [c for c in before if c.role is first.role and alike(c, first)]
        near = own and first.sentence - own[0].sentence == 1
        begins = own[:1] == [*before[:1]] and not plain(book.before(first)).count("，")
        return own[0] if near and begins else None
    told = [
        c
        for c in book.in_section(first)
        if c.role is first.role
        and alike(c, first)
        and stands_before(c, first)
        and first.sentence - c.sentence <= _NEAR
        and plain(book.statement(c).subject).endswith(name)
    ]
    return told[-1] if told else None


def _is_known(book: Book, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether a list is said to be of that whole anyway, or is of something it is a part of."""
    above = {book.statement(p).part_of for p in parts}
    return whole.statement in above or any(p.statement == whole.statement for p in parts)


def rest_checks(book: Book) -> Iterator[Check]:
    """设备31台，分布在甲院9台、乙站6台，其余16台…: counts that leave nothing out."""
    for _, group in groupby(book.disclosure.claims, key=lambda c: c.sentence):
        counts = [c for c in group if c.role is Role.COUNT]
        for at, last in enumerate(counts):
            rest = pattern("wording", "the_last").search(words_before(book, last))
            told = _before(book, counts[:at], last) if rest else []
            if len(told) > _TWO and not _is_known(book, told[0], told[1:]):
                whole, *parts = told
                terms = [book.term(p) for p in (*parts, last)]
                yield check_sum("N06", book.term(whole), terms).as_said()


def _before(book: Book, counts: Sequence[Claim], last: Claim) -> list[Claim]:
    """The counts before a rest that stand side by side in one list, and the one that is spread over
    them; [] where there is no such list."""
    start = after_last(book.text(last), "。；;", last.start)
    told = [c for c in counts if c.start >= start and alike(c, last)]
    words = words_between(book, *told[:2]) if len(told) > _TWO else ""
    spread = pattern("wording", "spread_over").search(words) is not None
    joined = all(_is_joined(book, *pair) for pair in pairwise([*told[1:], last]))
    return told if spread and joined else []


def counted_list_checks(book: Book) -> Iterator[Check]:
    """甲A万元（占P%）、乙B万元，共2家，合计C万元: how many a list has, where all of it comes to
    what stands behind; and that sum where the number is right."""
    for _, group in groupby(book.disclosure.claims, key=lambda c: c.sentence):
        claims = [c for c in group if not is_bracketed(book, c)]
        for at, (count, whole) in enumerate(pairwise(claims)):
            if _is_counted(book, count, whole):
                yield from _of_counted(book, count, whole, claims[:at])


def _is_counted(book: Book, count: Claim, whole: Claim) -> bool:
    """Whether a count of things and an amount are told of a list right before them."""
    words = plain(book.right_before(count, "，,；;。、"))
    said = pattern("wording", "so_many_listed").search(words)
    come = pattern("wording", "which_come_to").search(words_between(book, count, whole))
    return bool(said and come) and count.role is Role.COUNT and whole.quantity.kind == "amount"


def _of_counted(book: Book, count: Claim, whole: Claim, before: Sequence[Claim]) -> Iterator[Check]:
    """The list right before a count: the amounts side by side, from the last one back."""
    told = [c for c in before if alike(c, whole) and c.role is whole.role]
    joined = takewhile(lambda pair: _is_joined(book, *pair[::-1]), pairwise(told[::-1]))
    parts = [*told[-1:], *(one for _, one in joined)][::-1]
    if len(parts) < _TWO:
        return
    found = check_sum("N06", book.term(whole), [book.term(p) for p in parts]).as_said()
    number = count_check(count, (), len(parts))
    if Verdict.CONSISTENT in (found.verdict, number.verdict):
        yield from (found, number)

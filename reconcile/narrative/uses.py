"""What an amount went into, told behind it and not said to be all: 补助A万元，主要用于甲B万元、乙C
万元、丙D万元; 项目资金中，甲B万元、乙C万元; 增加A万元，主要是甲增加B万元、乙减少C万元.

Where they come to the amount to the last digit, they are what it went into. Where they do not, some
may have gone unmentioned: only a slip of the pen that explains few other sums is then worth a look.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, takewhile

from extract.disclosure import Claim, Role
from reconcile.audit import Check, Verdict
from reconcile.book import Book
from reconcile.equation import check_sum
from reconcile.narrative.addends import come_to
from reconcile.narrative.breakdowns import says_number
from reconcile.narrative.spoken import is_bracketed, words_before, words_between
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.slips import significant
from reconcile.weighing.solving import slips_in
from reconcile.weighing.telling import telling_slip

#: Figures of fewer digits are what some others come to by chance.
_TELLING = 4
#: What is told aside within a list: （每间17.50万元）.
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
#: What parts two lists, and what joins two members of one.
_SEMICOLON = re.compile("[；;]")
_ENUMERATED = re.compile(r"(?:[（(][^（）()]*[）)])?(?:、|和|及|以及|与)")


def use_checks(book: Book) -> Iterator[Check]:
    """The sum of each such list, of two and more."""
    for _, group in groupby(book.disclosure.claims, key=lambda c: c.sentence):
        claims = list(group)
        money = [c for c in claims if c.quantity.kind == "amount"]
        told = [c for c in money if c.role is Role.LEVEL and not is_bracketed(book, c)]
        changed = [c for c in money if c.role is Role.CHANGE_AMOUNT]
        for whole in (*told, *changed):
            behind = told[bisect_right(told, whole.start, key=lambda c: c.start) :]
            parts = _listed(book, claims, whole, behind)
            parts = up_to_a_stop(book, whole, parts)
            if len(parts) > 1 and significant(whole.quantity.value) >= _TELLING:
                found = check_sum("N06", book.term(whole), [book.term(p) for p in parts])
                found = found.as_said()
                closed = says_number(book, parts[0], len(parts)) or _is_all(book, whole, parts)
                yield from _counted(found) if closed else weighed(found)


def _is_all(book: Book, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether the last part is what is left (其余C万元用于丙), or the whole is said to be what the
    parts come to (共计A万元，分别为甲B万元、乙C万元)."""
    rest = pattern("wording", "the_last").search(words_before(book, parts[-1]))
    named = pattern("wording", "respectively").search(words_before(book, parts[0]))
    return rest is not None or (whole.total and named is not None)


def _counted(found: Check) -> Iterator[Check]:
    """The sum of a list that has as many members as its sentence says (共6个项目：甲A万元、…): it
    is whole. One that is off by no slip of the pen may still be of another money."""
    if found.verdict is not Verdict.MISMATCH or slips_in(found):
        yield found


def weighed(found: Check) -> Iterator[Check]:
    """A sum that nothing says to be whole: as it is where it holds, as a guess where a slip of the
    pen explains it that says something, else not at all."""
    if found.verdict is Verdict.CONSISTENT:
        yield found
    elif found.verdict is Verdict.MISMATCH and (slip := telling_slip(found)):
        yield found.as_guessed("complete", slip)


def _listed(
    book: Book, claims: Sequence[Claim], whole: Claim, behind: Sequence[Claim]
) -> Sequence[Claim]:
    """The amounts behind a whole that stand side by side, none of them a list's that is announced
    of the whole, if they begin as a list of uses does."""
    if not behind or not _begins(book, claims, whole, behind[0]):
        return ()
    joined = takewhile(lambda pair: _goes_on(book, claims, *pair), pairwise(behind))
    parts = [behind[0], *(second for _, second in joined)]
    apart = len({p.statement for p in (whole, *parts)}) == len(parts) + 1
    return parts if apart and _is_free(book, whole, parts) else ()


def up_to_a_stop(book: Book, whole: Claim, parts: Sequence[Claim]) -> Sequence[Claim]:
    """The members of a list that does not come to its whole, without what stands behind a semicolon
    if those before it are joined by enumeration commas: 总投资A万元，分别为甲B万元、乙C万元；资金来
    源为丙D万元和丁E万元 are two lists."""
    if come_to(book, parts) == book.term(whole).exact:
        return parts
    between = [words_between(book, a, b) for a, b in pairwise(parts)]
    stop = next((n for n, words in enumerate(between, 1) if _SEMICOLON.search(words)), 0)
    closed = stop > 1 and all(_ENUMERATED.match(words) for words in between[: stop - 1])
    return parts[:stop] if closed else parts


def _is_free(book: Book, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether a list is none that is announced of its whole: of none, of the one its whole is in as
    well, or of something that has no amount (按人口A万人测算，其中甲B万元)."""
    own = book.statement(whole)
    groups = {(s.group, s.part_of) for s in map(book.statement, parts)}
    if groups in ({(None, None)}, {(own.group, own.part_of)}):
        return True
    parents = {parent for _, parent in groups}
    if whole.role.is_change and parents == {whole.statement}:
        return True  # 原值A万元，比年初增加B万元，其中外购C万元、转入D万元
    return len(groups) == 1 and not any(
        parent is None or book.of_roles(parent, Role.LEVEL, Role.BUDGET) for parent in parents
    )


def _begins(book: Book, claims: Sequence[Claim], whole: Claim, first: Claim) -> bool:
    """Whether the words between an amount and the next one, what is told of the amount itself aside
    (比上年增长3.5%), begin a list of uses."""
    between = _between(claims, whole.start + 1, first)
    if any(c.role is Role.LEVEL and c.statement != first.statement for c in between):
        return False
    of_whole = [c.end for c in between if c.statement == whole.statement]
    words = _without(book, claims, max([whole.end, *of_whole]), first)
    return pattern("wording", "put_into").fullmatch(words) is not None


def _goes_on(book: Book, claims: Sequence[Claim], one: Claim, other: Claim) -> bool:
    """Whether the words between two amounts join two members of a list, how many things they went
    into (更新4间) aside."""
    words = _without(book, claims, one.end, other)
    return pattern("wording", "next_use").fullmatch(words) is not None


def _between(claims: Sequence[Claim], start: int, end: Claim) -> Sequence[Claim]:
    """The claims of a sentence from a place in it up to one of them."""
    places = [bisect_left(claims, at, key=lambda c: c.start) for at in (start, end.start)]
    return claims[places[0] : places[1]]


def _without(book: Book, claims: Sequence[Claim], start: int, end: Claim) -> str:
    """The plain words from a place in a sentence to a figure, without counts and what is told in
    brackets."""
    text = book.text(end)
    words, at = "", start
    for claim in _between(claims, start, end):
        if claim.role is Role.COUNT:
            words += text[at : claim.start]
            at = claim.end
    return plain(_ASIDE.sub("", words + text[at : end.start]))

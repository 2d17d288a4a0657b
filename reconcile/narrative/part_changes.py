"""The changes of parts: together they are the change of the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from extract.claims.ties import Tie
from extract.disclosure import Base, Claim, Role, Statement
from reconcile.audit import Check, Verdict
from reconcile.book import Book
from reconcile.equation import ATTACHED, COMPARED, check_sum
from reconcile.narrative.breakdowns import breakdown
from reconcile.narrative.spoken import words_before
from reconcile.phrases import phrase
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.solving import slips_in
from reconcile.weighing.telling import rare_slip


def part_change_checks(book: Book, sums: Sequence[Check]) -> Iterator[Check]:
    """Σ changes of the parts = change of the whole, for each list and each base. A list that adds
    up in the `sums` of its figures is complete."""
    of_claim = {c.id: c.statement for c in book.disclosure.claims}
    added = {
        frozenset(of_claim[i] for i in check.claims[1:])
        for check in sums
        if check.sure and check.verdict is not Verdict.MISMATCH
    }
    for (_, parent), members in book.lists().items():
        complete = frozenset(m.id for m in members) in added and len(members) > 1
        for base in (Base.LAST_YEAR, Base.LAST_BUDGET, Base.BUDGET):
            yield from _added(book, parent, members, base, complete=complete)


def named_change_checks(book: Book) -> Iterator[Check]:
    """三公经费减少A万元，其中接待费减少B万元、运行费减少C万元、出国费增加D万元: the changes of all
    parts that a whole has by nature, told in one sentence, where those were told in another list
    before and are none of this one."""
    for changes in _told_together(book):
        if len(changes) < 3 or any(book.statement(c).cause for c in changes):
            continue
        whole, *parts = changes
        subjects = [book.statement(p).subject for p in parts]
        lists = {book.statement(p).group for p in parts}
        apart = len({c.statement for c in changes}) == len(changes) and len(lists) > 1
        if not apart or len(breakdown(book.statement(whole).subject, subjects)) < len(parts):
            continue
        signs = [whole.sign * p.sign for p in parts]
        yield check_sum(
            "N06", book.term(whole), [book.term(p) for p in parts], signs, ties=ATTACHED
        )


def _told_together(book: Book) -> Iterator[list[Claim]]:
    """The changes in money of each sentence."""
    for _, group in groupby(book.disclosure.claims, key=lambda c: c.sentence):
        yield [c for c in group if c.role is Role.CHANGE_AMOUNT and c.quantity.kind == "amount"]


def _added(
    book: Book, parent: int, members: Sequence[Statement], base: Base, *, complete: bool
) -> Iterator[Check]:
    """Where a part's change goes unmentioned it may be the difference, so that only agreement
    counts; where each part tells its own, and by nature or for a reason there are no more, a sum
    that is off is one."""
    whole = [c for c in _changes(book, parent, base) if not _is_of_the_rest(book, c)]
    members = [m for m in members if _is_of_money(book, m)] or members
    by_member = {m.id: _of_part(book, m.id, base) for m in members}
    parts = [found[0] for found in by_member.values() if found]
    if not whole or not parts or whole[0].quantity.kind != parts[0].quantity.kind:
        return
    signs = [whole[0].sign * p.sign for p in parts]
    told = book.term(whole[0]), [book.term(p) for p in parts], signs
    found = check_sum("N06", *told, ties=ATTACHED)
    if found.verdict is Verdict.MISMATCH and not _of_one_base(book, parent, parts):
        found = check_sum("N06", *told, ties=COMPARED)
    silent = [m for m in members if not by_member[m.id] and not _is_flat(book, m.id, base)]
    subject = book.disclosure.statements[parent].subject
    natural = len(breakdown(subject, [m.subject for m in members])) == len(members)
    reasons = len(parts) > 1 and all(m.reason for m in members)
    announced = len(parts) > 1 and all(m.announced for m in members)
    slip = (complete or announced) and bool(found.detail)  # one may have none this year
    slip = slip or (complete and phrase("slip.sign") in slips_in(found))
    whole_list = not silent and not _goes_on(book, parts)
    if found.verdict is not Verdict.MISMATCH or ((slip or natural or reasons) and whole_list):
        yield found
    elif announced and whole_list and (rare := rare_slip(found)):
        yield found.as_guessed("complete", rare)


def _is_of_money(book: Book, member: Statement) -> bool:
    """Whether a member of a list is told in money, or by what it changed, and does not only count
    what stands beside that (购置费A万元，比上年增加B万元，购置2辆)."""
    told = book.of_roles(member.id, Role.LEVEL, Role.BUDGET, Role.CHANGE_AMOUNT)
    return any(c.quantity.kind == "amount" for c in told)


def _is_of_the_rest(book: Book, change: Claim) -> bool:
    """Whether a change is told of what is left of a list: 其余4个项目合计增加A万元."""
    return pattern("wording", "the_rest").search(words_before(book, change)) is not None


def _goes_on(book: Book, parts: Sequence[Claim]) -> bool:
    """Whether more is said to have changed behind the last part, without a figure (其余为项目
    变动)."""
    last = parts[-1]
    return pattern("wording", "more").match(book.text(last), last.end) is not None


def _of_one_base(book: Book, parent: int, parts: Sequence[Claim]) -> bool:
    """Whether nothing says against what the parts changed, and their whole against one thing."""
    bases = {c.base for c in book.of_roles(parent, Role.CHANGE_AMOUNT, Role.CHANGE_RATE)}
    return len(bases) == 1 and all(p.ties.base is Tie.GUESSED for p in parts)


def _changes(book: Book, statement: int, base: Base) -> list[Claim]:
    return [c for c in book.of_roles(statement, Role.CHANGE_AMOUNT) if c.base is base]


def _of_part(book: Book, statement: int, base: Base) -> Sequence[Claim]:
    """The changes of a part against a base; where nothing says against what they are, against that
    which its whole is compared with."""
    own = _changes(book, statement, base)
    others = book.of_roles(statement, Role.CHANGE_AMOUNT)
    unsaid = all(c.ties.base is Tie.GUESSED for c in others)
    return own or (others if unsaid and len(others) == 1 else [])


def _is_flat(book: Book, statement: int, base: Base) -> bool:
    """Whether a statement says 与上年持平 of its figure."""
    return any(
        c.statement == statement and c.base is base and c.relation == "=" and not c.loose
        for c in book.disclosure.comparisons
    )

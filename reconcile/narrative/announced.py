"""Lists that are announced by the name of what was told before them: 结余分配A万元。…；结余分配事
项：甲B万元，乙C万元; and those of 其中： that go on about what the sentence before began with.

Nothing says that such a list is whole. Where it comes to what it is named after it is; where it
does not, only a slip of the pen that explains few other sums is worth a look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, takewhile

from extract.characters import after_last
from extract.disclosure import Claim, Role
from extract.figures.quantity import number_of
from reconcile.audit import Check, Verdict
from reconcile.book import Book, by_sentence, stands_before
from reconcile.equation import check_sum
from reconcile.narrative.listing import count_check
from reconcile.narrative.spoken import (
    alike,
    is_bracketed,
    without_asides,
    words_before,
    words_behind,
    words_between,
)
from reconcile.narrative.uses import up_to_a_stop, weighed
from reconcile.narrative.usual import usual
from reconcile.phrases import phrase
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.near import is_close
from reconcile.weighing.solving import slips_in
from reconcile.weighing.telling import rare_slip, telling_slip

_ROLES = (Role.LEVEL, Role.COUNT, Role.BUDGET, Role.OTHER)
#: The whole of such a list stands no more sentences before it.
_NEAR = 3
_TWO = 2
_MARKS = frozenset("，,、；;")
#: The words that open a list are no longer than this.
_LEAD = 24


@dataclass(frozen=True, slots=True)
class _Lead:
    """How a list is announced: by the `name` of its whole, or "" by none; `here` where its whole
    stands right before it; `divides` where the words say that it is all of that; `number` is how
    many members it is said to have, 0 where nothing says; `bare` where a mere colon or 按…分 tells,
    `which` where 其中 does; `unsaid` where nothing does; `kinds` where its members' names tell."""

    name: str = ""
    here: bool = False
    divides: bool = False
    number: int = 0
    bare: bool = False
    which: bool = False
    unsaid: bool = False
    kinds: str = ""


def named_list_checks(book: Book) -> Iterator[Check]:
    """The sum of each such list. One that begins its sentence behind another that does is of the
    same whole (按对象分：甲A、乙B。按规模分：丙C、丁D)."""
    before: Sequence[Claim] = ()
    told = 0
    for claims in by_sentence(book.disclosure.claims):
        same: Claim | None = None
        for at, first in enumerate(claims):
            leads = _announced(book, first, claims[at - 1] if at else None)
            parts = members(book, claims[at:]) if leads else ()
            for lead in leads if len(parts) > 1 else ():
                near = first.sentence - told <= 1
                whole = _whole(book, lead, parts, claims[:at] or (before if near else ()))
                same = whole if not at and not lead.kinds else same
                own = up_to_a_stop(book, whole, parts) if whole is not None else parts
                if whole is not None and _is_of(book, lead, whole, own):
                    found = check_sum("N06", book.term(whole), [book.term(p) for p in own])
                    yield from _held(book, lead, found.as_inherited(), whole, own)
                    break
        before, told = claims if same is None else [same], claims[-1].sentence


def _announced(book: Book, first: Claim, last: Claim | None) -> Sequence[_Lead]:
    """How a list may be announced that begins with a figure; none where it is none."""
    if first.role not in _ROLES:
        return ()
    text = book.text(first)
    start = max(after_last(text, "。；;", first.start), last.end if last is not None else 0)
    words = pattern("wording", "item_number").sub("", plain(text[start : first.start]))
    here = last is not None and last.end == start
    named = pattern("wording", "list_of_name").match(words)
    within = pattern("wording", "list_within").match(words)
    found = [_Lead(named["name"] or "", which=not named["name"])] if named else []
    found += [_Lead(within["name"])] if within else []
    if any(pattern("wording", n).match(words) for n in ("lead_divides", "lead_made_of")):
        return [*found, _Lead(here=here, divides=True)]
    match = pattern("wording", "lead_in").match(words)
    lead = (match["lead"] or match["by"] or match["each"] or "") if match else ""
    alone = here and pattern("wording", "bare_lead").fullmatch(lead)
    bare = match is not None and bool(alone or pattern("wording", "lead_by").search(lead))
    number = pattern("wording", "lead_number").search(lead)
    says = match is not None and (bare or number or pattern("wording", "lead_word").search(lead))
    if says and not pattern("wording", "lead_open").search(lead):
        so_many = number_of(number["number"]) if number else 0
        found.append(_Lead(here=here, number=so_many, bare=bare))
    if not found and here and pattern("wording", "lead_none").match(words):
        found.append(_Lead(here=True, unsaid=True))
    if not found and last is None:
        kinds = ("grade_kind", "kind_of_money")
        kind = next((k for k in kinds if pattern("wording", k).search(words)), "")
        found += [_Lead(kinds=kind)] if kind else []
    return found


def members(book: Book, claims: Sequence[Claim]) -> Sequence[Claim]:
    """The figures from the first on that stand side by side as the members of one list do."""
    first = claims[0]
    own = [c for c in claims if c.role is first.role and alike(c, first)]
    own = [c for c in own if is_bracketed(book, c) <= is_bracketed(book, first)]
    joined = takewhile(lambda pair: is_joined(book, *pair), pairwise(own))
    return [first, *(second for _, second in joined)]


def is_joined(book: Book, one: Claim, other: Claim) -> bool:
    """Whether two figures are told of two members of a list, one right after the other, what else
    is told of the first aside (甲A万元，占P%；乙B万元)."""
    words = without_asides(words_between(book, one, other))
    if pattern("wording", "next_of_named").fullmatch(words):
        return True
    *told, last = re.split("[；;]", words)
    if len(told) == 1 and pattern("wording", "next_member").fullmatch(last):
        return not pattern("wording", "some_besides").search(told[0])
    rest = pattern("wording", "told_of_member").sub("", words)
    graded = pattern("wording", "grade_kind").search(words) and words[:1] in _MARKS
    return bool(pattern("wording", "next_of_named").fullmatch(rest) or graded)


def _whole(
    book: Book, lead: _Lead, parts: Sequence[Claim], before: Sequence[Claim]
) -> Claim | None:
    """The figure that a list is of: the last one told before it that goes by its name; the nearest
    one of its sentence; for what begins its sentence the first one of the sentence before."""
    first = parts[0]
    if lead.name:
        return _by_name(book, lead.name, first)
    own = [c for c in before if c.role is first.role and alike(c, first)]
    if not own:
        return None
    if lead.here:
        between = [c for c in before if c.start > own[-1].start]
        plainly = all(c.role not in _ROLES or not alike(c, own[-1]) for c in between)
        return own[-1] if plainly else None
    sided = _of_its_side(book, own, first)
    if _is_of_other_side(book, sided[0], first):
        return None
    begins = own[:1] == [*before[:1]]
    if not begins or not _begins(book, lead, first):
        return None
    come_to = sum(p.quantity.exact for p in parts)  # 42个部门、126个项目。评价为优36个、…
    reached = next((c for c in sided if c.quantity.exact == come_to), None)
    return reached or (sided[0] if len(sided) == 1 or lead.which else None)


def _of_its_side(book: Book, wholes: Sequence[Claim], first: Claim) -> Sequence[Claim]:
    """Of several figures those of the side of the accounts that a list is announced of: 收入总计A万
    元，支出总计A万元。支出构成为：甲B万元、乙C万元."""
    lead = plain(book.before(first)).partition("：")[0]
    sides = [s for s in ("收入", "支出") if s in lead]
    named = [c for c in wholes if sides and sides[0] in plain(book.statement(c).subject)]
    return named if len(sides) == 1 and named else wholes


def _is_of_other_side(book: Book, whole: Claim, first: Claim) -> bool:
    """Whether a list is announced of income and its whole is expenditure, or the other way round:
    支出总计A万元。收入来源有三：甲B万元."""
    lead = plain(book.before(first)).partition("：")[0]
    sides = ("收入", "支出")
    subject = plain(book.statement(whole).subject)
    announced, told = ([s for s in sides if s in words] for words in (lead, subject))
    return len(announced) == len(told) == 1 and announced != told


def _begins(book: Book, lead: _Lead, first: Claim) -> bool:
    """Whether a list that goes on about the sentence before begins its own."""
    words = plain(book.before(first))
    commas = words.count("，") + words.count(",")
    viewed = pattern("wording", "lead_viewed").search(words)
    return commas <= (1 if lead.number or viewed else 0)


def _by_name(book: Book, name: str, first: Claim) -> Claim | None:
    told = [
        c
        for c in book.in_section(first)
        if c.role is first.role
        and alike(c, first)
        and stands_before(c, first)
        and first.sentence - c.sentence <= _NEAR
        and _goes_by(plain(book.statement(c).subject), name)
    ]
    return told[-1] if told else None


def _goes_by(subject: str, name: str) -> bool:
    """Whether a subject ends with a name, but for what says that it is all of that."""
    return subject.endswith(name) or pattern("wording", "head_total").sub("", subject).endswith(
        name
    )


def _is_of(book: Book, lead: _Lead, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether a list may be of that whole: is not held to it anyway, is of nothing that is a part
    of it, and where only what they are called says so, is of kinds of it."""
    if is_known(book, whole, parts) and not _is_told_apart(book, lead, whole, parts):
        return False
    if lead.unsaid:
        return _is_of_first(book, whole, parts)
    if not lead.kinds:
        return True
    kind = pattern("wording", lead.kinds)
    named = [kind.search(words_before(book, p)) for p in parts]
    if lead.kinds == "grade_kind":
        return all(named) and whole.quantity.kind == "count"
    return len(parts) > _TWO and all(named) and kind.search(words_before(book, whole)) is not None


def _is_told_apart(book: Book, lead: _Lead, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether a list that is held to its whole is told apart from others of it, in a sentence that
    it begins, or counts all that its whole counts (开班91期，分别是：甲54期、乙29期、丙8期)."""
    if any(book.statement(p).part_of != whole.statement for p in parts):
        return False
    members = {s.id for s in book.disclosure.statements if s.part_of == whole.statement}
    others = members - {p.statement for p in parts}
    if lead.here:
        return whole.quantity.kind == "count" and len(parts) > _TWO and lead.bare
    first = [c for c in book.in_paragraph(whole) if c.statement in others]
    return any(c.sentence < parts[0].sentence for c in first) and not lead.name


def _is_of_first(book: Book, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether a list that nothing announces is of three and more, to the end of what belongs
    together, and its whole, which is more than each of them, is the first figure like it."""
    first = next(c for c in book.in_paragraph(whole) if c.sentence == whole.sentence)
    behind = words_behind(book, parts[-1])
    largest = max(p.quantity.exact for p in parts)
    ends = behind[:1] in ("。", "；", ";", "")
    several = len(parts) > _TWO or _take_up(book, parts)
    return first is whole and ends and several and largest < whole.quantity.exact


def _take_up(book: Book, parts: Sequence[Claim]) -> bool:
    """Whether amounts are told as what each takes up of their whole: 人员占A万元，项目占B万元."""
    amounts = parts[0].quantity.kind == "amount"
    takes_up = pattern("wording", "takes_up")
    return amounts and all(takes_up.search(words_before(book, p)) for p in parts)


def _unsaid(book: Book, found: Check, whole: Claim, parts: Sequence[Claim]) -> Iterator[Check]:
    """A list that nothing announces: it confirms only a total (总里程A公里，县道B公里、…); it is
    worth a look where two digits that changed places, or a slip as rare, explain it; one that
    counts all of a total, with any slip."""
    told = pattern("wording", "count_of_all").search(words_before(book, whole))
    total = told is not None or _take_up(book, parts)
    if found.verdict is Verdict.CONSISTENT:
        yield from (found,) if total else ()
    elif found.verdict is Verdict.MISMATCH and is_close(found):
        slip = telling_slip(found) if total else rare_slip(found)
        if not slip and total and whole.quantity.kind == "count" and slips_in(found):
            slip = phrase("list.usual")
        yield from (found.as_guessed("complete", slip),) if slip else ()


def _held(
    book: Book, lead: _Lead, found: Check, whole: Claim, parts: Sequence[Claim]
) -> Iterator[Check]:
    """A list against its whole. Where its words say that it is all of that, or how many it has, a
    slip of the pen contradicts it; counts of kinds that are told whole as a rule are worth a look
    with one; of all others only a slip that explains few other sums is."""
    if lead.unsaid:
        yield from _unsaid(book, found, whole, parts)
        return
    if found.verdict is not Verdict.MISMATCH:
        yield found
        return
    behind = words_behind(book, parts[-1])
    more = pattern("wording", "and_more").match(behind)
    made = pattern("wording", "made_of_these").match(behind)
    closed = lead.divides and (made or "由" not in plain(book.before(parts[0]))[-_LEAD:])
    last = pattern("wording", "last_of_kinds").search(words_between(book, *parts[-2:]))
    closed = closed or (last is not None and not lead.name)
    if not more and (closed or lead.number == len(parts)):
        yield from (found,) if slips_in(found) or (made and is_close(found)) else ()
    elif not more and not lead.number and _are_kinds(book, lead, whole, parts):
        yield from (found.as_guessed("complete", phrase("list.usual")),) if slips_in(found) else ()
    elif not more:
        yield from weighed(found)


def _are_kinds(book: Book, lead: _Lead, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether a list counts the kinds that its whole is told by as a rule, its grades, or three and
    more with nothing but a colon between it and its whole."""
    if whole.quantity.kind != "count":
        return False
    names = [book.statement(p).subject for p in parts]
    graded = all(pattern("wording", "grade_kind").search(words_before(book, p)) for p in parts)
    if graded:
        behind = words_behind(book, parts[-1])
        none = pattern("wording", "no_lower_grade").match(behind) is not None
        return len(parts) > _TWO or none
    usually = usual(book.statement(whole).subject, names) == len(parts)
    return usually or (lead.bare and len(parts) > _TWO)


def is_known(book: Book, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether a list is said to be of that whole anyway, or is of something it is a part of."""
    of_one = any(p.statement == whole.statement for p in parts)
    return of_one or is_listed(book, whole, parts)


def is_listed(book: Book, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether figures are told as a list of their whole, which is held to them as such."""
    return whole.statement in {book.statement(p).part_of for p in parts}


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
    joined = takewhile(lambda pair: is_joined(book, *pair[::-1]), pairwise(told[::-1]))
    parts = [*told[-1:], *(one for _, one in joined)][::-1]
    if len(parts) < _TWO:
        return
    found = check_sum("N06", book.term(whole), [book.term(p) for p in parts]).as_said()
    number = count_check(count, (), len(parts))
    if Verdict.CONSISTENT in (found.verdict, number.verdict):
        yield from (found, number)

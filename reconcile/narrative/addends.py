"""Which members of a list are added up to its whole: all of them, those up to where the sentence
turns to other things, those that are by nature all of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, islice, pairwise, takewhile

from extract.disclosure import Claim, Role
from reconcile.audit import Check, Verdict
from reconcile.book import Book, stands_before
from reconcile.equation import check_sum
from reconcile.narrative.breakdowns import is_complete, natural
from reconcile.narrative.spoken import words_behind, words_between
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.telling import telling_slip

#: How what is left over of something is called.
_REST = ("其余", "剩余", "余下")
#: A list of fewer members is often not told whole.
_SEVERAL = 3
#: What kinds of one thing are called ends alike.
_ENDING = 2
#: So many figures behind a list may hold the rest of it.
_NEXT = 6
#: The roles of figures that are parts of others.
SUMMED = (Role.LEVEL, Role.BUDGET, Role.COUNT, Role.OTHER, Role.PREVIOUS)
#: Figures of no more digits are what a list comes to by chance.
TELLING = 4


@dataclass(frozen=True, slots=True)
class Sum:
    """A list as it is added up: its whole, its parts, and what comes of it."""

    check: Check
    parts: tuple[Claim, ...]

    @property
    def holds(self) -> bool:
        return self.check.verdict is not Verdict.MISMATCH


def sums_of(
    book: Book, whole: Claim, parts: Sequence[Claim], more: Sequence[Claim]
) -> Iterator[Sum]:
    """The sum of the list; of the members side by side where only they add up (a list is over
    where the sentence goes on to speak of other things), of the natural breakdown in it, of the
    list with the end of what seemed `more` of another. A list of one is its whole, or tells nothing
    unless it is more than that; a mere 合计 in brackets behind the last of several is no part."""
    if book.statement(parts[0]).subject.startswith(_REST):
        return  # 其中甲A（其余B）: the rest of what 甲 is a part of
    parts = _without_subtotals(book, whole, parts)
    fixed = natural(book, whole, [*parts, *more])
    kinds = are_kinds(book, whole, parts)
    closed = () if kinds else _closed(book, whole, parts)
    if closed and len(closed) >= len(fixed):
        yield added(book, whole, closed)
        return
    enclosed = _is_enclosed(book, whole, parts[-1])
    if not fixed and not enclosed and (spread := _spread(book, whole, parts)):
        yield added(book, whole, spread)
        return
    if len(parts) == 1 and not more:
        if parts[0].total:  # 甲A、乙B，其中两家合计C: a sum of what stands before it
            return
        only = added(book, whole, parts)
        bare = pattern("wording", "grand_total").fullmatch(book.statement(parts[0]).subject)
        beside = _is_beside(book, whole, parts[0])
        if only.holds or (not bare and beside and is_complete(book, only.check, parts)):
            yield only
        return
    listed = list(takewhile(lambda p: not _is_besides(book, p), parts))
    kept = [p for p in parts if not _is_converted(book, p)]
    going_on = [] if enclosed else list(_going_on(book, whole, parts))
    if fixed:
        lists = [fixed, *going_on, list(parts)]
    elif whole.quantity.value:
        longer = [[*parts, *more[start:]] for start in range(1, len(more))]
        fitting = () if kinds else _fitting(book, whole, parts)
        lists = [*fitting, *longer, *going_on, list(parts)]
    else:
        lists = [list(parts)]
    lists += [some for some in (kept, listed) if 1 < len(some) < len(parts)]
    tried = [added(book, whole, some) for some in lists]
    exact = [t for t in tried if t.check.verdict is Verdict.CONSISTENT]
    best = exact or [t for t in tried if t.holds] or _by_a_slip(book, whole, tried)
    if best or len(listed) > 1:  # 其中甲A人；另有乙B人: one part, and what may be none
        yield (best or tried[-1:])[0]


def _without_subtotals(book: Book, whole: Claim, parts: Sequence[Claim]) -> list[Claim]:
    """The members without a total among them that adds up just those before it, or is more than the
    whole: 甲A、乙B，两个项目合计C；丙D."""
    kept: list[Claim] = []
    for part in parts:
        grand = pattern("wording", "grand_total").search(book.statement(part).subject)
        if kept and grand and book.term(part).exact > book.term(whole).exact:
            continue  # 加上补助A，其中甲B、乙C，收入合计S: of what stands before the whole as well
        reached = part.total and len(kept) > 1 and come_to(book, kept) == book.term(part).exact
        if not reached:
            kept.append(part)
    return kept


def _closed(book: Book, whole: Claim, parts: Sequence[Claim]) -> Sequence[Claim]:
    """The members up to the first semicolon, where they come to just the whole and there is more
    behind it: 编制A人，其中事业编制A人；年末实有B人. That is of something else. What there is none
    of is reached by each of its members, so that there it takes a list that ends right behind."""
    text = book.text(whole)
    for number, (last, first) in enumerate(pairwise(parts), 1):
        if last.sentence != whole.sentence or first.sentence != whole.sentence:
            break
        if set("；;") & set(text[last.end : first.start]):
            before = parts[:number]
            ends = whole.quantity.value or len(parts) - number == 1
            return before if ends and come_to(book, before) == book.term(whole).exact else ()
    return ()


def are_kinds(book: Book, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether several members of a list are called what their whole is, each with a word of its
    own: 财政拨款收入, 事业收入, 其他收入."""
    kind = book.statement(whole).subject[-_ENDING:]
    several = len(parts) >= _SEVERAL and len(kind) == _ENDING and whole.quantity.kind == "amount"
    return several and all(book.statement(p).subject.endswith(kind) for p in parts)


def _by_a_slip(book: Book, whole: Claim, tried: Sequence[Sum]) -> list[Sum]:
    """The list that one slip of the pen mends which would mend few others, of those that were
    tried and of the members up to the first semicolon."""
    longest = max((t.parts for t in tried), key=len)
    text = book.text(whole)
    ends = text.find("；", longest[0].start if longest[0].sentence == whole.sentence else 0)
    first = [p for p in longest if p.sentence == whole.sentence and p.start < ends]
    more = [added(book, whole, first)] if 1 < len(first) < len(longest) else []
    return [t for t in (*more, *tried) if len(t.parts) > 1 and telling_slip(t.check)][:1]


def _is_beside(book: Book, whole: Claim, part: Claim) -> bool:
    """Whether nothing like it stands between a whole and one part alone; a count of another
    paragraph is of other things."""
    between = [
        c
        for c in book.in_paragraph(whole)
        if stands_before(whole, c) and stands_before(c, part)
        if (c.role, c.quantity.unit) == (part.role, part.quantity.unit)
    ]
    apart = book.paragraph(whole) != book.paragraph(part) and part.quantity.kind == "count"
    return not apart and not between


def _is_enclosed(book: Book, whole: Claim, last: Claim) -> bool:
    """Whether a list is told in brackets behind its whole, and ends with them: 特种用车16辆（消防车
    11辆、巡护车5辆），其他用车2辆."""
    between = words_between(book, whole, last) if whole.sentence == last.sentence else ""
    return between.count("（") > between.count("）")


def _is_besides(book: Book, part: Claim) -> bool:
    """Whether a clause says that its part is told besides, which may be of the whole all the same:
    其中甲A人、乙B人；另有丙C人."""
    clause = plain(book.right_before(part, "，,；;、。"))
    return pattern("wording", "besides").search(clause) is not None


def _is_converted(book: Book, part: Claim) -> bool:
    """Whether a part is told once more as what it counts for: 外聘教师428人按50%折算为214人."""
    words = words_behind(book, part)
    return pattern("wording", "converted").match(words) is not None


def _going_on(book: Book, whole: Claim, parts: Sequence[Claim]) -> Iterator[list[Claim]]:
    """A list that falls short, with what follows it in its paragraph, where the whole comes of
    just that and has digits enough to tell: …，丙项C万元。丁项年初未安排预算，决算D万元."""
    if len(whole.quantity.text.strip("0.")) <= TELLING:
        return
    last, first = parts[-1], parts[0]
    behind = [
        c
        for c in book.in_paragraph(last)
        if stands_before(last, c)
        and (c.role, c.quantity.unit, c.total) == (first.role, first.quantity.unit, False)
    ]
    rest = book.term(whole).exact - sum((book.term(p).exact for p in parts), Fraction(0))
    for end, come_to in enumerate(accumulate(book.term(c).exact for c in behind[:_SEVERAL]), 1):
        if come_to == rest > 0:
            yield [*parts, *behind[:end]]


def _spread(book: Book, whole: Claim, parts: Sequence[Claim]) -> list[Claim]:
    """The parts with those of the next sentences without which they are no breakdown that is whole
    by nature: 其中：人员经费A，主要包括基本工资。公用经费B，主要包括办公费."""
    last = parts[-1]
    section = book.in_section(whole)
    start = bisect_right(section, (last.sentence, last.start), key=lambda c: (c.sentence, c.start))
    alike = (
        c
        for c in islice(section, start, None)
        if (c.role, c.quantity.unit, c.period) == (last.role, last.quantity.unit, last.period)
        and book.statement(c).part_of in (None, book.statement(last).part_of)
    )
    behind = list(islice(alike, _NEXT))
    for end in range(1, len(behind) + 1):
        more = [*parts, *behind[:end]]
        found = natural(book, whole, more)
        if len(found) > len(parts) and all(p in found for p in parts):
            return found
    return []


def _fitting(book: Book, whole: Claim, parts: Sequence[Claim]) -> Iterator[list[Claim]]:
    """The first members of a list that add up to the whole, but for rounding; or two and more
    that stand side by side and do exactly, where the whole has digits enough to tell."""
    sums = [Fraction(0)]
    for part in parts:
        sums.append(sums[-1] + book.term(part).exact)
    wanted = book.term(whole).exact
    ulp = max(p.quantity.ulp for p in (whole, *parts))
    for end in range(len(parts), 1, -1):
        goes_on = end < len(parts) and _goes_on(book, parts, end)
        if abs(sums[end] - wanted) <= end * ulp and not goes_on:
            yield list(parts[:end])
    if len(whole.quantity.text.strip("0.")) > 3 and whole.quantity.kind == "amount":
        starts = {total: start for start, total in enumerate(sums) if start}
        for end in range(3, len(sums)):
            start = starts.get(sums[end] - wanted)
            if start is not None and end - start > 1:
                yield list(parts[start:end])


def _goes_on(book: Book, parts: Sequence[Claim], end: int) -> bool:
    """Whether a list plainly goes on behind some of its members: with an enumeration comma, or as
    one of bodies with more of them (甲局8辆，乙站5辆，丙院2辆). To leave those out is to choose
    what adds up, and a count comes to another by chance."""
    if _is_joined(book, parts[end - 1], parts[end]):
        return True
    bodies = are_bodies(book, parts)
    counted = parts[end].quantity.kind == "count"
    return counted and all(bodies[end:]) and 2 * sum(bodies) > len(bodies)


def are_bodies(book: Book, parts: Sequence[Claim]) -> list[bool]:
    """Of each member of a list whether it is called as a body is (渔政站, 局机关（本级）)."""
    body = pattern("wording", "body_name")
    return [body.search(plain(book.statement(p).subject)) is not None for p in parts]


def _is_joined(book: Book, one: Claim, other: Claim) -> bool:
    """Whether nothing but an enumeration comma stands between two parts, which are of one list
    then: 甲1辆、乙14辆、丙1辆."""
    if one.sentence != other.sentence:
        return False
    words = plain(book.text(one)[one.end : other.start])
    return words.startswith("、") and not set("，；。") & set(words)


def added(book: Book, whole: Claim, parts: Sequence[Claim]) -> Sum:
    """The sum of some parts, held against a whole; what the others are less of (出口货物退增值税)
    is taken off."""
    terms = [book.term(p) for p in parts]
    ways = [-1 if is_taken_off(book, p) else 1 for p in parts]
    signs = ways if 1 in ways else [1] * len(ways)
    return Sum(check_sum("N06", book.term(whole), terms, signs), tuple(parts))


def is_taken_off(book: Book, part: Claim) -> bool:
    """Whether a member of a list is what the others are less of: 出口货物退增值税."""
    return pattern("wording", "taken_off").search(plain(book.statement(part).subject)) is not None


def come_to(book: Book, parts: Sequence[Claim]) -> Fraction:
    """What the members of a list come to."""
    return sum((book.term(p).exact for p in parts), Fraction(0))

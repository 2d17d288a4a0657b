"""Whether a list of parts is all of its whole.

A list that does not add up contradicts its whole only where it claims to be complete: by its nature
(货物、工程、服务), by the shares it gives, by being more than the whole, or because the list is
announced and one slip of the pen would make it add up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from extract.disclosure import Claim, Role
from extract.figures.quantity import parse_number
from reconcile.audit import Check, Verdict
from reconcile.book import Book, stands_before
from reconcile.equation import check_sum
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern, vocabulary
from reconcile.weighing.slips import digits
from reconcile.weighing.solving import slips_in
from reconcile.weighing.telling import telling_slip

#: Words of parts that may hold another part, and of money that holds what is from each fund.
_NARROWER = ("overlapping", "appropriated", "budgeted_fund")
#: A slip in a list of more than its whole by so much of it is none.
_NEAR = Fraction(1, 10)
#: A round whole (510.00) may have a round part that goes unmentioned.
_TELLING = 3
#: The number of parts stands so near before their whole.
_BEFORE = 12
#: A rest that goes unmentioned is no less.
_TEN = 10
#: What a list leaves out is hardly ever so little of its whole.
_NEXT_TO = Fraction(1, 500)


def natural(book: Book, whole: Claim, parts: Sequence[Claim]) -> list[Claim]:
    """The parts that make up a breakdown of the whole which is by nature complete, [] where none
    does."""
    subjects = [book.statement(c).subject for c in parts]
    return [parts[i] for i in breakdown(book.statement(whole).subject, subjects)]


def breakdown(whole: str, subjects: Sequence[str]) -> list[int]:
    """Which of the subjects make up a breakdown of vocabulary.toml, by their numbers; one that is
    `of` something must be of the whole."""
    for entry in vocabulary()["breakdown"]:
        if "whole" in entry or not re.search(entry.get("of", ""), whole):
            continue
        if "rest" in entry:
            last = next((i for i, s in enumerate(subjects) if re.search(entry["rest"], s)), 0)
            if last:
                return list(range(last + 1))
            continue
        words = entry["parts"]
        chosen = [i for i, s in enumerate(subjects) if _names(words, s)]
        chosen = _outermost(chosen, subjects) if len(chosen) > len(words) else chosen
        named = all(any(re.search(w, subjects[i]) for i in chosen) for w in words)
        if named and len(chosen) == len(words):
            also = entry.get("also", ())
            return [i for i, s in enumerate(subjects) if i in chosen or _names(also, s)]
    return []


def _names(words: Sequence[str], subject: str) -> bool:
    return any(re.search(word, subject) for word in words)


def _outermost(chosen: list[int], subjects: Sequence[str]) -> list[int]:
    """Those subjects without the parts of one of them: 公务用车购置及运行费, and beside it 公务用车
    购置费 and 公务用车运行费."""
    for whole in chosen:
        rest = [i for i in chosen if i != whole]
        inner = {rest[i] for i in breakdown(subjects[whole], [subjects[i] for i in rest])}
        if inner and len(inner) < len(rest):
            return [i for i in chosen if i not in inner]
    return chosen


def is_complete(book: Book, check: Check, parts: Sequence[Claim]) -> bool:
    """Whether a list whose sum is off claims to be the full breakdown."""
    whole = book.claim(check.operands[0].claim)
    if whole is None:
        return False
    if len(natural(book, whole, parts)) == len(parts):
        return True
    if not _follows(whole, parts):
        return False
    return (
        is_numbered(book, whole, parts)
        or _ends_with_rest(book, parts)
        or by_shares(book, parts)
        or is_more(book, whole, parts)
        or _by_slip(book, check, whole, parts)
        or by_unit(book, whole, parts)
    )


def _follows(whole: Claim, parts: Sequence[Claim]) -> bool:
    return all(0 <= p.sentence - whole.sentence <= 3 + len(parts) for p in parts)


def is_numbered(book: Book, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether the words before an announced list say how many parts it has, and it has as many:
    由以下三部分构成, 项目3个，资金共S万元，分别是…"""
    first = parts[0]
    start = whole.start if whole.sentence == first.sentence else 0
    said = book.text(first)[max(0, start - _BEFORE) : first.start]
    numbers = {_count(match) for match in pattern("wording", "so_many").finditer(plain(said))}
    announced = all(book.statement(p).announced for p in parts)
    return announced and len(parts) > 1 and numbers == {len(parts)}


def says_number(book: Book, claim: Claim, number: int) -> bool:
    """Whether the sentence before a figure says that there are so many things."""
    said = plain(book.before(claim))
    return number in {_count(match) for match in pattern("wording", "so_many").finditer(said)}


def _count(match: re.Match[str]) -> int:
    return int(parse_number(match["number"] or match["also"]))


def _ends_with_rest(book: Book, parts: Sequence[Claim]) -> bool:
    """Whether the last part of an announced list is what is left (其余26张, 其他人员46人), and each
    figure like it between the first part and that is one of them."""
    first, last = parts[0], parts[-1]
    rest = pattern("wording", "left_over").search(plain(book.statement(last).subject))
    between = [
        c
        for c in book.in_paragraph(last)
        if c.quantity.unit == last.quantity.unit
        and stands_before(first, c)
        and stands_before(c, last)
    ]
    listed = len(parts) > 1 and all(c in parts for c in between)
    return listed and book.statement(last).announced and rest is not None


def by_shares(book: Book, parts: Sequence[Claim]) -> bool:
    """Whether the shares stated for its parts add up to 100%."""
    shares = [c for p in parts for c in book.of_roles(p.statement, Role.SHARE)[:1]]
    near = abs(sum((c.quantity.exact for c in shares), Fraction(-1))) <= Fraction(1, 200)
    return len(shares) == len(parts) and near


def is_more(book: Book, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether one part is more than the whole, or all are together and none is a part of another:
    then it does not matter what else the list leaves out."""
    limit = whole.quantity.interval.high
    lows = [book.term(p).quantity.interval.low for p in parts]
    if any(low > limit for low in lows):
        return True
    subjects = [book.statement(p).subject for p in parts]
    return are_apart(subjects) and len(set(subjects)) == len(subjects) and sum(lows) > limit


def is_some_of(part: str, whole: str) -> bool:
    """Whether a subject is some of another by what the two are called (小微企业 of 中小企业)."""
    return any(
        re.search(entry["part"], part) and re.search(entry["whole"], whole)
        for entry in vocabulary()["some_of"]
    )


def is_narrower(words: str) -> bool:
    """Whether words say that something is some of what goes by the rest of its name."""
    return any(pattern("wording", name).search(words) for name in _NARROWER)


def are_apart(subjects: Sequence[str]) -> bool:
    """Whether no part of a list may hold another of it, as far as their names say."""
    overlapping, *money = (
        any(pattern("wording", name).search(s) for s in subjects) for name in _NARROWER
    )
    return not overlapping and not all(money)


def _by_slip(book: Book, check: Check, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether the list is announced, and one slip of the pen in its whole explains what it is off
    by, which is little of it; or it is off by next to nothing. Of a list that falls short by a
    round amount something may go unmentioned: there the slip has to explain few other sums."""
    if check.verdict is not Verdict.MISMATCH or len(parts) < 2:
        return False
    assert check.stated is not None and check.expected is not None
    off = abs(check.stated - check.expected)
    announced = book.statement(parts[0]).announced
    told = digits(whole.quantity.value).replace(".", "").strip("0")
    telling = len(told) >= _TELLING and not lacks_a_rest(check)
    within = _NEAR if check.detail and telling else _NEXT_TO
    return announced and Fraction(off) <= within * abs(Fraction(check.stated))


def lacks_a_rest(check: Check) -> bool:
    """Whether a list falls short of its whole by a round amount, which may go unmentioned: a slip
    of one digit explains that as well as many others."""
    assert check.stated is not None and check.expected is not None
    off = check.stated - check.expected
    return off > 0 and _is_round(off) and not telling_slip(check)


def _is_round(off: Decimal) -> bool:
    """Whether a difference has one digit and noughts behind it, before its point."""
    return off == off.to_integral_value() and len(f"{off:.0f}".strip("0")) == 1 and off >= _TEN


def by_unit(book: Book, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether the list is announced, and adds up exactly once its one figure in another unit of
    money than all others (3,760.20元 among 万元) is read in theirs."""
    told = [c for c in (whole, *parts) if c.quantity.value]
    units = Counter(c.quantity.unit for c in told).most_common()
    if len(units) != 2 or units[1][1] > 1 or len(told) < 3:
        return False
    terms = [book.term(c) for c in (whole, *parts)]
    first, *rest = (replace(t, quantity=t.quantity.with_unit(units[0][0])) for t in terms)
    holds = check_sum("N06", first, rest).verdict is Verdict.CONSISTENT
    return holds and book.statement(parts[0]).announced


def announced_checks(book: Book) -> Iterator[Check]:
    """Breakdowns that need no 其中: the vocabulary names whole and parts (发现问题A个，已完成整改
    B个，正在整改C个), all in one paragraph."""
    for _, group in groupby(book.disclosure.claims, key=book.paragraph):
        claims = [c for c in group if c.role is not Role.SHARE and c.quantity.kind != "percent"]
        subjects = [(c, plain(book.statement(c).subject)) for c in claims]
        for entry in (e for e in vocabulary()["breakdown"] if "whole" in e):
            wholes = [c for c, subject in subjects if re.search(entry["whole"], subject)]
            for whole in wholes[:1]:
                after = [c for c in claims if stands_before(whole, c) and _same_measure(whole, c)]
                found = [_first_about(book, after, words) for words in entry["parts"]]
                parts = [c for c in found if c is not None]
                if len(parts) == len(found):
                    of = _summed_up(claims, whole, parts)
                    yield check_sum("N06", book.term(of), [book.term(c) for c in parts])


def _summed_up(claims: Sequence[Claim], whole: Claim, parts: Sequence[Claim]) -> Claim:
    """What a whole comes to with what stands beside it, where that is told before its parts: 受理A
    件、旧存B件，合计C件，审结D件，未审结E件 are parts of C."""
    first = min(parts, key=lambda c: (c.sentence, c.start))
    totals = [
        c
        for c in claims
        if c.total and stands_before(whole, c) and stands_before(c, first)
        if c.sentence == first.sentence and _same_measure(whole, c)
    ]
    return totals[-1] if totals else whole


def are_named(book: Book, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether the vocabulary names this whole, and these as all its parts."""
    subjects = [book.statement(c).subject for c in parts]
    return any(
        len(entry["parts"]) == len(parts)
        and re.search(entry["whole"], plain(book.statement(whole).subject))
        and all(map(re.search, entry["parts"], subjects))
        for entry in vocabulary()["breakdown"]
        if "whole" in entry
    )


def is_divided(book: Book, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether a whole is by the rules of accounts divided into just these, each called by no more
    than its name: 人员经费 and 公用经费 of 基本支出, but not 在职人员经费."""
    own = plain(book.statement(whole).subject)
    names = [plain(book.statement(p).subject) for p in parts]
    return any(
        re.search(entry["whole"], own) and all(re.fullmatch(entry["parts"], n) for n in names)
        for entry in vocabulary()["divided"]
    )


def side_by_side_checks(book: Book) -> Iterator[Check]:
    """支出合计A，基本支出、项目支出分别为B、C: a total and right behind it, in one sentence, what
    it is by nature divided into. What is left over may be of a kind that goes unmentioned, unless
    one slip explains it."""
    for _, group in groupby(book.disclosure.claims, key=lambda c: c.sentence):
        told = [c for c in group if c.role is Role.LEVEL and c.quantity.kind == "amount"]
        apart = all(book.statement(c).part_of is None for c in told)
        if not apart or len(told) < 3:
            continue
        whole, *parts = told
        respectively = "分别" in book.text(whole)[whole.end : parts[0].start]
        subject = plain(book.statement(whole).subject)
        total = pattern("wording", "any_total").search(subject)
        by_nature = len(natural(book, whole, parts)) == len(parts)
        side = by_nature and pattern("wording", "whole_side").search(subject)
        if side or (total and (respectively or by_nature)):
            found = check_sum("N06", book.term(whole), [book.term(c) for c in parts])
            more = total is not None and not respectively and is_more(book, whole, parts)
            if found.verdict.holds or more or slips_in(found):
                yield found


def _first_about(book: Book, claims: Sequence[Claim], words: str) -> Claim | None:
    return next((c for c in claims if re.search(words, book.statement(c).subject)), None)


def _same_measure(one: Claim, other: Claim) -> bool:
    return one.role is other.role and one.quantity.unit == other.quantity.unit

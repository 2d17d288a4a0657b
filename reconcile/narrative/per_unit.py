"""Averages whose count stands a clause or a sentence away, or in brackets: 接待A人次，日均（开C天）
B人次; 面积A平方米，人均B平方米（按共C人计算）; 完工C公里；支出A万元，单位成本B万元/公里.

What the average is of is the figure of its measure before it in its sentence. It must be that where
there is no other, and where one count only can be meant: one that is said to be, or the only one of
what the average is taken over. Else it confirms, or says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.characters import after_last
from extract.disclosure import Claim, Role
from extract.figures.quantity import Quantity, parse_number
from reconcile.audit import Check, Verdict
from reconcile.book import Book, by_sentence, stands_before
from reconcile.equation import Term, check
from reconcile.formula import QUOTIENT
from reconcile.narrative.average_of import is_of_another
from reconcile.narrative.averages import is_asked
from reconcile.narrative.spoken import (
    is_bracketed,
    without_asides,
    words_before,
    words_behind,
    words_between,
)
from reconcile.narrative.taken_over import counts_of
from reconcile.phrases import phrase
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.slips import significant
from reconcile.weighing.solving import slips_in

#: An average of fewer digits is some quotient by chance, where something is open.
_TELLING = 3
#: The days of a year.
_DAYS = (365, 366)
#: A mean, its total and its count.
_THREE = 3
#: In what guests are counted: each of them, as often as they came.
_VISITS = "人次"
#: What is counted by the day.
_DAY = "日"


@dataclass(frozen=True, slots=True)
class _Average:
    """An average, what it is taken over, and the figures that are told in its sentence."""

    claim: Claim
    each: str
    told: Sequence[Claim]


def per_unit_checks(book: Book, known: Sequence[Check]) -> Iterator[Check]:
    """Every such average of which no check that is `known` says anything; of those that other
    checks ask, what stands right behind its two."""
    held = {c.operands[0].claim for c in known if c.rule == "N08" and (c.sure or c.detail)}
    for told in by_sentence(book.disclosure.claims):
        for claim in told:
            if claim.id in held or claim.quantity.kind == "percent":
                continue
            if claim.role is Role.PREVIOUS:
                continue  # 生均由A元变为B元: of last year's pupils
            if each := _each(book, claim):
                average = _Average(claim, each, told)
                both = _right_before(book, average)
                if both is not None:
                    yield from _of_both(book, claim, *both)
                elif not is_asked(book, claim):
                    yield from _checked(book, average)


def over_other_counts(book: Book, found: Sequence[Check]) -> list[Check]:
    """The checks; a mean that is off over one count, and right over another of its sentence to the
    last digit, is over that: A名中，甲B人、乙C人，支出D万元，人均E元."""
    return [_over_another(book, one) or one for one in found]


def _over_another(book: Book, failed: Check) -> Check | None:
    if failed.rule != "N08" or failed.verdict is not Verdict.MISMATCH:
        return None
    claims = [c for o in failed.operands if (c := book.claim(o.claim)) is not None]
    if len(claims) != _THREE or claims[-1].quantity.kind != "count":
        return None
    stated, total, count = claims
    if significant(stated.quantity.value) <= _TELLING:
        return None
    others = (
        c
        for c in book.in_sentence(stated)
        if c.role is Role.COUNT and c is not count
        if not pattern("per_unit", "times").fullmatch(c.quantity.unit)  # 批次 is an error for 人次
    )
    pairs = ([book.term(total), book.term(c)] for c in others)
    tried = (check("N08", book.term(stated), pair, QUOTIENT) for pair in pairs)
    holding = (c for c in tried if c is not None and c.verdict is Verdict.CONSISTENT)
    return next((c.as_inherited() for c in holding), None)


def _each(book: Book, claim: Claim) -> str:
    """What an average is taken over, by the words before it (日均接待) or its unit (万元/公里); ""
    where it is none, or what others are held against (低于目标值63万元/公里)."""
    words = without_asides(words_before(book, claim))
    behind = pattern("per_unit", "behind").match(words_behind(book, claim))
    if pattern("per_unit", "norm").search(words):
        return ""
    if behind is not None:
        return behind["each"] if pattern("per_unit", "cost").search(words) else ""
    found = pattern("per_unit", "each").search(words)
    return (found["short"] or found["whole"]) if found else ""


def _right_before(book: Book, average: _Average) -> tuple[Claim, Claim] | None:
    """The total and the count that stand right before an average, shares and asides left out:
    新增4辆71.92万元，单车均价; 其余12242.40平方米为9个林场所有，场均."""
    before = [
        c
        for c in average.told
        if stands_before(c, average.claim)
        and c.role is not Role.SHARE
        and not is_bracketed(book, c)
        and not (c.quantity.kind == "count" and _counts_times(book, average, c))
    ][-2:]
    totals = [c for c in _totals(book, average) if c in before]
    counted = [c for c in average.told if _may_be(book, average, c)]
    near = _nearest(book, average, counted)
    counts = [c for c in before if c in counted]
    if len(totals) != 1 or len(counts) != 1 or totals == counts:
        return None
    if _is_open(average) and counts[0].quantity.unit != _VISITS:
        return None
    if _is_parted(book, average, totals[0]):
        return None
    first, second = before
    one_clause = not re.search("[，,；;]", words_between(book, first, second))
    if counts != list(near) and not one_clause:
        return None  # 纸本A册、电子B册，纸本购置支出C万元，平均每册
    if average.claim.quantity.kind == "amount" and is_of_another(book, average.claim, totals[0]):
        return None
    return totals[0], counts[0]


def _counts_times(book: Book, average: _Average, count: Claim) -> bool:
    """Whether a count right before the one that an average is over tells in how many times those
    came: 接待52批次364人次，人均."""
    at = average.told.index(count)
    follow = average.told[at + 1] if at + 1 < len(average.told) else None
    times = pattern("per_unit", "times").fullmatch(count.quantity.unit)
    return times is not None and follow is not None and _may_be(book, average, follow)


def _of_both(book: Book, claim: Claim, total: Claim, count: Claim) -> Iterator[Check]:
    """The quotient of the two figures before an average."""
    found = check("N08", book.term(claim), [book.term(total), book.term(count)], QUOTIENT)
    if found is not None and (found.verdict.holds or slips_in(found)):
        yield found.as_said()


def _checked(book: Book, average: _Average) -> Iterator[Check]:
    """Against each count that may be meant; the one that holds, or the only one."""
    totals = _of_all(book, average, _totals(book, average))
    counts = _counts(book, average)
    if not totals and counts.sure:
        yield from _of_above(book, average, counts.terms[0])
    if not totals or not counts.terms:
        return
    stated = book.term(average.claim)
    tried = [
        check("N08", stated, [book.term(total), count], QUOTIENT)
        for total in totals
        for count in counts.terms
    ]
    found = [c for c in tried if c is not None]
    telling = significant(average.claim.quantity.value) >= _TELLING
    holding = [c for c in found if c.verdict.holds]
    if holding:
        yield from [holding[0].as_said()] if telling or len(tried) == 1 else []
    elif len(found) == 1 and found[0].verdict is Verdict.MISMATCH and slips_in(found[0]):
        if counts.sure and not _is_parted(book, average, totals[0]):
            yield found[0].as_said()
    elif counts.usual and len(totals) == 1:
        swapped = [c for c in found if telling and phrase("slip.transposed") in slips_in(c)]
        yield from (c.as_guessed("whole") for c in swapped[:1])


def _of_above(book: Book, average: _Average, count: Term) -> Iterator[Check]:
    """Of a figure of its measure that a sentence before it tells, over the count that is said: it
    confirms, or is worth a look where one slip of the pen in the average explains one of them."""
    claim = average.claim
    above = [
        c
        for c in book.in_paragraph(claim)
        if c.sentence < claim.sentence
        and c.role is Role.COUNT
        and _measure(c.quantity) == _measure(claim.quantity)
    ]
    terms = [[book.term(c), count] for c in above]
    found = [check("N08", book.term(claim), pair, QUOTIENT) for pair in terms]
    computed = [c for c in found if c is not None]
    if significant(claim.quantity.value) <= _TELLING:
        return
    holding = [c for c in computed if c.verdict.holds]
    slipped = [c for c in computed if c.detail]
    yield from (c.as_said() for c in holding[:1])
    if not holding and len(slipped) == 1:
        yield slipped[0].as_guessed("whole", slipped[0].detail)


def _totals(book: Book, average: _Average) -> list[Claim]:
    """The figures of its measure before an average in its sentence: of what belongs together with
    it, else of all."""
    claim = average.claim
    found = [
        c
        for c in average.told
        if stands_before(c, claim)
        and _measure(c.quantity) == _measure(claim.quantity)
        and c.role not in (Role.AVERAGE, Role.CHANGE_AMOUNT, Role.PREVIOUS)
        and not _each(book, c)
        and not pattern("per_unit", "norm").search(book.right_before(c, "，,；;。"))
    ]
    start = after_last(book.text(claim), "；;", claim.start)
    last_years = [
        c
        for c in average.told
        if start <= c.start < claim.start and c.role is Role.PREVIOUS
        if _measure(c.quantity) == _measure(claim.quantity)
    ]
    if last_years:  # 上年A万元，B场，场均C万元: of that
        return []
    return [c for c in found if start <= c.start] or found


def _of_all(book: Book, average: _Average, totals: Sequence[Claim]) -> Sequence[Claim]:
    """Of several figures that one which is called a total, where the average is of all of them:
    甲A万元、乙B万元，合计C万元，生均总投入."""
    every = pattern("per_unit", "of_all").search(words_before(book, average.claim))
    named = [c for c in totals if pattern("per_unit", "total").search(words_before(book, c))]
    return named if every and len(named) == 1 else totals


def _is_parted(book: Book, average: _Average, total: Claim) -> bool:
    """Whether a semicolon stands between a total and an average, whose own may stand behind it:
    造林A万元；抚育B亩，亩均C元，共D万元."""
    return total.start < after_last(book.text(average.claim), "；;", average.claim.start)


def _measure(quantity: Quantity) -> str:
    """What a figure measures, whatever it counts in: 册 of 万册, money of 万元."""
    unit = quantity.unit.lstrip("万亿") if quantity.kind == "count" else quantity.kind
    return "平方米" if unit == "㎡" else unit


@dataclass(frozen=True, slots=True)
class _Counts:
    """The counts that an average may be taken over; `sure` where only one can be meant, `usual`
    where nothing says it and there is a usual one (365)."""

    terms: Sequence[Term]
    sure: bool = False
    usual: bool = False


def _counts(book: Book, average: _Average) -> _Counts:
    if average.each == _DAY:
        return _days(book, average)
    said = [c for c in average.told if _is_said(book, average, c)]
    if said:
        return _Counts([book.term(said[0])], sure=len(said) == 1)
    near = _nearest(book, average, [c for c in average.told if _may_be(book, average, c)])
    if near:
        one = len({c.quantity.exact for c in near}) == 1
        return _Counts([book.term(c) for c in near], sure=one and not _is_open(average))
    above = [c for c in book.in_paragraph(average.claim) if _may_be(book, average, c)]
    closed = pattern("per_unit", "closed").fullmatch(average.each) is not None
    return _Counts([book.term(c) for c in above], sure=closed and len(above) == 1)


def _nearest(book: Book, average: _Average, counts: Sequence[Claim]) -> Sequence[Claim]:
    """Those of some counts that belong together with an average, and of these the one that its
    total is named after (纸本B册，纸本购置支出A万元)."""
    start = after_last(book.text(average.claim), "；;", average.claim.start)
    own = [c for c in counts if start <= c.start] or counts
    told = {c.statement: plain(book.statement(c).subject) for c in _totals(book, average)}
    named = [
        c
        for c in own
        if len(subject := plain(book.statement(c).subject)) > 1
        and any(subject in total for number, total in told.items() if number != c.statement)
    ]
    return named if len(named) == 1 else own


def _may_be(book: Book, average: _Average, count: Claim) -> bool:
    """Whether a figure before an average counts what it is taken over, and was not only planned."""
    if not stands_before(count, average.claim) or count.quantity.kind != "count":
        return False
    if count.role not in (Role.COUNT, Role.OTHER) or not count.quantity.value:
        return False
    planned = pattern("wording", "planned").search(book.right_before(count, "，,；;。"))
    return planned is None and counts_of(book, count, average.each)


def _is_open(average: _Average) -> bool:
    """Whether others may be meant than those who are counted: people are more than those told."""
    return pattern("per_unit", "open").fullmatch(average.each) is not None


def _is_said(book: Book, average: _Average, count: Claim) -> bool:
    """Whether the words say that an average is taken over a count: （按…共90人计算）."""
    if count is average.claim or count.quantity.kind != "count":
        return False
    before = plain(book.text(count)[: count.start])
    behind = words_behind(book, count)
    if _is_named_in_bracket(book, average, count):
        return behind.startswith("）")
    said = pattern("per_unit", "reckoned").search(before.rpartition("（")[2])
    ends = pattern("per_unit", "reckoned_end").match(behind)
    close = average.claim.end <= count.start and "。" not in before
    own = plain(book.text(count)[average.claim.end : count.start]) if close else ""
    return bool(said and ends and own.startswith("（"))


def _is_named_in_bracket(book: Book, average: _Average, count: Claim) -> bool:
    """法官人均结案A件（员额法官B名）: whether a count right behind an average is of those whom the
    average is named after, and nothing else stands in its brackets."""
    if count.start < average.claim.end:
        return False
    between = plain(book.text(count)[average.claim.end : count.start])
    named = pattern("per_unit", "in_bracket").fullmatch(between)
    words = plain(book.right_before(average.claim, "，,；;。"))
    return named is not None and named["name"][-2:] in words


def _days(book: Book, average: _Average) -> _Counts:
    """The days that a place was open, where its paragraph says how many, else those of a year."""
    claim = average.claim
    sentences = book.disclosure.sentences
    own = [s for s in sentences if s.paragraph == book.paragraph(claim) and s.id <= claim.sentence]
    told = {
        m["days"]: None
        for s in own
        for m in pattern("per_unit", "open_days").finditer(plain(s.text))
    }
    days = [Term(Quantity(f"{d}天", parse_number(d), "天")) for d in told]
    if days:
        return _Counts(days, sure=len(days) == 1)
    year = [Term(Quantity(f"{d}天", parse_number(str(d)), "天")) for d in _DAYS]
    return _Counts(year, usual=True)

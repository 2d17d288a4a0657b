"""Averages: quotients of an amount and a count nearby."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from itertools import takewhile

from extract.characters import after_last
from extract.disclosure import Claim, Role
from reconcile.audit import Check, Verdict
from reconcile.book import Book, stands_before
from reconcile.equation import best, check
from reconcile.formula import RATIO
from reconcile.narrative.average_of import is_of_total
from reconcile.narrative.products import is_price
from reconcile.narrative.spoken import words_before, words_between
from reconcile.narrative.taken_over import each_of, is_counted
from reconcile.phrases import Words, phrase
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.slips import name_slip, significant

#: What an average of another paragraph's amount is named after has more characters than this.
_SHORT = 2
#: So many characters tell kinds of one thing apart.
_PAIR = 2
#: An average of fewer digits is some quotient of a paragraph's figures by chance.
_TELLING = 3
#: One of which a single digit of so many is wrong is no other quotient.
_LONG = 6
#: How the day is written that a year's cars and people are counted on.
_YEAR_END = "-12-31"
#: What may be counted; an area is no count of things by its role.
_COUNTED_AS = (Role.COUNT, Role.OTHER)


def average_checks(book: Book, statement: int, priced: Collection[str]) -> Iterator[Check]:
    """平均每辆、人均 = total / count, both from the same paragraph; but for those of the claims
    that are `priced`, of which it is known what they are multiplied with."""
    for claim in book.of_roles(statement, Role.AVERAGE):
        if claim.quantity.kind == "amount" and claim.id not in priced:
            sure = not is_price(book, claim)
            found = _quotient(book, claim)
            yield from (c for c in found if c.verdict.holds or sure or _is_of_one(book, c))
        elif claim.quantity.kind == "count":
            yield from _of_counts(book, claim)


def _is_of_one(book: Book, found: Check) -> bool:
    """Whether an average, its total and its count are told of one thing: 支出A万元，…，涉及48户，每
    户B万元."""
    told = [book.claim(number) for number in found.claims]
    return len(told) == len(found.operands) and len({c.statement for c in told if c}) == 1


def _of_counts(book: Book, claim: Claim) -> Iterator[Check]:
    """平均每班39人: how many of one thing there are to each of another, both counted before it in
    its sentence: of whichever it holds, or of the two if there are no others."""
    before = [c for c in book.in_paragraph(claim) if stands_before(c, claim)]
    own = [c for c in before if c.sentence == claim.sentence]
    wholes = [c for c in own if c.role is Role.COUNT and c.quantity.unit == claim.quantity.unit]
    told = {c.statement for c in wholes}
    wholes = [c for c in wholes if book.statement(c).part_of not in told]
    counts = _counted(book, claim, own)
    wholes = [c for c in wholes if not _are_siblings(book, claim, c)]
    pairs = [(whole, count) for whole in wholes for count in counts if whole is not count]
    found = [
        check("N08", book.term(claim), [book.term(whole), book.term(count)], RATIO)
        for whole, count in pairs
    ]
    computed = [c.as_said() for c in found if c is not None]
    holding = [c for c in computed if c.verdict.holds]
    yield from holding[-1:] or (computed if len(pairs) == 1 else ())


def _are_siblings(book: Book, one: Claim, other: Claim) -> bool:
    """Whether two figures go by names that tell kinds of one thing apart: 收案, 结案."""
    subjects = (plain(book.statement(c).subject) for c in (one, other))
    names = [pattern("average", "no_less").sub("", subject)[-_PAIR:] for subject in subjects]
    return len(names[0]) == _PAIR and names[0] != names[1] and names[0][1:] == names[1][1:]


def _quotient(book: Book, claim: Claim) -> Iterator[Check]:
    """Against the totals and counts of its paragraph; without a total, of another paragraph. A norm
    is no quotient of what was spent."""
    if pattern("average", "norm").search(book.right_before(claim, "，,；;。")):
        return
    if pattern("average", "priced").match(book.text(claim), claim.end):
        return  # 每站6.30万元、计88.20万元
    near = [c for c in book.in_paragraph(claim) if stands_before(c, claim)]
    roles = (Role.LEVEL, Role.BUDGET) if book.disclosure.kind == "budget" else (Role.LEVEL,)
    if roles == (Role.LEVEL,) and "预算" in words_before(book, claim):
        roles = (Role.BUDGET,)  # 平均每个项目预算资金: of what was budgeted
    totals = [c for c in near if c.role in roles and c.quantity.kind == "amount"]
    counts = _counted(book, claim, near)
    if totals and counts:
        yield from _average(book, claim, totals, counts)
    elif counts:
        yield from _of_another_paragraph(book, claim, counts)
    elif totals:
        yield from _over_another_paragraph(book, claim, totals)


def _counted(book: Book, claim: Claim, among: Sequence[Claim]) -> list[Claim]:
    """The counts of its own period that an average may be taken over; the whole of a list of them
    (会议11次，其中二类1次、三类4次) rather than its parts, and none that a reason tells."""
    each = each_of(book, claim)
    counts = [c for c in among if c.role in _COUNTED_AS and c.quantity.kind == "count"]
    counts = [c for c in counts if not _is_reason(book, c)]
    counts = [c for c in counts if is_counted(book, c, each) or (each and _adds_up(book, c, claim))]
    counts = [c for c in counts if c.period in (claim.period, claim.period + _YEAR_END)]
    told = {c.statement for c in counts}
    return [c for c in counts if book.statement(c).part_of not in told]


def _means(book: Book, claim: Claim) -> list[Claim]:
    """The counts before an average that are means themselves: 年末A名，全年平均B名。支出C万元，
    按平均人数，每名D万元."""
    each = each_of(book, claim)
    near = (c for c in book.in_paragraph(claim) if stands_before(c, claim))
    counts = [c for c in near if c.role is Role.AVERAGE and c.quantity.kind == "count"]
    return [c for c in counts if is_counted(book, c, each)]


def _is_reason(book: Book, count: Claim) -> bool:
    """Whether a count stands in what is told as the reason of something."""
    reasons = pattern("moved", "because").search(book.before(count))
    return book.statement(count).cause or reasons is not None


def _adds_up(book: Book, count: Claim, average: Claim) -> bool:
    """Whether a count is the total of kinds that are counted in words of their own: 龙头企业15户、
    合作社40个，共55个经营主体，户均补助7.64万元."""
    beside = count.sentence == average.sentence and stands_before(count, average)
    return (
        beside
        and pattern("wording", "grand_total").fullmatch(book.statement(count).subject) is not None
    )


def _average(
    book: Book, claim: Claim, totals: Sequence[Claim], counts: Sequence[Claim]
) -> Iterator[Check]:
    """Against the nearest total, and the nearest counts. Where an earlier total fits, or the
    nearest speaks of another thing than the average, it is only guessed to be the one."""
    named = [t for t in totals if _is_named_after(book, claim, t)]
    stated, chosen = book.term(claim), (named or totals)[-1]
    counts = _summed_over(book, claim, chosen) or counts
    found = [check("N08", stated, [book.term(chosen), book.term(n)], RATIO) for n in counts[:-3:-1]]
    computed = [c for c in found if c is not None]
    if not computed:
        return
    nearest = best(computed)
    if nearest.verdict is Verdict.MISMATCH and (
        _come_to_together(book, claim, chosen) or _is_over_all(claim, chosen, counts)
    ):
        return
    if nearest.verdict is Verdict.MISMATCH:
        further = [*_counted(book, claim, book.in_paragraph(claim)), *_means(book, claim)]
        tried = [check("N08", stated, [book.term(chosen), book.term(n)], RATIO) for n in further]
        nearest = best([nearest, *(c for c in tried if c is not None)])
    if nearest.verdict is Verdict.MISMATCH:
        others = [
            check("N08", stated, [book.term(t), book.term(n)], RATIO)
            for t in totals
            if t is not chosen
            for n in counts
        ]
        fitting = [c for c in others if c is not None and c.verdict is not Verdict.MISMATCH]
        if fitting and _is_alone(book, claim, chosen):
            nearest = nearest.as_guessed("whole", phrase("slip.of_other_whole"))
        elif len(fitting) == 1 and significant(claim.quantity.value) >= _TELLING:
            nearest = fitting[0]  # 甲…，其中乙…、丙…，人均C元: of 甲, though 丙 stands before it
        elif fitting or not is_of_total(book, claim, chosen, counts[-1], len(totals)):
            slips = _swapped if _is_over(book, claim, counts[-1]) else _slipped
            slipped = ((c, slip) for c in (*computed, *others) if c and (slip := slips(c)))
            apart = counts[-1].sentence != claim.sentence == chosen.sentence
            alone = apart and len(computed) == 1 and not others
            slip = _name(nearest) if alone else ""
            sole = (nearest, slip if slip == phrase("slip.one_digit") else "")
            off, slip = next(slipped, sole)
            if not slip:
                return
            nearest = off.as_guessed("whole", slip)
    yield nearest


def _name(found: Check) -> Words:
    """The slip in a failed average of three digits and more; "" where there is none."""
    average = found.operands[0].quantity
    if average is None or significant(average.value) < _TELLING or found.expected is None:
        return ""
    return name_slip(average, found.expected)


def _summed_over(book: Book, claim: Claim, total: Claim) -> Sequence[Claim]:
    """The count that a total is said to be of, right before it (所属12家单位合计A万元), if an
    average may be taken over it, be it a part of another count."""
    count = book.just_before(total)
    if (
        count is None
        or count.role is not Role.COUNT
        or not is_counted(book, count, each_of(book, claim))
    ):
        return ()
    said = pattern("average", "summed_over").fullmatch(words_between(book, count, total))
    return (count,) if said else ()


def _is_alone(book: Book, claim: Claim, total: Claim) -> bool:
    """Whether a total is the only amount that its part of the sentence tells before an average, and
    the next one goes on to another: 甲A万元，占P%，人均B万元；乙C万元. It is of no other then."""
    told = [
        c
        for c in book.in_paragraph(claim)
        if c.sentence == claim.sentence and c.role is total.role and c.quantity.kind == "amount"
    ]
    text = book.text(claim)
    start, end = after_last(text, "；;", claim.start), text.find("；", claim.end)
    own = [c for c in told if start <= c.start < claim.start]
    return own == [total] and any(c.start > end >= 0 for c in told)


def _come_to_together(book: Book, claim: Claim, total: Claim) -> bool:
    """Whether several counts of a sentence, each with what one costs right behind it, make up a
    total: 补贴A万元，其中食堂2家、每家B万元，助餐点11家、每家C万元."""
    behind = [
        c
        for c in book.in_paragraph(claim)
        if c.sentence == claim.sentence and stands_before(total, c)
    ]
    pairs = list(
        takewhile(
            lambda pair: pair[0].role is Role.COUNT and pair[1].role is Role.AVERAGE,
            zip(behind[::2], behind[1::2], strict=False),
        )
    )
    come_to = sum((n.quantity.exact * each.quantity.exact for n, each in pairs), Fraction(0))
    return len(pairs) > 1 and come_to == total.quantity.exact


def _is_over_all(claim: Claim, total: Claim, counts: Sequence[Claim]) -> bool:
    """Whether an average is over several kinds that are told side by side: 用于3辆救护车、1辆巡诊车
    的燃油，车均A万元."""
    beside = [c for c in counts if c.sentence == counts[-1].sentence]
    over = sum((c.quantity.exact for c in beside), Fraction(0))
    if len(beside) < _PAIR or not over:
        return False
    return abs(total.quantity.exact / over - claim.quantity.exact) <= claim.quantity.ulp


def _slipped(found: Check) -> Words:
    """That the point of a failed average has slipped, or two of its digits changed places, or one
    of many is wrong: it is no quotient of other figures then by chance. "" where none did."""
    if found.verdict is not Verdict.MISMATCH or found.expected is None:
        return ""
    average = found.operands[0].quantity
    told = significant(average.value) if average is not None else 0
    slip = name_slip(average, found.expected) if average is not None else ""
    if told >= _TELLING and slip in (phrase("slip.ten"), phrase("slip.hundred")):
        return slip
    if told >= _LONG and slip == phrase("slip.one_digit"):
        return slip
    return slip if told > _TELLING and slip == phrase("slip.transposed") else ""


def _of_another_paragraph(book: Book, claim: Claim, counts: Sequence[Claim]) -> Iterator[Check]:
    """Against an amount told earlier that the average is named after (公务接待费 of 人均接待费):
    it confirms, or is doubted where its point has slipped."""
    named = [
        c
        for c in book.disclosure.claims
        if c.role is Role.LEVEL
        and c.quantity.kind == "amount"
        and stands_before(c, claim)
        and _is_named_after(book, claim, c)
    ]
    if not named:
        yield from _of_topic(book, claim, counts)
    one = len({c.quantity.exact for c in named}) == 1
    for total in named[-1:]:
        terms = [book.term(total), book.term(counts[-1])]
        found = check("N08", book.term(claim), terms, RATIO)
        if found is None:
            continue
        if found.verdict.holds or (one and _is_reckoned(book, claim, total, counts[-1])):
            yield found
        elif slip := _swapped(found) if one else _slipped(found):
            yield found.as_guessed("whole", slip)


def _of_topic(book: Book, claim: Claim, counts: Sequence[Claim]) -> Iterator[Check]:
    """公务接待费A万元，…。公务接待方面，…B批次、C人次，人均D元: of the amount under its heading
    that the sentence says at its beginning that it is about. It is worth a look where it was taken
    over another count of the sentence, or a slip of the pen explains it."""
    topic = pattern("average", "topic").match(plain(book.text(claim)))
    amounts = [
        c
        for c in book.in_section(claim)
        if c.role in (Role.LEVEL, Role.BUDGET)
        and c.quantity.kind == "amount"
        and stands_before(c, claim)
        and topic is not None
        and plain(book.statement(c).subject).removesuffix("费") == topic["name"]
    ]
    if len({c.quantity.exact for c in amounts}) != 1:
        return
    stated, total = book.term(claim), book.term(amounts[-1])
    found = check("N08", stated, [total, book.term(counts[-1])], RATIO)
    if found is None or found.verdict.holds:
        yield from [found.as_inherited()] if found is not None else []
        return
    before = [c for c in book.in_paragraph(claim) if c.sentence == claim.sentence]
    others = [c for c in before if c.role is Role.COUNT and c.start < claim.start]
    tried = (check("N08", stated, [total, book.term(c)], RATIO) for c in others)
    other = any(c is not None and c.verdict is Verdict.CONSISTENT for c in tried)
    detail = phrase("slip.of_other_whole") if other else _swapped(found)
    yield from [found.as_guessed("whole", detail)] if detail else []


def _is_reckoned(book: Book, claim: Claim, total: Claim, count: Claim) -> bool:
    """Whether the words say over what an average is taken (按在职人员398人计算，人均公用经费), and
    it goes by the very name of its total, told under the same heading."""
    own, other = (plain(book.statement(c).subject) for c in (claim, total))
    named = own == other and _is_over(book, claim, count)
    return named and book.section(total) == book.section(claim)


def _is_over(book: Book, claim: Claim, count: Claim) -> bool:
    """Whether the words before an average say that it is taken over a count (按…计算，平均)."""
    words = words_between(book, count, claim) if count.sentence == claim.sentence else ""
    return pattern("average", "reckoned").match(words) is not None


def _over_another_paragraph(book: Book, claim: Claim, totals: Sequence[Claim]) -> Iterator[Check]:
    """Of the amount before it that the average is named after, over the one count of such things
    under its heading (运行维护费10.86万元，…，车均运行维护费2.72万元; 公务用车4辆 above): it
    confirms, or is doubted where a slip of the pen explains it."""
    named = [t for t in totals if _is_named_after(book, claim, t)]
    above = [c for c in book.in_section(claim) if stands_before(c, claim) and c.quantity.value]
    counts = {c.quantity.exact: c for c in _counted(book, claim, above)}
    for total in named[-1:]:
        terms = ([book.term(total), book.term(count)] for count in counts.values())
        found = [c for t in terms if (c := check("N08", book.term(claim), t, RATIO)) is not None]
        holding = [c for c in found if c.verdict.holds]
        if holding:
            yield holding[-1].as_inherited()
        elif len(found) == 1 and (slip := _swapped(found[0])):
            yield found[0].as_guessed("whole", slip)


def _swapped(found: Check) -> Words:
    """What explains a failed average of which it is all but known what it is of: also two digits
    that changed places, of three."""
    slip = _name(found)
    return slip if slip == phrase("slip.transposed") else _slipped(found)


def _is_named_after(book: Book, claim: Claim, total: Claim) -> bool:
    """Whether an average has the last words of a total's name: 人均接待费 of 公务接待费."""
    own, other = (plain(book.statement(c).subject) for c in (claim, total))
    return len(own) > _SHORT and other.endswith(own)


def is_asked(book: Book, claim: Claim) -> bool:
    """Whether an average of money is one that is held against totals and counts here."""
    return (
        claim.role is Role.AVERAGE
        and claim.quantity.kind == "amount"
        and bool(each_of(book, claim))
    )

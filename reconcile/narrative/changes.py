"""Changes and rates of a statement: change = current − base; rate = change / base, printed or
implied (docs/verdicts.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.claims.ties import Tie
from extract.disclosure import Base, Claim, Direction, Role
from reconcile.audit import Check, Verdict
from reconcile.book import Book, stands_before
from reconcile.equation import Term, best, best_of, check
from reconcile.formula import (
    DIFFERENCE,
    DISTANCE,
    IMPLIED_FALL,
    IMPLIED_RISE,
    RATIO,
    SHORTFALL,
)
from reconcile.narrative.change_equations import change_and_rate, further, implied
from reconcile.narrative.change_pairs import Pair, pairs_of
from reconcile.narrative.change_terms import (
    amounts_of,
    bases_of,
    current_of,
    kind_of,
    nearest_first,
    nets_others,
)
from reconcile.narrative.gaps import has_own_name
from reconcile.narrative.spoken import without_asides, words_between
from reconcile.narrative.two_years import stage_of
from reconcile.narrative.year_by_year import Rows
from reconcile.phrases import phrase
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern, vocabulary
from reconcile.weighing.slips import significant

#: A change of fewer digits fits by chance.
_TELLING = 3
#: By how much, and at what rate.
_PAIR = 2
#: Of another statement so many may be meant instead.
_FEW = 12

#: A comma and a word for a change have no more characters (，同比下降了).
_NEXT = 6


def change_checks(book: Book, statement: int) -> Iterator[Check]:
    """Each change and rate of a statement, against the figures it is a change between."""
    of_years = book.once(Rows.of).moved
    for pair in pairs_of(book.claims.get(statement, ())):
        if pair.told.id in of_years:
            continue
        found = [
            *_against_itself(book, pair),
            *_points(book, pair),
            *_computed(book, statement, pair),
        ]
        if _is_torn(book, pair):
            continue
        adjusted = _is_adjusted(book, pair.told) or nets_others(book, pair.told)
        for one in found:
            holds = one.verdict is Verdict.CONSISTENT
            if not holds and (adjusted or _is_of_other_years(book, pair, one)):
                continue
            if not holds and _is_against_it(book, pair.told):
                continue
            yield _second_candidate(book, statement, pair, one)


def _is_torn(book: Book, pair: Pair) -> bool:
    """Whether an amount of another kind stands between a change and its rate, which is of that
    then: 减少1个、87.98万元，下降8.4%."""
    amount, rate = pair.amount, pair.rate
    if amount is None or rate is None or amount.sentence != rate.sentence:
        return False
    kinds = (amount.quantity.kind, "percent")
    between = book.just_before(rate)
    while between is not None and between.start >= amount.end:
        if between.quantity.kind not in kinds:
            return True
        between = book.just_before(between)
    return False


def _is_against_it(book: Book, told: Claim) -> bool:
    """Whether a change is told against what its statement is of, so that another figure led to it:
    年初结转A万元；新增结转B万元，比年初结转少C万元."""
    said = re.split("(?<![相对同])[比较与]", plain(book.right_before(told, "，。；;")))
    subject = plain(book.statement(told).subject)
    return len(said) > 1 and bool(subject) and said[-1].startswith(subject)


def _is_of_other_years(book: Book, pair: Pair, failed: Check) -> bool:
    """Whether a change names the years and stages that it is between, and a figure it is held
    against is told of another: 2023年决算A万元。2024年预算较2023年决算增加B万元 is not of A as what
    it led to."""
    said = pattern("wording", "two_years").search(book.right_before(pair.told, "，。；;"))
    if said is None:
        return False
    after = failed.operands[1:]
    told = [c for o in after if (c := book.claim(o.claim)) is not None and not c.role.is_change]
    now, base = (said["year"], said["stage"]), (said["base"], said["of"])
    of_one = {RATIO: [base], IMPLIED_RISE: [now], IMPLIED_FALL: [now]}
    wanted = of_one.get(failed.equation or RATIO, [now, base])
    return any(stage_of(book, c) not in (None, w) for c, w in zip(told, wanted, strict=False))


def _is_adjusted(book: Book, claim: Claim) -> bool:
    """Whether a change is measured otherwise than between figures printed (同口径比上年增加), is
    told behind the pace that was planned, or is of another year than its report (2024年比上年增加
    in the budget of 2025), as the change is of which it is told as a part."""
    said = book.right_before(claim, "。；;")
    if re.search(vocabulary()["wording"]["adjusted"], said):
        return True
    if pattern("wording", "pace").fullmatch(book.statement(claim).subject):
        return True  # 收入完成A万元，月进度B万元，较上年同月增收C万元: of what was said before
    years = pattern("wording", "own_year").findall(said)
    if years:
        return int(years[-1]) != book.disclosure.year
    whole = book.disclosure.statements[claim.statement].part_of
    above = [c for c in book.claims.get(whole, ()) if c.role.is_change] if whole is not None else []
    return bool(above) and stands_before(above[-1], claim) and _is_adjusted(book, above[-1])


def _against_itself(book: Book, pair: Pair) -> Iterator[Check]:
    """减少0.04万元，增长0.01%: amount and rate of one change move one way. A minus turns a way
    round (增长-0.01%), and is not held against it. Whatever a change is of, it is of the same where
    one clause follows the other."""
    amount, rate = pair.amount, pair.rate
    if amount is None or rate is None or amount.template or rate.template:
        return
    if rate.quantity.unit == "百分点" or not _are_one_change(book, amount, rate):
        return  # 高于平均增幅3.3个百分点，回落6个位次
    moved = {amount.direction, rate.direction}
    if moved != {Direction.UP, Direction.DOWN} or not (
        amount.quantity.value > 0 and rate.quantity.value > 0
    ):
        return
    terms = (Term(rate.quantity, claim=rate), Term(amount.quantity, claim=amount))
    known = ("measure",) if _is_next(book, amount, rate) else ("subject", "measure")
    ties = [c.ties.of(*known) for c in (amount, rate)]
    said = phrase("formula.moved", amount=_moved(amount), rate=_moved(rate))
    yield Check(
        "N10", Verdict.MISMATCH, rate.quantity.value, -rate.quantity.value, rate.quantity.unit,
        said, tuple(t.operand for t in terms), tie=max(ties, key=list(Tie).index),
    )  # fmt: skip


def _are_one_change(book: Book, amount: Claim, rate: Claim) -> bool:
    """Whether amount and rate tell of one change beyond doubt: nothing but words for it stands
    between them (辆均下降P%，总额增加A万元 are two), and their statement tells no other change in
    their sentence (比甲年增加A万元、比乙年减少B万元，幅度为P%和Q%)."""
    if amount.sentence != rate.sentence:
        return True
    first, second = sorted((amount, rate), key=lambda c: c.start)
    between = plain(without_asides(words_between(book, first, second)))
    changes = book.of_roles(amount.statement, amount.role, rate.role)
    here = [c for c in changes if c.sentence == amount.sentence]
    return len(here) == _PAIR and pattern("wording", "of_one_change").search(between) is not None


def _is_next(book: Book, one: Claim, other: Claim) -> bool:
    """Whether nothing but the word for a change stands between two figures of a sentence."""
    first, second = sorted((one, other), key=lambda c: c.start)
    between = book.text(first)[first.end : second.start]
    return one.sentence == other.sentence and len(between) <= _NEXT


def _moved(claim: Claim) -> str:
    return f"{claim.direction.value if claim.direction else ''}{claim.quantity}"


def _points(book: Book, pair: Pair) -> Iterator[Check]:
    """执行率95.7%，比2022年的91.2%提高4.5个百分点: the difference of the two rates before it, where
    its sentence has no more. Where no word sets one of them against the other they may be of two
    things (结案率98.7%；满意率97.6%，比上年提高0.8个百分点), and the difference confirms only."""
    rate = pair.rate
    if rate is None or rate.quantity.unit != "百分点":
        return
    rates = [
        c
        for c in book.in_paragraph(rate)
        if c.sentence == rate.sentence and c.start < rate.start and c.quantity.unit == "%"
    ]
    beside = pattern("wording", "beside").search(book.right_before(rate, "，。；;"))
    if not beside and _are_of_others(rate, rates):
        return
    if len(rates) == 2 and rate.direction is not None and _are_alike(rates):
        now, base = (book.term(c) for c in rates)
        order = _order(book, pair, rates)
        if order < 0:
            now, base = base, now
        formula = DIFFERENCE if rate.sign > 0 else SHORTFALL
        if beside or not order or rate.direction is Direction.FLAT:
            formula = DISTANCE  # 甲增长低于乙增长2.69个百分点: the last word tells of 乙
        found = check("N02", book.term(rate), [now, base], formula)
        held = any(
            pattern("wording", "set_against").search(book.right_before(c, "，。；;")) for c in rates
        )
        anew = pattern("gaps", "anew").search(words_between(book, rates[1], rate))
        held = held and not has_own_name(book, rates) and not anew
        yield from best_of([found]) if held or (found and found.verdict.holds) else ()


def _are_of_others(rate: Claim, rates: Sequence[Claim]) -> bool:
    """Whether all rates before points are by how much other things changed: 车辆支出下降30%；会议费
    下降21%；公务接待支出下降15个百分点."""
    return all(c.role.is_change and c.statement != rate.statement for c in rates)


def _are_alike(rates: Sequence[Claim]) -> bool:
    """Whether two rates are both levels (完成率), or changes that go one way: 完成预算83.5%，同比增
    长17%，比去年进度提高6个百分点 is of neither's difference."""
    return len({(c.role.is_change, c.direction if c.role.is_change else None) for c in rates}) == 1


def _order(book: Book, pair: Pair, rates: Sequence[Claim]) -> int:
    """Which of two rates is what the other is held against: 1 the second (比2022年的91.2%), -1 the
    first (由P%提高到Q%; 上年P%，本年Q%; 目标值P%，实际Q%，超出目标值D个百分点), 0 where nothing
    says."""
    words = vocabulary()["wording"]
    first, second = (book.right_before(c, "，。；;（）()、") for c in rates)
    between = book.text(pair.told)[rates[1].end : pair.told.start]
    held = re.search(words["target"], between)  # and not 与上年目标P%相比提高D个百分点
    if re.search(words["from"], first) or (held and re.search(words["target"], first)):
        return -1
    earlier = pattern("wording", "earlier")
    if bool(earlier.search(first)) == bool(earlier.search(second)):
        return 0
    return -1 if earlier.search(first) else 1


def _computed(book: Book, statement: int, pair: Pair) -> list[Check]:
    """The equations of one change. Where one fails, all that can be had of its figures: they show
    which of the figures is off."""
    kind = kind_of(book, statement, pair)
    current = current_of(book, statement, pair, kind)
    role = Role.BUDGET if pair.base is Base.BUDGET else Role.PREVIOUS
    bases = bases_of(book, statement, pair, role, kind)
    first = list(change_and_rate(book, pair, current, bases))
    if not bases and role is Role.PREVIOUS:
        first += _against_tables(book, statement, pair, current)
    failed = any(c.verdict is Verdict.MISMATCH for c in first)
    if failed and not _tells_all(book, pair, current, first):
        known = {(c.rule, c.equation) for c in first}
        first += [
            c for c in further(book, pair, current, bases) if (c.rule, c.equation) not in known
        ]
    return first


def _tells_all(book: Book, pair: Pair, current: Sequence[Term], found: Sequence[Check]) -> bool:
    """Whether base, change and rate of one sentence agree, and what it led to stands only
    elsewhere (比上年的A万元多安排B万元，增长C%): then that may be of more (年初结转), and what it
    would make of the base is nothing against the rate."""
    rates = (c for c in found if c.rule == "N03" and c.verdict is Verdict.CONSISTENT)
    bases = (book.claim(c.operands[-1].claim) for c in rates)
    beside = any(b is not None and b.sentence == pair.told.sentence for b in bases)
    return beside and all(
        t.claim is None or t.claim.statement != pair.told.statement for t in current
    )


def _against_tables(
    book: Book, statement: int, pair: Pair, current: Sequence[Term]
) -> Iterator[Check]:
    """A change whose base is not printed beside it, between its figure and last year's in the
    tables: it may be of another of last year's figures, so that only what fits says something, be
    it that the change goes the other way."""
    amount = pair.amount
    if amount is None or significant(amount.quantity.value) < _TELLING:
        return
    for base in book.elsewhere(statement, Role.PREVIOUS):
        for now in current:
            way = DIFFERENCE if amount.sign > 0 else SHORTFALL
            fits = check("N02", book.term(amount), [now, base], DISTANCE)
            if fits is not None and fits.verdict is Verdict.CONSISTENT:
                yield from best_of([check("N02", book.term(amount), [now, base], way)])
                return


def _second_candidate(book: Book, statement: int, pair: Pair, failed: Check) -> Check:
    """A failed check as guessed where the figures of another statement of the paragraph make it
    hold: then the change may be that one's."""
    if failed.verdict is not Verdict.MISMATCH or not failed.sure or failed.rule == "N10":
        return failed
    if _of_nothing_named(book, statement):
        return failed.as_guessed("subject")
    if pair.told.ties.subject is Tie.SAID:
        return failed
    whole = _of_the_whole(book, statement, pair, failed)
    if whole is not None:
        return whole
    if _closes_a_list(book, statement, pair):
        return failed.as_guessed("subject")
    if _is_its_own(book, statement, pair):
        return failed
    for other in book.neighbours(statement):
        if _tells_it_itself(book, other, pair.told):
            continue
        stated = nearest_first(book.of_roles(other, Role.PREVIOUS, Role.BUDGET), pair.told)
        bases = [book.term(c) for c in stated[:_FEW]]
        current = amounts_of(book, other, pair.told)[:_FEW]
        tried = [*change_and_rate(book, pair, current, bases), *further(book, pair, current, bases)]
        if tried and best(tried).verdict is Verdict.CONSISTENT:
            return failed.as_guessed("subject")
    return failed


def _of_the_whole(book: Book, statement: int, pair: Pair, failed: Check) -> Check | None:
    """年末结转A，其中：甲B、乙C，年末数比年初数D增加E: behind the last part the whole may be meant;
    where its figure fits and the part's does not, it is. What else is told of it is then held
    against it as well."""
    parent = book.disclosure.statements[statement].part_of
    if parent is None:
        return None
    if all(c.sentence != pair.told.sentence for c in book.claims.get(parent, ())):
        return None
    role = Role.BUDGET if pair.base is Base.BUDGET else Role.PREVIOUS
    bases = bases_of(book, statement, pair, role, pair.told.quantity.kind)
    current = amounts_of(book, parent, pair.told)
    tried = [*change_and_rate(book, pair, current, bases), *further(book, pair, current, bases)]
    fitting = [c for c in tried if c.verdict.holds]
    holding = [c for c in fitting if _is_telling(c)]
    if fitting and not holding:  # 其中甲A、乙B，比上年C增加0.40: of the whole, or by chance
        return fitting[0].as_guessed("subject")
    if not holding:
        return None
    off = (c for c in tried if c.rule == failed.rule and c.verdict is Verdict.MISMATCH)
    return next(off, holding[0])


def _is_telling(found: Check) -> bool:
    """Whether a figure that holds has digits enough not to do so by chance."""
    return found.stated is not None and significant(found.stated) >= _TELLING


def _closes_a_list(book: Book, statement: int, pair: Pair) -> bool:
    """Whether a change stands behind the last of several parts that are told in one breath: 甲B人、
    乙C人，比上年的D人增加E人; or of which there is none, so that it cannot have risen. It may be of
    them all."""
    levels = book.of_roles(statement, Role.LEVEL, Role.COUNT, Role.BUDGET)
    before = book.just_before(levels[0]) if levels else None
    said = book.disclosure.statements[statement]
    if before is None or said.part_of is None or before.sentence != pair.told.sentence:
        return False
    if book.text(levels[0])[before.end : levels[0].start].startswith(("、", "和", "及")):
        return True
    return pair.told.direction is Direction.UP and not any(c.quantity.value for c in levels)


def _tells_it_itself(book: Book, statement: int, told: Claim) -> bool:
    """Whether another statement has the very figure of its own: then this one is its copy, and no
    figure of that statement."""
    own = book.of_roles(statement, told.role)
    alike = (c for c in own if c.quantity.text == told.quantity.text and c.base is told.base)
    return any(c.quantity == told.quantity for c in alike)


def _of_nothing_named(book: Book, statement: int) -> bool:
    """Whether nothing says of what several figures are that stand together."""
    named = book.disclosure.statements[statement].named
    levels = {c.quantity.exact for c in book.of_roles(statement, Role.LEVEL)}
    return named is Tie.GUESSED and len(levels) > 1


def _is_its_own(book: Book, statement: int, pair: Pair) -> bool:
    """Whether amount and rate of a change agree with the current figure of its own statement,
    whatever the base that is printed."""
    amount, rate = pair.amount, pair.rate
    if amount is None or rate is None:
        return False
    near = amounts_of(book, statement, pair.told)
    tried = (c for now in near for c in implied(book, rate, amount, now))
    return any(c.verdict is Verdict.CONSISTENT for c in tried if c is not None)

"""How much of a budget was spent: completion = actual / budget."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

from extract.claims.ties import weakest
from extract.disclosure import Base, Claim, Direction, Role
from extract.figures.quantity import round_half_up
from reconcile.audit import Check, Verdict
from reconcile.book import Book, stands_before
from reconcile.equation import Term, best_of, check
from reconcile.formula import RATIO, WITH_EXCESS, WITH_SHORTFALL
from reconcile.narrative.printed import printed_whole
from reconcile.narrative.spoken import behind_a_stop, words_before
from reconcile.phrases import phrase
from reconcile.tables.vocabulary import pattern

#: The budgets that 完成年初/调整/全年预算 tell apart.
_CUMULATIVE = "累计"
_BUDGETS = ("年初", "调整", "全年")


def completion_checks(book: Book, statement: int) -> Iterator[Check]:
    """Each completion of a statement, against budget and actual figure; against what the actual
    figure is more or less than the budget by, where the budget is not printed."""
    for claim in book.of_roles(statement, Role.COMPLETION):
        if _is_last_years(book, claim) or pattern("marks", "mean").search(
            words_before(book, claim)
        ):
            continue  # 全市平均执行率P%，我局执行率Q%
        actual = book.terms(statement, Role.LEVEL)
        budget = _named_budget(book, claim, book.terms(statement, Role.BUDGET))
        budget = budget or _told_before(book, claim)
        printed = printed_whole(book, claim, "预算", "预算数")
        budget = [book.term(printed)] if printed is not None else budget
        actual = [
            a for a in actual if not _is_opening(a) and (printed is None or a.claim is not printed)
        ]
        stated = book.term(claim)
        in_turn = _in_turn(book, claim, actual, book.terms(statement, Role.BUDGET))
        pairs = in_turn or product(actual, budget)
        found = [check("N05", stated, [a, b], RATIO) for a, b in pairs]
        nothing = bool(actual) and not any(a.exact for a in actual)
        if nothing and (not any(found) or claim.quantity.value not in (0, 100)):
            found = [_of_nothing(stated, actual[0])]
        elif not budget:
            excesses = _excesses(book, statement)
            found = [w for a in actual for c in excesses for w in _with_excess(book, stated, a, c)]
        if not any(c is not None and c.verdict.holds for c in found):
            of_whole = _of_whole_budget(book, claim, actual) or _of_whole_list(book, claim)
            found = found if of_whole is None else [of_whole]
        if _is_cumulative(book, claim, actual):
            found = [c for c in found if c is not None and c.verdict.holds]
        found = [c for c in found if c is None or c.verdict.holds or not _follows(book, claim, c)]
        of_year = None if in_turn else _of_years_budget(book, claim, budget)
        yield from best_of(found) if of_year is None else [of_year]
        if not any(found):
            yield from _of_plan(book, claim)


def _follows(book: Book, rate: Claim, found: Check) -> bool:
    """Whether one of the figures that a rate is held against is told behind it and a stop, where
    something else may have begun: 支付进度P%。中药制剂室，计划A万元."""
    told = (book.claim(o.claim) for o in found.operands)
    return any(c is not None and behind_a_stop(book, rate, c) for c in told)


def _is_cumulative(book: Book, claim: Claim, actual: Sequence[Term]) -> bool:
    """Whether a rate is of all that was spent so far, which is not what is told of one year
    (2023年支付A万元，2024年支付B万元，累计支付进度P%)."""
    said = _CUMULATIVE in words_before(book, claim)
    return said and not any(_CUMULATIVE in t.claim.stage for t in actual if t.claim is not None)


def _is_opening(told: Term) -> bool:
    """Whether a figure is of the year's beginning, and nothing that was spent: 年初批复A万元."""
    return told.claim is not None and _BUDGETS[0] in told.claim.stage


def _is_last_years(book: Book, claim: Claim) -> bool:
    """Whether a budget says of a year before how much of its budget was spent: 2024年预算执行率为P%
    in that of 2025."""
    year = re.search(r"(20\d\d)年", words_before(book, claim))
    past = year is not None and int(year[1]) < book.disclosure.year
    before = book.just_before(claim)  # 2024年实际执行A万元，执行率为P%
    of_past = before is not None and before.role is Role.PREVIOUS
    return book.disclosure.kind == "budget" and (past or of_past)


def _of_whole_budget(book: Book, claim: Claim, actual: Sequence[Term]) -> Check | None:
    """预算A万元，其中上年结转B万元、当年下达C万元，执行数D万元，完成预算的P%: of A, where that is
    what it is of; None where it is not."""
    whole = book.statement(claim).part_of
    budgets = book.terms(whole, Role.BUDGET) if whole is not None else []
    return _holding(book, claim, actual, budgets)


def _of_whole_list(book: Book, claim: Claim) -> Check | None:
    """调整后预算A万元；实际支出B万元，其中甲C万元、乙D万元，执行率P%: of all that was spent, where
    that is what it is of; None where it is not."""
    whole = book.statement(claim).part_of
    levels = book.terms(whole, Role.LEVEL) if whole is not None else []
    told = (c for c in book.in_paragraph(claim) if c.role is Role.BUDGET)
    budgets = [book.term(c) for c in told if stands_before(c, claim)]
    return _holding(book, claim, levels, budgets)


def _holding(
    book: Book, claim: Claim, actual: Sequence[Term], budgets: Sequence[Term]
) -> Check | None:
    """The first of what was spent and of the budgets of which a rate is; None where it is of
    none."""
    tried = (check("N05", book.term(claim), [a, b], RATIO) for a, b in product(actual, budgets))
    return next((c for c in tried if c is not None and c.verdict is Verdict.CONSISTENT), None)


def years_budget(book: Book, rate: Claim) -> Claim | None:
    """年初预算A万元，…，全年预算数B万元，实际支出C万元，预算执行率P%: the year's budget right
    before what was spent, which a rate behind both is of that does not say otherwise."""
    spent = book.just_before(rate)
    told = book.just_before(spent) if spent is not None else None
    if spent is None or told is None or (spent.role, told.role) != (Role.LEVEL, Role.BUDGET):
        return None
    named = any(name in book.before(rate)[spent.end :] for name in _BUDGETS)
    of_year = pattern("wording", "years_budget").search(words_before(book, told))
    return told if of_year and not named else None


def _of_years_budget(book: Book, claim: Claim, budgets: Sequence[Term]) -> Check | None:
    """A rate against the year's budget before it, where it is of another one of the `budgets`: it
    may just be told so, and is worth a look."""
    told, spent = years_budget(book, claim), book.just_before(claim)
    if told is None or spent is None:
        return None
    tried = [(b, check("N05", book.term(claim), [book.term(spent), b], RATIO)) for b in budgets]
    of_year = next((c for b, c in tried if b.claim is told), None)
    others = [c for b, c in tried if c is not None and b.claim is not told]
    if of_year is None or of_year.verdict is not Verdict.MISMATCH:
        return None
    if not any(c.verdict is Verdict.CONSISTENT for c in others):
        return None
    return of_year.as_guessed("measure", phrase("slip.of_other_budget"))


def _of_plan(book: Book, claim: Claim) -> Iterator[Check]:
    """计划保存种质3,000份，实际保存3,150份，完成率105%: what was counted, of as many as planned
    right before it."""
    done = book.just_before(claim)
    planned = book.just_before(done) if done is not None else None
    if planned is None or done is None or not done.role is planned.role is Role.COUNT:
        return
    plan = pattern("wording", "planned")
    said = plan.search(planned.stage) and not plan.search(done.stage)
    if said and planned.quantity.unit == done.quantity.unit:
        found = check("N05", book.term(claim), [book.term(done), book.term(planned)], RATIO)
        yield from [found] if found else []


def _in_turn(
    book: Book, claim: Claim, actual: Sequence[Term], budget: Sequence[Term]
) -> list[tuple[Term, Term]]:
    """预算分别为A、B万元，执行数分别为C、D万元，执行率分别为P、Q%: the figures in the place of the
    rate, where there are as many of each, or one was spent of as many budgets (年初A、全年B、支出
    C，分别完成P%、Q%); [] where not."""
    rates = book.of_roles(claim.statement, Role.COMPLETION)
    place = rates.index(claim)
    if not 1 < len(rates) == len(budget) or len(actual) not in (1, len(budget)):
        return []
    if len(actual) == 1 and not pattern("wording", "in_turn").search(words_before(book, rates[0])):
        return []
    return [(actual[place % len(actual)], budget[place])]


def _of_nothing(rate: Term, actual: Term) -> Check:
    """Nothing was spent: that is 0% of any budget, or is called 100% of no budget at all."""
    holds = rate.quantity.value in (0, 100)
    verdict = Verdict.CONSISTENT if holds else Verdict.MISMATCH
    expected = rate.quantity.value if holds else round_half_up(Fraction(0), rate.quantity.decimals)
    terms = (rate.operand, actual.operand)
    unit, formula = rate.quantity.unit, phrase("formula.nothing_spent")
    tie = weakest([actual.tie, *(t.claim.ties.of("subject") for t in (rate, actual) if t.claim)])
    return Check("N05", verdict, rate.quantity.value, expected, unit, formula, terms, tie=tie)


def _excesses(book: Book, statement: int) -> list[Claim]:
    changes = book.of_roles(statement, Role.CHANGE_AMOUNT)
    return [c for c in changes if c.base is Base.BUDGET and c.quantity.kind == "amount"]


def _with_excess(book: Book, rate: Term, actual: Term, excess: Claim) -> Iterator[Check | None]:
    """完成年初预算100%，决算数大于预算数55.93万元: the budget is what the two imply; of 差额3.28
    万元 it is not said which way it goes."""
    either = excess.direction is Direction.FLAT or excess.template
    fitting = WITH_SHORTFALL if excess.sign < 0 else WITH_EXCESS
    for formula in (WITH_SHORTFALL, WITH_EXCESS) if either else (fitting,):
        yield check("N05", rate, [actual, book.term(excess)], formula)


def _named_budget(book: Book, claim: Claim, budgets: Sequence[Term]) -> Sequence[Term]:
    """The budget that 完成年初/调整/全年预算 names, where several are printed; never one that is
    called otherwise: 年初预算 is not what was adjusted."""
    words = book.before(claim)[-12:]
    for name in _BUDGETS:
        if name in words:
            others = _BUDGETS[1:] if name == _BUDGETS[0] else _BUDGETS[:1]
            return _called(book, budgets, (name,)) or [
                b for b in budgets if b not in _called(book, budgets, others)
            ]
    return budgets


def _told_before(book: Book, claim: Claim) -> list[Term]:
    """The one budget of its paragraph that is called as the rate says, told before it:
    年初预算A万元，调整预算B万元。支出C万元，完成调整预算的P%."""
    words = book.before(claim)[-12:]
    names = tuple(name for name in _BUDGETS if name in words)
    before = [
        book.term(c)
        for c in book.in_paragraph(claim)
        if c.role is Role.BUDGET and stands_before(c, claim)
        if c.statement != book.statement(claim).part_of  # a part has a budget of its own
    ]
    found = _called(book, before, names)
    return found if len(found) == 1 else []


def _called(book: Book, budgets: Sequence[Term], names: Sequence[str]) -> list[Term]:
    """The budgets right before which one of these words is printed."""
    return [b for b in budgets if b.claim and any(n in book.before(b.claim)[-10:] for n in names)]

"""Changes and rates of a statement: change = current − base; rate = change / base, printed or
implied (docs/verdicts.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import compress
from math import lcm

from extract.claims.ties import Tie
from extract.disclosure import Base, Claim, Direction, Role
from reconcile.audit import Check, Verdict
from reconcile.book import CURRENT, Book, stands_before
from reconcile.equation import ATTACHED, COMPARED, Term, best, best_of, check
from reconcile.formula import (
    DIFFERENCE,
    DISTANCE,
    FALL,
    IMPLIED_FALL,
    IMPLIED_RISE,
    OPPOSITE,
    OPPOSITE_FALL,
    OPPOSITE_RISE,
    RATIO,
    RISE,
    SHORTFALL,
)
from reconcile.phrases import phrase
from reconcile.tables.library import vocabulary
from reconcile.weighing.slips import significant

#: Rates in these units are said loosely: they confirm only.
_TIMES = frozenset({"倍", "成"})
#: A change of fewer digits fits by chance.
_TELLING = 3
#: A statement has no more figures of one role than this on either side of a change.
_MOST = 12
#: Of another statement so many may be meant instead.
_FEW = 12
#: Of more pairs than this only those that may hold are looked at, and the nearest one.
_TRIED = 36


@dataclass(frozen=True, slots=True)
class _Pair:
    """A change as it is told: its amount, its rate, or both."""

    amount: Claim | None
    rate: Claim | None

    @property
    def told(self) -> Claim:
        claim = self.amount or self.rate
        assert claim is not None
        return claim

    @property
    def base(self) -> Base | None:
        return self.told.base


def change_checks(book: Book, statement: int) -> Iterator[Check]:
    """Each change and rate of a statement, against the figures it is a change between."""
    for pair in _pairs(book.claims.get(statement, ())):
        found = [*_against_itself(pair), *_points(book, pair), *_computed(book, statement, pair)]
        adjusted = _is_adjusted(book, pair.told)
        for one in found:
            if adjusted and one.verdict is not Verdict.CONSISTENT:
                continue
            yield _second_candidate(book, statement, pair, one)


def _pairs(claims: Sequence[Claim]) -> list[_Pair]:
    """The changes of a statement in their order: an amount with the rate after it, or before it
    where none follows (增长14.6%，增收4376万元), or either alone."""
    changes = [c for c in claims if c.role.is_change]
    pairs: list[_Pair] = []
    index = 0
    while index < len(changes):
        claim, *rest = changes[index : index + 3]
        after = rest[0] if rest else None
        taken = 1
        if after is not None and _belong(claim, after):
            last = rest[1] if len(rest) > 1 else None
            swapped = claim.role is Role.CHANGE_RATE
            if not (swapped and last is not None and _belong(after, last)):
                taken = 2
        both = changes[index : index + taken]
        pairs.append(
            _Pair(
                next((c for c in both if c.role is Role.CHANGE_AMOUNT), None),
                next((c for c in both if c.role is Role.CHANGE_RATE), None),
            )
        )
        index += taken
    return pairs


def _belong(first: Claim, second: Claim) -> bool:
    """Whether two changes, one right after the other, are one told as amount and rate."""
    return (
        {first.role, second.role} == {Role.CHANGE_AMOUNT, Role.CHANGE_RATE}
        and first.base is second.base
        and 0 <= second.sentence - first.sentence <= 1
        and not (first.role is Role.CHANGE_RATE and second.sentence != first.sentence)
    )


def _is_adjusted(book: Book, claim: Claim) -> bool:
    """Whether a change is measured otherwise than between figures printed (同口径比上年增加), or is
    of another year than its report (2024年比上年增加 in the budget of 2025)."""
    said = book.right_before(claim, "。；;")
    if re.search(vocabulary()["wording"]["adjusted"], said):
        return True
    years = re.findall(vocabulary()["wording"]["own_year"], said)
    return bool(years) and int(years[-1]) != book.disclosure.year


def _against_itself(pair: _Pair) -> Iterator[Check]:
    """减少0.04万元，增长0.01%: amount and rate of one change move one way. A minus turns a way
    round (增长-0.01%), and is not held against it."""
    amount, rate = pair.amount, pair.rate
    if amount is None or rate is None or amount.template or rate.template:
        return
    moved = {amount.direction, rate.direction}
    if moved != {Direction.UP, Direction.DOWN} or not (
        amount.quantity.value > 0 and rate.quantity.value > 0
    ):
        return
    terms = (Term(rate.quantity, claim=rate), Term(amount.quantity, claim=amount))
    ties = [c.ties.of("subject", "measure") for c in (amount, rate)]
    said = phrase("formula.moved", amount=_moved(amount), rate=_moved(rate))
    yield Check(
        "N10", Verdict.MISMATCH, rate.quantity.value, -rate.quantity.value, rate.quantity.unit,
        said, tuple(t.operand for t in terms), tie=max(ties, key=list(Tie).index),
    )  # fmt: skip


def _moved(claim: Claim) -> str:
    return f"{claim.direction.value if claim.direction else ''}{claim.quantity}"


def _points(book: Book, pair: _Pair) -> Iterator[Check]:
    """执行率95.7%，比2022年的91.2%提高4.5个百分点: the difference of the two rates before it, where
    its sentence has no more."""
    rate = pair.rate
    if rate is None or rate.quantity.unit != "百分点":
        return
    rates = [
        c
        for c in book.in_paragraph(rate)
        if c.sentence == rate.sentence and c.start < rate.start and c.quantity.unit == "%"
    ]
    if len(rates) == 2 and rate.direction is not None:
        risen = re.search(vocabulary()["wording"]["from"], book.right_before(rates[0], "，。；;"))
        now, base = (book.term(c) for c in (reversed(rates) if risen else rates))
        formula = DIFFERENCE if rate.sign > 0 else SHORTFALL
        yield from best_of([check("N02", book.term(rate), [now, base], formula)])


def _computed(book: Book, statement: int, pair: _Pair) -> list[Check]:
    """The equations of one change. Where one fails, all that can be had of its figures: they show
    which of the figures is off."""
    kind = _kind(book, statement, pair)
    current = _current(book, statement, pair, kind)
    role = Role.BUDGET if pair.base is Base.BUDGET else Role.PREVIOUS
    bases = _bases(book, statement, pair, role, kind)
    first = list(_change_and_rate(book, pair, current, bases))
    if not bases and role is Role.PREVIOUS:
        first += _against_tables(book, statement, pair, current)
    if any(c.verdict is Verdict.MISMATCH for c in first):
        known = {(c.rule, c.equation) for c in first}
        first += [
            c for c in _further(book, pair, current, bases) if (c.rule, c.equation) not in known
        ]
    return first


def _against_tables(
    book: Book, statement: int, pair: _Pair, current: Sequence[Term]
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


def _kind(book: Book, statement: int, pair: _Pair) -> str:
    """What kind of figures a change is between; a rate alone is of two counts where its statement
    tells them and no amounts (出国人次从31人降为18人，下降41.9%)."""
    if pair.told.quantity.kind != "percent":
        return pair.told.quantity.kind
    counts = book.of_roles(statement, Role.COUNT, Role.PREVIOUS, Role.LEVEL)
    two = [c.role for c in counts if c.quantity.kind == "count"] == [Role.PREVIOUS, Role.COUNT]
    one_unit = len({c.quantity.unit for c in counts}) == 1
    return "count" if pair.amount is None and two and one_unit else "amount"


def _current(book: Book, statement: int, pair: _Pair, kind: str) -> list[Term]:
    if _is_of_budgets(pair):
        return [book.term(c) for c in _budgets(book, statement, "调整", kind)]
    found = [c for c in book.of_roles(statement, *CURRENT) if c.quantity.kind == kind]
    if not found and pair.base is not Base.BUDGET:
        found = _budgets_before(book, statement, pair, kind)
    if found:
        return [book.term(c) for c in _nearest_first(found, pair.told)]
    return book.terms(statement, Role.LEVEL, kind)


def _is_of_budgets(pair: _Pair) -> bool:
    """调整预算较年初预算增加C: a change from one budget to another."""
    return pair.base is Base.BUDGET and all(w in pair.told.stage for w in ("调整", "年初"))


def _budgets_before(book: Book, statement: int, pair: _Pair, kind: str) -> list[Claim]:
    """The budgets that a change of a statement without any other figure may be of. In a final
    account what stands behind the change is what it is held against next: 比上年增加A万元，增长P%；
    与年初预算B万元相比."""
    told = [c for c in book.of_roles(statement, Role.BUDGET) if c.quantity.kind == kind]
    final = book.disclosure.kind == "final"
    return [c for c in told if not final or stands_before(c, pair.told)]


def _budgets(book: Book, statement: int, stage: str, kind: str) -> list[Claim]:
    """The budgets of a statement that are said to be of one stage."""
    told = book.of_roles(statement, Role.BUDGET)
    return [c for c in told if stage in c.stage and c.quantity.kind == kind]


def _nearest_first(claims: Sequence[Claim], told: Claim) -> list[Claim]:
    """The figures before a change, the last first, and then those after it; of very many those
    that stand nearest."""
    before: list[Claim] = []
    after: list[Claim] = []
    for claim in claims:
        (before if stands_before(claim, told) else after).append(claim)
    return [*reversed(before[-_MOST:]), *after[:_MOST]]


def _bases(book: Book, statement: int, pair: _Pair, role: Role, kind: str) -> list[Term]:
    if _is_of_budgets(pair):
        return [book.term(c) for c in _budgets(book, statement, "年初", kind)]
    own = [c for c in book.of_roles(statement, role) if c.quantity.kind == kind]
    named = [c for c in own if c.base is pair.base] if role is Role.PREVIOUS else []
    if pair.base is Base.LAST_BUDGET and pair.told.ties.base is Tie.SAID and not named:
        own = []  # 比上年预算数增加, where only last year's outturn is told
    if own:
        return [book.term(c) for c in _nearest_first(named or own, pair.told)]
    if role is Role.BUDGET or pair.amount is None:
        return book.elsewhere(statement, role)
    return []


def _change_and_rate(
    book: Book, pair: _Pair, current: Sequence[Term], bases: Sequence[Term]
) -> Iterator[Check]:
    amount, rate = pair.amount, pair.rate
    if amount is not None:
        tried = [(now, base) for now in current for base in bases]
        if len(tried) > _TRIED:
            may = _may_differ_by(book.term(amount), current, bases)
            tried = [*tried[:1], *compress(tried[1:], may[1:])]
        yield from best_of(c for now, base in tried for c in _change(book, amount, now, base))
    if rate is None or rate.quantity.unit == "百分点":
        return
    if amount is not None and bases:
        found = [c for base in bases for c in _of_base(book, rate, amount, base)]
    elif amount is not None:
        found = [c for now in current for c in _implied(book, rate, amount, now)]
    else:
        found = [c for now in current for base in bases for c in _between(book, rate, now, base)]
    times = rate.quantity.unit in _TIMES  # 增长2倍 is also said of what became twice as much
    yield from (c for c in best_of(found) if not times or c.verdict is Verdict.CONSISTENT)


def _further(
    book: Book, pair: _Pair, current: Sequence[Term], bases: Sequence[Term]
) -> Iterator[Check]:
    amount, rate = pair.amount, pair.rate
    if rate is None or rate.quantity.unit in (*_TIMES, "百分点"):
        return
    if amount is not None:
        yield from best_of(c for now in current for c in _implied(book, rate, amount, now))
    yield from best_of(
        c for now in current for base in bases for c in _between(book, rate, now, base)
    )


def _may_differ_by(told: Term, current: Sequence[Term], bases: Sequence[Term]) -> list[bool]:
    """Of each current figure with each base whether they may differ by a third, either way round;
    generously. There are many pairs: they are reckoned in whole numbers."""
    terms = (told, *current, *bases)
    one = lcm(*(n.denominator for t in terms for n in (t.exact, t.quantity.ulp)))
    by, *others = ((_times(t.exact, one), _times(t.quantity.ulp, one)) for t in terms)
    return [
        abs(abs(now - base) - abs(by[0])) <= 2 * (by[1] + known + exact)
        for now, known in others[: len(current)]
        for base, exact in others[len(current) :]
    ]


def _times(figure: Fraction, one: int) -> int:
    """A figure in so many parts of one, which its denominator divides."""
    return figure.numerator * (one // figure.denominator)


def _ways(claim: Claim) -> tuple[int, ...]:
    """Which way a change may go: as it is told; where a minus stands behind a word for less
    (减少-26.00万元), which often says the same twice, either way."""
    told = claim.direction is Direction.DOWN and claim.quantity.value < 0
    return (claim.sign, -claim.sign) if told else (claim.sign,)


def _change(book: Book, amount: Claim, now: Term, base: Term) -> Iterator[Check | None]:
    undirected = amount.direction is Direction.FLAT or amount.template
    up = DISTANCE if undirected else DIFFERENCE
    needs = _needed(book, amount, base)
    for way in _ways(amount):
        formula = up if way > 0 else SHORTFALL
        yield check("N02", book.term(amount), [now, base], formula, ties=needs)


def _needed(book: Book, change: Claim, base: Term) -> Sequence[str]:
    """What must be known of a change held against a base: what it is compared with as well, unless
    its statement has no other figure that it could be compared with."""
    others = book.of_roles(change.statement, Role.PREVIOUS, Role.BUDGET)
    sole = base.claim is not None and all(c.quantity.exact == base.exact for c in others)
    return ATTACHED if sole and base.claim in others else COMPARED


def _together(amount: Claim, rate: Claim) -> Iterator[tuple[int, int]]:
    """The ways of an amount and its rate: one way, unless a minus turns one of them round."""
    turned = amount.quantity.value < 0 or rate.quantity.value < 0
    for one in _ways(amount):
        for other in _ways(rate):
            yield one, (other if turned else one)


def _of_base(book: Book, rate: Claim, amount: Claim, base: Term) -> Iterator[Check | None]:
    needs = _needed(book, rate, base)
    for one, other in _together(amount, rate):
        formula = RATIO if one == other else OPPOSITE
        yield check("N03", book.term(rate), [book.term(amount), base], formula, ties=needs)


def _implied(book: Book, rate: Claim, amount: Claim, now: Term) -> Iterator[Check | None]:
    """On the base that current figure and change imply, where none is printed: whichever it is."""
    for one, other in _together(amount, rate):
        if one == other:
            formula = IMPLIED_RISE if one > 0 else IMPLIED_FALL
        else:
            formula = OPPOSITE_RISE if one > 0 else OPPOSITE_FALL
        yield check("N03", book.term(rate), [book.term(amount), now], formula)


def _between(book: Book, rate: Claim, now: Term, base: Term) -> Iterator[Check | None]:
    needs = _needed(book, rate, base)
    for way in _ways(rate):
        formula = RISE if way > 0 else FALL
        yield check("N03", book.term(rate), [now, base], formula, ties=needs)


def _second_candidate(book: Book, statement: int, pair: _Pair, failed: Check) -> Check:
    """A failed check as guessed where the figures of another statement of the paragraph make it
    hold: then the change may be that one's."""
    if failed.verdict is not Verdict.MISMATCH or not failed.sure or failed.rule == "N10":
        return failed
    if _of_nothing_named(book, statement):
        return replace(failed, tie=Tie.GUESSED, guessed=("subject",))
    if pair.told.ties.subject is Tie.SAID:
        return failed
    whole = _of_the_whole(book, statement, pair)
    if whole is not None:
        return whole
    if _is_its_own(book, statement, pair):
        return failed
    for other in book.neighbours(statement):
        if _tells_it_itself(book, other, pair.told):
            continue
        stated = _nearest_first(book.of_roles(other, Role.PREVIOUS, Role.BUDGET), pair.told)
        bases = [book.term(c) for c in stated[:_FEW]]
        current = _amounts(book, other, pair.told)[:_FEW]
        tried = list(_change_and_rate(book, pair, current, bases))
        if tried and best(tried).verdict is Verdict.CONSISTENT:
            return replace(failed, tie=Tie.GUESSED, guessed=("subject",))
    return failed


def _of_the_whole(book: Book, statement: int, pair: _Pair) -> Check | None:
    """年末结转A，其中：甲B、乙C，年末数比年初数D增加E: behind the last part the whole may be meant;
    where its figure fits and the part's does not, it is."""
    parent = book.disclosure.statements[statement].part_of
    if parent is None or significant(pair.told.quantity.value) < _TELLING:
        return None
    if all(c.sentence != pair.told.sentence for c in book.claims.get(parent, ())):
        return None
    role = Role.BUDGET if pair.base is Base.BUDGET else Role.PREVIOUS
    bases = _bases(book, statement, pair, role, pair.told.quantity.kind)
    tried = list(_change_and_rate(book, pair, _amounts(book, parent, pair.told), bases))
    found = best(tried) if tried else None
    return found if found is not None and found.verdict is Verdict.CONSISTENT else None


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


def _is_its_own(book: Book, statement: int, pair: _Pair) -> bool:
    """Whether amount and rate of a change agree with the current figure of its own statement,
    whatever the base that is printed."""
    amount, rate = pair.amount, pair.rate
    if amount is None or rate is None:
        return False
    near = _amounts(book, statement, pair.told)
    tried = (c for now in near for c in _implied(book, rate, amount, now))
    return any(c.verdict is Verdict.CONSISTENT for c in tried if c is not None)


def _amounts(book: Book, statement: int, told: Claim) -> list[Term]:
    """The current figures of a statement that are no rates, those nearest to a change first."""
    found = _nearest_first(book.of_roles(statement, *CURRENT), told)
    current = [book.term(c) for c in found]
    return [t for t in current if t.quantity.kind != "percent"]

"""The arithmetic within a statement: what its figures owe each other.

change = current − previous; rate = change / previous, printed or implied; completion = actual /
budget; average = total / count; orders like 决算数大于预算数.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from extract.disclosure import Base, Claim, Comparison, Direction, Role, Statement
from extract.quantity import round_half_up
from reconcile.audit import Check, Verdict
from reconcile.book import CURRENT, Book, stands_before
from reconcile.equation import Term, best_of, check
from reconcile.phrases import phrase
from reconcile.sheets import vocabulary

#: Rates in these units are said loosely: they confirm only.
_TIMES = frozenset({"倍", "成"})


def statement_checks(book: Book) -> Iterator[Check]:
    """Every equation within the statements of a report."""
    for statement in book.disclosure.statements:
        yield from _changes(book, statement.id)
        yield from _completions(book, statement.id)
        yield from _averages(book, statement)
        yield from _quotients(book, statement)
    for comparison in book.disclosure.comparisons:
        yield from _order(book, comparison)


# -- change and rate -------------------------------------------------------------------------


def _changes(book: Book, statement: int) -> Iterator[Check]:
    """Each change and rate of a statement, against the figures it is a change between."""
    for pair in _change_pairs(book.claims.get(statement, ())):
        like = pair[0]
        amount = next((c for c in pair if c.role is Role.CHANGE_AMOUNT), None)
        kind = like.quantity.kind if like.quantity.kind != "percent" else "amount"
        planned = [book.term(c) for c in book.of_roles(statement, Role.BUDGET)]
        current = [book.term(c) for c in book.of_roles(statement, *CURRENT)]
        current = [t for t in current if t.quantity.kind == kind]
        if not current and planned and like.base is not Base.BUDGET:
            current = planned
        current = current or book.terms(statement, Role.LEVEL, kind)
        role = Role.BUDGET if like.base is Base.BUDGET else Role.PREVIOUS
        bases = [book.term(c) for c in book.of_roles(statement, role) if c.quantity.kind == kind]
        if not bases and (role is Role.BUDGET or amount is None):
            bases = book.elsewhere(statement, role)
        found = _change_checks(book, pair, current, bases)
        adjusted = _is_adjusted(book, like)
        yield from (c for c in found if not adjusted or c.verdict is Verdict.CONSISTENT)


def _is_adjusted(book: Book, claim: Claim) -> bool:
    """Whether a change is measured otherwise than between figures printed (同口径比上年增加)."""
    said = re.split(r"[。；;]", book.before(claim))[-1]
    return re.search(vocabulary()["wording"]["adjusted"], said) is not None


def _change_pairs(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Change claims as they stand together: an amount with its rate, or either alone."""
    pairs: list[list[Claim]] = []
    for claim in claims:
        if claim.role is Role.CHANGE_AMOUNT:
            pairs.append([claim])
        elif claim.role is Role.CHANGE_RATE:
            last = pairs[-1] if pairs else []
            joined = (
                len(last) == 1
                and last[0].role is Role.CHANGE_AMOUNT
                and last[0].base is claim.base
                and claim.sentence - last[0].sentence <= 1
            )
            if joined:
                last.append(claim)
            else:
                pairs.append([claim])
    return pairs


def _change_checks(
    book: Book, pair: Sequence[Claim], current: Sequence[Term], bases: Sequence[Term]
) -> Iterator[Check]:
    amount = next((c for c in pair if c.role is Role.CHANGE_AMOUNT), None)
    rate = next((c for c in pair if c.role is Role.CHANGE_RATE), None)
    if amount is not None and current and bases:
        options = [_change(book, amount, now, base) for now in current for base in bases]
        changes = list(best_of(options))
        wrong = _wrong_base(book, changes, amount, rate, current, bases)
        if wrong:
            yield from wrong
            return
        yield from changes
    if rate is None or rate.quantity.unit == "百分点":
        return
    if amount is not None and bases:
        found = [_rate_of_change(book, rate, amount, base) for base in bases]
    elif amount is not None:
        found = [_implied_rate(book, rate, amount, now) for now in current]
    else:
        found = [_rate_between(book, rate, now, base) for now in current for base in bases]
    times = rate.quantity.unit in _TIMES  # 增长2倍 is also said of what became twice as much
    yield from (c for c in best_of(found) if not times or c.verdict is Verdict.CONSISTENT)


def _wrong_base(
    book: Book,
    found: Sequence[Check],
    amount: Claim,
    rate: Claim | None,
    current: Sequence[Term],
    bases: Sequence[Term],
) -> list[Check]:
    """Where change and rate agree with this year's figure, and not with the one stated for last
    year: that the latter is off, with the figure the others give for it."""
    if not found or found[0].verdict is not Verdict.MISMATCH or rate is None:
        return []
    if len(bases) != 1 or bases[0].claim is None or amount.template:
        return []
    sign = _sign(amount)
    for now in current:
        implied = _implied_rate(book, rate, amount, now)
        if implied is not None and implied.verdict is Verdict.CONSISTENT:
            formula = "{0}−{1}" if sign > 0 else "{0}+{1}"
            terms = [now, book.term(amount)]
            base = check("N02", bases[0], terms, lambda a, c: a - sign * c, formula)
            return [implied, base] if base else []
    return []


def _sign(claim: Claim) -> int:
    return -1 if claim.direction is Direction.DOWN else 1


def _change(book: Book, amount: Claim, now: Term, base: Term) -> Check | None:
    if amount.direction is Direction.FLAT or amount.template:
        return check("N02", book.term(amount), [now, base], _distance, "|{0}−{1}|")
    sign = _sign(amount)
    formula = "{0}−{1}" if sign > 0 else "{1}−{0}"
    return check("N02", book.term(amount), [now, base], lambda a, b: sign * (a - b), formula)


def _distance(a: Fraction, b: Fraction) -> Fraction:
    return abs(a - b)


def _rate_of_change(book: Book, rate: Claim, amount: Claim, base: Term) -> Check | None:
    terms = [book.term(amount), base]
    return check("N03", book.term(rate), terms, lambda c, b: c / b, "{0}÷{1}")


def _implied_rate(book: Book, rate: Claim, amount: Claim, now: Term) -> Check | None:
    """On the base that current figure and change imply, where none is printed."""
    terms = [book.term(amount), now]
    if _sign(amount) > 0:
        return check("N03", book.term(rate), terms, lambda c, a: c / (a - c), "{0}÷({1}−{0})")
    return check("N03", book.term(rate), terms, lambda c, a: c / (a + c), "{0}÷({1}+{0})")


def _rate_between(book: Book, rate: Claim, now: Term, base: Term) -> Check | None:
    sign = _sign(rate)
    formula = "({0}−{1})÷{1}" if sign > 0 else "({1}−{0})÷{1}"
    return check("N03", book.term(rate), [now, base], lambda a, b: sign * (a - b) / b, formula)


# -- completion ------------------------------------------------------------------------------


def _completions(book: Book, statement: int) -> Iterator[Check]:
    for claim in book.of_roles(statement, Role.COMPLETION):
        actual = book.terms(statement, Role.LEVEL)
        budget = _named_budget(book, claim, book.terms(statement, Role.BUDGET))
        found = [
            check("N05", book.term(claim), [a, b], lambda x, y: x / y, "{0}÷{1}")
            for a in actual
            for b in budget
        ]
        nothing = bool(actual) and not any(a.exact for a in actual)
        if nothing and (not any(found) or claim.quantity.value not in (0, 100)):
            found = [_of_nothing(book.term(claim), actual[0])]
        yield from best_of(found)


def _of_nothing(rate: Term, actual: Term) -> Check:
    """Nothing was spent: that is 0% of any budget, or is called 100% of no budget at all."""
    holds = rate.quantity.value in (0, 100)
    verdict = Verdict.CONSISTENT if holds else Verdict.MISMATCH
    expected = rate.quantity.value if holds else round_half_up(Fraction(0), rate.quantity.decimals)
    terms = (rate.operand, actual.operand)
    unit, formula = rate.quantity.unit, phrase("formula.nothing_spent")
    return Check("N05", verdict, rate.quantity.value, expected, unit, formula, terms)


def _named_budget(book: Book, claim: Claim, budgets: Sequence[Term]) -> Sequence[Term]:
    """The budget that 完成年初/调整/全年预算 names, where several are printed."""
    words = book.before(claim)[-12:]
    for name in ("年初", "调整", "全年"):
        if name in words:
            named = [b for b in budgets if b.claim and name in book.before(b.claim)[-10:]]
            return named or budgets
    return budgets


# -- averages and quotients ------------------------------------------------------------------


def _averages(book: Book, statement: Statement) -> Iterator[Check]:
    """平均每辆、人均 = total / count, both from the same paragraph."""
    for claim in book.of_roles(statement.id, Role.AVERAGE):
        near = [c for c in _paragraph(book, claim) if stands_before(c, claim)]
        totals = [c for c in near if c.role is Role.LEVEL and c.quantity.kind == "amount"]
        unit = re.search(r"每(辆|人次|人|批次|批|个|户|台)|人均|车均|辆均", book.before(claim))
        counts = [c for c in near if c.role is Role.COUNT and _counts(c, unit)]
        if claim.quantity.kind != "amount" or not totals or not counts:
            continue
        found = [
            check("N08", book.term(claim), [book.term(totals[-1]), book.term(n)], _ratio, "{0}÷{1}")
            for n in counts[:-3:-1]  # the nearest first
        ]
        yield from best_of(found)


def _counts(claim: Claim, unit: re.Match[str] | None) -> bool:
    """Whether a count is of what the average is taken over (每辆 ~ 辆, 人均 ~ 人)."""
    if unit is None:
        return False
    thing = unit[1] or ("人" if unit[0] == "人均" else "辆")
    return thing in claim.quantity.unit


def _quotients(book: Book, statement: Statement) -> Iterator[Check]:
    """A rate of its own name (利用率, 控制率) that is the quotient of two figures before it in
    its sentence: confirms only, for the names do not say which figures they are."""
    for claim in book.of_roles(statement.id, Role.OTHER, Role.COMPLETION):
        if claim.quantity.kind != "percent" or not re.search(r"率", book.before(claim)[-8:]):
            continue
        near = [
            c
            for c in book.disclosure.claims
            if 0 <= claim.sentence - c.sentence <= 1
            and stands_before(c, claim)
            and c.quantity.kind in ("amount", "count")
            and book.paragraph(c) == book.paragraph(claim)
        ][-4:]
        yield from _confirming(book, claim, near)


def _confirming(book: Book, claim: Claim, near: Sequence[Claim]) -> Iterator[Check]:
    forms = ((_ratio, "{0}÷{1}"), (lambda a, b: a / (a + b), "{0}÷({0}+{1})"))
    for part in near:
        for whole in near:
            if part is whole or part.quantity.kind != whole.quantity.kind:
                continue
            for function, formula in forms:
                terms = [book.term(part), book.term(whole)]
                found = check("N05", book.term(claim), terms, function, formula)
                if found and found.verdict is Verdict.CONSISTENT:
                    yield found
                    return


def _paragraph(book: Book, claim: Claim) -> list[Claim]:
    return [c for c in book.disclosure.claims if book.paragraph(c) == book.paragraph(claim)]


def _ratio(part: Fraction, whole: Fraction) -> Fraction:
    return part / whole


# -- orders ----------------------------------------------------------------------------------


def _order(book: Book, comparison: Comparison) -> Iterator[Check]:
    """决算数大于预算数, 与上年持平: the order of two printed figures."""
    if comparison.loose:
        return
    left = book.of_roles(comparison.statement, comparison.left)
    left = left or book.of_roles(comparison.statement, Role.COUNT, Role.AVERAGE)
    right = book.of_roles(comparison.statement, comparison.right)
    if not left or not right:
        return
    now, base = book.term(left[-1]), book.term(right[-1])
    if now.quantity.kind != base.quantity.kind:
        return
    difference = now.exact - base.exact
    actual = "=" if difference == 0 else "<" if difference < 0 else ">"
    holds = actual == comparison.relation
    text = book.disclosure.sentences[comparison.sentence].text
    words = text[comparison.start : comparison.end]
    yield Check(
        "N10",
        Verdict.CONSISTENT if holds else Verdict.MISMATCH,
        now.quantity.value,
        base.quantity.value,
        now.quantity.unit,
        f"{now.quantity.value:f}{actual}{base.quantity.value:f}",
        (now.operand, base.operand),
        "" if holds else phrase("detail.words", words=words),
    )

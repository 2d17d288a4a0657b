"""The arithmetic of the narrative: what the claims of one statement owe each other.

change = current − previous, rate = change / previous (printed or implied), completion = actual /
budget, share = part / whole, parts and whole, averages, and orders like 决算数大于预算数.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from extract.disclosure import Base, Claim, Comparison, Direction, Disclosure, Role, Statement
from reconcile.audit import Check, Verdict
from reconcile.equation import check, check_sum, of_claim
from reconcile.sheets import vocabulary

_CURRENT = (Role.LEVEL, Role.COUNT)


@dataclass(frozen=True, slots=True)
class Book:
    """The claims of a disclosure by statement."""

    disclosure: Disclosure
    claims: dict[int, tuple[Claim, ...]]

    @classmethod
    def of(cls, disclosure: Disclosure) -> Book:
        found: dict[int, list[Claim]] = defaultdict(list)
        for claim in disclosure.claims:
            found[claim.statement].append(claim)
        return cls(disclosure, {number: tuple(claims) for number, claims in found.items()})

    def of_roles(self, statement: int, *roles: Role) -> list[Claim]:
        return [c for c in self.claims.get(statement, ()) if c.role in roles]

    def current(self, statement: int) -> list[Claim]:
        """This year's figures: levels and counts, budgets where there are none."""
        return self.of_roles(statement, *_CURRENT) or self.of_roles(statement, Role.BUDGET)

    def paragraph(self, claim: Claim) -> int:
        return self.disclosure.sentences[claim.sentence].paragraph

    def text(self, claim: Claim) -> str:
        return self.disclosure.sentences[claim.sentence].text


def narrative_checks(book: Book) -> Iterator[Check]:
    """Every equation that holds within and between the statements, claim by claim."""
    for statement in book.disclosure.statements:
        yield from _changes(book, statement.id)
        yield from _completions(book, statement.id)
        yield from _averages(book, statement)
        yield from _repeated(book, statement.id)
    yield from _parts(book)
    for comparison in book.disclosure.comparisons:
        yield from _order(book, comparison)


# -- change and rate -------------------------------------------------------------------------


def _changes(book: Book, statement: int) -> Iterator[Check]:
    """Each change and rate of a statement, against the figures it is a change between."""
    for pair in _change_pairs(book.claims.get(statement, ())):
        like = pair[0]
        current = _alike(book.current(statement), like) if like.base is not Base.BUDGET else (
            book.of_roles(statement, *_CURRENT)
        )  # fmt: skip
        role = Role.BUDGET if like.base is Base.BUDGET else Role.PREVIOUS
        bases = _alike(book.of_roles(statement, role), like)
        yield from _change_checks(pair, current, bases)


def _change_pairs(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Change claims as they stand together: an amount with its rate, or either alone."""
    pairs: list[list[Claim]] = []
    for claim in claims:
        if claim.role is Role.CHANGE_AMOUNT:
            pairs.append([claim])
        elif claim.role is Role.CHANGE_RATE:
            last = pairs[-1] if pairs else None
            joined = (
                last is not None
                and len(last) == 1
                and last[0].role is Role.CHANGE_AMOUNT
                and last[0].base is claim.base
                and claim.sentence - last[0].sentence <= 1
            )
            if joined and last is not None:
                last.append(claim)
            else:
                pairs.append([claim])
    return pairs


def _alike(claims: Sequence[Claim], like: Claim) -> list[Claim]:
    """Those of the same kind of unit where the change is an amount or a count itself."""
    if like.quantity.kind == "percent":
        return list(claims)
    return [c for c in claims if c.quantity.kind == like.quantity.kind]


def _change_checks(
    pair: Sequence[Claim], current: Sequence[Claim], bases: Sequence[Claim]
) -> Iterator[Check]:
    amount = next((c for c in pair if c.role is Role.CHANGE_AMOUNT), None)
    rate = next((c for c in pair if c.role is Role.CHANGE_RATE), None)
    if amount is not None and current and bases:
        yield best([c for now in current for base in bases for c in [_change(amount, now, base)]])
    if rate is None or rate.quantity.unit in ("百分点", "倍", "成"):
        return
    options: list[Check] = []
    if amount is not None and bases:
        options = [c for base in bases if (c := _rate_of_change(rate, amount, base))]
    elif amount is not None:
        options = [c for now in current if (c := _implied_rate(rate, amount, now))]
    elif current and bases:
        options = [c for now in current for base in bases if (c := _rate_between(rate, now, base))]
    if options:
        yield best(options)


def _sign(claim: Claim) -> int:
    return -1 if claim.direction is Direction.DOWN else 1


def _change(amount: Claim, now: Claim, base: Claim) -> Check:
    sign = _sign(amount)
    formula = "{0}−{1}" if sign > 0 else "{1}−{0}"
    if amount.direction is Direction.FLAT:
        return _required(check("N02", of_claim(amount), [of_claim(now), of_claim(base)],
                               lambda a, b: abs(a - b), "|{0}−{1}|"))  # fmt: skip
    return _required(
        check("N02", of_claim(amount), [of_claim(now), of_claim(base)],
              lambda a, b: sign * (a - b), formula)
    )  # fmt: skip


def _rate_of_change(rate: Claim, amount: Claim, base: Claim) -> Check | None:
    return check("N03", of_claim(rate), [of_claim(amount), of_claim(base)],
                 lambda c, b: c / b, "{0}÷{1}")  # fmt: skip


def _implied_rate(rate: Claim, amount: Claim, now: Claim) -> Check | None:
    """On the base that current figure and change imply, where none is printed."""
    if _sign(amount) > 0:
        return check("N03", of_claim(rate), [of_claim(amount), of_claim(now)],
                     lambda c, a: c / (a - c), "{0}÷({1}−{0})")  # fmt: skip
    return check("N03", of_claim(rate), [of_claim(amount), of_claim(now)],
                 lambda c, a: c / (a + c), "{0}÷({1}+{0})")  # fmt: skip


def _rate_between(rate: Claim, now: Claim, base: Claim) -> Check | None:
    sign = _sign(rate)
    formula = "({0}−{1})÷{1}" if sign > 0 else "({1}−{0})÷{1}"
    return check("N03", of_claim(rate), [of_claim(now), of_claim(base)],
                 lambda a, b: sign * (a - b) / b, formula)  # fmt: skip


# -- completion, average, repetition ---------------------------------------------------------


def _completions(book: Book, statement: int) -> Iterator[Check]:
    for claim in book.of_roles(statement, Role.COMPLETION):
        before = [c for c in book.claims[statement] if _stands_before(c, claim)]
        actual = [c for c in before if c.role is Role.LEVEL and c.quantity.kind == "amount"]
        budget = [c for c in before if c.role is Role.BUDGET and c.quantity.kind == "amount"]
        options = [
            c
            for a in actual
            for b in _named_budget(book, claim, budget)
            if (c := check("N05", of_claim(claim), [of_claim(a), of_claim(b)],
                           lambda x, y: x / y, "{0}÷{1}"))
        ]  # fmt: skip
        if options:
            yield best(options)


def _stands_before(other: Claim, claim: Claim) -> bool:
    return (other.sentence, other.start) < (claim.sentence, claim.start)


def _named_budget(book: Book, claim: Claim, budgets: Sequence[Claim]) -> Sequence[Claim]:
    """The budget that 完成年初/调整/全年预算 names, where several are printed."""
    words = book.text(claim)[max(0, claim.start - 12) : claim.start]
    for name in ("年初", "调整", "全年"):
        if name in words:
            named = [b for b in budgets if name in book.text(b)[max(0, b.start - 10) : b.start]]
            return named or budgets
    return budgets


def _averages(book: Book, statement: Statement) -> Iterator[Check]:
    """平均 = total / count, both from the same paragraph."""
    for claim in book.of_roles(statement.id, Role.AVERAGE):
        if claim.quantity.kind != "amount":
            continue
        near = [c for c in book.disclosure.claims if book.paragraph(c) == book.paragraph(claim)]
        near = [c for c in near if _stands_before(c, claim)]
        totals = [c for c in near if c.role is Role.LEVEL and c.quantity.kind == "amount"]
        counts = [c for c in near if c.role is Role.COUNT]
        if not totals or not counts:
            continue
        unit = re.search(
            r"每(辆|人次|人|批次|批|个|户|台)|人均|车均", book.text(claim)[: claim.start]
        )
        if unit:
            counts = [c for c in counts if (unit[1] or "") in c.quantity.unit] or counts
        options = [
            c
            for n in counts[-2:]
            if (c := check("N08", of_claim(claim), [of_claim(totals[-1]), of_claim(n)],
                           lambda a, b: a / b, "{0}÷{1}"))
        ]  # fmt: skip
        if options and any(c.verdict is not Verdict.MISMATCH for c in options):
            yield best(options)
        elif len(options) == 1 and unit:
            yield options[0]


def _repeated(book: Book, statement: int) -> Iterator[Check]:
    """The same figure stated twice for one subject within a paragraph."""
    for role in (Role.LEVEL, Role.PREVIOUS):
        same = [c for c in book.of_roles(statement, role) if c.quantity.kind == "amount"]
        for first, again in zip(same, same[1:], strict=False):
            if first.period == again.period:
                yield same_figure("N07", again, first)


def same_figure(rule: str, again: Claim, first: Claim) -> Check:
    """Two statements of one quantity; the coarser one is what the finer one rounds to."""
    stated, source = of_claim(again), of_claim(first)
    if source.quantity.ulp > stated.quantity.ulp:
        stated, source = source, stated
    return _required(check(rule, stated, [source], lambda a: a, "{0}", copied=True))


# -- parts and whole -------------------------------------------------------------------------


def _parts(book: Book) -> Iterator[Check]:
    """Σ parts = whole for each announced list, where the list is complete."""
    groups: dict[int, list[Statement]] = defaultdict(list)
    for statement in book.disclosure.statements:
        if statement.group is not None and statement.part_of is not None:
            groups[statement.group].append(statement)
    for members in groups.values():
        parent = members[0].part_of
        assert parent is not None
        for role, kind, unit in _sum_kinds(book, parent):
            yield from _sum(book, parent, members, role, kind, unit)
        yield from _sum_of_changes(book, parent, members)


def _sum_kinds(book: Book, parent: int) -> list[tuple[Role, str, str]]:
    kinds = []
    for claim in book.claims.get(parent, ()):
        if claim.role in (Role.LEVEL, Role.BUDGET, Role.COUNT, Role.OTHER, Role.PREVIOUS):
            quantity = claim.quantity
            key = (claim.role, quantity.kind, quantity.unit if quantity.kind == "count" else "")
            if key not in kinds and quantity.kind != "percent":
                kinds.append(key)
    return kinds


def _of_kind(book: Book, statement: int, role: Role, kind: str, unit: str) -> list[Claim]:
    return [
        c
        for c in book.of_roles(statement, role)
        if c.quantity.kind == kind and (not unit or c.quantity.unit == unit)
    ]


def _sum(
    book: Book, parent: int, members: Sequence[Statement], role: Role, kind: str, unit: str
) -> Iterator[Check]:
    wholes = _of_kind(book, parent, role, kind, unit)
    parts = [c[0] for m in members if (c := _of_kind(book, m.id, role, kind, unit))]
    if len(parts) < 2 or not wholes:
        return
    options = [check_sum("N06", of_claim(w), [of_claim(p) for p in parts]) for w in wholes]
    found = best(options)
    if found.verdict is not Verdict.MISMATCH or is_complete(book, found, parts, members):
        yield found


def is_complete(
    book: Book, failed: Check, parts: Sequence[Claim], members: Sequence[Statement]
) -> bool:
    """Whether a list of parts whose sum is off claims to be the full breakdown.

    其中 may name only some parts; it is complete where more than the whole is named, where the
    shares stated for the parts add up to 100%, or where the parts are by nature all there are
    (货物、工程、服务; 基本支出、项目支出; 人员经费、公用经费; the three of “三公”).
    """
    if failed.stated is None or failed.expected is None:
        return False
    if failed.expected > failed.stated:
        return True
    shares = [c for m in members for c in book.of_roles(m.id, Role.SHARE)[:1]]
    if len(shares) == len(parts):
        if abs(sum(c.quantity.exact for c in shares) - 1) <= Fraction(1, 100):
            return True
    subjects = [book.disclosure.statements[c.statement].subject for c in parts]
    return any(
        len(entry["parts"]) <= len(subjects)
        and all(any(word in subject for subject in subjects) for word in entry["parts"])
        for entry in vocabulary()["breakdown"]
    )


def _sum_of_changes(book: Book, parent: int, members: Sequence[Statement]) -> Iterator[Check]:
    """The changes of all parts add up to the change of the whole; confirms, never contradicts,
    for a part whose change goes unmentioned may be the difference."""
    whole = book.of_roles(parent, Role.CHANGE_AMOUNT)
    parts = [c[0] for m in members if (c := book.of_roles(m.id, Role.CHANGE_AMOUNT))]
    if not whole or not parts or whole[0].base is not parts[0].base:
        return
    sign = _sign(whole[0])
    signs = [sign * _sign(p) for p in parts]
    found = check_sum("N06", of_claim(whole[0]), [of_claim(p) for p in parts], signs)
    if found.verdict is not Verdict.MISMATCH:
        yield found


# -- orders ----------------------------------------------------------------------------------


def _order(book: Book, comparison: Comparison) -> Iterator[Check]:
    """决算数大于预算数, 与上年持平: the order of two printed figures."""
    left = book.of_roles(comparison.statement, comparison.left)
    right = book.of_roles(comparison.statement, comparison.right)
    if comparison.left is Role.LEVEL and not left:
        left = book.of_roles(comparison.statement, Role.COUNT)
    if comparison.loose or not left or not right:
        return
    now, base = left[-1], right[-1]
    if now.quantity.kind != base.quantity.kind:
        return
    difference = now.quantity.exact - base.quantity.exact
    holds = {"=": difference == 0, "<": difference < 0, ">": difference > 0}[comparison.relation]
    actual = "=" if difference == 0 else "<" if difference < 0 else ">"
    words = book.disclosure.sentences[comparison.sentence].text[comparison.start : comparison.end]
    yield Check(
        "N10",
        Verdict.CONSISTENT if holds else Verdict.MISMATCH,
        now.quantity.value,
        base.quantity.value,
        now.quantity.unit,
        f"{now.quantity.value:f}{actual}{base.quantity.value:f}",
        (of_claim(now).operand, of_claim(base).operand),
        "" if holds else f"文字说“{words}”",
    )


def best(options: Sequence[Check]) -> Check:
    """The kindest of several readings of one equation: what any of them confirms, stands."""
    order = (Verdict.CONSISTENT, Verdict.ROUNDING, Verdict.MISMATCH)
    return min(options, key=lambda c: order.index(c.verdict))


def _required(found: Check | None) -> Check:
    assert found is not None
    return found

"""Holding the figures of one report against another's: equations over facts (store/facts.py)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from corpus.store.models import FactRow
from extract.figures.quantity import Quantity, round_half_up
from reconcile.audit import Check, Verdict
from reconcile.equation import Term, check, check_sum
from reconcile.formula import COPY, DIFFERENCE
from reconcile.plain import label

#: A report's facts by name and measure.
Facts = Mapping[tuple[str, str], FactRow]


@dataclass(frozen=True, slots=True)
class Held:
    """A fact with what it was held against and what came of it.

    `stated` is what the report says of the other one's figure: quoted, or implied by this year's
    figure and its change; both in the unit of `fact`.
    """

    fact: FactRow
    against: tuple[FactRow, ...]
    check: Check
    stated: Quantity
    expected: Quantity


def quantity_of(fact: FactRow) -> Quantity:
    """The figure of a fact; a blank field is zero."""
    return Quantity(fact.value, Decimal(fact.value or 0), fact.unit or "元")


def change_of(fact: FactRow) -> Quantity:
    """The signed change of a fact that has one."""
    return Quantity(fact.change, Decimal(fact.change), fact.change_unit)


def hold(own: Facts, other: Facts, measures: Sequence[str]) -> Iterator[Held]:
    """The facts of these measures against what the other report publishes for the same quantity.

    What has another label there is another item: codes are reused. A blank field of the other
    report states nothing.
    """
    for (name, measure), fact in own.items():
        published = other.get((name, "level"))
        if measure not in measures or published is None or not published.value:
            continue
        if _same_label(fact.label, published.label):
            yield _held(fact, published)


def hold_sum(whole: Facts, parts: Sequence[Facts]) -> Iterator[Held]:
    """What a department publishes against the sum of its units, item by item.

    An item that a unit's table does not list is none of its money; a quantity that a unit's
    tables do not hold cannot be summed.
    """
    for (name, measure), fact in whole.items():
        if measure != "level" or not fact.value:
            continue
        stating = [facts for facts in parts if (name, "level") in facts]
        if not all(_lists(facts, name) for facts in parts if facts not in stating):
            continue
        known = tuple(facts[name, "level"] for facts in stating)
        if known and all(_same_label(fact.label, part.label) for part in known):
            terms = [Term(quantity_of(part)) for part in known]
            checked = check_sum("B03", Term(quantity_of(fact)), terms)
            unit = fact.unit
            expected = checked.expected or Decimal(0)
            yield Held(
                fact, known, checked, quantity_of(fact), Quantity(str(expected), expected, unit)
            )


def _held(fact: FactRow, published: FactRow) -> Held:
    source = quantity_of(published)
    if fact.measure == "change":
        level, moved = quantity_of(fact), change_of(fact)
        checked = check("B01", Term(moved), [Term(level), Term(source)], DIFFERENCE)
        stated = _in_unit(level.exact - moved.exact, max(level, moved, key=lambda q: q.ulp))
    else:
        stated = quantity_of(fact)
        rule = "B02" if fact.measure == "budget" else "B01"
        checked = _copied(rule, stated, source)
    assert checked is not None  # nothing is divided by
    expected = _in_unit(source.exact, min(source, stated, key=lambda q: q.ulp), stated.unit)
    return Held(fact, (published,), checked, stated, expected)


def _copied(rule: str, stated: Quantity, source: Quantity) -> Check | None:
    """A figure quoted from elsewhere: the coarser is what the finer rounds to."""
    pair = (source, stated) if source.ulp > stated.ulp else (stated, source)
    return check(rule, Term(pair[0]), [Term(pair[1])], COPY)


def _in_unit(exact: Fraction, like: Quantity, unit: str = "") -> Quantity:
    """An amount as a figure with the precision of another one, in that one's unit or in `unit`."""
    shown = like.to(unit) if unit else like
    value = round_half_up(exact / shown.scale, max(0, shown.decimals))
    if value == round(value, 2):  # 12.3400万元 that was printed as 123400元
        value = round(value, min(2, max(0, shown.decimals)))
    return Quantity(f"{value:f}", value, shown.unit)


def _lists(facts: Facts, name: str) -> bool:
    """Whether a report has the table of items that `name` belongs to, so that what is not in it
    is nothing."""
    kind, is_item, _ = name.partition("#")
    return bool(is_item) and any(other.startswith(f"{kind}#") for other, _ in facts)


def _same_label(one: str, other: str) -> bool:
    return label(one).removesuffix("支出") == label(other).removesuffix("支出")


def differs(held: Held) -> bool:
    """Whether rounding cannot explain it."""
    return held.check.verdict is Verdict.MISMATCH

"""Which figure is off, where equations fail.

Of all figures in the failing equations the suspect is the one whose smallest slip of the pen (a
digit lost, added, changed or swapped, a sign, a factor of ten, a figure copied from nearby) makes
most of them hold, and breaks least of those that hold. Where two do equally well, neither is
accused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from extract.figures.quantity import MONEY, Quantity
from extract.table import Cell
from reconcile.audit import Check, Operand, Verdict
from reconcile.equation import again
from reconcile.weighing.sides import millionths, sides_of
from reconcile.weighing.solving import solved

#: What a correction costs: a slip of the pen, a figure copied from nearby, any other figure.
SLIP, _COPIED, _OTHER = 1, 2, 4
#: A figure so many times another is that in another unit, or with its point elsewhere.
_SCALED = Fraction(100)
#: Every count below is a slip away from every other.
_TELLING = 100
_FACTORS = (10_000, 100, 10)
#: The units of money that are written for each other.
_MIXED_UP = ("元", "万元", "亿元")

#: A figure of the report: a claim by its id, or a cell.
Figure = str | Cell


@dataclass(frozen=True, slots=True)
class Suspect:
    """A figure of the report, what would mend it, and which failed checks hold with that."""

    of: Figure
    figure: Quantity
    mended: tuple[Check, ...]
    broken: int
    exact: int
    cost: int

    @property
    def rank(self) -> tuple[int, int, int]:
        """The better, the greater: `exact` of the mended checks hold without any rounding."""
        return len(self.mended) - self.broken, self.exact, -self.cost


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Failed checks with one cause. `suspects` are the figures that explain them best: one is
    accused, of several none; none at all where no figure mends any. `proved` are figures of the
    failed checks that stand in others which hold."""

    checks: tuple[Check, ...]
    suspects: tuple[Suspect, ...]
    proved: frozenset[Figure] = frozenset()

    @property
    def accused(self) -> Suspect | None:
        return self.suspects[0] if len(self.suspects) == 1 else None

    @property
    def crossed(self) -> bool:
        """Whether one slip in one figure explains two equations or more that have nothing else in
        common, as its row's and its column's: however a table was laid out when it was read, a row
        or a column taken for another would not do that."""
        accused = self.accused
        if accused is None or accused.cost > SLIP or accused.broken:
            return False
        others = [set(figures(c)) - {accused.of} for c in accused.mended]
        return any(not one & other for one, other in combinations(others, 2))


def contradictions(
    failed: Sequence[Check],
    checks: Sequence[Check],
    innocent: frozenset[str],
    printed: Mapping[str, Fraction],
    may_be_negative: Callable[[Figure], bool] = lambda _: True,
) -> Iterator[Contradiction]:
    """The failed checks by cause. `checks` are all sure checks; `innocent` the claims that a
    table confirms, which are not suspected where another figure may be; `printed` what each claim
    of the report states, in base units; `may_be_negative` says whether a figure may be less than
    nothing: no other is mended so."""
    if not failed:
        return
    holding = _by_figure((c, figures(c)) for c in checks if c.verdict is not Verdict.MISMATCH)
    turned = list(_turned(failed))
    told = {id(check) for one in turned for check in one.checks}
    turned += _two_ways([c for c in failed if id(c) not in told])
    yield from turned
    told = {id(check) for one in turned for check in one.checks}
    named = [(check, figures(check)) for check in failed if id(check) not in told]
    known: dict[Figure, Suspect | None] = dict.fromkeys(innocent)
    while named:
        failing = _by_figure(named)
        for figure in failing.keys() - known.keys():
            known[figure] = _suspect(
                figure, failing[figure], holding.get(figure, ()), may_be_negative(figure)
            )
        best = _best([s for f in failing if (s := known[f]) is not None], printed)
        explained = best[0].mended if best else (named[0][0],)
        proved = frozenset(f for c in explained for f in figures(c) if f in holding)
        yield Contradiction(explained, tuple(best), proved)
        gone = {id(check) for check in explained}
        for figure in (f for check, own in named if id(check) in gone for f in own):
            if figure not in innocent:
                known.pop(figure, None)
        named = [one for one in named if id(one[0]) not in gone]


def _turned(failed: Sequence[Check]) -> Iterator[Contradiction]:
    """Changes that are told right but for the way they go (增加 of what fell by as much): the word
    is off, and with it the rate of the same two figures, or its own rate, which goes the other."""
    other_way = [c for c in failed if c.stated and c.expected == -c.stated]
    for check in other_way:
        stated = check.operands[0]
        of = _figure(stated)
        if check.rule != "N02" or of is None or stated.quantity is None:
            continue
        beside = set(figures(check)) - {of}
        pair = {f for c in other_way if beside <= set(figures(c)) for f in figures(c)}
        pair |= {f for c in failed if c.rule == "N10" and of in figures(c) for f in figures(c)}
        alike = tuple(c for c in failed if set(figures(c)) <= pair)
        figure = _with(stated.quantity, -stated.quantity.value)
        yield Contradiction(alike, (Suspect(of, figure, alike, 0, 0, SLIP),))


def _two_ways(failed: Sequence[Check]) -> Iterator[Contradiction]:
    """A change of which amount and rate go two ways (增加A万元，下降P%), with the rates that fail
    as they are computed one way: one of the two words is off, and none is accused."""
    for check in failed:
        pair = set(figures(check))
        if check.rule == "N10" and len(pair) == 2:
            rates = [c for c in failed if c.rule == "N03" and pair <= set(figures(c))]
            if rates:
                yield Contradiction((check, *rates), ())


def _by_figure(
    named: Iterable[tuple[Check, Sequence[Figure]]],
) -> dict[Figure, list[Check]]:
    """The checks of each figure, in their order."""
    found: dict[Figure, list[Check]] = defaultdict(list)
    for check, own in named:
        for figure in own:
            found[figure].append(check)
    return found


def figures(check: Check) -> list[Figure]:
    """The figures of the report that stand in a check, each once."""
    return list(dict.fromkeys(f for o in check.operands if (f := _figure(o)) is not None))


def _figure(operand: Operand) -> Figure | None:
    return operand.claim or operand.cell


def _places(check: Check, of: Figure) -> list[int]:
    """The numbers of a check's operands that are one figure."""
    return [i for i, o in enumerate(check.operands) if _figure(o) == of]


def _best(found: Sequence[Suspect], printed: Mapping[str, Fraction]) -> list[Suspect]:
    """The suspects that do best, with the same checks mended as the first of them."""
    if not found:
        return []
    top = max(found, key=lambda s: s.rank)
    best = [s for s in found if s.rank == top.rank and s.mended == top.mended]
    return [*best, *_computed_otherwise(top, printed)] if len(best) == 1 else best


def _computed_otherwise(top: Suspect, printed: Mapping[str, Fraction]) -> list[Suspect]:
    """The rate that one check states, where the figure that would mend it is printed of another
    thing: then as likely the rate was computed from that one. Of an amount a slip is likelier."""
    check = top.mended[0]
    stated = _figure(check.operands[0])
    derived = check.equation is not None and check.equation.name not in ("copy", "sum")
    if stated is None or stated == top.of or not derived:
        return []
    if len(top.mended) > 1 or (check.unit != "%" and top.cost <= SLIP):
        return []
    elsewhere = (value for claim, value in printed.items() if claim not in check.claims)
    return [replace(top, of=stated)] if top.figure.exact in elsewhere else []


def _suspect(
    of: Figure, failing: Sequence[Check], holding: Sequence[Check], may_be_negative: bool
) -> Suspect | None:
    """The correction of a figure that mends most of the failed checks it stands in."""
    sides = [sides_of(c, _places(c, of)) for c in failing]
    best: Suspect | None = None
    seen: set[tuple[str, str]] = set()
    for figure, cost in _corrections(of, failing):
        known = str(figure.value), figure.unit  # the first is the cheapest
        if known in seen or (figure.value < 0 and not may_be_negative):
            continue
        seen.add(known)
        value, ulp = millionths(figure.exact), millionths(figure.ulp)
        tried = [
            (c, _verdict(c, of, figure))
            for c, both in zip(failing, sides, strict=True)
            if both is None or both.may_meet(value, ulp)
        ]
        mended = tuple(
            c for c, verdict in tried if verdict and verdict.holds and not _vanishing(c, of, figure)
        )
        if not mended:
            continue
        exact = sum(verdict is Verdict.CONSISTENT for _, verdict in tried)
        after = [_verdict(c, of, figure) for c in holding]
        broken = sum(not (verdict and verdict.holds) for verdict in after)
        found = Suspect(of, figure, mended, broken, exact, cost)
        if best is None or found.rank > best.rank:
            best = found
    return best


def _verdict(check: Check, of: Figure, figure: Quantity) -> Verdict | None:
    """What comes of a check with another figure in a place; None where it has no value."""
    outcome = again(check, _changed(check, of, figure))
    return outcome.verdict if outcome is not None else None


def _changed(check: Check, of: Figure, figure: Quantity) -> dict[int, Quantity]:
    """A check's operands that are one figure, as another."""
    return {i: _like(check.operands[i].quantity, figure) for i in _places(check, of)}


def _like(printed: Quantity | None, figure: Quantity) -> Quantity:
    """A correction in the unit that a check has its figure in (a cell of 元 held in 万元)."""
    if printed is None or {printed.unit, figure.unit} - MONEY.keys():
        return figure
    return figure.to(printed.unit)


def _corrections(of: Figure, failing: Sequence[Check]) -> Iterator[tuple[Quantity, int]]:
    """Figures that may stand in place of a printed one, each with its cost."""
    mine = [o for c in failing for o in c.operands if _figure(o) == of]
    printed = of.quantity if isinstance(of, Cell) else next((o.quantity for o in mine), None)
    if printed is None:
        return
    small = printed.kind == "count" and abs(printed.value) < _TELLING
    if printed.unit in MONEY and printed.value:
        yield from ((printed.with_unit(u), SLIP) for u in _MIXED_UP if u != printed.unit)
    for value in slips(printed.value):
        yield _with(printed, value), _OTHER if small else SLIP
    copied = (o.quantity for c in failing for o in c.operands if _figure(o) != of)
    for other in copied:
        if other is not None and other.kind == printed.kind and other.exact != printed.exact:
            yield other, _OTHER if small else _COPIED
    for check in failing:
        for number, operand in enumerate(check.operands):
            if _figure(operand) == of and operand.quantity is not None:
                for value in solved(check, number):
                    yield _with(operand.quantity, value), _OTHER


def _vanishing(check: Check, of: Figure, figure: Quantity) -> bool:
    """Whether a check holds with a figure a hundredfold or more off only as that makes the figure
    vanish beside the others, or the greatest of them beside it: to leave one out mends nothing."""
    changed = _changed(check, of, figure)
    printed = next((o.quantity for o in check.operands if _figure(o) == of), None)
    if printed is None or not printed.exact or not figure.exact:
        return False
    if 1 / _SCALED < abs(figure.exact / printed.exact) < _SCALED:
        return False
    others = [
        (abs(o.quantity.exact), i)
        for i, o in enumerate(check.operands)
        if i and i not in changed and o.quantity is not None and o.quantity.kind == "amount"
    ]
    left_out = [*changed, *(i for _, i in sorted(others)[-1:])]
    return any(
        _holds(check, changed | {i: _with(q, Decimal(0))})
        for i in left_out
        if (q := check.operands[i].quantity) is not None
    )


def _holds(check: Check, changed: Mapping[int, Quantity]) -> bool:
    outcome = again(check, changed)
    return outcome is not None and outcome.verdict.holds


def _with(printed: Quantity, value: Decimal) -> Quantity:
    return replace(printed, text=f"{value:f}{printed.unit}", value=value)


def slips(value: Decimal) -> Iterable[Decimal]:
    """What `value` may have been before one slip of the pen."""
    digits = f"{abs(value):f}"
    texts: set[str] = set()
    for index, char in enumerate(digits):
        before, after = digits[:index], digits[index + 1 :]
        if char.isdigit():
            texts.update(before + new + after for new in "0123456789" if new != char)
            texts.add(before + after)
            point = "." if after[:1] == "." else ""
            other = after[len(point) :]
            if other[:1].isdigit():
                texts.add(before + other[0] + point + char + other[1:])
        texts.update(before + new + char + after for new in "0123456789")
    decimals = len(digits.partition(".")[2])
    texts = {t for t in texts if t.strip(".") and t[0] != "." and (t[0] != "0" or t[1:2] in ".")}
    found = {Decimal(t) for t in texts if len(t.partition(".")[2]) == decimals}
    factored = [abs(value) * f for f in _FACTORS] + [abs(value) / f for f in _FACTORS]
    found.update(v for v in factored if v == round(v, decimals))
    found.discard(abs(value))
    sign = -1 if value < 0 else 1
    return [*(sign * v for v in sorted(found)), -value]

"""Which figure is off, where equations fail.

Of all figures in the failing equations the suspect is the one whose smallest slip of the pen (a
digit lost, added, changed or swapped, a sign, a factor of ten, a figure copied from nearby) makes
most of them hold, and breaks least of those that hold. Where two do equally well, neither is
accused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from extract.figures.quantity import Quantity
from reconcile.audit import Check, Verdict
from reconcile.equation import again
from reconcile.weighing.foremost import Foremost
from reconcile.weighing.instead import computed_instead
from reconcile.weighing.trials import (
    SLIP,
    Figure,
    Suspect,
    Trial,
    changed,
    figure_of,
    figures,
    printed_of,
    with_value,
)


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
        return self.accused is not None and self.accused.cost <= SLIP and self.agreed

    @property
    def agreed(self) -> bool:
        """Whether two equations that have nothing else in common, and are not both mere copies of
        a figure, ask for the same figure in place of one that is printed."""
        accused = self.accused
        if accused is None or accused.broken:
            return False
        return any(_apart(accused.of, *pair) for pair in combinations(accused.mended, 2))


def contradictions(
    failed: Sequence[Check],
    checks: Sequence[Check],
    innocent: frozenset[str],
    printed: Mapping[str, Fraction],
    may_be: Callable[[Figure, Quantity], bool] = lambda *_: True,
    in_place: Callable[[Suspect], bool] = lambda _: False,
) -> Iterator[Contradiction]:
    """The failed checks by cause. `checks` are all sure checks; `innocent` the claims that a
    table confirms, which are not suspected where another figure may be; `printed` what each claim
    of the report states, in base units; `may_be` says whether a figure may be another one (less
    than nothing, more than all marks): it is not mended by what it cannot be; `in_place` whether a
    table has what would mend a suspect where it belongs: of several alike it is that one."""
    if not failed:
        return
    holding = _by_figure((c, figures(c)) for c in checks if c.verdict is not Verdict.MISMATCH)
    turned = list(_turned(failed))
    told = {id(check) for one in turned for check in one.checks}
    turned += _two_ways([c for c in failed if id(c) not in told])
    yield from turned
    told = {id(check) for one in turned for check in one.checks}
    rest = [c for c in failed if id(c) not in told]
    above = [c for c in rest if c.is_above_its_whole]
    values: dict[Fraction, set[str]] = defaultdict(set)
    for claim, value in printed.items():
        values[value].add(claim)
    left = _Left([c for c in rest if not c.is_above_its_whole], holding, innocent, may_be)
    while left.named:
        best = _with_its_whole(_computed_otherwise(left.best(), values), above)
        best = _told_ones(best, in_place)
        explained = best[0].mended if best else (next(iter(left.named.values()))[0],)
        proved = frozenset(f for c in explained for f in figures(c) if f in holding)
        yield Contradiction(explained, tuple(best), proved)
        left.take([c for c in explained if not c.is_above_its_whole])
        above = [c for c in above if c not in explained]
    yield from (_alone(check, holding) for check in above)


def _told_ones(best: list[Suspect], in_place: Callable[[Suspect], bool]) -> list[Suspect]:
    """The one of several suspects that is told otherwise where it belongs; else all of them."""
    found = [s for s in best if in_place(s)] if len(best) > 1 else []
    return found if len(found) == 1 else best


def _alone(check: Check, holding: Mapping[Figure, Sequence[Check]]) -> Contradiction:
    """A part above its whole of which nothing else says which of the two is off."""
    proved = frozenset(f for f in figures(check) if f in holding)
    return Contradiction((check,), (), proved)


class _Left:
    """The failed checks that nothing explains yet, by the figures that stand in them, and which
    figure explains most of them. `named` has each check with its figures, in order."""

    def __init__(
        self,
        failed: Sequence[Check],
        holding: Mapping[Figure, Sequence[Check]],
        innocent: frozenset[str],
        may_be: Callable[[Figure, Quantity], bool],
    ) -> None:
        self.named = {id(check): (check, figures(check)) for check in failed}
        self.order = {number: place for place, number in enumerate(self.named)}
        self.failing = _by_figure(self.named.values())
        self.holding, self.innocent, self.may_be = holding, innocent, may_be
        self.trials: dict[Figure, Trial] = {}
        self.known: dict[Figure, Suspect] = {}
        self.foremost: Foremost[Figure] = Foremost()
        for figure in self.failing:
            self._try(figure)

    def best(self) -> list[Suspect]:
        """The suspects that do best, with the same checks mended as the first of them."""
        first = self.foremost.first()
        if first is None:
            return []
        top = self.known[first]
        own = [f for f in self.named[id(top.mended[0])][1] if f in self.known]
        found = [self.known[f] for f in sorted(own, key=self._place)]
        return [s for s in found if s.rank == top.rank and s.mended == top.mended]

    def take(self, explained: Sequence[Check]) -> None:
        """Leave out checks that are explained, and try the figures anew that stand in them."""
        gone = {id(check) for check in explained}
        changed = dict.fromkeys(f for number in gone for f in self.named.pop(number)[1])
        for figure in changed:
            self.failing[figure] = [c for c in self.failing[figure] if id(c) not in gone]
            self._try(figure)

    def _place(self, figure: Figure) -> tuple[int, int]:
        """Where a figure stands first in what is left."""
        check = self.failing[figure][0]
        return self.order[id(check)], self.named[id(check)][1].index(figure)

    def _try(self, figure: Figure) -> None:
        failing, trial = self.failing[figure], self.trials.get(figure)
        self.known.pop(figure, None)
        self.foremost.drop(figure)
        if figure in self.innocent or not failing:
            return
        if trial is None or trial.printed != printed_of(figure, failing):
            holding = self.holding.get(figure, ())
            trial = Trial(figure, failing, holding, self.may_be)
            self.trials[figure] = trial
        suspect = trial.suspect(failing)
        if suspect is not None:
            self.known[figure] = suspect
            self.foremost.put(figure, suspect.rank, self._place(figure))


def _with_its_whole(best: list[Suspect], above: Sequence[Check]) -> list[Suspect]:
    """The best suspects; the one alone that is a part `above` its whole as well, where one is, and
    is less with another figure in its place, with that check among those that it explains."""
    found = [(s, tuple(c for c in above if _fits(c, s))) for s in best]
    found = [(s, checks) for s, checks in found if checks]
    if len(found) != 1:
        return best
    ((suspect, checks),) = found
    return [replace(suspect, mended=(*suspect.mended, *checks))]


def _fits(check: Check, mended: Suspect) -> bool:
    """Whether a part above its whole is less with another figure in place of one of them."""
    if mended.of not in figures(check):
        return False
    after = changed(check, mended.of, mended.figure)
    whole, part = (after.get(i, o.quantity) for i, o in enumerate(check.operands))
    return whole is not None and part is not None and part.exact <= whole.exact


def _apart(of: Figure, one: Check, other: Check) -> bool:
    """Whether two equations have nothing in common but a figure, nor the part that it has in them:
    of what was taken for the whole, every share is wrong."""
    if (set(figures(one)) & set(figures(other))) - {of}:
        return False
    return _part(of, one) != _part(of, other)


def _part(of: Figure, check: Check) -> tuple[str, bool]:
    """What a figure is in an equation: the one stated or not, and which equation it is; all copies
    are alike."""
    stated = figure_of(check.operands[0]) == of
    name = check.equation.name if check.equation is not None else ""
    return ("copy", False) if name == "copy" else (name or check.rule, stated)


def _turned(failed: Sequence[Check]) -> Iterator[Contradiction]:
    """Changes that are told right but for the way they go (增加 of what fell by as much): the word
    is off, and with it the rate of the same two figures, or its own rate, which goes the other."""
    other_way = [c for c in failed if c.stated and c.expected == -c.stated]
    for check in other_way:
        stated = check.operands[0]
        of = figure_of(stated)
        if check.rule != "N02" or of is None or stated.quantity is None:
            continue
        beside = set(figures(check)) - {of}
        pair = {f for c in other_way if beside <= set(figures(c)) for f in figures(c)}
        pair |= {f for c in failed if c.rule == "N10" and of in figures(c) for f in figures(c)}
        figure = with_value(stated.quantity, -stated.quantity.value)
        alike = tuple(
            c for c in failed if set(figures(c)) <= pair or _goes_with(c, of, figure, pair)
        )
        yield Contradiction(alike, (Suspect(of, figure, alike, 0, 0, SLIP),))


def _goes_with(check: Check, of: Figure, turned: Quantity, pair: Collection[Figure]) -> bool:
    """Whether a rate that is computed from a change told the other way is right but for that: it
    stands among the figures of its `pair` as well."""
    if check.rule != "N03" or of not in figures(check) or check.stated is None:
        return False
    outcome = again(check, changed(check, of, turned))
    other_way = outcome is not None and outcome.expected == -check.stated
    return other_way and len(set(figures(check)) - set(pair)) <= 1


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


def _is_in_other_unit(top: Suspect) -> bool:
    """Whether a figure is mended by another unit of money behind it: printed with that one
    elsewhere it is the same thing told again."""
    printed = printed_of(top.of, top.mended)
    return printed is not None and printed.value == top.figure.value


def _of_lost_ten_thousand(best: Sequence[Suspect]) -> list[Suspect]:
    """Those of some figures that are mended by the larger unit: 万 is left out far oftener than
    it is written for nothing, and hardly anything in a report is of a few 元."""
    largest = max(s.figure.scale for s in best)
    return [s for s in best if s.figure.scale == largest]


def _computed_otherwise(
    best: list[Suspect], printed: Mapping[Fraction, Collection[str]]
) -> list[Suspect]:
    """The best suspects; with a single one the rate that one check states, where the figure that
    would mend it is `printed` of another thing: then as likely the rate was computed from that one.
    Of an amount a slip is likelier, but where the rate is just what people compute instead of it:
    of an amount every other slip would make a rate about as far off."""
    if len(best) > 1 and all(map(_is_in_other_unit, best)):
        return _of_lost_ten_thousand(best)
    if len(best) != 1:
        return best
    (top,) = best
    check = top.mended[0]
    stated = figure_of(check.operands[0])
    derived = check.equation is not None and check.equation.name not in ("copy", "sum")
    if stated is None or stated == top.of or not derived:
        return best
    if _is_in_other_unit(top):
        return best
    if len(top.mended) == 1 and check.expected is not None and computed_instead(check):
        rate = check.operands[0].quantity
        return [replace(top, of=stated, figure=with_value(rate, check.expected))] if rate else best
    if len(top.mended) > 1 or (check.unit != "%" and top.cost <= SLIP):
        return best
    elsewhere = set(printed.get(top.figure.exact, ())) - set(check.claims)
    return [top, replace(top, of=stated)] if elsewhere else best

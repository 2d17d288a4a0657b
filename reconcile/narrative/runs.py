"""What is multiplied in a sentence: counts, what each costs, and the amount that they come to.

Which figures belong together their units tell: what a price is paid for each of must have been
counted, and what is so many for each of something else as well (12次，每次80人、每人400元).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.disclosure import Claim, Role
from extract.figures.quantity import QuantityError, parse_number
from reconcile.book import Book, by_sentence
from reconcile.narrative.priced import Kind, Told, pattern, tail, told_in
from reconcile.plain import plain

_MONTHS = 12


#: How often a price is paid, behind what it is paid for (每个居委会每年).
_YEARLY = re.compile("每[年月]$")


@dataclass(frozen=True, slots=True)
class Run:
    """Figures that are multiplied: the counts, the price, and what they come to.

    `sure` where the words leave nothing open; `months` where a price of a month stands without a
    number of them.
    """

    counts: tuple[Told, ...]
    price: Told
    amount: Told
    sure: bool
    months: bool = False

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims that are multiplied, in order."""
        told = (*self.counts, self.price)
        return tuple(t.claim for t in told if t.claim is not None)

    @property
    def times(self) -> int:
        """What they are multiplied by that is no claim."""
        number = _MONTHS if self.months else 1
        for told in self.counts:
            number *= told.number or 1
        return number


@dataclass(frozen=True, slots=True)
class _Needed:
    """The counts that a price needs, and whether a number of months is missing."""

    counts: tuple[int, ...]
    months: bool = False


@dataclass(frozen=True, slots=True)
class Runs:
    """The products of a report, the sums of several (2台、每台5万元，3架、每架2万元，合计…), and
    prices of a month that are told once more for the year (每人每月80元，即每人每年960元)."""

    single: tuple[Run, ...]
    several: tuple[tuple[Run, ...], ...]
    restated: tuple[tuple[Claim, Claim], ...] = ()

    @classmethod
    def of(cls, book: Book) -> Runs:
        single: list[Run] = []
        several: list[tuple[Run, ...]] = []
        restated: list[tuple[Claim, Claim]] = []
        for claims in by_sentence(book.disclosure.claims):
            told = told_in(book, claims)
            if any(t.kind is Kind.PRICE for t in told):
                reader = _Reader(book, told)
                single.extend(reader.runs())
                several.extend(reader.sums())
                restated.extend(_restated(told))
        return cls(tuple(single), tuple(several), tuple(restated))

    @property
    def of_several(self) -> frozenset[str]:
        """The prices that stand in sums of several products."""
        return frozenset(c.id for runs in self.several for run in runs for c in run.claims)


def _restated(told: Sequence[Told]) -> Iterator[tuple[Claim, Claim]]:
    """The prices of a month with those of the year right behind them that they are told as again:
    of the same things, both or neither of them a person's."""
    for first, second in pairwise(told):
        if first.kind is not Kind.PRICE or second.kind is not Kind.PRICE:
            continue
        said = pattern("again").fullmatch(second.lead)
        monthly = [t for t in first.things if pattern("month").search(t)]
        yearly = [t for t in second.things if pattern("yearly").fullmatch(t)]
        rest = [[t for t in one.things if t not in (*monthly, *yearly)] for one in (first, second)]
        if said and monthly and yearly and rest[0] == rest[1] and first.claim and second.claim:
            yield first.claim, second.claim


def _without_first_prices(told: Sequence[Told]) -> tuple[Told, ...]:
    """The figures of a sentence; of a price that is told twice (每人每月80元，即每人每年960元) the
    second, where the first stands."""
    kept: list[Told] = []
    for one in told:
        again = pattern("again").search(one.lead) is not None and one.kind is Kind.PRICE
        if again and kept and kept[-1].kind is Kind.PRICE:
            first = kept.pop()
            one = replace(one, before=first.before, lead=first.lead, noun=first.noun)
        kept.append(one)
    return tuple(kept)


class _Reader:
    """Finds what is multiplied among the figures of a sentence."""

    def __init__(self, book: Book, told: Sequence[Told]) -> None:
        self.book, self.told = book, _without_first_prices(told)

    def runs(self) -> Iterator[Run]:
        """The products with what they come to right behind them; before them; by name."""
        for at, price in enumerate(self.told):
            if price.kind is Kind.PRICE:
                run = self._onward(at) or self._named(at) or self._above(at)
                run = run or self._behind(at) or self._backward(at)
                yield from (run,) if run is not None else ()

    def sums(self) -> Iterator[tuple[Run, ...]]:
        """Pairs of a count and a price, and what all of them come to."""
        at = 0
        while at < len(self.told):
            pairs: list[tuple[int, int]] = []
            while self._is_pair(at):
                pairs.append((at, at + 1))
                at += 3 if self._is_end(at + 2) and self._is_pair(at + 3) else 2
            amount = self.told[at] if at < len(self.told) else None
            if amount is not None and amount.kind is Kind.AMOUNT and len(pairs) > 1:
                yield from self._summed(pairs, amount)
            at += 1

    def _is_end(self, at: int) -> bool:
        return at < len(self.told) and self.told[at].kind is Kind.END

    def _is_pair(self, at: int) -> bool:
        if at + 1 >= len(self.told):
            return False
        count, price = self.told[at], self.told[at + 1]
        if price.kind is not Kind.PRICE or count.kind is not Kind.COUNT or count.claim is None:
            return False
        needed = self._needed(at + 1, at + 2)
        return needed is not None and needed.counts == (at,) and not needed.months

    def _summed(self, pairs: Sequence[tuple[int, int]], amount: Told) -> Iterator[tuple[Run, ...]]:
        match = pattern("together").search(amount.before)
        if match is None:
            return
        try:
            number = int(parse_number(match["number"])) if match["number"] else len(pairs)
        except QuantityError:
            return
        first = self.told[pairs[0][0] - 1] if pairs[0][0] else None
        alone = first is None or first.kind in (Kind.END, Kind.AMOUNT) or match["number"]
        careful = any(
            pattern("careful").search(t.before) for p, q in pairs for t in (self.told[q],)
        ) or pattern("careful").search(amount.before)
        sure = number == len(pairs) and bool(alone) and not careful
        yield tuple(Run((self.told[c],), self.told[p], amount, sure) for c, p in pairs)

    def _needed(self, price: int, end: int) -> _Needed | None:
        """The counts of what a price is paid for each of, before it or up to `end`; None where one
        of them was not counted."""
        start = self._start(price)
        around = [*range(price - 1, start - 1, -1), *range(price + 1, end)]
        if self._is_multiplied(start, price, end):
            return _Needed(tuple(sorted(around)))
        if not self.told[price].things:
            return _Needed((price - 1,)) if start < price else None
        needs, chosen, months = list(self.told[price].things), list[int](), False
        while needs:
            thing = needs.pop(0)
            at = next((i for i in around if i not in chosen and self.told[i].counts(thing)), None)
            if any(thing in self.told[i].things[1:] for i in chosen):
                continue  # 960人·天，每人每天400元
            if at is not None:
                chosen.append(at)
                needs.extend(self.told[at].per)
            elif pattern("month").search(thing):
                months = True
            elif not pattern("yearly").search(thing):
                return None
        counted = any(self.told[i].claim is not None for i in chosen)
        return _Needed(tuple(sorted(chosen)), months) if counted else None

    def _is_multiplied(self, start: int, price: int, end: int) -> bool:
        """Whether signs of multiplication stand between all figures: 86人×2,300元/月×12个月."""
        signs = [self.told[i].before for i in range(start + 1, end)]
        return start < price and all(map(pattern("multiplied").search, signs))

    def _start(self, price: int) -> int:
        """Where the counts begin that stand right before a price."""
        at = price
        while at and self.told[at - 1].kind is Kind.COUNT:
            at -= 1
        return at

    def _end(self, price: int) -> int:
        """Where the counts end that stand right behind a price."""
        at = price + 1
        while at < len(self.told) and self.told[at].kind is Kind.COUNT:
            at += 1
        return at

    def _onward(self, price: int) -> Run | None:
        end = self._end(price)
        if end >= len(self.told) or self.told[end].kind is not Kind.AMOUNT:
            return None
        needed = self._needed(price, end)
        if needed is None:
            return None
        chosen = needed.counts
        first = min(*chosen, price)
        if self._before(first) is Kind.PRICE:  # of several, told together
            return None
        between = [i for i in range(first, end) if i != price and i not in chosen]
        if any(self.told[i].number for i in between if i > price):
            return None  # 每人每年1,200元，发放十个月，共支出C万元
        year = not needed.months or "全年" in self.told[end].before  # 每人每月400元，全年C万元
        sure = year and not between and self._leads(first, price, end)
        return self._run(needed, price, self.told[end], sure)

    def _before(self, at: int) -> Kind | None:
        """What stands before a figure, ends of what belongs together aside."""
        kinds = (t.kind for t in reversed(self.told[:at]) if t.kind is not Kind.END)
        return next(kinds, None)

    def _run(self, needed: _Needed, price: int, amount: Told, sure: bool) -> Run:
        counts = tuple(self.told[i] for i in needed.counts)
        return Run(counts, self.told[price], amount, sure, needed.months)

    def _leads(self, first: int, price: int, end: int) -> bool:
        """Whether the words lead from the first figure of a product to what it comes to, and none
        of them says that it is not all of it."""
        words = [t.before for t in self.told[first + 1 : end + 1]]
        if any(pattern("careful").search(w) for w in words) or self._is_rough(first):
            return False
        if not self._comes_to(end):
            return False
        told = self.told[price]
        if first < price and not pattern("lead").search(told.lead):
            return False
        noun = _YEARLY.sub("", told.noun)
        counted = [t.before + t.noun for t in self.told[first:end] if t is not told]
        if noun and not any(noun in words for words in counted):
            return False
        after = (t.before for t in self.told[price + 1 : end])
        return all(map(pattern("between").search, after)) and not self._is_joined(first)

    def _comes_to(self, amount: int) -> bool:
        """Whether the words before an amount say that it is what all comes to; behind a count they
        may go on with what was counted."""
        if self._is_by_price(amount):
            return True
        behind_count = self.told[amount - 1].kind is Kind.COUNT
        name = "counted_comes_to" if behind_count else "comes_to"
        return pattern(name).search(self.told[amount].before) is not None

    def _is_by_price(self, amount: int) -> bool:
        """按每株186元安排897.64万元: whether it is set aside, or paid, by the price before it."""
        price = self.told[amount - 1]
        by = price.kind is Kind.PRICE and pattern("by_price").search(price.lead) is not None
        return by and pattern("set_by").fullmatch(self.told[amount].before) is not None

    def _is_rough(self, first: int) -> bool:
        return pattern("rough").search(self.told[first].before) is not None

    def _is_joined(self, first: int) -> bool:
        """Whether another count of the same stands before the first, and both may be meant
        (小学31人、初中25人，每人500元)."""
        if not first or self.told[first].kind is not Kind.COUNT:
            return False
        before, own = self.told[first - 1], self.told[first]
        apart = "（" in own.before or "：" in own.before or "其中" in own.before
        apart = apart or len(own.things) > 1  # 每期80人、4天，共960人·天
        return any(map(before.counts, own.things)) and not apart

    def _named(self, price: int) -> Run | None:
        """小学每生每年720元、初中每生每年940元…，小学31,846人需2,292.91万元: the count that has the
        name of the price, and what stands right behind it."""
        name = pattern("name").search(self.told[price].lead)
        if name is None or self.told[price].claim is None:
            return None
        for at in range(price + 1, len(self.told) - 1):
            count, amount = self.told[at], self.told[at + 1]
            if count.kind is Kind.END:
                return None
            same = count.kind is Kind.COUNT and pattern("name").search(count.before)
            if not same or same["name"] != name["name"] or amount.kind is not Kind.AMOUNT:
                continue
            needs = [t for t in self.told[price].things if not pattern("yearly").search(t)]
            if len(needs) != 1 or not count.counts(needs[0]):
                return None
            careful = pattern("careful").search(amount.before) is not None
            sure = self._comes_to(at + 1) and not careful
            return Run((count,), self.told[price], amount, sure)
        return None

    def _above(self, price: int) -> Run | None:
        """寄宿生A人次、非寄宿生B人次。寄宿生每人次500元，合计C万元: the one count of that name that
        is told before its sentence, and what stands right behind it."""
        told, name = self.told[price], pattern("name").search(self.told[price].lead)
        if name is None or told.claim is None or price + 1 >= len(self.told):
            return None
        if self._start(price) < price or self.told[price + 1].kind is not Kind.AMOUNT:
            return None
        above = [
            c
            for c in self.book.in_paragraph(told.claim)
            if c.role is Role.COUNT
            and c.sentence < told.claim.sentence
            and plain(self.book.statement(c).subject) == name["name"]
        ]
        needs = [t for t in told.things if not pattern("yearly").search(t)]
        count = (
            Told(Kind.COUNT, claim=above[0], things=(above[0].quantity.unit,)) if above else None
        )
        if len(above) != 1 or count is None or len(needs) != 1 or not count.counts(needs[0]):
            return None
        careful = pattern("careful").search(self.told[price + 1].before) is not None
        sure = self._comes_to(price + 1) and not careful
        return Run((count,), told, self.told[price + 1], sure)

    def _behind(self, price: int) -> Run | None:
        """全年发放8,436人、809.86万元，人均960元: a mean right behind a count and its amount."""
        if price < 2 or len(self.told[price].things) != 1 or self.told[price].before == "":
            return None
        count, amount, mean = self.told[price - 2 : price + 1]
        if count.kind is not Kind.COUNT or amount.kind is not Kind.AMOUNT:
            return None
        joined = pattern("joined").fullmatch(amount.before)
        if not joined or not count.counts(mean.things[0]) or self._is_rough(price - 2):
            return None
        careful = any(
            pattern("careful").search(t.before.replace("平均", "")) for t in (amount, mean)
        )
        sure = pattern("mean").search(mean.before) is not None and not careful
        return Run((count,), mean, amount, sure)

    def _backward(self, price: int) -> Run | None:
        """慰问经费11.00万元：110户，每户1,000元. It confirms only, unless there is nothing else in
        the sentence."""
        end = self._end(price)
        needed = self._needed(price, end)
        if needed is None or (end < len(self.told) and self.told[end].kind is not Kind.END):
            return None
        first = min(*needed.counts, price)
        amount = self.told[first - 1] if first else None
        if amount is None or amount.kind is not Kind.AMOUNT or amount.claim is None:
            return None
        return self._run(needed, price, amount, self._is_headed(needed, first, price, end))

    def _is_headed(self, needed: _Needed, first: int, price: int, end: int) -> bool:
        """Whether an amount, a colon and one product are all figures of a sentence."""
        only = all(t.claim is None for t in self.told[: first - 1])
        alone = only and end == len(self.told) and len(needed.counts) == end - first - 1
        words = [t.before for t in self.told[first : end + 1]]
        claim = self.told[price].claim
        careful = any(pattern("careful").search(w) for w in words)
        lead = pattern("lead").search(self.told[price].lead)
        ends = claim is not None and pattern("ends").fullmatch(tail(self.book, claim))
        return bool(
            alone and "：" in words[0] and lead and ends and not careful and not needed.months
        )

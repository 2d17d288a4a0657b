"""The accounts of a made-up body: consistent by construction, in 元.

Only the smallest amounts are stored; every sum is a property over them, so that nothing in a
report made from them can disagree unless an error is planted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

Money = Decimal
ZERO = Decimal(0)
#: Where an item's money comes from.
GENERAL, FUND, BUSINESS, OTHER = "general", "fund", "business", "other_income"
#: What the treasury appropriates, in reports of final accounts.
APPROPRIATED = (GENERAL, FUND)


def total(amounts: Iterable[Money]) -> Money:
    return sum(amounts, ZERO)


@dataclass(frozen=True, slots=True)
class Subject:
    """A 功能分类 item: its seven digits and the names of 类, 款 and 项."""

    code: str
    names: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """One item paid from one source, with last year's figures.

    `budget` is what was planned at the beginning of the year (in a budget: what last year came to);
    the income follows from spending and balances.
    """

    subject: Subject
    source: str
    basic: Money
    project: Money
    opening: Money
    closing: Money
    budget: Money
    last_basic: Money
    last_project: Money
    last_opening: Money

    @property
    def spent(self) -> Money:
        return self.basic + self.project

    @property
    def income(self) -> Money:
        return self.spent + self.closing - self.opening

    @property
    def last_spent(self) -> Money:
        return self.last_basic + self.last_project

    @property
    def last_income(self) -> Money:
        return self.last_spent + self.opening - self.last_opening


@dataclass(frozen=True, slots=True)
class ThreePublic:
    """“三公”经费: a budget, this year's or last year's actual."""

    abroad: Money
    purchase: Money
    running: Money
    reception: Money

    @property
    def cars(self) -> Money:
        return self.purchase + self.running

    @property
    def total(self) -> Money:
        return self.abroad + self.cars + self.reception


@dataclass(frozen=True, slots=True)
class Counts:
    """What 三公 paid for: groups and people abroad, cars bought and held, visits and visitors."""

    groups: int
    travellers: int
    bought: int
    cars: int
    visits: int
    visitors: int


@dataclass(frozen=True, slots=True)
class Procurement:
    goods: Money
    works: Money
    services: Money
    small_and_medium: Money
    micro: Money

    @property
    def total(self) -> Money:
        return self.goods + self.works + self.services


@dataclass(frozen=True, slots=True)
class Indicator:
    """A line of a 自评表: group, what is measured, goal, what came out, points, score."""

    group: str
    name: str
    goal: str
    result: str
    points: int
    score: Decimal


@dataclass(frozen=True, slots=True)
class Project:
    """A project that was evaluated: money in 元, and its indicators."""

    name: str
    initial: Money
    budget: Money
    spent: Money
    indicators: tuple[Indicator, ...]
    execution_score: Decimal

    @property
    def score(self) -> Decimal:
        return total(i.score for i in self.indicators) + self.execution_score


@dataclass(frozen=True, slots=True)
class Economy:
    """The 基本支出 of 一般公共预算 by economic classification: five digits, name, amount."""

    code: str
    name: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Staffing:
    """How many posts a body has and how many people are there, by kind."""

    posts: tuple[tuple[str, int], ...] = ()
    staff: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Accounts:
    """One fiscal year of one body. `office` says that it is administrative (机关运行经费)."""

    owner: str
    year: int
    office: bool
    items: tuple[Item, ...]
    economy: tuple[Economy, ...]
    planned: ThreePublic
    actual: ThreePublic
    last_actual: ThreePublic
    counts: Counts
    last_counts: Counts
    procurement: Procurement
    vehicles: tuple[tuple[str, int], ...]
    last_running_costs: Money
    projects: tuple[Project, ...]
    reasons: tuple[str, ...]
    staffing: Staffing = Staffing()

    def of(self, *sources: str) -> tuple[Item, ...]:
        """The items paid from these sources (all where none is named)."""
        return tuple(i for i in self.items if not sources or i.source in sources)

    @property
    def staff(self) -> Money:
        return total(e.amount for e in self.economy if e.code[:3] in ("301", "303"))

    @property
    def running_costs(self) -> Money:
        return total(e.amount for e in self.economy if e.code[:3] not in ("301", "303"))

    def classes(self, *sources: str) -> dict[str, str]:
        """类 codes and names in use, in the order of their codes."""
        found = {i.subject.code[:3]: i.subject.names[0] for i in self.of(*sources)}
        return dict(sorted(found.items()))

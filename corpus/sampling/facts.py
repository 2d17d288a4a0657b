"""What a narrative can speak of: each fact with its figures, under the name its figures bear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from corpus.sampling.model import ZERO, Item, Money, total


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that has figures.

    `before` is last year's (in a budget: last year's budget), `budget` what was planned for the
    year (in a budget: what last year came to), `whole` what it is a part of. `role` is level,
    count, score or average; all but `count` and `score` are money, in 元. `large` facts are told in
    亿元 where a voice does so. `words` name it further: the code and names of its subject.
    """

    name: str
    label: str = ""
    level: Decimal = ZERO
    before: Decimal | None = None
    budget: Decimal | None = None
    whole: Decimal | None = None
    role: str = "level"
    large: bool = False
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Facts:
    """All facts of a report by name, lists of them, words, and flags that say what there is."""

    words: dict[str, str]
    by_name: dict[str, Fact] = field(default_factory=dict)
    lists: dict[str, tuple[Fact, ...]] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)

    def add(self, *facts: Fact) -> tuple[Fact, ...]:
        self.by_name.update({fact.name: fact for fact in facts})
        return facts

    def list(self, name: str, facts: Iterable[Fact]) -> None:
        """Add facts, and keep them as a list as well."""
        self.lists[name] = self.add(*facts)

    def flag(self, **flags: object) -> None:
        self.flags |= {name for name, there in flags.items() if there}


def spending(
    name: str,
    label: str,
    items: Iterable[Item],
    whole: Money | None = None,
    *,
    words: Mapping[str, str] | None = None,
    large: bool = False,
) -> Fact:
    """What these items spent, spent last year, and were planned to spend."""
    items = tuple(items)
    return Fact(
        name, label, total(i.spent for i in items), total(i.last_spent for i in items),
        total(i.budget for i in items), whole, words=words or {}, large=large,
    )  # fmt: skip


def halves(name: str, items: Iterable[Item]) -> tuple[Fact, Fact]:
    """基本支出 and 项目支出 of these items."""
    items = tuple(items)
    whole = total(i.spent for i in items)
    basic = total(i.basic for i in items), total(i.last_basic for i in items)
    project = total(i.project for i in items), total(i.last_project for i in items)
    return (
        Fact(f"{name}.basic", "基本支出", *basic, whole=whole),
        Fact(f"{name}.project", "项目支出", *project, whole=whole),
    )


def count(name: str, label: str, level: int, before: int | None = None, whole: int = 0) -> Fact:
    """A number of things."""
    last = None if before is None else Decimal(before)
    return Fact(name, label, Decimal(level), last, None, Decimal(whole), "count")

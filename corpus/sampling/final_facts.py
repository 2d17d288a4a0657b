"""The facts of a 决算."""

from __future__ import annotations

from corpus.sampling.common_facts import common, three_public
from corpus.sampling.facts import Fact, Facts, count, halves, spending
from corpus.sampling.model import (
    APPROPRIATED,
    BUSINESS,
    FUND,
    GENERAL,
    OTHER,
    Accounts,
    Item,
    total,
)

_SOURCES = (
    ("0", "财政拨款收入", APPROPRIATED), ("1", "事业收入", (BUSINESS,)),
    ("2", "其他收入", (OTHER,)),
)  # fmt: skip
_KINDS = (
    ("general", "一般公共预算财政拨款收入", (GENERAL,)),
    ("fund", "政府性基金预算财政拨款收入", (FUND,)),
    ("business", "事业收入", (BUSINESS,)), ("other", "其他收入", (OTHER,)),
)  # fmt: skip


def final_facts(a: Accounts) -> Facts:
    """All that a 决算 can tell of these accounts."""
    facts = Facts({"year": str(a.year), "last": str(a.year - 1), "owner": a.owner})
    _totals(facts, "overall", "收入支出", a.items)
    facts.add(*halves("expense", a.items))
    _income(facts, a)
    _general(facts, a)
    three_public(facts, a.actual, a.last_actual, a.planned)
    _funds(facts, a)
    _performance(facts, a)
    common(a, facts)
    return facts


def _totals(facts: Facts, name: str, label: str, items: tuple[Item, ...]) -> None:
    """收入总计 and 支出总计 with what they consist of."""
    income, opening = total(i.income for i in items), total(i.opening for i in items)
    spent, closing = total(i.spent for i in items), total(i.closing for i in items)
    last_income = total(i.last_income for i in items)
    last_opening = total(i.last_opening for i in items)
    last_spent, last = total(i.last_spent for i in items), last_income + last_opening
    facts.add(
        Fact(f"{name}.income", f"{label}总计", income + opening, last, large=True),
        Fact(f"{name}.expense", f"{label}总计", spent + closing, last, large=True),
        Fact(f"{name}.current", "本年收入", income, last_income, large=True),
        Fact(f"{name}.opening", "年初结转和结余", opening, last_opening),
        Fact(f"{name}.spent", "本年支出", spent, last_spent, large=True),
        Fact(f"{name}.closing", "年末结转和结余", closing, opening),
    )


def _income(facts: Facts, a: Accounts) -> None:
    whole, last = total(i.income for i in a.items), total(i.last_income for i in a.items)
    facts.add(Fact("income", "本年收入合计", whole, last, large=True))
    facts.add(spending("expense", "本年支出合计", a.items, large=True))
    for key, kinds in (("income.parts", _SOURCES), ("income.kinds", _KINDS)):
        made = (
            Fact(
                f"income.{name}", label, total(i.income for i in a.of(*sources)),
                total(i.last_income for i in a.of(*sources)), whole=whole,
            )
            for name, label, sources in kinds
        )  # fmt: skip
        facts.list(key, (fact for fact in made if fact.level))


def _general(facts: Facts, a: Accounts) -> None:
    items, money = a.of(GENERAL), a.of(*APPROPRIATED)
    spent = total(i.spent for i in a.items)
    _totals(facts, "appropriation", "财政拨款收入支出", money)
    income = facts.by_name["appropriation.income"]
    facts.add(
        Fact("appropriation", "财政拨款", income.level, income.before),
        spending("appropriation.spent", "财政拨款支出", money, spent, large=True),
        spending("general", "一般公共预算财政拨款支出", items, spent, large=True),
        spending("structure", "一般公共预算财政拨款支出", items, spent, large=True),
        spending("detail", "一般公共预算财政拨款支出", items, spent),
        *halves("general", items),
    )  # fmt: skip


def _funds(facts: Facts, a: Accounts) -> None:
    items = a.of(FUND)
    whole = total(i.spent for i in a.items)
    facts.add(
        spending("fund", "政府性基金预算财政拨款支出", items, whole),
        Fact("fund.opening", "年初结转和结余", total(i.opening for i in items)),
        Fact("fund.income", "本年收入", total(i.income for i in items),
             total(i.last_income for i in items)),
        Fact("fund.closing", "年末结转和结余", total(i.closing for i in items)),
    )  # fmt: skip


def _performance(facts: Facts, a: Accounts) -> None:
    whole = total(i.project for i in a.of(GENERAL))
    facts.flag(projects=whole and a.projects)
    money = total(p.spent for p in a.projects)
    facts.add(Fact("performance", "绩效自评", money, whole=whole))
    facts.add(count("performance.count", "项目", len(a.projects)))
    made = []
    for number, p in enumerate(a.projects, 1):
        name = f"project.{number}"
        made.append(Fact(name, p.name, p.spent, budget=p.budget))
        facts.add(Fact(f"{name}.score", p.name, p.score, role="score"))
    facts.list("projects", made)

"""The facts of a 预算: what is compared with is last year's budget."""

from __future__ import annotations

from corpus.sampling.common_facts import common, three_public
from corpus.sampling.facts import Fact, Facts, count, halves, spending
from corpus.sampling.model import BUSINESS, FUND, GENERAL, OTHER, Accounts, total

_SOURCES = (
    ("财政拨款收入", (GENERAL, FUND)), ("事业收入", (BUSINESS,)), ("其他收入", (OTHER,)),
)  # fmt: skip
_KINDS = (
    ("general", "一般公共预算拨款收入", (GENERAL,)), ("fund", "政府性基金预算拨款收入", (FUND,)),
    ("business", "事业收入", (BUSINESS,)), ("other", "其他收入", (OTHER,)),
)  # fmt: skip


def budget_facts(a: Accounts) -> Facts:
    """All that a 预算 can tell of these accounts."""
    facts = Facts({"year": str(a.year), "last": str(a.year - 1), "owner": a.owner})
    general, money = a.of(GENERAL), a.of(GENERAL, FUND)
    spent = total(i.spent for i in a.items)
    facts.add(
        spending("overall.income", "收入预算", a.items, large=True),
        spending("overall.expense", "支出预算", a.items, large=True),
        spending("expense", "支出预算", a.items, large=True),
        *halves("expense", a.items),
        spending("appropriation", "财政拨款收支预算", money, spent, large=True),
        spending("appropriation.income", "财政拨款收入预算", money, spent, large=True),
        spending("appropriation.expense", "财政拨款支出预算", money, spent, large=True),
        spending("general", "一般公共预算支出", general, spent, large=True),
        spending("structure", "一般公共预算支出", general, spent, large=True),
        spending("detail", "一般公共预算支出", general, spent),
        *halves("general", general),
        spending("fund", "政府性基金预算支出", a.of(FUND), spent),
    )
    facts.list("income.all", (
        spending(f"income.{index}", name, a.of(*kinds), spent)
        for index, (name, kinds) in enumerate(_SOURCES)
    ))  # fmt: skip
    facts.list("income.parts", (f for f in facts.lists["income.all"] if f.level))
    kinds = (spending(f"income.{key}", name, a.of(*of), spent) for key, name, of in _KINDS)
    facts.list("income.kinds", (fact for fact in kinds if fact.level))
    three_public(facts, a.planned, a.last_actual, None)
    _performance(facts, a)
    common(a, facts)
    return facts


def _performance(facts: Facts, a: Accounts) -> None:
    facts.flag(projects=a.projects)
    money = total(p.budget for p in a.projects)
    facts.add(Fact("performance", "项目", money, whole=total(i.project for i in a.items)))
    facts.add(count("performance.count", "项目", len(a.projects)))
    facts.list("projects", (
        Fact(f"project.{n}", p.name, p.budget) for n, p in enumerate(a.projects, 1)
    ))  # fmt: skip

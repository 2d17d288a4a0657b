"""The facts that 决算 and 预算 have in common."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from corpus.sampling.facts import Fact, Facts, count, halves, spending
from corpus.sampling.invent import catalogue
from corpus.sampling.model import FUND, GENERAL, ZERO, Accounts, Item, ThreePublic, total
from corpus.sampling.sheets import economy_classes, used

_LEVELS = (("structure", 3), ("group", 5), ("item", 7))
_THREE = (
    ("abroad", "因公出国（境）费"), ("cars", "公务用车购置及运行维护费"),
    ("purchase", "公务用车购置费"), ("running", "公务用车运行维护费"), ("reception", "公务接待费"),
)  # fmt: skip


def common(a: Accounts, facts: Facts) -> None:
    """Add what both kinds of report tell."""
    subjects(a, facts)
    _basic(a, facts)
    _matters(a, facts)
    _people(a, facts)
    facts.list("fund.items", (_of_code(i.subject.code, "fund_item", (i,)) for i in a.of(FUND)))
    facts.add(Fact("capital", "国有资本经营预算财政拨款支出", ZERO, ZERO))
    facts.flag(office=a.office, fund=a.of(FUND), abroad=a.counts.groups, bought=a.counts.bought)
    facts.flag(purchase=a.actual.purchase, procurement=a.procurement.total)


def _words(code: str, item: Item) -> dict[str, str]:
    """The names and the code of a subject, whole and in parts."""
    names = dict(zip(("class", "group", "subject"), item.subject.names, strict=True))
    parts = {"code": code, "code3": code[:3], "code5": code[:5], "code2": code[3:5],
             "code1": code[5:7]}  # fmt: skip
    return {**names, **parts}


def _of_code(code: str, kind: str, items: tuple[Item, ...], whole: Decimal | None = None) -> Fact:
    name = items[0].subject.names[{3: 0, 5: 1, 7: 2}[len(code)]]
    return spending(f"{kind}.{code}", name, items, whole, words=_words(code, items[0]))


def subjects(a: Accounts, facts: Facts) -> None:
    """一般公共预算 by 类, 款 and 项: lists of all, and of what each holds."""
    items = a.of(GENERAL)
    whole = total(i.spent for i in items)
    made: dict[str, Fact] = {}
    for kind, digits in _LEVELS:
        for code in sorted({i.subject.code[:digits] for i in items}):
            members = tuple(i for i in items if i.subject.code.startswith(code))
            made[code] = _of_code(code, kind, members, whole)
            facts.add(*halves(made[code].name, members))
    for name, digits in (("classes", 3), ("groups", 5), ("items", 7)):
        facts.list(name, (fact for code, fact in made.items() if len(code) == digits))
    for code, fact in made.items():
        below = {3: ("groups", 5), 5: ("items", 7)}.get(len(code))
        if below:
            held = (f for c, f in made.items() if c.startswith(code) and len(c) == below[1])
            facts.list(f"{fact.name}.{below[0]}", held)


def _basic(a: Accounts, facts: Facts) -> None:
    whole = a.staff + a.running_costs
    last = total(i.last_basic for i in a.of(GENERAL))
    facts.add(
        Fact("basic", "基本支出", whole, last),
        Fact("basic.staff", "人员经费", a.staff, whole=whole),
        Fact("basic.running", "公用经费", a.running_costs, whole=whole),
    )
    names, classes = catalogue()["economy_classes"], []
    for code, members in economy_classes(used(a.economy)):
        level = total(e.amount for e in members)
        classes.append(Fact(f"basic.{code}", names[code], level, whole=whole,
                            words={"code": code}))  # fmt: skip
        facts.list(f"basic.{code}.entries", (
            Fact(f"basic.{e.code}", e.name, e.amount, whole=level, words={"code": e.code})
            for e in members
        ))  # fmt: skip
    facts.list("economy", classes)
    for name, codes in (("staff", ("301", "303")), ("running", ("302", "310"))):
        entries = [f for c in codes for f in facts.lists.get(f"basic.{c}.entries", ())]
        facts.list(f"basic.{name}.entries", entries)


def three_public(
    facts: Facts, level: ThreePublic, before: ThreePublic, budget: ThreePublic | None
) -> None:
    """“三公”经费 and its parts, each with last year's and the plan."""

    def one(key: str, label: str, whole: Decimal | None) -> Fact:
        plan = None if budget is None else getattr(budget, key)
        return Fact(f"three_public.{key}", label, getattr(level, key), getattr(before, key), plan,
                    whole)  # fmt: skip

    facts.add(one("total", "“三公”经费", None))
    made = {key: one(key, label, level.total) for key, label in _THREE}
    facts.list("three_public.all", made.values())
    facts.list("three_public.parts", (made[k] for k in ("abroad", "cars", "reception")))
    facts.list("three_public.told", (f for f in facts.lists["three_public.parts"] if f.level))


def _matters(a: Accounts, facts: Facts) -> None:
    p = a.procurement
    facts.add(
        Fact("running", "机关运行经费", a.running_costs, a.last_running_costs),
        Fact("procurement", "政府采购", p.total),
        Fact("procurement.small", "授予中小企业合同金额", p.small_and_medium, whole=p.total),
        Fact("procurement.micro", "授予小微企业合同金额", p.micro, whole=p.total),
        Fact("procurement.micro_part", "小微企业", p.micro, whole=p.small_and_medium),
    )
    parts = (
        ("goods", "货物", p.goods),
        ("works", "工程", p.works),
        ("services", "服务", p.services),
    )
    facts.list("procurement.parts", (
        Fact(f"procurement.{key}", label, level, whole=p.total) for key, label, level in parts
    ))  # fmt: skip
    kinds = [(kind, n) for kind, n in a.vehicles if n or kind == a.vehicles[-1][0]]
    facts.list("vehicles.kinds", (count(f"vehicles.{i}", *k) for i, k in enumerate(kinds)))
    held = a.counts.cars
    facts.add(count("vehicles", "车辆", sum(n for _, n in a.vehicles)))
    facts.add(Fact("counts.average", "每辆", a.actual.running / held, role="average"))
    now, last = a.counts, a.last_counts
    for key, label in (
        ("groups", "团组"), ("travellers", "人次"), ("bought", "购置"), ("cars", "保有量"),
        ("visits", "批次"), ("visitors", "人次"),
    ):  # fmt: skip
        facts.add(count(f"counts.{key}", label, getattr(now, key), getattr(last, key)))
    scores = [project.score for project in a.projects]
    if scores:
        mean = (total(scores) / len(scores)).quantize(Decimal("0.01"), ROUND_HALF_UP)
        facts.add(Fact("performance.average", "平均得分", mean, role="score"))


def _people(a: Accounts, facts: Facts) -> None:
    for key, label, kinds in (
        ("posts", "编制", a.staffing.posts), ("staff", "实有人数", a.staffing.staff),
    ):  # fmt: skip
        facts.add(count(f"people.{key}", label, sum(n for _, n in kinds)))
        parts = (count(f"people.{key}.{i}", name, n) for i, (name, n) in enumerate(kinds))
        facts.list(f"people.{key}.parts", parts)

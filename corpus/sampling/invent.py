"""Making up the accounts of a body: the same seed gives the same accounts."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from corpus.sampling.model import (
    BUSINESS,
    FUND,
    GENERAL,
    OTHER,
    ZERO,
    Accounts,
    Counts,
    Economy,
    Indicator,
    Item,
    Money,
    Procurement,
    Project,
    Staffing,
    Subject,
    ThreePublic,
    total,
)

#: The last digit that amounts have: 0.01 万元, so that tables in 元 and in 万元 say the same.
STEP = 100
#: How many times as much a large body spends.
_LARGE = 4
_PENSIONS = {True: 2080501, False: 2080502}
_MEDICAL = {True: 2101101, False: 2101102}


@cache
def catalogue() -> dict[str, Any]:
    """The names of catalogue.toml."""
    return tomllib.loads(files(__package__).joinpath("catalogue.toml").read_text("utf-8"))


def money(units: float) -> Money:
    """万元 as 元, without anything below 0.01 万元."""
    return Decimal(max(0, round(units * 100))) * STEP


def invent(
    seed: int,
    *,
    kind: str = "final",
    body: str | None = None,
    large: bool = False,
    steady: bool = True,
) -> Accounts:
    """The accounts of a body for one year; `kind` is final or budget, `body` one of the catalogue,
    `large` one that does what several bodies do, with as many projects. A `steady` budget plans for
    “三公” what last year's did.

    In a budget `last_…` are last year's budget, `budget` of an item is what last year came to, and
    there are no balances.
    """
    rng = Random(f"accounts {seed} {kind} {body}")
    names = catalogue()
    bodies = [b for b in names["body"] if body in (None, b["name"])]
    what = rng.choice(bodies)
    if large:
        what = _joined(what, names["body"])
    items = _items(rng, what, kind)
    planned, actual, last = _three_public(rng, kind, steady=steady)
    basic = total(i.basic for i in items if i.source == GENERAL)
    economy = _economy(rng, basic, actual, office=what["office"])
    running = total(e.amount for e in economy if e.code[:3] not in ("301", "303"))
    spent = total(i.project for i in items)
    cars = rng.randint(2, 9)
    return Accounts(
        owner=rng.choice(names["regions"]) + what["name"],
        year=rng.randint(2021, 2024),
        office=what["office"],
        items=items,
        economy=economy,
        planned=planned,
        actual=actual,
        last_actual=last,
        counts=_counts(rng, actual, cars),
        last_counts=_counts(rng, last, cars + rng.choice((-1, 0, 1))),
        procurement=_procurement(rng, spent),
        vehicles=_vehicles(rng, cars),
        last_running_costs=money(float(running) / 10000 * rng.uniform(0.8, 1.2)),
        projects=_projects(rng, what["projects"], items),
        reasons=(*names["reasons"]["up"], *names["reasons"]["down"]),
        staffing=_staffing(Random(f"staffing {seed} {kind}"), office=what["office"]),
    )


def _joined(body: dict[str, Any], bodies: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A body with the tasks, funds and projects of them all."""
    lists = {
        key: list(dict.fromkeys(entry for one in (body, *bodies) for entry in one[key]))
        for key in ("tasks", "fund", "projects")
    }
    return {**body, **lists, "scale": body["scale"] * _LARGE}


def _subject(code: int) -> Subject:
    names, text = catalogue(), str(code)
    return Subject(
        text,
        (names["classes"][text[:3]], names["groups"][text[:5]], names["subjects"][text]),
    )


def _items(rng: Random, body: dict[str, Any], kind: str) -> tuple[Item, ...]:
    scale, office = body["scale"], body["office"]
    staff = scale * rng.uniform(0.25, 0.45)
    plan: list[tuple[int, str, float, float]] = [
        (body["running"], GENERAL, staff * 0.72, scale * rng.choice((0, 0.02))),
        (_PENSIONS[office], GENERAL, staff * rng.uniform(0.01, 0.05), 0),
        (2080505, GENERAL, staff * 0.08, 0),
        (2080506, GENERAL, staff * 0.04, 0),
        (_MEDICAL[office], GENERAL, staff * 0.04, 0),
        (2210201, GENERAL, staff * 0.08, 0),
    ]
    if rng.random() < 0.6:
        plan.append((2210203, GENERAL, staff * 0.04, 0))
    if office and rng.random() < 0.5:
        plan.append((2101103, GENERAL, staff * 0.015, 0))
    for code in body["tasks"]:
        plan.append((code, GENERAL, 0, scale * rng.uniform(0.02, 0.2)))
    for code in body["fund"]:
        plan.append((code, FUND, 0, scale * rng.uniform(0.02, 0.1)))
    if not office:
        plan.append((body["running"], BUSINESS, scale * 0.03, scale * rng.uniform(0.02, 0.08)))
    if rng.random() < 0.5:
        plan.append((body["tasks"][0], OTHER, 0, scale * rng.uniform(0.005, 0.02)))
    return tuple(_item(rng, kind, *line) for line in sorted(plan, key=lambda p: str(p[0])))


def _item(rng: Random, kind: str, code: int, source: str, basic: float, project: float) -> Item:
    def shifted(amount: float) -> Money:
        if amount and rng.random() < 0.08:
            return money(amount)
        return money(amount * rng.uniform(0.8, 1.25))

    now_basic = money(basic * rng.uniform(0.95, 1.05))
    now_project = money(project * rng.uniform(0.95, 1.05))
    balances = kind == "final" and project > 0 and rng.random() < 0.6
    last_project = shifted(project) if rng.random() < 0.9 else ZERO
    return Item(
        subject=_subject(code),
        source=source,
        basic=now_basic,
        project=now_project,
        opening=money(project * rng.uniform(0.01, 0.1)) if balances else ZERO,
        closing=money(project * rng.uniform(0.01, 0.1)) if balances else ZERO,
        budget=money((basic + project) * rng.uniform(0.85, 1.1)) if source == GENERAL else ZERO,
        last_basic=shifted(basic),
        last_project=last_project,
        last_opening=ZERO,
    )


def _three_public(
    rng: Random, kind: str, *, steady: bool
) -> tuple[ThreePublic, ThreePublic, ThreePublic]:
    """What is planned, spent, and was spent (in a budget: planned) last year."""
    abroad = rng.choice((0.0, 0.0, rng.uniform(4, 20)))
    purchase = rng.choice((0.0, 18.0, rng.uniform(15, 40)))
    running, reception = rng.uniform(6, 30), rng.uniform(0.5, 6)

    def drawn(low: float, high: float) -> ThreePublic:
        return ThreePublic(
            *(money(x * rng.uniform(low, high)) for x in (abroad, purchase, running, reception))
        )

    planned = drawn(1, 1)
    last = drawn(0.85, 1.3)
    if kind == "budget":
        return last, planned, last if steady else planned
    return planned, drawn(0.7, 1), last


def _economy(
    rng: Random, basic: Money, actual: ThreePublic, *, office: bool
) -> tuple[Economy, ...]:
    fixed = {
        30217: (actual.reception * Decimal("0.6")) // STEP * STEP,
        30231: (actual.running * Decimal("0.8")) // STEP * STEP,
    }
    lines = catalogue()["economy"]
    skipped = 30107 if office else 30103
    weights = {
        e["code"]: e["weight"] * rng.uniform(0.7, 1.3) for e in lines if e["code"] != skipped
    }
    spread = _spread(weights, basic - total(fixed.values()))
    return tuple(
        Economy(str(e["code"]), e["name"], fixed.get(e["code"], spread.get(e["code"], ZERO)))
        for e in lines
    )


def _spread(weights: dict[int, float], amount: Money) -> dict[int, Money]:
    """`amount` over the keys by weight, exactly: the heaviest takes what rounding leaves."""
    whole = sum(weights.values())
    steps = int(amount // STEP)
    shares = {key: Decimal(int(steps * w / whole)) * STEP for key, w in weights.items()}
    heaviest = max(weights, key=lambda key: weights[key])
    shares[heaviest] += amount - total(shares.values())
    return shares


def _counts(rng: Random, money_: ThreePublic, cars: int) -> Counts:
    groups = rng.randint(1, 3) if money_.abroad else 0
    visits = rng.randint(8, 60)
    return Counts(
        groups=groups,
        travellers=groups * rng.randint(1, 4),
        bought=1 if money_.purchase else 0,
        cars=max(1, cars),
        visits=visits,
        visitors=visits * rng.randint(5, 11) + rng.randint(0, 4),
    )


def _procurement(rng: Random, spent: Money) -> Procurement:
    whole = float(spent) / 10000 * rng.uniform(0.3, 0.6)
    goods, works = whole * rng.uniform(0.1, 0.4), whole * rng.choice((0, rng.uniform(0.1, 0.4)))
    small = money(whole * rng.uniform(0.55, 0.9))
    return Procurement(
        goods=money(goods),
        works=money(works),
        services=money(whole - goods - works),
        small_and_medium=small,
        micro=money(float(small) / 10000 * rng.uniform(0.4, 0.9)),
    )


def _vehicles(rng: Random, cars: int) -> tuple[tuple[str, int], ...]:
    kinds: list[str] = catalogue()["vehicles"]["kinds"]
    drawn = rng.choices(kinds[1:], k=cars)
    return tuple((kind, drawn.count(kind)) for kind in kinds)


def _staffing(rng: Random, *, office: bool) -> Staffing:
    posts, others = rng.randint(20, 90), rng.randint(3, 25)
    mine, theirs = ("行政编制", "事业编制") if office else ("事业编制", "工勤编制")
    staff = (("在职人员", posts + rng.randint(0, others)), ("离休人员", rng.randint(0, 2)),
             ("退休人员", rng.randint(4, 40)))  # fmt: skip
    return Staffing(((mine, posts), (theirs, others)), staff)


def _projects(rng: Random, names: list[str], items: tuple[Item, ...]) -> tuple[Project, ...]:
    """Projects that share out most of what 一般公共预算 spent on projects, if it spent any."""
    whole = float(total(i.project for i in items if i.source == GENERAL)) / 10000
    if not whole:
        return ()
    most = max(4, len(names) // 2)
    chosen = rng.sample(names, k=min(len(names), rng.randint(most // 2, most)))
    made = []
    for name in chosen:
        budget = money(whole / len(names) * rng.uniform(0.4, 0.9))
        spent = money(float(budget) / 10000 * rng.choice((1.0, rng.uniform(0.7, 1.0))))
        initial = money(float(budget) / 10000 * rng.choice((1.0, rng.uniform(0.9, 1.2))))
        made.append(_project(rng, name, initial, budget, spent))
    return tuple(made)


def _project(rng: Random, name: str, initial: Money, budget: Money, spent: Money) -> Project:
    def scored(points: int) -> Decimal:
        return Decimal(points) - rng.choice((Decimal(0), Decimal(0), Decimal(1), Decimal("0.5")))

    goals = (
        ("产出指标", "数量指标", f"完成任务≥{rng.randint(3, 30)}处", "全部完成", 20),
        ("产出指标", "质量指标", "验收合格率≥95%", "98%", 15),
        ("产出指标", "时效指标", "年底前完成", "按期完成", 15),
        ("效益指标", "社会效益", "群众反映问题及时办理", "基本达到", 30),
        ("满意度指标", "服务对象满意度", "≥90%", "93%", 10),
    )
    indicators = tuple(Indicator(*goal, scored(goal[-1])) for goal in goals)
    score = (10 * spent / budget).quantize(Decimal("0.1"))
    return Project(name, initial, budget, spent, indicators, score)

"""The narrative of a 决算, from its accounts."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from corpus.sampling.document import Block, Heading, Paragraph, Text
from corpus.sampling.invent import catalogue
from corpus.sampling.matters import matters, performance, reason
from corpus.sampling.model import (
    BUSINESS,
    FUND,
    GENERAL,
    OTHER,
    Accounts,
    Item,
    Money,
    total,
)
from corpus.sampling.voice import Voice, listed

APPROPRIATED = (GENERAL, FUND)


def final_narrative(accounts: Accounts, voice: Voice, seed: int) -> Iterator[Block]:
    """The 决算情况说明, headings and paragraphs."""
    rng = Random(f"narrative {seed}")
    titles = (
        ("收入支出决算总体情况说明", _overall),
        ("收入决算情况说明", _income),
        ("支出决算情况说明", _expense),
        ("财政拨款收入支出决算总体情况说明", _appropriation),
        ("一般公共预算财政拨款支出决算情况说明", _general),
        ("一般公共预算财政拨款基本支出决算情况说明", _basic),
        ("财政拨款“三公”经费支出决算情况说明", _three_public),
        ("政府性基金预算财政拨款收入支出决算情况说明", _fund),
        ("国有资本经营预算财政拨款支出决算情况说明", _capital),
        ("预算绩效情况说明", performance),
        ("其他重要事项情况说明", matters),
    )
    for number, (title, tell) in zip("一二三四五六七八九十", titles, strict=False):
        yield Heading(f"{number}、{title}", 2)
        yield from _spaced(voice, tell(accounts, voice, rng))
    yield Heading(f"十一、{titles[-1][0]}", 2)
    yield from _spaced(voice, matters(accounts, voice, rng))


def _spaced(voice: Voice, blocks: Iterator[Block]) -> Iterator[Block]:
    for block in blocks:
        yield Paragraph(voice.spaced(block.pieces)) if isinstance(block, Paragraph) else block


def _overall(a: Accounts, v: Voice, rng: Random) -> Iterator[Block]:
    income, opening = total(i.income for i in a.items), total(i.opening for i in a.items)
    last = total(i.last_income + i.last_opening for i in a.items)
    spent, closing = total(i.spent for i in a.items), total(i.closing for i in a.items)
    whole = income + opening
    text = v.say(
        "final.overall", year=a.year, owner=a.owner,
        income=v.money("overall.income", whole, total=True),
        expense=v.money("overall.expense", spent + closing, total=True),
        current=v.money("overall.current", income, total=True),
        opening=v.money("overall.opening", opening),
        spent=v.money("overall.spent", spent, total=True),
        closing=v.money("overall.closing", closing),
        change_in=v.change("overall.income", whole, last, a.year - 1),
        change_out=v.change("overall.expense", whole, last, a.year - 1),
    )  # fmt: skip
    yield Paragraph((*text, *reason(v, rng, whole, last)))


def _income(a: Accounts, v: Voice, rng: Random) -> Iterator[Block]:
    whole = total(i.income for i in a.items)
    sources = (
        ("财政拨款收入", APPROPRIATED), ("事业收入", (BUSINESS,)), ("其他收入", (OTHER,)),
    )  # fmt: skip
    parts = []
    for index, (name, kinds) in enumerate(sources):
        amount = total(i.income for i in a.of(*kinds))
        if amount:
            parts.append(
                v.say(
                    "final.income_part", name=name,
                    level=v.money(f"income.{index}", amount),
                    share=v.percent(f"income.{index}.share", amount, whole, "share"),
                )
            )  # fmt: skip
    last = total(i.last_income for i in a.items)
    yield Paragraph(
        v.say(
            "final.income", year=a.year,
            level=v.money("income", whole, total=True), parts=listed(parts),
            change=v.change("income", whole, last, a.year - 1),
        )
    )  # fmt: skip


def _expense(a: Accounts, v: Voice, rng: Random) -> Iterator[Block]:
    whole, last = total(i.spent for i in a.items), total(i.last_spent for i in a.items)
    basic, project = total(i.basic for i in a.items), total(i.project for i in a.items)
    yield Paragraph(
        v.say(
            "final.expense", year=a.year, level=v.money("expense", whole, total=True),
            basic=v.money("expense.basic", basic),
            basic_share=v.percent("expense.basic.share", basic, whole, "share"),
            project=v.money("expense.project", project),
            project_share=v.percent("expense.project.share", project, whole, "share"),
            change=v.change("expense", whole, last, a.year - 1),
        )
    )  # fmt: skip


def _appropriation(a: Accounts, v: Voice, rng: Random) -> Iterator[Block]:
    items = a.of(*APPROPRIATED)
    current, opening = total(i.income for i in items), total(i.opening for i in items)
    whole, last = current + opening, total(i.last_income + i.last_opening for i in items)
    text = v.say(
        "final.appropriation", year=a.year,
        income=v.money("appropriation.income", whole, total=True),
        expense=v.money("appropriation.expense", whole, total=True),
        current=v.money("appropriation.current", current, total=True),
        opening=v.money("appropriation.opening", opening),
        change=v.change("appropriation", whole, last, a.year - 1),
    )  # fmt: skip
    yield Paragraph((*text, *reason(v, rng, whole, last)))


def _general(a: Accounts, v: Voice, rng: Random) -> Iterator[Block]:
    items = a.of(GENERAL)
    level, last = total(i.spent for i in items), total(i.last_spent for i in items)
    spent, budget = total(i.spent for i in a.items), total(i.budget for i in items)
    yield Heading("（一）一般公共预算财政拨款支出决算总体情况", 3)
    text = v.say(
        "final.general", year=a.year, level=v.money("general", level, total=True),
        share=v.percent("general.share", level, spent, "share"),
        change=v.change("general", level, last, a.year - 1),
    )  # fmt: skip
    yield Paragraph((*text, *reason(v, rng, level, last)))
    yield Heading("（二）一般公共预算财政拨款支出决算结构情况", 3)
    parts = [_structure(a, v, code, name, level) for code, name in a.classes(GENERAL).items()]
    structure = v.money("structure", level, total=True)
    yield Paragraph(v.say("final.structure", year=a.year, level=structure, parts=listed(parts)))
    yield Heading("（三）一般公共预算财政拨款支出决算具体情况", 3)
    yield Paragraph(
        v.say(
            "final.detail", year=a.year, budget=v.money("detail.budget", budget, "budget"),
            level=v.money("detail", level),
            completion=v.percent("detail.completion", level, budget, "completion"),
        )
    )  # fmt: skip
    for number, item in enumerate(items, 1):
        yield Paragraph(_item(v, rng, number, item))


def _structure(a: Accounts, v: Voice, code: str, name: str, whole: Money) -> Text:
    amount = total(i.spent for i in a.of(GENERAL) if i.subject.code.startswith(code))
    return v.say(
        "final.structure_part", name=name, level=v.money(f"structure.{code}", amount),
        share=v.percent(f"structure.{code}.share", amount, whole, "share"),
    )  # fmt: skip


def path(item: Item) -> str:
    """…（类）…（款）…（项）"""
    return "".join(f"{n}（{k}）" for n, k in zip(item.subject.names, "类款项", strict=True))


def _item(v: Voice, rng: Random, number: int, item: Item) -> Text:
    name = f"item.{item.subject.code}"
    way = "same" if item.spent == item.budget else "more" if item.spent > item.budget else "less"
    causes = catalogue()["reasons"]["up" if way == "more" else "down"]
    return v.say(
        "final.item", n=number, path=path(item),
        budget=v.money(f"{name}.budget", item.budget, "budget"),
        level=v.money(name, item.spent),
        completion=v.percent(f"{name}.completion", item.spent, item.budget, "completion"),
        cause=v.say(f"final.{way}", reason=rng.choice(causes)),
    )  # fmt: skip


def _basic(a: Accounts, v: Voice, rng: Random) -> Iterator[Block]:
    whole = a.staff + a.running_costs
    yield Paragraph(
        v.say(
            "final.basic", year=a.year, level=v.money("basic", whole),
            staff=v.money("basic.staff", a.staff),
            staff_share=v.percent("basic.staff.share", a.staff, whole, "share"),
            running=v.money("basic.running", a.running_costs),
            running_share=v.percent("basic.running.share", a.running_costs, whole, "share"),
        )
    )  # fmt: skip


def _three_public(a: Accounts, v: Voice, rng: Random) -> Iterator[Block]:
    yield Paragraph(_spending(v, a, "total", "final.three_public", ""))
    names = (("abroad", "因公出国（境）费"), ("cars", "公务用车购置及运行维护费"),
             ("reception", "公务接待费"))  # fmt: skip
    for number, (key, name) in enumerate(names, 1):
        text = _spending(v, a, key, "final.three_public_part", f"{number}.{name}")
        yield Paragraph((*text, *_counted(a, v, key)))


def _spending(v: Voice, a: Accounts, key: str, phrase: str, name: str) -> Text:
    budget, level, last = (getattr(m, key) for m in (a.planned, a.actual, a.last_actual))
    figures = {
        "budget": v.money(f"three_public.{key}.budget", budget, "budget"),
        "level": v.money(f"three_public.{key}", level),
    }
    if not budget:
        return v.say("final.three_public_zero", name=name, **figures)
    return v.say(
        phrase, year=a.year, name=name, **figures,
        completion=v.percent(f"three_public.{key}.completion", level, budget, "completion"),
        change=v.change(f"three_public.{key}", level, last, a.year - 1),
    )  # fmt: skip


def _counted(a: Accounts, v: Voice, key: str) -> Text:
    """What the money paid for: groups, cars, visits."""
    c = a.counts
    if key == "abroad" and c.groups:
        return v.say("final.abroad", groups=v.count("counts.groups", c.groups),
                     travellers=v.count("counts.travellers", c.travellers))  # fmt: skip
    if key == "reception":
        return v.say("final.reception", visits=v.count("counts.visits", c.visits),
                     visitors=v.count("counts.visitors", c.visitors))  # fmt: skip
    if key == "cars":
        return v.say(
            "final.cars",
            purchase=v.money("three_public.purchase", a.actual.purchase),
            running=v.money("three_public.running", a.actual.running),
            bought=v.count("counts.bought", c.bought), cars=v.count("counts.cars", c.cars),
            average=v.money("counts.average", a.actual.running / c.cars, "average"),
        )  # fmt: skip
    return ()


def _fund(a: Accounts, v: Voice, rng: Random) -> Iterator[Block]:
    items = a.of(FUND)
    if not items:
        yield Paragraph(v.say("final.no_fund", year=a.year))
        return
    yield Paragraph(
        v.say(
            "final.fund", year=a.year,
            opening=v.money("fund.opening", total(i.opening for i in items)),
            income=v.money("fund.income", total(i.income for i in items)),
            level=v.money("fund", total(i.spent for i in items)),
            closing=v.money("fund.closing", total(i.closing for i in items)),
        )
    )  # fmt: skip


def _capital(a: Accounts, v: Voice, rng: Random) -> Iterator[Block]:
    yield Paragraph(v.say("final.no_capital", year=a.year))

"""The narrative of a 预算: as a city's districts write it, with the items one by one."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from corpus.sampling.document import Block, Heading, Paragraph, Text
from corpus.sampling.matters import procurement, reason, vehicles
from corpus.sampling.model import BUSINESS, FUND, GENERAL, OTHER, ZERO, Accounts, Item, total
from corpus.sampling.narrative import path
from corpus.sampling.voice import Voice, listed


def budget_narrative(accounts: Accounts, voice: Voice, seed: int) -> Iterator[Block]:
    """预算编制说明 and 其他相关情况说明, headings and paragraphs."""
    rng = Random(f"narrative {seed}")
    for block in (*_plan(accounts, voice, rng), *_other(accounts, voice, rng)):
        yield Paragraph(voice.spaced(block.pieces)) if isinstance(block, Paragraph) else block


def _plan(a: Accounts, v: Voice, rng: Random) -> Iterator[Block]:
    yield Heading("一、收支预算总体情况", 2)
    whole, last = total(i.spent for i in a.items), total(i.last_spent for i in a.items)
    parts = _sources(a, v)
    text = v.say(
        "budget.overall", year=a.year, owner=a.owner, parts=listed(parts),
        income=v.money("overall.income", whole, total=True),
        change=v.change("overall.income", whole, last, a.year - 1, "plan"),
    )  # fmt: skip
    yield Paragraph((*text, *reason(v, rng, whole, last)))
    basic, project = total(i.basic for i in a.items), total(i.project for i in a.items)
    yield Paragraph(
        v.say(
            "budget.expense", year=a.year, level=v.money("expense", whole, total=True),
            basic=v.money("expense.basic", basic),
            basic_share=v.percent("expense.basic.share", basic, whole, "share"),
            project=v.money("expense.project", project),
            project_share=v.percent("expense.project.share", project, whole, "share"),
            change=v.change("expense", whole, last, a.year - 1, "plan"),
        )
    )  # fmt: skip
    yield Heading("二、一般公共预算支出情况", 2)
    items = a.of(GENERAL)
    level, before = total(i.spent for i in items), total(i.last_spent for i in items)
    yield Paragraph(
        v.say(
            "budget.general", year=a.year, level=v.money("general", level, total=True),
            change=v.change("general", level, before, a.year - 1, "plan"),
            zero=v.money("capital", ZERO),
        )
    )  # fmt: skip
    for number, item in enumerate(items, 1):
        yield Paragraph(_item(a, v, rng, number, item))
    yield Heading("三、一般公共预算基本支出情况", 2)
    yield Paragraph(
        v.say(
            "budget.basic", year=a.year, level=v.money("basic", a.staff + a.running_costs),
            staff=v.money("basic.staff", a.staff),
            running=v.money("basic.running", a.running_costs),
        )
    )  # fmt: skip


def _sources(a: Accounts, v: Voice) -> list[Text]:
    whole = total(i.spent for i in a.items)
    sources = (("财政拨款收入", (GENERAL, FUND)), ("事业收入", (BUSINESS,)), ("其他收入", (OTHER,)))
    return [
        v.say(
            "budget.income_part", name=name,
            level=v.money(f"income.{index}", amount),
            share=v.percent(f"income.{index}.share", amount, whole, "share"),
        )
        for index, (name, kinds) in enumerate(sources)
        for amount in [total(i.spent for i in a.of(*kinds))]
    ]  # fmt: skip


def _item(a: Accounts, v: Voice, rng: Random, number: int, item: Item) -> Text:
    name = f"item.{item.subject.code}"
    return v.say(
        "budget.item", n=number, year=a.year, path=path(item), level=v.money(name, item.spent),
        change=v.change(name, item.spent, item.last_spent, a.year - 1, "plan"),
        cause=reason(v, rng, item.spent, item.last_spent),
    )  # fmt: skip


def _other(a: Accounts, v: Voice, rng: Random) -> Iterator[Block]:
    yield Heading("四、“三公”经费预算情况", 2)
    yield Paragraph(
        v.say(
            "budget.three_public", year=a.year,
            level=v.money("three_public.total", a.planned.total),
            change=v.change(
                "three_public.total", a.planned.total, a.last_actual.total, a.year - 1, "plan"
            ),
        )
    )  # fmt: skip
    names = (("abroad", "因公出国（境）费"), ("cars", "公务用车购置及运行维护费"),
             ("reception", "公务接待费"))  # fmt: skip
    for number, (key, name) in zip("一二三", names, strict=True):
        now, before = getattr(a.planned, key), getattr(a.last_actual, key)
        text = v.say(
            "budget.three_public_part", n=number, name=name,
            level=v.money(f"three_public.{key}", now),
            change=v.change(f"three_public.{key}", now, before, a.year - 1, "plan"),
        )  # fmt: skip
        if key == "cars":
            purchase = v.money("three_public.purchase", a.planned.purchase)
            running = v.money("three_public.running", a.planned.running)
            text = (*text, *v.say("budget.cars", purchase=purchase, running=running))
        yield Paragraph(text)
    yield Heading("五、机关运行经费预算", 2)
    if a.office:
        level = v.money("running", a.running_costs)
        yield Paragraph(v.say("budget.running", year=a.year, level=level))
    else:
        yield Paragraph(v.say("budget.no_running"))
    yield Heading("六、政府采购预算情况", 2)
    yield Paragraph(procurement(a, v, "budget.procurement"))
    yield Heading("七、绩效目标设置情况", 2)
    yield Paragraph(_performance(a, v))
    yield Heading("八、国有资产占有使用情况", 2)
    yield Paragraph(vehicles(a, v, "budget"))


def _performance(a: Accounts, v: Voice) -> Text:
    if not a.projects:
        return v.say("budget.no_performance", year=a.year)
    return v.say(
        "budget.performance", year=a.year,
        count=v.count("performance.count", len(a.projects)),
        level=v.money("performance", total(p.budget for p in a.projects)),
    )  # fmt: skip

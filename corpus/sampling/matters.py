"""The rest of a 决算's narrative: performance, running costs, procurement, vehicles."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from corpus.sampling.document import Block, Heading, Paragraph, Text
from corpus.sampling.invent import catalogue
from corpus.sampling.model import GENERAL, Accounts, Money, total
from corpus.sampling.voice import Voice, listed


def reason(v: Voice, rng: Random, now: Money, before: Money) -> Text:
    """A sentence that says why, nothing where nothing changed."""
    if now == before or not before:
        return ()
    way = "up" if now > before else "down"
    return v.say(f"reason.{way}", reason=rng.choice(catalogue()["reasons"][way]))


def performance(a: Accounts, v: Voice, rng: Random) -> Iterator[Block]:
    whole = total(i.project for i in a.of(GENERAL))
    if not whole:
        yield Paragraph(v.say("final.no_performance", year=a.year))
        return
    level = total(p.spent for p in a.projects)
    yield Paragraph(
        v.say(
            "final.performance", year=a.year,
            count=v.count("performance.count", len(a.projects)),
            level=v.money("performance", level),
            share=v.percent("performance.share", level, whole, "share"),
        )
    )  # fmt: skip
    for number, project in enumerate(a.projects, 1):
        name = f"project.{number}"
        yield Paragraph(
            v.say(
                "final.project", n=number, name=project.name,
                score=v.count(f"{name}.score", project.score, "score"),
                budget=v.money(f"{name}.budget", project.budget, "budget"),
                level=v.money(name, project.spent),
                completion=v.percent(
                    f"{name}.completion", project.spent, project.budget, "completion"
                ),
            )
        )  # fmt: skip


def matters(a: Accounts, v: Voice, rng: Random) -> Iterator[Block]:
    yield Heading("（一）机关运行经费支出情况", 3)
    if a.office:
        level, last = a.running_costs, a.last_running_costs
        text = v.say(
            "final.running", year=a.year, level=v.money("running", level),
            change=v.change("running", level, last, a.year - 1),
        )  # fmt: skip
        yield Paragraph((*text, *reason(v, rng, level, last)))
    else:
        yield Paragraph(v.say("final.no_running"))
    yield Heading("（二）政府采购支出情况", 3)
    yield Paragraph(procurement(a, v, "final.procurement"))
    yield Heading("（三）国有资产占用情况", 3)
    yield Paragraph(vehicles(a, v, "final"))


def procurement(a: Accounts, v: Voice, phrase: str) -> Text:
    """政府采购 with its three kinds and the shares of smaller firms."""
    p = a.procurement
    shares = {} if not p.total else {
        "small_share": v.percent("procurement.small.share", p.small_and_medium, p.total, "share"),
        "micro_share": v.percent("procurement.micro.share", p.micro, p.total, "share"),
    }  # fmt: skip
    return v.say(
        phrase, year=a.year, level=v.money("procurement", p.total),
        goods=v.money("procurement.goods", p.goods), works=v.money("procurement.works", p.works),
        services=v.money("procurement.services", p.services),
        small=v.money("procurement.small", p.small_and_medium),
        micro=v.money("procurement.micro", p.micro), **shares,
    )  # fmt: skip


def vehicles(a: Accounts, v: Voice, section: str) -> Text:
    """The vehicles held, by kind."""
    kinds = [(kind, n) for kind, n in a.vehicles if n or kind == a.vehicles[-1][0]]
    parts = [
        v.say(f"{section}.vehicle", name=kind, level=v.count(f"vehicles.{i}", n))
        for i, (kind, n) in enumerate(kinds)
    ]
    whole = sum(n for _, n in a.vehicles)
    return v.say(f"{section}.vehicles", year=a.year, last=a.year - 1,
                 level=v.count("vehicles", whole), parts=listed(parts, "、"))  # fmt: skip

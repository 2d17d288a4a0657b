"""The table of “三公”经费, across the page or down it."""

from __future__ import annotations

from corpus.sampling.document import Field, Grid, Line
from corpus.sampling.looks import Look
from corpus.sampling.model import Accounts, Money, ThreePublic
from corpus.sampling.sheets import head, label

_ORDER = ("total", "abroad", "cars", "purchase", "running", "reception")


def three_public_table(accounts: Accounts, look: Look, title: str, number: str) -> Grid:
    """The table of a 决算, with 预算数 and 决算数."""
    if look.three_public == "down":
        return _down(accounts, look, title, number)
    return _across(accounts, look, title, number)


def _amounts(money: ThreePublic) -> dict[str, Money]:
    return {name: getattr(money, name) for name in _ORDER}


def _fields(look: Look, key: str, money: ThreePublic) -> tuple[Field, ...]:
    return tuple(
        look.amount(f"three_public.{key}.{name}", value) for name, value in _amounts(money).items()
    )


def _half_heads(text: str) -> tuple[Line, Line, Line]:
    return (
        (head(text, columns=6),),
        (
            head("合计", rows=2),
            head("因公出国（境）费", rows=2),
            head("公务用车购置及运行维护费", columns=3),
            head("公务接待费", rows=2),
        ),
        (head("小计"), head("公务用车购置费"), head("公务用车运行维护费")),
    )


def _across(accounts: Accounts, look: Look, title: str, number: str) -> Grid:
    halves = _half_heads("预算数"), _half_heads("决算数")
    heads = tuple((*a, *b) for a, b in zip(*halves, strict=True))
    if look.numbers:
        heads = (*heads, tuple(head(str(i + 1)) for i in range(12)))
    body: tuple[Line, ...] = (
        (
            *_fields(look, "planned", accounts.planned),
            *_fields(look, "actual", accounts.actual),
        ),
    )
    notes = ("注：预算数为全年预算数，决算数包括当年财政拨款和以前年度结转资金安排的实际支出。",)
    return Grid("three_public", title, number, look.unit, (1.0,) * 12, heads, body, notes)


def _down(accounts: Accounts, look: Look, title: str, number: str) -> Grid:
    names = (
        ("total", look.label("合计"), 0),
        ("abroad", "1.因公出国（境）费", 0),
        ("reception", "2.公务接待费", 0),
        ("cars", "3.公务用车购置及运行维护费", 0),
        ("purchase", "其中：（1）公务用车购置费", 1),
        ("running", "（2）公务用车运行维护费", 1),
    )
    planned, actual = _amounts(accounts.planned), _amounts(accounts.actual)
    body = tuple(
        (
            label(text, indent=indent),
            look.amount(f"three_public.planned.{key}", planned[key]),
            look.amount(f"three_public.actual.{key}", actual[key]),
        )
        for key, text, indent in names
    )
    heads: tuple[Line, ...] = ((head(look.label("项目")), head("预算数"), head("决算数")),)
    return Grid("three_public", title, number, look.unit, (3.5, 2.0, 2.0), heads, body)


def budget_table(accounts: Accounts, look: Look, title: str, number: str) -> Grid:
    """The table of a budget, with 机关运行经费 beside it."""
    heads: tuple[Line, ...] = (
        (
            head(f"{accounts.year}年“三公”经费预算数", columns=6),
            head(f"{accounts.year}年机关运行经费预算数", rows=3),
        ),
        *_half_heads("")[1:],
    )
    office = accounts.running_costs if accounts.office else Money(0)
    body: tuple[Line, ...] = (
        (
            *_fields(look, "planned", accounts.planned),
            look.amount("three_public.office", office),
        ),
    )
    return Grid("three_public", title, number, look.unit, (1.0,) * 7, heads, body)

"""The tables of a 决算 in two halves, income on the left: 公开01表 and 公开04表."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.sampling.document import Field, Grid, Line
from corpus.sampling.invent import catalogue
from corpus.sampling.looks import Look
from corpus.sampling.model import (
    APPROPRIATED,
    BUSINESS,
    FUND,
    GENERAL,
    OTHER,
    ZERO,
    Accounts,
    Money,
    total,
)
from corpus.sampling.sheets import halves, head
from corpus.sampling.speech import numeral

Side = list[tuple[str, tuple[Field, ...]]]


def ordinal(names: Sequence[str]) -> list[str]:
    """Names with 一、二、… before them (up to 九十九)."""
    return [f"{numeral(i)}、{name}" for i, name in enumerate(names, 1)]


def class_names(accounts: Accounts, look: Look, *sources: str) -> list[tuple[str, str]]:
    """The 类 that a table in two halves lists: code, and name with its ordinal."""
    names: dict[str, str] = catalogue()["classes"]
    chosen = names if look.classes == "all" else accounts.classes(*sources)
    return list(zip(chosen, ordinal(list(chosen.values())), strict=True))


def padded(side: Side, height: int, blanks: int) -> Side:
    """A side with empty lines after it, to be as high as the other."""
    empty = ("", tuple(Field("", "right") for _ in range(blanks)))
    return [*side, *[empty] * (height - len(side))]


def balance_table(accounts: Accounts, look: Look) -> Grid:
    def income(*sources: str) -> Money:
        return total(i.income for i in accounts.of(*sources)) if sources else ZERO

    amounts = {
        "一般公共预算财政拨款收入": income(GENERAL),
        "政府性基金预算财政拨款收入": income(FUND),
        "国有资本经营预算财政拨款收入": income(),
        "上级补助收入": income(),
        "事业收入": income(BUSINESS),
        "经营收入": income(),
        "附属单位上缴收入": income(),
        "其他收入": income(OTHER),
    }
    names = ordinal(list(amounts))
    left: Side = [
        (name, (look.amount(f"balance.income.{i}", value),))
        for i, (name, value) in enumerate(zip(names, amounts.values(), strict=True))
    ]
    right: Side = [
        (name, (look.amount(f"balance.{code}", _spent(accounts, code)),))
        for code, name in class_names(accounts, look)
    ]
    height = max(len(left), len(right))
    left, right = padded(left, height, 1), padded(right, height, 1)
    all_income, all_spent = total(i.income for i in accounts.items), _spent(accounts)
    opening, closing = _balances(accounts)
    left += [
        ("本年收入合计", (look.amount("balance.income.year", all_income),)),
        ("使用非财政拨款结余（含专用结余）", (look.amount("balance.used", ZERO),)),
        ("年初结转和结余", (look.amount("balance.opening", opening),)),
        (look.label("总计"), (look.amount("balance.income.total", all_income + opening),)),
    ]
    right += [
        ("本年支出合计", (look.amount("balance.expense.year", all_spent),)),
        ("结余分配", (look.amount("balance.shared", ZERO),)),
        ("年末结转和结余", (look.amount("balance.closing", closing),)),
        (look.label("总计"), (look.amount("balance.expense.total", all_spent + closing),)),
    ]
    marks = (head("行次"),) if look.numbers else ()
    half: Line = (head(look.label("项目")), *marks, head("决算数"))
    wide = len(half)
    heads: list[Line] = [
        (head("收入", columns=wide), head("支出", columns=wide)),
        (*half, *half),
    ]
    if look.numbers:
        heads.append((head("栏次"), head(""), head("1"), head("栏次"), head(""), head("2")))
    widths = ((3.2, 0.6, 1.6) if look.numbers else (3.2, 1.6)) * 2
    body = tuple(halves(look, left, right))
    notes = ("注：本表反映本年度的总收支和年末结转结余情况。",)
    return Grid(
        "balance", "收入支出决算总表", "公开01表", look.unit, widths, tuple(heads), body, notes
    )


def _spent(accounts: Accounts, code: str = "", *sources: str) -> Money:
    return total(i.spent for i in accounts.of(*sources) if i.subject.code.startswith(code))


def _balances(accounts: Accounts, *sources: str) -> tuple[Money, Money]:
    items = accounts.of(*sources)
    return total(i.opening for i in items), total(i.closing for i in items)


def appropriation_table(accounts: Accounts, look: Look) -> Grid:
    general, fund = (total(i.income for i in accounts.of(s)) for s in (GENERAL, FUND))
    opening, _ = _balances(accounts, *APPROPRIATED)

    def parts(key: str, of_general: Money, of_fund: Money) -> tuple[Field, ...]:
        values = (of_general + of_fund, of_general, of_fund, ZERO)
        names = ("total", "general", "fund", "capital")
        return tuple(
            look.amount(f"appropriation.{key}.{n}", v) for n, v in zip(names, values, strict=True)
        )

    left: Side = [
        ("一、一般公共预算财政拨款", (look.amount("appropriation.income.general", general),)),
        ("二、政府性基金预算财政拨款", (look.amount("appropriation.income.fund", fund),)),
        ("三、国有资本经营预算财政拨款", (look.amount("appropriation.income.capital", ZERO),)),
    ]
    right: Side = [
        (name, parts(code, _spent(accounts, code, GENERAL), _spent(accounts, code, FUND)))
        for code, name in class_names(accounts, look, *APPROPRIATED)
    ]
    height = max(len(left), len(right))
    left, right = padded(left, height, 1), padded(right, height, 4)
    openings = [total(i.opening for i in accounts.of(s)) for s in APPROPRIATED]
    closings = [total(i.closing for i in accounts.of(s)) for s in APPROPRIATED]
    spent = [_spent(accounts, "", s) for s in APPROPRIATED]
    whole = general + fund + opening

    def one(key: str, value: Money) -> tuple[Field]:
        return (look.amount(f"appropriation.income.{key}", value),)

    left += [
        ("本年收入合计", one("year", general + fund)),
        ("年初财政拨款结转和结余", one("opening", opening)),
        ("一般公共预算财政拨款", one("opening.general", openings[0])),
        ("政府性基金预算财政拨款", one("opening.fund", openings[1])),
        ("国有资本经营预算财政拨款", one("opening.capital", ZERO)),
        (look.label("总计"), one("total", whole)),
    ]
    blank = ("", tuple(Field("", "right") for _ in range(4)))
    right += [
        ("本年支出合计", parts("year", *spent)),
        ("年末财政拨款结转和结余", parts("closing", *closings)),
        blank, blank, blank,
        (look.label("总计"), parts("total", spent[0] + closings[0], spent[1] + closings[1])),
    ]  # fmt: skip
    marks = (head("行次", rows=1),) if look.numbers else ()
    names = ("合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
    heads: list[Line] = [
        (head("收入", columns=2 + len(marks)), head("支出", columns=5 + len(marks))),
        (head(look.label("项目")), *marks, head("金额"), head(look.label("项目")), *marks,
         *(head(n) for n in names)),
    ]  # fmt: skip
    mark_width = (0.6,) if look.numbers else ()
    widths = (3.0, *mark_width, 1.6, 3.0, *mark_width, 1.6, 1.6, 1.6, 1.6)
    return Grid("appropriation", "财政拨款收入支出决算总表", "公开04表", look.unit, widths,
                tuple(heads), tuple(halves(look, left, right)))  # fmt: skip

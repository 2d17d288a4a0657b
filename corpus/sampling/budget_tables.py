"""The nine tables of a 预算, as cities publish them: budgets have no balances."""

from __future__ import annotations

from corpus.sampling.basic import basic_table
from corpus.sampling.document import Field, Grid, Line
from corpus.sampling.final_halves import Side, class_names, padded
from corpus.sampling.looks import Look
from corpus.sampling.model import BUSINESS, FUND, GENERAL, OTHER, ZERO, Accounts, Money, total
from corpus.sampling.sheets import Column, head, joined, label, subject_head, subject_width, tree
from corpus.sampling.three_public import budget_table

_PARTS = ("合计", "基本支出", "项目支出")


def budget_tables(accounts: Accounts, look: Look) -> tuple[Grid, ...]:
    """All nine, in their order."""
    year = f"{accounts.year}年"
    return (
        _balance(accounts, look, f"{year}部门收支预算总表"),
        _income(accounts, look, f"{year}部门收入预算总表"),
        _spending(accounts, look, (), "expenditure", f"{year}部门支出预算总表", "支出预算"),
        _appropriation(accounts, look, f"{year}部门财政拨款收支预算总表"),
        _spending(accounts, look, (GENERAL,), "general",
                  f"{year}部门一般公共预算支出功能分类预算表", "一般公共预算支出"),
        _spending(accounts, look, (FUND,), "fund",
                  f"{year}部门政府性基金预算支出功能分类预算表", "政府性基金预算支出"),
        _spending(accounts, look, ("capital",), "capital",
                  f"{year}部门国有资本经营预算支出功能分类预算表", "国有资本经营预算支出"),
        basic_table(accounts, look, f"{year}部门一般公共预算基本支出预算表", "", "预算数"),
        budget_table(accounts, look, f"{year}部门“三公”经费和机关运行经费预算表", ""),
    )  # fmt: skip


def _sum(accounts: Accounts, *sources: str, code: str = "") -> Money:
    return total(i.spent for i in accounts.of(*sources) if i.subject.code.startswith(code))


def _halves(left: Side, right: Side) -> tuple[Line, ...]:
    return tuple(
        (label(a), *figures, label(b), *others)
        for (a, figures), (b, others) in zip(left, right, strict=True)
    )


def _balance(accounts: Accounts, look: Look, title: str) -> Grid:
    general, fund = _sum(accounts, GENERAL), _sum(accounts, FUND)
    amounts = (
        ("一、财政拨款收入", general + fund),
        ("1.一般公共预算资金", general),
        ("2.政府性基金", fund),
        ("3.国有资本经营预算", ZERO),
        ("二、事业收入", _sum(accounts, BUSINESS)),
        ("三、事业单位经营收入", ZERO),
        ("四、其他收入", _sum(accounts, OTHER)),
    )
    left: Side = [
        (name, (look.amount(f"balance.income.{i}", value),))
        for i, (name, value) in enumerate(amounts)
    ]
    right: Side = [
        (name, (look.amount(f"balance.{code}", _sum(accounts, code=code)),))
        for code, name in class_names(accounts, look)
    ]
    height = max(len(left), len(right))
    whole = _sum(accounts)
    left = [*padded(left, height, 1), ("收入总计", (look.amount("balance.income.total", whole),))]
    right = [
        *padded(right, height, 1),
        ("支出总计", (look.amount("balance.expense.total", whole),)),
    ]
    heads: tuple[Line, ...] = (
        (head("本年收入", columns=2), head("本年支出", columns=2)),
        tuple(head(t) for t in (look.label("项目"), "预算数") * 2),
    )
    body = _halves(left, right)
    return Grid("balance", title, "", look.unit, (3.0, 2.0) * 2, heads, body)


def _tall(names: tuple[str, ...], over: str, look: Look) -> tuple[Line, ...]:
    rows = 3 if look.codes == "three" else 2
    below = tuple(head(n, rows=rows - 1) for n in names)
    return ((head(over, columns=len(names)),), below, *((),) * (rows - 2))


def _income(accounts: Accounts, look: Look, title: str) -> Grid:
    columns: list[Column] = [
        ("total", lambda i: i.spent),
        ("appropriation", lambda i: i.spent if i.source in (GENERAL, FUND) else ZERO),
        ("business", lambda i: i.spent if i.source == BUSINESS else ZERO),
        ("operating", lambda i: ZERO),
        ("other", lambda i: i.spent if i.source == OTHER else ZERO),
    ]
    names = ("合计", "财政拨款收入", "事业收入", "事业单位经营收入", "其他收入")
    heads = joined(subject_head(look, len(h := _tall(names, "收入预算", look))), h)
    widths = (*subject_width(look), *(1.6 for _ in columns))
    body = tuple(tree(look, "income", accounts.items, columns))
    return Grid("income", title, "", look.unit, widths, heads, body)


def _spending(
    accounts: Accounts, look: Look, sources: tuple[str, ...], kind: str, title: str, over: str
) -> Grid:
    columns: list[Column] = [
        ("total", lambda i: i.spent),
        ("basic", lambda i: i.basic),
        ("project", lambda i: i.project),
    ]
    items = accounts.of(*sources)
    heads = joined(subject_head(look, len(h := _tall(_PARTS, over, look))), h)
    widths = (*subject_width(look), *(1.8 for _ in columns))
    notes = () if items else ("注：本部门没有安排此项预算，故本表为空表。",)
    body = tuple(tree(look, kind, items, columns))
    return Grid(kind, title, "", look.unit, widths, heads, body, notes)


def _appropriation(accounts: Accounts, look: Look, title: str) -> Grid:
    def parts(key: str, general: Money, fund: Money) -> tuple[Field, ...]:
        values = (
            ("total", general + fund),
            ("general", general),
            ("fund", fund),
            ("capital", ZERO),
        )
        return tuple(look.amount(f"appropriation.{key}.{n}", v) for n, v in values)

    general, fund = _sum(accounts, GENERAL), _sum(accounts, FUND)
    left: Side = [
        ("一、一般公共预算资金", (look.amount("appropriation.income.general", general),)),
        ("二、政府性基金", (look.amount("appropriation.income.fund", fund),)),
        ("三、国有资本经营预算", (look.amount("appropriation.income.capital", ZERO),)),
    ]
    right: Side = [
        (name, parts(code, _sum(accounts, GENERAL, code=code), _sum(accounts, FUND, code=code)))
        for code, name in class_names(accounts, look, GENERAL, FUND)
    ]
    height = max(len(left), len(right))
    whole = look.amount("appropriation.income.total", general + fund)
    left = [*padded(left, height, 1), ("收入总计", (whole,))]
    right = [*padded(right, height, 4), ("支出总计", parts("all", general, fund))]
    names = ("合计", "一般公共预算", "政府性基金预算", "国有资本经营预算")
    heads: tuple[Line, ...] = (
        (head("财政拨款收入", columns=2), head("财政拨款支出", columns=5)),
        (head(look.label("项目")), head("预算数"), head(look.label("项目")),
         *(head(n) for n in names)),
    )  # fmt: skip
    widths = (3.0, 1.8, 3.0, 1.8, 1.8, 1.8, 1.8)
    return Grid("appropriation", title, "", look.unit, widths, heads, _halves(left, right))

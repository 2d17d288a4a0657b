"""The nine tables of a 决算 (公开01表 to 公开09表)."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.sampling.basic import basic_table
from corpus.sampling.document import Grid, Line
from corpus.sampling.final_halves import appropriation_table, balance_table
from corpus.sampling.looks import Look
from corpus.sampling.model import APPROPRIATED, BUSINESS, FUND, GENERAL, OTHER, ZERO, Accounts
from corpus.sampling.sheets import (
    Column,
    column_numbers,
    head,
    joined,
    subject_head,
    subject_width,
    tree,
)
from corpus.sampling.three_public import three_public_table


def final_tables(accounts: Accounts, look: Look) -> tuple[Grid, ...]:
    """All nine, in their order."""
    makers = (balance_table, _income, _expenditure, appropriation_table, _general)
    rest = (
        basic_table(accounts, look, "一般公共预算财政拨款基本支出决算表", "公开06表", "决算数"),
        three_public_table(accounts, look, "财政拨款“三公”经费支出决算表", "公开07表"),
        _fund(accounts, look),
        _capital(accounts, look),
    )
    return (*(make(accounts, look) for make in makers), *rest)


def _by_subject(
    accounts: Accounts, look: Look, sources: Sequence[str], columns: Sequence[Column],
    heads: tuple[Line, ...], kind: str, title: str, number: str, notes: tuple[str, ...] = (),
) -> Grid:  # fmt: skip
    """A table by 功能分类; `heads` are the lines over its figures."""
    items = accounts.of(*sources)
    rows = joined(subject_head(look, len(heads)), heads)
    return Grid(
        kind, title, number, look.unit,
        (*subject_width(look), *(1.6 for _ in columns)),
        (*rows, *column_numbers(look, len(columns))),
        tuple(tree(look, kind, items, columns)), notes,
    )  # fmt: skip


def _income(accounts: Accounts, look: Look) -> Grid:
    columns: list[Column] = [
        ("total", lambda i: i.income),
        ("appropriation", lambda i: i.income if i.source in APPROPRIATED else ZERO),
        ("superior", lambda i: ZERO),
        ("business", lambda i: i.income if i.source == BUSINESS else ZERO),
        ("operating", lambda i: ZERO),
        ("affiliated", lambda i: ZERO),
        ("other", lambda i: i.income if i.source == OTHER else ZERO),
    ]
    names = ("本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入",
             "附属单位上缴收入", "其他收入")  # fmt: skip
    heads: tuple[Line, ...] = (tuple(head(n, rows=2) for n in names), ())
    if look.codes == "three":
        heads = (tuple(head(n, rows=3) for n in names), (), ())
    notes = ("注：本表反映本年度取得的各项收入情况。",)
    return _by_subject(
        accounts, look, (), columns, heads, "income", "收入决算表", "公开02表", notes
    )


def _expenditure(accounts: Accounts, look: Look) -> Grid:
    columns: list[Column] = [
        ("total", lambda i: i.spent),
        ("basic", lambda i: i.basic),
        ("project", lambda i: i.project),
        ("up", lambda i: ZERO),
        ("operating", lambda i: ZERO),
        ("subsidy", lambda i: ZERO),
    ]
    names = ("本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出",
             "对附属单位补助支出")  # fmt: skip
    heads: tuple[Line, ...] = (tuple(head(n, rows=2) for n in names), ())
    return _by_subject(accounts, look, (), columns, heads, "expenditure", "支出决算表", "公开03表")


def _split_head(name: str, parts: Sequence[str], look: Look) -> tuple[Line, ...]:
    rows = 3 if look.codes == "three" else 2
    lines: list[Line] = [(head(name, columns=len(parts)),)]
    lines.append(tuple(head(p, rows=rows - 1) for p in parts))
    return (*lines, *((),) * (rows - 2))


def _general(accounts: Accounts, look: Look) -> Grid:
    columns: list[Column] = [
        ("total", lambda i: i.spent),
        ("basic", lambda i: i.basic),
        ("project", lambda i: i.project),
    ]
    heads = _split_head("本年支出", ("小计", "基本支出", "项目支出"), look)
    return _by_subject(accounts, look, (GENERAL,), columns, heads, "general",
                       "一般公共预算财政拨款支出决算表", "公开05表")  # fmt: skip


def _fund(accounts: Accounts, look: Look) -> Grid:
    columns: list[Column] = [
        ("opening", lambda i: i.opening),
        ("income", lambda i: i.income),
        ("total", lambda i: i.spent),
        ("basic", lambda i: i.basic),
        ("project", lambda i: i.project),
        ("closing", lambda i: i.closing),
    ]
    rows = 3 if look.codes == "three" else 2
    first = (
        head("年初结转和结余", rows=rows), head("本年收入", rows=rows),
        head("本年支出", columns=3), head("年末结转和结余", rows=rows),
    )  # fmt: skip
    second = tuple(head(n, rows=rows - 1) for n in ("小计", "基本支出", "项目支出"))
    heads: tuple[Line, ...] = (first, second, *((),) * (rows - 2))
    empty = () if accounts.of(FUND) else ("注：本单位本年度无政府性基金收支，故本表无数据。",)
    return _by_subject(accounts, look, (FUND,), columns, heads, "fund",
                       "政府性基金预算财政拨款收入支出决算表", "公开08表", empty)  # fmt: skip


def _capital(accounts: Accounts, look: Look) -> Grid:
    columns: list[Column] = [(name, lambda i: ZERO) for name in ("total", "basic", "project")]
    heads = _split_head("本年支出", ("合计", "基本支出", "项目支出"), look)
    return _by_subject(
        accounts, look, ("capital",), columns, heads, "capital",
        "国有资本经营预算财政拨款支出决算表", "公开09表",
        ("注：本单位本年度无国有资本经营预算支出，故本表无数据。",),
    )  # fmt: skip

"""The table of 一般公共预算 基本支出 by economic classification, in the three forms it comes in."""

from __future__ import annotations

from itertools import zip_longest

from corpus.sampling.document import Field, Grid, Line
from corpus.sampling.invent import catalogue
from corpus.sampling.looks import Look
from corpus.sampling.model import ZERO, Accounts, Economy, total
from corpus.sampling.sheets import economy_classes, head, label, used

_STAFF = ("301", "303")


def basic_table(accounts: Accounts, look: Look, title: str, number: str, column: str) -> Grid:
    """The table; `column` is what its figures are called (决算数, 预算数)."""
    form = {"panels": _panels, "list": _list, "columns": _columns}[look.basic]
    widths, heads, body = form(accounts, look, column)
    return Grid("basic", title, number, look.unit, widths, heads, tuple(body))


Form = tuple[tuple[float, ...], tuple[Line, ...], list[Line]]


def _class_name(code: str) -> str:
    name: str = catalogue()["economy_classes"][code]
    return name


def _entries(economy: list[Economy], codes: tuple[str, ...]) -> list[tuple[str, str, Economy]]:
    """Code and name of each class and item, with an Economy that has its amount."""
    lines: list[tuple[str, str, Economy]] = []
    for code, members in economy_classes(economy):
        if code in codes:
            name = _class_name(code)
            whole = Economy(code, name, total(e.amount for e in members))
            lines += [(code, name, whole), *((e.code, e.name, e) for e in members)]
    return lines


def _panels(accounts: Accounts, look: Look, column: str) -> Form:
    economy = list(accounts.economy)
    panels = [_entries(economy, codes) for codes in (_STAFF, ("302",), ("310",))]
    body: list[Line] = []
    for entries in zip_longest(*panels):
        line: list[Field] = []
        for entry in entries:
            if entry is None:
                line += [label(""), label(""), Field("", "right")]
                continue
            code, name, economy_ = entry
            indent = 1 if look.indent and len(code) == 5 else 0
            figure = look.amount(f"basic.{code}.total", economy_.amount)
            line += [label(code), label(name, indent=indent), figure]
        body.append(tuple(line))
    body.append(
        (
            head("人员经费合计", columns=2),
            look.amount("basic.staff.total", accounts.staff),
            head("公用经费合计", columns=5),
            look.amount("basic.running.total", accounts.running_costs),
        )
    )
    code = "科目编码"
    heads: tuple[Line, ...] = (
        (head("人员经费", columns=3), head("公用经费", columns=6)),
        tuple(head(text) for _ in range(3) for text in (code, "科目名称", column)),
    )
    return (0.9, 2.0, 1.3) * 3, heads, body


def _list(accounts: Accounts, look: Look, column: str) -> Form:
    """Only the items in use, 人员经费 and then 公用经费, each with its sum at the end."""
    body: list[Line] = []
    groups = (
        ("人员经费合计", "basic.staff.total", _STAFF, accounts.staff),
        ("公用经费合计", "basic.running.total", ("302", "310"), accounts.running_costs),
    )
    for name, key, codes, amount in groups:
        for code, text, entry in _entries(used(accounts.economy), codes):
            indent = 1 if look.indent and len(code) == 5 else 0
            figure = look.amount(f"basic.{code}.total", entry.amount)
            body.append((label(code), label(text, indent=indent), figure))
        body.append((head(name, columns=2), look.amount(key, amount)))
    whole = accounts.staff + accounts.running_costs
    body.append((head(look.label("合计"), columns=2), look.amount("basic.total.total", whole)))
    heads: tuple[Line, ...] = ((head("经济分类科目编码"), head("科目名称"), head(column)),)
    return (1.6, 3.5, 2.0), heads, body


def _columns(accounts: Accounts, look: Look, column: str) -> Form:
    """合计, 人员经费 and 公用经费 as columns, as budgets have it."""
    whole = accounts.staff + accounts.running_costs
    body: list[Line] = [
        (
            head(look.label("合计"), columns=3),
            look.amount("basic.total.total", whole),
            look.amount("basic.total.staff", accounts.staff),
            look.amount("basic.total.running", accounts.running_costs),
        )
    ]
    for code, name, entry in _entries(used(accounts.economy), ("301", "302", "303", "310")):
        staff = entry.amount if code[:3] in _STAFF else ZERO
        body.append(
            (
                Field(code[:3], "center"),
                Field(code[3:], "center"),
                label(name),
                look.amount(f"basic.{code}.total", entry.amount),
                look.amount(f"basic.{code}.staff", staff),
                look.amount(f"basic.{code}.running", entry.amount - staff),
            )
        )
    heads: tuple[Line, ...] = (
        (
            head("经济分类科目编码", columns=2),
            head("经济分类科目名称", rows=2),
            head(f"基本支出{column}", columns=3),
        ),
        tuple(head(t) for t in ("类", "款", "合计", "人员经费", "公用经费")),
    )
    return (0.9, 0.8, 3.0, 1.8, 1.8, 1.8), heads, body

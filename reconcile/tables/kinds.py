"""Which of the public tables a table is: in goes its title and rows, out comes its kind, as
vocabulary.toml names them."""

from __future__ import annotations

import re
from functools import cache

from extract.table import Table
from reconcile.plain import label, plain
from reconcile.tables.vocabulary import vocabulary

#: The tables with a row for each item and a column for each source or use. With one column, a row
#: for each source, they are another form.
_BY_SOURCE = frozenset({"income", "expenditure"})


def kind_of(table: Table) -> str:
    """The kind of a table, by its title or else by its rows; "" for none of the public ones, and
    for one that bears the title of a public one and has another form."""
    named = table_kind(table.title)
    if named in _BY_SOURCE and len(table.columns) == 1 and not any(r.code for r in table.rows):
        return ""
    if named == "appropriation" and _is_general(table):
        return "general"
    return named or _kind_of_rows(table)


def _is_general(table: Table) -> bool:
    """Whether a table of 财政拨款 is of one budget, item by item (一般公共预算财政拨款收入支出
    决算表)."""
    return "一般公共预算" in plain(table.title) and sum(1 for r in table.rows if r.code) > 1


def _kind_of_rows(table: Table) -> str:
    """The kind of a table that lost its title (its first page is missing), by its rows."""
    labels = {label(row.label) for row in table.rows}
    split = any("一般公共预算" in "".join(c.header) for c in table.columns)
    if {"本年收入合计", "本年支出合计", "总计"} <= labels and not split:
        return "balance"
    return ""


@cache
def table_kind(title: str) -> str:
    """The kind of table a title names; "" for none of the public ones. What it has in brackets
    behind it tells only where the rest does not: 基本支出预算表（人员类、运转类公用经费项目）."""
    text = plain(title)
    for words in dict.fromkeys((re.sub("（[^（）]*）$", "", text), text)):
        for entry in vocabulary()["table"]:
            if re.search(entry["title"], words):
                return str(entry["kind"])
    return ""

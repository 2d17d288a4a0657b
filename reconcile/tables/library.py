"""The tables of a report by kind, and the cells an address names in them.

An address is "kind/row/column" (vocabulary.toml): the kind a table's title gives it, a pattern for
the row's label (or @total, @item, @only), a named column. `income:` or `expense:` before the row
picks a side of a table that prints both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from extract.disclosure import Role
from extract.lazy import lazy
from extract.table import Cell, Column, Row, Table
from reconcile.items import NONE, Item
from reconcile.plain import label, plain
from reconcile.tables.kinds import kind_of
from reconcile.tables.likeness import item_rows
from reconcile.tables.vocabulary import pattern, vocabulary

_TOTAL = re.compile(r"合计|总计|支出合计|收入合计|本年(支出|收入)合计|合计[（(].*[)）]")
_BUDGETED = re.compile(
    r"预算数|年初预算|全年预算|调整预算|(?<!一般公共)(?<!政府性基金)(?<!国有资本经营)预算$"
)
_ROW_YEAR = re.compile(r"((?:19|20)\d\d)年?度?(?:(?:年初)?预算数?|决算数?|支出数?|金额)?")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_PAST = re.compile(r"上年(?!度?(?:结转|结余))|上一年|去年")
#: What a column says that every column of figures may say.
_FIGURES = re.compile(
    r"((20\d\d年度?)?(本年|全年|年初)?(预算|决算|执行|支出|收入)?(数|数额|金额|额)?)"
)
#: The names of columns that stand for the whole of a table.
_WHOLE = ("amount", "total", "spent")
#: The tables of what was spent, whatever else they have columns for.
_SPENT = frozenset({"general", "expenditure"})
#: What a column is called, or stands under, that holds nothing that was spent this year.
_NOT_SPENT = re.compile("收入|(?:年初|年末|上年|期初|期末).{0,2}结[转余]")
#: The names of columns that hold a part of what a table is about; one of them is not its whole.
_PARTS = (
    "basic", "project", "appropriation", "general", "fund", "capital", "superior", "business",
    "operating", "affiliated", "other_income", "turn_up", "operating_cost", "subsidy", "staff",
    "running",
)  # fmt: skip
#: What is no part of the three public expenses, and stands in their table all the same.
_MORE = re.compile("会议费|培训费")
#: How the table of both sides calls what is spent in all, but for what stays.
_SPENT_IN_ALL = "^本年支出合计$|^支出合计$"
#: The budgets that 财政拨款 comes from.
_BUDGETS = "general", "fund", "capital"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its kind; rows by code for the trees of 类, 款 and 项."""

    table: Table
    kind: str

    def side(self, row: Row) -> str:
        """`income` or `expense`: which list a row stands in where a table prints both."""
        for column in self.table.columns:
            if column.panel == row.panel and column.header:
                head = column.header[0]
                if ("收入" in head) != ("支出" in head):
                    return "income" if "收入" in head else "expense"
        return "income" if row.panel == 0 else "expense"

    def cell(self, row: Row, column: Column) -> Cell | None:
        """The cell of a row under a column. A total printed over several panels stands in the
        column of another panel: then it is the row's one figure."""
        found = next((c for c in row.cells if c.column == column.index), None)
        if found is None or (found.quantity is None and not found.text):
            outside = [c for c in row.cells if self.table.column(c.column).panel != row.panel]
            figures = [c for c in outside if c.quantity is not None]
            if len(figures) == 1 and not any(c.quantity for c in row.cells if c not in outside):
                return figures[0]
        return found

    def is_of(self, period: str) -> bool:
        """Whether a table may hold figures of a year: its title names that one, the next (whose
        tables hold last year's as well) or none."""
        year = _YEAR.search(self.table.title)
        return not (year and period[:4].isdigit()) or int(year[0]) - int(period[:4]) in (0, 1)

    def year_of(self, row: Row) -> int | None:
        """The year that heads a row (2021年, 2021年度, 2021年决算数); None where none does."""
        first = row.label or next((c.text for c in row.cells if c.text), "")
        year = _ROW_YEAR.fullmatch(plain(first))
        return int(year[1]) if year else None

    def header(self, column: Column) -> str:
        return _header(column.header)

    def is_rate(self, column: Column) -> bool:
        """Whether a column holds rates, which do not add up."""
        return (
            column.unit == "%" or pattern("columns", "rate").search(self.header(column)) is not None
        )

    def figures(
        self, row: re.Pattern[str], column: re.Pattern[str], *, last: bool = False
    ) -> list[Cell]:
        """The figure of the first (or `last`) row and column of those names, as a list of at
        most one. A total may be printed under another column of its row."""
        rows = [r for r in self.table.rows if row.search(label(r.label)) and len(r.labels) <= 2]
        for found in reversed(rows) if last else rows:
            printed = [c for c in found.cells if c.quantity is not None]
            cells = [c for c in printed if column.search(self.header(self.table.column(c.column)))]
            if not cells and last:
                cells = printed[-1:]
            if cells:
                return cells[:1]
        return []


@dataclass(frozen=True, slots=True)
class Address:
    """A parsed "kind/row/column"."""

    kind: str
    row: str
    column: str
    side: str = ""

    @classmethod
    @lru_cache(maxsize=1 << 10)
    def parse(cls, text: str) -> Address:
        kind, rest = text.split("/", 1)
        row, column = rest.rsplit("/", 1)
        side, _, pattern = (
            row.partition(":") if re.match("(income|expense):", row) else ("", "", row)
        )
        return cls(kind, pattern, column, side)


@dataclass(frozen=True)
class Library:
    """All tables of a report, by kind. `year` and `final` (决算) tell this year's columns."""

    sheets: tuple[Sheet, ...]
    year: int
    final: bool

    @lazy
    def _known_rows(self) -> dict[tuple[str, str, str, str, Item], list[Row]]:
        """The rows that were asked for before, by table, address and item: many rules ask for the
        same ones, and for an item whatever the column."""
        return {}

    @lazy
    def _known_columns(self) -> dict[tuple[str, int, str, Role, str], Column | None]:
        """Likewise the columns, by table, panel, name and role, and the label where that tells."""
        return {}

    @classmethod
    def of(cls, tables: Iterable[Table], year: int, kind: str) -> Library:
        sheets = [Sheet(table, kind_of(table)) for table in tables]
        held = {sheet.kind for sheet in sheets}
        stand_ins = {
            entry["kind"]: entry["instead_of"]
            for entry in vocabulary()["table"]
            if "instead_of" in entry and entry["instead_of"] not in held
        }
        own = cls(tuple(sheets), year, kind == "final")
        if "granted" in stand_ins and own._grants_all():
            del stand_ins["granted"]
        taken = tuple(replace(s, kind=stand_ins.get(s.kind, s.kind)) for s in sheets)
        return replace(own, sheets=taken)

    def _grants_all(self) -> bool:
        """Whether a table of 财政拨款支出 is of all budgets, as the table of both sides tells, and
        not of 一般公共预算 alone: the table of that one is missing, or was not read."""
        printed = self._values("granted/@total/total")
        whole = self._values(f"appropriation/expense:{_SPENT_IN_ALL}/total")
        general = self._values(f"appropriation/expense:{_SPENT_IN_ALL}/general")
        return bool(printed & whole - general)

    def _values(self, address: str) -> set[Fraction]:
        cells = self.find(Address.parse(address))
        return {c.quantity.exact for c in cells if c.quantity is not None}

    def of_kind(self, kind: str) -> list[Sheet]:
        return [s for s in self.sheets if s.kind == kind]

    def find(self, address: Address, *, role: Role = Role.LEVEL, item: Item = NONE) -> list[Cell]:
        """The cells an address names: in the first table of its kind that has any.

        `item` is the 类, 款 or 项 for @item; `role` picks 预算数 or 决算数.
        """
        return next(self.find_all(address, role=role, item=item), [])

    def find_all(
        self, address: Address, *, role: Role = Role.LEVEL, item: Item = NONE, period: str = ""
    ) -> Iterator[list[Cell]]:
        """The same in each table of its kind that has any, and is not of another year than
        `period`."""
        for sheet in self.of_kind(address.kind):
            if not sheet.is_of(period):
                continue
            cells = []
            under = "" if address.row == "@item" else address.column
            key = sheet.table.id, address.side, address.row, under, item
            if key not in self._known_rows:
                self._known_rows[key] = self._rows(sheet, address, item)
            for row in self._of_year(sheet, self._known_rows[key], role):
                column = self.column(sheet, row, address.column, role)
                cell = sheet.cell(row, column) if column else None
                if cell is not None:
                    cells.append(cell)
            if cells:
                yield cells

    def _of_year(self, sheet: Sheet, rows: Sequence[Row], role: Role) -> list[Row]:
        """The rows without those that a table of several years heads with another year."""
        year = self._kind_of(sheet)[0] - (role is Role.PREVIOUS)
        return [r for r in rows if sheet.year_of(r) in (None, year)]

    def _rows(self, sheet: Sheet, address: Address, item: Item) -> list[Row]:
        rows = [r for r in sheet.table.rows if not address.side or sheet.side(r) == address.side]
        if address.row == "@total":
            return [r for r in rows if not r.code and _is_whole(r)][:1]
        if address.row == "@item":
            return item_rows(rows, item)
        if address.row == "@only":
            if len(rows) == 1 or _years(sheet, rows):
                return rows
            return _only(rows, re.compile(vocabulary()["columns"][address.column]))
        pattern = re.compile(address.row)
        exact = [r for r in rows if pattern.search(label(r.label))]
        return exact

    def column(self, sheet: Sheet, row: Row, name: str, role: Role) -> Column | None:
        """The column of that name in the row's panel; for this year's actual or budgeted figure."""
        telling = label(row.label) if sheet.kind == "three_public" or adds_up(row) else ""
        key = sheet.table.id, row.panel, name, role, telling
        if key not in self._known_columns:
            self._known_columns[key] = self._column(sheet, row, name, role)
        return self._known_columns[key]

    def _column(self, sheet: Sheet, row: Row, name: str, role: Role) -> Column | None:
        columns = [c for c in sheet.table.columns if c.panel == row.panel]
        columns = self._of_role(sheet, columns, role)
        pattern = re.compile(vocabulary()["columns"][name])
        named = [c for c in columns if pattern.search(sheet.header(c))]
        if sheet.kind == "three_public":
            heads = [sheet.header(c) for c in columns]
            named = [columns[n] for n in _of_three(heads, [columns.index(c) for c in named])]
        if sheet.kind in _SPENT:  # 年初结转 | 本年收入 | 本年支出 | …, each with a 合计
            named = [c for c in named if not _NOT_SPENT.search(sheet.header(c))] or named
        if named:
            return _not_of_a_part(sheet, named, pattern)
        if sheet.kind == "three_public" and pattern.search(label(row.label)):
            return next(iter(columns), None)
        if name in _WHOLE:
            return columns[0] if columns and not _is_part(sheet, columns[0]) else None
        sole = len(columns) == 1 and not adds_up(row) and _says_nothing(sheet, columns[0])
        return columns[0] if sole else None

    def _of_role(self, sheet: Sheet, columns: list[Column], role: Role) -> list[Column]:
        year, final = self._kind_of(sheet)

        def kept(column: Column) -> bool:
            head = sheet.header(column)
            budgeted, past = _BUDGETED.search(head), _is_past(head, year)
            if role is Role.PREVIOUS:
                return past
            if past:
                return False
            if final:
                return bool(budgeted) if role is Role.BUDGET else not budgeted
            return "执行数" not in head

        return [c for c in columns if kept(c)]

    def _kind_of(self, sheet: Sheet) -> tuple[int, bool]:
        """Year of a table, and whether it is of final accounts: by its title, else the report's."""
        title = plain(sheet.table.title)
        year = _YEAR.search(title)
        final, budget = "决算" in title, title.endswith(("预算表", "预算总表"))
        told = final if final != budget else self.final
        return int(year[0]) if year else self.year, told


def _years(sheet: Sheet, rows: Sequence[Row]) -> bool:
    """Whether the rows of a table are years, each its own."""
    years = [sheet.year_of(row) for row in rows]
    return None not in years and len(set(years)) == len(years)


def _is_past(head: str, year: int) -> bool:
    last_year = f"{year - 1}年" in head and f"{year}年" not in head
    return last_year or bool(_PAST.search(head))


def _is_whole(row: Row) -> bool:
    """Whether a row is the total of its table: its one figure is that of no part."""
    return _TOTAL.fullmatch(label(row.label)) is not None


def adds_up(row: Row) -> bool:
    """Whether a row is a total of any kind (支出总计): its one figure is that of no part."""
    return _is_whole(row) or label(row.label).endswith(("合计", "总计"))


def _is_part(sheet: Sheet, column: Column) -> bool:
    """Whether a column is named for a part of what its table is about: where the whole is not
    printed (its column was cut off), no part stands for it."""
    if sheet.kind == "three_public":
        return False
    leaf = _leaf(sheet, column)
    parts = (pattern("columns", name) for name in _PARTS)
    found = [match[0] for part in parts if (match := part.search(leaf))]
    return bool(found) and not any(name in plain(sheet.table.title) for name in found)


def _says_nothing(sheet: Sheet, column: Column) -> bool:
    """Whether the one column of a table has no name but that of figures (决算数, 金额). Where it
    has one, the column asked for is missing: it was cut off, or is printed on another page."""
    return _FIGURES.fullmatch(_leaf(sheet, column)) is not None


def _not_of_a_part(
    sheet: Sheet, named: Sequence[Column], pattern: re.Pattern[str]
) -> Column | None:
    """The first of some columns that a name stands for; None where all stand under it and are parts
    of it (财政拨款: 一般公共预算 | 政府性基金), of which none is the whole."""
    sources = [c for c in named if not pattern.search(_leaf(sheet, c)) and _is_source(sheet, c)]
    return next((c for c in named if c not in sources), None)


def _is_source(sheet: Sheet, column: Column) -> bool:
    """Whether a column's lowest heading is one of the budgets that 财政拨款 comes from."""
    return any(pattern("columns", name).search(_leaf(sheet, column)) for name in _BUDGETS)


def _leaf(sheet: Sheet, column: Column) -> str:
    """The lowest line of a column's heading."""
    return sheet.header(column).rpartition("/")[2]


def _only(rows: Sequence[Row], name: re.Pattern[str]) -> list[Row]:
    """The row of a table that has one, or has one for each item (合计, 公务接待费 …); of one that
    has a row for each body, its total."""
    labels = [label(row.label) for row in rows]
    if any(re.search("因公出国|公务接待", text) for text in labels):
        at = _of_three(labels, [n for n, text in enumerate(labels) if name.search(text)])
        return [rows[n] for n in at[:1]]
    whole = re.compile(r"[\d.]*|.*(局|部门|单位)")
    totals = [row for row in rows if _is_whole(row)]
    named = [row for row, text in zip(rows, labels, strict=True) if whole.fullmatch(text)]
    return totals[:1] or (named if len(named) == 1 else [])


def _of_three(names: Sequence[str], found: Sequence[int]) -> list[int]:
    """Which of some rows or columns, by their places among all, are the three public expenses:
    where 会议费 or 培训费 stand beside them, what is named for the three rather than 合计, which
    may be of all these."""
    named = [n for n in found if "三公" in names[n]]
    more = any(_MORE.search(text) for text in names)
    return named if more and named else list(found)


@lru_cache(maxsize=1 << 12)
def _header(parts: tuple[str, ...]) -> str:
    return "/".join(plain(part) for part in parts)

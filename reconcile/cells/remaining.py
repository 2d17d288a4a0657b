"""What is left over: the one row of a 款 that no sentence names is the 项 that the tables call
otherwise. In goes what a claim states, out comes its cell."""

from __future__ import annotations

from collections.abc import Sequence

from extract.disclosure import Disclosure, Role
from extract.lazy import lazy
from extract.table import Cell, Row
from reconcile.cells.meaning import Quantified
from reconcile.items import Item, item_of
from reconcile.tables.library import Library
from reconcile.tables.likeness import item_rows


class Remaining:
    """The rows of a report's table of items that its narrative does not name."""

    def __init__(self, disclosure: Disclosure, library: Library) -> None:
        self._statements = disclosure.statements
        self._library = library
        self._unnamed: dict[Item, list[Row]] = {}

    def of_path(self, said: Quantified, role: Role) -> Cell | None:
        """The total of the one row of its 款 that is left over; None unless there is just one."""
        sheets = self._library.of_kind("general") if len(said.path) == 3 else []
        if not sheets:
            return None
        above = Item(said.item.levels[:2])
        if above not in self._unnamed:
            self._unnamed[above] = self._unnamed_in(sheets[0].table.rows, above)
        rest = self._unnamed[above]
        if len(rest) != 1:
            return None
        column = self._library.column(sheets[0], rest[0], "total", role)
        return sheets[0].cell(rest[0], column) if column else None

    def _unnamed_in(self, rows: Sequence[Row], above: Item) -> list[Row]:
        """The rows of a 款 that no sentence names."""
        parents = item_rows(rows, above)
        below = [
            r
            for r in rows
            if parents and len(r.code) == 7 and r.code.startswith(parents[0].code or "-")
        ]
        named = {row.code for item in self._items_said for row in item_rows(below, item)}
        return [r for r in below if r.code not in named]

    @lazy
    def _items_said(self) -> frozenset[Item]:
        """The last ranks of the items that the narrative names."""
        texts = {t for s in self._statements for t in (s.subject, s.item)}
        return frozenset(Item(found.levels[-1:]) for t in texts if (found := item_of(t)))

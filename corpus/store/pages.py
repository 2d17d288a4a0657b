"""What a page of a list is asked for, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Select

from corpus.store.queries import Filter

Query: TypeAlias = "Select[*tuple[Any, ...]]"
#: The severities by weight, and the column of a report that counts each.
COUNTS = {
    "mismatch": "mismatches",
    "doubt": "doubts",
    "wording": "wordings",
    "rounding": "roundings",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to list; "" and None for all. `state` is open or settled, `severity` and `rule` those
    of findings, `text` words of the narrative or of findings; `page` counts from 1."""

    unit: str = ""
    year: int | None = None
    kind: str = ""
    severity: str = ""
    rule: str = ""
    state: str = ""
    text: str = ""
    sort: str = ""
    down: bool = True
    page: int = 1
    size: int = 100
    lang: str = "zh"

    @property
    def filter(self) -> Filter:
        return Filter(self.year, self.kind, self.unit, lang=self.lang)

    @property
    def first(self) -> int:
        """How many rows lie before the page."""
        return (max(1, self.page) - 1) * self.size


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list, and how many rows there are on all; `sums` are over all of them."""

    rows: tuple[dict[str, Any], ...]
    total: int
    sums: dict[str, int]


def paged(query: Query, wanted: Wanted) -> Query:
    """The rows of a query that stand on the page."""
    return query.limit(wanted.size).offset(wanted.first)

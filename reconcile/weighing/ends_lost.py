"""Tables that end with a subject and none of what it is made of, which another table of the same
report prints behind it: their last rows are lost, or the page that they were on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from extract.characters import plain
from extract.table import Row, Table
from extract.vocabulary import vocabulary

#: A subject is made of so many at most; so many others must have theirs, or the table has none.
_PARTS, _OTHERS = 20, 3


def ended_early(tables: Sequence[Table]) -> Iterator[tuple[Table, int]]:
    """The tables that end so, each with the page on which it ends."""
    lines = {table.id: [(plain(row.label), _amount(row)) for row in table.rows] for table in tables}
    made_of = {table.id: _made_of(lines[table.id]) for table in tables}
    for table in tables:
        labels = [label for label, _ in lines[table.id]]
        known: dict[str, set[str]] = defaultdict(set)
        for other, subjects in made_of.items():
            for label, part in subjects.items() if other != table.id else ():
                known[label].add(part)
        last = labels[-1] if labels else ""
        if last not in known or labels.count(last) > 1:
            continue
        followed = sum(after in known.get(label, ()) for label, after in pairwise(labels))
        alone = sum(label in known for label in labels[:-1]) - followed
        if followed >= _OTHERS and not alone:
            yield table, max(table.pages)


def _made_of(lines: Sequence[tuple[str, Fraction | None]]) -> dict[str, str]:
    """The subjects whose amount is that of the rows right behind them, each with the first of
    these; totals are none, and what stands more than once names nothing."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for n, (label, amount) in enumerate(lines):
        if label in found:
            twice.add(label)
        if (
            label
            and amount
            and not _is_total(label)
            and _adds_up(amount, lines[n + 1 : n + 1 + _PARTS])
        ):
            found[label] = lines[n + 1][0]
    return {label: part for label, part in found.items() if label not in twice}


def _is_total(label: str) -> bool:
    return bool(vocabulary().find("label.total", label))


def _adds_up(amount: Fraction, behind: Sequence[tuple[str, Fraction | None]]) -> bool:
    rest = amount
    for _, part in behind:
        if part is None or part <= 0:
            return False
        rest -= part
        if rest <= 0:
            return rest == 0
    return False


def _amount(row: Row) -> Fraction | None:
    """The first amount of a row, which is its total in tables of accounts."""
    figures = (c.quantity for c in row.cells if c.quantity is not None)
    return next((q.exact for q in figures if q.kind == "amount"), None)

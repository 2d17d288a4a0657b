"""Counts of what the three public expenses were spent on, against the tables that count it.

Many places publish a table on how bodies run (机构运行信息表, “三公”经费、机关运行经费情况表) with
groups, journeys, cars and receptions. `tallies.toml` says what each row is called, and by which
words a sentence tells the same count and nothing less. Other words may tell some of it only: they
are confirmed by the same number, and contradict nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, takewhile
from pathlib import Path

from extract.disclosure import Claim, Role
from extract.table import Cell
from reconcile.book import Book
from reconcile.cells.agreement import Held, copy_check
from reconcile.cells.alignment import Match
from reconcile.plain import label, plain
from reconcile.tables.library import Library

_PATH = Path(__file__).with_name("tallies.toml")
_NAME = "计数"
_BRACKETS = re.compile("（[^（）0-9]*[0-9][^（）]*）")
_CLAUSE = re.compile("[，,、]")
#: Words for foreign and for domestic guests, each of which is told once for several counts.
_IN_TURN = re.compile("国（境）外|境外|外事|外宾|国内")
#: A field of a row that holds the name of another count.
_NAMED = re.compile("[一-龥]{3}")
_WHY = "按所计的事项对应"


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted: the name of its rows, its units, words that tell of it, words that tell of
    something else, and those that tell all of it."""

    name: str
    row: re.Pattern[str]
    unit: re.Pattern[str]
    said: re.Pattern[str]
    other: re.Pattern[str]
    all_of_it: re.Pattern[str]


@cache
def tallies() -> tuple[Tally, ...]:
    """What may be counted, as `tallies.toml` has it."""
    read = tomllib.loads(_PATH.read_text("utf-8"))["tally"]
    return tuple(
        Tally(
            one["name"],
            *(re.compile(one[key]) for key in ("row", "unit", "said", "other", "all_of_it")),
        )
        for one in read
    )


def hold_tallies(book: Book, library: Library) -> dict[str, Held]:
    """Each count that a row of a table states, by the claim's id."""
    rows = {one.name: cells for one in tallies() if (cells := tuple(_cells(library, one)))}
    held: dict[str, Held] = {}
    year = str(book.disclosure.year)
    for claim in book.disclosure.claims if rows else ():
        if claim.role is not Role.COUNT or not claim.period.startswith(year):
            continue
        tally = _tally_of(book, claim)
        if tally is not None and tally.name in rows:
            held[claim.id] = _held(book, claim, tally, rows[tally.name])
    return held


def _cells(library: Library, tally: Tally) -> Iterator[Cell]:
    """The figures of the rows that count something: the last of each, behind a budget's; or right
    behind their name, where a row holds several of them (相关统计数)."""
    for sheet in library.sheets:
        for row in sheet.table.rows:
            if tally.row.search(label(row.label)):
                own = takewhile(lambda cell: not _NAMED.search(cell.text), row.cells)
                yield from [c for c in own if c.quantity is not None][-1:]
            for name, cell in pairwise(row.cells):
                named = name.quantity is None and tally.row.search(plain(name.text))
                if named and cell.quantity is not None:
                    yield cell


def _tally_of(book: Book, claim: Claim) -> Tally | None:
    """What a claim counts; None where its words tell nothing of that, or of several things."""
    words, before = _words(book, claim), _first_words(book, claim)
    found = [
        one
        for one in tallies()
        if one.unit.fullmatch(claim.quantity.unit)
        and one.said.search(words)
        and not one.other.search(words)
        and not one.other.search(before)
    ]
    return found[0] if len(found) == 1 else None


def _words(book: Book, claim: Claim) -> str:
    """What a count is said to be of: its subject, and the words right before it."""
    return plain(book.statement(claim).subject + "|" + book.right_before(claim, "，。；：、,;（("))


def _first_words(book: Book, claim: Claim) -> str:
    """What the count right before one is of, which a count that is told only by its unit shares:
    国（境）外公务接待0批次，接待人次0人. What stands in brackets is a part of it."""
    text = _BRACKETS.sub("", plain(book.right_before(claim, "。；;")))
    *_, before, own = ["", *_CLAUSE.split(text)] if text else ("", "")
    return before if _IN_TURN.search(before) and not _IN_TURN.search(own) else ""


def _held(book: Book, claim: Claim, tally: Tally, cells: Sequence[Cell]) -> Held:
    whole = all(map(tally.all_of_it.fullmatch, _words(book, claim).split("|")))
    told = book.statement(claim)
    sure = whole and not told.cause and len({c.text for c in cells}) == 1
    counted = tuple(_in_its_unit(claim, cell) for cell in cells)
    decisive, also = (counted, ()) if sure else ((), counted)
    match = Match(_NAME, decisive, also, _WHY)
    return Held(claim, match, tuple(copy_check("N01", claim, c) for c in counted))


def _in_its_unit(claim: Claim, cell: Cell) -> Cell:
    """A cell in the unit of the count, which its row has and not its table."""
    assert cell.quantity is not None
    return replace(cell, quantity=replace(cell.quantity, unit=claim.quantity.unit))

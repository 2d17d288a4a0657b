"""Two files of one report: what changed, came and went between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpus.between.again import narrative, tables
from corpus.between.again.values import (
    ADDED,
    GONE,
    Change,
    Compared,
    Figure,
    Grid,
    Side,
    numbers,
    without_moved,
)

#: The halves of a report.
TABLES, NARRATIVE = "tables", "narrative"
#: What is said where one file is only a part of the other; and the share of a file's figures that
#: must be alone for that.
PART, _MOST_ALONE = "part", 0.4
#: What is said where one file holds several reports and the other one: they are not compared.
SEVERAL = "several"
#: A table most of whose figures now stand elsewhere is not gone.
_ELSEWHERE = 0.8


def compared(before: Side, after: Side, *, supplement: bool = False) -> Compared:
    """The changes from the earlier file to the later one. What a `supplement` does not repeat is
    not gone, and nothing is said to be missing from pages that were not read."""
    if before.several != after.several:
        return Compared(halves=(SEVERAL,))
    ways = ((TABLES, _has_tables), (NARRATIVE, _has_text))
    halves = [name for name, has in ways if has(before) != has(after)]
    both = {name for name, has in ways if has(before) and has(after)}
    found = tables.compared(before.grids, after.grids) if TABLES in both else tables.Found()
    told = (
        narrative.compared(before.statements, after.statements)
        if NARRATIVE in both
        else narrative.Told()
    )
    _seen(found.gone, after)
    _seen(found.added, before)
    gone, added = _settled(found, told)
    if not supplement:
        lacks = [
            bool(some) and (bool(halves) or other.unread or _is_part(some, own))
            for some, own, other in ((gone, before, after), (added, after, before))
        ]
        halves += [PART] if any(lacks) else []
        gone, added = (
            [] if lack else some for lack, some in zip(lacks, (gone, added), strict=True)
        )
    else:
        gone = []
    each = (*told.changes, *found.changes, *gone, *added)
    changes = [replace(c, unsure=_may_be_misread(c, before, after)) for c in each]
    return Compared(
        tuple(sorted(changes, key=_place)),
        found.same + told.same,
        tuple(found.unclear),
        tuple(halves),
    )


def _may_be_misread(change: Change, before: Side, after: Side) -> bool:
    """Whether a change may be none: a figure of it was read from a picture and is not borne out, or
    the file that does not have it was read from pictures."""
    figures = [f for f in (change.before, change.after) if f is not None]
    lacking = {GONE: after.scanned, ADDED: before.scanned}.get(change.kind, False)
    vague = change.whole or not all(f.places for f in figures)
    scanned = before.scanned or after.scanned
    return lacking or (vague and scanned) or any(f.unsure for f in figures)


def _is_part(only: Sequence[Change], side: Side) -> bool:
    """Whether so many figures stand in one file only that the other is but a part of the report."""
    every = [f for grid in side.grids for f in grid.figures]
    every += [f for statement in side.statements for f in statement.figures]
    return sum(c.count for c in only) > _MOST_ALONE * sum(not f.is_zero for f in every)


def _has_tables(side: Side) -> bool:
    return any(grid.figures for grid in side.grids)


def _has_text(side: Side) -> bool:
    return any(statement.figures for statement in side.statements)


def _place(change: Change) -> tuple[int, float]:
    figure = change.figure
    return figure.page, figure.places[0].box.y0 if figure.places else 0.0


def _seen(some: list[tuple[Grid, list[Figure], bool]], other: Side) -> None:
    """Take away the figures whose number the other file's tables print as often: read there as no
    figure, or in no row of its own, it is no change."""
    there = sum((Counter(grid.printed) for grid in other.grids), Counter[str]())
    here = sum((Counter(grid.printed) for grid, _, _ in some), Counter[str]())
    for _, figures, _ in some:
        figures[:] = [f for f in figures if any(here[n] > there[n] for n in numbers(f.text))]


def _settled(found: tables.Found, told: narrative.Told) -> tuple[list[Change], list[Change]]:
    """What is gone and what came, without the figures that only stand elsewhere now."""
    gone = [f for _, some, _ in found.gone for f in some] + told.gone
    added = [f for _, some, _ in found.added for f in some] + told.added
    left, right = without_moved(gone, added)
    keys = {id(f) for f in (*left, *right)}
    return (
        [*_of_tables(GONE, found.gone, keys), *_each(GONE, told.gone, keys)],
        [*_of_tables(ADDED, found.added, keys), *_each(ADDED, told.added, keys)],
    )


def _of_tables(
    kind: str, some: Sequence[tuple[Grid, list[Figure], bool]], keys: set[int]
) -> list[Change]:
    """The figures of tables that only one file has; a whole table as one."""
    changes: list[Change] = []
    for grid, figures, whole in some:
        left = [f for f in figures if id(f) in keys]
        if not whole:
            changes += _each(kind, left, keys)
        elif figures and len(left) > (1 - _ELSEWHERE) * len(figures):
            head = replace(left[0], label=f"《{grid.title}》", key=f"{grid.name}|")
            change = Change(kind, None, head) if kind == ADDED else Change(kind, head, None)
            changes.append(replace(change, whole=True, count=len(figures)))
    return changes


def _each(kind: str, figures: Sequence[Figure], keys: set[int]) -> list[Change]:
    left = [f for f in figures if id(f) in keys]
    return [Change(kind, None, f) if kind == ADDED else Change(kind, f, None) for f in left]

"""What is compared of two files of one report, and what comes of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.characters import half_width
from extract.figures.quantity import Quantity
from extract.geometry import Place

#: What became of a figure from the earlier file to the later one.
CHANGED, ADDED, GONE = "changed", "added", "gone"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as a file prints it. `label` is what it is of, `context` the sentence or the field's
    path, `key` what tells it from others of its report; `direction` is up or down words (增加);
    `unsure` that it was read from a picture, and nothing bears that reading out."""

    text: str
    quantity: Quantity
    page: int
    places: tuple[Place, ...]
    label: str
    context: str
    key: str
    direction: str = ""
    role: str = ""
    unsure: bool = False

    @property
    def is_zero(self) -> bool:
        return self.quantity.value == 0


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its labels (the last is its own), its code, its figures by column."""

    labels: tuple[str, ...]
    code: str
    figures: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with all that stands under its title, on however many pages; `printed` counts every
    number in it, whatever it was taken for."""

    title: str
    name: str
    unit: str
    lines: tuple[Line, ...]
    printed: Mapping[str, int]

    @property
    def figures(self) -> list[Figure]:
        return [f for line in self.lines for f in line.figures.values()]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with its figures, and the heading it stands under."""

    text: str
    section: str
    page: int
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One file: its tables, all its sentences, whether pages of it were not read, whether it holds
    several reports, and whether pages of it were read from pictures."""

    grids: tuple[Grid, ...]
    statements: tuple[Statement, ...]
    unread: bool = False
    several: bool = False
    scanned: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one figure, or (`whole`) of a table with `count` figures; `unsure` where it
    may have been misread, or overlooked, on a scan."""

    kind: str
    before: Figure | None
    after: Figure | None
    whole: bool = False
    count: int = 1
    unsure: bool = False

    @property
    def figure(self) -> Figure:
        """The figure as it is now, or as it was."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Compared:
    """The changes, how many figures are the same, and the tables that are laid out so differently
    that they were not compared; `halves` are the halves (tables, narrative) that only one of the
    files has."""

    changes: tuple[Change, ...] = ()
    same: int = 0
    unclear: tuple[str, ...] = ()
    halves: tuple[str, ...] = ()

    def count(self, kind: str) -> int:
        return sum(c.kind == kind for c in self.changes)


_NUMBER = re.compile(r"[-−－△]?\d[\d.．]*")


def numbers(text: str) -> list[str]:
    """The numbers that a text prints, without what may divide their thousands and their last
    zeros."""
    found = _NUMBER.findall(re.sub(r"[\s,，]", "", half_width(text)))
    return [n.rstrip("0").rstrip(".") if "." in n else n for n in found]


def is_same(one: Quantity, other: Quantity) -> bool:
    """Whether two printed figures can stand for one amount: in another unit, more coarsely, with
    zeros left out. A printed zero is nothing, and no small amount."""
    if (one.value == 0) != (other.value == 0):
        return False
    if one.kind == other.kind and (one.unit == other.unit or (one.unit and other.unit)):
        return one.interval.meets(other.interval)
    return one.value == other.value and "" in (one.unit, other.unit)


def without_moved(
    gone: Sequence[Figure], added: Sequence[Figure]
) -> tuple[list[Figure], list[Figure]]:
    """What is left of figures that are gone and figures that were added where those are taken away
    that only stand elsewhere now."""
    rest = list(added)
    left = []
    for figure in gone:
        found = next((f for f in rest if _may_have_moved(figure.quantity, f.quantity)), None)
        if found is None:
            left.append(figure)
        else:
            rest.remove(found)
    return left, rest


def _may_have_moved(one: Quantity, other: Quantity) -> bool:
    """Whether a figure may stand elsewhere now: 2个 is not 2台."""
    units = {one.unit, other.unit}
    counted = "count" in (one.kind, other.kind) and len(units) == 2 and "" not in units
    return is_same(one, other) and not counted

"""Where something stands in a source without pages: which paragraph, which row, which cell.

Such a source is laid out on leaves, one for a file or a sheet, numbered like pages. A leaf knows
what a person calls the places on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from extract.geometry import Box
from extract.lazy import lazy
from extract.table import Table

#: Spots are looked up by stretches of the leaf so high (points).
_STRETCH = 64.0


class Form(StrEnum):
    """What kind of file a report, or a piece of it, was published as."""

    PDF = "pdf"
    WEB = "web"
    WORD = "word"
    WORKBOOK = "workbook"


class Kind(StrEnum):
    """What a spot is."""

    PARAGRAPH = "paragraph"
    NOTE = "note"
    ROW = "row"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph, or a field of a table, and how a person finds it.

    `number` is the paragraph's or the table's; `row` and `column` count in the table as it is seen;
    `ref` is a cell's name in its sheet (C12); `title` and `label` are the table's and the row's,
    where they have any; `source` counts the paragraphs of a Word file as it stores them, from 0.
    """

    kind: Kind
    box: Box
    number: int = 0
    row: int = 0
    column: int = 0
    ref: str = ""
    title: str = ""
    label: str = ""
    source: int = -1


@dataclass(frozen=True)
class Leaf:
    """One leaf: `file` is the name of the file it is of, `sheet` that of the sheet; `page` its page
    in a PDF that is one of several pieces."""

    form: Form
    file: str
    sheet: str = ""
    page: int = 0
    spots: tuple[Spot, ...] = ()
    several: bool = False

    def at(self, box: Box) -> Spot | None:
        """What stands where the middle of a box lies; None where nothing does."""
        x, y = box.center
        return next(
            (s for s in self._near.get(int(y // _STRETCH), ()) if s.box.contains(x, y)), None
        )

    @lazy
    def _near(self) -> Mapping[int, Sequence[Spot]]:
        found: dict[int, list[Spot]] = defaultdict(list)
        for spot in self.spots:
            for stretch in range(int(spot.box.y0 // _STRETCH), int(spot.box.y1 // _STRETCH) + 1):
                found[stretch].append(spot)
        return found


@dataclass(frozen=True, slots=True)
class Piece:
    """One of the files of a report: its name, hash and form, and its first and last page."""

    file: str
    path: str
    sha256: str
    form: Form
    first: int
    last: int


def titled(leaves: Mapping[int, Leaf], tables: Sequence[Table]) -> dict[int, Leaf]:
    """The leaves, their spots in tables with the titles and labels that were read there."""
    words: dict[tuple[int, Box], tuple[str, str]] = {}
    for table in tables:
        labels: dict[int, str] = {}
        for row in table.rows:
            labels.setdefault(row.index, row.label)
        for index, line in enumerate(table.grid):
            for cell in line:
                words.setdefault((cell.page, cell.box), (table.title, labels.get(index, "")))
        for row in table.rows:
            for cell in row.cells:
                words[cell.page, cell.box] = table.title, row.label
    return {
        number: replace(leaf, spots=tuple(_titled(number, s, words) for s in leaf.spots))
        for number, leaf in leaves.items()
    }


def _titled(number: int, spot: Spot, words: Mapping[tuple[int, Box], tuple[str, str]]) -> Spot:
    title, label = words.get((number, spot.box), ("", ""))
    return replace(spot, title=title, label=label) if title or label else spot

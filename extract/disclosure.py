"""One published report as read: the value that `extract` hands on to `reconcile`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from extract.claims.ties import SAID, Tie, Ties
from extract.figures.quantity import Quantity
from extract.geometry import Box, Place, union
from extract.layout import Again, Printed
from extract.leaves import Form, Leaf, Piece
from extract.scanned import Scan, Word
from extract.table import Cell, Table


class Role(StrEnum):
    """What a figure is in its sentence (contract/result.md)."""

    LEVEL = "level"
    PREVIOUS = "previous"
    BUDGET = "budget"
    CHANGE_AMOUNT = "change_amount"
    CHANGE_RATE = "change_rate"
    SHARE = "share"
    COMPLETION = "completion"
    AVERAGE = "average"
    COUNT = "count"
    OTHER = "other"

    @property
    def is_change(self) -> bool:
        """Whether it says by how much something moved."""
        return self in (Role.CHANGE_AMOUNT, Role.CHANGE_RATE)


class Direction(StrEnum):
    """Which way a figure moved, whatever word the report uses."""

    UP = "增加"
    DOWN = "减少"
    FLAT = "持平"


class Base(StrEnum):
    """What a change is measured against, or a completion out of."""

    LAST_YEAR = "上年决算"
    LAST_BUDGET = "上年预算"
    BUDGET = "预算"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence joined over lines and pages; `places[i]` is where `text[i]` stands.

    `section` is the path of headings above it; `paragraph` counts the paragraphs of the report;
    `kind` is body, heading, contents, glossary or note (text beside a table); `counted` is how
    long the number is that it begins with, where its predecessors tell that an item's is one.
    """

    id: int
    text: str
    places: tuple[Place, ...] = field(repr=False)
    section: tuple[str, ...]
    paragraph: int
    kind: str = "body"
    printed: str = ""
    counted: int = 0

    @property
    def shown(self) -> str:
        """The text as it is printed, character for character."""
        return self.printed or self.text


@dataclass(frozen=True, slots=True)
class Statement:
    """What a group of claims speaks of together: one subject with its level, its change, its rate.

    `subject` is in the report's own words, filled in from the context where a clause leaves it
    out; `item` the list item or heading it stands under (…（类）…（款）…（项）); `part_of` the
    statement of which this one is announced as a part (其中), `group` the number of that list of
    parts. `cause` marks what is said only to explain another figure. `named` is how surely the
    subject is known: by a clause's own words, by the item or heading above, or not at all.
    `announced` marks a part of a list that is introduced as one (其中：, 包括, 如下), `reason` one
    of a list of reasons; `attached` is how surely the list is of `part_of`. `side` is the side of
    the accounts that the list is said to be of, where the whole names both (收、支总计均为S。收入
    总计由以下部分构成：…).
    """

    id: int
    subject: str
    section: tuple[str, ...]
    item: str = ""
    part_of: int | None = None
    group: int | None = None
    cause: bool = False
    named: Tie = Tie.SAID
    announced: bool = False
    reason: bool = False
    attached: Tie = Tie.SAID
    side: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure the narrative states, with what it means.

    `start` and `end` are offsets of figure and unit in its sentence's text. `base` is what a
    change or completion is held against, or which of last year's figures this is; `statement` the
    id of its Statement; `whole` the words after 占 for a share; `stage` the words that narrow it
    down (年初, 调整, 累计 …); `total` marks 合计, 共计; `ties` how surely all this is known. `torn`
    is what is missing of its unit as printed ("万": 0.39万; "%": 增长13.95; "万元":
    支出决算为650.00 beside 万元); `template` marks a direction left open (增加（减少）).
    `second` is what a second reading finds in its place, where it was asked for and differs.
    `restated` marks the amount of the claim right before it, told once more in another unit;
    `out_of` a figure that the next one is a share of (占年度计划12.00万亩的105.00%), `earlier` one
    of a sentence on an earlier year's outturn, whose period that is.
    """

    id: str
    sentence: int
    start: int
    end: int
    quantity: Quantity
    role: Role
    subject: str
    period: str
    statement: int
    direction: Direction | None = None
    base: Base | None = None
    whole: str = ""
    torn: str = ""
    template: bool = False
    stage: str = ""
    total: bool = False
    ties: Ties = SAID
    second: str | None = None
    restated: bool = False
    out_of: bool = False
    earlier: bool = False

    @property
    def sign(self) -> int:
        """-1 of a change that goes down, whose figure is printed without a sign; else 1."""
        return -1 if self.direction is Direction.DOWN else 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """An order the narrative states without a figure: 决算数大于预算数, 与上年持平.

    `relation` is =, < or >, between two figures of one statement; `loose` for 基本持平.
    """

    sentence: int
    start: int
    end: int
    statement: int
    relation: str
    left: Role
    right: Role
    base: Base | None
    loose: bool = False
    tie: Tie = Tie.SAID


@dataclass(frozen=True, slots=True)
class Entry:
    """One printed number's line in the ledger: where it stands and what became of it.

    `kind` is claim, cell or none; `reason` says for `none` why it is no claim (date, ordinal …),
    for a claim its id, for a cell its table.
    """

    text: str
    place: Place
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Part:
    """One of several reports in a file: its first and last page, and whose it is."""

    first: int
    last: int
    unit: str
    year: int
    kind: str


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One report as read. `kind` is `final` (决算) or `budget` (预算), "" for what was not
    recognised as a report of either kind; year 0 where unknown.

    `unread` names the pages that could not be read, or what on them could not, and why;
    `recognised` the pages whose text is what a machine took a scan for; `parts` the reports of a
    file that holds several, whose first is told by `unit`, `year` and `kind`. `leaves` are the
    pages that are none, but files or sheets, with what the places on them are called; `pieces` the
    files of a report in several; `again` reads its pages a second time, where that can be done.
    `scanned` are the pages that gouji read from their pictures; `misread` the figures on them that
    it took for others at first, by page with both readings, and `recoded` the codes of subjects
    that were mended by those around them; `unruled` the tables on them, each with its page, that
    have no upright rules. `red` are the cells, by table, row and column, printed in red unlike
    most.
    """

    path: Path
    sha256: str
    unit: str
    year: int
    kind: str
    page_count: int
    tables: tuple[Table, ...]
    sentences: tuple[Sentence, ...]
    claims: tuple[Claim, ...]
    statements: tuple[Statement, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    ledger: tuple[Entry, ...] = ()
    unread: tuple[tuple[int, str], ...] = ()
    recognised: tuple[int, ...] = ()
    parts: tuple[Part, ...] = ()
    leaves: Mapping[int, Leaf] = field(default_factory=dict, repr=False)
    pieces: tuple[Piece, ...] = ()
    again: Again | None = field(default=None, repr=False, compare=False)
    scanned: Mapping[int, Scan] = field(default_factory=dict, repr=False)
    misread: tuple[tuple[int, str, str], ...] = ()
    recoded: tuple[tuple[int, str, str], ...] = ()
    unruled: frozenset[tuple[str, int]] = frozenset()
    red: frozenset[tuple[str, int, int]] = frozenset()

    def __repr__(self) -> str:
        """One line: all that is read of a report are some hundred thousand characters."""
        told = " ".join(filter(None, (self.unit, str(self.year or ""), self.kind)))
        counts = f"{len(self.tables)} tables, {len(self.claims)} claims"
        return f"<Disclosure {self.path.name}: {told}, {self.page_count} pages, {counts}>"

    def read_again(
        self,
        pages: Collection[int],
        claims: Collection[str] = (),
        fields: Collection[tuple[int, Box]] = (),
    ) -> Disclosure:
        """The report with what a second reading of the tables of some pages, and of some claims,
        finds otherwise (`Cell.second`, `Claim.second`); itself where that is nothing. Of scans
        only the `fields` named are read again."""
        if self.again is None or not (pages or claims or fields):
            return self
        figures = {c.id: self._printed(c) for c in self.claims if c.id in claims}
        found = self.again.differing(pages, figures, fields)
        if not found.fields and not found.figures:
            return self

        def cell(c: Cell) -> Cell:
            other = found.fields.get((c.page, c.box))
            return c if other is None else replace(c, second=other)

        return replace(
            self,
            tables=tuple(table.with_cells(cell) for table in self.tables),
            claims=tuple(
                replace(c, second=found.figures[c.id]) if c.id in found.figures else c
                for c in self.claims
            ),
        )

    def _printed(self, claim: Claim) -> Printed:
        """The characters of a claim's figure with their places."""
        said, stretch = self.sentences[claim.sentence], slice(claim.start, claim.end)
        return tuple(zip(said.text[stretch], said.places[stretch], strict=True))

    @property
    def unread_count(self) -> int:
        """Of how many pages something was not read, however much of it is named; of sheets and web
        pages, which are places in no page, how much is named."""
        return len(self.unread if self.leaves else {page for page, _ in self.unread})

    @property
    def unread_ranges(self) -> tuple[tuple[str, str], ...]:
        """The unread pages with their reasons, those of one reason together (3–7、9)."""
        pages: dict[str, list[int]] = {}
        for page, reason in self.unread:
            pages.setdefault(reason, []).append(page)
        return tuple((ranges(found), reason) for reason, found in pages.items())

    @property
    def form(self) -> Form:
        """What the report was published as; of one in pieces, what its first piece was."""
        if self.pieces:
            return self.pieces[0].form
        return self.leaves[1].form if self.leaves else Form.PDF

    def recognised_as(self, place: Place) -> Word | None:
        """The word of a scan that stands at a place of a page as it is shown; None elsewhere."""
        scan = self.scanned.get(place.page)
        return scan.at(place.box) if scan is not None else None

    def claim_place(self, claim: Claim) -> Place:
        """Page and box of a claim's figure; the first page where a page break tears it."""
        places = self.sentences[claim.sentence].places[claim.start : claim.end]
        page = places[0].page
        return Place(page, union(p.box for p in places if p.page == page))


def ranges(pages: Iterable[int]) -> str:
    """Page numbers as a person writes them: 3–7、9."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return "、".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs)

"""Where gouji doubts its own reading: what it would call a mismatch is then shown apart, for a
person to look at.

A mismatch must stand when somebody prints it. It does not where the cell reads differently a second
time, where figures of its table were left unread or their unit is not printed, where several tables
could be meant, or where a whole table disagrees with the narrative.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from extract.disclosure import Claim, Disclosure, Entry
from extract.figures.in_text import is_dashed
from extract.figures.numerals import is_well_formed
from extract.figures.quantity import Quantity
from extract.lazy import lazy
from extract.scan.again import UNCLEAR
from extract.table import Cell, Table
from extract.unread import is_gap
from reconcile.audit import Check
from reconcile.cells.agreement import Held
from reconcile.phrases import Words, phrase
from reconcile.plain import behind
from reconcile.tables.kinds import kind_of
from reconcile.weighing.ending import may_lack_rows
from reconcile.weighing.fields_lost import columns_lost, gappy, reaches_blank
from reconcile.weighing.figures_cut import cut_cells, is_piece, parts_left, pieces
from reconcile.weighing.gaps import Gaps
from reconcile.weighing.left_over import amounts_within, left_over
from reconcile.weighing.losses import Losses
from reconcile.weighing.pointless import lacks_a_point
from reconcile.weighing.rows_lost import incomplete
from reconcile.weighing.throughout import at_odds, out_of_unit, place, systematic
from reconcile.weighing.unsettled import (
    Unsettled,
    may_lack_a_point,
    mislabelled,
    odd,
    unsettled,
)
from reconcile.words import placeholder
from reconcile.words.found import words

#: What stands for a character that its font does not name.
_UNKNOWN = "\ufffd"


@dataclass(frozen=True)
class Doubts:
    """Reasons for doubt by table, and in the narrative; `open` are the tables that may go on where
    nothing was read, `incomplete` the sums that lack a row or a figure, each by its cells;
    `pieces` the figures that are what is left of what they should be, `parts` those of them that
    are only computed with, `zeros` the blank fields that a sum proves to be nothing, `holes` the
    characters before which text is missing."""

    disclosure: Disclosure
    of_table: Mapping[str, Words]
    open: frozenset[str] = frozenset()
    systematic: frozenset[tuple[tuple[str, ...], str]] = frozenset()
    incomplete: frozenset[frozenset[Cell]] = frozenset()
    pieces: frozenset[Cell] = frozenset()
    parts: frozenset[Cell] = frozenset()
    zeros: frozenset[Cell] = frozenset()
    holes: frozenset[tuple[int, int]] = frozenset()

    @classmethod
    def of(
        cls,
        losses: Losses,
        held: Collection[Held],
        misprinted: Collection[str] = (),
        checks: Sequence[Check] = (),
    ) -> Doubts:
        """The tables that were not read whole, or that disagree with most of what is said, or
        whose unit is `misprinted`; `checks` are those within tables and between them."""
        disclosure, held = losses.disclosure, list(held)
        reasons = at_odds(held) | out_of_unit(held)
        reasons |= dict.fromkeys(misprinted, phrase("doubt.out_of_unit"))
        reasons |= dict.fromkeys(
            gappy(disclosure.tables, losses.forms) | columns_lost(checks),
            phrase("doubt.fields_lost"),
        )
        amounts = amounts_within(disclosure)
        for table in disclosure.tables:
            reason = _unread(disclosure, table, amounts.get(table.id, ()))
            if reason:
                reasons[table.id] = reason
        goes_on = frozenset(
            t.id for t in disclosure.tables if t.goes_on or _may_go_on(disclosure, t)
        )
        short = incomplete(checks, disclosure.tables)
        odd = systematic(disclosure, held)
        zeros = frozenset(
            c for one in checks if one.verdict.holds and one.stated for c in one.blank
        )
        left = pieces(checks), parts_left(checks)
        return cls(disclosure, reasons, goes_on, odd, short, *left, zeros, losses.holes)

    @lazy
    def narrower(self) -> frozenset[tuple[str, int]]:
        """The pages of tables that print only some of their columns."""
        tables = self.disclosure.tables
        return frozenset((table.id, page) for table in tables for page in table.narrower)

    @lazy
    def gaps(self) -> Gaps:
        """What is lost, or may be, of the pages."""
        return Gaps(self.disclosure)

    @lazy
    def unsettled(self) -> frozenset[Unsettled]:
        """The figures of scanned tables that are not certain."""
        return unsettled(self.disclosure)

    @lazy
    def mislabelled(self) -> frozenset[tuple[str, int]]:
        """The pages of scanned tables with a label that is not certain."""
        return mislabelled(self.disclosure)

    @lazy
    def odd(self) -> frozenset[tuple[str, int, str]]:
        """The figures of scanned tables with more decimals than the others there."""
        return odd(self.disclosure)

    @lazy
    def holed(self) -> frozenset[int]:
        """The sentences in which text is missing."""
        return frozenset(sentence for sentence, _ in self.holes)

    @lazy
    def cut(self) -> frozenset[Cell]:
        """The figures of tables of which a part may be gone."""
        return (cut_cells(self.disclosure.tables) | self.pieces) - self.zeros

    def of_cells(self, cells: Sequence[Cell], *, crossed: bool = False) -> Words:
        """Why what these cells say is doubtful; "" where it is not. What is `crossed`
        (suspects.py) does not depend on how a scanned table was laid out, and a part of one of the
        two equations that is cut explains nothing of the other."""
        if not self.disclosure.kind:
            return phrase("doubt.no_report")
        other = next((c for c in cells if c.second is not None), None)
        if other is not None:
            return self._read_twice(other.page, other.text, other.second, "doubt.second_reading")
        scanned = self._of_scan(
            [c for c in cells if c.page in self.disclosure.scanned], crossed=crossed
        )
        if scanned:
            return scanned
        if any((c.table, c.page) in self.narrower for c in cells):
            return phrase("doubt.narrower")
        if any(c.page in self.disclosure.recognised for c in cells):
            return phrase("doubt.recognised")
        if doubt := self.gaps.of_pages({c.page for c in cells}):
            return doubt
        if doubt := self._of_lost_rows(cells):
            return doubt
        if gone := self.cut.intersection(cells) - (self.parts if crossed else frozenset()):
            printed = any(cell.text for cell in gone)
            return phrase("doubt.figure_cut" if printed else "doubt.fields_lost")
        return next((self.of_table[c.table] for c in cells if c.table in self.of_table), "")

    def _of_lost_rows(self, cells: Sequence[Cell]) -> Words:
        """Why rows, or figures, that an equation needs may not be there."""
        if any(self._runs_out(cell.table, cells) for cell in cells):
            return phrase("doubt.goes_on")
        if any(may_lack_rows(t, cells) for t in self.disclosure.tables):
            return phrase("doubt.open_at")
        if frozenset(cells) in self.incomplete:
            return phrase("doubt.row_lost")
        if any(reaches_blank(t, cells) for t in self.disclosure.tables):
            return phrase("doubt.fields_lost")
        return ""

    def _of_scan(self, cells: Sequence[Cell], *, crossed: bool) -> Words:
        """Why what cells say that were read from a picture is doubtful."""
        if any((c.table, c.page) in self.mislabelled for c in cells):
            return phrase("doubt.mislabelled")
        if any(c.quantity is not None and may_lack_a_point(c.quantity) for c in cells):
            return phrase("doubt.pointless_scan")
        if any((c.table, c.page, c.text) in self.odd for c in cells):
            return phrase("doubt.odd_scan")
        if crossed:
            return ""
        rows = {(c.table, c.row, c.column) for c in cells}
        unruled = self.disclosure.unruled
        if len(rows) > 1 and any((c.table, c.page) in unruled for c in cells):
            return phrase("doubt.unruled_scan")
        if len(rows) > 2 and any(one.matters(cells) for one in self.unsettled):
            return phrase("doubt.unsettled")
        return ""

    def _runs_out(self, table: str, cells: Sequence[Cell]) -> bool:
        """Whether an equation takes several rows of a table that may go on."""
        return table in self.open and len({c.row for c in cells if c.table == table}) > 1

    def of_claims(self, claims: Sequence[Claim], checks: Sequence[Check] = ()) -> Words:
        """Why what these sentences say is doubtful: a figure in them was never filled in, and
        another may have been taken for it; or the figure itself is not plainly written. `checks`
        are those that fail with it."""
        if not self.disclosure.kind:
            return phrase("doubt.no_report")
        sentences = {self.disclosure.sentences[c.sentence].text for c in claims}
        if any(_UNKNOWN in text for text in sentences):
            return phrase("doubt.garbled")
        if any(words("torn", "year").search(text) for text in sentences):
            return phrase("doubt.torn_year")
        if any(words("torn", "start").match(text) for text in sentences):
            return phrase("doubt.torn_start")
        if doubt := self.gaps.of_claims(claims, checks):
            return doubt
        if any(placeholder(text) for text in sentences):
            return phrase("doubt.unfilled")
        if any(place(self.disclosure, claim) in self.systematic for claim in claims):
            return phrase("doubt.systematic")
        for claim in claims:
            doubt = self._as_written(claim, checks)
            if doubt:
                return doubt
        return ""

    def _as_written(self, claim: Claim, checks: Sequence[Check]) -> Words:
        """Why the figure of a claim is doubtful as it is written."""
        page = self.disclosure.claim_place(claim).page
        if claim.second is not None:
            text = claim.quantity.text
            return self._read_twice(page, text, claim.second, "doubt.claim_second_reading")
        if not is_well_formed(claim.quantity.text):
            return phrase("doubt.marred")
        if any((claim.sentence, n) in self.holes for n in range(claim.start, claim.end)):
            return phrase("doubt.figure_cut")
        if claim.sentence in self.holed:
            return phrase("doubt.holed")
        if page in self.disclosure.recognised:
            return phrase("doubt.recognised")
        if page in self.disclosure.scanned and lacks_a_point(claim, checks):
            return phrase("doubt.pointless_scan")
        if page in self.gaps.cut:
            return phrase("doubt.cut")
        if doubt := self.gaps.of_pages({page}):
            return doubt
        text = self.disclosure.sentences[claim.sentence].text
        return phrase("doubt.dashed") if is_dashed(text, claim.start) else ""

    def _read_twice(self, page: int, first: str, second: str | None, drawn: str) -> Words:
        """That a figure reads otherwise a second time; of a scan, as what."""
        if page not in self.disclosure.scanned:
            return phrase(drawn)
        first = "".join(first.split()) or "—"
        if second == UNCLEAR:
            return phrase("doubt.unclear", first=first)
        return phrase("doubt.recognised_twice", first=first, second=second or "—")

    def of_held(self, held: Held) -> Words:
        """The same for a claim that its cells contradict."""
        if held.match.rivals:
            return phrase("doubt.rivals")
        figures = [c.quantity for c in held.match.decisive if c.quantity is not None]
        if held.claim.quantity.kind == "amount" and figures and not any(q.unit for q in figures):
            return phrase("doubt.no_unit")
        if (self.gaps.lost or not self.balanced) and self._is_of_other(held):
            return phrase("doubt.whole_unread" if self.gaps.lost else "doubt.whole_missing")
        said = held.claim.quantity
        alike = [q.value for q in figures if q.scale == said.scale]
        if any(is_piece(said.value, other) or is_piece(other, said.value) for other in alike):
            return phrase("doubt.figure_cut")
        if _may_be_filled_in(held.claim, figures):
            return phrase("doubt.bracketed")
        return self._of_decisive(held) or self.of_claims([held.claim], held.against)

    @lazy
    def balanced(self) -> bool:
        """Whether the report has a table of both sides, which prints the totals of all."""
        return any(kind_of(table) == "balance" for table in self.disclosure.tables)

    def _is_of_other(self, held: Held) -> bool:
        """Whether a total of all is held against rows that are none, and not said to be this year's
        alone (本年总支出)."""
        whole = words("torn", "whole")
        if not whole.search(held.claim.subject):
            return False
        text = self.disclosure.sentences[held.claim.sentence].text
        clause = behind(text[: held.claim.start], "，。；：,;")
        if words("torn", "this_year").search(clause):
            return False
        rows = {(c.table, c.row) for c in held.match.decisive}
        tables = (t for t in self.disclosure.tables if any(t.id == table for table, _ in rows))
        labels = (r.label for t in tables for r in t.rows if (t.id, r.index) in rows)
        return not any(whole.search(label) for label in labels)

    def _of_decisive(self, held: Held) -> Words:
        """Why the cells that decide are doubtful, unless another cell of the same quantity prints
        their figure, and is not."""
        doubt = self.of_cells(held.match.decisive)
        figures = {c.quantity.exact for c in held.match.decisive if c.quantity is not None}
        alike = [c for c in held.match.also if c.quantity and {c.quantity.exact} == figures]
        return "" if any(not self.of_cells([c]) for c in alike) else doubt


def _may_be_filled_in(claim: Claim, figures: Sequence[Quantity]) -> bool:
    """Whether a figure in brackets, a negative one, is positive in the table: templates print
    brackets to fill a figure in as well."""
    bracketed = claim.quantity.text.startswith(("(", "（"))
    return bracketed and claim.quantity.value < 0 and any(q.value > 0 for q in figures)


def _unread(disclosure: Disclosure, table: Table, amounts: Sequence[Entry]) -> Words:
    first, last = min(table.pages, default=0), max(table.pages, default=0)
    if any(first < page < last for page in _gaps(disclosure)):
        return phrase("doubt.page_unread")
    if any(_UNKNOWN in field.text for line in table.grid for field in line):
        return phrase("doubt.garbled")
    left = list(left_over(table, amounts))
    return phrase("doubt.left_over", first=left[0], count=str(len(left))) if left else ""


def _gaps(disclosure: Disclosure) -> set[int]:
    """The pages that were not read, or not all of them; sheets are none, no table goes on there."""
    gaps = {page for page, reason in disclosure.unread if is_gap(reason)}
    return {n for n in gaps if n not in disclosure.leaves or disclosure.leaves[n].page}


def _may_go_on(disclosure: Disclosure, table: Table) -> bool:
    """Whether the page after a table's last one was not read and nothing stands under the table."""
    last = max(table.pages, default=0)
    if last + 1 not in _gaps(disclosure):
        return False
    bottom = max((b.y1 for page, b in table.boxes if page == last), default=0.0)
    others = (b for t in disclosure.tables if t is not table for page, b in t.boxes if page == last)
    text = (s.places[0] for s in disclosure.sentences if s.places and s.kind != "contents")
    return not any(b.y0 > bottom for b in others) and not any(
        place.page == last and place.box.y0 > bottom for place in text
    )

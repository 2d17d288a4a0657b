"""Whether a figure that is at odds with what it is held against is known to be of something else.

A way of speaking that nobody has seen may give a figure to the wrong subject, year or whole; then
what it is of mostly stands beside it: another row of that name has just this figure, the cell it is
held against is told right beside it, the parts add up to another whole, or the two differ by just
what was carried over from last year.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from extract.disclosure import Claim
from extract.lazy import lazy
from extract.table import Row
from reconcile.audit import Check
from reconcile.book import Book, stands_before
from reconcile.phrases import phrase
from reconcile.plain import label, plain
from reconcile.tables.carried import carried_over
from reconcile.tables.sums import is_total
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.errors import is_slip, is_telling_slip
from reconcile.weighing.suspects import Contradiction

#: Brackets right behind a figure.
_BRACKET = re.compile("[（(][^（）()]*[）)]")
#: A shorter name of a row may stand in a sentence for other reasons.
_NAME = 3


@dataclass(frozen=True)
class Elsewhere:
    """Tells it of contradictions of one report."""

    book: Book

    def explains(self, one: Contradiction) -> bool:
        """Whether figures that disagree are both right: the narrative's is that of another row
        which it names, or one of the two holds what was carried over, or what stands in brackets
        behind it, and the other does not."""
        copies = [c for c in one.checks if c.rule == "N01" and c.claims]
        return (
            len(copies) == len(one.checks) > 0
            and not is_slip(one)
            and not any(map(_is_exchanged, copies))
            and all(map(self._is_known, copies))
        )

    def _is_known(self, copied: Check) -> bool:
        """Whether it is known by what a figure differs from its cells."""
        return (
            self._is_of_another_row(copied) or self._is_carried(copied) or self._is_within(copied)
        )

    def belongs(self, one: Contradiction) -> bool:
        """Whether figures that disagree are known to be of different things; a slip of the pen that
        explains little else says that they are of the same."""
        copies = [c for c in one.checks if c.rule == "N01" and c.claims]
        if copies and not is_slip(one) and not any(map(_is_exchanged, copies)):
            return all(self._is_told(c) or self._is_known(c) for c in copies)
        if any(map(is_telling_slip, one.checks)):
            return False
        sums = [c for c in one.checks if c.rule == "N06"]
        return bool(sums) and all(map(self._is_of_another_whole, sums))

    def _is_told(self, copied: Check) -> bool:
        """Whether another claim of the sentence, or of its subject, states what a cell has: that
        one is the cell's, and this one of another year, or of what it was before
        (由512.60万元调整为468.00万元)."""
        stated = self.book.claim(copied.operands[0].claim)
        cells = {o.quantity.exact for o in copied.operands[1:] if o.quantity is not None}
        return stated is not None and any(
            c.quantity.exact in cells
            for c in self.book.in_paragraph(stated)
            if c.id != stated.id and c.quantity.exact
            if c.sentence == stated.sentence or c.subject == stated.subject
        )

    def _is_of_another_row(self, copied: Check) -> bool:
        """Whether a row of a name that stands before a figure in its sentence has just this
        figure, and not the row it is held against (社会保障和就业支出中，残疾人事业为A万元)."""
        stated = self.book.claim(copied.operands[0].claim)
        if stated is None or not stated.quantity.exact:
            return False
        sentence = plain(self.book.disclosure.sentences[stated.sentence].text[: stated.start])
        held = {(c.table, c.row) for c in copied.cells}
        labels = {_name(r) for t, r in self._rows if (t, r.index) in held}
        return any(
            name in sentence and name not in labels
            for name in self._names.get(stated.quantity.exact, ())
        )

    @lazy
    def _rows(self) -> list[tuple[str, Row]]:
        """The rows of all tables, each with its table."""
        sheets = self.book.aligner.library.sheets
        return [(s.table.id, row) for s in sheets for row in s.table.rows]

    @lazy
    def _names(self) -> Mapping[Fraction, set[str]]:
        """The names of the rows that each figure stands in, those of totals aside."""
        found: dict[Fraction, set[str]] = defaultdict(set)
        for _, row in self._rows:
            name = _name(row)
            if len(name) >= _NAME and not is_total(row):
                for cell in row.cells:
                    if cell.quantity is not None:
                        found[cell.quantity.exact].add(name)
        return found

    def _is_carried(self, copied: Check) -> bool:
        """Whether a figure differs from each of its cells by just what is printed as carried over
        from last year: one of the two holds it and the other does not."""
        stated, *cells = (o.quantity for o in copied.operands)
        if stated is None:
            return False
        return all(q and abs(stated.exact - q.exact) in self._carried for q in cells)

    def _is_within(self, copied: Check) -> bool:
        """Whether a figure is more than each of its cells by just what stands in brackets right
        behind it: 公用经费257.84万元（含单位资金安排的32.60万元）."""
        stated, *cells = (o.quantity for o in copied.operands)
        claim = self.book.claim(copied.operands[0].claim)
        if stated is None or claim is None:
            return False
        text = self.book.text(claim)
        opened = _BRACKET.match(text, claim.end)
        within = {
            c.quantity.exact
            for c in self.book.in_paragraph(claim)
            if opened and c.sentence == claim.sentence and opened.start() < c.start < opened.end()
        }
        return all(q and stated.exact - q.exact in within for q in cells)

    @lazy
    def _carried(self) -> frozenset[Fraction]:
        """What tables and narrative tell of money carried over from last year."""
        said = pattern("columns", "carried")
        told = frozenset(
            c.quantity.exact
            for c in self.book.disclosure.claims
            if c.quantity.kind == "amount" and c.quantity.value and said.search(c.subject)
        )
        return told | carried_over(self.book.aligner.library)

    def _is_of_another_whole(self, check: Check) -> bool:
        """Whether the parts that do not add up to their whole do to another one that is told
        before them."""
        whole, *parts = (self.book.claim(o.claim) for o in check.operands)
        told = [p for p in parts if p is not None]
        if whole is None or not told or not check.expected:
            return False
        return any(
            c.quantity.value == check.expected and stands_before(c, told[0])
            for c in self._like(whole)
            if c.id != whole.id
        )

    def _like(self, whole: Claim) -> Iterator[Claim]:
        """The claims of a whole's section in its unit."""
        for claim in self.book.in_section(whole):
            if claim.quantity.unit == whole.quantity.unit:
                yield claim


def _is_exchanged(check: Check) -> bool:
    """Whether it is known that a figure stands elsewhere as two of them changed places."""
    return check.detail == phrase("slip.exchanged")


def _name(row: Row) -> str:
    """The name of a row, as it may be told: without its ordinal, and without 支出."""
    return label(row.label).removesuffix("支出")

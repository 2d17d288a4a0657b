"""Whether a contradiction is borne out.

Which figures belong together is often inherited by a rule of the language or of a table's form, and
a way of speaking or a form that nobody has seen breaks the rule. The figures then differ by
anything, while an error that people make leaves its mark. So a difference accuses where such an
error explains it, or where two equations that have nothing else in common ask for one figure in
place of one that is printed. It also does where nothing is open: in the narrative one statement
with one figure of each kind, a share of what it names, a list that is complete by its nature; in a
table where the same relation holds everywhere else. Any other is a doubt (docs/verdicts.md).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.disclosure import Claim, Role
from extract.lazy import lazy
from reconcile.audit import Check, Verdict
from reconcile.book import Book, stands_before
from reconcile.narrative.breakdowns import (
    are_named,
    is_divided,
    is_more,
    is_narrower,
    is_numbered,
    natural,
)
from reconcile.narrative.gaps import is_told
from reconcile.narrative.ordered import are_all
from reconcile.narrative.products import is_product
from reconcile.narrative.shares import goes_by
from reconcile.narrative.totals import is_counted_list, summed_up
from reconcile.plain import label, plain
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.elsewhere import Elsewhere
from reconcile.weighing.errors import error_behind, is_slip, weak_error
from reconcile.weighing.near import is_close, is_far, is_near
from reconcile.weighing.suspects import Contradiction
from reconcile.weighing.within import Within

#: The rules that hold figures of the narrative against others by where they stand.
_HELD = frozenset({"N01", "N02", "N03", "N04", "N05", "N06", "N07", "N08", "N11", "N12", "N13"})
#: Those of them that hold a figure against what the very words say it is.
_SAME = frozenset({"N11", "N13"})
#: How the name of a row ends that says what it counts in.
_IN_UNIT = re.compile("[（(][一-龥]{1,2}[)）]$")
#: What may stand before the name of what is counted.
_HAPPENED = re.compile("^(?:全年|本年|当年|共计?|累计|安排|发生|实际|开展|组织)+")
#: An equation of more cells than so many is a sum.
_TWO = 2
#: Words for a whole of no more characters than this may end the names of many.
_SHORT = 3


class Bearing:
    """Tells of contradictions whether they are borne out; `checks` are all sure checks, `added_up`
    the cells of tables that stand in sums which hold."""

    def __init__(self, book: Book, checks: Sequence[Check], in_tables: Sequence[Check]) -> None:
        self.book = book
        self.holding = [c for c in checks if c.verdict is Verdict.CONSISTENT]
        self.within = Within.of(in_tables)
        self.elsewhere = Elsewhere(book)
        self.added_up = frozenset(
            c
            for check in in_tables
            if check.verdict is Verdict.CONSISTENT and check.stated and len(check.cells) > _TWO
            for c in check.cells
            if c.quantity is not None and c.quantity.value
        )

    def is_known(self, one: Contradiction) -> bool:
        """Whether it is known why figures disagree that are both right."""
        return self.elsewhere.explains(one) or self._is_of_list(one)

    def _is_of_list(self, one: Contradiction) -> bool:
        """Whether a total is only what a list before it comes to, and no figure of a whole body:
        甲、乙和丙支出分别为A、B和C万元，合计S万元."""
        copies = [c for c in one.checks if c.rule == "N01" and c.claims]
        return (
            len(copies) == len(one.checks) > 0
            and not is_slip(one)
            and all(c.operands[0].claim in self._listed for c in copies)
        )

    @lazy
    def _listed(self) -> frozenset[str | None]:
        """The totals that a list before them in their sentence comes to."""
        found = set()
        for check in self.holding:
            whole, *parts = (self.book.claim(o.claim) for o in check.operands)
            if check.rule == "N06" and whole is not None and whole.total and len(parts) > 1:
                told = [p for p in parts if p is not None and stands_before(p, whole)]
                if len(told) == len(parts) and all(p.sentence == whole.sentence for p in told):
                    found.add(whole.id)
        return frozenset(found)

    def is_open(self, one: Contradiction) -> bool:
        """Whether figures that disagree may just not belong together."""
        if not all(check.rule in _HELD or check.rule.startswith("T") for check in one.checks):
            return False
        if self.elsewhere.belongs(one):
            return True
        if error_behind(one) or one.agreed:
            return False
        slipped = is_slip(one) or bool(weak_error(one)) or self._is_in_its_row(one)
        return not any(self._is_plain(check, slipped=slipped) for check in one.checks)

    def _is_in_its_row(self, one: Contradiction) -> bool:
        """Whether the figure that mends a contradiction is printed in the row of what was told."""
        for suspect in one.suspects:
            claim = self.book.claim(suspect.of) if isinstance(suspect.of, str) else None
            match = self.book.aligner.match(claim) if claim is not None else None
            cells = (*match.decisive, *match.also) if match is not None else ()
            if any(c.quantity and c.quantity.exact == suspect.figure.exact for c in cells):
                return True
        return False

    def _is_plain(self, check: Check, *, slipped: bool) -> bool:
        """Whether nothing else can be meant by the words of a check, or by the form of a table.
        That a list is complete is no more than likely: there one figure has to be `slipped` as
        well, unless the whole's name says what its parts are."""
        if is_product(check) or is_told(check) or self._is_counted_list(check):
            return True
        if not (is_near(self.book, check) or self._has_its_rate(check)):
            return False
        if not check.claims:
            order = check.equation is None and is_close(check)
            return order or self.within.bears_out(check)
        stated, *others = (self.book.claim(o.claim) for o in check.operands)
        if stated is None:
            return False
        if check.rule == "N01":
            return self._is_copy(check, stated)
        if check.rule in _SAME:
            return True
        if check.rule == "N04":
            next_to = self._is_next_to(stated, others[:1], others[1:])
            return next_to and self._is_share_of(check, stated, others[-1])
        told = [c for c in others if c is not None]
        if len(told) != len(others):
            return False
        if check.rule == "N06" and not slipped and not self._is_by_name(check, stated, told):
            return False
        return self._is_plainly_of(check, stated, told)

    def _is_by_name(self, check: Check, whole: Claim, parts: Sequence[Claim]) -> bool:
        """Whether a list is all of its whole by what the whole is called, as the 三公 are, or
        tells the whole scale of its grades; or is one part alone, which cannot be more than its
        whole; or counts what there is none of, be it the whole or all its parts."""
        named = pattern("wording", "all_by_name").search(self.book.statement(whole).subject)
        lowest = pattern("wording", "lowest_grade")
        scale = any(lowest.search(self.book.statement(p).subject) for p in parts)
        by_nature = len(natural(self.book, whole, parts)) == len(parts)
        none = whole.quantity.kind == "count" and not (whole.quantity.value and check.expected)
        told = scale or named is not None or is_divided(self.book, whole, parts)
        return len(parts) == 1 or none or (by_nature and told)

    def _is_plainly_of(self, check: Check, stated: Claim, told: Sequence[Claim]) -> bool:
        """Whether figures of the narrative alone cannot but belong to what is stated."""
        if check.rule == "N06":
            return bool(told) and self._is_list(check, stated, told)
        if check.rule == "N05" and not self._is_rate_of(stated, told):
            return False
        together = all(c.sentence == stated.sentence for c in told)
        return together and (check.rule == "N12" or self._is_one(stated, told))

    def _has_its_rate(self, check: Check) -> bool:
        """Whether the rate of a change is that of the two figures that the change is not of."""
        ends = {(o.claim, o.cell) for o in check.operands[1:]}
        return check.rule == "N02" and any(
            c.rule == "N03" and {(o.claim, o.cell) for o in c.operands[1:]} == ends
            for c in self.holding
        )

    def _is_of_words(self, check: Check) -> bool:
        """Whether a cell of words is told word for word, but for a figure in it."""
        return any(o.cell and o.quantity and o.cell.quantity is None for o in check.operands)

    def _is_copy(self, check: Check, stated: Claim) -> bool:
        """Whether it is certain that a figure is that of its cell."""
        named = self._is_of_words(check) or self._is_by_row(check, stated)
        return named or self._is_of_cell(check, stated)

    def _is_by_row(self, check: Check, stated: Claim) -> bool:
        """Whether a count goes by the very name of its row: 国内公务接待83批次 by 国内公务接待批次
        （个）."""
        if stated.quantity.kind != "count":
            return False
        rows = {(c.table, c.row) for c in check.cells}
        sheets = self.book.aligner.library.sheets
        own = (r.label for s in sheets for r in s.table.rows if (s.table.id, r.index) in rows)
        subject = _HAPPENED.sub("", plain(stated.subject))
        names = {subject, subject + stated.quantity.unit}
        return bool(rows) and all(_IN_UNIT.sub("", label(name)) in names for name in own)

    def _is_of_cell(self, check: Check, stated: Claim) -> bool:
        """Whether what is stated is less or more than its cell by just what it is said to have
        changed, as last year's figure is; or a field of the 三公 table says that it is nothing:
        each of those has to be filled."""
        cells = (o.quantity for o in check.operands[1:] if o.quantity is not None)
        if any(self.book.aligner.differ_as_told(stated, stated.quantity, q) for q in cells):
            return True
        tables = {s.table.id for s in self.book.aligner.library.of_kind("three_public")}
        return not check.expected and any(c.table in tables for c in check.cells)

    def _is_one(self, stated: Claim, told: Sequence[Claim]) -> bool:
        """Whether figures of one sentence are the only ones of their kinds in it, or in their
        statement."""
        own = [stated, *told]
        of_statement = self.book.claims.get(stated.statement, ())
        if all(c.statement == stated.statement for c in told) and _each_one(own, of_statement):
            return True
        paragraph = self.book.in_paragraph(stated)
        return _each_one(own, [c for c in paragraph if c.sentence == stated.sentence])

    def _is_next_to(
        self, rate: Claim, amounts: Sequence[Claim | None], but: Sequence[Claim | None] = ()
    ) -> bool:
        """Whether no other amount stands nearer before a rate in its sentence than those it is
        held against, `but` for some of them (占总额A万元的P%)."""
        told = [c for c in amounts if c is not None]
        before = [c for c in self._before(rate) if c not in but and not c.out_of]
        return all(c in told for c in before[-len(told) :]) if told else True

    def _is_rate_of(self, rate: Claim, told: Sequence[Claim]) -> bool:
        """Whether a rate of completion stands right behind its amounts, and says of which it is
        (完成年初预算的), or none but those stand before it."""
        named = rate.base is not None or len(self._before(rate)) <= len(told)
        return named and self._is_next_to(rate, told)

    def _before(self, rate: Claim) -> list[Claim]:
        """The amounts that stand before a rate in its sentence, in order."""
        return [
            c
            for c in self.book.in_paragraph(rate)
            if c.sentence == rate.sentence and c.start < rate.start and c.quantity.kind == "amount"
        ]

    def _is_share_of(self, check: Check, share: Claim, whole: Claim | None) -> bool:
        """Whether a share is of what it names, or others of its list are shares of the same. One
        that is far off what it should be has to stand in the sentence of a whole of that name."""
        named = share.whole and (whole is None or self._is_named(whole, share))
        beside = whole is not None and whole.sentence == share.sentence
        if named and (beside or not is_far(check)):
            return True
        group = self.book.statement(share).group
        return group is not None and any(self._is_beside(c, check, group) for c in self.holding)

    def _is_named(self, whole: Claim, share: Claim) -> bool:
        """Whether a share names its whole: 课题合同总经费 by 占合同总经费."""
        subject, words = self.book.statement(whole).subject, share.whole
        narrower = is_narrower(subject.removesuffix(words))
        ends = len(words) > _SHORT and subject.endswith(words) and not narrower
        return goes_by(subject, words) or (ends and 0 <= share.sentence - whole.sentence <= 1)

    def _is_beside(self, other: Check, check: Check, group: int) -> bool:
        """Whether another check of a share in a list holds with the whole of this one; 0 of
        anything is 0%."""
        beside = self.book.claim(other.operands[0].claim)
        if (
            other.rule != "N04"
            or not other.stated
            or beside is None
            or self.book.statement(beside).group != group
        ):
            return False
        one, another = other.operands[-1], check.operands[-1]
        return (one.claim, one.cell) == (another.claim, another.cell)

    def _is_list(self, check: Check, whole: Claim, parts: Sequence[Claim]) -> bool:
        """Whether a list is known to be all of its whole, or more than that."""
        if len(parts) == 1:
            return self._follows(whole, parts[0]) and self._is_more(whole, parts)
        if are_all(self.book, whole, parts) or self._is_counted(whole, parts):
            return True
        if self._adds_up_otherwise(check):
            return True
        if are_named(self.book, whole, parts):
            return True
        if not self._follows(whole, parts[0]):
            return False
        if is_numbered(self.book, whole, parts):
            return True
        return len(natural(self.book, whole, parts)) == len(parts) or self._is_more(whole, parts)

    def _is_counted_list(self, check: Check) -> bool:
        """Whether a total sums up the one list before it, of which it says how many it has; one
        that is far off may still be of something else."""
        whole, *parts = (self.book.claim(o.claim) for o in check.operands)
        told = [p for p in parts if p is not None]
        if check.rule != "N06" or whole is None or len(told) < max(_TWO, len(parts)):
            return False
        together = all(p.sentence == whole.sentence for p in told)
        return together and not is_far(check) and is_counted_list(self.book, whole, told)

    def _is_counted(self, whole: Claim, parts: Sequence[Claim]) -> bool:
        """Whether the words say how many parts a total after them adds up (以上三项合计)."""
        together = all(p.sentence == whole.sentence for p in parts)
        return together and summed_up(self.book, whole) == len(parts)

    def _is_more(self, whole: Claim, parts: Sequence[Claim]) -> bool:
        """Whether an announced list in one sentence is more than its whole, none of its parts being
        a part of another; one part alone is only where the sentence begins with the whole."""
        first = next(c for c in self._alike(whole) if c.sentence == whole.sentence)
        largest = max(p.quantity.interval.low for p in parts)
        within = first is whole or largest <= whole.quantity.interval.high
        together = within and all(p.sentence == whole.sentence for p in parts)
        together = together and self._are_alike(whole, parts)
        announced = all(self.book.statement(p).announced for p in parts)
        return together and announced and is_more(self.book, whole, parts)

    def _are_alike(self, whole: Claim, parts: Sequence[Claim]) -> bool:
        """Whether all parts or none end like their whole (滚存结余, and no 收不抵支 among them)."""
        ending = self.book.statement(whole).subject[-2:]
        return len({self.book.statement(p).subject.endswith(ending) for p in parts}) == 1

    def _adds_up_otherwise(self, check: Check) -> bool:
        """Whether the same list adds up in another measure (so many projects of so much money)."""
        own = self._statements(check)
        return any(c.rule == "N06" and self._statements(c) == own for c in self.holding)

    def _statements(self, check: Check) -> list[int]:
        told = (self.book.claim(o.claim) for o in check.operands)
        return [c.statement for c in told if c is not None]

    def _follows(self, whole: Claim, first: Claim) -> bool:
        """Whether no other figure like it stands between a whole and its first part."""
        between = [
            c for c in self._alike(whole) if stands_before(whole, c) and stands_before(c, first)
        ]
        return not between and stands_before(whole, first)

    def _alike(self, whole: Claim) -> list[Claim]:
        """The claims of a paragraph in the measure and unit of one, in order."""
        return [
            c
            for c in self.book.in_paragraph(whole)
            if c.role is whole.role and c.quantity.unit == whole.quantity.unit
        ]


def _each_one(own: Sequence[Claim], among: Sequence[Claim]) -> bool:
    """Whether each of some claims is the only one of its kind, counts of one unit being of one."""
    kinds = Counter(map(_kind, among))
    return all(kinds[_kind(c)] == 1 for c in own)


def _kind(claim: Claim) -> tuple[Role, str, str, str]:
    quantity = claim.quantity
    return claim.role, quantity.kind, quantity.unit if quantity.kind == "count" else "", claim.stage

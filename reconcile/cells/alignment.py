"""Which cells state the quantity that a claim states.

By words first: scope (whose money), subject or 类/款/项 path, role; vocabulary.toml says where such
a quantity stands. The figure only chooses among equals, so that a wrong figure still finds its cell
and an equal figure in an unrelated cell proves nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from extract.claims.adjusted import ADJUSTED
from extract.claims.ties import Tie, weakest
from extract.disclosure import Claim, Disclosure, Role, Statement
from extract.figures.quantity import MONEY, Quantity, round_half_up
from extract.lazy import lazy
from extract.table import Cell, Row
from extract.unread import is_lost
from reconcile.cells.cited import Cited
from reconcile.cells.meaning import Meaning, Quantified, concepts
from reconcile.cells.remaining import Remaining
from reconcile.cells.stages import other_stage, other_year
from reconcile.items import Item
from reconcile.plain import behind
from reconcile.tables.library import Address, Library, Sheet
from reconcile.tables.likeness import item_rows
from reconcile.tables.vocabulary import pattern, vocabulary

#: The tables in which the figures of the narrative stand.
_MAIN = (
    "balance", "income", "expenditure", "appropriation", "general", "granted", "basic",
    "basic_granted", "three_public", "fund", "capital",
)  # fmt: skip
#: The tables that tell the three public expenses.
_OF_THREE = "three_public", "running"
#: Kinds of money, of which tables of their own are printed.
_SOURCES = "appropriation", "fund", "capital"
#: The budgets of 财政拨款: what is of one is of no other.
_BUDGETS = frozenset({"general", "fund", "capital"})
_SUBJECT_ROLES = (Role.LEVEL, Role.BUDGET, Role.PREVIOUS)


@dataclass(frozen=True, slots=True)
class Match:
    """The cells for one claim. `decisive` ones contradict it where none agrees; `also` ones can
    only confirm. `name` is the quantity's name, the same for claims that state the same; `rivals`
    says that other tables of the same kind give another figure; `tie` how surely these are the
    cells, and `guessed` what about it is only guessed."""

    name: str
    decisive: tuple[Cell, ...]
    also: tuple[Cell, ...]
    why: str
    rivals: bool = False
    tie: Tie = Tie.SAID
    guessed: tuple[str, ...] = ()

    def decided_by(self, cell: Cell) -> Match:
        """The same match with one of its cells decisive, and all others no more than confirming."""
        rest = tuple(c for c in (*self.decisive, *self.also) if c != cell)
        return replace(self, decisive=(cell,), also=rest)

    def prints(self, exact: Fraction) -> bool:
        """Whether one of the cells has just this figure."""
        cells = (*self.decisive, *self.also)
        return any(c.quantity is not None and c.quantity.exact == exact for c in cells)


class Aligner:
    """Aligns the claims of one disclosure with the cells of its tables."""

    def __init__(self, disclosure: Disclosure, library: Library) -> None:
        self.disclosure = disclosure
        self.library = library
        #: whether the table that a claim is of may stand where nothing was read
        self.lacking = any(
            is_lost(reason) for page, reason in disclosure.unread if page not in disclosure.leaves
        )
        self.meaning = Meaning(disclosure, library)
        self.cited = Cited(disclosure.tables)
        # the same places are asked for by many rules
        self._found: dict[tuple[Address, Role, Item, str], list[list[Cell]]] = {}
        self._remaining = Remaining(disclosure, library)

    def quantified(self, statement: Statement) -> Quantified:
        """What a statement measures."""
        return self.meaning.quantified(statement)

    def match(self, claim: Claim) -> Match | None:
        """The cells that state what `claim` states; None where the tables do not hold it."""
        if claim.quantity.kind != "amount" or claim.role not in _SUBJECT_ROLES:
            return None
        if pattern("wording", "no_whole_year").search(claim.stage):
            return None
        statement = self.disclosure.statements[claim.statement]
        said, exact = self.quantified(statement), claim.quantity.exact
        role = self._role_of(claim)
        if role is None:
            return None
        match = self.match_words(said, role, exact, statement, claim.period)
        if match is None or (ADJUSTED in claim.stage and not match.prints(exact)):
            return None
        if said.scoped is not Tie.SAID and self._is_of_all_budgets(said, role, exact):
            return None
        if not match.decisive and not self.lacking and self._whosever(said, role):
            match = replace(match, decisive=match.also, also=())
        only = self.is_part(claim) or self._of_both_sides(statement)
        only = only or self._is_source_of_item(statement, said)
        if only or self._is_running_cost(claim, match):
            match = replace(match, decisive=(), also=(*match.decisive, *match.also))
        if role is Role.PREVIOUS:
            match = self._of_its_stage(match, claim)
        return self._tied(match, claim, statement, said)

    def _role_of(self, claim: Claim) -> Role | None:
        """What a claim is to the tables: the outturn of the year before, told as that of its own
        year, is last year's there; they hold nothing else of earlier years."""
        if not claim.earlier:
            return claim.role
        last = claim.period == str(self.disclosure.year - 1) and claim.role is Role.LEVEL
        return Role.PREVIOUS if last else None

    def _tied(self, match: Match, claim: Claim, statement: Statement, said: Quantified) -> Match:
        """The match with how surely it is the claim's. What another reading of the same words
        gives (another scope, another column of the row) makes an inherited scope a guess."""
        names = ("subject", "measure", "period")
        known = weakest([claim.ties.of(*names), statement.named])
        guessed = list(claim.ties.guessed(*names))
        if statement.named is Tie.GUESSED:
            guessed.append("subject")
        scoped = said.scoped
        if scoped is Tie.GUESSED and not said.body and self._one_reading(said, claim.role):
            scoped = Tie.INHERITED
        if scoped is not Tie.SAID and self._read_otherwise(match, claim, said):
            scoped = Tie.GUESSED
        if scoped is Tie.GUESSED:
            guessed.append("scope")
        if self._of_other_column(match, claim):
            guessed.append("measure")
            known = Tie.GUESSED
        tie = weakest([known, scoped])
        return replace(match, tie=tie, guessed=tuple(dict.fromkeys(guessed)))

    def _of_its_stage(self, match: Match, claim: Claim) -> Match:
        """The match of a figure of last year without columns of another stage, or of another year
        (2022年为A万元 in a budget of 2024, whose table has 2023)."""
        words = behind(self.disclosure.sentences[claim.sentence].text[: claim.start], "，。；：,;")

        def fits(cell: Cell) -> bool:
            header = self.cited.header(cell)
            return not other_stage(words, header) and not other_year(claim.period, header)

        decisive = tuple(c for c in match.decisive if fits(c))
        return replace(match, decisive=decisive, also=tuple(c for c in match.also if fits(c)))

    def _read_otherwise(self, match: Match, claim: Claim, said: Quantified) -> bool:
        """Whether the figure stands in another cell that the words may mean as well: in the
        item's row of another table, or in a row of totals."""
        own = {*match.decisive, *match.also}
        own |= {beside for cell in match.decisive for beside in self._rows.get(cell, ())}
        if any(c.quantity and _rounds_to(c.quantity, claim.quantity) for c in own):
            return False
        return any(
            cell not in own and cell.quantity and _rounds_to(cell.quantity, claim.quantity)
            for sheet in self.library.sheets
            if sheet.kind in _MAIN
            for row in self._rows_meant(sheet, said)
            for cell in row.cells
        )

    def _of_other_column(self, match: Match, claim: Claim) -> bool:
        """Whether the figure stands in the very row that contradicts it, in another column: then
        likelier its measure is read wrongly (a budget for what was spent) than copied wrongly."""
        rows = self._rows
        if any(c.quantity and _rounds_to(c.quantity, claim.quantity) for c in match.decisive):
            return False
        return any(
            other.quantity is not None
            and _rounds_to(other.quantity, claim.quantity)
            and not self.differ_as_told(claim, cell.quantity, other.quantity)
            for cell in match.decisive
            if cell.quantity is not None
            for other in rows.get(cell, ())
        )

    def differ_as_told(self, claim: Claim, own: Quantity, other: Quantity) -> bool:
        """Whether two figures differ by just what the claim's statement says it changed: then its
        own one is meant, and the other was copied."""
        by = abs(own.exact - other.exact)
        told = (c.quantity for c in self._changes.get(claim.statement, ()))
        return any(round_half_up(by / q.scale, q.decimals) == abs(q.value) for q in told if q.value)

    @lazy
    def _changes(self) -> dict[int, list[Claim]]:
        """The changes in money that each statement tells."""
        found: dict[int, list[Claim]] = defaultdict(list)
        for claim in self.disclosure.claims:
            if claim.role is Role.CHANGE_AMOUNT and claim.quantity.unit in MONEY:
                found[claim.statement].append(claim)
        return found

    @lazy
    def _rows(self) -> dict[Cell, tuple[Cell, ...]]:
        """The cells of each cell's row."""
        return {
            cell: row.cells
            for sheet in self.library.sheets
            if sheet.kind in _MAIN
            for row in sheet.table.rows
            for cell in row.cells
        }

    def _whosever(self, said: Quantified, role: Role) -> bool:
        """Whether an item stands with one figure in the tables of all money and in those of one
        kind of it: then it is the figure whoever's money is meant. A table of all money alone says
        nothing of a part of it, whose own table may not have been read, unless nothing says that a
        part is meant."""
        if not self._one_reading(said, role):
            return False
        if said.scope in _BUDGETS:  # of no other budget's money, and of what all of them are in
            others = any(self._values(said, role, scope) for scope in _BUDGETS - {said.scope})
            parts = not others and bool(self._values(said, role, "appropriation"))
        else:
            parts = any(self._values(said, role, scope) for scope in _SOURCES)
        return said.scoped is Tie.GUESSED or (parts and bool(self._values(said, role, "all")))

    def _one_reading(self, said: Quantified, role: Role) -> bool:
        """Whether an item stands in the tables with one figure only, whoever's money is meant."""
        return len(self._values(said, role, *vocabulary()["items"])) == 1

    def _values(self, said: Quantified, role: Role, *scopes: str) -> set[Fraction]:
        """The figures with which an item of known rank stands in the tables of some scopes."""
        return self._by_name(said, role, *scopes) if said.item and said.item.rank >= 0 else set()

    def _by_name(self, said: Quantified, role: Role, *scopes: str) -> set[Fraction]:
        """The figures of all rows that go by the name of an item."""
        return {
            cell.quantity.exact
            for scope in scopes
            for text in vocabulary()["items"][scope]
            for cells in self.library.find_all(Address.parse(text), role=role, item=said.item)
            for cell in cells
            if cell.quantity is not None
        }

    def _is_of_all_budgets(self, said: Quantified, role: Role, exact: Fraction) -> bool:
        """Whether a figure is what an item has in the tables of two budgets and more, together: it
        is none that one of them prints then."""
        if not said.item:
            return False
        found = [self._by_name(said, role, scope) for scope in sorted(_BUDGETS)]
        sole = [next(iter(values)) for values in found if len(values) == 1]
        return len(sole) > 1 and sum(sole) == exact

    def _rows_meant(self, sheet: Sheet, said: Quantified) -> Sequence[Row]:
        if said.path:
            return item_rows(sheet.table.rows, said.item)
        return [r for r in sheet.table.rows if not r.code]

    def is_part(self, claim: Claim) -> bool:
        """Whether the clause says that the figure is a part of what its subject names."""
        before = self.disclosure.sentences[claim.sentence].text[: claim.start]
        clause = behind(before, "，。；：,;")
        return pattern("wording", "part").search(clause) is not None

    def _is_running_cost(self, claim: Claim, match: Match) -> bool:
        """Whether one of the three public expenses is told among the costs of running the body, so
        that it may be no more than what of it was paid from basic expenditure."""
        sheets = (s for kind in _OF_THREE for s in self.library.of_kind(kind))
        if not {s.table.id for s in sheets} & {c.table for c in match.decisive}:
            return False
        running = pattern("wording", "running_costs")
        if running.search(claim.subject):  # the cost of running the body itself
            return False
        sentence = self.disclosure.sentences[claim.sentence]
        heading = sentence.section[-1] if sentence.section else ""
        return any(running.search(words) for words in (heading, sentence.text))

    def _is_source_of_item(self, statement: Statement, said: Quantified) -> bool:
        """Whether a statement tells what of an item was paid from one budget (城乡社区支出A万元，其
        中：一般公共预算B万元，政府性基金C万元), and names no item itself."""
        if statement.part_of is None or said.item:
            return False
        whole = self.quantified(self.disclosure.statements[statement.part_of])
        return (
            bool(whole.item) and pattern("wording", "budgets").search(statement.subject) is not None
        )

    def _of_both_sides(self, statement: Statement) -> bool:
        """Whether a statement tells one source of 收支总计, and not which side: what was carried
        over is in it, and in no table of what came in or was spent."""
        if statement.part_of is None or re.search("收入|支出", statement.subject):
            return False
        whole = self.disclosure.statements[statement.part_of]
        return pattern("wording", "both_sides").search(whole.subject) is not None

    def match_words(
        self,
        said: Quantified,
        role: Role,
        exact: object = None,
        statement: Statement | None = None,
        period: str = "",
    ) -> Match | None:
        """The cells for a quantity named in words; `exact` chooses among rows that fit equally."""
        if statement is not None and statement.cause:
            return None
        decisive: list[Cell] = []
        also: list[Cell] = []
        rivals = False
        for address in self._addresses(said, decisive=True):
            found, others = self._cells(address, said, role, exact, period)
            decisive += found
            rivals = rivals or others
        for address in self._addresses(said, decisive=False):
            found, _ = self._cells(address, said, role, exact, period)
            also += [c for c in found if c not in decisive]
        if statement is not None and _of_some(statement):
            decisive, also = [], [*decisive, *also]
        if not decisive and not also:
            return self._left_over(said, role)
        return Match(said.key, tuple(decisive), tuple(also), self._why(said, role), rivals)

    def _cells(
        self, address: Address, said: Quantified, role: Role, exact: object, period: str
    ) -> tuple[list[Cell], bool]:
        """The cells in the first table that has any, or in a later one of its kind that has the
        very figure; and whether there are several such tables that differ."""
        key = address, role, said.item, period
        if key not in self._found:
            found = self.library.find_all(address, role=role, item=said.item, period=period)
            self._found[key] = list(found)
        by_table = [near for cells in self._found[key] if (near := _nearest(cells, exact))]
        if not by_table:
            return [], False
        holding = [cells for cells in by_table if _value(cells) == exact]
        return (holding or by_table)[0], len({_value(cells) for cells in by_table}) > 1

    def _left_over(self, said: Quantified, role: Role) -> Match | None:
        """The one row of its 款 that no other sentence names, for a 项 the tables call otherwise:
        it confirms only."""
        cell = None if said.concept else self._remaining.of_path(said, role)
        why = "按排除对应：同一款下的其他各项正文都已说到"
        return Match(said.key, (), (cell,), why) if cell else None

    def _addresses(self, said: Quantified, *, decisive: bool) -> Iterator[Address]:
        if said.path:
            items = vocabulary()["items"]
            names = items.get(said.scope, ()) if decisive else items["also"]
            for text in names:
                address = Address.parse(text)
                if said.concept:
                    column = "basic" if said.concept == "基本支出" else "project"
                    address = Address(address.kind, address.row, column, address.side)
                yield address
            return
        for concept in concepts():
            if concept.name == said.concept and concept.scope == said.scope:
                yield from concept.cells if decisive else concept.also

    def _why(self, said: Quantified, role: Role) -> str:
        named = " / ".join(said.path) or said.concept
        return f"按文字对应：{named}（{_SCOPES.get(said.scope, said.scope)}，{_ROLES[role]}）"


_SCOPES = {
    "all": "全部收支",
    "appropriation": "财政拨款",
    "general": "一般公共预算",
    "fund": "政府性基金",
    "capital": "国有资本经营预算",
    "three_public": "“三公”经费",
}
_ROLES = {Role.LEVEL: "本年数", Role.BUDGET: "预算数", Role.PREVIOUS: "上年数"}


def _rounds_to(cell: Quantity, stated: Quantity) -> bool:
    """Whether a figure of a table is, to the decimals stated, the figure stated."""
    if cell.unit not in MONEY or stated.unit not in MONEY or not stated.value:
        return False
    return round_half_up(cell.exact / stated.scale, stated.decimals) == stated.value


def _of_some(statement: Statement) -> bool:
    """Whether a statement stands under a heading on performance, which speaks of the projects that
    were evaluated: its 项目支出 may be all of them or only some."""
    return any("绩效" in heading for heading in statement.section)


def _value(cells: Sequence[Cell]) -> object:
    return cells[0].quantity.exact if cells[0].quantity else None


def _nearest(cells: Sequence[Cell], exact: object) -> list[Cell]:
    """Rows that the words fit equally: all where they say the same, else the one with the
    figure, if there is one."""
    values = {c.quantity.exact if c.quantity else None for c in cells}
    if len(values) <= 1:
        return list(cells)
    return [c for c in cells if c.quantity is not None and c.quantity.exact == exact][:1]

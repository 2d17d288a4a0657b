"""The figures of a report that another report may repeat, under names that both share.

A quantity that the tables name (reconcile/tables/vocabulary.toml) has its scope and name
(general:人员经费), an item of a table the kind of table and its code (general#2080505). Measures:

- `level`: what the report publishes for its own year, from a table cell;
- `previous`: the figure of the year before that its narrative quotes;
- `change`: this year's figure with what it is said to be more or less than last year's;
- `budget`: the 年初预算 that a 决算 quotes.

Only what the report itself confirms is a fact: a figure that its own tables contradict has its
finding already. Neither is a figure of another year that is said to be restated (同口径, 调整后).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.disclosure import Base, Claim, Direction, Role, Statement
from extract.figures.quantity import Quantity
from extract.table import Cell, Row
from reconcile.audit import Audit, Verdict
from reconcile.cells.alignment import Aligner
from reconcile.cells.meaning import Quantified
from reconcile.plain import label
from reconcile.tables.library import Library
from reconcile.tables.vocabulary import vocabulary

_INITIAL = re.compile(r"年初预算")
#: A figure that is said to be restated is not the one that was published; besides what the
#: vocabulary has for changes on another scope (同口径).
_RESTATED = re.compile(r"调整后|调整数|追溯|重述|重分类")
#: Tables of items by subject code, and the column of each that holds an item's figure.
_ITEMS = {"general": "total", "fund": "spent", "capital": "spent", "expenditure": "total"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure. `change` is signed, None for other measures; a blank field has no `quantity`."""

    name: str
    measure: str
    label: str
    quantity: Quantity | None
    page: int
    place: str
    change: Quantity | None = None
    clause: str = ""


def facts(audit: Audit) -> list[Fact]:
    """All facts of a report, one for a name and measure: where the report says two things under
    them, neither is a fact."""
    reader = _Reader(audit)
    found: dict[tuple[str, str], list[Fact]] = {}
    for fact in (*reader.of_concepts(), *reader.of_items(), *reader.of_statements()):
        if fact.quantity is None or fact.quantity.kind == "amount":
            found.setdefault((fact.name, fact.measure), []).append(fact)
    return [same[0] for same in found.values() if all(_agree(same[0], f) for f in same)]


def _agree(one: Fact, other: Fact) -> bool:
    """Whether two facts can be the same figures, each as rounded as it is."""
    pairs = ((one.quantity, other.quantity), (one.change, other.change))
    return all(
        a.interval.meets(b.interval) if a is not None and b is not None else a is b
        for a, b in pairs
    )


class _Reader:
    def __init__(self, audit: Audit) -> None:
        self.disclosure = audit.disclosure
        self.library = Library.of(
            self.disclosure.tables, self.disclosure.year, self.disclosure.kind
        )
        self.aligner = Aligner(self.disclosure, self.library)
        self.verdicts = {j.claim: j.verdict for j in audit.judgements}
        self.assumed = _assumed_unit(audit)
        self.sheets = {s.table.id: s for s in self.library.sheets}
        self.rows: Mapping[Cell, Row] = {
            cell: row
            for sheet in self.library.sheets
            for row in sheet.table.rows
            for cell in row.cells
        }

    def of_concepts(self) -> Iterator[Fact]:
        """The quantities the vocabulary knows, from the cells it names."""
        for concept in vocabulary()["concept"]:
            said = Quantified(concept["scope"], concept["name"])
            for measure, role in (("level", Role.LEVEL), ("budget", Role.BUDGET)):
                match = self.aligner.match_words(said, role)
                cells = match.decisive if match else ()
                if measure == "budget":
                    cells = tuple(c for c in cells if self._is_initial(c))
                if cells and len({c.quantity.exact if c.quantity else None for c in cells}) == 1:
                    yield self._of_cell(said.key, measure, concept["name"], cells[0])

    def of_items(self) -> Iterator[Fact]:
        """Every 类, 款 and 项 of the tables by function."""
        for kind, column_name in _ITEMS.items():
            for sheet in self.library.of_kind(kind)[:1]:
                for row in sheet.table.rows:
                    column = self.library.column(sheet, row, column_name, Role.LEVEL)
                    cell = sheet.cell(row, column) if column and row.code else None
                    if cell is not None and cell.quantity is not None:
                        yield self._of_cell(f"{kind}#{row.code}", "level", label(row.label), cell)

    def of_statements(self) -> Iterator[Fact]:
        """What the narrative quotes of another year or of the budget."""
        by_statement: dict[int, list[Claim]] = {}
        for claim in self.disclosure.claims:
            if claim.quantity.kind == "amount" and not claim.template and not claim.torn:
                by_statement.setdefault(claim.statement, []).append(claim)
        for number, claims in by_statement.items():
            statement = self.disclosure.statements[number]
            named = None if statement.cause else self._named(statement, claims)
            if named is not None:
                for claim in claims:
                    yield from self._of_claim(claim, *named)

    def _of_claim(
        self, claim: Claim, name: str, words: str, level: Quantity | None
    ) -> Iterator[Fact]:
        if self.verdicts.get(claim.id) is Verdict.MISMATCH or self._is_restated(claim):
            return
        last_year = str(self.disclosure.year - 1)
        if claim.role is Role.PREVIOUS and claim.period == last_year:
            yield self._quoted(claim, name, "previous", words, claim.quantity)
        elif claim.role is Role.BUDGET and self.disclosure.kind == "final":
            text = self.disclosure.sentences[claim.sentence].text
            if _INITIAL.search(re.split("[，。；]", text[: claim.start])[-1]):
                yield self._quoted(claim, name, "budget", words, claim.quantity)
        elif claim.role is Role.CHANGE_AMOUNT and level is not None and self._is_yearly(claim):
            yield self._quoted(claim, name, "change", words, level, _signed(claim))

    def _is_restated(self, claim: Claim) -> bool:
        """Whether the clause around a figure says that it is not what was published then."""
        text = self.disclosure.sentences[claim.sentence].text
        clause = re.split("[。；;]", text[: claim.start])[-1]
        clause += re.split("[。；;]", text[claim.start :])[0]
        adjusted: str = vocabulary()["wording"]["adjusted"]
        return bool(_RESTATED.search(clause) or re.search(adjusted, clause))

    def _is_yearly(self, claim: Claim) -> bool:
        """Whether a change is against what last year's report of the same kind published."""
        wanted = Base.LAST_YEAR if self.disclosure.kind == "final" else Base.LAST_BUDGET
        return claim.base is wanted and claim.direction in (Direction.UP, Direction.DOWN)

    def _named(
        self, statement: Statement, claims: list[Claim]
    ) -> tuple[str, str, Quantity | None] | None:
        """The shared name, the words and this year's figure of what a statement measures; None
        where the tables do not say, or say another figure than the statement."""
        said = self.aligner.quantified(statement)
        match = self.aligner.match_words(said, Role.LEVEL, statement=statement)
        cells = match.decisive if match else ()
        if not cells or len({c.quantity.exact if c.quantity else None for c in cells}) != 1:
            return None
        levels = [c for c in claims if c.role is Role.LEVEL]
        agreed = (Verdict.CONSISTENT, Verdict.ROUNDING)
        if any(self.verdicts.get(c.id) not in agreed for c in levels) or len(levels) > 1:
            return None
        level = self._finer(levels, self._with_unit(cells[0].quantity))
        if not said.path:
            return said.key, said.concept, level
        row, sheet = self.rows[cells[0]], self.sheets[cells[0].table]
        if not row.code or said.concept or sheet.kind not in _ITEMS:
            return None
        return f"{sheet.kind}#{row.code}", label(row.label), level

    def _finer(self, levels: Sequence[Claim], printed: Quantity | None) -> Quantity | None:
        """This year's figure as the narrative states it; as the table prints it where that is
        what the narrative rounds (1.79亿元), or the only one."""
        if not levels:
            return printed
        stated = levels[0].quantity
        same = self.verdicts.get(levels[0].id) is Verdict.CONSISTENT
        finer = printed is not None and printed.kind == stated.kind and printed.ulp < stated.ulp
        return printed if same and finer else stated

    def _is_initial(self, cell: Cell) -> bool:
        if self.disclosure.kind != "final":
            return False
        table = self.sheets[cell.table].table
        return bool(_INITIAL.search("".join(table.column(cell.column).header)))

    def _of_cell(self, name: str, measure: str, words: str, cell: Cell) -> Fact:
        table = self.sheets[cell.table].table
        column = "/".join(table.column(cell.column).header)
        path = "·".join(t for t in (label(self.rows[cell].label), column) if t)
        place = f"《{table.title}》{path}"
        return Fact(name, measure, words, self._with_unit(cell.quantity), cell.page, place)

    def _with_unit(self, quantity: Quantity | None) -> Quantity | None:
        if quantity is None or quantity.unit or not self.assumed:
            return quantity
        return quantity.with_unit(self.assumed)

    def _quoted(
        self,
        claim: Claim,
        name: str,
        measure: str,
        words: str,
        quantity: Quantity,
        change: Quantity | None = None,
    ) -> Fact:
        sentence = self.disclosure.sentences[claim.sentence]
        page = self.disclosure.claim_place(claim).page
        return Fact(name, measure, words, quantity, page, "正文", change, sentence.text)


def _assumed_unit(audit: Audit) -> str:
    """The unit of tables that print none: that of the amounts which they confirm, if it is one."""
    claims = {c.id: c.quantity for c in audit.disclosure.claims}
    units = {
        claims[j.claim].unit
        for j in audit.judgements
        if j.verdict is Verdict.CONSISTENT and claims[j.claim].kind == "amount"
        for e in j.evidence
        if e.cell.quantity is not None and not e.cell.quantity.unit
    }
    return units.pop() if len(units) == 1 else ""


def _signed(claim: Claim) -> Quantity:
    return Quantity(claim.quantity.text, claim.sign * claim.quantity.value, claim.quantity.unit)

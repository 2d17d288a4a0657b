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
from functools import cache, cached_property, lru_cache

from extract.claims.ties import Tie, weakest
from extract.disclosure import Claim, Disclosure, Role, Statement
from extract.figures.quantity import MONEY, Quantity, round_half_up
from extract.table import Cell, Row
from extract.unread import is_lost
from reconcile.audit import Evidence
from reconcile.items import NONE, Item, Level, item_of
from reconcile.plain import behind, label, plain
from reconcile.tables.library import Address, Library, Sheet, item_rows, pattern, vocabulary

#: The tables in which the figures of the narrative stand.
_MAIN = (
    "balance", "income", "expenditure", "appropriation", "general", "granted", "basic",
    "basic_granted", "three_public", "fund", "capital",
)  # fmt: skip
#: Wholes whose parts are items by their economic nature: 公用经费 holds a 公务接待费 of its own.
_ECONOMIC = re.compile("人员经费|公用经费|工资福利|商品和服务|对个人和家庭")
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


@dataclass(frozen=True, slots=True)
class _Concept:
    name: str
    scope: str
    subject: re.Pattern[str]
    anywhere: re.Pattern[str]
    cells: tuple[Address, ...]
    also: tuple[Address, ...]


@cache
def _concepts() -> tuple[_Concept, ...]:
    return tuple(
        _Concept(
            entry["name"],
            entry["scope"],
            re.compile(entry["subject"]),
            re.compile(entry.get("anywhere", r"(?!)")),
            tuple(map(Address.parse, entry["cells"])),
            tuple(map(Address.parse, entry.get("also", ()))),
        )
        for entry in vocabulary()["concept"]
    )


@dataclass(frozen=True, slots=True)
class Quantified:
    """What a statement measures: its scope, and a concept's name or an item.

    `scoped` is how surely it is known whose money is meant; `body` one of several bodies, whose
    own figures these are.
    """

    scope: str
    concept: str
    item: Item = NONE
    scoped: Tie = Tie.SAID
    body: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        """The names of the item, outermost first."""
        return self.item.names

    @property
    def key(self) -> str:
        """The same for statements that measure the same thing; "" where that is not known."""
        if self.item:
            return f"{self.scope}:{self.item.code or '/'.join(self.path)}:{self.concept}"
        return f"{self.scope}:{self.concept}" if self.concept else ""


class Aligner:
    """Aligns the claims of one disclosure with the cells of its tables."""

    def __init__(self, disclosure: Disclosure, library: Library) -> None:
        self.disclosure = disclosure
        self.library = library
        #: whether the table that a claim is of may stand where nothing was read
        self.lacking = any(
            is_lost(reason) for page, reason in disclosure.unread if page not in disclosure.leaves
        )
        # the same words and places are asked for by many rules
        self._said: dict[tuple[str, tuple[str, ...], str, str], Quantified] = {}
        self._found: dict[tuple[Address, Role, Item, str], list[list[Cell]]] = {}

    def match(self, claim: Claim) -> Match | None:
        """The cells that state what `claim` states; None where the tables do not hold it."""
        if claim.quantity.kind != "amount" or claim.role not in _SUBJECT_ROLES:
            return None
        if pattern("wording", "part_of_year").search(claim.stage):
            return None
        statement = self.disclosure.statements[claim.statement]
        said, exact = self.quantified(statement), claim.quantity.exact
        match = self.match_words(said, claim.role, exact, statement, claim.period)
        if match is None:
            return None
        if not match.decisive and not self.lacking and self._one_reading(said, claim.role):
            match = replace(match, decisive=match.also, also=())
        if self.is_part(claim):
            match = replace(match, decisive=(), also=(*match.decisive, *match.also))
        return self._tied(match, claim, statement, said)

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

    def _read_otherwise(self, match: Match, claim: Claim, said: Quantified) -> bool:
        """Whether the figure stands in another cell that the words may mean as well: in the
        item's row, or in a row of totals."""
        own = {*match.decisive, *match.also}
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
            other.quantity is not None and _rounds_to(other.quantity, claim.quantity)
            for cell in match.decisive
            for other in rows.get(cell, ())
        )

    @cached_property
    def _rows(self) -> dict[Cell, tuple[Cell, ...]]:
        """The cells of each cell's row."""
        return {
            cell: row.cells
            for sheet in self.library.sheets
            if sheet.kind in _MAIN
            for row in sheet.table.rows
            for cell in row.cells
        }

    def _one_reading(self, said: Quantified, role: Role) -> bool:
        """Whether an item stands in the tables with one figure only, whoever's money is meant."""
        if not said.item or said.item.rank < 0:
            return False
        values = {
            cell.quantity.exact
            for names in vocabulary()["items"].values()
            for text in names
            for cells in self.library.find_all(Address.parse(text), role=role, item=said.item)
            for cell in cells
            if cell.quantity is not None
        }
        return len(values) == 1

    def _rows_meant(self, sheet: Sheet, said: Quantified) -> Sequence[Row]:
        if said.path:
            return item_rows(sheet.table.rows, said.item)
        return [r for r in sheet.table.rows if not r.code]

    def is_part(self, claim: Claim) -> bool:
        """Whether the clause says that the figure is a part of what its subject names."""
        before = self.disclosure.sentences[claim.sentence].text[: claim.start]
        clause = behind(before, "，。；：,;")
        return pattern("wording", "part").search(clause) is not None

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
        sheets = self.library.of_kind("general") if len(said.path) == 3 else []
        if said.concept or not sheets:
            return None
        rows = sheets[0].table.rows
        parents = item_rows(rows, Item(said.item.levels[:2]))
        below = [
            r
            for r in rows
            if parents and len(r.code) == 7 and r.code.startswith(parents[0].code or "-")
        ]
        named = {row.code for item in self._items_said for row in item_rows(below, item)}
        rest = [r for r in below if r.code not in named]
        if len(rest) != 1:
            return None
        column = self.library.column(sheets[0], rest[0], "total", role)
        cell = sheets[0].cell(rest[0], column) if column else None
        why = "按排除对应：同一款下的其他各项正文都已说到"
        return Match(said.key, (), (cell,), why) if cell else None

    @cached_property
    def _items_said(self) -> frozenset[Item]:
        """The last ranks of the items that the narrative names."""
        texts = {t for s in self.disclosure.statements for t in (s.subject, s.item)}
        return frozenset(Item(found.levels[-1:]) for t in texts if (found := item_of(t)))

    def quantified(self, statement: Statement) -> Quantified:
        """What a statement measures, from its subject, its item, the whole it is a part of, and
        the headings above it."""
        whole = self._whole_of(statement)
        said = self.words(statement.subject, statement.section, statement.item, whole)
        body = self._body_of(statement.section)
        if body:
            return replace(said, body=body, scoped=Tie.GUESSED)
        divided = said.scope == "all" and statement.id in self._divided
        return replace(said, scoped=Tie.INHERITED) if divided else said

    @cached_property
    def _divided(self) -> frozenset[int]:
        """The statements with parts that say of what money they are: 支出预算A，其中财政拨款支出B
        is of all money."""
        parts = (s for s in self.disclosure.statements if s.part_of is not None)
        return frozenset(
            s.part_of for s in parts if s.part_of is not None and _scope_of(plain(s.subject))
        )

    def _body_of(self, section: Sequence[str]) -> str:
        """The body that a heading names, where it is another than the report's own."""
        named = (plain(text) for text in reversed(section[1:]))
        found = next((n for n in named if pattern("wording", "body").search(n)), "")
        return "" if found and found == plain(self.disclosure.unit) else found

    def _whole_of(self, statement: Statement) -> str:
        """The subjects of what a statement is a part of, the nearest first."""
        said, seen = [], {statement.id}
        while statement.part_of is not None and statement.part_of not in seen:
            statement = self.disclosure.statements[statement.part_of]
            seen.add(statement.id)
            said.append(statement.subject)
        return "/".join(said)

    def words(
        self, subject: str, section: Sequence[str] = (), item: str = "", whole: str = ""
    ) -> Quantified:
        """The same for words that stand anywhere, as the whole of a share does."""
        key = subject, tuple(section), item, whole
        if key not in self._said:
            self._said[key] = self._measured(*key)
        return self._said[key]

    def _measured(
        self, subject: str, section: tuple[str, ...], item: str, whole: str
    ) -> Quantified:
        own = plain(subject)
        scope, scoped = self._scope(own, whole, section)
        contexts = [item_of(t) for t in (*whole.split("/"), item, *reversed(section))]
        said = item_of(subject).within(contexts)
        above = (item_of(text) for text in (*whole.split("/"), item))
        inherited = next((i for i in above if i), NONE).within(contexts)
        if not said and inherited:
            kind = re.fullmatch(r"(基本|项目)支出", own)
            if kind or own == plain(item) or own in ("收入", "支出"):
                return Quantified(scope, kind[0] if kind else "", inherited, scoped)
        if said:
            return Quantified(scope, "", said, scoped)
        spent = scope == "three_public" and "三公" not in own and _basic(whole, section)
        if spent or (_ECONOMIC.search(whole) and not _ECONOMIC.search(own)):
            return Quantified("basic", "", Item((Level(-1, subject),)), scoped)
        if _of_source(own, whole):
            return Quantified(scope, "", NONE, Tie.GUESSED)
        found = self._named(scope, own, whole, section)
        if found is not None:
            concept, anywhere = found
            return Quantified(concept.scope, concept.name, NONE, Tie.SAID if anywhere else scoped)
        if own.removesuffix("支出") in self._items:
            return Quantified(scope, "", Item((Level(-1, subject),)), scoped)
        return Quantified(scope, "", NONE, scoped)

    def _named(
        self, scope: str, own: str, whole: str, section: Sequence[str]
    ) -> tuple[_Concept, bool] | None:
        """The concept that words name, and whether they mean it under whatever heading."""
        scopes = scope, self._wider(scope, own)
        for words in dict.fromkeys((_sided(own, whole, section), own)):
            for concept in _concepts():
                if concept.anywhere.search(words):
                    return concept, True
                if concept.scope in scopes and concept.subject.search(words):
                    return concept, False
        return None

    def evidence(self, cell: Cell, why: str, stated: Quantity | None = None) -> Evidence:
        """A cell with the words of its table, row and column; `stated` is the figure that was
        found in it where it holds words."""
        table = next(t for t in self.disclosure.tables if t.id == cell.table)
        near = self._rows_of.get((cell.table, cell.row), ())
        row = next((r for r in near if cell in r.cells), None)
        column = next((c for c in table.columns if c.index == cell.column), None)
        return Evidence(
            cell,
            table.title,
            "/".join(row.labels) if row else "",
            "/".join(column.header) if column else "",
            why,
            cell.quantity or (stated if cell.text.strip() else None),
        )

    @cached_property
    def _rows_of(self) -> dict[tuple[str, int], list[Row]]:
        """The rows that have cells of a table's row of that number."""
        found: dict[tuple[str, int], list[Row]] = defaultdict(list)
        for table in self.disclosure.tables:
            for row in table.rows:
                for number in dict.fromkeys(c.row for c in row.cells):
                    found[table.id, number].append(row)
        return found

    def _scope(self, own: str, whole: str, section: Sequence[str]) -> tuple[str, Tie]:
        """Whose money, and how surely: by the subject's own words; by those of the whole it is a
        part of, or of the nearest heading that says; else all of it, if a heading speaks of
        income or expenditure."""
        said = _scope_of(own)
        if said:
            return said, Tie.SAID
        for above in (*map(plain, whole.split("/")), *map(plain, reversed(section))):
            said = _scope_of(above)
            if said:
                return said, Tie.INHERITED
        told = any(re.search("收入|支出|收支", text) for text in section)
        return "all", Tie.INHERITED if told or re.search("本年|总计", own) else Tie.GUESSED

    def _wider(self, scope: str, own: str) -> str:
        """收入合计 under a heading of 财政拨款 still is what it says where no narrower concept
        fits: 人员经费 and 公用经费 stand in the tables of 一般公共预算 only."""
        return "general" if re.search("人员经费|公用经费|机关运行经费", own) else scope

    @cached_property
    def _items(self) -> frozenset[str]:
        """The labels of rows with a subject code, as they stand."""
        return frozenset(
            label(row.label).removesuffix("支出")
            for sheet in self.library.sheets
            if sheet.kind in ("general", "expenditure", "income", "basic", "fund", "capital")
            for row in sheet.table.rows
            if row.code
        )

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
        for concept in _concepts():
            if concept.name == said.concept and concept.scope == said.scope:
                yield from concept.cells if decisive else concept.also

    def _why(self, said: Quantified, role: Role) -> str:
        named = " / ".join(said.path) or said.concept
        return f"按文字对应：{named}（{_SCOPES.get(said.scope, said.scope)}，{_ROLES[role]}）"


@lru_cache(maxsize=1 << 12)
def _scope_of(text: str) -> str:
    """Whose money words say they speak of; "" where they do not say."""
    scopes = ((s["name"], re.search(s["words"], text)) for s in vocabulary()["scope"])
    return next((str(name) for name, found in scopes if found), "")


_SCOPES = {
    "all": "全部收支",
    "appropriation": "财政拨款",
    "general": "一般公共预算",
    "fund": "政府性基金",
    "capital": "国有资本经营预算",
    "three_public": "“三公”经费",
}
_ROLES = {Role.LEVEL: "本年数", Role.BUDGET: "预算数", Role.PREVIOUS: "上年数"}


def _of_source(own: str, whole: str) -> bool:
    """Whether a part is named by nothing but where the money of a narrower whole comes from:
    政府采购预算605.00万元，其中：一般公共预算545.00万元."""
    if not pattern("wording", "by_source").search(own):
        return False
    above = [w for w in map(plain, whole.split("/")) if w]
    return any(not pattern("wording", "grand").search(w) for w in above)


def _basic(whole: str, section: Sequence[str]) -> bool:
    """Whether the headings speak of basic expenditure and not of the three public expenses."""
    above = (*section, whole)
    return any("基本支出" in plain(t) for t in section) and not any("三公" in t for t in above)


def _sided(own: str, whole: str, section: Sequence[str]) -> str:
    """一般公共预算财政拨款 as a part of 财政拨款收入, or under a heading on income, is income."""
    if re.search("收入|支出|经费|费$", own):
        return own
    for above in (*map(plain, whole.split("/")), *map(plain, reversed(section))):
        sides = {side for side in ("收入", "支出") if side in above}
        if len(sides) == 1:
            return own + sides.pop()
    return own


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

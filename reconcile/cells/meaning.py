"""What the words of a statement measure: a concept or an item of the accounts, and of whose money.

By its own words first, then by those of the whole it is a part of and of the headings above it;
vocabulary.toml names the concepts and the words for each scope.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from extract.claims.ties import Tie
from extract.disclosure import Disclosure, Statement
from extract.lazy import lazy
from reconcile.items import NONE, Item, Level, item_of
from reconcile.plain import label, plain
from reconcile.tables.library import Address, Library
from reconcile.tables.vocabulary import pattern, vocabulary

#: Wholes whose parts are items by their economic nature: 公用经费 holds a 公务接待费 of its own.
_ECONOMIC = re.compile("人员经费|公用经费|工资福利|商品和服务|对个人和家庭")
#: The nature of spending, and at most whose money besides.
_NATURE = re.compile(
    "(?:一般公共预算|财政拨款|财政|政府性基金预算|国有资本经营预算)*(?:基本|项目)支出"
)


@dataclass(frozen=True, slots=True)
class Concept:
    name: str
    scope: str
    subject: re.Pattern[str]
    anywhere: re.Pattern[str] | None
    cells: tuple[Address, ...]
    also: tuple[Address, ...]

    def is_anywhere(self, words: str) -> bool:
        """Whether words mean it under whatever heading."""
        return self.anywhere is not None and self.anywhere.search(words) is not None


@cache
def concepts() -> tuple[Concept, ...]:
    return tuple(
        Concept(
            entry["name"],
            entry["scope"],
            re.compile(entry["subject"]),
            re.compile(entry["anywhere"]) if "anywhere" in entry else None,
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


class Meaning:
    """What the statements of one disclosure measure, with its tables for the names of items."""

    def __init__(self, disclosure: Disclosure, library: Library) -> None:
        self.disclosure = disclosure
        self.library = library
        # the same words are asked for by many rules
        self._said: dict[tuple[str, tuple[str, ...], str, str], Quantified] = {}
        self._known: dict[int, tuple[Statement, Quantified]] = {}

    def quantified(self, statement: Statement) -> Quantified:
        """What a statement measures, from its subject, its item, the whole it is a part of, and
        the headings above it."""
        known = self._known.get(statement.id)
        if known is None or known[0] is not statement:
            known = self._known[statement.id] = statement, self._of(statement)
        return known[1]

    def _of(self, statement: Statement) -> Quantified:
        whole = self._whole_of(statement)
        said = self.words(statement.subject, statement.section, statement.item, whole)
        body = self._body_of(statement.section) or self._body_of(("", *reversed(whole.split("/"))))
        if body:
            return replace(said, body=body, scoped=Tie.GUESSED)
        if said.item and self._is_of_what_was_left(statement):
            return replace(said, item=NONE, scoped=Tie.GUESSED)
        if said.item and self._is_of_bodies(statement):
            return replace(said, item=NONE, scoped=Tie.GUESSED)
        if said.item and said.item.rank < 0 and self._is_by_nature(statement):
            return replace(said, item=NONE, scoped=Tie.GUESSED)
        if said.concept and self._is_some_of(statement, said):
            return replace(said, concept="", scoped=Tie.GUESSED)
        divided = statement.id in self._divided
        if said.concept and said.scoped is Tie.GUESSED and "收入" in whole.partition("/")[0]:
            divided = divided or statement.part_of in self._divided  # 事业收入 beside 财政拨款收入
        all_of_it = divided and said.scope == "all"
        return replace(said, scoped=Tie.INHERITED) if all_of_it else said

    def _is_of_bodies(self, statement: Statement) -> bool:
        """Whether a name is that of a body, and not of the item that is called the same, in a
        sentence that tells body after body: 分单位看，局本级A万元、图书馆B万元、博物馆C万元."""
        if pattern("wording", "body_like").search(plain(statement.subject)) is None:
            return False
        sentences = (self.disclosure.sentences[n].text for n in self._told_in[statement.id])
        return any(pattern("wording", "by_body").search(plain(text)) for text in sentences)

    @lazy
    def _told_in(self) -> dict[int, set[int]]:
        """The sentences that tell figures of each statement."""
        found: dict[int, set[int]] = defaultdict(set)
        for claim in self.disclosure.claims:
            found[claim.statement].add(claim.sentence)
        return found

    def _is_by_nature(self, statement: Statement) -> bool:
        """Whether a statement is one of a list of expenditure by its nature (基本支出, 项目支出,
        其他支出): the rest there is no class (类) of that name."""
        beside = (s.subject for s in self._lists.get((statement.group, statement.part_of), ()))
        return any(pattern("wording", "by_nature").search(subject) for subject in beside)

    @lazy
    def _lists(self) -> dict[tuple[int | None, int | None], list[Statement]]:
        """The statements of each list."""
        found: dict[tuple[int | None, int | None], list[Statement]] = defaultdict(list)
        for statement in self.disclosure.statements:
            if statement.group is not None:
                found[statement.group, statement.part_of].append(statement)
        return found

    def _is_some_of(self, statement: Statement, said: Quantified) -> bool:
        """Whether a part goes by the name of its whole: 项目支出A万元，其中超过B万元的项目4个，合计
        C万元. It is some of that."""
        if statement.part_of is None or statement.id not in self._told:
            return False
        whole = self.disclosure.statements[statement.part_of]
        if pattern("wording", "both_sides").search(whole.subject):
            return False
        named = self.words(whole.subject, whole.section, whole.item)
        return (named.concept, named.scope) == (said.concept, said.scope)

    def _is_of_what_was_left(self, statement: Statement) -> bool:
        """Whether a part is known to be of money that was left: 财政拨款结转A（执法办案B、…C）; or
        the item on that money names it."""
        carried = pattern("wording", "carried")
        if statement.part_of is None:
            other = not carried.search(plain(statement.subject)) and statement.subject
            return bool(other and carried.search(statement.item))
        if statement.attached is not Tie.SAID:
            return False
        whole = self.disclosure.statements[statement.part_of].subject
        return carried.search(whole) is not None

    def is_source(self, statement: Statement) -> bool:
        """Whether a part is named by nothing but where the money of a narrower whole comes from:
        政府采购预算605.00万元，其中：一般公共预算545.00万元."""
        return _of_source(plain(statement.subject), self._whole_of(statement))

    @lazy
    def _told(self) -> frozenset[int]:
        """The statements that have figures; 甲中， names one without."""
        return frozenset(claim.statement for claim in self.disclosure.claims)

    @lazy
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
            if statement.side:
                said.append(statement.side)
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
        own = _both_sides(pattern("wording", "of_this_year").sub("", self._own(plain(subject))))
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
            if _of_narrower(own, whole) or pattern("wording", "not_all").search(own):
                return Quantified(concept.scope, "", NONE, Tie.GUESSED)
            if _is_qualified(concept, own) or _is_office(concept, whole):
                return Quantified(concept.scope, concept.name, NONE, Tie.GUESSED)
            return Quantified(concept.scope, concept.name, NONE, Tie.SAID if anywhere else scoped)
        if own.removesuffix("支出") in self._items:
            return Quantified(scope, "", Item((Level(-1, subject),)), scoped)
        return Quantified(scope, "", NONE, scoped)

    def _own(self, subject: str) -> str:
        """A subject without the name of the body whose report it is: 某市某局安排公务接待费."""
        unit = plain(self.disclosure.unit)
        if not unit or not subject.startswith(unit) or len(subject) < len(unit) + 2:
            return subject
        return subject.removeprefix(unit).removeprefix("安排")

    def _named(
        self, scope: str, own: str, whole: str, section: Sequence[str]
    ) -> tuple[Concept, bool] | None:
        """The concept that words name, and whether they mean it under whatever heading; not as a
        part of what is of other money (财政拨款支出总计由本年支出A、年末结转B构成)."""
        scopes = scope, self._wider(scope, own)
        within = next((found for w in whole.split("/") if (found := _scope_of(plain(w)))), "")
        for words in dict.fromkeys((_sided(own, whole, section), own)):
            for concept in concepts():
                if within in ("", concept.scope) and concept.is_anywhere(words):
                    return concept, True
                if concept.scope in scopes and concept.subject.search(words):
                    return concept, False
        return None

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
        return "all", Tie.INHERITED if told or re.search("本年|总计|收支总", own) else Tie.GUESSED

    def _wider(self, scope: str, own: str) -> str:
        """收入合计 under a heading of 财政拨款 still is what it says where no narrower concept
        fits: 人员经费 and 公用经费 stand in the tables of 一般公共预算 only."""
        return "general" if re.search("人员经费|公用经费|机关运行经费", own) else scope

    @lazy
    def _items(self) -> frozenset[str]:
        """The labels of rows with a subject code, as they stand."""
        return frozenset(
            label(row.label).removesuffix("支出")
            for sheet in self.library.sheets
            if sheet.kind in ("general", "expenditure", "income", "basic", "fund", "capital")
            for row in sheet.table.rows
            if row.code
        )


def _both_sides(own: str) -> str:
    """The one name of what is told by the names of both sides: 收入总计和支出总计 is 收支总计."""
    sides = pattern("wording", "two_sides").search(own)
    if sides is None:
        return own
    return f"{sides['of']}收支{sides['what'] or ('总计' if sides['total'] else '')}"


@lru_cache(maxsize=1 << 12)
def _scope_of(text: str) -> str:
    """Whose money words say they speak of; "" where they do not say."""
    scopes = ((s["name"], re.search(s["words"], text)) for s in vocabulary()["scope"])
    return next((str(name) for name, found in scopes if found), "")


def _of_source(own: str, whole: str) -> bool:
    """Whether a part is named by nothing but where the money of a narrower whole comes from:
    政府采购预算605.00万元，其中：一般公共预算545.00万元."""
    spent = re.search("(?:支出|经费)$", plain(whole.partition("/")[0]))
    if spent and pattern("wording", "income_of").fullmatch(own):
        return True  # 项目支出中，财政拨款A万元，事业收入B万元
    return bool(pattern("wording", "by_source").search(own)) and _is_narrow(whole)


def _is_qualified(concept: Concept, own: str) -> bool:
    """Whether a name says more before that of its concept than whose money, and of when."""
    anywhere = concept.anywhere.search(own) if concept.anywhere is not None else None
    match = anywhere or concept.subject.search(own)
    before = own[: match.start()] if match else ""
    return bool(before) and not pattern("wording", "grand").search(before)


def _of_narrower(own: str, whole: str) -> bool:
    """Whether a part is named by nothing but the nature of the spending, of a whole that is not all
    of it: 7个项级科目合计A万元，其中基本支出B万元."""
    if re.fullmatch("(?:人员|公用)经费", own):
        whole = whole.replace("基本支出", "支出")
        return _is_narrow(whole)
    return _NATURE.fullmatch(own) is not None and _is_narrow(whole)


def _is_office(concept: Concept, whole: str) -> bool:
    """Whether one of the three public expenses is told as a part of what the offices cost to run:
    there it is that of the offices, and not that of all bodies."""
    return concept.scope == "three_public" and "机关运行" in whole


def _is_narrow(whole: str) -> bool:
    """Whether one of the wholes that something is a part of is not all money of its kind."""
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

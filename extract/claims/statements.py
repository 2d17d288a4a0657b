"""From mentions to claims: whose figure it is, where the clause leaves that to the context.

Walks the narrative paragraph by paragraph. Within one, the first statement is its topic and the
last one named is current; 其中 opens a list of parts of the current statement, 甲中， names the
whole by its words; list items and headings lend their words to figures without a subject.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from extract.claims.language import pipeline
from extract.claims.lists import UNMARKED, OpenLists
from extract.claims.mention import Mark, Mention, Order
from extract.claims.passages import (
    NAMED_ITEM,
    Offsets,
    given_respectively,
    lead_of,
    part_of_report,
    subject_key,
)
from extract.claims.runs import runs_of
from extract.claims.terms import terms
from extract.claims.ties import Tie, weakest
from extract.disclosure import Claim, Comparison, Role, Sentence, Statement
from extract.figures.in_text import compact
from extract.ordinals import marker_level

#: What a bare word says came in and went out.
_BOTH = frozenset({"收入", "支出"})
_CHANGES = frozenset({Role.CHANGE_AMOUNT, Role.CHANGE_RATE})
_PLAIN = frozenset({Role.LEVEL, Role.BUDGET, Role.PREVIOUS, Role.COUNT, Role.OTHER, Role.AVERAGE})
#: How brackets begin that hold no part of the figure before them: 不含, 另有, 除外.
_EXCEPT = frozenset("不另除")
#: What headings have around the thing they are about; nothing is left of 支出决算情况说明.
_SPECIFIC = re.compile(
    r"\d{4}年度?|年度|本?(部门|单位)|(本年)?支出|决算|预算|编制|公开|情况|具体|结构|说明|的"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the narrative states."""

    claims: tuple[Claim, ...]
    statements: tuple[Statement, ...]
    comparisons: tuple[Comparison, ...]


def read_claims(sentences: Sequence[Sentence], *, year: int, kind: str, unit: str = "") -> Reading:
    """The claims of the narrative's body; `year` and `kind` are the report's.

    Tables of contents, glossaries, headings and the notes beside tables state nothing.
    """
    reader = _Reader(year, kind, unit)
    for _, group in groupby(sentences, key=lambda s: s.paragraph):
        paragraph = list(group)
        if paragraph[0].kind == "heading":
            reader.heading(paragraph[0])
        elif paragraph[0].kind == "body":
            reader.paragraph(paragraph)
    return Reading(tuple(reader.claims), tuple(reader.statements), tuple(reader.comparisons))


@dataclass(slots=True)
class _Reader:
    """The state of reading; see the module's first lines."""

    year: int
    kind: str
    unit: str
    claims: list[Claim] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    comparisons: list[Comparison] = field(default_factory=list)
    lists: OpenLists = field(default_factory=OpenLists)
    item: str = ""
    # of the paragraph at hand
    _here: list[int] = field(default_factory=list)
    _first_claim: int = 0
    _topic: int | None = None
    _current: int | None = None
    _fan: list[int] = field(default_factory=list)
    _recent: list[int] = field(default_factory=list)
    _outside: list[int | None] = field(default_factory=list)
    _cause: bool = False
    _depth: int = 0
    _level: int = UNMARKED
    _under: int = UNMARKED
    _fresh: bool = False
    _read_to: int = 0
    _scope: str = ""
    _above: int | None = None
    _year: int = 0
    _two_ways: bool = False
    _scopes: dict[int, str] = field(default_factory=dict)
    _section: tuple[str, ...] = ()

    def heading(self, sentence: Sentence) -> None:
        """A heading may be the item of an open list; it ends the lists of deeper items."""
        level = marker_level(sentence.text)
        self.item, self._fresh, self._above = "", True, None
        self._under = UNMARKED if level is None else level
        if level is None:
            self.lists.close_all()
        else:
            self.lists.ordinal(level)

    def paragraph(self, sentences: Sequence[Sentence]) -> None:
        """Read one paragraph's sentences."""
        text, offsets = compact("".join(s.text for s in sentences))
        self._begin(text, sentences[0].section)
        year, kind = part_of_report(sentences[0].section, self.year, self.kind)
        self._year = year
        doc = pipeline().make_doc(text)
        doc.user_data.update(year=year, kind=kind)
        for _, component in pipeline().pipeline:
            doc = component(doc)
        where = Offsets(sentences, offsets)
        events: tuple[Mention | Order | Mark, ...] = doc._.mentions
        said = {m.own or m.bare for m in events if isinstance(m, Mention)}
        self._two_ways = bool(self.item) and said >= _BOTH
        for run in runs_of(events, text):
            if isinstance(run[0], Mention):
                self._mentions([m for m in run if isinstance(m, Mention)], text, where)
            elif isinstance(run[0], Order):
                self._order(run[0], where)
            else:
                self._mark(run[0])
        self._end(text)

    def _begin(self, text: str, section: tuple[str, ...]) -> None:
        level = marker_level(text)
        self._level = UNMARKED
        if level is not None:
            self.lists.ordinal(level)
            self.item, self._level = lead_of(text), level
        elif NAMED_ITEM.match(text):
            self.item = lead_of(text)
        elif self._fresh:
            self._level = self._under
        else:
            self.lists.no_ordinal()
        if level is None and self.item and not self.lists and section != self._section:
            self.item = ""
        self._section, self._fresh = section, False
        self._here, self._topic, self._current, self._fan = [], None, None, []
        self._first_claim = len(self.claims)
        self._outside, self._recent, self._read_to = [], [], 0
        self._cause, self._depth, self._scope = False, 0, ""

    def _end(self, text: str) -> None:
        announced = bool(re.search(r"[：:]$|如下[。：:]?$", text))
        whole = self._paragraphs_whole()
        if self.lists.end_paragraph(announced) and whole is not None:
            reasons = "原因" in text[-12:]
            self.lists.open(whole, depth=self._depth, pending=True, announced=True, reasons=reasons)
        if self._here and self.item:
            self._above = self._topic
        elif self._here and self.statements[self._here[0]].part_of != self._above:
            told = self._told_last()
            self._above = told if told is not None else self._topic
        elif self._here and self._above is None:
            self._above = self._told_last()

    def _mark(self, mark: Mention | Order | Mark) -> None:
        """A turn of the sentence: each kind has its own method."""
        assert isinstance(mark, Mark)
        getattr(self, f"_on_{mark.kind}")(mark)

    def _on_parts(self, mark: Mark) -> None:
        parent = self._current if self._current is not None else self._last_whole()
        inner = self.lists.inner
        if parent is not None and not (inner and inner.parent == parent):
            colon = mark.text in ("：", ":")
            tie = Tie.INHERITED if self._current is not None else self._sole_whole()
            self.lists.open(parent, depth=self._depth, colon=colon, announced=True, tie=tie)

    def _on_reasons(self, mark: Mark) -> None:
        parent = self._current if self._current is not None else self._last_whole()
        if parent is not None:
            self.lists.open(parent, depth=self._depth, colon=True, announced=True, reasons=True)

    def _on_open(self, mark: Mark) -> None:
        self._depth += 1
        self._outside.append(self._current)
        apart = mark.text in _EXCEPT or mark.start != self._read_to
        if self._current is not None and not apart:  # 甲A万元（乙B万元，丙C万元）
            self.lists.open(self._current, depth=self._depth, announced=True)

    def _on_close(self, mark: Mark) -> None:
        self.lists.close_bracket(self._depth)
        self._depth = max(0, self._depth - 1)
        self._current = self._outside.pop() if self._outside else self._current

    def _on_cause(self, mark: Mark) -> None:
        self._cause = True

    def _on_semicolon(self, mark: Mark) -> None:
        self.lists.semicolon()
        inner = self.lists.inner
        self._current = inner.parent if inner and not self._cause else self._current
        self._cause = self._cause and bool(re.match("[一二三四五六七八九十]是", mark.text))

    def _on_stop(self, mark: Mark) -> None:
        self.lists.close_inner()
        self._scope = ""
        self._current, self._cause, self._depth, self._fan = None, False, 0, []
        self._outside, self._recent = [], []

    def _last_whole(self) -> int | None:
        """What a new sentence's 其中 is of: the last statement with a figure of its own that is
        no part and no reason, else the paragraph's first; of a new paragraph's, that of the one
        before it."""
        whole = self._paragraphs_whole()
        if whole != self._topic:
            return whole
        if self.item and self._topic is not None:
            return self._topic
        return self._told_last() or self._topic

    def _sole_whole(self) -> Tie:
        """How surely a new sentence's 其中 is of the whole it is taken to be of: there is a second
        candidate where the paragraph has told figures of several things."""
        several = len(set(self._told())) > 1
        return Tie.GUESSED if several and not self.item else Tie.INHERITED

    def _paragraphs_whole(self) -> int | None:
        """What a paragraph is about: its first statement; where all are parts of one thing (…；
        …。具体如下：), that; without any, that of the paragraph before."""
        parents = {self.statements[n].part_of for n in self._here}
        if len(self._here) > 1 and len(parents) == 1 and None not in parents and not self.item:
            return next(iter(parents))
        return self._topic if self._here else self._above

    def _told_last(self) -> int | None:
        return next(reversed(self._told()), None)

    def _told(self) -> list[int]:
        """The statements of this paragraph that stand apart, once for each of their figures."""
        return [
            c.statement
            for c in self.claims[self._first_claim :]
            if c.role in _PLAIN and c.statement in self._here and self._stands_apart(c.statement)
        ]

    def _on_within(self, mark: Mark) -> None:
        """甲中，: what follows is a part of 甲, which may stand in this paragraph or elsewhere."""
        words = self._clean(mark.text)
        self.lists.close_inner()
        self._scope = ""
        if not words or len(words) > 40:
            return
        whole = self._find(words)
        if whole is None:
            whole = self._new(words)
        if self._topic is None:
            self._topic = whole
        self._scope = words
        self.lists.open(whole, depth=self._depth)

    def _mentions(self, run: list[Mention], text: str, where: Offsets) -> None:
        subjects = given_respectively(run)
        fan = [] if subjects else self._fanned(run)
        if subjects:
            self._fan = []
        for index, mention in enumerate(run):
            if subjects:
                mention = replace(mention, own=subjects[index])
            if fan:
                statement, tie = fan[index], Tie.INHERITED
            else:
                statement, tie = self._statement(mention)
            if subjects:
                self._fan.append(statement)
            if mention.role in _PLAIN and statement not in self._recent:
                self._recent.append(statement)
            self._claim(mention, statement, tie, where)
        self._read_to = run[-1].end

    def _fanned(self, run: list[Mention]) -> list[int]:
        """The statements that figures side by side belong to in turn: those of 甲、乙分别为A、B万元
        before it, or of 甲A万元、乙B万元 (分别占P%、Q%); none for a figure that stands alone."""
        if len(run) < 2:
            return []
        if len(self._fan) == len(run):
            return self._fan
        named = [n for n in self._recent if self.statements[n].group is not None] or self._recent
        apart = not run[0].own and run[0].role not in _PLAIN
        return named[-len(run) :] if apart and len(named) >= len(run) else []

    def _statement(self, mention: Mention) -> tuple[int, Tie]:
        """The statement a figure belongs to, and how surely; a new one where its clause names a
        new subject."""
        bare = mention.bare if self._two_ways else ""
        own = self._clean(mention.own or bare) or self._contrasted(mention.bare)
        compared = mention.role in _CHANGES and mention.ties.base is Tie.SAID
        if compared and self._current is not None and terms().goes_on.fullmatch(own):
            own = ""  # A万元，费用支出较年初预算减少B万元
        inner = self.lists.begun
        if mention.total and not own and inner:  # …，合计C万元: the whole once more
            self.lists.close(inner)
            self._current = inner.parent
            return inner.parent, Tie.INHERITED
        if own:
            known = self._find(own)
            statement = known if known is not None and not self._cause else self._new(own)
            tie = Tie.SAID
        elif self._cause and self._current is None:
            statement, tie = self._new(""), Tie.GUESSED
        elif self._current is not None:
            statement, tie = self._current, Tie.INHERITED
        elif self._topic is not None:
            statement, tie = self._topic, self._topical()
        else:
            statement, tie = self._new(""), Tie.SAID
        plain = mention.role in _PLAIN
        if (plain or own) and not mention.out_of:
            self._current = statement
        if self._topic is None and not self._cause:
            self._topic = statement
        return statement, tie

    def _topical(self) -> Tie:
        """How surely a new sentence without a subject goes on about the paragraph's first one:
        there is a second candidate where the paragraph has named others, parts aside."""
        others = [n for n in self._here if n != self._topic and self._stands_apart(n)]
        return Tie.GUESSED if others else Tie.INHERITED

    def _stands_apart(self, number: int) -> bool:
        said = self.statements[number]
        return said.part_of is None and not said.cause

    def _contrasted(self, bare: str) -> str:
        """收入5万元，支出4万元: after what came in, a bare 支出 is a subject of its own."""
        if bare != "支出" or self._current is None:
            return ""
        before = self.statements[self._current].subject
        came_in = before.endswith("收入") or "结转" in before or "结余" in before
        return bare if came_in else ""

    def _clean(self, own: str) -> str:
        own = own.removeprefix(self.unit) if self.unit else own
        if own in _BOTH and (self.item or self._headed()):
            return f"{self.item}{own}" if self._two_ways else ""
        return re.sub(r"^(本部门|本单位|我(局|委|单位|中心|部门|区|市|县))", "", own) or own

    def _headed(self) -> bool:
        """Whether the heading names what a bare 支出 under it is spent on (公务接待费)."""
        heading = self._section[-1] if self._section else ""
        if re.search("收入|收支|总体|预算安排", heading):
            return False
        return bool(_SPECIFIC.sub("", heading))

    def _find(self, own: str) -> int | None:
        """The statement of this paragraph that goes by these words; within a list, one of its
        parts or what is not a part of anything else."""
        key = subject_key(own)
        inner = self.lists.inner
        whole = inner.parent if inner else None
        for number in reversed(self._here):
            said = self.statements[number]
            same = subject_key(said.subject) == key
            elsewhere = said.part_of is not None and whole is not None and said.part_of != whole
            if same and not elsewhere and self._scopes.get(number, "") == self._scope:
                return number
        return None

    def _new(self, own: str) -> int:
        number = len(self.statements)
        first = not self._here
        group = None if self._cause else self.lists.joined(self._level, first=first)
        if group:
            group.members += 1
        subject, named = self._subject(own)
        self.statements.append(
            Statement(
                number,
                subject,
                self._section,
                self.item,
                group.parent if group else None,
                group.number if group else None,
                self._cause,
                named,
                bool(group and group.announced),
                bool(group and group.reasons),
                group.tie if group else Tie.SAID,
            )
        )
        self._here.append(number)
        if self._scope:
            self._scopes[number] = self._scope
        return number

    def _subject(self, own: str) -> tuple[str, Tie]:
        """A statement's subject and how surely it is known: by a clause's words, else by the item
        the paragraph is of, else by the heading above it."""
        if own:
            return own, Tie.SAID
        if self.item:
            return self.item, Tie.INHERITED
        heading = self._section[-1] if self._section else ""
        return heading, Tie.INHERITED if heading and self._headed() else Tie.GUESSED

    def _claim(self, mention: Mention, statement: int, tie: Tie, where: Offsets) -> None:
        sentence, start, end = where.span(mention.start, mention.end)
        self._reparent(statement, mention)
        said = self.statements[statement]
        role = mention.role
        if role is Role.LEVEL and not mention.explicit and said.part_of is not None:
            role = self._whole_role(said.part_of) or role
        year = mention.year if role in (Role.PREVIOUS, Role.COUNT) else None
        period = mention.period or str(year or self._year - (role is Role.PREVIOUS))
        self.claims.append(
            Claim(
                id=f"c{len(self.claims) + 1}",
                sentence=sentence,
                start=start,
                end=end,
                quantity=mention.quantity,
                role=role,
                subject=said.subject,
                period=period,
                statement=statement,
                direction=mention.direction,
                base=mention.base,
                whole=mention.whole,
                torn=mention.torn,
                template=mention.template,
                stage=mention.stage,
                total=mention.total,
                ties=replace(mention.ties, subject=weakest((mention.ties.subject, tie))),
            )
        )

    def _reparent(self, number: int, mention: Mention) -> None:
        """项目39个，金额A万元（其中：优的项目39个): a count is a part of the count before it."""
        said = self.statements[number]
        if said.part_of is None or mention.quantity.kind != "count":
            return
        unit = mention.quantity.unit
        units = {c.quantity.unit for c in self.claims if c.statement == said.part_of}
        if not units or unit in units:
            return
        for claim in reversed(self.claims):
            if claim.statement not in self._here or claim.statement > said.part_of:
                continue
            if claim.quantity.unit == unit and claim.role is Role.COUNT:
                self.statements[number] = replace(said, part_of=claim.statement)
                return

    def _whole_role(self, parent: int) -> Role | None:
        """A part without a word of its own is what its whole is: a budget's part is budget. Where
        the whole is given as budget and as spent, parts are parts of what was spent."""
        roles = [c.role for c in self.claims if c.statement == parent]
        known = [r for r in roles if r in (Role.LEVEL, Role.BUDGET, Role.PREVIOUS)]
        return Role.LEVEL if Role.LEVEL in known else next(iter(known), None)

    def _order(self, order: Order, where: Offsets) -> None:
        sentence, start, end = where.span(order.start, order.end)
        own = self._clean(order.own)
        known, tie = self._find(own) if own else None, Tie.SAID
        if known is None and own:
            known = self._new(own) if order.relation == "=" else None
            self._topic = known if self._topic is None else self._topic
        if known is None and self._current is not None:
            known, tie = self._current, Tie.INHERITED
        if known is None and self._topic is not None:
            known, tie = self._topic, self._topical()
        if known is None:
            return
        self.comparisons.append(
            Comparison(
                sentence, start, end, known, order.relation, order.left, order.right,
                order.base, order.loose, tie,
            )
        )  # fmt: skip

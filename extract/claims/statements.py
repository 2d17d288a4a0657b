"""From mentions to claims: whose figure it is, where the clause leaves that to the context.

Walks the narrative paragraph by paragraph. Within one, the first statement is its topic and the
last one named is current; 其中 opens a list of parts of the current statement, 甲中， names the
whole by its words; list items and headings lend their words to figures without a subject.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from extract.claims.adjusted import adjusted_spans
from extract.claims.continued import (
    is_executed,
    is_first_part,
    is_in_passing,
    is_of_any,
    is_the_years,
    is_worth,
    names_the_last,
    of_longer_name,
    told_of_the_reason,
)
from extract.claims.items import Items
from extract.claims.language import tokenizer
from extract.claims.lists import OpenList, OpenLists
from extract.claims.mention import Mark, Mention, Order
from extract.claims.mentions import find_mentions
from extract.claims.naming import BOTH, Naming
from extract.claims.of_counts import whole_of_count
from extract.claims.of_wholes import current_of, role_of_part, year_of
from extract.claims.paragraph import PLAIN, Paragraph
from extract.claims.passages import (
    Offsets,
    divided_by_items,
    given_respectively,
    part_of_report,
    subject_key,
)
from extract.claims.runs import runs_of
from extract.claims.summing import Summed, ended_by, summed
from extract.claims.terms import terms
from extract.claims.ties import Tie, weakest
from extract.claims.years import divided_by_years
from extract.disclosure import Claim, Comparison, Role, Sentence, Statement
from extract.figures.in_text import Figure, compact, find_figures


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the narrative states; `figures` are the numbers of each paragraph that was read
    as one, in its compact text, those that state nothing among them."""

    claims: tuple[Claim, ...]
    statements: tuple[Statement, ...]
    comparisons: tuple[Comparison, ...]
    figures: Mapping[int, tuple[Figure, ...]]


def read_claims(sentences: Sequence[Sentence], *, year: int, kind: str, unit: str = "") -> Reading:
    """The claims of the narrative's body; `year` and `kind` are the report's.

    Tables of contents, glossaries, headings and the notes beside tables state nothing.
    """
    reader = _Reader(year, kind, unit)
    figures: dict[int, tuple[Figure, ...]] = {}
    for _, group in groupby(sentences, key=lambda s: s.paragraph):
        paragraph = list(group)
        if paragraph[0].kind == "heading":
            reader.items.heading(paragraph[0].text)
        elif paragraph[0].kind == "body":
            items = divided_by_items(paragraph)
            parts = [part for item in items for part in divided_by_years(item, year)]
            found = [reader.paragraph(part.sentences, part.earlier) for part in parts]
            if len(found) == 1:
                figures[paragraph[0].paragraph] = found[0]
    return Reading(
        tuple(reader.claims), tuple(reader.statements), tuple(reader.comparisons), figures
    )


@dataclass(slots=True)
class _Reader:
    """What was read so far, and the paragraph `at` hand; see the module's first lines."""

    year: int
    kind: str
    unit: str
    claims: list[Claim] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    comparisons: list[Comparison] = field(default_factory=list)
    items: Items = field(default_factory=lambda: Items(OpenLists()))
    at: Paragraph = field(init=False)
    naming: Naming = field(init=False)

    def paragraph(
        self, sentences: Sequence[Sentence], earlier: int | None = None
    ) -> tuple[Figure, ...]:
        """Read one paragraph's sentences, or those of an item in it, which tell of an `earlier`
        year or of the report's; its figures."""
        text, offsets = compact("".join(s.text for s in sentences))
        counted = sentences[0].counted
        level = self.items.begin(text, sentences[0].section, counted)
        year, kind = part_of_report(sentences[0].section, self.year, self.kind)
        year, kind = (earlier, "final") if earlier else (year, kind)
        figures = find_figures(text, counted)
        doc = tokenizer()(text, figures)
        doc.user_data.update(year=year, kind=kind, adjusted=adjusted_spans(text))
        where = Offsets(sentences, offsets)
        events = find_mentions(doc)
        said = {m.own or m.bare for m in events if isinstance(m, Mention)}
        self.at = Paragraph(
            self.items,
            level,
            year,
            self.statements,
            self.claims,
            first_claim=len(self.claims),
            text=text,
            two_ways=said >= BOTH,
            earlier=earlier is not None,
        )
        self.naming = Naming(self.items, self.at, self.statements, self.unit)
        for run in runs_of(events, text):
            if isinstance(run[0], Mention):
                self._mentions([m for m in run if isinstance(m, Mention)], text, where)
            elif isinstance(run[0], Order):
                self._order(run[0], where)
            elif run[0].kind == "within":
                self._within(run[0])
            else:
                self.at.turn(run[0])
        self.at.end(text)
        return figures

    def _within(self, mark: Mark) -> None:
        """甲中，: what follows is a part of 甲, which may stand in this paragraph or elsewhere."""
        words = self.naming.clean(mark.text)
        self.items.lists.close_inner()
        self.at.scope = ""
        if not words or len(words) > 40:
            return
        whole = self.at.whole_named(words)
        if whole is None:
            whole = self._new(words)
        if self.at.topic is None:
            self.at.topic = whole
        self.at.scope = words
        self.items.lists.open(whole, depth=self.at.depth)

    def _mentions(self, run: list[Mention], text: str, where: Offsets) -> None:
        subjects = given_respectively(run)
        fan = [] if subjects else self._fanned(run)
        if subjects:
            self.at.fan = []
        for index, mention in enumerate(run):
            if subjects:
                mention = replace(mention, own=subjects[index])
            if fan:
                statement, tie = fan[index], Tie.INHERITED
            else:
                statement, tie = self._statement(mention)
            if subjects:
                self.at.fan.append(statement)
            elif not fan and len(run) > 1 and mention.role not in PLAIN:
                tie = Tie.GUESSED  # 分别增长P%、Q%, and nothing says of what
            if (mention.role in PLAIN or mention.own) and statement not in self.at.recent:
                self.at.recent.append(statement)
            self._claim(mention, statement, tie, where)
        self.at.read_to, self.at.before, self.at.next_item = run[-1].end, None, False

    def _fanned(self, run: list[Mention]) -> list[int]:
        """The statements that figures side by side belong to in turn: those of 甲、乙分别为A、B万元
        before it, or of 甲A万元、乙B万元 (分别占P%、Q%); none for a figure that stands alone."""
        if len(run) < 2:
            return []
        if len(self.at.fan) == len(run):
            return self.at.fan
        enclosed = self._enclosed()
        recent = [n for n in self.at.recent if n not in enclosed]
        named = [n for n in recent if self.statements[n].group is not None] or recent
        apart = not run[0].own and run[0].role not in PLAIN
        return named[-len(run) :] if apart and len(named) >= len(run) else []

    def _enclosed(self) -> set[int]:
        """The statements all of whose figures stand in brackets that have closed: 货物A（其中设备
        B），服务C，分别占P%和Q%."""
        here = range(self.at.first_claim, len(self.claims))
        outside = {self.claims[n].statement for n in here if n not in self.at.enclosed}
        return {self.claims[n].statement for n in here if n in self.at.enclosed} - outside

    def _statement(self, mention: Mention) -> tuple[int, Tie]:
        """The statement a figure belongs to, and how surely; a new one where its clause names a
        new subject."""
        if mention.restated:
            return self.claims[-1].statement, Tie.INHERITED
        own = self.naming.own(mention)
        if is_worth(self.at, mention, own) or is_executed(self.at, mention, own):
            own = ""
        told = summed(self.at, mention, own)
        if told is not None:
            return self._of_total(told)
        over = ended_by(self.at, mention, own)
        if over is not None:
            self.items.lists.close(over)
        statement, tie = self._of_name(mention, own) if own else self._unnamed(mention)
        plain = mention.role in PLAIN
        if own and terms().event.match(self.at.text, mention.end):
            return statement, tie
        passing = mention.out_of or is_in_passing(self.at, mention, own)
        if (plain or own) and not passing:
            self.at.current, self.at.how = statement, tie
        if self.at.topic is None and not self.at.cause:
            self.at.topic = statement
        return statement, tie

    def _of_total(self, told: Summed) -> tuple[int, Tie]:
        """The statement of a total, with which the list that it sums up is over."""
        if told.over is not None:
            self.items.lists.close(told.over)
        number = self._new(told.name) if told.again is None else told.again
        if not told.passing:
            self.at.current = number
            self.at.how = self.at.how if told.again is not None else told.tie
        return number, told.tie

    def _of_name(self, mention: Mention, own: str) -> tuple[int, Tie]:
        own = self._within_told(own)
        if names_the_last(self.at, mention):
            return self._named(own), Tie.SAID
        known = self.at.find(own)
        longer = of_longer_name(self.at, own) if known is None and mention.role.is_change else None
        if longer is not None:
            return longer, Tie.INHERITED
        inner = self.items.lists.inner
        if inner is not None and known == inner.parent and mention.role is Role.COUNT:
            return self._new(own), Tie.SAID  # 项目支出A万元，其中超过B万元的项目4个
        if known is not None and inner is not None and is_first_part(self.at, known, inner):
            return self._new(own), Tie.SAID  # 财政拨款支出A；教育支出B，其中财政拨款支出C
        if known is not None and not self.at.cause:
            return known, Tie.SAID
        return self._new(own, beside=mention.out_of), Tie.SAID

    def _within_told(self, own: str) -> str:
        """A name without the whole that it names before it, of which a list opens: 专任教师A人；
        专任教师中教授B人、副教授C人."""
        before, within, name = own.partition("中")
        whole = self.at.find(before) if within and len(name) > 1 else None
        if whole is None or whole not in self.at.here:
            return own
        self.items.lists.close_inner()
        self.items.lists.open(whole, depth=self.at.depth)
        return name

    def _of_context(self, mention: Mention) -> tuple[int, Tie]:
        """The statement that a figure without a subject belongs to."""
        if self.at.current is not None:
            return self.at.current, weakest((Tie.INHERITED, self.at.how))
        if self.at.cause:
            return self._new(""), Tie.GUESSED
        if self.at.topic is not None:
            return self.at.topic, self.at.topical(mention.quantity.kind)
        return self._new(""), Tie.SAID

    def _unnamed(self, mention: Mention) -> tuple[int, Tie]:
        """The statement of a figure without a subject: what went before, but for what moved a
        stock (车辆40辆，报废1辆，较上年末净增2辆), which has no last year's end."""
        last, topic = self.at.current, self.at.topic
        if last is not None and is_the_years(self.at, mention, last):
            return self._new("当年安排"), Tie.SAID
        if last is not None and told_of_the_reason(self.at, mention):
            return last, Tie.GUESSED
        if last is not None and is_of_any(self.at, mention):
            return last, Tie.GUESSED
        if last is None or topic is None or last == topic:
            return self._of_context(mention)
        moved = mention.role is Role.PREVIOUS or mention.role.is_change
        flow = terms().flow.fullmatch(self.statements[last].subject)
        return (topic, Tie.GUESSED) if moved and flow else self._of_context(mention)

    def _named(self, own: str) -> int:
        """The last statement, with a name; its claims have it too."""
        number = self.at.here[-1]
        before = self.statements[number]
        self.statements[number] = replace(before, subject=own, named=Tie.SAID)
        self.at.rename(number, before.subject)
        for index in range(self.at.first_claim, len(self.claims)):
            if self.claims[index].statement == number:
                self.claims[index] = replace(self.claims[index], subject=own)
        return number

    def _behind_item(self, own: str, group: OpenList | None) -> tuple[str, Tie]:
        """The item of a statement with a name of its own, in a paragraph behind that of an item,
        and how surely it is named. What is no part of the item may be of the whole that all items
        are parts of."""
        item = self.items.item
        if group is not None:
            return (item if self.statements[group.parent].item == item else ""), Tie.SAID
        return "", Tie.GUESSED if terms().beside.fullmatch(own) else Tie.SAID

    def _end_beside(self, own: str) -> None:
        """基本支出A，其中人员经费B；项目支出C: what stands beside a whole ends the list of its
        parts; so does behind a semicolon what was spent, where the list is of what came in."""
        inner, beside = self.items.lists.inner, terms().beside
        if inner is None or not inner.members:
            return
        whole = self.statements[inner.parent].subject
        other_side = self.at.next_item and whole.endswith("收入") and own.endswith("支出")
        if other_side or (beside.fullmatch(own) and beside.fullmatch(whole)):
            self.items.lists.close(inner)

    def _list_of(self, own: str) -> OpenList | None:
        """The list that a new statement of a name is a part of. A paragraph that begins with the
        name of its whole ends it: 公务用车费A，其中：⏎购置费B⏎运行费C⏎公务用车费比预算减少D."""
        group = self.at.joined()
        if group is None or group.level is None or not own or not group.members:
            return group
        if subject_key(own) != subject_key(self.statements[group.parent].subject):
            return group
        self.items.lists.close(group)
        return None

    def _new(self, own: str, *, beside: bool = False) -> int:
        """A new statement of a name; one that is told `beside` a list, as what a share is out of
        (A万元，其中甲B万元，占支出C万元的P%), is none of its parts."""
        number = len(self.statements)
        self._end_beside(own)
        group = None if beside else self._list_of(own)
        if group:
            group.members += 1
        subject, named = (own, Tie.SAID) if own else self.items.lent()
        item = self.items.item
        if own and item and self.items.again:
            item, named = self._behind_item(own, group)
        self.statements.append(
            Statement(
                number,
                subject,
                self.items.section,
                item,
                group.parent if group else None,
                group.number if group else None,
                self.at.cause,
                named,
                bool(group and group.announced),
                bool(group and group.reasons),
                group.tie if group else Tie.SAID,
                group.side if group else "",
            )
        )
        self.at.tell(number)
        if self.at.scope:
            self.at.scopes[number] = self.at.scope
        return number

    def _claim(self, mention: Mention, statement: int, tie: Tie, where: Offsets) -> None:
        sentence, start, end = where.span(mention.start, mention.end)
        whole = whole_of_count(self.at, statement, mention)
        if whole is not None:
            self.statements[statement] = replace(self.statements[statement], part_of=whole)
        said = self.statements[statement]
        role = role_of_part(mention, said, current_of(self.claims, self.at.enclosed))
        period = mention.period or str(year_of(mention, role, said, self.claims, self.at.year))
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
                restated=mention.restated,
                out_of=mention.out_of,
                earlier=self.at.earlier,
            )
        )

    def _order(self, order: Order, where: Offsets) -> None:
        sentence, start, end = where.span(order.start, order.end)
        own = self.naming.clean(order.own)
        known, tie = self.at.find(own) if own else None, Tie.SAID
        if known is None and own:
            known = self._new(own) if order.relation == "=" else None
            self.at.topic = known if self.at.topic is None else self.at.topic
        if known is not None and order.relation == "=":
            self.at.current, self.at.how = known, tie  # 甲与上年持平，均为A万元
        if known is None and self.at.current is not None:
            known, tie = self.at.current, Tie.INHERITED
        if known is None and self.at.topic is not None:
            known, tie = self.at.topic, self.at.topical()
        if known is None:
            return
        self.comparisons.append(
            Comparison(
                sentence, start, end, known, order.relation, order.left, order.right,
                order.base, order.loose, tie,
            )
        )  # fmt: skip

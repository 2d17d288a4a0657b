"""One paragraph while it is read: which statement is its topic, which is current, what a turn of
the sentence opens and ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.claims.both_sides import names_side
from extract.claims.headed import SHORT, Headed
from extract.claims.items import Items
from extract.claims.lists import UNMARKED, OpenList
from extract.claims.mention import Mark
from extract.claims.passages import subject_key
from extract.claims.ties import Tie
from extract.disclosure import Claim, Role, Statement

#: What a figure of a thing itself is, and not of how it changed or what share it has.
PLAIN = frozenset({Role.LEVEL, Role.BUDGET, Role.PREVIOUS, Role.COUNT, Role.OTHER, Role.AVERAGE})
#: What is added behind a list, and is no part of it; 加班, 加固 and the like go on otherwise.
_ADDS = re.compile("加(?:上|：|上级|中央|省|市|债务|调入|转移|下级)|另加|减去?[：上下债]|扣除")
#: What a list that follows is of, where that is an item: 其中公共安全（类）各项级科目支出情况为：
_ITEMS_OF = re.compile(
    r"(?:其中)?([^，。；：]{2,40}[（(]\d*[类款]级?\d*[)）])[^，。；：]{0,20}[：:]$"
)
#: What a list that follows is of, by what the money is used for.
#: The next figure is a rate.
_RATE_NEXT = re.compile(r"[^0-9]*[0-9][0-9.,]*[%％]")
_USED_FOR = re.compile(
    r"([^，。；：]{2,40}?)(?:主要)?(?:用于|包括)(?:以下|如下)[^，。；：]{0,8}[：:]$"
)
_COLON = re.compile("[：:]$")
#: How the second item of a list begins, and those after it.
_NEXT_ITEM = re.compile("[2-9二三四五六七八九][、.．是]|[（(][2-9二三四五六七八九][)）]|[②-⑨]")
#: How brackets begin that hold no part of the figure before them: 不含, 另有, 除外.
_EXCEPT = frozenset("不另除")


@dataclass(slots=True)
class Paragraph:
    """The statements of a paragraph as they come.

    `text` is what it says, `here` are their numbers; the first is the `topic`, the last one named
    is `current`, and `how` says how surely it is what figures go on about. `fan` are those of
    甲、乙分别为A、B万元, `recent` those of the sentence, `outside` the current ones outside each
    bracket; `scope` is what 甲中， named. `read_to` is where the last figure ends; `seen` is the
    whole whose parts were told last by one way of seeing it; `before` the part that a semicolon
    ends, until a figure follows.
    `explained` is what was current before its reasons were told, `because` the words that open
    them.
    `running` is the list of which the paragraph tells item after item, parted by semicolons, and
    `next_item` says that one has just ended. `enclosed` are the numbers of the claims within
    brackets that have closed, `opened` of how many were told where each open one began.
    """

    items: Items
    level: int
    year: int
    statements: Sequence[Statement]
    claims: Sequence[Claim]
    first_claim: int
    text: str = ""
    two_ways: bool = False
    earlier: bool = False
    here: list[int] = field(default_factory=list)
    topic: int | None = None
    current: int | None = None
    how: Tie = Tie.SAID
    fan: list[int] = field(default_factory=list)
    recent: list[int] = field(default_factory=list)
    outside: list[int | None] = field(default_factory=list)
    cause: bool = False
    depth: int = 0
    scope: str = ""
    scopes: dict[int, str] = field(default_factory=dict)
    read_to: int = 0
    seen: int | None = None
    before: int | None = None
    running: OpenList | None = None
    next_item: bool = False
    opened: list[int] = field(default_factory=list)
    enclosed: set[int] = field(default_factory=set)
    explained: int | None = None
    because: str = ""
    by_name: dict[str, list[int]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for number in self.here:
            self._name(number)

    def tell(self, number: int) -> None:
        """A statement is told here, the last so far."""
        self.here.append(number)
        self._name(number)

    def rename(self, number: int, before: str) -> None:
        """The last statement told here was called something else before."""
        self.by_name[subject_key(before)].remove(number)
        self._name(number)

    def _name(self, number: int) -> None:
        self.by_name.setdefault(subject_key(self.statements[number].subject), []).append(number)

    def end(self, text: str) -> None:
        """The paragraph is over: what it announces is opened, what it was about is kept."""
        if self.here:
            self.items.alone = len({n for n in self._told() if self.statements[n].subject}) < 2
            self.items.told = True
        announced = bool(re.search(r"[：:]$|如下[。：:]?$", text))
        colon = _COLON.search(text[-2:]) is not None  # without it the whole text is no list's
        ranked = _ITEMS_OF.search(text) if colon else None
        whole = self._headed.item(ranked[1]) if ranked else self._announced_whole(text, colon=colon)
        if ranked:
            self.items.lists.close_inner()
        if self.items.lists.end_paragraph(announced) and whole is not None:
            tie = Tie.SAID if self.here or ranked or self.items.alone else Tie.GUESSED
            reasons = "原因" in text[-12:]
            self.items.lists.open(whole, depth=self.depth, announced=True, reasons=reasons, tie=tie)
        whole = self.statements[self.here[0]].part_of if self.here else None
        if self.here and whole is None:
            self.items.began = self.topic
        if self.here and self.items.item:
            self.items.above = self.topic
        elif whole is not None and whole == self.items.began:
            self.items.above = whole  # 按性质分，… 按来源分，… 其中…
        elif self.here and whole != self.items.above:
            told = self._told_last()
            self.items.above = told if told is not None else self.topic
        elif self.here and self.items.above is None:
            self.items.above = self._told_last()

    def turn(self, mark: Mark) -> None:
        """A turn of the sentence: each kind has its own method."""
        getattr(self, f"_on_{mark.kind}")(mark)

    def _on_parts(self, mark: Mark) -> None:
        current = self._behind_its_rate(mark) if self.current is not None else None
        parent, tie = self._named_whole(mark.of) if mark.of else current, Tie.INHERITED
        if parent is None:
            parent, tie = self.current, Tie.GUESSED
        if parent is None:
            parent = self._last_whole()
            tie = Tie.GUESSED if mark.of else self._sole_whole()
            item = parent is not None and bool(self.statements[parent].item)
            if mark.kind == "seen" and parent is not None and parent not in self.here:
                within = self.statements[parent].part_of  # after the last item of a list
                began = parent if self.here or self.items.began is None else self.items.began
                parent = within if item and within is not None else began
        inner = self.items.lists.inner
        if inner and mark.of and parent == inner.parent and self._names_side(parent, mark.of):
            self.items.lists.close(inner)  # 收支总预算A。收入包括：甲B、乙C；支出包括：丙D
            inner = None
        elif inner and self.before is not None and parent == inner.parent:
            parent, tie = self.before, Tie.GUESSED  # 甲A；乙B；其中：丙C；丁D
        if parent is not None and not (inner and inner.parent == parent):
            self.items.lists.open(
                parent,
                depth=self.depth,
                colon=mark.text in ("：", ":"),
                announced=True,
                tie=tie,
                start=mark.start,
                side=mark.of if self._names_side(parent, mark.of) else "",
            )

    def _behind_its_rate(self, mark: Mark) -> int | None:
        """What the parts behind a rate of its own name are of: 实际兑付A万元，兑付率P%，其中甲B万元
        divides A, unless rates follow."""
        told = [c for c in self.claims_here if c.statement == self.current]
        rate = bool(told) and all(c.subject.endswith("率") for c in told)
        last = self.claims_here[-len(told) - 1] if len(self.claims_here) > len(told) else None
        if not rate or last is None or last.role not in PLAIN or last.sentence != told[0].sentence:
            return self.current
        rates = _RATE_NEXT.match(self.text, mark.start + len(mark.text))
        return self.current if rates else last.statement

    def _names_side(self, whole: int, own: str) -> bool:
        return names_side(self.statements[whole].subject, own)

    def _on_seen(self, mark: Mark) -> None:
        """按功能分类，…；按支出性质，…: the parts of one whole, seen one way and then another."""
        apart = self.current is not None and self.statements[self.current].part_of is None
        if self.seen is not None and not apart:
            self.items.lists.close_inner()
            self.current = self.seen
        self._on_parts(mark)
        inner = self.items.lists.inner
        self.seen = inner.parent if inner else None

    def _on_reasons(self, mark: Mark) -> None:
        parent = self.current if self.current is not None else self._last_whole()
        if parent is not None:
            self.items.lists.open(
                parent, depth=self.depth, colon=True, announced=True, reasons=True
            )

    def _on_open(self, mark: Mark) -> None:
        self.depth += 1
        self.outside.append(self.current)
        self.opened.append(len(self.claims))
        apart = mark.text in _EXCEPT or mark.start != self.read_to
        if self.current is not None and not apart:  # 甲A万元（乙B万元，丙C万元）
            self.items.lists.open(self.current, depth=self.depth, announced=True)

    def _on_close(self, mark: Mark) -> None:
        self.items.lists.close_bracket(self.depth)
        if self.opened:
            self.enclosed.update(range(self.opened.pop(), len(self.claims)))
        self.depth = max(0, self.depth - 1)
        self.current = self.outside.pop() if self.outside else self.current
        self.how = Tie.SAID

    def _on_cause(self, mark: Mark) -> None:
        if not self.cause:
            self.explained = self.current
        self.cause, self.because = True, mark.text

    def joined(self) -> OpenList | None:
        """The list that a new statement is a part of, if any."""
        if self.cause:
            return None
        first = not self.here
        found = self.items.lists.joined(self.level, first=first)
        if first and found is not None and found.level == UNMARKED:
            self.running = found
        return self.running if found is None and self.next_item else found

    def _on_semicolon(self, mark: Mark) -> None:
        self.next_item = True
        if _ADDS.match(mark.text):  # 其中：甲A，乙B；加上级补助收入C，收入总计D
            self.items.lists.close_inner()
            self.current = None
        before = self.items.lists.inner
        self.items.lists.semicolon()
        inner = self.items.lists.inner
        told = self.statements[self.current] if self.current is not None else None
        if before and not inner and told is not None and told.part_of == before.parent:
            self.current, self.how = before.parent, Tie.INHERITED  # 其中甲A、乙B；执行数C
        part = told is not None and inner is not None and told.part_of == inner.parent
        self.before = self.current if part else None
        if inner and not self.cause:
            self.current, self.how = inner.parent, Tie.SAID
        goes_on = self.cause and bool(re.match("[一二三四五六七八九十]是", mark.text))
        if self.cause and not goes_on and told is not None and told.cause:
            self.current, self.how = self.explained, Tie.INHERITED  # 甲A，原因是乙B；比上年增加C
        self.cause = goes_on

    def _on_stop(self, mark: Mark) -> None:
        if _NEXT_ITEM.match(mark.text):  # 具体情况：1、甲A万元，…。2、乙B万元
            self.items.lists.next_item(self._first_item(mark.text))
        else:
            self.items.lists.close_inner()
        self.scope, self.next_item = "", False
        self.current, self.cause, self.depth, self.fan = None, False, 0, []
        self.outside, self.opened, self.recent, self.before = [], [], [], None

    def _first_item(self, begins: str) -> int:
        """Where the first item of a list stands in the paragraph, of which a later one begins so; 0
        where there is none before it: 1., （1）, （一）, ①, 一是."""
        digit = re.search("[2-9]|[二三四五六七八九]|[②-⑨]", begins)
        if digit is None:
            return 0
        first = "①" if digit[0] in "②③④⑤⑥⑦⑧⑨" else "1" if digit[0].isascii() else "一"
        opening = begins[: digit.end()].replace(digit[0], first)
        match = re.search(re.escape(opening) + r"[、.．是)）]" * (first != "①"), self.text)
        return match.start() if match else 0

    def _last_whole(self) -> int | None:
        """What a new sentence's 其中 is of: the last statement with a figure of its own that is
        no part and no reason, else the paragraph's first; of a new paragraph's, that of the one
        before it."""
        whole = self._paragraphs_whole()
        if whole != self.topic:
            return whole
        if self.items.item and self.topic is not None:
            return self.topic
        return self._told_last() or self.topic

    def _sole_whole(self) -> Tie:
        """How surely a new sentence's 其中 is of the whole it is taken to be of: there is a second
        candidate where the paragraph has told figures of several things."""
        if not self.here:
            return Tie.INHERITED if self.items.alone else Tie.GUESSED
        several = len(set(self._told())) > 1
        return Tie.GUESSED if several and not self.items.item else Tie.INHERITED

    def _paragraphs_whole(self) -> int | None:
        """What a paragraph is about: its first statement; where all are parts of one thing (…；
        …。具体如下：), that; without any, that of the paragraph before."""
        parents = {self.statements[n].part_of for n in self.here}
        if len(self.here) > 1 and len(parents) == 1 and None not in parents and not self.items.item:
            return next(iter(parents))
        return self.topic if self.here else self.items.above

    def _announced_whole(self, text: str, *, colon: bool) -> int | None:
        """What a list that a paragraph announces is of: what the paragraph tells, or else the one
        thing under its heading that it names (本单位财政拨款支出主要用于以下方面：)."""
        named = _USED_FOR.search(text) if colon and not self.here else None
        ends = [n for n in self._headed.under if self._ends(n, named[1])] if named else []
        return ends[0] if len(ends) == 1 else self._paragraphs_whole()

    def _ends(self, number: int, words: str) -> bool:
        subject = self.statements[number].subject
        return len(subject) >= SHORT and words.endswith(subject)

    def _named_whole(self, words: str) -> int | None:
        """The one statement that the words before 包括 or 如下 name, in this paragraph or else
        under its heading: 本年支出A万元；年末结转和结余B万元。支出具体情况如下："""
        found = self._one_named([n for n in self.here if self._stands_apart(n)], words)
        found = self.find(words) if found is None else found
        found = self._one_named(self.here, words) if found is None else found
        found = self._one_named(self._headed.under, words) if found is None else found
        return self._headed.called(words) if found is None else found

    def _one_named(self, numbers: Sequence[int], words: str) -> int | None:
        """The one of some statements that goes by these words, or by more than them."""
        for names in (str.startswith, str.endswith, names_side):
            named = [n for n in numbers if names(self.statements[n].subject, words)]
            if len(named) > 1:  # 收入支出总计A。与上年相比，收支总计各增加B
                told = {c.statement for c in self.claims if c.role in PLAIN}
                named = [n for n in named if n in told]
            if len(named) == 1:
                return named[0]
        return None

    @property
    def _headed(self) -> Headed:
        return Headed(self.statements, self.items.section)

    @property
    def claims_here(self) -> Sequence[Claim]:
        """The claims of this paragraph so far, in order."""
        return self.claims[self.first_claim :]

    @property
    def last_claim(self) -> Claim | None:
        """The last of them."""
        return self.claims[-1] if len(self.claims) > self.first_claim else None

    def _told_last(self) -> int | None:
        return next(reversed(self._told()), None)

    def _told(self) -> list[int]:
        """The statements of this paragraph that stand apart, once for each of their figures."""
        here = set(self.here)
        return [
            c.statement
            for c in self.claims_here
            if c.role in PLAIN and c.statement in here and self._stands_apart(c.statement)
        ]

    def topical(self, kind: str = "") -> Tie:
        """How surely a new sentence without a subject goes on about the paragraph's first one:
        there is a second candidate where the paragraph has named others, parts aside. Of money
        (`kind`) only what is told in money is: 接待费A万元，预计接待310批次。比上年减少B万元."""
        others = [n for n in self.here if n != self.topic and self._stands_apart(n)]
        last = self.claims[-1] if self.claims else None
        if last is not None and last.statement == self.topic and kind == "percent":
            kind = last.quantity.kind  # 比上年减少B万元，下降P%
        if kind == "amount" and self._is_told_in(kind, self.topic):
            others = [n for n in others if self._is_told_in(kind, n)]
        return Tie.GUESSED if others else Tie.INHERITED

    def _is_told_in(self, kind: str, number: int | None) -> bool:
        """Whether a statement has a figure of this kind so far, or none at all."""
        told = [c for c in self.claims_here if c.statement == number]
        return not told or any(c.quantity.kind == kind for c in told)

    def _stands_apart(self, number: int) -> bool:
        said = self.statements[number]
        return said.part_of is None and not said.cause

    def whole_named(self, words: str) -> int | None:
        """The statement that goes by these words, or that names both sides of the accounts where
        they name one (收、支总计均为S；收入总计中，…)."""
        found = self.find(words)
        if found is None:  # 在职A人，…。在职人员中，…
            staff = words.removesuffix("人员")
            found = self.find(f"{words}人员" if staff == words else staff)
        if found is not None:
            return found
        both = (n for n in self.here if names_side(self.statements[n].subject, words))
        return next(both, None)

    def find(self, own: str) -> int | None:
        """The statement of this paragraph that goes by these words; within a list, one of its
        parts or what is not a part of anything else."""
        inner = self.items.lists.inner
        whole = inner.parent if inner else None
        for number in reversed(self.by_name.get(subject_key(own), ())):
            said = self.statements[number]
            elsewhere = said.part_of is not None and whole is not None and said.part_of != whole
            if not elsewhere and self.scopes.get(number, "") == self.scope:
                return number
        return None

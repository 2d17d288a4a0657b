"""What the clause of a figure names as measured, as far as the paragraph around it allows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.claims.items import Items
from extract.claims.mention import Mention
from extract.claims.paragraph import Paragraph
from extract.claims.terms import terms
from extract.claims.ties import Tie
from extract.disclosure import Role, Statement

#: What a bare word says came in and went out.
_TOTALS = re.compile("(收入|支出)总(计|额|规模)")
_OF_BOTH = re.compile("收、?支总|(?:总计|(?:收入|支出)总额|总规模)$")
_OF_BUDGET = re.compile(
    "((?:一般公共预算|政府性基金预算|国有资本经营预算)(?:财政拨款)?|财政拨款)(?:本年)?收入"
)
#: How an item is called one: “公共安全支出”科目A万元; and not 项级科目, 三个科目, 会计科目.
_CALLED = re.compile("(?<![级类款项个计各该此等])科目$")
_PART_OF_YEAR = re.compile("[上下]半年|季度")
BOTH = frozenset({"收入", "支出"})


@dataclass(frozen=True, slots=True)
class Naming:
    """The names that figures of a paragraph have of their own; `unit` is the report's body."""

    items: Items
    at: Paragraph
    statements: Sequence[Statement]
    unit: str

    def own(self, mention: Mention) -> str:
        """What a figure's clause names as measured, "" where it goes on about what was named."""
        bare = mention.bare if self.at.two_ways else ""
        own = self.clean(mention.own or bare) or self._contrasted(mention.bare)
        compared = mention.role.is_change and mention.ties.base is Tie.SAID
        told = self.at.current if self.at.current is not None else self.at.topic
        if compared and told is not None and terms().goes_on.fullmatch(own):
            return ""  # A万元，费用支出较年初预算减少B万元
        counted = mention.role is Role.COUNT
        if self.items.item and not counted and terms().the_project.fullmatch(own):
            return ""  # 1.河道清淤项目自评综述：项目全年预算数为A万元
        if not own and mention.role.is_change:
            return self._of_the_year(mention)
        if not own and mention.role in (Role.LEVEL, Role.COUNT):
            own = self._other_end(mention) or self._first_part(mention)
            return own or self._of_the_year(mention)
        return "" if self._is_deed(mention, own) else own

    def _other_end(self, mention: Mention) -> str:
        """年初结转和结余A万元，年末（为）B万元: what the other end of the year is the end of."""
        current = self.at.current
        named = self.statements[current].subject if current is not None else ""
        told = terms().other_end.search(self.at.text[: mention.start])
        for one, other in (("年初", "年末"), ("年末", "年初")):
            if told is not None and told["end"] == other and one in named:
                return named.replace(one, other)
        return ""

    def clean(self, own: str) -> str:
        """A name without the body it is of; "" where a bare 收入 or 支出 is that of the item."""
        if own == "计":  # 每公里A万元，计B万元
            return ""
        own = own.removeprefix(self.unit) if self.unit and not self._is_listed(own) else own
        if own in BOTH and (self.items.item or self.items.headed()):
            return f"{self.items.item}{own}" if self.at.two_ways else ""
        own = _CALLED.sub("", own)
        return re.sub(r"^(本部门|本单位|我(局|委|单位|中心|部门|区|市|县))", "", own) or own

    def _is_listed(self, own: str) -> bool:
        """Whether a name that is just that of the report's body is one of a list of bodies: 分单位
        看，某局本级A万元，某局B万元."""
        inner = self.items.lists.inner
        return own == self.unit and inner is not None and inner.members > 0

    def _of_the_year(self, mention: Mention) -> str:
        """收入总计S、支出总计S。本年支出比上年增加C: no side of the year is the total again."""
        told = self.at.current if self.at.current is not None else self.at.topic
        side = terms().side_changed.search(self.at.text[: mention.start])
        total = told is not None and _OF_BOTH.search(self.statements[told].subject)
        return side[1] if side and total else ""

    def _first_part(self, mention: Mention) -> str:
        """收入总计S，其中本年收入A; 全年N人次，其中一季度M人次: the first part of a whole is not
        the whole once more."""
        inner = self.items.lists.inner
        if inner is None:
            return ""
        if mention.role is Role.COUNT and terms().opens_within.search(
            self.at.text[: mention.start]
        ):
            noun = terms().noun.match(self.at.text, mention.end)
            return noun[0] if noun else ""  # 8个项目A万元（含1个结转项目B万元）
        side = terms().side_of_year.search(self.at.text[: mention.start])
        if side and _OF_BOTH.search(self.statements[inner.parent].subject):
            return side[0]  # 收、支总计S，支出包括本年支出A、年末结转B
        if inner.members:
            return ""
        made_up = self.at.text[inner.start : inner.start + 1] == "由"
        if mention.bare and (inner.side or made_up):  # 支出总计由本年支出A、年末结转B构成
            return f"本年{mention.bare}"
        if inner.parent != self.at.current:
            return ""
        if _PART_OF_YEAR.search(mention.stage):
            return mention.stage
        subject = self.statements[inner.parent].subject
        total = _TOTALS.fullmatch(subject)
        return total[1] if total and mention.role is Role.LEVEL else ""

    def _is_deed(self, mention: Mention, own: str) -> bool:
        """Whether a count says only what was done: 公务接待费A万元，接待B批次."""
        current = self.at.current
        if mention.role is not Role.COUNT or current is None or not terms().deed.fullmatch(own):
            return False
        return own in self.statements[current].subject

    def _contrasted(self, bare: str) -> str:
        """收入5万元，支出4万元: after what came in, a bare 支出 is a subject of its own; of a
        budget (财政拨款收入) it is that budget's."""
        if bare != "支出" or self.at.current is None:
            return ""
        before = self.statements[self.at.current].subject
        came_in = (
            before.endswith(("收入", "收入总计", "收入合计"))
            or "结转" in before
            or "结余" in before
        )
        of_budget = _OF_BUDGET.fullmatch(before)
        return f"{of_budget[1]}{bare}" if of_budget else bare if came_in else ""

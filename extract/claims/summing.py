"""What a total that stands behind the parts of a list is of: these parts, their whole once more, or
something of its own."""

from __future__ import annotations

from dataclasses import dataclass

from extract.characters import after_last
from extract.claims.lists import OpenList
from extract.claims.mention import Mention
from extract.claims.paragraph import Paragraph
from extract.claims.terms import terms
from extract.claims.ties import Tie, weakest
from extract.disclosure import Role


@dataclass(frozen=True, slots=True)
class Summed:
    """Whose figure a total is: `again` is a statement that was told before, else one called `name`
    is new. `over` is the list that ends with it, and `passing` says that the sentence does not go
    on about it."""

    name: str = ""
    again: int | None = None
    over: OpenList | None = None
    tie: Tie = Tie.INHERITED
    passing: bool = False


def summed(at: Paragraph, mention: Mention, own: str) -> Summed | None:
    """What a figure that its clause calls a total is of, `own` being the name in its clause; None
    where it is no total, or nothing that was told tells."""
    if not mention.total:
        return None
    inner = at.items.lists.begun
    if inner and _of_these(at, mention):  # 以上10个项目合计C万元，另有甲D万元
        named = own if terms().so_many.fullmatch(own) else f"以上{own or '合计'}"
        return Summed(named, over=inner, tie=Tie.SAID)
    if not own and inner and _is_of_one(at, mention):  # 甲A万元，乙3台共B万元
        return Summed(again=at.current, tie=at.how)
    if not own and inner:
        return _behind_list(at, mention, inner)
    if not own and (_has_told(at, mention) or _is_of_several(at, mention)):
        return Summed("合计")  # 甲A、乙B，合计C万元: not what 乙 comes to
    return None


def ended_by(at: Paragraph, mention: Mention, own: str) -> OpenList | None:
    """The list that ends with a total named by no more than the number of its parts (甲A、乙B，
    两项合计C万元): the total is no further part."""
    inner = at.items.lists.begun
    return inner if mention.total and inner and terms().so_many.fullmatch(own) else None


def _behind_list(at: Paragraph, mention: Mention, inner: OpenList) -> Summed:
    """…，合计C万元 behind a list: the whole once more, unless more is said."""
    if _only_counted(at, inner):  # 其中超过3000万元的项目4个，合计A万元
        return Summed(again=at.current, tie=weakest((Tie.INHERITED, at.how)), passing=True)
    if _told_before(at, inner, mention):  # 甲A万元…。其中乙B万元、丙C万元，合计D万元
        return Summed("合计", over=inner)
    if inner.depth < at.depth:  # 甲A万元（另由乙安排B万元，合计C万元）
        return Summed("合计", tie=Tie.GUESSED, passing=True)
    return Summed(again=inner.parent, over=inner)


def _of_these(at: Paragraph, mention: Mention) -> bool:
    """Whether a total says that it is of what stands before it, which may not be the whole."""
    clause = after_last(at.text, "，。；：…", mention.start)
    return at.text.startswith(("以上", "上述", "前述", "这"), clause)


def _only_counted(at: Paragraph, group: OpenList) -> bool:
    """Whether the current statement is a member of a list that has told counts only."""
    if at.current is None or at.statements[at.current].group != group.number:
        return False
    here = at.claims_here
    told = [c.role for c in here if at.statements[c.statement].group == group.number]
    return Role.COUNT in told and set(told) <= {Role.COUNT, Role.OTHER}


def _is_of_several(at: Paragraph, mention: Mention) -> bool:
    """Whether a total stands behind figures of several things in its sentence: 甲比上年增加A万元，
    乙减少B万元，合计比上年的C万元增加D万元."""
    alike = [c.statement for c in at.claims_here if c.quantity.kind == mention.quantity.kind]
    told = {number for number in alike if number in at.recent}
    return len(told) > 1 and at.current in told


def _is_of_one(at: Paragraph, mention: Mention) -> bool:
    """Whether a total is what the things come to that were counted right before it, whose statement
    tells no amount: 彩超3台共B万元; 执法仪40台，每台A万元，共B万元."""
    told = [c for c in at.claims_here if c.statement == at.current in at.recent]
    amounts = [c for c in told if c.quantity.kind == mention.quantity.kind]
    costly = any(c.role is not Role.AVERAGE for c in amounts)
    if not told or at.last_claim is not told[-1] or costly:
        return False
    apart = "，" in at.text[at.read_to : mention.start]
    return told[0].role is Role.COUNT and (bool(amounts) or not apart)


def _told_before(at: Paragraph, inner: OpenList, mention: Mention) -> bool:
    """Whether a sentence before told what a list is of, with a figure of its own: a total of some
    parts of it in this sentence is that of these."""
    if inner.parent in at.recent or inner.parent not in at.here:
        return False
    here = at.claims_here
    return any(c.statement == inner.parent and c.role is mention.role for c in here)


def _has_told(at: Paragraph, mention: Mention) -> bool:
    """Whether the current statement has a figure of the same kind right before a total."""
    last = at.last_claim
    if last is None or last.statement != at.current:
        return False
    return (last.role, last.quantity.unit) == (mention.role, mention.quantity.unit)

"""What a figure goes on about whose clause names nothing new, or names again what was told."""

from __future__ import annotations

from extract.claims.lists import OpenList
from extract.claims.mention import Mention
from extract.claims.paragraph import Paragraph
from extract.claims.terms import terms
from extract.claims.ties import Tie
from extract.disclosure import Role

#: So many characters are a name, and no word that ends the names of many (支出).
_A_NAME = 4


def is_worth(at: Paragraph, mention: Mention, own: str) -> bool:
    """Whether an amount is what the things counted right before it are worth: 车辆19辆，价值A
    万元."""
    last = at.last_claim
    return (
        last is not None
        and last.statement == at.current
        and last.quantity.kind == "count"
        and mention.quantity.kind == "amount"
        and terms().worth.fullmatch(own) is not None
    )


def is_executed(at: Paragraph, mention: Mention, own: str) -> bool:
    """Whether a figure is what was executed of a budget told before it: 预算A万元，执行B万元，
    执行率P%."""
    if mention.role is not Role.LEVEL or terms().executed.fullmatch(own) is None:
        return False
    here = at.claims_here
    return any(c.statement == at.current and c.role is Role.BUDGET for c in here)


def of_longer_name(at: Paragraph, own: str) -> int | None:
    """What was told right before, or what the paragraph is about, where a change goes by the
    end of its name: 一般公共预算财政拨款支出A万元，与上年相比，财政拨款支出增加B万元."""
    told = (n for n in (at.current, at.topic) if n is not None)
    found = (n for n in told if at.statements[n].subject.endswith(own))
    return next(found, None) if len(own) >= _A_NAME else None


def is_first_part(at: Paragraph, known: int, inner: OpenList) -> bool:
    """Whether a name that was told before is that of the first part of another whole."""
    told = at.here
    if inner.members or known not in told or inner.parent not in told:
        return False
    before = told.index(known) < told.index(inner.parent)
    return before and at.statements[known].part_of != inner.parent


def is_the_years(at: Paragraph, mention: Mention, last: int) -> bool:
    """Whether a figure is this year's money beside what was carried over."""
    carried = terms().carried_over.search(at.statements[last].subject)
    return carried is not None and bool(terms().of_the_year.search(at.text, 0, mention.start))


def told_of_the_reason(at: Paragraph, mention: Mention) -> bool:
    """Whether a change may be that of what is named as the reason: A万元，与上年B万元相比略有
    回落，主要是专项债券…，比上年减少C万元."""
    told = mention.role is Role.CHANGE_AMOUNT and mention.ties.base is Tie.SAID
    return at.cause and told and at.because in ("主要是", "主要系", "主要为")


def names_the_last(at: Paragraph, mention: Mention) -> bool:
    """Whether a figure names what the sentence has told the changes of before it: 与上年A万元
    相比，增长P%后，项目支出达到B万元."""
    last = at.current
    if mention.role is not Role.LEVEL or last is None or [last] != at.here[-1:]:
        return False
    inner = at.items.lists.inner
    if inner is not None and inner.parent == last:
        return False
    if at.statements[last].named is not Tie.GUESSED:
        return False
    told = [c for c in at.claims_here if c.statement == last]
    return bool(told) and all(c.role.is_change or c.role is Role.PREVIOUS for c in told)


def is_of_any(at: Paragraph, mention: Mention) -> bool:
    """Whether a comparison begins behind a semicolon and names nothing, where its sentence told of
    several things: 收入A万元，股息B万元，清算C万元；较上年D万元，增长P%. It may be of them all."""
    compared = mention.role is Role.PREVIOUS or mention.role.is_change
    parted = at.text[at.read_to : mention.start].startswith(("；", ";"))
    told = (at.statements[number] for number in at.recent)
    things = [said for said in told if said.part_of is None and not said.cause]
    return compared and parted and len(things) > 1


def is_in_passing(at: Paragraph, mention: Mention, own: str) -> bool:
    """Whether a figure is only what another is measured by, or how far it is from that: 控制在A万元
    以内, 节省B万元. What stands in brackets right behind it is of it all the same."""
    behind = at.text[mention.end : mention.end + 1]
    return terms().in_passing.match(own) is not None and behind not in ("（", "(")

"""Which count a count in a list of amounts is a part of: 项目39个，金额A万元（其中优的39个）."""

from __future__ import annotations

from collections.abc import Collection

from extract.claims.mention import Mention
from extract.claims.paragraph import Paragraph
from extract.disclosure import Role

#: So many characters in a row make two names akin.
_SHARED = 3


def whole_of_count(at: Paragraph, number: int, mention: Mention) -> int | None:
    """The statement with the count before it that a count of statement `number` is a part of; None
    where it is one of what its list is announced to be of, which then has counts of its kind, or
    begins with parts of what is announced: 接待费A万元，其中外事B万元，9人次."""
    said = at.statements[number]
    if said.part_of is None or mention.quantity.kind != "count":
        return None
    unit = mention.quantity.unit
    units = {c.quantity.unit for c in at.claims if c.statement == said.part_of}
    if not units or unit in units or _begins_with(at, said.group, units):
        return None
    for index in range(len(at.claims) - 1, at.first_claim - 1, -1):
        claim = at.claims[index]
        if claim.quantity.unit != unit or claim.role is not Role.COUNT:
            continue
        if index in at.enclosed:  # 甲A万元（3辆），乙B万元（6辆）
            continue
        if _may_be_whole(at, claim.statement, said.part_of):
            return claim.statement
    return None


def _may_be_whole(at: Paragraph, number: int, announced: int) -> bool:
    """Whether a statement of this paragraph stands with what a list is announced to be of: not
    behind it, no other part beside it, and akin to it or right before it."""
    if number not in at.here or number > announced or _beside(at, number, announced):
        return False
    own, name = (at.statements[n].subject for n in (number, announced))
    shared = any(own[i : i + _SHARED] in name for i in range(len(own) - _SHARED + 1))
    return number >= announced - 1 or shared


def _beside(at: Paragraph, number: int, other: int) -> bool:
    """Whether two statements are different parts in one list."""
    group = at.statements[number].group
    return number != other and group is not None and group == at.statements[other].group


def _begins_with(at: Paragraph, group: int | None, units: Collection[str]) -> bool:
    """Whether the first figure of a list is in one of some units."""
    told = (c.quantity.unit for c in at.claims if at.statements[c.statement].group == group)
    return next(told, None) in units

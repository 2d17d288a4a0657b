"""From a part's figure and the claims before it to what it is, and of which year: this year's,
last year's, budget."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from extract.claims.mention import Mention
from extract.disclosure import Base, Claim, Role, Statement

#: The figures of a whole stand among so many before those of its parts.
_NEAR = 40
#: A side of the accounts of the year that is spoken of, whichever that is.
_OF_THE_YEAR = ("本年", "当年")


def current_of(claims: Sequence[Claim], enclosed: Collection[int]) -> Sequence[Claim]:
    """The claims without those of last year in brackets that have closed (`enclosed`): what follows
    is no part of them (到账A万元，为上年（到账B万元）的P%。到账中，甲C万元)."""
    last = {n for n in enclosed if claims[n].role is Role.PREVIOUS}
    return [c for n, c in enumerate(claims) if n not in last] if last else claims


def role_of_part(mention: Mention, said: Statement, claims: Sequence[Claim]) -> Role:
    """What a figure of a statement is, by its own words; a part's without any by its whole's."""
    role = mention.role
    if role is not Role.LEVEL or said.part_of is None:
        return role
    of_whole = _of_whole([c for c in claims if c.statement == said.part_of]) or role
    if mention.explicit and not said.subject.startswith(_OF_THE_YEAR):
        of_last = of_whole is Role.PREVIOUS and mention.year is None and not said.item
        return of_whole if of_last else role  # 去年A，其中甲支出B
    return of_whole


def year_of(
    mention: Mention, role: Role, said: Statement, claims: Sequence[Claim], this_year: int
) -> int:
    """The year of a figure: last year's by its role, a later one than the report's where it is
    named with it or with its whole (2014年预算A，其中甲B in a report of 2013)."""
    later = mention.year is not None and mention.year > this_year
    if mention.year and (later or role in (Role.PREVIOUS, Role.COUNT)):
        return mention.year
    above = [c.period for c in claims[-_NEAR:] if c.statement == said.part_of]
    if not role.is_change and above and above[-1].isdecimal() and int(above[-1]) > this_year:
        return int(above[-1])
    return this_year - (role is Role.PREVIOUS)


def _of_whole(told: Sequence[Claim]) -> Role | None:
    """A part without a word of its own is what its whole was said to be last: a budget's part is
    budget. Where the whole is given as budget and as spent, parts are parts of what was spent;
    where last year's figure is only what it is compared with, they are this year's."""
    last = [c for c in told if c.sentence == told[-1].sentence]
    of_last = {c.role for c in last}
    if Role.LEVEL in {c.role for c in told} and any(c.base is Base.BUDGET for c in last):
        return Role.LEVEL  # 支出A。与年初预算B相比，增加C。其中…
    if of_last == {Role.PREVIOUS} and all(c.direction is None for c in last):
        return Role.PREVIOUS  # 收、支总计A，比上年增加B。2023年度收、支总计C，其中…
    for roles in (of_last, {c.role for c in told}):
        for role in (Role.LEVEL, Role.BUDGET):
            if role in roles:
                return role
    compared = any(c.role.is_change for c in told)
    return Role.PREVIOUS if Role.PREVIOUS in of_last and not compared else None

"""The lists of parts that are open while the narrative is read: 其中 …, items under a heading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from extract.claims.ties import Tie

#: The level of paragraphs and list items that have no ordinal.
UNMARKED = 99


@dataclass(slots=True)
class OpenList:
    """An open list of parts of the statement `parent`.

    Inside a paragraph `level` is None and `depth` the bracket it was opened in. A list that goes on
    in the paragraphs below has the level of its items' ordinals (UNMARKED where they have none).
    `start` is where in its paragraph it was announced, `side` the side of the accounts it is said
    to be of, where the parent names both.
    """

    parent: int
    number: int
    depth: int
    level: int | None = None
    members: int = 0
    colon: bool = False
    semicolons: int = 0
    announced: bool = False
    reasons: bool = False
    tie: Tie = Tie.SAID
    start: int = 0
    side: str = ""

    def outlasts_semicolon(self) -> bool:
        """Whether a list inside a paragraph goes on after a semicolon.

        其中甲A万元；乙B万元 does: semicolons part its items. 其中甲A万元、乙B万元；… without a
        colon does not: the list is over.
        """
        self.semicolons += 1
        over = self.semicolons == 1 and self.members > 1 and not self.colon
        return bool(self.members) and not over


class OpenLists:
    """All open lists, the outermost first; those of the paragraph at hand come last."""

    def __init__(self) -> None:
        self._lists: list[OpenList] = []
        self._opened = 0

    def __bool__(self) -> bool:
        return bool(self._lists)

    def __iter__(self) -> Iterator[OpenList]:
        return iter(self._lists)

    @property
    def inner(self) -> OpenList | None:
        """The innermost list, if it was opened in the paragraph at hand."""
        last = self._lists[-1] if self._lists else None
        return last if last is not None and last.level is None else None

    @property
    def begun(self) -> OpenList | None:
        """The innermost list of the paragraph at hand that has members already."""
        return next((g for g in reversed(self._lists) if g.level is None and g.members), None)

    def open(
        self,
        parent: int,
        *,
        depth: int,
        colon: bool = False,
        announced: bool = False,
        reasons: bool = False,
        tie: Tie = Tie.SAID,
        start: int = 0,
        side: str = "",
    ) -> None:
        self._opened += 1
        new = OpenList(
            parent,
            self._opened,
            depth,
            colon=colon,
            announced=announced,
            reasons=reasons,
            tie=tie,
            start=start,
            side=side,
        )
        self._lists.append(new)

    def close(self, group: OpenList) -> None:
        self._lists.remove(group)

    def close_all(self) -> None:
        self._lists = []

    def close_inner(self) -> None:
        """The sentence is over, and the lists opened in its paragraph with it."""
        self._lists = [g for g in self._lists if g.level is not None]

    def next_item(self, first_at: int) -> None:
        """The sentence is over and the next item of a list begins, whose first one began at a place
        of the paragraph (0 where none did): of the lists opened in this paragraph the first one
        goes on, if it is announced, has parts, and is no list within an item."""
        first = next((g for g in self._lists if g.level is None), None)
        goes_on = first is not None and first.announced and first.members > 0
        if first is not None and first_at and first.start > first_at:
            goes_on = False
        self._lists = [g for g in self._lists if g.level is not None or (goes_on and g is first)]

    def close_bracket(self, depth: int) -> None:
        """A bracket closes: the lists opened in it are over."""
        self._lists = [g for g in self._lists if g.level is not None or g.depth < depth]

    def semicolon(self) -> None:
        """A semicolon closes the innermost list where another is open around it and its own
        parts are divided by commas: 其中：甲A；乙B，其中丙C，丁D；戊E. Where it goes on instead,
        what follows may belong to either."""
        here = [g for g in self._lists if g.level is None]
        nested = here[-1] if len(here) > 1 else None
        if (
            nested
            and nested.members > 1
            and not nested.semicolons
            and nested.depth == here[-2].depth
        ):
            self._lists.remove(nested)
        self._lists = [g for g in self._lists if g.level is not None or g.outlasts_semicolon()]
        here = [g for g in self._lists if g.level is None]
        for outer, inner in pairwise(here):
            if inner.depth == outer.depth:
                inner.tie = Tie.GUESSED

    def ordinal(self, level: int) -> None:
        """An ordinal of this level begins: a list that waits for items takes it as theirs."""
        for group in self._lists:
            group.level = level if group.level is None else group.level
        self._lists = [g for g in self._lists if g.level is not None and g.level <= level]

    def no_ordinal(self) -> None:
        """A paragraph begins without one: so do the items of a list that waits for them."""
        for group in self._lists:
            group.level = UNMARKED if group.level is None else group.level

    def end_paragraph(self, announced: bool) -> bool:
        """Lists opened inside the paragraph close with it, but for one that is just announced;
        whether the announced list is still to be opened."""
        kept = []
        for group in self._lists:
            opened_here = group.level is None
            if not opened_here or (announced and group is self._lists[-1]):
                group.depth = 0
                kept.append(group)
        self._lists = kept
        return announced and (not kept or kept[-1].level is not None)

    def joined(self, level: int, *, first: bool) -> OpenList | None:
        """The open list that a new statement belongs to: the innermost one in this paragraph;
        else, for the `first` statement of a paragraph, the list of which it is an item."""
        for group in reversed(self._lists):
            if group.level is None:
                return group
            if group.level == level and first:
                return group
        return None

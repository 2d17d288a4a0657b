"""What headings and list items carry on to the paragraphs under them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.claims.lists import UNMARKED, OpenLists
from extract.claims.passages import NAMED_ITEM, lead_of
from extract.claims.terms import terms
from extract.claims.ties import Tie
from extract.ordinals import marker_level

#: What headings have around the thing they are about; nothing is left of 支出决算情况说明.
_SPECIFIC = re.compile(
    r"\d{4}年度?|年度|本?(部门|单位)|(本年)?支出|决算|预算|编制|公开|情况|具体|结构|说明|的"
)


@dataclass(slots=True)
class Items:
    """The item that figures without a subject are of, and where the paragraph at hand stands.

    `lists` are the lists whose items come paragraph by paragraph; `above` is the statement that the
    paragraphs before were about, `began` the one they began with, `alone` whether it is all they
    told; `fresh` says that a heading,
    of the level `under`, came last. `told` says that the item has had figures, and `again` that a
    paragraph of no item follows them.
    """

    lists: OpenLists
    item: str = ""
    section: tuple[str, ...] = ()
    above: int | None = None
    began: int | None = None
    fresh: bool = False
    under: int = UNMARKED
    alone: bool = True
    told: bool = False
    again: bool = False

    def heading(self, text: str) -> None:
        """A heading may be the item of an open list; it ends the lists of deeper items."""
        level = marker_level(text)
        self.item, self.fresh, self.above, self.began = "", True, None, None
        self.told = False
        self.under = UNMARKED if level is None else level
        if level is None:
            self.lists.close_all()
        else:
            self.lists.ordinal(level)

    def begin(self, text: str, section: tuple[str, ...], counted: int = 0) -> int:
        """A paragraph begins: the level of its ordinal, or of the heading right above it; so many
        characters are a number that `counted` on."""
        level, found = marker_level(text, counted), UNMARKED
        named = level is None and NAMED_ITEM.match(text) is not None
        if level is not None:
            self.lists.ordinal(level)
            self.item, found, self.told = _item(text[counted:]), level, False
        elif named:
            self.item, self.told = lead_of(text), False
        elif self.fresh:
            found = self.under
        else:
            self.lists.no_ordinal()
        if level is None and not named and self.item and not self.lists and section != self.section:
            self.item = ""
        self.section, self.fresh, self.again = section, False, self.told
        return found

    def headed(self) -> bool:
        """Whether the heading names what a bare 支出 under it is spent on (公务接待费)."""
        heading = self.section[-1] if self.section else ""
        if re.search("收入|收支|总体|预算安排", heading):
            return False
        return bool(_SPECIFIC.sub("", heading))

    def lent(self) -> tuple[str, Tie]:
        """The subject of figures without one of their own, and how surely it is theirs: the item
        that the paragraph is of, else the heading above it."""
        if self.item:
            return self.item, Tie.GUESSED if self.again else Tie.INHERITED
        heading = self.section[-1] if self.section else ""
        return heading, Tie.INHERITED if heading and self.headed() else Tie.GUESSED


def _item(text: str) -> str:
    """What a paragraph with an ordinal is of; how a whole is divided (1.按功能分类，包括…) is no
    item."""
    lead = lead_of(text)
    divided = terms().divided.match(f"{lead}，")
    return "" if divided and divided.end() == len(lead) else lead

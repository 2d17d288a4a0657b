"""One report open on the desk: its cards in groups, and which of them is at hand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from fastapi import HTTPException, Request

from corpus.store.deciding import history
from corpus.store.decisions import settled
from corpus.store.models import DifferenceRow
from corpus.store.queries import Filter
from corpus.store.reading import (
    Found,
    Report,
    figure_item,
    figures_of,
    findings_of,
)
from corpus.store.review import FIGURE_MARK, Item, between, items, last_decisions
from report.texts import Texts
from serve.cards import (
    Card,
    Line,
    card_of,
    card_of_difference,
    card_of_figure,
    lines_of,
)
from serve.desk import Desk, desk_of

#: The groups of cards: findings worth reading, roundings, figures that nothing confirms, and
#: differences from other reports.
GROUPS = ("told", "rounding", "figures", "between")
_LIGHT = "rounding"


@dataclass
class Folder:
    """A report with the findings of one group."""

    desk: Desk
    report: Report
    texts: Texts
    made: dict[str, Sequence[Card]] = field(default_factory=dict)

    @cached_property
    def found(self) -> list[Found]:
        return findings_of(self.desk.engine, self.report, self.texts.lang)

    def cards(self, group: str) -> Sequence[Card]:
        """The cards of a group."""
        if group not in self.made:
            self.made[group] = self._made(group)
        return self.made[group]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many cards each group has; of those that are not shown no more is asked."""
        roundings = sum(f.item.severity == _LIGHT for f in self.found)
        return {
            "told": len(self.found) - roundings,
            "rounding": roundings,
            "figures": self.report.row.unverifiable,
            "between": between(self.desk.engine, self.report.ids),
        }

    def group(self, asked: str) -> str:
        """The group that is asked for, else the first with anything in it."""
        if asked in GROUPS:
            return asked
        return next((name for name in GROUPS if self.counts[name]), "told")

    def group_of(self, id: str) -> str:
        """The group of a card, by its id or by the mark of what it is about."""
        if re.fullmatch(rf"c\d{{1,7}}|{FIGURE_MARK}.*", id):
            return "figures"
        names = ("between",) if re.fullmatch(r"d[0-9a-f]{16}", id) else GROUPS
        return next((n for n in names if _named(self.cards(n), id)), "told")

    def card(self, id: str) -> Card | None:
        """A card by its id, or by the mark of what it is about."""
        return _named(self.cards(self.group_of(id)), id)

    def history(self, card: Card) -> list[Line]:
        past = history(self.desk.engine, card.item.hashes, card.item.mark)
        return lines_of(past, card.item)

    def _made(self, group: str) -> Sequence[Card]:
        if group == "figures":
            return self._figures()
        if group == "between":
            return self._between() if self.counts["between"] else ()
        light = group == "rounding"
        return [card_of(f, self.texts) for f in self.found if (f.item.severity == _LIGHT) == light]

    def _figures(self) -> list[Card]:
        """The figures that the report itself could not confirm."""
        with self.desk.engine.connect() as connection:
            past = last_decisions(connection, self.report.hashes)
        open_figures = (
            f for f in figures_of(self.desk.engine, self.report) if f.verdict == "unverifiable"
        )
        return [card_of_figure(f, figure_item(self.report, f, past)) for f in open_figures]

    def _between(self) -> list[Card]:
        found = items(
            self.desk.engine,
            Filter(lang=self.texts.lang),
            everything=True,
            sources=(DifferenceRow,),
            reports=self.report.ids,
        )
        return [card_of_difference(i, self.texts) for i in found]


def opened(request: Request, id: int) -> Folder:
    """The report of an id, as its reader asks for it; 404 where there is none."""
    desk = desk_of(request)
    return Folder(desk, desk.report(id), desk.texts(request))


def at_hand(request: Request, id: int, f: str) -> tuple[Folder, Card]:
    """A report and one card of it; 404 where there is none."""
    folder = opened(request, id)
    card = folder.card(f)
    if card is None:
        raise HTTPException(404)
    return folder, card


def _named(cards: Sequence[Card], id: str) -> Card | None:
    return next((c for c in cards if id in (c.id, c.item.mark)), None)


def is_settled(item: Item) -> bool:
    return item.decision in settled()

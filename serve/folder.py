"""One report open on the desk: its cards in groups, and which of them is at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.store.deciding import history
from corpus.store.decisions import settled
from corpus.store.queries import Filter
from corpus.store.reading import (
    Found,
    Report,
    figure_item,
    figures_of,
    findings_of,
    last_decisions,
)
from corpus.store.review import Item, items
from report.texts import Texts
from serve.cards import (
    Card,
    Line,
    card_of,
    card_of_difference,
    card_of_figure,
    lines_of,
)
from serve.desk import Desk

#: The groups of cards: findings worth reading, roundings, figures that nothing confirms, and
#: differences from other reports.
GROUPS = ("told", "rounding", "figures", "between")


@dataclass
class Folder:
    """A report with the findings of one group."""

    desk: Desk
    report: Report
    texts: Texts

    @cached_property
    def found(self) -> list[Found]:
        return findings_of(self.desk.engine, self.report, self.texts.lang)

    @cached_property
    def groups(self) -> Mapping[str, Sequence[Card]]:
        """The cards of every group."""
        return {
            "told": [self._card(f) for f in self.found if f.item.severity != "rounding"],
            "rounding": [self._card(f) for f in self.found if f.item.severity == "rounding"],
            "figures": self._figures(),
            "between": self._between(),
        }

    def group(self, asked: str) -> str:
        """The group that is asked for, else the first with anything in it."""
        if asked in GROUPS:
            return asked
        return next((name for name in GROUPS if self.groups[name]), "told")

    def card(self, id: str) -> Card | None:
        """A card by its id, or by the mark of what it is about."""
        cards = (c for group in self.groups.values() for c in group)
        return next((c for c in cards if id in (c.id, c.item.mark)), None)

    def history(self, card: Card) -> list[Line]:
        past = history(self.desk.engine, card.item.hashes, card.item.mark)
        return lines_of(past, card.item)

    def open(self, group: str) -> int:
        """How many of a group are not settled."""
        return sum(not is_settled(card.item) for card in self.groups[group])

    def _card(self, found: Found) -> Card:
        return card_of(found, self.texts)

    def _figures(self) -> list[Card]:
        """The figures that the report itself could not confirm."""
        past = last_decisions(self.desk.engine, self.report.hashes)
        open_figures = (
            f for f in figures_of(self.desk.engine, self.report) if f.verdict == "unverifiable"
        )
        return [card_of_figure(f, figure_item(self.report, f, past)) for f in open_figures]

    def _between(self) -> list[Card]:
        row, lang = self.report.row, self.texts.lang
        only = Filter(row.year or None, row.kind, row.unit, lang=lang)
        found = items(self.desk.engine, only, everything=True, views=("differences_in_context",))
        own = set(self.report.hashes)
        return [card_of_difference(i, self.texts) for i in found if own & set(i.hashes)]


def is_settled(item: Item) -> bool:
    return item.decision in settled()

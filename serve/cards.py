"""A finding as the review page shows it: its words, its places, what was decided."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from corpus.between import catalogue
from corpus.between.again.pairs import RULE as AGAIN
from corpus.store.deciding import Past
from corpus.store.reading import Found, Stated
from corpus.store.review import Item
from extract.geometry import Box
from reconcile.audit import Evidence
from report.quote import Marked, around
from report.rule_page import about
from report.texts import Texts
from report.words import agreement, cell_words, difference


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that a finding names: its page and box, its words, whether it is the one accused;
    `id` is that of its mark on the page."""

    page: int
    box: Box
    words: str
    here: bool
    id: str = ""

    @property
    def data(self) -> str:
        """The box as the page's script reads it."""
        return " ".join(f"{v:.1f}" for v in (self.box.x0, self.box.y0, self.box.x1, self.box.y1))


@dataclass(frozen=True, slots=True)
class Card:
    """A finding, or a figure, with all that is said of it."""

    id: str
    item: Item
    rule: str
    quote: Marked
    difference: str
    formula: str
    agree: str
    spots: tuple[Spot, ...]
    about: tuple[tuple[str, str], ...]
    figure: bool = False

    @property
    def page(self) -> int:
        return self.spots[0].page if self.spots else max(1, self.item.page)

    @property
    def made(self) -> str:
        return moment(self.item.made)


def moment(made: datetime | None) -> str:
    """A time where the server is, to the minute."""
    return f"{made.astimezone():%Y-%m-%d %H:%M}" if made else ""


def card_of(found: Found, texts: Texts) -> Card:
    """The card of a finding."""
    finding, culprit = found.finding, found.culprit
    claim = culprit.claim if culprit else None
    known = catalogue.every().get(finding.rule)
    return Card(
        finding.id,
        found.item,
        texts.say(known.title) if known else "",
        _quote(found),
        difference(finding, claim, texts),
        str(finding.formula),
        agreement(finding, claim, texts),
        tuple(_spots(found, texts)),
        about(known, texts.lang) if known else (),
    )


def card_of_figure(figure: Stated, item: Item) -> Card:
    """The card of a figure that a person has to check himself."""
    claim = figure.claim
    spot = Spot(figure.place.page, figure.place.box, figure.text, here=True, id=claim.id)
    quote = around(figure.sentence, claim.start, claim.end)
    return Card(claim.id, item, "", quote, "", figure.formula, "", (spot,), (), figure=True)


def card_of_difference(item: Item, texts: Texts) -> Card:
    """The card of a difference from another report."""
    known = catalogue.rules().get(item.rule)
    name = texts.say(known.title) if known else ""
    quote = Marked(item.clause, "", "")
    words = _both(item, texts)
    said = about(known, texts.lang) if known else ()
    return Card(f"d{item.mark}", item, name, quote, words, "", "", (), said)


def _both(item: Item, texts: Texts) -> str:
    """Both figures of a difference; of two files of one report, the one that is there."""
    if item.rule != AGAIN:
        return texts("finding.these", stated=item.stated, expected=item.expected)
    name = "both" if item.stated and item.expected else "new" if item.stated else "old"
    shown = item.stated or item.expected
    return texts(f"again.these_{name}", stated=item.stated, expected=item.expected) if shown else ""


def _quote(found: Found) -> Marked:
    """The clause with its figure marked."""
    clause = found.finding.clause
    figures = [found.culprit.text] if found.culprit else []
    for text in (*figures, found.finding.stated):
        at = clause.find(text) if text else -1
        if at >= 0:
            return Marked.of(clause, at, at + len(text))
    if not clause and found.culprit:
        claim = found.culprit.claim
        return around(found.culprit.sentence, claim.start, claim.end)
    return Marked(clause, "", "")


def _spots(found: Found, texts: Texts) -> Iterator[Spot]:
    for number, stated in enumerate(found.claims):
        quote = around(stated.sentence, stated.claim.start, stated.claim.end, 14)
        at = texts("finding.page", page=stated.place.page)
        words = texts("finding.elsewhere", at=at, clause=quote)
        yield Spot(stated.place.page, stated.place.box, words, number == 0, stated.claim.id)
    for number, evidence in enumerate(found.finding.cells):
        yield _cell_spot(evidence, texts, here=not found.claims and number == 0)


def _cell_spot(evidence: Evidence, texts: Texts, *, here: bool) -> Spot:
    cell = evidence.cell
    return Spot(cell.page, cell.box, cell_words(evidence, None, texts), here, f"cell{cell.row}")


@dataclass(frozen=True, slots=True)
class Line:
    """A decision of the history in words; `saw` is what was seen where that reads otherwise now."""

    past: Past
    when: str
    saw: str


def lines_of(past: Sequence[Past], item: Item) -> list[Line]:
    """The history of a finding."""
    return [Line(one, moment(one.made), _saw(one, item)) for one in past]


def _saw(past: Past, item: Item) -> str:
    seen: Mapping[str, object] = json.loads(past.seen or "{}")
    message = str(seen.get("message", ""))
    same = (seen.get("stated"), seen.get("expected")) == (item.stated, item.expected)
    return "" if same or not message else message


@dataclass(frozen=True, slots=True)
class Mark:
    """A box on a page: a figure of the narrative or a cell, the findings that name it, and what
    the calculator reads from it."""

    kind: str
    box: Box
    text: str
    value: str
    unit: str
    label: str
    findings: tuple[str, ...] = ()
    id: str = ""

    @classmethod
    def of(
        cls, kind: str, box: Box, text: str, value: Decimal | str, unit: str, label: str
    ) -> Mark:
        shown = value if isinstance(value, str) else f"{value:f}"
        return cls(kind, box, text, shown, unit, label)

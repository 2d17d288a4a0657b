"""What is taken away of a report: the letter of inquiry and the summary, from what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.between import catalogue
from report.letter.write import Letter, Point
from serve.cards import Card
from serve.folder import Folder, is_settled

#: So many findings fit on a page.
_MOST = 8
_MOST_PLACES = 3


@dataclass(frozen=True, slots=True)
class Summary:
    """What an editor reads: confirmed findings, how many are open, how many are settled otherwise;
    `more` are confirmed ones beyond a page."""

    confirmed: tuple[Card, ...]
    more: int
    unsettled: tuple[Card, ...]
    dismissed: int


def letter_of(folder: Folder, day: date) -> Letter:
    """The letter about what was confirmed. In Chinese: it goes to a Chinese office."""
    row, texts = folder.report.row, folder.texts
    kind = texts("head.budget" if row.kind == "budget" else "head.final")
    year = texts("head.year", year=row.year) if row.year else ""
    points = tuple(map(_point, _confirmed(folder)))
    file = next(iter(folder.report.names), row.file)
    return Letter(row.unit, f"《{row.unit}{year}{kind}》", file, day, points)


def summary_of(folder: Folder) -> Summary:
    """The summary of a report."""
    confirmed = _confirmed(folder)
    heavy = [*folder.cards("told"), *folder.cards("between")]
    unsettled = [c for c in heavy if not is_settled(c.item)]
    others = [c for c in heavy if is_settled(c.item) and c.item.decision != "confirmed"]
    return Summary(tuple(confirmed[:_MOST]), len(confirmed[_MOST:]), tuple(unsettled), len(others))


def _confirmed(folder: Folder) -> list[Card]:
    groups: Sequence[Sequence[Card]] = [folder.cards(n) for n in ("told", "rounding", "between")]
    return [c for cards in groups for c in cards if c.item.decision == "confirmed"]


def _point(card: Card) -> Point:
    known = catalogue.every().get(card.item.rule)
    question = known.texts.get("ask", "").strip() if known else ""
    quote = card.quote.before + card.quote.figure + card.quote.after
    there = tuple(s.words.replace("【", "").replace("】", "") for s in card.spots if not s.here)
    here = [s.words for s in card.spots if s.here] if not quote else []
    title = f"“{card.quote.figure}”一处" if card.quote.figure else card.rule or card.item.message
    equation = card.formula if card.formula else card.difference
    if card.formula and card.difference:
        equation = f"{card.formula}；{card.difference}"
    return Point(card.page, title, quote, (*here, *there)[:_MOST_PLACES], equation, question)

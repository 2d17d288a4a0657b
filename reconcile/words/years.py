"""Years that are not the report's: in headings, at the end of the year."""

from __future__ import annotations

from collections.abc import Iterator

from extract.disclosure import Disclosure, Sentence
from reconcile.phrases import phrase
from reconcile.words.found import Wording, words


def year_findings(disclosure: Disclosure) -> Iterator[Wording]:
    """A heading with another year than the report's; assets at the end of another year."""
    if not disclosure.year:
        return
    for sentence in disclosure.sentences:
        if sentence.kind in ("heading", "note"):
            yield from _heading_year(disclosure, sentence)
        elif sentence.kind == "body" and disclosure.kind == "final":
            match = words("year", "year_end").search(sentence.text)
            if match and int(match[1]) == disclosure.year - 1:
                page = sentence.places[match.start()].page
                dated = f"{match[1]}-12-31"
                yield Wording(
                    "W06", page,
                    phrase("wording.year_end", year=str(disclosure.year), printed=match[1]),
                    match[1], str(disclosure.year), match[0],
                    tuple(
                        c.id
                        for c in disclosure.claims
                        if c.sentence == sentence.id and c.period == dated
                    ),
                )  # fmt: skip


def _heading_year(disclosure: Disclosure, sentence: Sentence) -> Iterator[Wording]:
    match = words("year", "heading").search(sentence.text)
    wrong = match and int(match[1]) != disclosure.year and abs(int(match[1]) - disclosure.year) <= 2
    if match and wrong and not words("year", "heading_compares").search(sentence.text):
        yield Wording(
            "W06", sentence.places[0].page,
            phrase("wording.heading_year", year=str(disclosure.year)),
            match[1], str(disclosure.year), sentence.text[:60],
        )  # fmt: skip

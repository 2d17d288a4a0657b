"""Figures that are no numbers as printed: 12,06.85万元 in a sentence, ##### in a table. On a scan
it is not known what was printed: there they are named as not read, and nobody is blamed."""

from __future__ import annotations

from collections.abc import Iterator

from extract.disclosure import Disclosure
from extract.figures.marred import is_printed_so, marred_cells, marred_in_text
from reconcile.phrases import phrase
from reconcile.words.found import Wording


def marred_findings(disclosure: Disclosure) -> Iterator[Wording]:
    """One finding for each such figure of the narrative, and one for each table with such cells."""
    scanned = disclosure.scanned
    for marred in marred_in_text(disclosure.sentences):
        if marred.page in scanned:
            continue
        claims = tuple(
            c.id
            for c in disclosure.claims
            if c.sentence == marred.sentence.id and c.start < marred.end and marred.start < c.end
        )
        text = marred.sentence.text
        yield Wording(
            "W20",
            marred.page,
            phrase("wording.marred", figure=marred.text),
            marred.text,
            "",
            text[max(0, marred.start - 24) : marred.end + 8],
            claims,
        )
    for table in disclosure.tables:
        marred_here = (c for c in marred_cells(table) if c.page not in scanned)
        cells = tuple(filter(is_printed_so, marred_here))
        if cells:
            shown = "、".join(dict.fromkeys(c.text.replace("\n", " ") for c in cells[:3]))
            yield Wording(
                "W21",
                cells[0].page,
                phrase("wording.marred_cells", title=table.title, count=str(len(cells)),
                       cells=shown),
                cells[0].text,
                "",
                "",
                cells=cells[:3],
            )  # fmt: skip

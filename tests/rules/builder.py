"""From an example of a rule's file to the Disclosure that a report which prints it would give."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extract.claims.statements import read_claims
from extract.disclosure import Disclosure
from extract.geometry import Box
from extract.layout import Field
from extract.narrative.sentences import read_sentences
from extract.paper.running import running_text
from extract.table import Table
from extract.tables.build import read_table
from extract.tables.captions import Caption
from extract.tables.joining import Sheet
from reconcile.rules import Example, Sample
from tests.extract.by_hand import document

COLUMN, LINE = 60.0, 20.0
#: Tables stand on pages of their own, far behind the narrative.
FIRST_PAGE = 50
#: A paragraph of full lines, as every report has some: by them the readers know the margins.
OPENING = (
    "本报告按照有关规定编制并向社会公开，所列各项内容由本单位负责解释，"
    "欢迎社会各界监督，联系方式见本单位门户网站首页。"
)


def built(example: Example) -> Disclosure:
    """The example as read by the readers that read PDFs, from the level of pages and fields on."""
    pages = document([OPENING, *example.text.splitlines()]) if example.text else ()
    sentences = read_sentences(running_text(pages, {}))
    reading = read_claims(sentences, year=example.year, kind=example.kind)
    return Disclosure(
        path=Path("示例.pdf"),
        sha256="0" * 64,
        unit="某市某局",
        year=example.year,
        kind=example.kind,
        page_count=FIRST_PAGE + len(example.tables),
        tables=tuple(table(sample, n) for n, sample in enumerate(example.tables, 1)),
        sentences=sentences,
        claims=reading.claims,
        statements=reading.statements,
        comparisons=reading.comparisons,
    )


def table(sample: Sample, number: int) -> Table:
    """One table of an example, on a page of its own."""
    page = FIRST_PAGE + number
    matrix = fields(sample.rows, page)
    box = Box(0, 100, COLUMN * len(matrix[0]), 100 + LINE * len(matrix))
    caption = Caption(sample.title, unit=sample.unit)
    sheet = Sheet(caption, matrix, ((page, box),), (0,), notes=sample.notes)
    return read_table(sheet, f"t{number}")


def fields(rows: Sequence[Sequence[str]], page: int) -> tuple[tuple[Field, ...], ...]:
    """Rows written down as fields: `<` goes on from the left, `^` from above."""
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r, texts in enumerate(rows):
        for c, text in enumerate(texts):
            near = {"<": (r, c - 1), "^": (r - 1, c)}.get(text)
            owner[r, c] = owner.get(near, (r, c)) if near else (r, c)
    made = {}
    for key in set(owner.values()):
        places = [place for place, own in owner.items() if own == key]
        end = max(r for r, _ in places) + 1, max(c for _, c in places) + 1
        box = Box(COLUMN * key[1], LINE * key[0], COLUMN * end[1], LINE * end[0])
        text = rows[key[0]][key[1]]
        made[key] = Field(page, box, *key, *end, text, box.x0 + 2 if text else None)
    return tuple(tuple(made[owner[r, c]] for c in range(len(rows[r]))) for r in range(len(rows)))

"""Tables that the contents list and the report does not hold; notes at odds with their table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from extract.disclosure import Disclosure, Sentence
from extract.table import Table
from reconcile.phrases import phrase
from reconcile.plain import label, plain
from reconcile.tables.kinds import table_kind
from reconcile.tables.library import Library
from reconcile.words.found import Wording, data, words


def table_findings(disclosure: Disclosure, library: Library) -> Iterator[Wording]:
    """Notes that say a table is empty where it is not, and tables that are missing."""
    yield from _empty_notes(library)
    yield from _missing(disclosure, library)


def unit_findings(misprinted: Iterable[tuple[Table, str, int]]) -> Iterator[Wording]:
    """Tables that print another unit than their figures are in, each with that unit and how many of
    its figures show it: one finding a table, whose every figure is off by one factor."""
    for table, unit, count in misprinted:
        cells = (c for row in table.rows for c in row.cells if c.quantity and c.quantity.value)
        first = tuple(islice(cells, 1))
        yield Wording(
            "W22",
            first[0].page if first else min(table.pages, default=0),
            phrase(
                "wording.unit_line",
                title=table.title, printed=table.unit, count=str(count), unit=unit,
            ),
            table.unit,
            unit,
            "",
            cells=first,
        )  # fmt: skip


def _empty_notes(library: Library) -> Iterator[Wording]:
    """A note that says a table is empty, under a table with figures."""
    for sheet in library.sheets:
        empty = words("table", "empty_note")
        note = next((n for n in sheet.table.notes if empty.search(n)), None)
        if note is None:
            continue
        figures = [
            c for r in sheet.table.rows for c in r.cells
            if c.quantity is not None and c.quantity.value
        ]  # fmt: skip
        if figures:
            yield Wording(
                "W07", figures[0].page,
                phrase("wording.empty_note", note=note.strip()[:40]),
                f"{figures[0].quantity}", "", note[:80], cells=tuple(figures[:3]),
            )  # fmt: skip


def _missing(disclosure: Disclosure, library: Library) -> Iterator[Wording]:
    """A table that the contents list and the report does not hold. Said only where every page was
    read, none of them from its picture, and most of the listed tables were found."""
    listed: dict[str, Sentence] = {}
    for sentence in disclosure.sentences:
        title = re.sub(r"[…·.⋯\d]+$", "", plain(sentence.text))
        if sentence.kind == "contents" and title.endswith("表") and "部门" not in title[-5:]:
            kind = table_kind(label(title))
            if kind in data()["table"]["usual"]:
                listed.setdefault(kind, sentence)
    held = {kind for s in library.sheets for kind in (s.kind, table_kind(s.table.title))}
    if disclosure.unread or disclosure.scanned or len(listed.keys() & held) < 5:
        return
    for kind, sentence in listed.items():
        if kind not in held:
            name = re.sub(r"[…·.⋯\d]+$", "", label(sentence.text))
            yield Wording(
                "W09", sentence.places[0].page, phrase("wording.no_table", title=name), name, "",
                sentence.text, _claims_of(disclosure, name),
            )  # fmt: skip


def _claims_of(disclosure: Disclosure, table: str) -> tuple[str, ...]:
    """The first claims of the section that goes with a table (支出决算表 ~ 支出决算情况说明)."""
    stem = plain(table).removesuffix("表").removesuffix("总")
    return tuple(
        c.id
        for c in disclosure.claims
        if any(plain(s).startswith(stem) for s in disclosure.sentences[c.sentence].section)
    )[:3]

"""What a report shows by itself to have lost, said as what was not read is: rows and fields of
tables, forms, words of the narrative."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.disclosure import Disclosure
from extract.table import Table
from extract.unread import FIELDS, FORMLESS, SHOWN, holed
from reconcile.weighing.ends_lost import ended_early
from reconcile.weighing.fields_lost import blank_over_parts, pages_lost
from reconcile.weighing.figures_cut import holes
from reconcile.weighing.forms_cut import forms_cut
from reconcile.weighing.forms_missing import projects_without_form

#: What only running text has; names of bodies and units of money stand apart on one line, and so do
#: the fields of a form whose rules were not found. These state no amounts with their unit; they may
#: hold a sentence that ends, but then others beside it hold none.
_PROSE = re.compile("[，。；]")
_STATES = re.compile(r"\d[万亿千百]*元")
_ENDS = "。"


@dataclass(frozen=True)
class Losses:
    """A report with what it seems to have lost, of which its `disclosure` says, as of what was not
    read. `forms` are the tables that lost the end of their form, each with its page; `holes` the
    characters of the narrative before which text is missing, each by its sentence and its place."""

    disclosure: Disclosure
    forms: tuple[tuple[Table, int], ...] = ()
    holes: frozenset[tuple[int, int]] = frozenset()

    @classmethod
    def of(cls, disclosure: Disclosure) -> Losses:
        """What a report as it was read shows to have lost."""
        found = cls(disclosure, tuple(forms_cut(disclosure.tables)), holes(disclosure))
        said = {
            *_of_tables(found),
            *_of_text(found),
            *((page, f"{FORMLESS}：{name}") for page, name in projects_without_form(disclosure)),
        }
        if not said:
            return found
        unread = tuple(sorted({*disclosure.unread, *said}))
        return replace(found, disclosure=replace(disclosure, unread=unread))


def _of_tables(found: Losses) -> Iterator[tuple[int, str]]:
    tables = found.disclosure.tables
    yield from ((page, FIELDS) for table in tables for page in pages_lost(table))
    yield from ((cell.page, FIELDS) for table in tables for cell in blank_over_parts(table))
    yield from ((page, FIELDS) for _, page in (*found.forms, *ended_early(tables)))


def _of_text(found: Losses) -> Iterator[tuple[int, str]]:
    """The pages with blanks in the middle of a sentence, but for those read from pictures."""
    read = found.disclosure
    machine = {*read.scanned, *read.recognised, *read.leaves}
    at_holes = [(read.sentences[number], at) for number, at in sorted(found.holes)]
    of_fields = {s.places[at].page for s, at in at_holes if not _PROSE.search(s.text)}
    for sentence, at in at_holes:
        page = sentence.places[at].page
        whole = sentence.text.endswith(_ENDS) and page not in of_fields
        told = _PROSE.search(sentence.text) and (whole or _STATES.search(sentence.text))
        if sentence.kind == "body" and told and page not in machine:
            yield page, holed(sentence.text[:at] or sentence.text[:SHOWN])

"""What a report shows by itself to have lost, said as what was not read is: rows and fields of
tables, forms, words of the narrative."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.disclosure import Disclosure
from extract.unread import FIELDS, FORMLESS, SHOWN, holed
from reconcile.weighing.ends_lost import ended_early
from reconcile.weighing.fields_lost import pages_lost
from reconcile.weighing.figures_cut import holes
from reconcile.weighing.forms_cut import forms_cut
from reconcile.weighing.forms_missing import projects_without_form

#: What only running text has; names of bodies and units of money stand apart on one line, and so do
#: the fields of a form whose rules were not found, which states no amounts with their unit.
_PROSE = re.compile("[，。；]")
_STATES = re.compile(r"\d[万亿千百]*元")


def with_losses(disclosure: Disclosure) -> Disclosure:
    """A report of which is said, as of what was not read, what it seems to have lost."""
    said = {
        *_of_tables(disclosure),
        *_of_text(disclosure),
        *((page, f"{FORMLESS}：{name}") for page, name in projects_without_form(disclosure)),
    }
    if not said:
        return disclosure
    return replace(disclosure, unread=tuple(sorted({*disclosure.unread, *said})))


def _of_tables(disclosure: Disclosure) -> Iterator[tuple[int, str]]:
    yield from ((page, FIELDS) for table in disclosure.tables for page in pages_lost(table))
    ends = (*forms_cut(disclosure.tables), *ended_early(disclosure.tables))
    yield from ((page, FIELDS) for _, page in ends)


def _of_text(disclosure: Disclosure) -> Iterator[tuple[int, str]]:
    """The pages with blanks in the middle of a sentence, but for those read from pictures."""
    machine = {*disclosure.scanned, *disclosure.recognised, *disclosure.leaves}
    for number, at in sorted(holes(disclosure)):
        sentence = disclosure.sentences[number]
        page = sentence.places[at].page
        told = _PROSE.search(sentence.text) and _STATES.search(sentence.text)
        if sentence.kind == "body" and told and page not in machine:
            yield page, holed(sentence.text[:at] or sentence.text[:SHOWN])

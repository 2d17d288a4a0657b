"""Every finder of wording, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from reconcile.book import Book
from reconcile.tables.library import Library
from reconcile.words.clashes import clash_findings
from reconcile.words.codes import code_findings
from reconcile.words.compared import compared_findings
from reconcile.words.found import Wording
from reconcile.words.reasons import reason_findings
from reconcile.words.tables import table_findings
from reconcile.words.templates import template_findings
from reconcile.words.torn import torn_findings
from reconcile.words.years import year_findings
from reconcile.words.zero import zero_findings


def wording_findings(book: Book, library: Library) -> Iterator[Wording]:
    """Every wording finding of a report."""
    disclosure = book.disclosure
    yield from torn_findings(disclosure)
    yield from template_findings(disclosure)
    yield from zero_findings(book)
    yield from year_findings(disclosure)
    yield from compared_findings(disclosure)
    yield from clash_findings(disclosure)
    yield from code_findings(disclosure)
    yield from reason_findings(book)
    yield from table_findings(disclosure, library)

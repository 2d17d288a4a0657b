"""Made-up reports in several forms, for tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from corpus.sampling.forms import as_book, as_page, as_word
from corpus.sampling.forms.parts import narrative_only
from corpus.sampling.sample import Draft, drafted
from corpus.sampling.typeset import typeset

FLAWS = ("level", "change_rate", "group_sum")


@cache
def draft(seed: int = 3, *, flawed: bool = True) -> Draft:
    """A report with errors in it, before it is typeset."""
    return drafted(seed, None, "final", flaws=FLAWS if flawed else (), lenient=True)


def write(folder: Path, form: str, made: Draft) -> Path:
    """The report as a file of a form; its text and its tables apart as text.docx, tables.xlsx."""
    report, look = made.report, made.look
    data = {
        "a.pdf": lambda: typeset(report, look).data,
        "a.html": lambda: as_page(report, look, charset="gb18030"),
        "a.docx": lambda: as_word(report, look, numbered=True),
        "a.xlsx": lambda: as_book(report, look, narrative=True),
        "text.docx": lambda: as_word(narrative_only(report), look),
        "tables.xlsx": lambda: as_book(report, look),
    }[form]()
    path = folder / form
    path.write_bytes(data)
    return path

"""The words of the review page: those of every report, and its own."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from corpus.store.headings import of_workpapers
from report.texts import LANGUAGES, Texts, dotted
from report.texts import load as of_reports

#: The columns of a list that decide something, as /findings.csv has them.
_COLUMNS = ("mark", "decision", "note", "reviewer")
#: What else `gouji review --out` calls one of them.
_OF_COMMAND = {"review": "decision", "seen": "seen"}


@cache
def load(lang: str) -> Texts:
    """The texts of a language, zh or en."""
    source = files("serve").joinpath(f"words.{lang}.toml").read_text(encoding="utf-8")
    return Texts(lang, of_reports(lang).entries | dotted(source))


@cache
def headings() -> dict[str, str]:
    """By the headings of a filled-in list, in all languages, what stands below them: those of a
    workpaper, of the page's own list of findings, and of what `gouji review` writes."""
    listed = {load(lang)(f"list.{name}"): name for lang in LANGUAGES for name in _COLUMNS}
    return of_workpapers() | listed | {name: name for name in _COLUMNS} | _OF_COMMAND

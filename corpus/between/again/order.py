"""Which of several files of one report came first, and whether the later one says what it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.store.models import FileRow, ReportRow, SentenceRow

#: How it is known which file came first, the surest first; UNKNOWN where it is not.
SAYS, REPLACED, DATED, SCANNED, UNKNOWN = "says", "replaced", "dated", "scanned", "unknown"
#: As many sentences at the top count as the cover.
_COVER = 12


@dataclass(frozen=True, slots=True)
class Issue:
    """One file of a report: the words by which it says that it corrects or completes an earlier
    one ("" where it says nothing), whether it only completes it, and where it lies."""

    report: ReportRow
    announces: str
    supplement: bool
    date: str
    scan: int
    first_file: int


def issues(session: Session, reports: Sequence[ReportRow]) -> list[Issue]:
    """The files of one report in the order in which they came, as far as that is known."""
    made = [_issue(session, report) for report in reports]
    return sorted(made, key=_rank)


def basis(earlier: Issue, later: Issue) -> str:
    """How it is known that one came before the other."""
    if later.announces and not earlier.announces:
        return SAYS
    if not earlier.first_file and later.first_file:
        return REPLACED
    if earlier.date and later.date and earlier.date < later.date:
        return DATED
    if 0 < earlier.scan < later.scan and earlier.first_file < later.first_file:
        return SCANNED
    return UNKNOWN


def _rank(issue: Issue) -> tuple[Any, ...]:
    """Files that correct come last, those whose place another file has taken first."""
    return bool(issue.announces), bool(issue.first_file), issue.date, issue.scan, issue.first_file


def _issue(session: Session, report: ReportRow) -> Issue:
    same = select(ReportRow.id).where(ReportRow.content == report.content)
    files = session.scalars(select(FileRow).where(FileRow.report_id.in_(same)).order_by(FileRow.id))
    known = list(files)
    paths = [file.path for file in known] or [report.file]
    rows = select(SentenceRow).where(SentenceRow.report_id == report.id).order_by(SentenceRow.id)
    sentences = [(row.kind, row.text) for row in session.scalars(rows)]
    said = announces(sentences, [path.rpartition("/")[2] for path in paths])
    return Issue(
        report,
        said,
        bool(said) and re.search(_words()["supplement"], said) is not None,
        min(filter(None, map(_date, paths)), default=""),
        min((file.scan_id for file in known), default=0),
        min((file.id for file in known), default=0),
    )


def announces(sentences: Sequence[tuple[str, str]], names: Sequence[str]) -> str:
    """The words by which a report says that it corrects or completes an earlier one: of its
    `sentences`, each with its kind, in their order, or of the `names` of its files; "" where it
    says nothing of the kind."""
    words = _words()
    sentences = [(kind, re.sub(r"\s", "", text)) for kind, text in sentences]
    stems = [re.sub(r"\s|\.\w{2,5}$", "", name) for name in names]
    heads = [t for n, (kind, t) in enumerate(sentences) if n < _COVER or kind == "heading"]
    found = _first(heads, words["title"]) or _first([t for _, t in sentences], words["text"])
    return found or _first(stems, words["title"])


def _first(texts: Sequence[str], patterns: Sequence[str]) -> str:
    """The first text that one of the patterns is found in, and means it."""
    aside = re.compile(_words()["not_meant"])
    for text in texts:
        if any(re.search(p, text) for p in patterns) and not aside.search(text):
            return text
    return ""


def _date(path: str) -> str:
    found = re.findall(_words()["date"], path)
    return f"{found[-1][0]}{int(found[-1][1]):02}{int(found[-1][2]):02}" if found else ""


@cache
def _words() -> Mapping[str, Any]:
    source = resources.files("corpus.between.again").joinpath("announced.toml")
    return tomllib.loads(source.read_text("utf-8"))

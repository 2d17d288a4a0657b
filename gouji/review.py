"""`gouji review`: what is still open, and what a reviewer decides; here or in a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gouji.answers import MOST_ON_SCREEN, show, with_decisions, write_file
from gouji.choices import named
from gouji.help import Lang, Words, load_words
from gouji.query import ReportKind
from gouji.reasons import spoken
from gouji.stores import STORE, end, store_or_exit

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from corpus.store.queries import Answer, Filter
    from corpus.store.review import Item

#: The columns of a list of findings; those a reviewer fills in come first.
COLUMNS = ("mark", "decision", "note", "reviewer", "severity", "rule", "unit", "year", "kind",
           "page", "message", "stated", "expected", "clause", "detail", "file")  # fmt: skip
#: Columns whose values have names.
_NAMED = ("severity", "kind")


def review(
    marks: Annotated[list[str] | None, typer.Argument(metavar="MARK...")] = None,
    decision: Annotated[str, typer.Option("--as", metavar="DECISION")] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT")] = "",
    reviewer: Annotated[str, typer.Option("--by", metavar="NAME", envvar="GOUJI_REVIEWER")] = "",
    given: Annotated[Path | None, typer.Option("--import", metavar="FILE")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="CSV")] = None,
    everything: Annotated[bool, typer.Option("--all")] = False,
    unit: Annotated[str, typer.Option("--unit", metavar="NAME")] = "",
    year: Annotated[int | None, typer.Option("--year", metavar="YEAR")] = None,
    kind: Annotated[
        ReportKind | None,
        typer.Option("--kind", metavar="KIND", parser=named(ReportKind)),
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", "-n", metavar="N", min=1)] = None,
    store: Annotated[str, typer.Option("--store", metavar="URL", envvar="GOUJI_STORE")] = STORE,
    lang: Annotated[Lang, typer.Option("--lang", metavar="zh|en", envvar="GOUJI_LANG")] = Lang.ZH,
) -> None:
    """List the open findings of a store, or keep decisions about them."""
    words = load_words(lang)
    if bool(marks) != bool(decision) or (marks and given):
        end(words["reviewing"]["no_decision"])
    with store_or_exit(store, words, create=False) as engine:
        if marks:
            typer.echo(_decided(engine, marks, decision, reviewer, note, words))
        elif given:
            typer.echo(_imported(engine, given, reviewer, words))
        else:
            from corpus.store.queries import Filter

            most = limit if limit or out else MOST_ON_SCREEN
            only = Filter(year, kind.value if kind else "", unit, most, lang=lang.value)
            _list(engine, only, out, words, lang, everything=everything, full=bool(limit))


def _list(
    engine: Engine,
    only: Filter,
    out: Path | None,
    words: Words,
    lang: Lang,
    *,
    everything: bool,
    full: bool,
) -> None:
    from corpus.store.review import items, lost

    found = items(engine, only, everything=everything)
    answer = _answer(found, words, lang, for_file=out is not None)
    if out is not None:
        write_file(answer, out, words)
    else:
        show(answer, words, full=full or len(found) < MOST_ON_SCREEN)
    if gone := lost(engine):
        typer.echo(words["reviewing"]["lost"].format(count=gone), err=True)


def _answer(found: Sequence[Item], words: Words, lang: Lang, *, for_file: bool) -> Answer:
    """Findings as rows: for a spreadsheet with headings and values in the reader's words."""
    from corpus.store.queries import Answer

    rows = tuple(tuple(getattr(item, name) for name in COLUMNS) for item in found)
    answer = with_decisions(Answer(COLUMNS, rows), lang)
    if not for_file:
        return answer
    named = []
    for row, item in zip(answer.rows, found, strict=True):
        fields = dict(zip(COLUMNS, row, strict=True)) | {"mark": item.reference}
        named.append(fields | {name: words["values"][fields[name]] for name in _NAMED})
    headings = tuple(words["columns"][name] for name in COLUMNS)
    return Answer(headings, tuple(tuple(row.values()) for row in named))


def _decided(
    engine: Engine, marks: Sequence[str], written: str, reviewer: str, note: str, words: Words
) -> str:
    """Keep one decision about the findings of these marks."""
    from corpus.store.queries import Filter
    from corpus.store.review import Decision, MarkError, decide, find, items

    say = words["reviewing"]
    chosen = _kind(written, words)
    if not reviewer:
        end(say["no_reviewer"])
    known = items(engine, Filter(), everything=True, marks=marks)
    try:
        found = [find(known, mark) for mark in marks]
    except MarkError as error:
        end(say[error.status].format(mark=error.mark))
    done = decide(engine, [Decision(item, chosen, reviewer, note) for item in found])
    return str(say["kept"].format(count=done))


def _imported(engine: Engine, path: Path, reviewer: str, words: Words) -> str:
    """Keep the decisions of a spreadsheet, all or none."""
    from corpus.store.decided_csv import DecisionsError, marks_in, read_decisions
    from corpus.store.queries import Filter
    from corpus.store.review import decide, items

    say = words["reviewing"]
    try:
        named = marks_in(path, _headings())
        known = items(engine, Filter(), everything=True, marks=named)
        found = read_decisions(path, known, reviewer, _headings())
    except OSError as error:
        end(say["unreadable"].format(file=path, reason=spoken(error, words)))
    except DecisionsError as error:
        text = say[error.status]
        end(text.format(file=path, line=error.line, value=error.value))
    done = decide(engine, found.decisions)
    text = say["kept"].format(count=done)
    if found.late:
        marks = found.late[0].item.mark
        text += "\n" + say["late"].format(count=len(found.late), marks=marks)
    if found.unknown:
        text += "\n" + say["not_found"].format(count=len(found.unknown), marks=found.unknown[0])
    return str(text)


def _kind(written: str, words: Words) -> str:
    from corpus.store.decisions import decision_of, kinds

    chosen = decision_of(written)
    if chosen is None:
        names = words["config"]["comma"].join(f"{k.zh} ({k.en})" for k in kinds().values())
        end(words["reviewing"]["unknown_decision"].format(value=written, known=names))
    return chosen


def _headings() -> dict[str, str]:
    """The headings of all languages, and the columns they mean."""
    from corpus.store.headings import of_workpapers

    every = [load_words(lang)["columns"] for lang in Lang]
    listed = {columns[name]: name for columns in every for name in COLUMNS}
    return of_workpapers() | listed | {n: n for n in COLUMNS}

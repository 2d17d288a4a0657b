"""`gouji query`: the common questions to a store, as a table or as CSV."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from gouji.help import Lang, Words, load_words
from gouji.stores import STORE, UNUSABLE, store_or_exit
from report.wrap import wrap

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from corpus.store.queries import Answer, Filter

#: What a spreadsheet program would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MOST_ON_SCREEN = 50
_WIDTH = 80
#: Columns of many words, in the order in which they are shown; and those that repeat them.
_LONG = ("message", "detail", "sentence", "context", "path")
_UNSEEN = ("stated", "expected", "formula", "clause", "quantity", "figure_unit", "section")
#: Columns whose values have names.
_NAMED = ("kind", "other_kind", "severity")
#: Columns that a table on the screen has no room for.
_SPARED = ("first_year", "last_year", "claims", "contradicted", "confirmed")


class Question(StrEnum):
    """What can be asked."""

    UNITS = "units"
    RULE = "rule"
    FIGURE = "figure"
    TEXT = "text"
    FILES = "files"
    DUPLICATES = "duplicates"
    DIFFERENCES = "differences"


class ReportKind(StrEnum):
    """The kinds of report."""

    FINAL = "final"
    BUDGET = "budget"


def query(
    question: Annotated[Question, typer.Argument(metavar="QUESTION")],
    terms: Annotated[list[str] | None, typer.Argument(metavar="WORDS...")] = None,
    store: Annotated[str, typer.Option("--store", metavar="URL", envvar="GOUJI_STORE")] = STORE,
    unit: Annotated[str, typer.Option("--unit", metavar="NAME")] = "",
    year: Annotated[int | None, typer.Option("--year", metavar="YEAR")] = None,
    kind: Annotated[ReportKind | None, typer.Option("--kind", metavar="final|budget")] = None,
    limit: Annotated[int | None, typer.Option("--limit", "-n", metavar="N", min=1)] = None,
    as_csv: Annotated[bool, typer.Option("--csv")] = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="PATH")] = None,
    lang: Annotated[Lang, typer.Option("--lang", metavar="zh|en", envvar="GOUJI_LANG")] = Lang.ZH,
) -> None:
    """Answer a question from a store."""
    words = load_words(lang)
    written = as_csv or out is not None
    shown = limit if limit is not None or written else _MOST_ON_SCREEN
    with store_or_exit(store, words, create=False) as engine:
        from corpus.store.queries import Filter, QuestionError

        only = Filter(year, kind.value if kind else "", unit, shown)
        try:
            answer = _ask(engine, question, " ".join(terms or ()), only)
        except QuestionError as error:
            text = words["querying"]["no_words" if not error.word else "no_figure"]
            typer.echo(text.format(words=error.word, question=question), err=True)
            raise typer.Exit(UNUSABLE) from error
    if out is not None:
        _write_file(answer, out, words)
    elif as_csv:
        _write_csv(answer, sys.stdout)
    else:
        _show(answer, words, full=limit is not None or len(answer.rows) < _MOST_ON_SCREEN)


def _ask(engine: Engine, question: Question, about: str, only: Filter) -> Answer:
    from corpus.store import queries

    worded = {
        Question.RULE: queries.findings_of_rule,
        Question.FIGURE: queries.where_figure,
        Question.TEXT: queries.text_search,
    }
    plain = {
        Question.UNITS: queries.worst_units,
        Question.DUPLICATES: queries.duplicates,
        Question.DIFFERENCES: queries.differences,
    }
    if question in worded:
        if not about:
            raise queries.QuestionError("")
        return worded[question](engine, about, only)
    if question is Question.FILES:
        return queries.files(engine, about, only)
    return plain[question](engine, only)


def _show(answer: Answer, words: Words, *, full: bool) -> None:
    """The rows for a person: as a table where they are short, else one below the other."""
    say = words["querying"]
    if not answer.rows:
        typer.echo(say["nothing"])
    elif set(answer.columns) & set(_LONG):
        for row in answer.rows:
            typer.echo("\n".join(_card(dict(zip(answer.columns, row, strict=True)), words)))
    else:
        _show_table(answer, words)
    if answer.rows and not full:
        typer.echo(say["more"].format(limit=_MOST_ON_SCREEN))


def _card(row: Mapping[str, Any], words: Words) -> Iterator[str]:
    """The short values of a row in one line, each long one below it."""
    short = [_worded(n, v, words) for n, v in row.items() if n not in (*_LONG, *_UNSEEN)]
    yield " · ".join(value for value in short if value)
    for name in _LONG:
        if value := row.get(name):
            yield from ("    " + line for line in wrap(str(value), _WIDTH - 4))


def _show_table(answer: Answer, words: Words) -> None:
    """A table as wide as the terminal."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    shown = [n for n, name in enumerate(answer.columns) if name not in _SPARED]
    columns = [answer.columns[n] for n in shown]
    for name in columns:
        width = 20 if name == "unit" else None
        table.add_column(words["columns"].get(name, name), overflow="fold", min_width=width)
    for row in answer.rows:
        values = zip(columns, (row[n] for n in shown), strict=True)
        table.add_row(*(_worded(name, value, words) for name, value in values))
    Console(highlight=False, markup=False, emoji=False).print(table)


def _write_file(answer: Answer, path: Path, words: Words) -> None:
    """CSV with a byte order mark, by which Excel knows UTF-8."""
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            _write_csv(answer, stream)
    except OSError as error:
        text = words["message"]["cannot_write"].format(file=path, reason=error.strerror)
        typer.echo(text, err=True)
        raise typer.Exit(UNUSABLE) from error


def _write_csv(answer: Answer, stream: TextIO) -> None:
    """Rows under the columns' names as in the views, so that a program can rely on them."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(answer.columns)
    for row in answer.rows:
        writer.writerow([_harmless(value) for value in row])


def _harmless(value: Any) -> Any:
    """A text that no spreadsheet takes for a formula; figures stay figures."""
    if not isinstance(value, str) or not value.startswith(_FORMULA) or _is_number(value):
        return value
    return "'" + value


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal()


def _worded(column: str, value: Any, words: Words) -> str:
    """A value as a person reads it: 决算 for final, 不一致 for mismatch."""
    if value is None:
        return ""
    if column == "page":
        return f"p.{value}"
    named = words["values"].get(str(value)) if column in _NAMED else None
    return named or str(value)

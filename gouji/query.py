"""`gouji query`: the common questions to a store, as a table or as CSV."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gouji.answers import MOST_ON_SCREEN, show, with_decisions, write_csv, write_file
from gouji.help import Lang, load_words
from gouji.stores import STORE, UNUSABLE, store_or_exit

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from corpus.store.queries import Answer, Filter


class Question(StrEnum):
    """What can be asked."""

    UNITS = "units"
    RULE = "rule"
    FIGURE = "figure"
    TEXT = "text"
    FILES = "files"
    DUPLICATES = "duplicates"
    DIFFERENCES = "differences"
    MEMBERS = "members"


#: Questions whose answers are findings, which a reviewer may have settled.
_REVIEWED = (Question.RULE, Question.DIFFERENCES)


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
    undecided: Annotated[bool, typer.Option("--open")] = False,
    limit: Annotated[int | None, typer.Option("--limit", "-n", metavar="N", min=1)] = None,
    as_csv: Annotated[bool, typer.Option("--csv")] = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="PATH")] = None,
    lang: Annotated[Lang, typer.Option("--lang", metavar="zh|en", envvar="GOUJI_LANG")] = Lang.ZH,
) -> None:
    """Answer a question from a store."""
    words = load_words(lang)
    written = as_csv or out is not None
    shown = limit if limit is not None or written else MOST_ON_SCREEN
    if undecided and question not in _REVIEWED:
        typer.echo(words["querying"]["not_reviewed"].format(question=question), err=True)
        raise typer.Exit(UNUSABLE)
    with store_or_exit(store, words, create=False) as engine:
        from corpus.store.queries import Filter, QuestionError

        only = Filter(year, kind.value if kind else "", unit, shown, undecided, lang.value)
        try:
            answer = _ask(engine, question, " ".join(terms or ()), only)
        except QuestionError as error:
            text = words["querying"]["no_words" if not error.word else "no_figure"]
            typer.echo(text.format(words=error.word, question=question), err=True)
            raise typer.Exit(UNUSABLE) from error
    if out is not None:
        write_file(answer, out, words)
    elif as_csv:
        write_csv(answer, sys.stdout)
    else:
        show(
            with_decisions(answer, lang),
            words,
            full=limit is not None or len(answer.rows) < MOST_ON_SCREEN,
        )


def _ask(engine: Engine, question: Question, about: str, only: Filter) -> Answer:
    from corpus.store import figures, queries

    worded = {
        Question.RULE: queries.findings_of_rule,
        Question.FIGURE: figures.where_figure,
        Question.TEXT: queries.text_search,
    }
    plain = {
        Question.UNITS: queries.worst_units,
        Question.DUPLICATES: queries.duplicates,
        Question.DIFFERENCES: queries.differences,
        Question.MEMBERS: queries.department_units,
    }
    if question in worded:
        if not about:
            raise queries.QuestionError("")
        return worded[question](engine, about, only)
    if question is Question.FILES:
        return queries.files(engine, about, only)
    return plain[question](engine, only)

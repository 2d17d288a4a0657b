"""`gouji query`: the common questions to a store, as a table or as CSV."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gouji.answers import MOST_ON_SCREEN, show, with_decisions, write_csv, write_file
from gouji.bodies import bodies_or_exit, first, standing_of, state_or_exit, sums
from gouji.choices import meant, named
from gouji.help import Lang, Words, load_words
from gouji.stores import STORE, end, store_or_exit

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
    DUTIES = "duties"
    UNMET = "unmet"
    MISSING = "missing"
    REPUBLISHED = "republished"


#: Questions whose answers are findings, which a reviewer may have settled.
_REVIEWED = (Question.RULE, Question.DIFFERENCES)
#: Questions behind which one word may stand.
_WORDED = (Question.RULE, Question.FILES, Question.DUTIES, Question.MISSING)


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
    kind: Annotated[
        ReportKind | None,
        typer.Option("--kind", metavar="KIND", parser=named(ReportKind)),
    ] = None,
    undecided: Annotated[bool, typer.Option("--open")] = False,
    bodies: Annotated[Path | None, typer.Option("--bodies", metavar="FILE")] = None,
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
        end(words["querying"]["not_reviewed"].format(question=question))
    about = _about(question, terms or (), words)
    listed = bodies_or_exit(bodies, year, kind.value if kind else "", words, unit=unit)
    if (question is Question.MISSING) != (listed is not None):
        end(words["bodies"]["unasked" if listed else "unlisted"])
    with store_or_exit(store, words, create=False) as engine:
        from corpus.store.queries import Filter, QuestionError, kept_in_part

        only = Filter(year, kind.value if kind else "", unit, shown, undecided, lang.value)
        try:
            if listed is not None:
                answer = standing_of(engine, listed, about, only)
            else:
                answer = _ask(engine, question, about, only)
        except QuestionError as error:
            text = words["querying"]["no_words" if not error.word else "no_figure"]
            end(text.format(words=error.word, question=question))
        searched = question in (Question.FIGURE, Question.TEXT)
        if searched and (count := kept_in_part(engine, only)):
            typer.echo(words["querying"]["kept"].format(count=count), err=True)
    if listed is not None and not as_csv:
        typer.echo(sums(answer, words), err=out is not None)
    answer = first(answer, shown)
    if question is Question.RULE and not answer.rows:
        _rule_or_exit(about, words)
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


def _about(question: Question, terms: Sequence[str], words: Words) -> str:
    """What a question is about, in the words of the store; words too many end the program, and so
    does a status that there is not."""
    from corpus.scanning.statuses import statuses

    if question in (Question.FIGURE, Question.TEXT):
        return " ".join(terms)
    most = 1 if question in _WORDED else 0
    if len(terms) > most:
        surplus = " ".join(terms[most:])
        end(words["querying"]["surplus"].format(question=question, words=surplus))
    if question is Question.DUTIES:
        return _duty_or_exit(terms[0], words) if terms else ""
    if question is Question.MISSING:
        return state_or_exit(terms[0], words) if terms else ""
    if not terms or question is Question.RULE:
        return meant(" ".join(terms))
    known = {name: status for status, s in statuses().items() for name in (status, s.words)}
    if terms[0] not in known:
        names = words["config"]["comma"].join(f"{s} {n.words}" for s, n in statuses().items())
        end(words["querying"]["no_status"].format(words=terms[0], known=names))
    return known[terms[0]]


def _duty_or_exit(word: str, words: Words) -> str:
    """A state, duty or rule of duties that a word names; any other word ends the program."""
    from reconcile.duties.catalogue import duties
    from reconcile.duties.values import State

    said = meant(word)
    if said in [state.value for state in State]:
        return said
    known = {name for duty in duties() for name in (duty.id, duty.rule)}
    if word.upper() not in known:
        states = words["config"]["comma"].join(words["values"].get(s, s) for s in State)
        end(words["querying"]["no_duty"].format(words=word, known=states))
    return word.upper()


def _rule_or_exit(code: str, words: Words) -> None:
    """End the program where nothing was found because there is no such rule, nor such findings."""
    from corpus.between import catalogue
    from gouji.checking import Kind
    from reconcile.rules.choice import near

    every = catalogue.every()
    if code.upper() in every or code in [str(kind) for kind in Kind]:
        return
    names = words["config"]["comma"].join(f"{c} {every[c].name}" for c in near(code, every))
    end(words["querying"]["no_rule"].format(words=code, near=names))


def _ask(engine: Engine, question: Question, about: str, only: Filter) -> Answer:
    from corpus.between.again.answer import republished
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
        Question.UNMET: queries.unmet_duties,
        Question.REPUBLISHED: republished,
    }
    if question in worded:
        if not about:
            raise queries.QuestionError("")
        return worded[question](engine, about, only)
    if question is Question.FILES:
        return queries.files(engine, about, only)
    if question is Question.DUTIES:
        return queries.duties(engine, about, only)
    return plain[question](engine, only)

"""Answers of a store for a person, as a table or as cards, and for a spreadsheet, as CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import typer

from gouji.help import Words
from gouji.reasons import spoken
from gouji.stores import UNUSABLE
from gouji.written import whole
from report.wrap import harmless, printable, wrap

if TYPE_CHECKING:
    from corpus.store.queries import Answer

#: As many rows are shown on the screen where no number is asked for.
MOST_ON_SCREEN = 50
#: What a spreadsheet program would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDTH = 80
#: The column of bodies is no wider.
_NAME = 20
#: Columns of many words, in the order in which they are shown; and those that repeat them.
_LONG = ("message", "detail", "why", "quote", "sentence", "context", "path", "note")
_UNSEEN = ("stated", "expected", "formula", "clause", "quantity", "figure_unit", "section")
#: Columns whose values have names.
_NAMED = ("kind", "other_kind", "severity", "role", "state")
#: Columns that a table on the screen has no room for.
_SPARED = ("first_year", "last_year", "claims", "contradicted", "confirmed", "wordings", "doubts",
           "level", "parent", "kept", "fresh")  # fmt: skip


def with_decisions(answer: Answer, lang: str) -> Answer:
    """An answer with decisions in the words of a language."""
    from corpus.store.decisions import kinds
    from corpus.store.queries import Answer

    if "decision" not in answer.columns:
        return answer
    at, known = answer.columns.index("decision"), kinds()
    rows = (
        (*row[:at], known[row[at]].text(lang) if row[at] in known else "", *row[at + 1 :])
        for row in answer.rows
    )
    return Answer(answer.columns, tuple(rows))


def show(answer: Answer, words: Words, *, full: bool) -> None:
    """The rows for a person: as a table where they are short, else one below the other."""
    say = words["querying"]
    if not answer.rows:
        typer.echo(say["nothing"])
    elif set(answer.columns) & set(_LONG):
        typer.echo(_heading(answer.columns, words))
        for row in answer.rows:
            typer.echo("\n".join(_card(dict(zip(answer.columns, row, strict=True)), words)))
    else:
        _show_table(answer, words)
    if answer.rows and not full:
        typer.echo(say["more"].format(limit=MOST_ON_SCREEN))


def _heading(columns: Sequence[str], words: Words) -> str:
    """What the values of a card's first line are, and what stands below it."""
    named = [words["columns"].get(n, n) for n in columns if n not in (*_LONG, *_UNSEEN)]
    below = [words["columns"].get(n, n) for n in _LONG if n in columns]
    return " · ".join(named) + "\n    " + " · ".join(below)


def _card(row: Mapping[str, Any], words: Words) -> Iterator[str]:
    """The short values of a row in one line, each long one below it."""
    short = [_worded(n, v, words) for n, v in row.items() if n not in (*_LONG, *_UNSEEN)]
    yield " · ".join(value for value in short if value)
    for name in _LONG:
        if value := row.get(name):
            yield from ("    " + line for line in wrap(str(value), _WIDTH - 4))


def _show_table(answer: Answer, words: Words) -> None:
    """A table as wide as the terminal."""
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    shown = [n for n, name in enumerate(answer.columns) if name not in _SPARED]
    columns = [answer.columns[n] for n in shown]
    for name in columns:
        widest = max(
            (cell_len(str(row[answer.columns.index(name)])) for row in answer.rows), default=0
        )
        width = min(_NAME, widest) if name == "unit" else None
        table.add_column(words["columns"].get(name, name), overflow="fold", width=width)
    for row in answer.rows:
        values = zip(columns, (row[n] for n in shown), strict=True)
        table.add_row(*(_worded(name, value, words) for name, value in values))
    Console(highlight=False, markup=False, emoji=False).print(table)


def write_file(answer: Answer, path: Path, words: Words) -> None:
    """A file under headings for a person: a workbook or JSON where its name says so, else CSV with
    a byte order mark, by which Excel knows UTF-8."""
    from corpus.store.queries import Answer

    headings = tuple(words["columns"].get(name, name) for name in answer.columns)
    rows = tuple(
        tuple(_named(name, value, words) for name, value in zip(answer.columns, row, strict=True))
        for row in answer.rows
    )
    try:
        _write(Answer(headings, rows), path)
    except OSError as error:
        text = words["message"]["cannot_write"].format(file=path, reason=spoken(error, words))
        typer.echo(text, err=True)
        raise typer.Exit(UNUSABLE) from error


def _write(answer: Answer, path: Path) -> None:
    """A file in the form that its name ends with. Raises OSError."""
    ending = path.suffix.lower()
    if ending == ".xlsx":
        from report.excel.answer import write_answer

        write_answer(answer.columns, answer.rows, path)
    elif ending == ".json":
        with whole(path) as stream:
            write_json(answer, stream)
    else:
        with whole(path, encoding="utf-8-sig", newline="") as stream:
            write_csv(answer, stream)


def write_json(answer: Answer, stream: TextIO) -> None:
    """A list of objects, one a row."""
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    json.dump(rows, stream, ensure_ascii=False, indent=1, default=str)
    stream.write("\n")


def write_csv(answer: Answer, stream: TextIO) -> None:
    """Rows under the columns' names as in the views, so that a program can rely on them."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(answer.columns)
    for row in answer.rows:
        writer.writerow([guarded(value) for value in row])


def guarded(value: Any) -> Any:
    """A text that no spreadsheet takes for a formula, and that no terminal obeys; figures stay
    figures."""
    if not isinstance(value, str):
        return value
    text = harmless(value)
    return "'" + text if text.startswith(FORMULA) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal()


def _worded(column: str, value: Any, words: Words) -> str:
    """A value as a person reads it: 决算 for final, 不一致 for mismatch."""
    if value is None:
        return ""
    if column == "page":
        return f"p.{value}" if value else ""
    return printable(str(_named(column, value, words)))


def _named(column: str, value: Any, words: Words) -> Any:
    """A value by its name, where values of the column have names."""
    return words["values"].get(str(value), value) if column in _NAMED else value

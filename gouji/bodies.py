"""`gouji query missing`: the bodies of a list, and how each stands in the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.choices import meant
from gouji.help import Words
from gouji.reasons import spoken
from gouji.stores import end

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from corpus.published.bodies import Body
    from corpus.store.queries import Answer, Filter


def bodies_or_exit(
    path: Path | None, year: int | None, kind: str, words: Words, *, unit: str = ""
) -> Sequence[Body] | None:
    """The bodies of a list whose names hold `unit`, None where no list is given; one that cannot be
    used ends the program."""
    if path is None:
        return None
    from corpus.published.bodies import ListError, read_bodies

    say = words["bodies"]
    try:
        found = read_bodies(path, year=year, kind=kind)
    except OSError as error:
        end(say["unopened"].format(file=path, reason=spoken(error, words)))
    except ListError as error:
        end(say[error.status].format(file=path, line=error.line, value=error.value))
    return [body for body in found if unit in body.name]


def state_or_exit(word: str, words: Words) -> str:
    """A state that a word names in either language; any other word ends the program."""
    from corpus.published.standing import STATES

    said = meant(word)
    if said not in STATES:
        known = words["config"]["comma"].join(words["values"].get(s, s) for s in STATES)
        end(words["bodies"]["no_state"].format(words=word, known=known))
    return said


def standing_of(engine: Engine, bodies: Sequence[Body], state: str, only: Filter) -> Answer:
    """How the bodies stand: all of them, for `sums`; `first` takes as many as are shown."""
    from corpus.published.standing import standing

    return standing(engine, bodies, only.lang, state)


def first(answer: Answer, count: int | None) -> Answer:
    """At most so many rows of an answer."""
    return replace(answer, rows=answer.rows[:count])


def sums(answer: Answer, words: Words) -> str:
    """How many reports stand how, in one line."""
    at = answer.columns.index("state")
    if {row[at] for row in answer.rows} == {"unlisted"}:
        return str(words["bodies"]["sums_unlisted"]).format(count=len(answer.rows))
    counts = Counter(row[at] for row in answer.rows)
    parts = (f"{words['values'].get(state, state)} {n}" for state, n in counts.items())
    return str(words["bodies"]["sums"]).format(
        count=len(answer.rows), states=words["config"]["comma"].join(parts)
    )

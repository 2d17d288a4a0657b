"""Decisions from a spreadsheet that `gouji review --out` wrote and an auditor filled in."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.store.decisions import OPEN, decision_of
from corpus.store.review import Decision, Item, MarkError, find
from corpus.texts import decoded, table

#: What a writer of CSV puts before a text that looks like a formula.
_GUARD = "'"
_NEEDED = ("mark", "decision")


class DecisionsError(ValueError):
    """A file that cannot be taken as it is: `status` says why (no_columns, bad_decision, bad_mark,
    no_reviewer_line, encoding), `line` counts from 1, `value` is what stands there."""

    def __init__(self, status: str, line: int = 0, value: str = "") -> None:
        super().__init__(f"{status} {line} {value}")
        self.status, self.line, self.value = status, line, value


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions of a file, and the marks of findings that are no longer found."""

    decisions: tuple[Decision, ...]
    unknown: tuple[str, ...]


def read_decisions(
    path: Path, known: Sequence[Item], reviewer: str, headings: Mapping[str, str]
) -> Decided:
    """What a file decides about the findings `known`. `headings` maps the headings it may have to
    mark, decision, note and reviewer; `reviewer` is who decides where a row does not say.

    UTF-8 or GB 18030, divided by commas, semicolons or tabs. Rows left open without a note decide
    nothing. Raises DecisionsError, OSError.
    """
    text = decoded(path.read_bytes())
    if text is None:
        raise DecisionsError("encoding")
    rows = _rows(text)
    named = {headings.get(name.strip(), ""): at for at, name in enumerate(rows[0] if rows else [])}
    if not all(name in named for name in _NEEDED):
        raise DecisionsError("no_columns", 1)
    decisions: list[Decision] = []
    unknown: list[str] = []
    for line, row in enumerate(rows[1:], 2):
        fields = {name: _field(row, at) for name, at in named.items()}
        if not any(fields.values()):
            continue
        item = _item(known, fields["mark"], line)
        if item is None:
            unknown.append(fields["mark"])
        elif decision := _decision(item, fields, reviewer, line):
            decisions.append(decision)
    return Decided(tuple(decisions), tuple(unknown))


def _item(known: Sequence[Item], mark: str, line: int) -> Item | None:
    try:
        return find(known, mark)
    except MarkError as error:
        if error.status == "ambiguous" or not mark:
            raise DecisionsError("bad_mark", line, mark) from error
        return None


def _decision(item: Item, fields: Mapping[str, str], reviewer: str, line: int) -> Decision | None:
    """What a row decides; None where it says what is known already."""
    kind = decision_of(fields["decision"]) if fields["decision"] else OPEN
    if kind is None:
        raise DecisionsError("bad_decision", line, fields["decision"])
    note = fields.get("note", "")
    if (kind, note) == (item.decision, item.note):
        return None
    who = fields.get("reviewer", "") or reviewer
    if not who:
        raise DecisionsError("no_reviewer_line", line)
    return Decision(item, kind, who, note)


def _rows(text: str) -> list[list[str]]:
    """The rows of a file, divided as its first line is."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        return table(text, delimiter)
    except csv.Error as error:
        raise DecisionsError("no_columns", 1) from error


def _field(row: Sequence[str], at: int) -> str:
    text = row[at].strip() if at < len(row) else ""
    guarded = text.startswith(_GUARD) and text[1:2] in ("=", "+", "-", "@")
    return text[1:] if guarded else text

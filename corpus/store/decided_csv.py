"""Decisions from a spreadsheet that an auditor filled in: the list that `gouji review --out` wrote,
or a workpaper with its column 复核结论; as CSV, or as a workbook."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.store.decided_xlsx import WorkbookError, is_workbook, rows_of
from corpus.store.decisions import decision_of
from corpus.store.review import Decision, Item, MarkError, find
from corpus.texts import decoded, table

#: What a writer of CSV puts before a text that looks like a formula.
_GUARD = "'"
_NEEDED = ("mark", "decision")
#: Within so many rows the headings stand: a workpaper has its title above them.
_HEAD = 12


class DecisionsError(ValueError):
    """A file that cannot be taken as it is: `status` says why (no_columns, bad_decision, bad_mark,
    no_reviewer_line, encoding, workbook), `line` counts from 1, `value` is what stands there."""

    def __init__(self, status: str, line: int = 0, value: str = "") -> None:
        super().__init__(f"{status} {line} {value}")
        self.status, self.line, self.value = status, line, value


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions of a file, the marks of findings that are no longer found, and the decisions
    that came too late: about findings that others have decided since the file was written."""

    decisions: tuple[Decision, ...]
    unknown: tuple[str, ...]
    late: tuple[Decision, ...] = ()


def read_decisions(
    path: Path, known: Sequence[Item], reviewer: str, headings: Mapping[str, str]
) -> Decided:
    """What a file decides about the findings `known`. `headings` maps the headings it may have to
    mark, decision, note, reviewer and seen; `reviewer` is who decides where a row does not say.

    CSV in UTF-8 or GB 18030, divided by commas, semicolons or tabs, or a workbook (.xlsx). Rows
    without a decision and a note of their own decide nothing. Raises DecisionsError, OSError.
    """
    first, rows = _below_head(path.read_bytes(), headings)
    decisions: list[Decision] = []
    unknown: list[str] = []
    late: list[Decision] = []
    for line, row in enumerate(rows, first.line + 1):
        fields = {name: _field(row, at) for name, at in first.columns.items()}
        if not any(fields.values()):
            continue
        item = _item(known, fields["mark"], line)
        if item is None:
            unknown.append(fields["mark"])
        elif decision := _decision(item, fields, reviewer, line):
            (late if _is_late(item, fields) else decisions).append(decision)
    return Decided(tuple(decisions), tuple(unknown), tuple(late))


def marks_in(path: Path, headings: Mapping[str, str]) -> list[str]:
    """The marks that a file speaks of, so that no other findings need be known to read it. Raises
    DecisionsError, OSError."""
    first, rows = _below_head(path.read_bytes(), headings)
    at = first.columns["mark"]
    return [mark for row in rows if (mark := _field(row, at))]


@dataclass(frozen=True, slots=True)
class _Head:
    """The row of headings: its line, and what each column is, "" for what does not matter."""

    line: int
    values: tuple[str, ...]

    @property
    def columns(self) -> dict[str, int]:
        """Where each column is that matters: the last of its name."""
        return {name: at for at, name in enumerate(self.values) if name}


def _below_head(data: bytes, headings: Mapping[str, str]) -> tuple[_Head, list[list[str]]]:
    """The headings of a file and the rows below them, in whichever of its sheets has them."""
    for rows in _sheets(data):
        for line, row in enumerate(rows[:_HEAD], 1):
            values = tuple(headings.get(name.strip(), "") for name in row)
            if all(name in values for name in _NEEDED):
                return _Head(line, values), rows[line:]
    raise DecisionsError("no_columns", 1)


def _sheets(data: bytes) -> Iterator[list[list[str]]]:
    if is_workbook(data):
        try:
            yield from rows_of(data)
        except WorkbookError as error:
            raise DecisionsError("workbook", value=str(error)) from error
        return
    text = decoded(data)
    if text is None:
        raise DecisionsError("encoding")
    yield _rows(text)


def _item(known: Sequence[Item], mark: str, line: int) -> Item | None:
    try:
        return find(known, mark)
    except MarkError as error:
        if error.status == "ambiguous" or not mark:
            raise DecisionsError("bad_mark", line, mark) from error
        return None


def _decision(item: Item, fields: Mapping[str, str], reviewer: str, line: int) -> Decision | None:
    """What a row decides; None where it says what is known already."""
    kind = decision_of(fields["decision"]) if fields["decision"] else item.decision
    if kind is None:
        raise DecisionsError("bad_decision", line, fields["decision"])
    note = fields.get("note", "")
    if not fields["decision"] and not note:
        return None
    if (kind, note) == (item.decision, item.note):
        return None
    who = fields.get("reviewer", "") or reviewer
    if not who:
        raise DecisionsError("no_reviewer_line", line)
    return Decision(item, kind, who, note, item.tick, "import")


def _is_late(item: Item, fields: Mapping[str, str]) -> bool:
    """Whether the finding was decided about after the file was written, as far as it tells."""
    seen = fields.get("seen", "")
    return seen.isdecimal() and int(seen) < item.last


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

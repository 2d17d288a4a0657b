"""The questions a newsroom asks of a store, each answered with a table.

All words and figures of a question go to the database as parameters, never as SQL.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Engine, Select, column, func, or_, select, table
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from corpus.store.decisions import OPEN, settled
from corpus.store.filenames import short_names
from corpus.store.keeping import ALL
from corpus.store.models import DutyRow, FileRow, ReportRow, SentenceRow
from corpus.store.order import by_reports
from corpus.store.search import contains
from reconcile.duties.values import State

#: A query of whatever columns.
_Query: TypeAlias = "Select[*tuple[Any, ...]]"
#: Columns of answers that name files, and those of the views that have their paths.
_FILES = {"file": "path", "other_file": "other_path"}


class QuestionError(ValueError):
    """A question that cannot be asked; `word` is what is wrong with it: a word of the question."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


@dataclass(frozen=True, slots=True)
class Filter:
    """Which reports a question is about; None and "" for all. `unit` is a part of the name.

    `undecided` leaves out what a reviewer has settled; `lang` is that of messages.
    """

    year: int | None = None
    kind: str = ""
    unit: str = ""
    limit: int | None = None
    undecided: bool = False
    lang: str = "zh"


@dataclass(frozen=True, slots=True)
class Answer:
    """A table; `columns` are names with a heading in every language."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def worst_units(engine: Engine, only: Filter) -> Answer:
    """Units by the number of their mismatches that are open, each report counted once."""
    names = ("unit", "reports", "first_year", "last_year", "open_mismatches", "mismatches",
             "open_doubts", "doubts", "roundings", "wordings", "claims", "confirmed",
             "contradicted", "unverifiable")  # fmt: skip
    view = _view("unit_summary", names)
    order = (view.c.open_mismatches.desc(), view.c.mismatches.desc(), view.c.open_doubts.desc())
    query = select(*view.c).order_by(*order, view.c.unit)
    if only.unit:
        query = query.where(view.c.unit.contains(only.unit, autoescape=True))
    return _answer(engine, query, only)


def findings_of_rule(engine: Engine, rule: str, only: Filter) -> Answer:
    """All findings of a rule by its code; of a severity where the word is one."""
    names = ("id", "unit", "year", "kind", "severity", "rule", "page", "message", "message_en",
             "stated", "expected", "formula", "clause", "detail", "detail_en", "mark", "decision",
             "note", "reviewer", "path")  # fmt: skip
    view = _view("report_findings", names)
    query = _worded(view, only).where(or_(view.c.rule == rule.upper(), view.c.severity == rule))
    query = query.order_by(view.c.severity, view.c.unit, view.c.year, view.c.page, view.c.id)
    return _answer(engine, query, only)


def differences(engine: Engine, only: Filter) -> Answer:
    """The findings between reports, as `gouji compare` left them."""
    names = ("id", "unit", "year", "kind", "severity", "rule", "quantity", "page", "stated",
             "expected", "figure_unit", "message", "message_en", "detail", "detail_en",
             "other_unit", "other_year", "other_kind", "other_page", "mark", "decision", "note",
             "reviewer", "path", "other_path")  # fmt: skip
    view = _view("differences_in_context", names)
    query = _worded(view, only)
    query = query.order_by(view.c.severity, view.c.unit, view.c.year, view.c.page, view.c.id)
    return _answer(engine, query, only)


def department_units(engine: Engine, only: Filter) -> Answer:
    """The units that departments' reports list, in the order they list them."""
    names = ("id", "unit", "year", "kind", "member", "role", "page", "report_id")
    view = _view("department_units", names)
    shown = (c for c in view.c if c.name not in ("id", "report_id"))
    file = path_of(view.c.report_id).label("file")
    query = select(*shown, file).order_by(view.c.id)
    return _answer(engine, _of_view(query, view, only), only)


def duties(engine: Engine, about: str, only: Filter) -> Answer:
    """How duties of disclosure stand: those that are missing where `about` is "", else those of a
    state, a duty (D06.5) or a rule (D06)."""
    row, report, english = DutyRow, ReportRow, only.lang == "en"
    shown = (
        report.unit, report.year, report.kind, row.state, row.duty,
        (row.name_en if english else row.name).label("name"), row.page,
        (row.why_en if english else row.why).label("why"), row.quote, report.file,
    )  # fmt: skip
    query = select(*shown).select_from(by_reports(row, row.report_id))
    query = query.where(is_first(report.id, report.content), _about(about or State.MISSING))
    return _answer(engine, _of_report(query, only).order_by(report.unit, report.year, row.id), only)


def _about(about: str) -> ColumnElement[bool]:
    """One condition, so that one index can serve it."""
    if about in set(State):
        return DutyRow.state == about
    return or_(DutyRow.duty == about.upper(), DutyRow.rule == about.upper())


def unmet_duties(engine: Engine, only: Filter) -> Answer:
    """The duties by how many reports do not meet them: counted by an index alone, as a report has
    dozens of them. A duty is called as in the last report that has it."""
    extra = copies().subquery("copies")
    counts = select(
        DutyRow.duty, DutyRow.state, func.count().label("n"), func.max(DutyRow.report_id)
    )
    counts = counts.outerjoin(extra, extra.c.id == DutyRow.report_id).where(extra.c.id.is_(None))
    found: dict[str, Counter[str]] = defaultdict(Counter)
    last: Counter[str] = Counter()
    with engine.connect() as connection:
        for duty, state, count, report in connection.execute(
            counts.group_by(DutyRow.duty, DutyRow.state)
        ):
            found[duty][state] = count
            last[duty] = max(last[duty], report)
        name = DutyRow.name_en if only.lang == "en" else DutyRow.name
        among = DutyRow.report_id.in_(set(last.values()))
        called = {
            (duty, report): words
            for duty, report, words in connection.execute(
                select(DutyRow.duty, DutyRow.report_id, name).where(among)
            )
        }
    states = (State.MET, State.MISSING, State.AT_ODDS, State.NOT_APPLICABLE, State.NOT_JUDGED)
    rows: list[tuple[Any, ...]] = [
        (duty, called[duty, last[duty]], by_state.total(), *(by_state[s] for s in states))
        for duty, by_state in found.items()
    ]
    rows.sort(key=lambda row: (-row[4], row[0]))
    return Answer(("duty", "name", "reports", *map(str, states)), tuple(rows[: only.limit]))


def in_language(view: Any, lang: str) -> tuple[ColumnElement[str], ...]:
    """Message and detail of a view in a language; in Chinese where a row has no other."""
    if lang != "en":
        return (view.c.message, view.c.detail)
    return tuple(
        func.coalesce(func.nullif(view.c[f"{name}_en"], ""), view.c[name]).label(name)
        for name in ("message", "detail")
    )


def text_search(engine: Engine, words: str, only: Filter) -> Answer:
    """The sentences that hold all the words. Raises QuestionError where there are none."""
    try:
        condition = contains(words, engine.dialect)
    except ValueError as error:
        raise QuestionError(words) from error
    query = (
        select(
            ReportRow.unit,
            ReportRow.year,
            ReportRow.kind,
            SentenceRow.page,
            SentenceRow.section,
            SentenceRow.text.label("sentence"),
            path_of(ReportRow.id).label("file"),
        )
        .join(ReportRow, ReportRow.id == SentenceRow.report_id)
        .where(condition)
        .order_by(ReportRow.unit_key, ReportRow.year, SentenceRow.id)
    )
    return _answer(engine, _of_report(query, only), only)


def files(engine: Engine, status: str, only: Filter) -> Answer:
    """The files of a status; all that gave no report where the status is ""."""
    query = select(
        FileRow.path, FileRow.status, FileRow.message, FileRow.seconds, FileRow.peak_mb,
        FileRow.attempts,
    ).order_by(FileRow.status, FileRow.path)  # fmt: skip
    chosen = FileRow.status == status if status else FileRow.report_id.is_(None)
    return _answer(engine, query.where(chosen), only)


def kept_in_part(engine: Engine, only: Filter) -> int:
    """How many of the reports that are asked about are not in the store with all their rows."""
    query = select(func.count()).select_from(ReportRow).where(ReportRow.kept != ALL)
    with engine.connect() as connection:
        return connection.scalar(query.where(*conditions(ReportRow, only))) or 0


def duplicates(engine: Engine, only: Filter) -> Answer:
    """Files that print the same, in groups by the first of their reports."""
    view = _view("duplicates", ("content", "report_id", "path", "unit", "year", "kind"))
    query = select(view.c.unit, view.c.year, view.c.kind, view.c.path)
    query = query.order_by(view.c.content, view.c.report_id, view.c.path)
    return _answer(engine, _of_view(query, view, only), only)


def _view(name: str, columns: Sequence[str]) -> Any:
    return table(name, *(column(c) for c in columns))


def _answer(engine: Engine, query: _Query, only: Filter) -> Answer:
    if only.limit is not None:
        query = query.limit(only.limit)
    with engine.connect() as connection:
        result = connection.execute(query)
        return told_apart(Answer(tuple(result.keys()), tuple(tuple(row) for row in result)))


def path_of(report: ColumnElement[int] | Any) -> Any:
    """The path of a report's first file."""
    first = select(func.min(FileRow.path)).where(FileRow.report_id == report)
    return func.coalesce(first.scalar_subquery(), "")


def copies() -> _Query:
    """The ids of the reports that print what an earlier one does, which stands for them."""
    earlier = aliased(ReportRow)
    query = select(ReportRow.id).join(earlier, earlier.content == ReportRow.content)
    return query.where(earlier.id < ReportRow.id)


def is_first(id: Any, content: Any) -> ColumnElement[bool]:
    """That a report, of this id and content, stands for all that print the same: it is the first
    of them."""
    earlier = aliased(ReportRow)
    return ~select(earlier.id).where(earlier.content == content, earlier.id < id).exists()


def is_open(decision: Any) -> ColumnElement[bool]:
    """That nothing was decided, or nothing that settles the matter."""
    condition: ColumnElement[bool] = func.coalesce(decision, OPEN).not_in(settled())
    return condition


def told_apart(answer: Answer) -> Answer:
    """An answer whose paths of files are as short as they can be told apart."""
    at = [n for n, name in enumerate(answer.columns) if name in _FILES]
    if not at:
        return answer
    names = short_names(row[n] or "" for row in answer.rows for n in at)
    rows = (
        tuple(names[v or ""] if n in at else v for n, v in enumerate(row)) for row in answer.rows
    )
    return Answer(answer.columns, tuple(rows))


def _worded(view: Any, only: Filter) -> _Query:
    """The rows of a view of findings without their ids, with message and detail in one language."""
    words = {c.name: c for c in in_language(view, only.lang)}
    words |= {path: view.c[path].label(n) for n, path in _FILES.items() if path in view.c}
    told = (c for c in view.c if c.name != "id" and not c.name.endswith("_en"))
    shown = (words.get(c.name, c) for c in told)
    query = _of_view(select(*shown), view, only)
    if only.undecided:
        query = query.where(is_open(view.c.decision))
    return query


def _of_view(query: _Query, view: Any, only: Filter) -> _Query:
    return query.where(*conditions(view.c, only))


def _of_report(query: _Query, only: Filter) -> _Query:
    return query.where(*conditions(ReportRow, only))


def conditions(source: Any, only: Filter) -> Iterator[ColumnElement[bool]]:
    """What makes a row of a table, or a view, with unit, year and kind one of those asked for."""
    if only.year is not None:
        yield source.year == only.year
    if only.kind:
        yield source.kind == only.kind
    if only.unit:
        yield source.unit.contains(only.unit, autoescape=True)

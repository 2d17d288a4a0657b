"""How the rows of a form are answered for one report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reconcile.audit import Audit
from reconcile.duties.catalogue import duty
from reconcile.duties.values import State
from report.checklist.form import Form, Row
from report.duties import law, marked
from report.texts import Texts


class Outcome(StrEnum):
    """What an inspector writes in a row."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Stand:
    """How one duty stands, whether from an audit or from a store."""

    duty: str
    state: State
    page: int
    quote: str
    why: str


@dataclass(frozen=True, slots=True)
class Body:
    """One report with its duties; among several in one file, `unit` is what tells it apart."""

    unit: str
    year: int
    kind: str
    file: str
    stands: tuple[Stand, ...]

    @property
    def by_duty(self) -> Mapping[str, Stand]:
        return {stand.duty: stand for stand in self.stands}


@dataclass(frozen=True, slots=True)
class Answer:
    """A row's outcome: the page to look at first, what the report says there, what is the matter,
    and the law."""

    row: Row
    outcome: Outcome
    page: int
    quote: str
    remark: str
    basis: str


def bodies(audit: Audit, texts: Texts) -> list[Body]:
    """The reports of an audit: one, or several where its file holds several."""
    disclosure = audit.disclosure
    names = list(dict.fromkeys(one.report for one in audit.duties))
    return [
        Body(
            name or disclosure.unit,
            disclosure.year,
            disclosure.kind,
            disclosure.path.name,
            tuple(
                Stand(one.duty, one.state, one.page, one.quote, texts.say(one.why))
                for one in audit.duties
                if one.report == name
            ),
        )
        for name in names
    ]


def answered(body: Body, form: Form, texts: Texts) -> list[Answer]:
    """Every row of a form, answered for one report."""
    known = body.by_duty
    return [
        _answer(row, [known[id] for id in row.duties if id in known], texts) for row in form.rows
    ]


def _answer(row: Row, stands: Sequence[Stand], texts: Texts) -> Answer:
    outcome = _outcome(stands)
    telling = [s for s in stands if _of(s) is outcome]
    shown = next((s for s in telling if s.page), telling[0] if telling else None)
    remark = "" if outcome is Outcome.PASSED else _remark(telling, texts)
    basis = dict.fromkeys(id for s in stands for id in duty(s.duty).basis)
    return Answer(
        row,
        outcome,
        shown.page if shown else 0,
        shown.quote if shown else "",
        remark if stands else texts("checklist.not_asked"),
        law(basis, texts),
    )


_OF = {
    State.MET: Outcome.PASSED,
    State.MISSING: Outcome.FAILED,
    State.AT_ODDS: Outcome.FAILED,
    State.NOT_APPLICABLE: Outcome.NOT_APPLICABLE,
    State.NOT_JUDGED: Outcome.OPEN,
}


def _of(stand: Stand) -> Outcome:
    """What one duty makes of its row. What is to be published step by step is no duty everywhere:
    where it is not seen, the place's own rules must decide."""
    if stand.state is State.MISSING and duty(stand.duty).later:
        return Outcome.OPEN
    return _OF[stand.state]


def _outcome(stands: Sequence[Stand]) -> Outcome:
    """The heaviest: a row fails with one of its duties, and is open where none fails and one
    could not be judged."""
    found = {_of(stand) for stand in stands}
    for outcome in (Outcome.FAILED, Outcome.OPEN, Outcome.PASSED):
        if outcome in found:
            return outcome
    return Outcome.NOT_APPLICABLE


def _remark(stands: Sequence[Stand], texts: Texts) -> str:
    """What is the matter, a line for each duty that makes it so."""
    return "\n".join(_line(stand, texts) for stand in stands)


def _line(stand: Stand, texts: Texts) -> str:
    asked = duty(stand.duty)
    later = stand.state is State.MISSING and asked.later
    name = marked(texts.say(asked.name), texts, later=later)
    line = texts("checklist.remark_line", state=texts(f"duties.{stand.state}"), item=name)
    return texts("sign.brackets", text=line, more=stand.why) if stand.why else line

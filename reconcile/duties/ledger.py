"""The ledger of a report: every duty of its kind and body with how it stands, and the findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.disclosure import Disclosure
from reconcile.audit import Check, Finding, Severity
from reconcile.duties.amounts import Amounts
from reconcile.duties.bought import BOUGHT_JUDGES
from reconcile.duties.catalogue import Duty, duties, duty, plain, sign
from reconcile.duties.contradictions import concerns
from reconcile.duties.counts import COUNT_JUDGES
from reconcile.duties.form import FORM_JUDGES, at_odds
from reconcile.duties.reading import Reading
from reconcile.duties.reasons import REASON_JUDGES
from reconcile.duties.seen import JUDGES, Case, Judge, not_asked, standing
from reconcile.duties.tables import TABLE_JUDGES
from reconcile.duties.values import Standing, State
from reconcile.duties.whose import GOVERNMENT, UNIT, UNKNOWN, level
from reconcile.phrases import Phrase, Words, phrase
from reconcile.rules import Choice
from reconcile.tables.library import Library

_JUDGES: Mapping[str, Judge] = {
    **JUDGES, **REASON_JUDGES, **COUNT_JUDGES, **BOUGHT_JUDGES, **TABLE_JUDGES, **FORM_JUDGES
}  # fmt: skip


def case_of(
    disclosure: Disclosure, library: Library, checks: Sequence[Check], choice: Choice
) -> Case:
    """What a report gives to judge its duties by, before anything was found."""
    reading = Reading.of(disclosure)
    return Case(
        disclosure=disclosure,
        library=library,
        reading=reading,
        amounts=Amounts(disclosure, library, reading),
        level=level(disclosure, reading),
        findings=(),
        checks=checks,
        choice=choice,
    )


def judged(case: Case, findings: Sequence[Finding]) -> tuple[Standing, ...]:
    """How every duty stands that a report of this kind has, by what the other rules found; none
    for what is no report."""
    case, kind = replace(case, findings=findings), case.disclosure.kind
    return tuple(_stands(one, case) for one in duties() if kind and kind in one.kinds)


def _stands(duty: Duty, case: Case) -> Standing:
    if case.level == GOVERNMENT and duty.basis:
        return not_asked(duty, phrase("duty.of_government"))
    if duty.rule not in case.choice and duty.judge != "checked":
        return standing(duty, State.NOT_JUDGED, why=phrase("duty.off", codes=duty.rule))
    if case.level == UNIT and duty.levels and UNIT not in duty.levels:
        return not_asked(duty, phrase("duty.of_departments"))
    odds = [f for f in case.findings if concerns(f, duty, case.disclosure)]
    if odds:
        sure = odds[0].severity is Severity.MISMATCH
        return replace(at_odds(duty, odds), state=State.AT_ODDS if sure else State.NOT_JUDGED)
    found = _JUDGES[duty.judge](duty, case)
    if found.state is State.MISSING and duty.levels and _may_be_a_unit(case):
        return replace(found, state=State.NOT_JUDGED, why=phrase("duty.level"))
    return found


def _may_be_a_unit(case: Case) -> bool:
    """Whether a report may be that of a unit: schools and hospitals call theirs a department's."""
    return case.level == UNKNOWN or sign("sole").search(plain(case.disclosure.unit)) is not None


def with_findings(
    standings: Sequence[Standing], before: int
) -> tuple[tuple[Standing, ...], tuple[Finding, ...]]:
    """The standings, those that are missing, at odds or doubted with the id of the finding that
    tells of them, and these findings; `before` is how many findings stand before them."""
    found: list[Finding] = []
    linked: list[Standing] = []
    for one in standings:
        if (one.state in _TOLD or one.doubt) and not one.finding:
            id = f"f{before + len(found) + 1}"
            found.append(_finding(one, duty(one.duty), id))
            one = replace(one, finding=id)
        linked.append(one)
    return tuple(linked), tuple(found)


_TOLD = (State.MISSING, State.AT_ODDS)


def _message(one: Standing, asked: Duty) -> Words:
    """What is said of a duty that is not met; one that only a table meets is not in the text."""
    if one.doubt:
        return phrase("duty.doubted", what=asked.name)
    if one.state is State.AT_ODDS:
        return phrase("duty.at_odds", what=asked.name)
    if isinstance(one.why, Phrase) and one.why.name == "duty.only_table":
        return phrase("duty.missing_text", what=asked.name)
    if asked.later:
        return phrase("duty.missing_later", what=asked.name)
    return phrase("duty.missing", what=asked.name)


def _finding(one: Standing, asked: Duty, id: str) -> Finding:
    return Finding(
        id=id,
        rule=one.rule,
        severity=Severity.DOUBT if one.doubt else Severity.MISSING,
        page=one.page or 1,
        message=_message(one, asked),
        stated=str(asked.name),
        expected="",
        clause=one.quote,
        detail=one.why,
    )

"""The duties of disclosure in the JSON result (docs/result.md)."""

from __future__ import annotations

from typing import TypedDict

from reconcile.audit import Audit
from reconcile.duties.catalogue import bases, duty
from reconcile.duties.values import Standing, State
from reconcile.phrases import say
from reconcile.places import on_page
from report.duties import counts


class DutyDict(TypedDict):
    """A duty of disclosure with how it stands in this report."""

    id: str
    rule: str
    group: str
    name: str
    state: str
    page: int
    place: str
    quote: str
    why: str
    basis: list[str]
    later: bool
    report: str
    finding: str | None


class DutyCountsDict(TypedDict):
    """How many duties stand how."""

    met: int
    missing: int
    at_odds: int
    not_applicable: int
    not_judged: int


class DutiesDict(TypedDict):
    """The duties of disclosure: how many stand how, and each."""

    total: int
    counts: DutyCountsDict
    items: list[DutyDict]


def duties_dict(audit: Audit, lang: str) -> DutiesDict:
    """How the duties of an audit stand, what gouji says in `lang`."""
    found = counts(audit.duties)
    return {
        "total": len(audit.duties),
        "counts": {
            "met": found[State.MET],
            "missing": found[State.MISSING],
            "at_odds": found[State.AT_ODDS],
            "not_applicable": found[State.NOT_APPLICABLE],
            "not_judged": found[State.NOT_JUDGED],
        },
        "items": [_duty(audit, one, lang) for one in audit.duties],
    }


def _duty(audit: Audit, one: Standing, lang: str) -> DutyDict:
    asked = duty(one.duty)
    return {
        "id": one.duty,
        "rule": one.rule,
        "group": asked.group,
        "name": say(asked.name, lang),
        "state": one.state.value,
        "page": one.page,
        "place": say(on_page(audit.disclosure, one.page), lang) if one.page else "",
        "quote": one.quote,
        "why": say(one.why, lang),
        "basis": [say(bases()[id].short, lang) for id in asked.basis],
        "later": asked.later,
        "report": one.report,
        "finding": one.finding or None,
    }

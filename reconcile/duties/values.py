"""The values of the duties' ledger: how one duty stands in one report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reconcile.phrases import Words


class State(StrEnum):
    """How a duty stands: `at_odds` is disclosed, but wrongly; `not_judged` could not be told."""

    MET = "met"
    MISSING = "missing"
    AT_ODDS = "at_odds"
    NOT_APPLICABLE = "not_applicable"
    NOT_JUDGED = "not_judged"


@dataclass(frozen=True, slots=True)
class Standing:
    """One duty of one report.

    `duty` is its id in duties.toml (D06.1), `rule` the rule it belongs to. `page` is where to look:
    where it is met, or where it should stand; 0 where nothing in the report is near. `quote` is
    what the report says there, `why` what made the state. `report` names the report among several
    in one file. `finding` is the id of the finding that tells of it, "" where none does; `doubt`
    says that it is one for a person to look at, though the duty could not be judged.
    """

    duty: str
    rule: str
    state: State
    page: int = 0
    quote: str = ""
    why: Words = ""
    report: str = ""
    finding: str = ""
    doubt: bool = False

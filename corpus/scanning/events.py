"""What a scan tells of its files as they are done, and of all of them at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from corpus.scanning.limits import Usage
from corpus.scanning.outputs import Unwritten
from corpus.scanning.sources import Passed
from corpus.scanning.worker import Outcome
from corpus.store.following import Followed

#: The columns of a report in the store that count its findings, by severity.
_COUNTS = {
    "mismatch": "mismatches",
    "doubt": "doubts",
    "rounding": "roundings",
    "wording": "wordings",
    "missing": "missing",
}


@dataclass(frozen=True, slots=True)
class Event:
    """One file is done. `fresh` is False where the store knew its content already; `findings`
    counts by severity. `written` says that files about it were written, `unwritten` why not."""

    name: str
    status: str
    message: str
    fresh: bool
    usage: Usage = field(default_factory=Usage)
    unit: str = ""
    year: int = 0
    kind: str = ""
    findings: tuple[tuple[str, int], ...] = ()
    written: bool = False
    unwritten: Unwritten | None = None


@dataclass
class Summary:
    """What a scan did: files by status, how many of them were known, findings by severity; and
    what it passed by; `joined` counts the reports put together from several files.

    `written` and `unwritten` count the reports that got their files and those that did not;
    `reason` is why the first of these did not. `overview` is where the overview was written, None
    where none was asked for, or where it could not be: `no_overview` says why; `form` and
    `no_form` say the same of the inspectors' form. `followed`
    are the decisions that went with their figures into reports read or published anew, and those
    that did not; `pictures` counts the scanned pages that were read.
    """

    total: int = 0
    passed: Passed = field(default_factory=Passed)
    known: int = 0
    stopped: bool = False
    joined: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    written: int = 0
    unwritten: int = 0
    reason: Unwritten | None = None
    overview: Path | str | None = None
    no_overview: Unwritten | None = None
    form: Path | None = None
    no_form: Unwritten | None = None
    followed: Followed = field(default_factory=Followed)
    pictures: int = 0

    def add(self, event: Event) -> None:
        self.statuses[event.status] += 1
        self.known += not event.fresh
        self.findings.update(dict(event.findings))
        self.note(written=event.written, unwritten=event.unwritten)

    def note(self, *, written: bool, unwritten: Unwritten | None) -> None:
        """Count a report by whether its files were written."""
        self.written += written
        if unwritten is not None:
            self.unwritten += 1
            self.reason = self.reason or unwritten

    @property
    def done(self) -> int:
        return self.statuses.total()


Observer: TypeAlias = Callable[[Event, Summary], None]


def event_of(name: str, outcome: Outcome, *, written: bool, unwritten: Unwritten | None) -> Event:
    """The event of a file that was read, with what the report is and its findings if it is one."""
    usage = outcome.usage or Usage()
    if outcome.record is None:
        return Event(name, outcome.status, outcome.message, fresh=True, usage=usage)
    report = outcome.record.report
    return Event(
        name,
        outcome.status,
        outcome.message,
        fresh=True,
        usage=usage,
        unit=report["unit"],
        year=report["year"],
        kind=report["kind"],
        findings=tuple((severity, report[column]) for severity, column in _COUNTS.items()),
        written=written,
        unwritten=unwritten,
    )

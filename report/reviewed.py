"""What people decided about an audit, for the writers that show it: remarks on findings and on
figures, and equations of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from report.texts import Texts


@dataclass(frozen=True, slots=True)
class Remark:
    """A decision: its stable word and its names, whether it settles the matter, the reviewer's
    note, name and own tickmark, when it was made, and its id in the store."""

    decision: str
    zh: str
    en: str
    settled: bool
    note: str = ""
    reviewer: str = ""
    tick: str = ""
    made: datetime | None = None
    id: int = 0

    def name(self, lang: str) -> str:
        return self.en if lang == "en" else self.zh

    @property
    def day(self) -> str:
        """The day of the decision where the writer is, "" where none is known."""
        return self.made.astimezone().date().isoformat() if self.made else ""

    def words(self, texts: Texts) -> str:
        """All of it in one line."""
        who = texts("sign.comma").join(part for part in (self.reviewer, self.day) if part)
        named = " ".join(part for part in (self.tick, self.name(texts.lang)) if part)
        head = texts("sign.brackets", text=named, more=who) if who else named
        return head + texts("sign.colon") + self.note if self.note else head


@dataclass(frozen=True, slots=True)
class Term:
    """A figure of an own equation: as printed, its value and unit, its page."""

    text: str
    value: Decimal
    unit: str
    page: int


@dataclass(frozen=True, slots=True)
class OwnEquation:
    """An equation a reviewer made: `stated` is what it is held against, if anything is; `kind` is
    sum, difference, ratio or rate; `result` what it gives, in `unit`."""

    kind: str
    terms: tuple[Term, ...]
    stated: Term | None
    unit: str
    result: Decimal
    note: str
    reviewer: str
    made: datetime

    @property
    def day(self) -> str:
        return self.made.astimezone().date().isoformat()


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Remarks by finding id and by claim id. `references` are the marks of the findings, by which
    a list that was filled in finds them again; `decisions` the names that can be chosen."""

    findings: Mapping[str, Remark] = field(default_factory=dict)
    figures: Mapping[str, Remark] = field(default_factory=dict)
    equations: tuple[OwnEquation, ...] = ()
    references: Mapping[str, str] = field(default_factory=dict)
    decisions: tuple[tuple[str, str], ...] = ()

    def settled(self, finding: str) -> bool:
        """Whether a finding needs no more looking at."""
        remark = self.findings.get(finding)
        return remark is not None and remark.settled


#: Of an audit that nobody has looked at.
NOTHING = Reviewed()

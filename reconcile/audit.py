"""A Disclosure with all its checks and findings: the value that `reconcile` hands to `report`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from extract.claims.ties import Tie
from extract.disclosure import Disclosure
from extract.figures.quantity import Quantity
from extract.table import Cell
from reconcile.duties.values import Standing
from reconcile.formula import Formula
from reconcile.phrases import Phrase, Words


class Verdict(StrEnum):
    """Of a check or a claim; see docs/verdicts.md."""

    CONSISTENT = "consistent"
    ROUNDING = "rounding"
    MISMATCH = "mismatch"
    UNVERIFIABLE = "unverifiable"

    @property
    def holds(self) -> bool:
        """Whether it confirms, be it but for rounding."""
        return self in (Verdict.CONSISTENT, Verdict.ROUNDING)


class Severity(StrEnum):
    """How heavy a finding is. `doubt`: the tool doubts its own reading; a person must look.
    `missing`: a duty of disclosure that the report does not meet; it accuses no figure."""

    MISMATCH = "mismatch"
    ROUNDING = "rounding"
    WORDING = "wording"
    DOUBT = "doubt"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A cell that states the same quantity as a claim, with the words that aligned them.

    `quantity` is the figure it states: the cell's own, or the one found in a cell of words
    (超出预算总规模10%的不得分); None for a blank.
    """

    cell: Cell
    title: str
    row: str
    column: str
    why: str = ""
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure in an equation: the printed text and where it comes from (a claim or a cell)."""

    text: str
    claim: str | None = None
    cell: Cell | None = None
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One equation between figures of the report, with its verdict.

    `stated` is the figure checked, in its printed unit; `expected` what the equation gives,
    rounded to the decimals of `stated`; `formula` shows the figures; `detail` says what explains a
    rounding or which slip would explain a mismatch. `blank` are cells the equation takes for zeros.
    `equation` computes it again; `tie` is its weakest tie, `guessed` what in it is only guessed.
    """

    rule: str
    verdict: Verdict
    stated: Decimal | None
    expected: Decimal | None
    unit: str
    formula: Words
    operands: tuple[Operand, ...]
    detail: Words = ""
    blank: tuple[Cell, ...] = ()
    equation: Formula | None = None
    tie: Tie = Tie.SAID
    guessed: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether every figure in it is known to be the one meant."""
        return self.tie is not Tie.GUESSED

    def as_said(self) -> Check:
        """The same check, where the words themselves say which figures are meant."""
        return replace(self, tie=Tie.SAID, guessed=())

    def as_inherited(self) -> Check:
        """The same check, where the words around it give which figures are meant."""
        return replace(self, tie=Tie.INHERITED, guessed=())

    def as_guessed(self, what: str, detail: Words | None = None) -> Check:
        """The same check, where nothing says `what` of it; with another detail if one is given."""
        said = self.detail if detail is None else detail
        return replace(self, tie=Tie.GUESSED, guessed=(what,), detail=said)

    @property
    def is_short(self) -> bool:
        """Whether it fails as a whole is more than its parts that are printed."""
        if self.verdict is not Verdict.MISMATCH or self.stated is None or self.expected is None:
            return False
        return 0 <= self.expected < self.stated

    @property
    def is_above_its_whole(self) -> bool:
        """Whether it is of one part alone, which is more than its whole."""
        if self.rule != "N06" or len(self.operands) != 2:
            return False
        return self.stated is not None and self.expected is not None and self.expected > self.stated

    @property
    def open(self) -> bool:
        """Whether it holds only as rounding leaves its result wide open: it confirms nothing."""
        return isinstance(self.detail, Phrase) and self.detail.name == "detail.open"

    @property
    def claims(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(o.claim for o in self.operands if o.claim))

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(o.cell for o in self.operands if o.cell)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict of one claim with what bears on it."""

    claim: str
    verdict: Verdict
    evidence: tuple[Evidence, ...] = ()
    formula: Words | None = None
    expected: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A check worth a person's time.

    `stated` and `expected` are plain figures where there are some, else short texts; `clause` the
    words the figure stands in; `claims` and `cells` all the places to look at, the claim accused
    first; `also` the other equations that the same figure breaks.
    """

    id: str
    rule: str
    severity: Severity
    page: int
    message: Words
    stated: str
    expected: str
    claims: tuple[str, ...] = ()
    cells: tuple[Evidence, ...] = ()
    formula: Words = ""
    clause: str = ""
    detail: Words = ""
    also: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many claims were confirmed, contradicted or left with nothing to hold them against."""

    confirmed: int
    contradicted: int
    unverifiable: int

    @property
    def total(self) -> int:
        return self.confirmed + self.contradicted + self.unverifiable


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything that was found out about one report.

    `unchecked` says which relations were not checked and why (a table is missing …); `own` are the
    names of the relations that are the user's own, by code; `duties` is how every duty of
    disclosure stands.
    """

    disclosure: Disclosure
    judgements: tuple[Judgement, ...]
    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    unchecked: tuple[Words, ...] = ()
    own: Mapping[str, str] = field(default_factory=dict)
    duties: tuple[Standing, ...] = ()

    @property
    def coverage(self) -> Coverage:
        """Counts over the claims; rounding counts as confirmed, a mismatch as contradicted."""
        verdicts = [j.verdict for j in self.judgements]
        bad = verdicts.count(Verdict.MISMATCH)
        open_ = verdicts.count(Verdict.UNVERIFIABLE)
        return Coverage(len(verdicts) - bad - open_, bad, open_)

    def count(self, severity: Severity) -> int:
        return sum(f.severity is severity for f in self.findings)

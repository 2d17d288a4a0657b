"""The fields of the JSON result, as types (documented in docs/result.md)."""

from __future__ import annotations

from typing import TypedDict

from report.duty_result import DutiesDict as DutiesDict
from report.duty_result import DutyCountsDict as DutyCountsDict
from report.duty_result import DutyDict as DutyDict


class DocumentDict(TypedDict):
    """The report that was checked."""

    file: str
    sha256: str
    unit: str
    year: int
    kind: str
    form: str
    pages: int
    pieces: list[PieceDict]
    unread: list[UnreadDict]
    scanned: list[int]
    misread: list[MisreadDict]


class PieceDict(TypedDict):
    """One of the files of a report in several, and its first and last page."""

    file: str
    sha256: str
    form: str
    first: int
    last: int


class UnreadDict(TypedDict):
    """A page that could not be read, and why; `place` says which in words."""

    page: int
    place: str
    reason: str


class MisreadDict(TypedDict):
    """A figure of a scan of which a second reading was taken: what both make of it."""

    page: int
    first: str
    second: str


class TableDict(TypedDict):
    """A table of the report."""

    id: str
    title: str
    number: str
    pages: list[int]
    unit: str
    rows: int
    columns: int


class CellDict(TypedDict):
    """A table cell that states or contradicts a figure."""

    table: str
    title: str
    page: int
    place: str
    row: str
    column: str
    value: str | None
    unit: str
    text: str
    bbox: list[float]
    confidence: str | None


class TiesDict(TypedDict):
    """How surely each thing is known of a claim: `said`, `inherited` or `guessed`."""

    subject: str
    measure: str
    period: str
    base: str


class ClaimDict(TypedDict):
    """A figure that the narrative states, with its verdict."""

    id: str
    page: int
    place: str
    bbox: list[float]
    confidence: str | None
    text: str
    value: str
    unit: str
    kind: str
    role: str
    direction: str | None
    subject: str
    period: str
    base: str | None
    ties: TiesDict
    statement: int
    section: list[str]
    sentence: str
    verdict: str
    evidence: list[CellDict]
    formula: str | None
    expected: str | None


class FindingDict(TypedDict):
    """Figures that disagree, or that cannot be read as written."""

    id: str
    rule: str
    rule_name: str
    severity: str
    page: int
    place: str
    message: str
    stated: str
    expected: str
    unit: str
    difference: str | None
    formula: str
    clause: str
    detail: str
    claims: list[str]
    cells: list[CellDict]
    also: list[str]
    stands: list[CellDict]
    chain: str | None


class CoverageDict(TypedDict):
    """How many claims were confirmed, contradicted, or left with nothing to hold them against."""

    confirmed: int
    contradicted: int
    unverifiable: int
    total: int
    confirmed_by: ConfirmedDict


class ConfirmedDict(TypedDict):
    """By what the confirmed claims are confirmed, each by the strongest of the three."""

    table: int
    equation: int
    repetition: int


class EntryDict(TypedDict):
    """One printed number of the report and what became of it."""

    text: str
    page: int
    place: str
    bbox: list[float]
    kind: str
    reason: str


class Result(TypedDict):
    """What `gouji check FILE --format json` prints and `gouji.check(path).to_dict()` returns."""

    gouji: str
    document: DocumentDict
    coverage: CoverageDict
    checks: dict[str, int]
    tables: list[TableDict]
    claims: list[ClaimDict]
    findings: list[FindingDict]
    duties: DutiesDict
    unchecked: list[str]
    ledger: list[EntryDict]

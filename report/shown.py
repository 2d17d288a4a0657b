"""What writers show of a cell, a claim, a finding: places and words, made by report.view."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extract.disclosure import Claim, Sentence
from extract.figures.quantity import Quantity
from extract.geometry import Place
from extract.table import Cell
from reconcile.audit import Finding, Severity, Verdict
from report.quote import Marked
from report.texts import Texts


@dataclass(frozen=True, slots=True)
class CellView:
    """A table cell as it is pointed at: its anchor in a report, its place, its words."""

    anchor: str
    cell: Cell
    title: str
    row: str
    column: str
    words: str
    quantity: Quantity | None

    @property
    def place(self) -> Place:
        return Place(self.cell.page, self.cell.box)


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A figure of the narrative with its verdict and what bears on it.

    `places` are the boxes of its figure, one a printed line; `quote` its clause with the figure;
    `equation` the arithmetic it takes part in, both sides, or where it is repeated, "" where there
    is none; `at` says where the figure stands.
    """

    claim: Claim
    text: str
    places: tuple[Place, ...]
    quote: Marked
    sentence: Sentence
    verdict: Verdict
    cells: tuple[CellView, ...]
    equation: str
    expected: Decimal | None
    at: str

    @property
    def id(self) -> str:
        return self.claim.id

    @property
    def page(self) -> int:
        return self.places[0].page


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding in words: `rule` is its rule's name, `quote` what the report says, `difference` the
    two figures side by side, `cells` and `others` where else to look, `agree` what would make them
    agree; `message`, `formula` and `detail` are the finding's own in the language of the view.

    `off` is the stated figure less the expected one, both in `unit`; `stands` are cells elsewhere
    that print the accused figure; `chained` the roundings that follow from the same cent; `at` says
    where it stands; `sure` how surely its figures were recognised, of a scan.
    """

    finding: Finding
    rule: str
    message: str
    formula: str
    detail: str
    culprit: ClaimView | None
    quote: Marked
    difference: str
    cells: tuple[CellView, ...]
    others: tuple[ClaimView, ...]
    agree: str
    unit: str
    off: Decimal | None
    stands: tuple[CellView, ...]
    at: str
    sure: str = ""
    chained: tuple[FindingView, ...] = ()

    @property
    def id(self) -> str:
        return self.finding.id

    @property
    def headline(self) -> str:
        """The message without the name of its rule, for where that stands beside it."""
        for colon in ("：", ": "):
            if self.message.startswith(self.rule + colon):
                return self.message.removeprefix(self.rule + colon)
        return self.message

    @property
    def severity(self) -> Severity:
        return self.finding.severity

    def standing(self, texts: Texts) -> str:
        """Where else the accused figure is printed; "" where it is not."""
        cells = texts("sign.comma").join(c.words for c in self.stands)
        figure = f"{self.finding.stated}{self.unit}"
        return texts("finding.stands_at", stated=figure, cell=cells) if cells else ""

    @property
    def all(self) -> tuple[FindingView, ...]:
        """The finding and those chained to it."""
        return (self, *self.chained)

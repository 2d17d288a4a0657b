"""How surely a figure was read that stands on a scanned page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from extract.disclosure import Claim
from extract.figures.quantity import Quantity
from extract.table import Cell
from reconcile.audit import Audit, Verdict
from reconcile.messages import is_order

#: Read from a picture, and an equation holds with it, or another place prints it: a figure that was
#: misread would break that. Read from a picture, and no more. (Printed as text: "".)
HELD, READ = "held", "read"


@dataclass(frozen=True, slots=True)
class Scanned:
    """The pages of a report that were read from pictures, and the figures on them that equations
    bear out, each as its page and its value in base units."""

    pages: Collection[int]
    held: Collection[tuple[int, Fraction]]

    @classmethod
    def of(cls, audit: Audit) -> Scanned:
        """What an audit says of the scanned pages of its report."""
        report = audit.disclosure
        claims = {claim.id: claim for claim in report.claims}
        held: set[tuple[int, Fraction]] = set()
        for check in audit.checks if report.scanned else ():
            if check.verdict is Verdict.CONSISTENT and not is_order(check):
                held.update(_value(cell.page, cell.quantity) for cell in check.cells)
                for claim in (claims[c] for c in check.claims if c in claims):
                    held.add(_value(report.claim_place(claim).page, claim.quantity))
        return cls(report.scanned.keys(), held)

    def of_figure(self, page: int, figure: Quantity | None) -> str:
        """How surely a figure was read: "" where it is printed as text."""
        if page not in self.pages:
            return ""
        return HELD if _value(page, figure) in self.held else READ

    def of_cell(self, cell: Cell) -> str:
        """The same of a field; one that reads differently a second time is not sure."""
        found = self.of_figure(cell.page, cell.quantity)
        return READ if found and cell.second is not None else found

    def of_claim(self, claim: Claim, page: int) -> str:
        """The same of a figure of the narrative."""
        found = self.of_figure(page, claim.quantity)
        return READ if found and claim.second is not None else found


def _value(page: int, figure: Quantity | None) -> tuple[int, Fraction]:
    return page, figure.exact if figure is not None else Fraction(0)

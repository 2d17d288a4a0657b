"""Whether rounding raised a printed share: told from the figures it was made of."""

from __future__ import annotations

from decimal import Decimal

from corpus.sampling.document import Figure, Report

#: What the shares of each section are shares of.
_WHOLES = {
    "income": "income",
    "expense": "expense",
    "structure": "structure",
    "procurement": "procurement",
    "basic": "basic",
}


def raised(report: Report, share: Figure) -> bool:
    """Whether the exact share lies below the printed one (False where its parts are not told)."""
    figures = {f.name: f for f in report.figures()}
    part = figures.get(share.name.removesuffix(".share"))
    whole = figures.get(_WHOLES.get(share.name.split(".")[0], ""))
    if part is None or whole is None or part.unit != whole.unit or not whole.value:
        return False
    exact = 100 * part.value / whole.value
    step = Decimal(1).scaleb(int(share.value.as_tuple().exponent))
    return share.value - step < exact < share.value - step / 20

"""The one cell behind failed checks, as findings tell it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extract.table import Cell
from reconcile.audit import Check


@dataclass(frozen=True, slots=True)
class Culprit:
    """A cell, the figure that checks agree on for it, and the checks, the one to show first."""

    cell: Cell
    expected: Decimal
    checks: tuple[Check, ...]

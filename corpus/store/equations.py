"""Equations that reviewers make of figures of a report: computed exactly, kept, taken back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from sqlalchemy import Engine, insert, select, update

from corpus.store.database import lasting
from corpus.store.models import EquationRow
from corpus.store.records import clean
from corpus.store.review import in_utc
from extract.figures.quantity import Quantity, round_half_up
from report.reviewed import OwnEquation, Term

#: What can be computed of figures.
KINDS = ("sum", "difference", "ratio", "rate")
_SHARES = ("ratio", "rate")
#: Decimals of a share.
_PLACES = 2
_SIGNS = {"sum": " + ", "difference": " − "}


class EquationError(ValueError):
    """Figures that cannot be computed with: `status` is few, units, zero or bad."""

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Picked:
    """A figure that was picked on a page."""

    text: str
    value: str
    unit: str
    page: int

    @property
    def quantity(self) -> Quantity:
        """The figure. Raises EquationError."""
        try:
            return Quantity(self.text, Decimal(self.value), self.unit)
        except InvalidOperation as error:
            raise EquationError("bad") from error


@dataclass(frozen=True, slots=True)
class Kept:
    """An equation that stands, with its id in the store."""

    id: int
    equation: OwnEquation


def computed(kind: str, picked: Sequence[Picked]) -> tuple[Decimal, str]:
    """What figures give, and its unit: that of the first for sums and differences, % for shares.
    Raises EquationError."""
    figures = [p.quantity for p in picked]
    if kind not in KINDS:
        raise EquationError("bad")
    if len(figures) < 2 or (kind in _SHARES and len(figures) != 2):
        raise EquationError("few")
    if len({q.kind for q in figures}) > 1:
        raise EquationError("units")
    first, *rest = (q.exact for q in figures)
    if kind in _SHARES:
        if not rest[0]:
            raise EquationError("zero")
        whole = first if kind == "ratio" else first - rest[0]
        return round_half_up(100 * whole / rest[0], _PLACES), "%"
    exact = first + sum(rest) if kind == "sum" else first - sum(rest)
    scale, unit = figures[0].scale, figures[0].unit
    decimals = max(_in(q, scale) for q in figures)
    return round_half_up(exact / scale, max(0, decimals)), unit


def equation(
    kind: str, picked: Sequence[Picked], stated: Picked | None, **about: Any
) -> OwnEquation:
    """An equation of figures. Raises EquationError."""
    result, unit = computed(kind, picked)
    terms = tuple(Term(p.text, p.quantity.value, p.unit, p.page) for p in picked)
    against = Term(stated.text, stated.quantity.value, stated.unit, stated.page) if stated else None
    return OwnEquation(kind, terms, against, unit, result, **about)


def formula(kind: str, picked: Sequence[Picked]) -> str:
    """The equation's right side as a person writes it."""
    texts = [p.text for p in picked]
    if kind in _SIGNS:
        return _SIGNS[kind].join(texts)
    return (
        f"{texts[0]} ÷ {texts[1]}" if kind == "ratio" else f"({texts[0]} − {texts[1]}) ÷ {texts[1]}"
    )


def keep(
    engine: Engine,
    sha256: str,
    kind: str,
    picked: Sequence[Picked],
    stated: Picked | None,
    note: str,
    reviewer: str,
) -> int:
    """Keep an equation about a file; its id. Raises EquationError."""
    result, unit = computed(kind, picked)
    figures = {"terms": [_plain(p) for p in picked], "stated": _plain(stated) if stated else None}
    with lasting(engine) as connection:
        made = connection.execute(
            insert(EquationRow).returning(EquationRow.id),
            {
                "sha256": sha256,
                "kind": kind,
                "operands": json.dumps(figures, ensure_ascii=False),
                "formula": clean(formula(kind, picked)),
                "result": f"{result:f}{unit}",
                "note": clean(note),
                "reviewer": clean(reviewer),
                "made": datetime.now(UTC),
            },
        )
        return int(made.scalar_one())


def drop(engine: Engine, hashes: Sequence[str], id: int) -> None:
    """Take back an equation about files that print the same; it stays in the store with the
    time."""
    own = (EquationRow.id == id) & EquationRow.sha256.in_(hashes) & EquationRow.dropped.is_(None)
    with lasting(engine) as connection:
        connection.execute(update(EquationRow).where(own).values(dropped=datetime.now(UTC)))


def equations(engine: Engine, hashes: Sequence[str]) -> list[Kept]:
    """The equations that stand about files that print the same, the first one first."""
    query = select(EquationRow.__table__).where(
        EquationRow.sha256.in_(hashes), EquationRow.dropped.is_(None)
    )
    with engine.connect() as connection:
        return [_kept(row) for row in connection.execute(query.order_by(EquationRow.id))]


def _kept(row: Any) -> Kept:
    figures = json.loads(row.operands)
    picked = [Picked(**term) for term in figures["terms"]]
    stated = Picked(**figures["stated"]) if figures["stated"] else None
    made = in_utc(row.made) or datetime.now(UTC)
    about = {"note": row.note, "reviewer": row.reviewer, "made": made}
    return Kept(row.id, equation(row.kind, picked, stated, **about))


def _plain(picked: Picked) -> dict[str, str | int]:
    return {
        "text": clean(picked.text),
        "value": picked.value,
        "unit": clean(picked.unit),
        "page": picked.page,
    }


def _in(quantity: Quantity, scale: Fraction) -> int:
    """How many decimals a figure has in another unit of money: 1元 has four in 万元."""
    decimals, factor = quantity.decimals, scale / quantity.scale
    while factor >= 10:
        decimals, factor = decimals + 1, factor / 10
    while factor and factor <= Fraction(1, 10):
        decimals, factor = decimals - 1, factor * 10
    return decimals

"""The parts of procurement: goods, works, services, and who got the contracts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from extract.disclosure import Role
from extract.figures.quantity import MONEY
from reconcile.duties.catalogue import Duty, plain, sign
from reconcile.duties.catalogue import duty as known
from reconcile.duties.reading import find
from reconcile.duties.seen import Case, Judge, absent, not_asked, not_spent, standing, told
from reconcile.duties.values import Standing, State
from reconcile.phrases import phrase

#: What procurement is divided into, by the sign that names it.
_KINDS = ("goods", "works", "services")


def bought(duty: Duty, case: Case) -> Standing:
    """A part of procurement, asked for where there was any."""
    if met := told(duty, case):
        return met
    if hit := find(case.lines(duty), (sign("none_bought"),)):
        return not_asked(duty, phrase("duty.told_none"), hit)
    if duty.amount and case.amounts[duty.amount].zero:
        return not_spent(duty, case.amounts[duty.amount])
    if duty.rule == "D09" and _whole(case):
        return not_asked(duty, phrase("duty.parts_whole"))
    if duty.rule != "D09" and find(case.lines(duty), known("D09.1").said) is None:
        return standing(duty, State.NOT_JUDGED, why=phrase("duty.amount_unknown"))
    return absent(duty, case)


def _whole(case: Case) -> bool:
    """Whether the kinds that are told of add up to the total: then there was none of another."""
    return any(_adds_up(parts) for parts in (_of_claims(case), *_of_tables(case)))


def _adds_up(parts: Mapping[str, Fraction]) -> bool:
    kinds = [value for kind, value in parts.items() if kind in _KINDS]
    return bool(kinds) and parts.get("bought") == sum(kinds) != 0


def _of_claims(case: Case) -> Mapping[str, Fraction]:
    """The total and the kinds as the narrative states them; none that is stated in two ways."""
    found: dict[str, set[Fraction]] = {}
    for claim in case.disclosure.claims:
        kind = _kind(claim.subject)
        stated = claim.role in (Role.LEVEL, Role.BUDGET) and claim.quantity.unit in MONEY
        if kind and stated and claim.period in ("", str(case.disclosure.year)):
            found.setdefault(kind, set()).add(claim.quantity.exact)
    return {kind: values.pop() for kind, values in found.items() if len(values) == 1}


def _of_tables(case: Case) -> Iterator[Mapping[str, Fraction]]:
    """The first figures of the rows for the total and the kinds, in a table that has them."""
    for table in case.disclosure.tables:
        rows: dict[str, Fraction] = {}
        for row in table.rows:
            figure = next((c.quantity for c in row.cells if c.quantity is not None), None)
            kind = "bought" if plain(row.label) in ("合计", "总计") else _kind(row.label)
            if figure is not None and kind:
                rows.setdefault(kind, figure.exact)
        yield rows


def _kind(subject: str) -> str:
    """Which part of procurement words name, "bought" for all of it; "" for anything else."""
    return next((kind for kind in (*_KINDS, "bought") if sign(kind).search(plain(subject))), "")


BOUGHT_JUDGES: Mapping[str, Judge] = {"bought": bought}

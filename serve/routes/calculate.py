"""The calculator: what picked figures give, and equations that are kept of them."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from corpus.store.equations import (
    KINDS,
    EquationError,
    Picked,
    computed,
    drop,
    equations,
    formula,
    keep,
)
from corpus.store.reading import Report
from extract.figures.quantity import Quantity
from serve.desk import desk_of

router = APIRouter()
_MOST = 60
_NO_FIGURES = "[]"


@router.post("/report/{id}/calculate")
def calculate(
    request: Request, id: int, figures: Annotated[str, Form()] = _NO_FIGURES, stated: int = -1
) -> Response:
    """What the picked figures give, each way; one of them may be what is stated. Keeps nothing,
    and asks for no name."""
    desk = desk_of(request)
    desk.report(id)
    terms, against = _parted(figures, stated)
    results = []
    for kind in KINDS:
        try:
            value, unit = computed(kind, terms)
        except EquationError:
            continue
        shown = f"{value:f}{unit}"
        results.append((kind, formula(kind, terms), shown, _sign(against, value, unit)))
    count = len(terms) + (against is not None)
    return desk.render(request, "sums.html.j2", results=results, stated=against, count=count)


@router.post("/report/{id}/equations")
def keep_one(
    request: Request,
    id: int,
    kind: Annotated[str, Form()],
    figures: Annotated[str, Form()],
    stated: Annotated[int, Form()] = -1,
    note: Annotated[str, Form()] = "",
) -> Response:
    """Keep an equation for the workpaper."""
    desk = desk_of(request)
    name = desk.name(request)
    if not name:
        return PlainTextResponse(desk.texts(request)("decide.no_name"), status_code=422)
    terms, against = _parted(figures, stated)
    report = desk.report(id)
    try:
        keep(desk.engine, report.row.sha256, kind, terms, against, note.strip()[:500], name)
    except EquationError as error:
        raise HTTPException(422) from error
    return _list(request, report)


@router.post("/report/{id}/equations/{equation}/drop")
def drop_one(request: Request, id: int, equation: int) -> Response:
    """Take an equation back."""
    desk = desk_of(request)
    report = desk.report(id)
    drop(desk.engine, report.hashes, equation)
    return _list(request, report)


def _list(request: Request, report: Report) -> Response:
    if "hx-request" not in request.headers:
        return RedirectResponse(f"/report/{report.row.id}", status_code=303)
    desk = desk_of(request)
    found = equations(desk.engine, report.hashes)
    return desk.render(request, "equations.html.j2", equations=found, report=report.row)


def _parted(figures: str, stated: int) -> tuple[list[Picked], Picked | None]:
    """The figures to compute with, and the one of that number which is what is stated, if any."""
    picked = _picked(figures)
    against = picked[stated] if 0 <= stated < len(picked) else None
    return [p for n, p in enumerate(picked) if n != stated], against


def _picked(figures: str) -> list[Picked]:
    """The figures as the page's script sends them."""
    try:
        given = json.loads(figures)[:_MOST]
        found = [
            Picked(str(g["text"])[:60], str(g["value"]), str(g["unit"])[:8], int(g["page"]))
            for g in given
        ]
        for one in found:
            if not one.quantity.value.is_finite():
                raise EquationError("bad")
    except (ValueError, TypeError, KeyError) as error:
        raise HTTPException(422) from error
    return found


def _sign(stated: Picked | None, value: Decimal, unit: str) -> str:
    """How a stated figure stands to what was computed: the same, the same within rounding, or
    not; "" where none is stated."""
    if stated is None:
        return ""
    own, other = stated.quantity, Quantity("", value, unit)
    if own.kind != other.kind:
        return "≠"
    if own.exact == other.exact:
        return "√"
    return "≈" if own.interval.meets(other.interval) else "≠"

"""Deciding about what is at hand, and taking it back; nothing that was not seen is overwritten."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from corpus.store.deciding import ChangedError, Past, decide_seen, undo
from corpus.store.decisions import FIGURE, FINDING, kinds
from corpus.store.review import Decision
from serve.cards import Card, moment
from serve.folder import Folder, at_hand
from serve.routes.read import about, beside

router = APIRouter()
_LONGEST = 2000
_LONGEST_TICK = 8


@router.post("/report/{id}/decide/{f}")
def decide(
    request: Request,
    id: int,
    f: str,
    decision: Annotated[str, Form()],
    last: Annotated[int, Form()],
    note: Annotated[str, Form()] = "",
    tick: Annotated[str, Form()] = "",
) -> Response:
    """Keep a decision of somebody who saw the decision of id `last`."""
    folder, card = at_hand(request, id, f)
    if decision not in kinds(FIGURE if card.figure else FINDING):
        raise HTTPException(422)
    note, tick = note.strip()[:_LONGEST], tick.strip()[:_LONGEST_TICK]
    name = folder.desk.name(request)
    given = {"decision": decision, "note": note, "tick": tick}
    if not name:
        return _card(request, folder, card, status=422, missing_name=True, given=given)
    try:
        decide_seen(folder.desk.engine, Decision(card.item, decision, name, note, tick), last)
    except ChangedError as error:
        return _changed(request, folder, card, error.latest, given)
    return _anew(request, id, f)


@router.post("/report/{id}/undo/{f}")
def take_back(request: Request, id: int, f: str, last: Annotated[int, Form()]) -> Response:
    """Go back to what was decided before."""
    folder, card = at_hand(request, id, f)
    name = folder.desk.name(request)
    if not name:
        return _card(request, folder, card, status=422, missing_name=True)
    try:
        undo(folder.desk.engine, card.item, name, last)
    except ChangedError as error:
        return _changed(request, folder, card, error.latest, None)
    return _anew(request, id, f)


def _anew(request: Request, id: int, f: str) -> Response:
    """The card as it stands now; without a script, the page with it."""
    if "hx-request" not in request.headers:
        return RedirectResponse(f"/report/{id}?{urlencode({'f': f})}", status_code=303)
    folder, card = at_hand(request, id, f)
    return _card(request, folder, card)


def _changed(
    request: Request, folder: Folder, card: Card, latest: Past, given: dict[str, str] | None
) -> Response:
    """Somebody was first: both decisions are shown, and what was written is kept in the form."""
    changed = {"past": latest, "when": moment(latest.made)}
    return _card(request, folder, card, status=409, changed=changed, given=given)


def _card(
    request: Request, folder: Folder, card: Card, status: int = 200, **values: object
) -> Response:
    desk, group = folder.desk, folder.group_of(card.id)
    shown = about(folder, group, card) | values
    if "hx-request" not in request.headers:
        shown |= beside(folder, card.page)
        return desk.render(request, "report.html.j2", status=status, **shown)
    return desk.render(request, "decided.html.j2", status=status, **shown)

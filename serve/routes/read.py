"""Reading one report: its page as published, beside it what was found."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from corpus.store.equations import equations
from serve.cards import Card
from serve.desk import desk_of
from serve.folder import GROUPS, Folder, at_hand, is_settled, opened
from serve.hands import FailedError
from serve.originals import GoneError, original
from serve.sheets import marks_of, text_of

router = APIRouter()
#: Resolutions that pages are drawn in: to read, and to look closely.
_DPI = {"": 120, "2": 220}


@router.get("/report/{id}")
def report(request: Request, id: int, f: str = "", group: str = "", p: int = 0) -> Response:
    """A report with one finding at hand."""
    folder = opened(request, id)
    card = folder.card(f) if f else None
    shown = folder.group_of(card.id) if card and not group else folder.group(group)
    cards = folder.cards(shown)
    card = card or next((c for c in cards if not is_settled(c.item)), cards[0] if cards else None)
    number = p or (card.page if card else 1)
    values = about(folder, shown, card) | beside(folder, number)
    return folder.desk.render(request, "report.html.j2", **values)


@router.get("/report/{id}/card/{f}")
def one(request: Request, id: int, f: str) -> Response:
    """A finding by itself: the next one, without the rest of the page."""
    folder, card = at_hand(request, id, f)
    values = about(folder, folder.group_of(card.id), card)
    return folder.desk.render(request, "card.html.j2", **values)


@router.get("/report/{id}/page/{number}")
def page(request: Request, id: int, number: int, view: str = "") -> Response:
    """A page of the published file with its boxes; its text where `view` is text."""
    folder = opened(request, id)
    return folder.desk.render(request, "sheet.html.j2", **_sheet(folder, number, view))


@router.get("/report/{id}/picture/{number}")
def picture(request: Request, id: int, number: int, z: str = "") -> Response:
    """The picture of a page."""
    desk = desk_of(request)
    found = desk.report(id)
    try:
        data = desk.hands.page(original(found, desk.settings.beside), number, _DPI.get(z, _DPI[""]))
    except (GoneError, FailedError) as error:
        raise HTTPException(404) from error
    if data is None:
        raise HTTPException(404)
    headers = {"Cache-Control": "private, max-age=3600"}
    return Response(data, media_type="image/png", headers=headers)


def about(folder: Folder, group: str, card: Card | None) -> dict[str, Any]:
    """What a card is shown with."""
    report = folder.report
    cards = folder.cards(group)
    ids = [c.id for c in cards]
    at = ids.index(card.id) if card and card.id in ids else -1
    return {
        "folder": folder,
        "report": report.row,
        "names": report.names,
        "group": group,
        "groups": GROUPS,
        "cards": cards,
        "card": card,
        "before": ids[at - 1] if at > 0 else "",
        "after": ids[at + 1] if -1 < at < len(ids) - 1 else "",
        "past": folder.history(card) if card else [],
        "is_settled": is_settled,
        "changed": None,
        "missing_name": False,
        "given": None,
    }


def beside(folder: Folder, number: int) -> dict[str, Any]:
    """What stands beside a card on the whole page: a page of the published file, and the
    equations that reviewers made."""
    kept = equations(folder.desk.engine, folder.report.hashes)
    return _sheet(folder, number, "") | {"equations": kept}


def _sheet(folder: Folder, number: int, view: str) -> dict[str, Any]:
    """What a page of the published file is shown with: its boxes and its picture's size, or its
    text where there is no picture."""
    desk, report = folder.desk, folder.report
    number = max(1, min(number, report.row.pages or 1))
    size, why = None, ""
    if view != "text":
        try:
            sizes = desk.hands.sizes(original(report, desk.settings.beside))
            size = sizes[number - 1] if number <= len(sizes) else None
        except (GoneError, FailedError) as error:
            why = "gone" if isinstance(error, GoneError) else "failed"
    marks = marks_of(desk.engine, report, folder.found, number, folder.texts) if size else []
    return {
        "report": report.row,
        "number": number,
        "size": size,
        "marks": marks,
        "why": why,
        "text": None if size else text_of(desk.engine, report, folder.found, number, folder.texts),
        "view": view,
    }

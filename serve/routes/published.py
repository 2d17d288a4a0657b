"""Who has published: the bodies of the list that the server was started with."""

from __future__ import annotations

from collections import Counter

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from corpus.published.bodies import ListError, read_bodies
from corpus.published.standing import STATES, UNLISTED, standing
from serve.desk import desk_of

router = APIRouter()


@router.get("/bodies")
def bodies(request: Request) -> Response:
    """How each body of the list stands, the list read anew each time; 404 without a list."""
    desk = desk_of(request)
    texts = desk.texts(request)
    if desk.settings.bodies is None:
        raise HTTPException(404)
    asked = request.query_params.get("state", "")
    state = asked if asked in STATES else ""
    try:
        listed = read_bodies(desk.settings.bodies)
    except (OSError, ListError) as error:
        trouble = error.value if isinstance(error, ListError) else error.strerror or ""
        return desk.render(
            request, "bodies.html.j2", rows=[], sums={}, state=state, unusable=True, trouble=trouble
        )
    answer = standing(desk.engine, listed, texts.lang)
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    sums = Counter(row["state"] for row in rows)
    if state == UNLISTED:
        beyond = standing(desk.engine, listed, texts.lang, UNLISTED)
        rows = [dict(zip(beyond.columns, row, strict=True)) for row in beyond.rows]
    shown = [row for row in rows if state in ("", row["state"])]
    return desk.render(
        request, "bodies.html.j2", rows=shown, sums=sums, state=state, unusable=False, trouble=""
    )

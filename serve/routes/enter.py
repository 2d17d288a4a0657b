"""Coming in: the password where there is one, a name, the language, what is shipped."""

from __future__ import annotations

import secrets
import time
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from report.texts import LANGUAGES
from serve.desk import LANG, NAME, desk_of, static, static_type
from serve.guard import SESSION

router = APIRouter()
_YEAR = 365 * 24 * 3600
#: Seconds that a wrong password costs.
_PAUSE = 1.0


@router.get("/static/{name}")
def shipped(name: str) -> Response:
    """A script or a style sheet."""
    try:
        data = static(name)
    except KeyError as error:
        raise HTTPException(404) from error
    headers = {"Cache-Control": "max-age=300"}
    return Response(data, media_type=static_type(name), headers=headers)


@router.get("/help")
def help_page(request: Request) -> Response:
    """The keys, and what the page does."""
    return desk_of(request).render(request, "help.html.j2")


@router.get("/login")
def ask(request: Request) -> Response:
    return desk_of(request).render(request, "login.html.j2", wrong=False)


@router.post("/login")
def let_in(request: Request, password: Annotated[str, Form()] = "") -> Response:
    """Begin a session, or ask once more."""
    desk = desk_of(request)
    if desk.settings.password is None or not desk.settings.password.fits(password):
        time.sleep(_PAUSE)
        return desk.render(request, "login.html.j2", status=403, wrong=True)
    session = secrets.token_urlsafe(32)
    desk.sessions.add(session)
    answer = RedirectResponse("/", status_code=303)
    answer.set_cookie(SESSION, session, httponly=True, samesite="strict")
    return answer


@router.post("/name")
def say_name(
    request: Request, name: Annotated[str, Form()] = "", back: Annotated[str, Form()] = "/"
) -> Response:
    """Keep the reviewer's name in his browser."""
    answer = RedirectResponse(_inside(back), status_code=303)
    kept = quote(" ".join(name.split())[:60])
    answer.set_cookie(NAME, kept, max_age=_YEAR, httponly=True, samesite="strict")
    return answer


@router.get("/lang/{lang}")
def choose_language(lang: str, back: str = "/") -> Response:
    """Keep the language in the browser: it changes nothing in the store."""
    answer = RedirectResponse(_inside(back), status_code=303)
    if lang in LANGUAGES:
        answer.set_cookie(LANG, lang, max_age=_YEAR, httponly=True, samesite="strict")
    return answer


def _inside(back: str) -> str:
    """A place on this server: a link from elsewhere leads nowhere else."""
    inside = back.startswith("/") and not back.startswith(("//", "/\\"))
    return back if inside and back.isprintable() else "/"

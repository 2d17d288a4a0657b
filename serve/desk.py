"""What every answer of the review page needs: the store, the workers, the words, the templates."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any
from urllib.parse import quote, unquote

from fastapi import HTTPException, Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from sqlalchemy import Engine
from starlette.responses import HTMLResponse

from corpus.scanning.statuses import statuses
from corpus.store.decisions import FIGURE, FINDING, OPEN, every_kind, kinds
from corpus.store.listing import choices
from corpus.store.reading import Report, report_of
from report.texts import LANGUAGES, Texts
from serve.bringing import Jobs
from serve.hands import Hands
from serve.settings import Settings
from serve.words import load

#: Cookies with the reviewer's name and the language of the page.
NAME, LANG = "gouji_name", "gouji_lang"
#: Seconds that the choices of lists are kept.
_KEPT = 5.0
#: The decisions in the order of their keys: 1 …
KEYS = {
    FINDING: ("confirmed", "dismissed", OPEN, "corrected", "explained"),
    FIGURE: ("agreed", "differs", OPEN),
}


@dataclass
class Desk:
    """Where reviewers sit. `sessions` are those that gave the password, where there is one."""

    engine: Engine
    settings: Settings
    hands: Hands
    jobs: Jobs
    sessions: set[str] = field(default_factory=set)
    known: tuple[float, dict[str, list[Any]]] = (0.0, {})

    def lang(self, request: Request) -> str:
        asked = request.query_params.get("lang") or request.cookies.get(LANG, "")
        return asked if asked in LANGUAGES else self.settings.lang

    def texts(self, request: Request) -> Texts:
        return load(self.lang(request))

    def name(self, request: Request) -> str:
        """The reviewer's name; "" where he has not said."""
        return unquote(request.cookies.get(NAME, "")).strip() or self.settings.reviewer

    def choices(self) -> dict[str, list[Any]]:
        """What lists can be narrowed to, looked up every few seconds."""
        when, found = self.known
        if not found or time.monotonic() - when > _KEPT:
            found = choices(self.engine)
            self.known = (time.monotonic(), found)
        return found

    def report(self, id: int) -> Report:
        """The report of an id; 404 where there is none."""
        found = report_of(self.engine, id)
        if found is None:
            raise HTTPException(404)
        return found

    def render(
        self, request: Request, template: str, status: int = 200, **values: Any
    ) -> HTMLResponse:
        """A page, or a piece of one."""
        texts = self.texts(request)
        page = (
            environment()
            .get_template(template)
            .render(
                t=texts,
                lang=texts.lang,
                name=self.name(request),
                read_only=self.settings.read_only,
                with_bodies=self.settings.bodies is not None,
                token=self.settings.token,
                path=request.url.path,
                query=request.url.query,
                **values,
            )
        )
        return HTMLResponse(page, status_code=status)


def desk_of(request: Request) -> Desk:
    """The desk that a request is for."""
    desk: Desk = request.app.state.desk
    return desk


@cache
def environment() -> Environment:
    """Templates in which everything is escaped, and a name that is not given is an error; what is
    the same on every page is looked up once."""
    made = Environment(
        loader=PackageLoader("serve", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["urlquote"] = quote
    made.globals |= {
        "marked": _marked,
        "version": version("gouji"),
        "kinds": kinds(FINDING),
        "keys": KEYS,
        "every_kind": every_kind(),
        "statuses": statuses(),
    }
    return made


def _marked(text: str, words: str) -> Markup:
    """A text with the words that were looked for marked."""
    wanted = [re.escape(word) for word in words.split()]
    if not wanted:
        return escape(text)
    parts = re.split(f"({'|'.join(wanted)})", text)
    pieces = (
        Markup("<mark>{}</mark>").format(p) if n % 2 else escape(p) for n, p in enumerate(parts)
    )
    return Markup("").join(pieces)


@cache
def static(name: str) -> bytes:
    """A file that is shipped with the page. KeyError where there is none of that name."""
    return files("serve").joinpath("static", _STATIC[name][0]).read_bytes()


def static_type(name: str) -> str:
    return _STATIC[name][1]


_SCRIPT, _STYLE = "text/javascript; charset=utf-8", "text/css; charset=utf-8"
_STATIC = {
    "htmx.js": ("htmx.min.js", _SCRIPT),
    "page.js": ("page.js", _SCRIPT),
    "report.js": ("report.js", _SCRIPT),
    "bring.js": ("bring.js", _SCRIPT),
    "page.css": ("page.css", _STYLE),
    "icon.svg": ("icon.svg", "image/svg+xml"),
}

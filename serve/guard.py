"""What stands between the network and the page: who may ask, what may be sent, what a browser may
do with the answer."""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serve.settings import Settings

#: Where a request brings the token: a header, or the address of a form that sends files.
TOKEN_HEADER, TOKEN_QUERY = "x-gouji-token", "token"
#: A cookie with the name of a session.
SESSION = "gouji_session"
#: Answered without a password.
_OPEN = ("/login", "/static/")
#: Requests that change nothing.
_SAFE = ("GET", "HEAD")
#: The longest form without files.
_FORM_LIMIT = 2_000_000
#: The longest filled-in list.
_LIST_LIMIT = 50_000_000
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class _TooLargeError(Exception):
    """A body that is longer than it may be."""


class Guard:
    """An ASGI layer around the whole page. `sessions` are those that gave the password."""

    def __init__(self, app: ASGIApp, settings: Settings, sessions: set[str]) -> None:
        self.app = app
        self.settings = settings
        self.sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = self._refused(scope)
        if refused is not None:
            await refused(scope, receive, _with_headers(send))
            return
        answer = _with_headers(send)
        try:
            await self.app(scope, self._limited(scope, receive), answer)
        except _TooLargeError:
            await PlainTextResponse("413", status_code=413)(scope, receive, answer)

    def _refused(self, scope: Scope) -> Response | None:
        """The answer to a request that is not let in."""
        headers = Headers(scope=scope)
        if not self.settings.answers_to(headers.get("host", "")):
            return PlainTextResponse("421 Host", status_code=421)
        path: str = scope["path"]
        if self.settings.password and not path.startswith(_OPEN) and not self._known(headers):
            return RedirectResponse("/login", status_code=303)
        if scope["method"] in _SAFE:
            return None
        if scope["method"] != "POST" or not self._own(scope, headers):
            return PlainTextResponse("403", status_code=403)
        if self.settings.read_only and path != "/login":
            return PlainTextResponse("403 read-only", status_code=403)
        return None

    def _known(self, headers: Headers) -> bool:
        """Whether a request belongs to a session."""
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(SESSION)
        except CookieError:
            return False
        return cookie is not None and cookie.value in self.sessions

    def _own(self, scope: Scope, headers: Headers) -> bool:
        """Whether a request comes from a page of this server: it has the token, and no browser
        says that another site sent it."""
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        host, origin = headers.get("host", ""), headers.get("origin")
        if origin is not None and origin.partition("://")[2] != host:
            return False
        query = parse_qs(scope["query_string"].decode("latin-1"))
        given = headers.get(TOKEN_HEADER) or query.get(TOKEN_QUERY, [""])[0]
        return hmac.compare_digest(given.encode(), self.settings.token.encode())

    def _limited(self, scope: Scope, receive: Receive) -> Receive:
        """The body of a request up to its limit, whatever its header says."""
        limits = {"/bring": self.settings.upload_limit, "/import": _LIST_LIMIT}
        most = limits.get(scope["path"], _FORM_LIMIT)
        got = 0

        async def limited() -> Message:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got > most:
                raise _TooLargeError
            return message

        return limited


def _with_headers(send: Send) -> Send:
    """Answers with the headers that tell a browser what it may do."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(_HEADERS)
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return sending

"""The review page as one application: its routes behind its guard, its workers for as long as it
runs."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from sqlalchemy import Engine
from starlette.exceptions import HTTPException
from starlette.responses import Response

from serve.bringing import Jobs
from serve.desk import Desk, desk_of
from serve.guard import Guard
from serve.hands import Hands
from serve.routes import bring, calculate, decide, enter, look, out, published, read
from serve.settings import Settings


def create_app(engine: Engine, settings: Settings) -> FastAPI:
    """The application for an open store."""
    hands, jobs = Hands(), Jobs(engine, settings.files, settings.workers)
    desk = Desk(engine, settings, hands, jobs)

    @asynccontextmanager
    async def alive(_app: FastAPI) -> AsyncIterator[None]:
        threading.Thread(target=hands.start, daemon=True, name="warming").start()
        yield
        jobs.close()
        hands.close()

    app = FastAPI(title="gouji", docs_url=None, redoc_url=None, openapi_url=None, lifespan=alive)
    app.state.desk = desk
    for routes in (enter, look, published, read, decide, calculate, bring, out):
        app.include_router(routes.router)
    app.add_exception_handler(HTTPException, _said)
    app.add_middleware(Guard, settings=settings, sessions=desk.sessions)
    return app


def _said(request: Request, error: Exception) -> Response:
    """An error as a page in the reader's words."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    return desk_of(request).render(request, "error.html.j2", status=status, code=status)

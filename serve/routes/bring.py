"""Bringing reports in, and being told what becomes of each."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse

from corpus.scanning.statuses import statuses
from corpus.store.listing import COUNTS
from report.texts import Texts
from serve.bringing import Job, Told
from serve.desk import Desk, desk_of

router = APIRouter()
_MOST_FILES = 20_000
#: Seconds between two looks at a job.
_PULSE = 0.15


@router.get("/bring")
def page(request: Request) -> Response:
    """Where files are dropped."""
    desk = desk_of(request)
    return desk.render(request, "bring.html.j2", job=None, jobs=list(desk.jobs.known.values()))


@router.post("/bring")
async def bring(request: Request) -> Response:
    """Take files in and have them read; their names may have folders in them."""
    desk = desk_of(request)
    async with request.form(max_files=_MOST_FILES, max_fields=_MOST_FILES) as form:
        files = [f for f in form.getlist("files") if isinstance(f, UploadFile) and f.filename]
        paths = [str(p) for p in form.getlist("paths")]
        job = await run_in_threadpool(_kept, desk, files, paths)
    if "x-gouji-script" in request.headers:
        return JSONResponse({"job": job.id})
    return RedirectResponse(f"/bring/{job.id}", status_code=303)


@router.get("/bring/{id}")
def progress(request: Request, id: str) -> Response:
    """A job, as far as it is."""
    desk = desk_of(request)
    return desk.render(request, "bring.html.j2", job=_job(desk, id), jobs=[])


@router.post("/bring/{id}/stop")
def stop(request: Request, id: str) -> Response:
    desk = desk_of(request)
    desk.jobs.stop(_job(desk, id))
    return RedirectResponse(f"/bring/{id}", status_code=303)


@router.get("/bring/{id}/events")
async def events(request: Request, id: str) -> Response:
    """Server-sent events: one for every file that is done, from the one after Last-Event-ID; the
    last one says how the job ended."""
    desk = desk_of(request)
    job = _job(desk, id)
    given = request.headers.get("last-event-id", "")
    start = int(given) if given.isascii() and given.isdecimal() else 0
    stream = _events(request, job, start, desk.texts(request))
    return StreamingResponse(stream, media_type="text/event-stream")


async def _events(request: Request, job: Job, sent: int, texts: Texts) -> AsyncIterator[str]:
    while not await request.is_disconnected():
        done = job.done
        for number, told in enumerate(job.told[sent:], sent + 1):
            data = row_of(told, texts) | {"done": number, "total": job.total}
            yield f"id: {number}\nevent: file\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
            sent = number
        if done and sent == len(job.told):
            yield f"event: end\ndata: {json.dumps(_end(job, texts), ensure_ascii=False)}\n\n"
            return
        await asyncio.sleep(_PULSE)


def row_of(told: Told, texts: Texts) -> dict[str, Any]:
    """A file in words."""
    known = statuses().get(told.status)
    name = told.status if known is None else known.english if texts.lang == "en" else known.words
    counts = (
        f"{texts(f'severity.{severity}')} {told.findings[severity]}"
        for severity in COUNTS
        if told.findings.get(severity)
    )
    said = texts("bring.known") if not told.fresh else " · ".join(counts)
    message = told.message.removeprefix(f"{told.name}：") if texts.lang == "zh" else ""
    return {
        "name": told.name,
        "status": name,
        "good": told.report is not None,
        "words": said or (texts("bring.clean") if told.report else message),
        "message": message,
        "report": told.report,
    }


def _end(job: Job, texts: Texts) -> dict[str, Any]:
    followed = job.followed
    words = [texts(f"bring.{job.state}", count=len(job.told), error=job.error)]
    if job.passed_over:
        words.append(texts("bring.passed_over", count=len(job.passed_over)))
    if followed and followed.count:
        words.append(texts("bring.followed", count=followed.count))
    if followed and followed.left:
        words.append(texts("bring.left", count=len(followed.left)))
    return {"state": job.state, "words": words}


def _kept(desk: Desk, files: list[UploadFile], paths: list[str]) -> Job:
    job = desk.jobs.new()
    for number, file in enumerate(files):
        name = paths[number] if number < len(paths) and paths[number] else file.filename or ""
        desk.jobs.keep(job, name, file.file)
    desk.jobs.run(job)
    return job


def _job(desk: Desk, id: str) -> Job:
    job = desk.jobs.known.get(id)
    if job is None:
        raise HTTPException(404)
    return job

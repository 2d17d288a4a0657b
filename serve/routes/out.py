"""Taking a report away with what was decided, and reading back what an auditor filled in."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Form, HTTPException, Request, UploadFile
from starlette.responses import Response

from corpus.scanning.names import safe_stem
from corpus.scanning.scratch import scratch
from corpus.store.decided_csv import DecisionsError, marks_in, read_decisions
from corpus.store.queries import Filter
from corpus.store.remarks import remarks_of
from corpus.store.review import decide, items
from extract.errors import UnreadableError
from report.letter.write import TemplateError, write
from report.outputs import ENDINGS, Output
from serve.desk import Desk, desk_of
from serve.folder import Folder, opened
from serve.hands import FailedError
from serve.originals import GoneError, original
from serve.taking import letter_of, summary_of
from serve.words import headings, load

router = APIRouter()
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".marked.pdf": "application/pdf",
    ".jsonl": "application/jsonl",
}
_ZIP = "application/zip"


@router.get("/report/{id}/out/{kind}")
def out(request: Request, id: int, kind: Output) -> Response:
    """An output of a report, made anew from the published file, with the decisions."""
    desk = desk_of(request)
    report = desk.report(id)
    name = safe_stem(report.paths[0] if report.paths else report.row.file)
    remarks = remarks_of(desk.engine, report.hashes)
    source = original(report, desk.settings.beside)
    try:
        made = desk.hands.written(source, name, kind.value, desk.lang(request), remarks)
    except (GoneError, UnreadableError, FailedError) as error:
        return _cannot(request, desk, "gone" if isinstance(error, GoneError) else "failed")
    endings = ENDINGS[kind]
    if len(endings) == 1:
        return _file(made[endings[0]], name + endings[0], _TYPES[endings[0]])
    return _file(_zipped(name, made), f"{name}.{kind.value}.zip", _ZIP)


@router.get("/report/{id}/letter.docx")
def letter(request: Request, id: int) -> Response:
    """The letter of inquiry about what was confirmed; it is in Chinese in every language."""
    desk = desk_of(request)
    folder = Folder(desk, desk.report(id), load("zh"))
    made = letter_of(folder, date.today())
    if not made.points:
        return _cannot(request, desk, "no_points")
    try:
        data = write(made, desk.settings.letter)
    except TemplateError:
        return _cannot(request, desk, "template")
    return _file(data, f"询问函-{safe_stem(folder.report.row.unit + '.x')}.docx", _WORD)


@router.get("/report/{id}/summary")
def summary(request: Request, id: int) -> Response:
    """One page for an editor."""
    folder = opened(request, id)
    report = folder.report
    shown = {"report": report.row, "summary": summary_of(folder), "names": report.names}
    return folder.desk.render(request, "summary.html.j2", **shown)


@router.post("/import")
def give_back(request: Request, file: UploadFile, back: Annotated[str, Form()] = "/") -> Response:
    """Keep the decisions of a workpaper or a list that was filled in, all or none."""
    desk = desk_of(request)
    texts = desk.texts(request)
    values: dict[str, Any] = {"back": back if back.startswith("/report/") else "/", "fault": ""}
    with scratch() as folder:
        path = Path(folder, "list")
        path.write_bytes(file.file.read())
        try:
            marks = marks_in(path, headings())
            known = items(desk.engine, Filter(lang=texts.lang), everything=True, marks=marks)
            found = read_decisions(path, known, desk.name(request), headings())
        except DecisionsError as error:
            reason = texts(f"import.{error.status}", line=error.line, value=error.value)
            values |= {"fault": reason, "kept": 0, "unknown": (), "late": ()}
            return desk.render(request, "import.html.j2", status=422, **values)
    kept = decide(desk.engine, found.decisions)
    values |= {"kept": kept, "unknown": found.unknown, "late": found.late}
    return desk.render(request, "import.html.j2", **values)


def _cannot(request: Request, desk: Desk, why: str) -> Response:
    return desk.render(request, "cannot.html.j2", status=409, why=why)


def _zipped(name: str, made: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for ending, data in made.items():
            archive.writestr(name + ending, data)
    return stream.getvalue()


def _file(data: bytes, name: str, type: str) -> Response:
    """A download under a name in any script. It is never shown as a page of this server."""
    if not name or "\n" in name:
        raise HTTPException(500)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "Content-Security-Policy": "sandbox",
    }
    return Response(data, media_type=type, headers=headers)

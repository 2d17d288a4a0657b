"""Looking through a store: reports, findings, words of narratives, what could not be read."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from corpus.between import catalogue
from corpus.store import listing
from corpus.store.decisions import kinds
from corpus.store.listing import COUNTS, SORTS, Listed
from reconcile.rules import rules
from report.rows import guarded
from report.texts import Texts
from serve.desk import Desk, desk_of
from serve.wanted import address, wanted

router = APIRouter()
#: Rows of a list that is taken away as a file.
_ALL = 1_000_000
_TAKEN = ("unit", "year", "kind", "severity", "rule", "page", "message", "stated", "expected",
          "formula", "clause", "detail", "decision", "tick", "note", "reviewer", "made", "mark",
          "file")  # fmt: skip


@router.get("/")
def reports(request: Request) -> Response:
    """All reports with what is open and settled."""
    desk = desk_of(request)
    found = listing.reports(desk.engine, asked := wanted(request, desk.lang(request)))
    return desk.render(
        request, "reports.html.j2", **_list(request, desk, asked, found), sorts=SORTS
    )


@router.get("/findings")
def findings(request: Request) -> Response:
    """The findings of all reports in one table."""
    desk = desk_of(request)
    found = listing.findings(desk.engine, asked := wanted(request, desk.lang(request)))
    return desk.render(request, "findings.html.j2", **_list(request, desk, asked, found))


@router.get("/findings.csv")
def findings_file(request: Request) -> Response:
    """The same as a file for a spreadsheet: all rows."""
    desk = desk_of(request)
    texts = desk.texts(request)
    asked = replace(wanted(request, texts.lang), size=_ALL, page=1)
    found = listing.findings(desk.engine, asked)
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, _TAKEN)
    writer.writerow({name: texts(f"list.{name}") for name in _TAKEN})
    for row in found.rows:
        writer.writerow(guarded(_named(row, texts)))
    headers = {"Content-Disposition": 'attachment; filename="findings.csv"'}
    data = stream.getvalue().encode("utf-8-sig")
    return Response(data, media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/search")
def search(request: Request) -> Response:
    """Sentences that hold some words."""
    desk = desk_of(request)
    found = listing.sentences(desk.engine, asked := wanted(request, desk.lang(request)))
    return desk.render(request, "search.html.j2", **_list(request, desk, asked, found))


@router.get("/unread")
def unread(request: Request) -> Response:
    """Files that were not read, or not whole, and why."""
    desk = desk_of(request)
    found = listing.unread(desk.engine, asked := wanted(request, desk.lang(request)))
    return desk.render(request, "unread.html.j2", **_list(request, desk, asked, found))


def _list(request: Request, desk: Desk, asked: Any, found: Listed) -> dict[str, Any]:
    """What every list shows beside its rows."""
    lang = desk.lang(request)
    known = desk.choices()
    last = max(1, -(-found.total // asked.size))
    return {
        "asked": asked,
        "found": found,
        "at": address(request),
        "pages": last,
        "severities": tuple(COUNTS),
        "years": known["years"],
        "rules": [(code, rule_name(code, lang)) for code in known["rules"]],
    }


def rule_name(code: str, lang: str) -> str:
    """The name of a rule, "" where it is none of gouji's own."""
    found = rules().get(code) or catalogue.rules().get(code)
    if found is None:
        return ""
    return (found.name_en if lang == "en" else "") or found.name


def _named(row: Mapping[str, Any], texts: Texts) -> dict[str, str | int | None]:
    shown = {name: row[name] for name in _TAKEN}
    decision = kinds()[row["decision"] or "open"].text(texts.lang)
    made = str(row["made"] or "")[:16]
    named = {
        "severity": texts(f"severity.{row['severity']}"),
        "kind": texts(f"head.{row['kind']}"),
        "decision": decision,
        "made": made,
    }
    return shown | named

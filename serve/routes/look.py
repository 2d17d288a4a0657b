"""Looking through a store: reports, findings, words of narratives, what could not be read."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy import Engine
from starlette.responses import Response

from corpus.between import catalogue
from corpus.store import listing
from corpus.store.decisions import kinds
from corpus.store.listing import COUNTS, Listed, Wanted
from report.rows import guarded
from report.texts import Texts
from serve.desk import desk_of
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
    return _shown(request, "reports.html.j2", listing.reports)


@router.get("/findings")
def findings(request: Request) -> Response:
    """The findings of all reports in one table."""
    return _shown(request, "findings.html.j2", listing.findings)


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
    return _shown(request, "search.html.j2", listing.sentences)


@router.get("/unread")
def unread(request: Request) -> Response:
    """Files that were not read, or not whole, and why."""
    return _shown(request, "unread.html.j2", listing.unread)


def _shown(request: Request, template: str, listed: Callable[[Engine, Wanted], Listed]) -> Response:
    """A list as it is asked for, with what every list shows beside its rows."""
    desk = desk_of(request)
    texts = desk.texts(request)
    asked = wanted(request, texts.lang)
    found, known = listed(desk.engine, asked), desk.choices()
    values: dict[str, Any] = {
        "asked": asked,
        "found": found,
        "at": address(request),
        "pages": max(1, -(-found.total // asked.size)),
        "severities": tuple(COUNTS),
        "years": known["years"],
        "rules": _named_rules(known["rules"], texts),
    }
    return desk.render(request, template, **values)


def _named_rules(codes: Iterable[str], texts: Texts) -> list[tuple[str, str]]:
    """Rules by their codes, each with its name where it is one of gouji's own."""
    known = catalogue.every()
    return [(c, f"{c} {texts.say(known[c].title) if c in known else ''}") for c in codes]


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

"""Lists of bodies, what a store has, and how each body must stand, read from a file of the bank."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert

from corpus.published.bodies import read_bodies
from corpus.published.standing import standing
from corpus.store.models import ROOM, ClaimRow, FileRow, ReportRow, SentenceRow
from corpus.store.writing import FileResult, ScanPlan, begin_scan, write_result
from corpus.units import unit_key

FOLDER = Path(__file__).parent
_NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    """A list as text, the reports and the unread files of a store, and what is told."""

    name: str
    list: str
    reports: tuple[str, ...]
    files: tuple[str, ...]
    stand: tuple[str, ...]


def cases(name: str) -> tuple[Case, ...]:
    """The cases of a file of the bank."""
    data = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    return tuple(_case(entry) for entry in data["case"])


def _case(entry: Mapping[str, Any]) -> Case:
    reports, files = (tuple(entry.get(name, ())) for name in ("reports", "files"))
    return Case(entry["name"], entry["list"].lstrip(), reports, files, tuple(entry["stand"]))


def put(engine: Engine, line: str, number: int) -> None:
    """Store a report that says what it is and nothing else, and its file."""
    unit, level, year, kind, *more = (part.strip() for part in line.split("|"))
    content, file, status = (more + ["", "", ""][len(more) :])[:3]
    zero = ("pages", "pages_unread", "claims", "confirmed", "contradicted", "unverifiable",
            "mismatches", "roundings", "wordings", "doubts", "missing")  # fmt: skip
    blank = ("unit_from", "year_from", "kind_from", "level_from", "unchecked", "members")
    row: dict[str, Any] = dict.fromkeys(zero, 0) | dict.fromkeys(blank, "")
    name = file or f"{number}.pdf"
    row |= {
        "id": number, "sha256": f"{number:064d}", "version": "1", "file": name,
        "content": content or str(number), "unit": unit, "unit_key": unit_key(unit),
        "year": int(year), "kind": kind, "level": level, "pages_unread": int(status == "partial"),
    }  # fmt: skip
    with engine.begin() as connection:
        connection.execute(insert(ReportRow), row)
    _state(engine, number, content or str(number))
    scan = begin_scan(engine, ScanPlan("", "1", 1, 1.0, 1))
    result = FileResult(name, name, 1, row["sha256"], status or "read")
    with engine.begin() as connection:
        connection.execute(
            insert(FileRow),
            {
                "key": f"{number}!{name}", "path": name, "bytes": 1, "sha256": row["sha256"],
                "version": "1", "status": result.status, "message": "", "seconds": 0.0,
                "cpu_seconds": 0.0, "peak_mb": 0.0, "attempts": 1, "scan_id": scan,
                "report_id": number, "read_at": _NOW,
            },
        )  # fmt: skip


def _state(engine: Engine, report: int, content: str) -> None:
    """Give a report a sentence with a figure that is its content's own."""
    figure = {"a": "1", "b": "2"}.get(content, "3")
    sentence: dict[str, Any] = {
        "id": report * ROOM + 1, "report_id": report, "page": 1, "kind": "body", "section": "",
        "text": f"收入总计{figure}.00万元。",
    }  # fmt: skip
    claim: dict[str, Any] = {
        "id": report * ROOM + 1, "report_id": report, "sentence_id": report * ROOM + 1, "page": 1,
        "name": "c1", "bbox": "[0,0,1,1]", "text": f"{figure}.00万元", "value": f"{figure}.00",
        "unit": "万元", "kind": "amount", "role": "level", "subject": "收入总计", "period": "",
        "verdict": "unverifiable",
    }  # fmt: skip
    with engine.begin() as connection:
        connection.execute(insert(SentenceRow), sentence)
        connection.execute(insert(ClaimRow), claim)


def stand(engine: Engine, case: Case, folder: Path) -> list[str]:
    """How the bodies of a case stand, as its file has it."""
    for number, line in enumerate(case.reports, 1):
        put(engine, line, number)
    scan = begin_scan(engine, ScanPlan("", "1", 1, 1.0, 1))
    for line in case.files:
        path, status = (part.strip() for part in line.split("|"))
        write_result(engine, scan, "1", FileResult(path, path, 1, path, status), None)
    path = folder / "list.csv"
    path.write_text(case.list, "utf-8")
    answer = standing(engine, read_bodies(path), "zh")
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    return [_told(row) for row in rows]


def _told(row: Mapping[str, Any]) -> str:
    parts = [row["unit"], str(row["year"]), row["kind"], row["state"]]
    shown = row["known_as"]
    if row["state"] in ("unreadable", "doubtful") and not shown:
        shown = row["file"]
    return " | ".join([*parts, *([shown] if shown else [])])

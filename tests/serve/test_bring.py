"""Bringing reports in: harmless names, the workers of a scan, events for every file."""

from __future__ import annotations

import io
import json
import time
import zipfile
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from serve.bringing import Jobs, folder_of
from tests.serve.conftest import SAMPLES


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("决算.pdf", "决算.pdf"),
        ("../../etc/passwd.pdf", "etc/passwd.pdf"),
        ("..\\..\\boot.pdf", "boot.pdf"),
        ("/abs/olut.pdf", "abs/olut.pdf"),
        ("甲局/2024/决算.PDF", "甲局/2024/决算.pdf"),
        ("<b>a</b>\u202e.pdf", None),
        ("CON.pdf", "_CON.pdf"),
        (".pdf", None),
        ("a\x00b.pdf", "a_b.pdf"),
        ("x" * 300 + ".pdf", "x" * 60 + ".pdf"),
    ],
)
def test_names_lead_nowhere(tmp_path: Path, engine: Engine, name: str, kept: str | None) -> None:
    jobs = Jobs(engine, tmp_path / "files")
    job = jobs.new()
    jobs.keep(job, name, io.BytesIO(b"%PDF-"))
    (found,) = [p for p in (tmp_path).rglob("*.pdf")]
    assert found.resolve().is_relative_to(job.folder.resolve())
    if kept:
        assert found.relative_to(job.folder).as_posix() == kept
    assert "<" not in found.name and "\u202e" not in found.name


def test_two_files_of_one_name_are_both_kept(tmp_path: Path, engine: Engine) -> None:
    jobs = Jobs(engine, tmp_path)
    job = jobs.new()
    for content in (b"1", b"2"):
        jobs.keep(job, "a.pdf", io.BytesIO(content))
    assert {p.name: p.read_bytes() for p in job.folder.iterdir()} == {
        "a.pdf": b"1",
        "a-2.pdf": b"2",
    }


def test_files_of_other_kinds_are_passed_over(tmp_path: Path, engine: Engine) -> None:
    jobs = Jobs(engine, tmp_path)
    job = jobs.new()
    jobs.keep(job, "说明.pptx", io.BytesIO(b"x"))
    assert job.passed_over == ["说明.pptx"] and not list(job.folder.iterdir())


def test_where_files_are_kept() -> None:
    assert folder_of("/a/某市.db") == Path("/a/某市-files")
    assert folder_of("postgresql://h/n") == Path("gouji-files")


def test_from_a_drop_to_findings(client: TestClient, tmp_path: Path) -> None:
    """A known report, a new one in an archive, and a file that is no PDF."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(SAMPLES / "final-clean.pdf", "乙局/决算.pdf")
    files = [
        ("files", ("a.pdf", (SAMPLES / "final-slips.pdf").read_bytes())),
        ("files", ("b.zip", packed.getvalue())),
        ("files", ("c.pdf", b"no pdf at all")),
        ("files", ("d.txt", b"text")),
    ]
    headers = {"X-Gouji-Token": "t0ken", "X-Gouji-Script": "1"}
    with client:  # its workers end with it
        job = client.post("/bring", files=files, headers=headers).json()["job"]
        told = events(client, job)
        again = events(client, job, after=2)
        page = client.get(f"/bring/{job}").text
    by_name = {t["name"]: t for t in told[:-1]}
    assert by_name["a.pdf"]["words"] == "以前读过，没有重读"
    assert by_name["c.pdf"]["report"] is None and by_name["c.pdf"]["status"] == "不是可读的文件"
    assert by_name["b.zip!乙局/决算.pdf".rpartition("/")[2]]["report"] == 3
    assert told[-1]["state"] == "finished" and "完成：3个文件" in told[-1]["words"]
    assert "另有1个其他种类的文件没有读" in told[-1]["words"]
    assert len(again) == 2  # one file and the end: what was told is not told twice
    assert "d.txt" in page
    assert client.get("/report/3").status_code == 200


def events(client: TestClient, job: str, after: int = 0) -> list[dict[str, object]]:
    """The events of a job until it ends."""
    headers = {"last-event-id": str(after)} if after else {}
    began, told = time.monotonic(), []
    with client.stream("GET", f"/bring/{job}/events", headers=headers) as answer:
        for line in answer.iter_lines():
            assert time.monotonic() - began < 120
            if line.startswith("data: "):
                told.append(json.loads(line.removeprefix("data: ")))
    return told


def test_no_such_job(client: TestClient) -> None:
    assert client.get("/bring/0123456789abcdef").status_code == 404
    assert client.get("/bring/..%2f..").status_code == 404

"""Which files of a scan are put together: those of one report, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from corpus.scanning.pieces import _File, _group
from corpus.scanning.pool import Options
from corpus.scanning.scan import scan
from corpus.scanning.sources import Source
from corpus.store.database import open_store
from corpus.store.models import FileRow, ReportRow
from tests.corpus.forms import draft, write

BODY = ("某市某局", 2024, "final")
TITLES = frozenset(("收入支出决算总表", "支出决算表"))


def file(
    name: str, claims: int = 0, titles: frozenset[str] = frozenset(), level: str = ""
) -> _File:
    source = Source(Path(f"/a/{name}"), f"/a/{name}", 1)
    return _File(source, name, BODY, "某市某局", level, claims, titles)


def names(*files: _File) -> list[str] | None:
    found = _group(files)
    return None if found is None else [Path(s.name).name for s in found.sources]


def test_a_text_and_its_tables() -> None:
    assert names(file("b.xls", 0, TITLES), file("a.docx", 90)) == ["a.docx", "b.xls"]


def test_a_text_and_tables_in_two_files() -> None:
    one, other = (
        frozenset(["收入决算表", "支出决算表"]),
        frozenset(["收入支出决算总表", "三公经费支出决算表"]),
    )
    files = file("a.docx", 90), file("b.xls", 0, one), file("c.xls", 0, other)
    assert names(*files) == ["a.docx", "b.xls", "c.xls"]


@pytest.mark.parametrize(
    "files",
    [
        (file("a.docx", 90), file("b.docx", 80)),
        (file("a.xls", 0, TITLES), file("b.xls", 0, TITLES)),
        (file("a.docx", 90), file("b.pdf", 90), file("c.xls", 0, TITLES)),
        (file("a.docx", 90), file("b.xls", 0, TITLES), file("c.xls", 0, TITLES)),
        (file("a.docx", 90), file("b.pdf", 90, TITLES)),
        (file("a.docx", 90), file("b.xls", 0, frozenset(["支出决算表"]))),
        (file("a.docx", 90, level="department"), file("b.xls", 0, TITLES, level="unit")),
        (file("a.docx", 1), file("b.xls", 0, TITLES)),
    ],
    ids=["two texts", "two tables", "texts twice", "tables twice", "whole", "one table", "levels",
         "hardly a text"],
)  # fmt: skip
def test_what_is_left_apart(files: tuple[_File, ...]) -> None:
    assert names(*files) is None


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_store(str(tmp_path / "a.db"), create=True)


def linked(engine: Engine) -> dict[str, tuple[int | None, str]]:
    with engine.connect() as connection:
        rows = connection.execute(select(FileRow.path, FileRow.report_id, FileRow.message)).all()
    return {Path(r.path).name: (r.report_id, r.message) for r in rows}


def test_a_scan_puts_pieces_together_and_says_so(tmp_path: Path, engine: Engine) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    write(folder, "text.docx", draft())
    write(folder, "tables.xlsx", draft())
    write(folder, "a.html", draft(4, flawed=False))
    options = Options(workers=1)
    assert scan([folder], engine, options).joined == 1
    found = linked(engine)
    assert found["text.docx"][0] == found["tables.xlsx"][0] != found["a.html"][0]
    assert "合为一份报告" in found["text.docx"][1] and not found["a.html"][1]
    with engine.connect() as connection:
        reports = connection.execute(select(ReportRow.id, ReportRow.mismatches)).all()
    assert {r.id: r.mismatches for r in reports} == {
        found["text.docx"][0]: 3, found["a.html"][0]: 0,
    }  # fmt: skip
    again = scan([folder], engine, options)
    assert (again.joined, again.known, linked(engine)) == (0, 3, found)


def test_separate_leaves_them_apart(tmp_path: Path, engine: Engine) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    write(folder, "text.docx", draft())
    write(folder, "tables.xlsx", draft())
    assert scan([folder], engine, Options(workers=1, together=False)).joined == 0
    found = linked(engine)
    assert found["text.docx"][0] != found["tables.xlsx"][0]

"""Which files of a scan are put together: those of one report, and no others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from corpus.sampling.document import reworded
from corpus.sampling.forms import as_book
from corpus.scanning.agreeing import is_of_one
from corpus.scanning.pieces import _alike, _File, _folder, _group
from corpus.scanning.pool import Options
from corpus.scanning.scan import scan
from corpus.scanning.sources import Source
from corpus.store.database import open_store
from corpus.store.models import FileRow, ReportRow
from extract.leaves import Form
from gouji.audit import check
from reconcile.audit import Severity
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


def placed(name: str, year: int, claims: int = 0) -> _File:
    made = file(name, claims, frozenset() if claims else TITLES)
    return replace(made, key=("某市某局", year, "final"))


@pytest.mark.parametrize(
    ("files", "together"),
    [
        ((placed("a.docx", 2024, 90), placed("b.xls", 0)), [["a.docx", "b.xls"]]),
        ((placed("a.docx", 2024, 90), placed("in/b.xls", 0)), []),
        ((placed("a.docx", 2024, 90), placed("b.docx", 2023, 90), placed("c.xls", 0)), []),
        ((placed("a.docx", 2024, 90), placed("b.xls", 2023)), []),
    ],
    ids=["one year", "elsewhere", "two years", "another year"],
)
def test_tables_that_say_no_year(files: tuple[_File, ...], together: list[list[str]]) -> None:
    alike = [[Path(f.source.name).name for f in some] for some in _alike(files, _folder)]
    assert [names for names in alike if len(names) > 1] == together
    assert not any(not f.key[1] for some in _alike(files, lambda f: "") for f in some)


def test_figures_say_what_is_of_one_report(tmp_path: Path) -> None:
    mine, other = draft(), draft(4, flawed=False)
    text = write(tmp_path, "text.docx", mine)
    right = check([text, write(tmp_path, "tables.xlsx", mine)])
    unsaid = {p.sha256 for p in right.disclosure.pieces if p.form is Form.WORKBOOK}
    assert is_of_one(right) and is_of_one(right, unsaid)
    strange = tmp_path / "strange.xlsx"
    said = {other.report.owner: mine.report.owner, str(other.report.year): str(mine.report.year)}
    report = replace(other.report, owner=mine.report.owner, year=mine.report.year)
    strange.write_bytes(as_book(reworded(report, lambda text: _said(text, said)), other.look))
    wrong = check([text, strange])
    assert not is_of_one(wrong)
    assert not [f for f in wrong.findings if f.rule == "N01" and f.severity is Severity.MISMATCH]


def _said(text: str, words: dict[str, str]) -> str:
    for old, new in words.items():
        text = text.replace(old, new)
    return text


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

"""Pictures of a report's pages in a folder or archive, read as one report by a scan."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pymupdf
import pytest
from sqlalchemy import Engine, select

from corpus.scanning.pool import Options
from corpus.scanning.scan import scan
from corpus.store.database import open_store
from corpus.store.models import FileRow, FindingRow, ReportRow
from extract.scan.cache import FOLDER
from extract.scan.engine import INSTALL, available
from tests.printed import draw_table, write_text


def pages() -> list[bytes]:
    """Pictures of three pages: a text in which two digits are swapped, the table that it tells of,
    and the back of the sheet."""
    with pymupdf.open() as document:
        page = document.new_page(width=420, height=230)
        write_text(page)
        page = document.new_page(width=420, height=230)
        draw_table(page)
        document.new_page(width=420, height=230)
        return [p.get_pixmap(dpi=150).tobytes("png") for p in document]


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setenv(FOLDER, str(tmp_path / "cache"))
    return open_store(str(tmp_path / "a.db"), create=True)


@pytest.mark.skipif(not available(), reason=f"no OCR engine: {INSTALL}")
def test_pictures_in_an_archive_are_the_pages_of_one_report(tmp_path: Path, engine: Engine) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    with zipfile.ZipFile(folder / "教育局.zip", "w") as archive:
        for number, data in reversed(list(enumerate(pages(), 9))):
            archive.writestr(f"扫描{number}.png", data)
    assert scan([folder], engine, Options(workers=1)).joined == 1
    with engine.connect() as connection:
        files = connection.execute(select(FileRow.report_id, FileRow.message)).all()
        (report,) = connection.execute(select(ReportRow)).all()
        found = connection.execute(select(FindingRow.stated, FindingRow.severity)).all()
    assert {f.report_id for f in files} == {report.id}
    assert "“扫描9.png”至“扫描11.png”等3个图片" in files[0].message
    assert (report.year, report.kind, report.pages, report.pages_unread) == (2023, "final", 3, 1)
    assert ("358.10", "mismatch") in {(f.stated, f.severity) for f in found}
    assert scan([folder], engine, Options(workers=1)).joined == 0

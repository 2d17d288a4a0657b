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

TEXT = (
    "某市教育局2023年度部门决算公开",
    "一、收入支出决算总体情况说明",
    "2023年度收入总计1,286.40万元，支出总计1,286.40万元。",
    "二、支出决算情况说明",
    "本年支出合计1,245.30万元，其中：",
    "基本支出860.20万元，项目支出358.10万元。",
)
TABLE = (
    ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"),
    ("205", "教育支出", "1,100.00", "760.20", "339.80"),
    ("20502", "普通教育", "1,100.00", "760.20", "339.80"),
    ("221", "住房保障支出", "145.30", "100.00", "45.30"),
    ("22102", "住房改革支出", "145.30", "100.00", "45.30"),
    ("", "合计", "1,245.30", "860.20", "385.10"),
)


def pages() -> list[bytes]:
    """Pictures of three pages: a text in which two digits are swapped, the table that it tells of,
    and the back of the sheet."""
    with pymupdf.open() as document:
        page = document.new_page(width=420, height=230)
        for n, line in enumerate(TEXT):
            page.insert_text((30, 40 + 30 * n), line, fontname="china-s", fontsize=9)
        page = document.new_page(width=420, height=230)
        page.insert_text((180, 30), "支出决算表", fontname="china-s", fontsize=13)
        page.insert_text((330, 46), "单位：万元", fontname="china-s", fontsize=9)
        for n, row in enumerate(TABLE):
            for m, text in enumerate(row):
                page.draw_rect((20 + 76 * m, 52 + 24 * n, 96 + 76 * m, 76 + 24 * n), width=0.7)
                page.insert_text((24 + 76 * m, 68 + 24 * n), text, fontname="china-s", fontsize=9)
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

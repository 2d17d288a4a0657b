"""Files that are no readable PDF, and what a page shows."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from extract.errors import UnreadableError
from extract.pdf.pages import read_pages


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A PDF of two pages with a little text."""
    path = tmp_path / "报告.pdf"
    with pymupdf.open() as document:
        for words in ("2024年度收入总计9859.38万元", "支出总计9859.38万元"):
            document.new_page().insert_text((72, 72), words, fontname="china-s")
        document.save(path)
    return path


def status_of(path: Path) -> str:
    """The status of the error that reading raises, its message one line that names the file."""
    with pytest.raises(UnreadableError) as raised:
        read_pages(path)
    message = raised.value.message
    assert path.name in message
    assert "\n" not in message
    return raised.value.status


def test_reads_text_as_drawn(report: Path) -> None:
    pages = read_pages(report)
    assert [p.number for p in pages.pages] == [1, 2]
    assert "".join(g.char for g in pages.pages[0].glyphs) == "2024年度收入总计9859.38万元"
    assert len(pages.sha256) == 64
    assert not pages.pages[0].is_scan


def test_missing_file(tmp_path: Path) -> None:
    assert status_of(tmp_path / "没有.pdf") == "missing"


def test_directory(tmp_path: Path) -> None:
    assert status_of(tmp_path) == "missing"


def test_name_too_long(tmp_path: Path) -> None:
    assert status_of(tmp_path / ("长" * 300 + ".pdf")) == "missing"


def test_zero_length(tmp_path: Path) -> None:
    path = tmp_path / "空.pdf"
    path.touch()
    assert status_of(path) == "empty"


@pytest.mark.parametrize(
    "data", [b"<html>404</html>", b"PK\x03\x04 word/document.xml", "决算".encode(), b"\x00" * 5000]
)
def test_not_a_pdf(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "网页.pdf"
    path.write_bytes(data)
    assert status_of(path) == "not_pdf"


def test_encrypted(report: Path, tmp_path: Path) -> None:
    path = tmp_path / "加密.pdf"
    with pymupdf.open(report) as document:
        document.save(
            path, encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="owner", user_pw="user"
        )
    assert status_of(path) == "encrypted"


def test_protected_against_copying_is_readable(report: Path, tmp_path: Path) -> None:
    """A file that opens without a password is read, whatever its owner forbids."""
    path = tmp_path / "限制.pdf"
    with pymupdf.open(report) as document:
        document.save(path, encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="owner", permissions=0)
    assert len(read_pages(path).pages) == 2


def test_header_only(tmp_path: Path) -> None:
    path = tmp_path / "损坏.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    assert status_of(path) == "broken"


def test_garbage_after_header(tmp_path: Path) -> None:
    path = tmp_path / "损坏.pdf"
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 40)
    assert status_of(path) == "broken"


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9, 0.99])
def test_truncated(report: Path, tmp_path: Path, share: float) -> None:
    """A download broken off is refused: MuPDF opens some, with pages or fonts missing."""
    data = report.read_bytes()
    path = tmp_path / "截断.pdf"
    path.write_bytes(data[: int(len(data) * share)])
    assert status_of(path) == "broken"


def test_wrong_offsets_are_repaired(report: Path, tmp_path: Path) -> None:
    """A whole file whose cross-reference table is off, as careless tools write it, is read."""
    path = tmp_path / "错位.pdf"
    data = report.read_bytes()
    start = data.rindex(b"startxref")
    path.write_bytes(data[:start] + b"startxref\n7\n%%EOF\n")
    assert [len(p.glyphs) for p in read_pages(path).pages] == [19, 13]


def test_pages_that_are_gone_once_a_later_one_was_looked_for(tmp_path: Path) -> None:
    """MuPDF mends a file when it meets the damage; here a tree without pages comes out of that."""
    drawn = b"BT /F 12 Tf 40 700 Td (2024 1234.56 1234.56) Tj ET"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R"
    page += b"/Resources<</Font<</F 6 0 R>>>>>>"
    stream = b"<</Length %d>>stream\n%s\nendstream " % (len(drawn), drawn)
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>",
        page,
        page.replace(b"5 0 R", b"7 0 R"),
        stream,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        stream,
    )
    data, places = b"%PDF-1.4\n", [0]
    for number, told in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%send" % (number, told) + b"obj\n"
    data += b"2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n"
    places[7] += 3
    table = b"".join(
        b"%010d %05d %s \n" % (at, 0 if at else 65535, b"n" if at else b"f") for at in places
    )
    end = b"trailer<</Size 8/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(data)
    path = tmp_path / "半.pdf"
    path.write_bytes(data + b"xref\n0 8\n" + table + end)
    pages = read_pages(path)
    assert [bool(p.glyphs) for p in pages.pages] == [True, False]
    assert pages.pages[1].problem and any("附件" in reason for _, reason in pages.beside)


def test_scan(tmp_path: Path) -> None:
    """A page that is one picture: read without text, and known to be a scan."""
    path = tmp_path / "扫描.pdf"
    picture = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 60, 80))
    picture.clear_with(200)
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_image(page.rect, pixmap=picture)
        document.save(path)
    (page,) = read_pages(path).pages
    assert page.is_scan
    assert page.glyphs == ()


def test_blank_page_is_no_scan(tmp_path: Path) -> None:
    path = tmp_path / "空白.pdf"
    with pymupdf.open() as document:
        document.new_page()
        document.save(path)
    (page,) = read_pages(path).pages
    assert not page.is_scan

"""Which form a file has is told by what it holds, whatever its name says."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import xlwt
from openpyxl import Workbook

from extract.errors import UnreadableError
from extract.flow.office import program
from extract.sources import Found, form_of, layout_of

PAGE = "<html><body><p>支出10.00万元。</p></body></html>".encode("gbk")
CSV = "项目,数\n收入,1.00\n支出,2.00\n合计,3.00\n".encode("gbk")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return stream.getvalue()


def stream_name(name: str) -> bytes:
    return OLE + name.encode("utf-16-le") + b"\0\0"


def book() -> bytes:
    stream = io.BytesIO()
    made = xlwt.Workbook()
    made.add_sheet("a").write(0, 0, 1)
    made.save(stream)
    return stream.getvalue()


def new_book() -> bytes:
    stream = io.BytesIO()
    Workbook().save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"%PDF-1.7\n%%EOF", Found.PDF),
        (b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.7\n%%EOF", Found.PDF),
        (PAGE, Found.WEB),
        (b"\xef\xbb\xbf  " + PAGE, Found.WEB),
        ("<table><tr><td>支出</td></tr></table>".encode("utf-16"), Found.WEB),
        (b"<html>%PDF- is a form of file</html>", Found.WEB),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; x\n\n", Found.WEB),
        (zipped(word__document_xml=b""), Found.WORD),
        (zipped(xl__workbook_xml=b""), Found.BOOK),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), Found.OLD_WORD),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), Found.OTHER_BOOK),
        (zipped(a=b"1"), Found.ARCHIVE),
        (new_book(), Found.BOOK),
        (book(), Found.OLD_BOOK),
        (stream_name("WordDocument"), Found.OLD_WORD),
        (stream_name("EncryptedPackage"), Found.ENCRYPTED),
        (OLE, Found.NONE),
        (book()[:2000], Found.OLD_BOOK),
        (b"{\\rtf1 a}", Found.OLD_WORD),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', Found.OLD_WORD),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><w/>', Found.OTHER_BOOK),
        (CSV, Found.TEXT_TABLE),
        (b"\xff\xd8\xff\xe0JFIF", Found.PICTURE),
        ("只是一段话，没有表。".encode(), Found.NONE),
        (b"\x00" * 4096, Found.NONE),
    ],
)
def test_forms(data: bytes, form: Found) -> None:
    assert form_of(data) is form


@pytest.mark.parametrize("name", ["a.doc", "a.xls", "a.pdf", "a"])
def test_a_page_under_another_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(PAGE)
    assert [p.text for p in layout_of(path).paragraphs] == ["支出10.00万元。"]


SAVED = (
    b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=X\n\n--X\n"
    b"Content-Type: text/html; charset=gbk\nContent-Transfer-Encoding: 8bit\n\n"
    + PAGE
    + b"\n--X--\n"
)


@pytest.mark.parametrize("name", ["a.doc", "a.mhtml", "a.pdf"])
def test_a_page_saved_in_one_file_under_another_name(tmp_path: Path, name: str) -> None:
    """As office systems save documents: a page with its pictures, called .doc."""
    path = tmp_path / name
    path.write_bytes(SAVED)
    assert [p.text for p in layout_of(path).paragraphs] == ["支出10.00万元。"]


@pytest.mark.parametrize(
    "data", [CSV, CSV.replace(b",", b"\t"), CSV.decode("gbk").encode("utf-16")]
)
def test_a_table_of_text_under_another_name(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(data)
    (grid,) = layout_of(path).grids
    assert [[f.text for f in row] for row in grid.matrix][-1] == ["合计", "3.00"]


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff\xe0JFIF", "broken"),
        (zipped(a=b"1"), "archive"),
        (stream_name("EncryptedPackage"), "encrypted"),
        (stream_name("Workbook"), "broken"),
        (book()[:2000], "broken"),
        (zipped(word__document_xml=b"<w"), "broken"),
        (new_book()[:400], "broken"),
        (new_book(), "no_text"),
        (b"<html><body></body></html>", "no_text"),
        (b"<title>404 Not Found</title>", "error_page"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, data: bytes, status: str) -> None:
    path = tmp_path / "决算.docx"
    path.write_bytes(data)
    with pytest.raises(UnreadableError) as error:
        layout_of(path)
    assert error.value.status == status and "决算.docx" in error.value.message


def test_without_libreoffice_a_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("extract.flow.office._PLACES", ())
    path = tmp_path / "决算.wps"
    path.write_bytes(stream_name("WordDocument"))
    with pytest.raises(UnreadableError) as error:
        layout_of(path)
    assert error.value.status == "no_converter" and "LibreOffice" in error.value.message


@pytest.mark.skipif(not program(), reason="LibreOffice is not installed")
def test_rich_text_by_libreoffice(tmp_path: Path) -> None:
    path = tmp_path / "决算.doc"
    text = "".join(f"\\u{ord(c)}?" for c in "支出10.00万元。")
    path.write_bytes(("{\\rtf1\\ansi " + text + "\\par}").encode())
    assert [p.text for p in layout_of(path).paragraphs] == ["支出10.00万元。"]

"""Pages that cannot be read whole are not read, and say so."""

from __future__ import annotations

import zlib
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from pikepdf import Dictionary, Name

from extract.errors import UnreadableError
from extract.layout import Page
from extract.pdf import soundness
from extract.pdf.pages import read_pages
from extract.pdf.second import second_reading
from extract.read import read

WORDS = "2024年度收入总计9859.38万元，支出总计9859.38万元"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A PDF of two pages whose drawing instructions are packed."""
    path = tmp_path / "报告.pdf"
    with pymupdf.open() as document:
        for _ in range(2):
            page = document.new_page()
            for line in range(20):
                page.insert_text((72, 72 + 20 * line), WORDS, fontname="china-s")
        document.save(path, deflate=True)
    return path


def replaced(path: Path, change: str) -> tuple[Page, ...]:
    """The pages after the second one's instructions were damaged in some way."""
    with pymupdf.open(path) as document:
        xref = document[1].get_contents()[0]
        raw = document.xref_stream_raw(xref)
        damaged = {
            "cut": raw[: len(raw) // 2],
            "noise": raw[: len(raw) // 2] + bytes(range(256)),
            "digit": zlib.compress(zlib.decompress(raw).replace(b"0", b"8"))[:-4] + raw[-4:],
            "no sum": raw[:-4],
        }[change]
        document.update_stream(xref, damaged, compress=False)
        document.xref_set_key(xref, "Filter", "/FlateDecode")
        document.save(path.with_stem(change))
    return read_pages(path.with_stem(change)).pages


@pytest.mark.parametrize("change", ["cut", "noise", "digit"])
def test_a_damaged_page_is_not_read(path: Path, change: str) -> None:
    sound, damaged = replaced(path, change)
    assert sound.glyphs and not sound.problem
    assert not damaged.glyphs and "损坏" in damaged.problem
    assert read(path.with_stem(change)).unread == ((2, damaged.problem),)


def test_a_page_that_the_parser_gives_up_on(path: Path) -> None:
    with pymupdf.open(path) as document:
        document.update_stream(document[1].get_contents()[0], b"q " * 10_000)
        document.save(path.with_stem("deep"))
    first, second = read_pages(path.with_stem("deep")).pages
    assert first.glyphs and not first.problem
    assert "损坏" in second.problem


def test_a_missing_check_sum_is_no_damage(path: Path) -> None:
    sound, other = replaced(path, "no sum")
    assert not other.problem
    assert [g.char for g in other.glyphs] == [g.char for g in sound.glyphs]


def test_contents_that_are_no_stream(path: Path) -> None:
    with pymupdf.open(path) as document:
        document.xref_set_key(document[0].xref, "Contents", f"{document[1].xref} 0 R")
        document.save(path.with_stem("none"))
    assert "损坏" in read_pages(path.with_stem("none")).pages[0].problem


def test_a_page_larger_than_pdf_allows(path: Path) -> None:
    with pymupdf.open(path) as document:
        document.xref_set_key(document[0].xref, "MediaBox", "[0 0 10000000 842]")
        document.save(path.with_stem("large"))
    first, second = read_pages(path.with_stem("large")).pages
    assert "尺寸" in first.problem and not second.problem


def test_more_content_than_a_page_has(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soundness, "MAX_CONTENT", 100)
    assert all("内容过多" in page.problem for page in read_pages(path).pages)


def test_more_glyphs_than_a_page_has(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soundness, "MAX_GLYPHS", 10)
    assert all("文字过多" in page.problem for page in read_pages(path).pages)


def test_a_file_without_a_readable_page(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soundness, "MAX_CONTENT", 100)
    with pytest.raises(UnreadableError) as raised:
        read(path)
    assert raised.value.status == "unusual"
    assert "内容过多" in raised.value.message


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        (soundness.DAMAGED, "broken"),
        (soundness.SIZE, "unusual"),
        (soundness.LOOPS, "unusual"),
        (soundness.TEXT, "unusual"),
        (soundness.CODES, "garbled"),
        ("文件记有本页，实际没有", "broken"),
    ],
)
def test_only_what_is_damaged_is_to_be_downloaded_again(reason: str, status: str) -> None:
    error = soundness.unreadable("a.pdf", [reason, reason, "another"])
    assert error.status == status and reason in error.message
    assert ("请重新下载" in error.message) == (status == "broken")


def test_characters_that_are_not_known(tmp_path: Path) -> None:
    path = tmp_path / "乱码.pdf"
    with pymupdf.open() as document:
        document.new_page().insert_text((72, 72), "AAAAA 1234", fontname="helv")
        font = document[0].get_fonts()[0][0]
        document.xref_set_key(font, "Encoding", "<</Type/Encoding/Differences[65/nobodyknows]>>")
        document.new_page().insert_text((72, 72), WORDS, fontname="china-s")
        document.save(path)
    garbled, sound = read_pages(path).pages
    assert "编码" in garbled.problem and not sound.problem


def test_pages_of_one_damaged_font_are_torn(tmp_path: Path) -> None:
    """MuPDF says so of the first of them only, and goes on with another font."""
    path = tmp_path / "a.pdf"
    with pymupdf.open() as document:
        for name in ("tiro", "tiro", "helv"):
            font = pymupdf.Font(name)
            page = document.new_page()
            page.insert_font(fontname="F0", fontbuffer=font.buffer)
            page.insert_text((72, 72), "1,206.85", fontname="F0")
        document.save(path)
    assert not any(page.torn for page in read_pages(path).pages)
    with pymupdf.open(path) as document:
        font = document[0].get_fonts()[0][0]
        (below,) = document.xref_get_key(font, "DescendantFonts")[1].strip("[]").split(" 0 R")[:1]
        told = document.xref_get_key(int(below), "FontDescriptor")[1].split()[0]
        for key in ("FontFile2", "FontFile3"):
            kind, value = document.xref_get_key(int(told), key)
            if kind == "xref":
                document.update_stream(int(value.split()[0]), b"no font")
        document.save(path.with_stem("b"))
    assert [page.torn for page in read_pages(path.with_stem("b")).pages] == [True, True, False]


def test_an_encrypted_file_that_needs_no_password(path: Path) -> None:
    with pymupdf.open(path) as document:
        document.save(
            path.with_stem("locked"), encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="x"
        )
    assert not any(page.problem for page in read_pages(path.with_stem("locked")).pages)


def nested(path: Path, *draws: int | None) -> tuple[Page, ...]:
    """The pages after the second one draws a form; each form draws the one of that index."""
    with pikepdf.open(path) as pdf:
        forms = [
            pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
            for _ in draws
        ]
        for form, drawn in zip(forms, draws, strict=True):
            if drawn is not None:
                form.write(b"/Next Do")
                form.Resources = Dictionary(XObject=Dictionary(Next=forms[drawn]))
        pdf.pages[1].Resources.XObject = Dictionary(Next=forms[0])
        pdf.pages[1].contents_add(pdf.make_stream(b"/Next Do"))
        pdf.save(path.with_stem("nested"))
    return read_pages(path.with_stem("nested")).pages


@pytest.mark.parametrize("draws", [(0,), (1, 2, 0), (*range(1, 31), None)])
def test_forms_that_draw_themselves_or_pile_up(path: Path, draws: tuple[int | None, ...]) -> None:
    first, second = nested(path, *draws)
    assert first.glyphs and "套用" in second.problem


def test_forms_in_forms_are_common(path: Path) -> None:
    assert not any(page.problem for page in nested(path, 1, 2, None))


def test_a_file_that_opens_from_memory_only(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """MuPDF mends some lies about lengths there only: no second reading then, and no fault."""
    pages = read_pages(path)
    assert second_reading(pages, pages.pages)

    def refuse(*_: object, **__: object) -> None:
        raise pymupdf.FileDataError("Failed to open file")

    monkeypatch.setattr("extract.pdf.second.pymupdf.open", refuse)
    assert second_reading(pages, pages.pages) == {}


def test_a_page_that_is_found_in_memory_only(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = read_pages(path)

    def refuse(*_: object) -> None:
        raise pymupdf.mupdf.FzErrorSystem("cannot seek: Invalid argument")

    monkeypatch.setattr(pymupdf.Document, "__getitem__", refuse)
    assert second_reading(pages, pages.pages) == {}

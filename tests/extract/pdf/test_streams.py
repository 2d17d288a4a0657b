"""Streams that break off, and instructions that say that some of them are lost."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest

from extract.layout import Page
from extract.pdf.pages import read_pages
from extract.pdf.streams import State, state_of, unpacked
from extract.read import read
from reconcile.audit import Severity
from reconcile.reconcile import reconcile
from tests.extract.odd import SPENT, Looks, make

TEXT = b"q BT /F1 9 Tf 1 0 0 1 60 700 Tm (2,443.57 \\( \\) (a) b) Tj <2a 3b> Tj ET Q\n"


def runs(data: bytes) -> bytes:
    pieces = (data[n : n + 128] for n in range(0, len(data), 128))
    return b"".join(bytes([len(piece) - 1]) + piece for piece in pieces) + b"\x80"


PACKED = {
    "FlateDecode": zlib.compress(TEXT),
    "ASCIIHexDecode": TEXT.hex().encode() + b">",
    "ASCII85Decode": base64.a85encode(TEXT) + b"~>",
    "RunLengthDecode": runs(TEXT),
    "FlateDecode FlateDecode": zlib.compress(zlib.compress(TEXT)),
    "ASCII85Decode FlateDecode": base64.a85encode(zlib.compress(TEXT)) + b"~>",
}


@pytest.mark.parametrize("names", PACKED)
def test_every_filter_is_undone_to_its_end(names: str) -> None:
    raw, filters = PACKED[names], names.split()
    assert unpacked(raw, filters).data == TEXT
    for cut in (len(raw) // 3, len(raw) * 2 // 3, len(raw) - 9):
        with pytest.raises(zlib.error):
            unpacked(raw[:cut], filters)


def test_the_inner_filter_may_end_early_alone() -> None:
    inner = zlib.compress(TEXT)
    with pytest.raises(zlib.error):
        unpacked(zlib.compress(inner[: len(inner) // 2]), ("FlateDecode", "FlateDecode"))


def test_what_is_not_unpacked_here_is_not_judged() -> None:
    assert not unpacked(b"\x80\x0b", ("LZWDecode",)).readable


def test_a_bomb_in_a_bomb_is_not_unpacked_whole() -> None:
    bomb = zlib.compress(zlib.compress(bytes(200_000_000)))
    assert len(unpacked(bomb, ("FlateDecode", "FlateDecode")).data) < 12_000_000


@pytest.mark.parametrize(
    ("data", "state"),
    [
        (TEXT * 3, State.WHOLE),
        (b"", State.WHOLE),
        (b"q 10 0 0 10 0 0 cm BI /W 1 /H 1 ID \x00\xff( BT q EI Q", State.WHOLE),
        (b"/P <</MCID 0>> BDC " + TEXT + b"EMC", State.WHOLE),
        ("/字体 9 Tf % 注释\n".encode() + TEXT, State.WHOLE),
        (TEXT + b"Q Q", State.WHOLE),
        (TEXT + b"q 1 0 0 1 0 0 cm\n", State.TORN),
        (TEXT + bytes(40), State.TORN),
        (TEXT + b"q BT /F1 9 Tf", State.DAMAGED),
        (TEXT + b"q BT [(ab) 20", State.DAMAGED),
        (TEXT + b"q BT (2,443", State.DAMAGED),
        (TEXT + b"q BT <2a3", State.DAMAGED),
        (TEXT + b"BI /W 1 /H 1 ID \x00\xff", State.DAMAGED),
        (TEXT + bytes(40) + TEXT, State.DAMAGED),
        (TEXT + b"\x93\xfe\x07" + TEXT, State.DAMAGED),
    ],
)
def test_what_instructions_say_of_themselves(data: bytes, state: State) -> None:
    assert state_of(data) is state


@pytest.mark.parametrize(
    "piece", [b"(", b"<", b"[", b"BI ", b"BI /", b"BI / ID ", b"(a(b", b"% ", b"/"]
)
def test_looking_through_them_takes_no_more_than_their_length(piece: bytes) -> None:
    """What opens again and again is gone through once; a test that fails takes for ever."""
    assert state_of(piece * (2_000_000 // len(piece))) in State


# -- in a report ---------------------------------------------------------------------------------


def packed(document: pymupdf.Document, change: Callable[[bytes], bytes]) -> None:
    """Change the instructions of the second page of 支出决算表, in one stream."""
    page = document[3]
    page.clean_contents()
    xref = page.get_contents()[0]
    document.update_stream(xref, change(document.xref_stream(xref)))


def nowhere(document: pymupdf.Document) -> None:
    packed(document, lambda data: data + b"\nq /Nothing Do Q")


def note(document: pymupdf.Document) -> None:
    document[3].add_freetext_annot((60, 400, 300, 420), "2130299 other 12.00", fontsize=9)


def filled_in(document: pymupdf.Document) -> None:
    field = pymupdf.Widget()
    field.field_name, field.rect = "a", pymupdf.Rect(60, 400, 300, 420)
    field.field_type, field.field_value = pymupdf.PDF_WIDGET_TYPE_TEXT, "12.00"
    document[3].add_widget(field)


def clipped(document: pymupdf.Document) -> None:
    packed(document, lambda data: b"0 757 600 100 re W n\n" + data)


def under_a_box(document: pymupdf.Document) -> None:
    document[3].draw_rect((0, 85, 595, 842), color=(1, 1, 1), fill=(1, 1, 1))


def cropped(document: pymupdf.Document) -> None:
    document[3].set_cropbox((0, 0, 595, 85))


def cropped_within_a_line(document: pymupdf.Document) -> None:
    """Of whose figures points and commas are cut off."""
    document[3].set_cropbox((0, 0, 595, 72))


def cropped_aside(document: pymupdf.Document) -> None:
    document[3].set_cropbox((0, 0, 302, 842))


def out_of_order(document: pymupdf.Document) -> None:
    document.move_page(3, 2)


LOSSES: dict[str, tuple[Callable[[pymupdf.Document], None], str]] = {
    "breaks off": (lambda d: packed(d, lambda data: data[: len(data) * 2 // 3]), ""),
    "zeros": (lambda d: packed(d, lambda data: bytes(len(data))), ""),
    "draws nothing that is there": (nowhere, "缺损"),
    "notes": (note, "批注"),
    "fields": (filled_in, "批注"),
    "clipped": (clipped, ""),
    "covered": (under_a_box, ""),
    "cropped": (cropped, ""),
    "cropped within a line": (cropped_within_a_line, ""),
    "cropped aside": (cropped_aside, ""),
    "out of order": (out_of_order, ""),
}


@pytest.mark.parametrize("loss", LOSSES)
def test_what_a_page_lost_accuses_nobody(tmp_path: Path, loss: str) -> None:
    lose, said = LOSSES[loss]
    path = make(tmp_path / "决算.pdf", Looks(spent=(SPENT[:4], SPENT[4:]), after=lose))
    disclosure = read(path)
    audit = reconcile(disclosure)
    assert audit.count(Severity.MISMATCH) == 0
    assert any("可能还有内容" in str(line) for line in audit.unchecked)
    assert any(page == 4 and said in why for page, why in disclosure.unread) or not said


def test_a_note_without_figures_is_nothing(tmp_path: Path) -> None:
    def after(document: pymupdf.Document) -> None:
        document[3].add_freetext_annot((60, 400, 300, 420), "seen")

    pages = read_pages(make(tmp_path / "a.pdf", Looks(after=after))).pages
    assert not any(page.noted or page.torn for page in pages)


def test_a_file_that_lacks_pages_accuses_no_table_that_may_go_on(tmp_path: Path) -> None:
    """第3页 共9页 at the foot of each of four pages."""

    def after(document: pymupdf.Document) -> None:
        for number, page in enumerate(document, 1):
            page.insert_text((280, 825), f"{number}/9", fontsize=9)

    looks = Looks(spent=(SPENT[:5],), after=after)
    disclosure = read(make(tmp_path / "决算.pdf", looks))
    assert any("页面缺失" in why for _, why in disclosure.unread)
    assert reconcile(disclosure).count(Severity.MISMATCH) == 0


def test_what_is_torn_is_read_with_doubt(tmp_path: Path) -> None:
    def after(document: pymupdf.Document) -> None:
        packed(document, lambda data: data + b"\nq 1 0 0 1 0 0 cm")

    path = make(tmp_path / "决算.pdf", Looks(after=after), slip=True)
    page: Page = read_pages(path).pages[3]
    assert page.torn and page.glyphs and not page.problem
    audit = reconcile(read(path))
    assert audit.count(Severity.MISMATCH) == 0 < audit.count(Severity.DOUBT)

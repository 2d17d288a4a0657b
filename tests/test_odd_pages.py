"""Small reports with one thing hidden, laid over or marred, read and checked from end to end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest

from extract.scan.watch import Ocr, watched
from tests.oddpaper import (
    FONT,
    SIZE,
    SLIP,
    Paper,
    assert_read_whole,
    cell_at,
    draw,
    line_at,
    outcome,
    write,
)

TABLE, PROSE = 1, 2
OLD = "1,999.99"
WHITE = (1.0, 1.0, 1.0)


def _old_figure(size: float = 9.0, **how: object) -> Callable[[pymupdf.Document], None]:
    """An old figure in a blank field of the table, drawn so that nobody sees it."""

    def drawn(document: pymupdf.Document) -> None:
        rect = cell_at("2130205", 3)
        write(document[TABLE], (rect.x0 + 30, rect.y0 + 15), OLD, size, **how)

    return drawn


def _white_box(document: pymupdf.Document) -> None:
    rect = cell_at("2130205", 3)
    write(document[TABLE], (rect.x0 + 30, rect.y0 + 15), OLD)
    inside = (rect.x0 + 1, rect.y0 + 1, rect.x1 - 1, rect.y1 - 1)
    document[TABLE].draw_rect(inside, color=None, fill=WHITE)


def _white_line(document: pymupdf.Document) -> None:
    x, y = line_at(5)
    write(document[PROSE], (x + 200, y), f"比上年增加{OLD}万元。", SIZE)
    document[PROSE].draw_line((x + 198, y - 4), (x + 380, y - 4), color=WHITE, width=16)


def _radicals(document: pymupdf.Document) -> None:
    """The font names radicals for what it draws: ⽀⼊⾏⾦ and ⻋⺠⻅⻓."""
    pairs = list(zip("支入行金车民见长", "⽀⼊⾏⾦⻋⺠⻅⻓", strict=True))
    glyph = pymupdf.Font(FONT).has_glyph
    named = b"".join(b"<%04x> <%04x>\n" % (glyph(ord(a)), ord(b)) for a, b in pairs)
    _rename(document, named, len(pairs))


def _rename(document: pymupdf.Document, named: bytes, count: int) -> None:
    """Put other names for some glyphs into the fonts of the table's page."""
    for font in document.get_page_fonts(TABLE):
        stream = int(document.xref_get_key(font[0], "ToUnicode")[1].split()[0])
        names, end = document.xref_stream(stream).split(b"endcmap", 1)
        chars = b"%d beginbfchar\n%sendbfchar\nendcmap" % (count, named)
        document.update_stream(stream, names + chars + end)


def _corrected_by_note(document: pymupdf.Document) -> None:
    """A note with a white ground over an old figure: the note counts."""
    rect = cell_at("2130205", 4)
    write(document[TABLE], (rect.x0 + 4, rect.y0 + 15), OLD)
    inside = pymupdf.Rect(rect.x0 + 1, rect.y0 + 2, rect.x1 - 1, rect.y1 - 2)
    note = document[TABLE].add_freetext_annot(inside, SLIP, fontsize=9, fill_color=WHITE)
    note.update()


def _comment(document: pymupdf.Document) -> None:
    document[TABLE].add_text_annot((300, 200), f"原为{OLD}")
    document[PROSE].add_highlight_annot(pymupdf.Rect(80, 150, 300, 166))


def _struck(document: pymupdf.Document) -> None:
    x, y = line_at(5)
    page = document[PROSE]
    write(page, (x + 200, y), OLD, SIZE)
    page.draw_line((x + 200, y - 4.4), (x + 248, y - 4.4), width=0.7)


def _watermark(
    text: str, size: float, turn: float, shade: float
) -> Callable[[pymupdf.Document], None]:
    def drawn(document: pymupdf.Document) -> None:
        for page in document:
            at = pymupdf.Point(140, 420)
            write(page, at, text, size, color=(shade,) * 3, morph=(at, pymupdf.Matrix(turn)))

    return drawn


def _tiled(document: pymupdf.Document) -> None:
    for page in document:
        for y in range(60, 820, 46):
            for x in range(40, 520, 110):
                write(page, (x, y), "李四20240821", 8, color=(0.8, 0.8, 0.8))


def _binding(document: pymupdf.Document) -> None:
    for page in document:
        write(page, (36, 640), "装…………订…………线2023", 10, rotate=90)


def _page_number_beside_turned(document: pymupdf.Document) -> None:
    """The page of the table as it is bound: turned, its number upright."""
    write(document[TABLE], (20, 300), "— 12 —", 9, rotate=90)


def _white_on_blue(document: pymupdf.Document) -> None:
    """A header in white on blue is seen."""
    page = document[TABLE]
    rect = cell_at("合计", 1)
    page.draw_rect(rect, color=None, fill=(0.1, 0.2, 0.6))
    write(page, (rect.x0 + 4, rect.y0 + 15), "合计", color=WHITE)


def _seal(document: pymupdf.Document) -> None:
    """A round seal with a clear ground over a figure: the figure is seen through it."""
    seal = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 60, 60), True)
    seal.clear_with(0)
    for n in range(60):
        seal.set_pixel(n, n, (220, 20, 20, 255))
    rect = cell_at("2130205", 2)
    document[TABLE].insert_image((rect.x0, rect.y0 - 10, rect.x1, rect.y1 + 10), pixmap=seal)


def _scan(document: pymupdf.Document, number: int, *, layer: bool) -> None:
    page = document[number]
    picture = page.get_pixmap(dpi=72)
    words = page.get_text("words")
    document.delete_page(number)
    page = document.new_page(number)
    page.insert_font(fontname=FONT, fontbuffer=pymupdf.Font(FONT).buffer)
    page.insert_image(page.rect, pixmap=picture)
    for x0, _, _, y1, text, *_ in words if layer else ():
        write(page, (x0, y1 - 3), text, 9, render_mode=3)
    write(page, (220, 40), "临溪县林业局2023年度部门决算公开", 9)


def _scanned(document: pymupdf.Document) -> None:
    _scan(document, TABLE, layer=False)


def _recognised(document: pymupdf.Document) -> None:
    _scan(document, TABLE, layer=True)


def _pinned(document: pymupdf.Document) -> None:
    document[0].add_file_annot((400, 700), b"figures", "明细.xlsx")


def _more_pages_said(document: pymupdf.Document) -> None:
    for number, page in enumerate(document, 1):
        write(page, (250, 815), f"第{number}页，共5页")


def _prose_in_fields(document: pymupdf.Document) -> None:
    page = document.new_page()
    page.insert_font(fontname=FONT, fontbuffer=pymupdf.Font(FONT).buffer)
    for y in (100, 220, 340):
        page.draw_line((60, y), (540, y))
    for x in (60, 90, 140, 540):
        page.draw_line((x, 100), (x, 340))
    for top, head in ((100, "公务接待费"), (220, "因公出国费")):
        write(page, (70, top + 30), "甲")
        write(page, (92, top + 30), head)
        write(page, (150, top + 30), "2023年度决算数为3.20万元，比上年减少0.50万元，", 10)
        write(page, (150, top + 50), "下降13.5%，主要原因是接待批次减少。", 10)


def _small_picture(document: pymupdf.Document) -> None:
    with pymupdf.open() as other:
        page = other.new_page(width=80, height=18)
        page.insert_text((5, 13), "618.25", fontsize=10)
        picture = page.get_pixmap(dpi=144)
    rect = cell_at("2130205", 2)
    document[TABLE].insert_image(
        (rect.x0 + 2, rect.y0 + 2, rect.x1 - 2, rect.y1 - 2), pixmap=picture
    )


def _nameless(code: int) -> Callable[[pymupdf.Document], None]:
    """The font gives its digits the names of other characters, from `code` on or all that one."""

    def drawn(document: pymupdf.Document) -> None:
        glyph = pymupdf.Font(FONT).has_glyph
        named = b"".join(
            b"<%04x> <%04x>\n" % (glyph(ord("0") + n), code + n if code > 0x20 else code)
            for n in range(10)
        )
        _rename(document, named, 10)

    return drawn


def _fewer_pages(document: pymupdf.Document) -> None:
    root = int(document.xref_get_key(document.pdf_catalog(), "Pages")[1].split()[0])
    document.xref_set_key(root, "Count", "2")


def _two_in_a_field(document: pymupdf.Document) -> None:
    rect = cell_at("2130201", 3)
    write(document[TABLE], (rect.x0 + 62, rect.y0 + 15), "12")


def _cell(**changes: str) -> Paper:
    return Paper(cell=lambda text: changes.get("_" + text.replace(",", "").replace(".", "_"), text))


def _prose(old: str, new: str) -> Paper:
    return Paper(prose=lambda text: text.replace(old, new))


#: What must be read whole, sound or with its planted error.
READ = {
    "nothing odd": Paper(),
    "render mode 3": Paper(over=_old_figure(render_mode=3)),
    "no opacity": Paper(over=_old_figure(fill_opacity=0, stroke_opacity=0)),
    "white on white": Paper(under=_old_figure(color=WHITE)),
    "a tenth of a point": Paper(over=_old_figure(size=0.1)),
    "under a white box": Paper(over=_white_box),
    "under a thick white line": Paper(over=_white_line),
    "comment and highlight": Paper(over=_comment),
    "struck out": Paper(over=_struck),
    "word across the page": Paper(under=_watermark("内部资料2024", 70, 45, 0.85)),
    "draft number": Paper(under=_watermark("20240821", 60, 0, 0.8)),
    "tiled names": Paper(under=_tiled),
    "binding line": Paper(over=_binding),
    "white on blue": Paper(over=_white_on_blue),
    "seal over a figure": Paper(over=_seal),
    "page number beside": Paper(over=_page_number_beside_turned),
    "star": _cell(_1946_54="1,946.54*"),
    "note in brackets": _cell(_1946_54="1,946.54[1]"),
    "note": _cell(_1946_54="1,946.54注"),
    "yen sign": _cell(_1946_54="¥1,946.54"),
    "power of ten": _cell(_1946_54="1.94654E+03"),
    "middle dot": _cell(_1946_54="1,946·54"),
    "dashes": Paper(cell=lambda text: text or "—"),
    "none": Paper(cell=lambda text: text or "无"),
    "radicals": Paper(over=_radicals),
    "note in a sentence": _prose("940.40万", "940.40[2]万"),
}
#: What cannot be read, or may not be relied on: no mismatch, and it is named.
SAID = {
    "crosses of Excel": (_cell(_1006_14="########"), "########"),
    "letter in a figure": (_cell(_1006_14="l,006.14"), "l,006.14"),
    "unknown character": (_cell(_1006_14="1,\ufffd06.14"), "无法识别"),
    "letter in a sentence": (_prose("940.40", "94O.40"), "94O.40"),
    "two figures in a field": (Paper(over=_two_in_a_field), "1,006.14 12"),
    "scan under a running head": (Paper(over=_scanned), "图中的文字未读"),
    "recognised scan": (Paper(over=_recognised), "由机器识别"),
    "figure as a picture": (Paper(over=_small_picture), "（图）"),
    "digits named letters": (Paper(over=_nameless(0x41)), "C,BIA.FG"),
    "digits named blanks": (Paper(over=_nameless(0x20)), "编码无法识别"),
    "digits of private codes": (Paper(over=_nameless(0xF030)), "编码无法识别"),
    "pages that are not counted": (Paper(over=_fewer_pages), "2页、3页"),
    "attachment": (Paper(over=_pinned), "明细.xlsx"),
    "more pages said than there are": (Paper(over=_more_pages_said), "5页"),
    "narrative in fields": (Paper(over=_prose_in_fields), "文字叙述"),
}


@pytest.mark.parametrize("name", READ)
def test_read_whole(name: str, tmp_path: Path) -> None:
    assert_read_whole(tmp_path, READ[name])


def test_a_note_over_a_figure_counts(tmp_path: Path) -> None:
    found = outcome(draw(tmp_path / "a.pdf", Paper(over=_corrected_by_note)))
    assert found.is_whole, found


@pytest.mark.parametrize("name", SAID)
def test_said_and_no_mismatch(name: str, tmp_path: Path) -> None:
    """Scans are left unread here: tests/extract/scan reads some."""
    paper, words = SAID[name]
    with watched(Ocr(wanted=False)):
        found = outcome(draw(tmp_path / "a.pdf", paper))
    assert not found.mismatches, found
    assert any(words in reason for _, reason in found.unread), found


@pytest.mark.parametrize(
    ("old", "new"), [("2,180.56", "21,80.56"), ("940.40", "940..40"), ("1,240.16", "1,240·.16")]
)
def test_a_number_that_can_only_mean_one(old: str, new: str, tmp_path: Path) -> None:
    """Badly placed separators are a matter of wording; what the number means is checked."""
    found = outcome(draw(tmp_path / "a.pdf", _prose(old, new)))
    assert found.is_whole, found
    assert any(new in words for words in found.wordings)


def test_what_a_repaired_number_contradicts_is_a_doubt(tmp_path: Path) -> None:
    found = outcome(
        draw(tmp_path / "a.pdf", _prose("2023年度决算支出322.15", "2023年度决算支出3,52.15"))
    )
    assert not found.mismatches
    assert any("352.15" in words for words in found.doubts)


def test_a_long_dash_before_a_figure_is_a_doubt(tmp_path: Path) -> None:
    found = outcome(draw(tmp_path / "a.pdf", _prose("支出322.15", "支出——352.15")))
    assert not found.mismatches
    assert any("352.15" in words for words in found.doubts)

"""Scans read by the models themselves; a page takes some seconds."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import cv2
import numpy
import pymupdf
import pytest

from corpus.sampling.scanned import page_scanned, qualities
from extract.errors import UnreadableError
from extract.geometry import Box
from extract.layout import Glyph, Page, Pages
from extract.paper.laid_out import laid_out
from extract.pdf.pages import read_pages
from extract.scan import cache, read
from extract.scan.again import Asked, otherwise
from extract.scan.engine import INSTALL, available
from extract.scan.pictures import is_picture, without_stamps
from extract.scan.watch import Ocr, watched
from extract.scanned import Scan, Tilt, Word
from extract.sources import layout_of
from extract.tables.build import read_tables

SAMPLE = Path(__file__).parents[3] / "corpus" / "samples" / "final-narrative.pdf"
#: A page with a table, and one of text.
TABLE, TEXT = 10, 14

_NUMBER = re.compile(r"[0-9][0-9,.]*[0-9]|[0-9]")
needs_models = pytest.mark.skipif(not available(), reason=f"no OCR engine: {INSTALL}")


def page_of(number: int) -> pymupdf.Document:
    """One page of the sample."""
    document = pymupdf.open()
    with pymupdf.open(SAMPLE) as sample:
        document.insert_pdf(sample, from_page=number - 1, to_page=number - 1)
    return document


def scan(path: Path, quality: str = "fine") -> Path:
    """The page with a table as a PDF of one picture."""
    with page_of(TABLE) as document, pymupdf.open() as scanned:
        size = document[0].rect
        sheet = scanned.new_page(width=size.width, height=size.height)
        sheet.insert_image(sheet.rect, stream=page_scanned(document[0], qualities()[quality], 3))
        scanned.save(path)
    return path


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that these tests share: each picture is read once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def folder(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.FOLDER, str(kept))


def figures(pages: Pages) -> list[str]:
    (table,) = read_tables(laid_out(pages))
    return [c.text for row in table.rows for c in row.cells]


@needs_models
def test_a_scan_says_what_the_page_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Askew, blurred, noisy: the rules are found, and every figure in its field; and a second time
    from the cache, by no model."""
    path = scan(tmp_path / "表.pdf")
    told: list[tuple[int, int]] = []
    with watched(Ocr(done=lambda number, total: told.append((number, total)))):
        pages = read.with_scans(read_pages(path))
    assert told == [(1, 1)] and cv2.getNumThreads() == 1
    (page,) = pages.pages
    assert page.scan is not None and 0.2 < abs(page.scan.tilt.slope) <= 0.55
    with page_of(TABLE) as document:
        document.save(tmp_path / "原.pdf")
    assert figures(pages) == figures(read_pages(tmp_path / "原.pdf"))
    monkeypatch.setattr(read, "recognise", None)
    assert read.with_scans(read_pages(path)) == pages


@needs_models
def test_a_sheet_fed_in_upside_down_is_read_and_marked_where_it_lies(tmp_path: Path) -> None:
    with page_of(TEXT) as document:
        drawn = document[0].get_pixmap(dpi=150, colorspace=pymupdf.csGRAY)
        printed = "".join(document[0].get_text().split())
    picture = numpy.frombuffer(drawn.samples, numpy.uint8).reshape(drawn.h, drawn.w)
    path = tmp_path / "说明.png"
    path.write_bytes(cv2.imencode(".png", numpy.rot90(picture, 2))[1].tobytes())
    layout = layout_of(path)
    (way,) = [way for way, _ in layout.turned.values()]
    assert isinstance(way, Tilt) and way.quarters == 2
    (page,), (shown,) = layout.pages, layout.shown
    said = "".join(g.char for g in page.glyphs)
    assert Counter(_NUMBER.findall(said)) == Counter(_NUMBER.findall(printed))
    head = min(page.glyphs, key=lambda g: g.box.y0).char
    assert max(shown.glyphs, key=lambda g: g.box.y1).char == head


@needs_models
def test_a_sheet_photographed_sideways_at_an_angle_is_read(tmp_path: Path) -> None:
    """Every figure in its field, and places are those of the photograph."""
    with page_of(TABLE) as document:
        drawn = document[0].get_pixmap(dpi=170, colorspace=pymupdf.csGRAY)
        document.save(tmp_path / "原.pdf")
    sheet = numpy.frombuffer(drawn.samples, numpy.uint8).reshape(drawn.h, drawn.w)
    sheet = numpy.ascontiguousarray(numpy.rot90(sheet))
    high, wide = sheet.shape
    flat = numpy.float32([(0, 0), (wide, 0), (wide, high), (0, high)])
    shown = numpy.float32([(130, 90), (wide + 60, 140), (wide + 110, high + 120), (70, high + 60)])
    matrix = cv2.getPerspectiveTransform(flat, shown)
    size = (wide + 200, high + 200)
    photograph = cv2.warpPerspective(sheet, matrix, size, borderValue=70.0, flags=cv2.INTER_AREA)
    path = tmp_path / "照片.png"
    path.write_bytes(cv2.imencode(".png", photograph)[1].tobytes())
    pages = read.with_scans(read_pages(path))
    assert figures(pages) == figures(read_pages(tmp_path / "原.pdf"))
    (page,) = pages.pages
    assert page.scan is not None and page.scan.tilt.quarters == 3 and page.scan.tilt.corners
    word = max(page.scan.words, key=lambda w: len(w.text))
    seen = page.scan.tilt.shown(word.box)
    scale = size[1] / page.scan.tilt.sheet[1]
    dark = photograph[
        round(seen.y0 * scale) : round(seen.y1 * scale),
        round(seen.x0 * scale) : round(seen.x1 * scale),
    ]
    assert seen.height > seen.width and (dark < 128).mean() > 0.05


@needs_models
def test_a_figure_is_read_again_by_itself(tmp_path: Path) -> None:
    """A first reading that the picture does not bear out is contradicted; one that it does is
    not, nor a blank field that is one."""
    path = scan(tmp_path / "表.pdf")
    (page,) = read.with_scans(read_pages(path)).pages
    assert page.scan is not None
    word = next(w for w in page.scan.words if len(w.text) > 6 and w.text.endswith("00"))
    wrong = "7" + word.text[1:]
    below = Box(word.box.x0, page.height - 60, word.box.x1, page.height - 50)
    asked = {
        "right": Asked(page, (word.box,), word.text),
        "wrong": Asked(page, (word.box,), wrong),
        "blank": Asked(page, (below,), ""),
        "overlooked": Asked(page, (word.box,), ""),
    }
    assert otherwise(path, asked) == {"wrong": word.text, "overlooked": word.text}


def test_what_two_readings_did_not_agree_on_is_no_evidence() -> None:
    word = Word("支出6.5万元，3项", Box(10, 10, 100, 20), 0.9, other="支出8.5万元，3项")
    page = Page(1, 420, 300, (), (), (), scan=Scan(Tilt(0, 0, 420, 300), (word,)))
    asked = {
        "6.5": Asked(page, (Box(30, 11, 50, 19),), "6.5万元"),
        "3": Asked(page, (Box(80, 11, 85, 19),), "3项"),
    }
    differed = {key: text for key, text in asked.items() if key == "6.5"}
    assert otherwise(Path("no such file"), differed) == {"6.5": "8.5"}


def test_without_ocr_a_scan_is_named_as_such(tmp_path: Path) -> None:
    path = scan(tmp_path / "表.pdf")
    with watched(Ocr(wanted=False)), pytest.raises(UnreadableError, match="--no-ocr") as raised:
        layout_of(path)
    assert raised.value.status == "no_text"


def test_where_there_is_no_engine_it_is_said_how_to_install_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "available", lambda: False)
    with pytest.raises(UnreadableError, match="pip install 'faster-paddle") as raised:
        layout_of(scan(tmp_path / "表.pdf"))
    assert raised.value.status == "no_text"


def test_a_stamp_is_left_out_and_what_it_covers_is_not() -> None:
    picture = numpy.full((600, 600, 3), 245, numpy.uint8)
    cv2.putText(picture, "1,234.50", (180, 310), 0, 1.5, (30, 30, 30), 3)
    before = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    stamped = picture.copy()
    cv2.circle(stamped, (300, 300), 150, (225, 60, 60), 12)
    cv2.line(stamped, (200, 250), (400, 350), (225, 60, 60), 6)
    dark = picture.min(axis=2) < 128
    stamped[dark] = picture[dark]
    found = without_stamps(stamped, 200 / 72)
    assert ((found < 128) == (before < 128)).mean() > 0.999
    assert (found[~dark] > 200).mean() > 0.99


def test_a_red_title_is_no_stamp() -> None:
    picture = numpy.full((300, 900, 3), 245, numpy.uint8)
    cv2.putText(picture, "2022 FINAL ACCOUNTS", (40, 160), 0, 2.0, (225, 60, 60), 5)
    assert (without_stamps(picture, 200 / 72) < 150).any()


def page_with(glyphs: int, *, written: bool, recognised: bool = False) -> Page:
    over = Box(0, 30, 420, 290)
    some = tuple(Glyph("文", Box(n, 10, n + 1, 20), 20, 10) for n in range(glyphs))
    pictures = (over,) if written else ()
    return Page(1, 420, 300, some, (), (over,), pictures=pictures, recognised=recognised)


@pytest.mark.parametrize(
    ("page", "is_one"),
    [
        (page_with(0, written=False), True),
        (page_with(400, written=False, recognised=True), True),
        (page_with(20, written=True), True),  # under a head that somebody's software set
        (page_with(20, written=False), False),  # a photograph with its caption
        (page_with(400, written=True), False),
    ],
)
def test_which_pages_are_pictures(page: Page, is_one: bool) -> None:
    assert is_picture(page) is is_one

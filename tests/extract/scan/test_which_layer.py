"""Pages of several forms that are pictures: TIFF files, and a text that somebody's machine took
them for, which is held against what is read here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy
import pymupdf
import pytest

from extract.scan import cache
from extract.scan.engine import INSTALL, available
from extract.sources import layout_of

SAID = ("本年支出合计1,245.30万元，其中：", "基本支出860.20万元，项目支出385.10万元。")

pytestmark = pytest.mark.skipif(not available(), reason=f"no OCR engine: {INSTALL}")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def folder(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.FOLDER, str(kept))


def picture(*lines: str, blur: float = 0.0) -> Any:
    """A small page with some lines, in grey, of 150 dots an inch."""
    with pymupdf.open() as document:
        page = document.new_page(width=320, height=120)
        for n, line in enumerate(lines):
            page.insert_text((30, 40 + 30 * n), line, fontname="china-s", fontsize=11)
        drawn = page.get_pixmap(dpi=150, colorspace=pymupdf.csGRAY)
    shades = numpy.frombuffer(drawn.samples, numpy.uint8).reshape(drawn.h, drawn.w)
    return cv2.GaussianBlur(shades, (0, 0), blur) if blur else shades


def layered(path: Path, shown: Any, *layer: str) -> Path:
    """A page that shows a picture over a text that nobody sees."""
    with pymupdf.open() as document:
        page = document.new_page(width=320, height=120)
        for n, line in enumerate(layer):
            at = (30, 40 + 30 * n)
            page.insert_text(at, line, fontname="china-s", fontsize=11, render_mode=3)
        page.insert_image(page.rect, stream=cv2.imencode(".png", shown)[1].tobytes())
        document.save(path)
    return path


def said(path: Path) -> list[str]:
    """What the pages of a file say, without blanks."""
    pages = layout_of(path).pages
    return ["".join(g.char for g in page.glyphs if not g.char.isspace()) for page in pages]


def test_a_layer_that_the_picture_does_not_bear_out_is_not_trusted(tmp_path: Path) -> None:
    path = layered(tmp_path / "a.pdf", picture(*SAID), "本年支出合汁1,245.8O万元", "基木支出86O.2")
    assert said(path) == ["".join(SAID)]


def test_a_layer_stays_where_the_picture_cannot_be_read(tmp_path: Path) -> None:
    """And it is known that a machine made it."""
    path = layered(tmp_path / "a.pdf", picture(*SAID, blur=9.0), *SAID)
    layout = layout_of(path)
    assert said(path) == ["".join(SAID)]
    assert layout.pages[0].recognised and layout.pages[0].scan is None


def test_each_picture_of_a_tiff_file_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    cv2.imwritemulti(str(path), [picture(SAID[0]), picture(SAID[1])])
    assert said(path) == list(SAID)


def test_of_a_file_with_pages_of_both_kinds_those_that_are_pictures_are_read(
    tmp_path: Path,
) -> None:
    path = layered(tmp_path / "a.pdf", picture(*SAID))
    with pymupdf.open(path) as document:
        page = document.new_page(width=320, height=120)
        page.insert_text((30, 40), SAID[1], fontname="china-s", fontsize=11)
        document.save(tmp_path / "b.pdf")
    assert said(tmp_path / "b.pdf") == ["".join(SAID), SAID[1]]
    assert [p.scan is not None for p in layout_of(tmp_path / "b.pdf").pages] == [True, False]

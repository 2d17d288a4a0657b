"""Scans on the command line: what it says of them, what they cost, and where the marks lie."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy
import pymupdf
import pytest

from corpus.scanning import limits, worker
from extract.scan import cache
from extract.scan.engine import INSTALL, Model, available
from tests.printed import draw_table, write_text

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
WRONG, ANGLE = "358.10", 0.4
needs_models = pytest.mark.skipif(not available(), reason=f"no OCR engine: {INSTALL}")


def printed() -> pymupdf.Document:
    """A page of text in which two digits are swapped, signed by hand, and the table it tells of."""
    document = pymupdf.open()
    page = document.new_page(width=420, height=300)
    write_text(page)
    shape = page.new_shape()
    for n in range(5):
        x = 250 + 22 * n
        shape.draw_bezier((x, 250), (x + 30, 215), (x - 12, 275), (x + 26, 236))
    shape.finish(width=1.1)
    shape.commit()
    page = document.new_page(width=420, height=300)
    draw_table(page)
    return document


def turned(page: pymupdf.Page) -> bytes:
    """A picture of a page that lay askew."""
    drawn = page.get_pixmap(dpi=170, colorspace=pymupdf.csGRAY)
    picture = numpy.frombuffer(drawn.samples, numpy.uint8).reshape(drawn.h, drawn.w)
    matrix = cv2.getRotationMatrix2D((drawn.w / 2, drawn.h / 2), ANGLE, 1.0)
    askew = cv2.warpAffine(picture, matrix, (drawn.w, drawn.h), borderValue=(255.0,))
    return cv2.imencode(".png", askew)[1].tobytes()


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report as a PDF of pictures, and beside it what is read of them, once for all tests."""
    path = tmp_path_factory.mktemp("scans") / "决算.pdf"
    with printed() as document, pymupdf.open() as pictures:
        for page in document:
            sheet = pictures.new_page(width=420, height=300)
            sheet.insert_image(sheet.rect, stream=turned(page))
        pictures.save(path)
    return path


def run(scan: Path, *options: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, cache.FOLDER: str(scan.parent / "cache")}
    command = [sys.executable, "-m", "gouji", "check", str(scan), *options]
    return subprocess.run(command, capture_output=True, text=True, env=environ, check=False)


@needs_models
def test_what_is_said_of_a_scan_while_it_is_read_and_after(scan: Path) -> None:
    """A line a page; which pages were read so, how many figures; how sure each of them was. A
    signature is no figure."""
    done = run(scan, "--format", "json")
    assert done.returncode == 1, done.stderr
    assert [line[-3:] for line in done.stderr.splitlines() if "扫描页已识别" in line] == [
        "1/2",
        "2/2",
    ]
    result = json.loads(done.stdout)
    assert result["document"]["scanned"] == [1, 2]
    assert [f["stated"] for f in result["findings"] if f["severity"] == "mismatch"] == [WRONG]
    claims = result["claims"]
    assert len(claims) == 5 and all(0.8 < float(c["confidence"]) <= 1 for c in claims)


@needs_models
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_ocr_leaves_scans_unread_and_says_so(scan: Path, lang: str) -> None:
    done = run(scan, "--no-ocr", "--lang", lang)
    assert done.returncode == 2 and "--no-ocr" in done.stderr


@needs_models
def test_marks_lie_on_the_picture_as_it_is_shown(scan: Path) -> None:
    """The marked PDF keeps the scan, and what marks a figure lies on its ink, askew as it is; so it
    is on the page of the report in HTML."""
    out = scan.parent / "out"
    out.mkdir()
    assert run(scan, "--pdf", "--bare", "--html", "--out", str(out)).returncode == 1
    with printed() as original:
        (place,) = original[0].search_for(WRONG)
    matrix = cv2.getRotationMatrix2D((210, 150), ANGLE, 1.0)
    x, y = matrix @ ((place.x0 + place.x1) / 2, (place.y0 + place.y1) / 2, 1)
    (marked,) = out.glob("*.pdf")
    with pymupdf.open(marked) as document:
        assert document[0].get_images()
        boxes = [a.rect for a in document[0].annots()]
    on_it = [box for box in boxes if pymupdf.Point(x, y) in box]
    assert on_it and all(box.width < 2 * place.width for box in on_it)
    (page,) = out.glob("*.html")
    assert "data:image/webp" in page.read_text("utf-8")


def test_a_report_of_text_loads_no_models() -> None:
    code = "import sys, gouji; gouji.check(sys.argv[1]);sys.exit('faster_paddle' in sys.modules)"
    sample = str(SAMPLES / "budget-clean.pdf")
    assert subprocess.run([sys.executable, "-c", code, sample], check=False).returncode == 0


@needs_models
def test_models_run_in_one_thread() -> None:
    """A worker has one processor; models that took more would take those of other workers."""
    code = (
        "import time, numpy; from pathlib import Path; from extract.scan.engine import *;"
        "one_thread(); page = numpy.full((1200, 900), 255, numpy.uint8);"
        "page[100:1100:40, 100:800] = 0;"
        "before = len(list(Path('/proc/self/task').iterdir()));"
        "[recognise(page, model) for model in Model];"
        "print(len(list(Path('/proc/self/task').iterdir())) - before)"
    )
    if not Path("/proc/self/task").is_dir():
        pytest.skip("no list of threads on this system")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) <= len(Model)  # one for each of them


def test_the_time_of_a_file_grows_by_its_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []
    monkeypatch.setattr(worker, "more_time", asked.append)
    with limits.limited(100, 0):
        worker.time_for_pictures(7)
        left = limits.signal.getitimer(limits.signal.ITIMER_REAL)[0]
    assert asked == [7 * 60] and 500 < left <= 520

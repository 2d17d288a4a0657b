"""Draw the pictures of docs/pictures from a sample report, as a reader would see them.

    python scripts/make_pictures.py

The page comes from Chromium, the workpaper from LibreOffice, the marked PDF
from MuPDF; what is not installed is left as it is, and that is said.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pymupdf
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from gouji.audit import Audit, check  # noqa: E402
from report.texts import load  # noqa: E402
from report.view import View  # noqa: E402

SAMPLE = ROOT / "corpus" / "samples" / "final-three-line.pdf"
PICTURES = ROOT / "docs" / "pictures"
#: Width of the pictures in pixels, and their colours: enough for type, and small files.
_WIDTH, _COLOURS = 900, 96
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def main() -> None:
    """Draw all that can be drawn here."""
    audit = check(SAMPLE)
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as made:
        folder = Path(made)
        _page(audit, folder)
        _workpaper(audit, folder)
        _marked(audit, folder)


def _page(audit: Audit, folder: Path) -> None:
    browser = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    if browser is None:
        print("page.png: no Chromium here")
        return
    audit.to_html(folder / "a.html")
    shot = folder / "page.png"
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    size = ["--window-size=1280,1530", f"--screenshot={shot}"]
    command = [browser, *options, *size, (folder / "a.html").as_uri()]
    subprocess.run(command, check=True, capture_output=True)
    _save(Image.open(shot), "page.png")


def _workpaper(audit: Audit, folder: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        print("workpaper.png: no LibreOffice here")
        return
    book = audit.to_xlsx(folder / "a.xlsx")
    command = [office, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(book)]
    subprocess.run(command, check=True, capture_output=True)
    with pymupdf.open(folder / "a.pdf") as document:
        page = document[1]
        words = [pymupdf.Rect(w[:4]) for w in page.get_text("words")]
        foot = page.rect.height * 0.9
        below = max(w.y1 for w in words if w.y1 < foot)
        right = 0.735 * page.rect.width  # what follows is room to sign
        _save(_drawn(page, pymupdf.Rect(20, 25, right, below + 12)), "workpaper.png")


def _marked(audit: Audit, folder: Path) -> None:
    """The page of the first mismatch, with its highlights."""
    found = View(audit, load("zh")).findings[0]
    path = audit.to_pdf(folder / "m.pdf", front=False)
    with pymupdf.open(path) as document:
        page = document[found.finding.page - 1]
        height = page.rect.height
        at = found.culprit.places[0].box.y0 if found.culprit else height / 2
        top = max(0.0, min(at - height / 4, height / 2))
        _save(_drawn(page, pymupdf.Rect(0, top, page.rect.width, top + height / 2)), "marked.png")


def _drawn(page: pymupdf.Page, clip: pymupdf.Rect) -> Image.Image:
    scale = 2 * _WIDTH / clip.width
    pixels = page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), clip=clip, annots=True)
    return Image.open(io.BytesIO(pixels.tobytes("png")))


def _save(picture: Image.Image, name: str) -> None:
    height = round(picture.height * _WIDTH / picture.width)
    small = picture.convert("RGB").resize((_WIDTH, height), Image.Resampling.LANCZOS)
    small.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        PICTURES / name, optimize=True
    )
    print(f"{name}: {(PICTURES / name).stat().st_size // 1000} KB")


if __name__ == "__main__":
    main()

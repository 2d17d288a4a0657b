"""A report as it comes from a scanner: its pages as pictures, askew, noisy, packed small."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import pymupdf

#: A photograph shows so much (of the sheet's sides) around the sheet, and the light fades to so
#: much of it along each side.
_AROUND, _SHADE = 0.08, 0.85


@dataclass(frozen=True, slots=True)
class Quality:
    """How a report is scanned: dots an inch, by how many degrees a sheet may lie askew, how far
    (dots) ink runs, how much (shades of 256) dots differ by chance, what JPEG keeps (of 100), how
    many stamps there are on every so many pages (0: none), and whether colours are kept. A sheet
    that is photographed shows each corner up to so far (of its width) from where it would be seen
    from above; 0 for one that is scanned."""

    dpi: int
    askew: float
    blur: float
    noise: float
    jpeg: int
    stamped: int = 0
    coloured: bool = False
    angled: float = 0.0


@cache
def qualities() -> Mapping[str, Quality]:
    """The ways to scan a report, by name (scans.toml)."""
    found = tomllib.loads(files("corpus.sampling").joinpath("scans.toml").read_text("utf-8"))
    return {name: Quality(**values) for name, values in found.items()}


def scanned(data: bytes, quality: Quality, seed: int = 0) -> bytes:
    """A PDF of pictures of the pages of a PDF. The same arguments give the same pictures."""
    with pymupdf.open(stream=data, filetype="pdf") as report, pymupdf.open() as scan:
        for page in report:
            picture = page_scanned(page, quality, seed)
            around = 1 + 2 * _AROUND if quality.angled else 1
            sheet = scan.new_page(width=around * page.rect.width, height=around * page.rect.height)
            sheet.insert_image(sheet.rect, stream=picture)
        scan.set_metadata({})
        return bytes(scan.tobytes(garbage=3, no_new_id=True))


def page_scanned(page: pymupdf.Page, quality: Quality, seed: int = 0) -> bytes:
    """The JPEG file that a scanner makes of a page."""
    import cv2
    import numpy

    chance = numpy.random.default_rng((seed, page.number))
    colours = pymupdf.csRGB if quality.coloured else pymupdf.csGRAY
    drawn = page.get_pixmap(dpi=quality.dpi, colorspace=colours, alpha=False)
    picture = numpy.frombuffer(drawn.samples, numpy.uint8).reshape(drawn.h, drawn.w, drawn.n)
    shades: Any = picture.astype(numpy.float32)
    if quality.stamped and page.number % quality.stamped == 0:
        shades = _stamped(shades, quality.dpi, chance)
    angle = float(chance.uniform(0.6, 1.0) * chance.choice((-1, 1)) * quality.askew)
    height, width = shades.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    white = (255.0,) * 3
    shades = cv2.warpAffine(shades, matrix, (width, height), borderValue=white)
    if quality.angled:
        shades = _photographed(shades, quality.angled, chance)
        height, width = shades.shape[:2]
    shades = cv2.GaussianBlur(shades, (0, 0), quality.blur)
    noise = chance.normal(0.0, quality.noise, (height, width))
    if shades.ndim == 3:
        noise = noise[:, :, None]
    seen: Any = numpy.clip(12 + 0.92 * shades + noise, 0, 255).astype(numpy.uint8)
    if seen.ndim == 3 and seen.shape[2] == 3:
        seen = cv2.cvtColor(seen, cv2.COLOR_RGB2BGR)
    packed = cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, quality.jpeg])[1]
    return bytes(packed.tobytes())


def _photographed(shades: Any, angled: float, chance: Any) -> Any:
    """A sheet on a dark table, seen from one side and lit from one corner."""
    import cv2
    import numpy

    height, width = shades.shape[:2]
    left, top = round(_AROUND * width), round(_AROUND * height)
    flat = numpy.array(((0, 0), (width, 0), (width, height), (0, height)), numpy.float32)
    off = chance.uniform(-angled * width, angled * width, (4, 2))
    shown = (flat + numpy.array((left, top)) + off).astype(numpy.float32)
    size = (width + 2 * left, height + 2 * top)
    matrix = cv2.getPerspectiveTransform(flat, shown)
    table = (float(chance.uniform(50, 100)),) * 3
    shades = cv2.warpPerspective(shades, matrix, size, flags=cv2.INTER_AREA, borderValue=table)
    across, down = numpy.linspace(1, _SHADE, size[0]), numpy.linspace(1, _SHADE, size[1])
    light = numpy.outer(down[:: chance.choice((-1, 1))], across[:: chance.choice((-1, 1))])
    return shades * (light if shades.ndim == 2 else light[:, :, None]).astype(numpy.float32)


def _stamped(shades: Any, dpi: int, chance: Any) -> Any:
    """A page with a round red stamp somewhere on its text; dark ink shows through the red."""
    import cv2
    import numpy

    height, width = shades.shape[:2]
    radius = round(0.8 * dpi)  # 4 cm across
    middle = (
        int(chance.integers(radius, width - radius)),
        int(chance.integers(height // 4, height - radius)),
    )
    mask = numpy.zeros((height, width), numpy.uint8)
    cv2.circle(mask, middle, radius, 255, max(2, dpi // 50), cv2.LINE_AA)
    star = [
        (
            middle[0] + share * 0.4 * radius * math.sin(math.pi * n / 5),
            middle[1] - share * 0.4 * radius * math.cos(math.pi * n / 5),
        )
        for n in range(10)
        for share in ((1.0, 0.4)[n % 2],)
    ]
    cv2.fillPoly(mask, [numpy.array(star, numpy.int32)], 255, cv2.LINE_AA)
    for n in range(14):  # what is written around the rim
        angle = math.pi * (0.75 + 1.5 * n / 13)
        at = (
            round(middle[0] + 0.78 * radius * math.cos(angle)),
            round(middle[1] + 0.78 * radius * math.sin(angle)),
        )
        half = max(2, round(0.1 * radius))
        cv2.rectangle(mask, (at[0] - half, at[1] - half), (at[0] + half, at[1] + half), 255, 2)
    ink = mask.astype(numpy.float32)[:, :, None] / 255
    red = numpy.array((225.0, 60.0, 60.0), numpy.float32) / 255
    return shades * (1 - ink + ink * red) if shades.shape[2] == 3 else shades * (1 - 0.4 * ink)

"""Pictures of pages, and boxes of figures that run over lines."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest
from PIL import Image

from extract.geometry import Box, Place
from report.pictures import pictures
from report.places import lines
from tests.report import paper


@pytest.mark.parametrize("rotation", [0, 90])
def test_a_picture_has_the_shape_of_its_page(rotation: int, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    paper.draw(path, rotation=rotation)
    found = pictures(paper.audit(path).disclosure)
    assert list(found) == [1, 2]
    shown = found[1]
    image = Image.open(io.BytesIO(base64.b64decode(shown.uri.partition(",")[2])))
    assert image.format == "WEBP"
    assert image.width / image.height == pytest.approx(shown.width / shown.height, rel=0.01)
    assert (image.width > image.height) == (rotation == 90)


def test_a_figure_over_two_lines_and_pages_has_a_box_for_each() -> None:
    def char(page: int, x: float, y: float) -> Place:
        return Place(page, Box(x, y, x + 10, y + 12))

    places = [char(1, 500, 20), char(1, 510, 21), char(1, 50, 40), char(2, 50, 20)]
    found = list(lines(places))
    assert [(p.page, p.box.x0, p.box.x1) for p in found] == [
        (1, 500, 520),
        (1, 50, 60),
        (2, 50, 60),
    ]


def test_text_that_runs_upwards_is_one_box() -> None:
    places = [Place(1, Box(50, y, 62, y + 10)) for y in (300, 290, 280)]
    assert [p.box for p in lines(places)] == [Box(50, 280, 62, 310)]

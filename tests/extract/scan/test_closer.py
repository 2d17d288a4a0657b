"""Places laid out on one sheet: each keeps what was read in it, and nothing of its neighbours."""

from __future__ import annotations

import numpy
import pytest

from extract.scan import closer
from extract.scan.closer import Spot, read_closer
from extract.scan.engine import Model, Piece


@pytest.fixture
def picture() -> numpy.ndarray:
    """Fifty dark spots on paper, each of a shade of its own."""
    shades = numpy.full((600, 500), 240, numpy.uint8)
    for n, (x0, y0, x1, y1) in enumerate(spots()):
        shades[y0:y1, x0:x1] = 20 + 4 * n
    return shades


def spots() -> list[Spot]:
    return [(20 + 90 * (n % 5), 20 + 50 * (n // 5), 70 + 90 * (n % 5), 40 + 50 * (n // 5))
            for n in range(50)]  # fmt: skip


def test_every_place_has_its_own(picture: numpy.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def recognise(sheet: numpy.ndarray, model: Model) -> list[Piece]:
        """Names each spot on a sheet by its shade."""
        seen.append(max(sheet.shape))
        found = []
        for shade in range(20, 220, 4):
            ys, xs = (sheet == shade).nonzero()
            if len(ys) > 400:
                left, right = numpy.percentile(xs, (10, 90))  # edges have the shades of others
                top, bottom = numpy.percentile(ys, (10, 90))
                box = (int(left), int(top), int(right), int(bottom))
                found.append(Piece(str((shade - 20) // 4), box, 0.9))
        return found

    monkeypatch.setattr(closer, "recognise", recognise)
    read = read_closer(picture, spots())
    assert [text for text, _ in read] == [str(n) for n in range(50)]
    assert max(seen) < 1200  # no more than the models look for lines in


def test_a_line_over_two_places_says_nothing(
    picture: numpy.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    def recognise(sheet: numpy.ndarray, model: Model) -> list[Piece]:
        height, width = sheet.shape
        return [Piece("12 34", (0, 10, width, height - 10), 0.9)]

    monkeypatch.setattr(closer, "recognise", recognise)
    assert read_closer(picture, spots()[:2]) == (("", 0.0), ("", 0.0))


def test_no_places_are_no_work(picture: numpy.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closer, "recognise", None)
    assert read_closer(picture, []) == ()

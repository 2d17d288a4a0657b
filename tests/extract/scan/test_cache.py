"""What was read is kept by the hash of its picture, for its owner only."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy
import pytest

from extract.geometry import Box
from extract.layout import Glyph
from extract.scan import cache
from extract.scan.reading import Reading
from extract.scanned import Scan, Tilt, Word

READING = Reading(
    Scan(Tilt(1, -0.38, 842.0, 595.0), (Word("支出1.5", Box(1, 2, 30, 14), 0.975, "1.6"),)),
    (Glyph("支", Box(1, 2, 11, 13), 13, 11.0),),
    (Box(0, 20, 500, 20),),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(cache.FOLDER, str(tmp_path / "kept"))
    return tmp_path / "kept" / "pages"


def test_what_is_kept_comes_back(folder: Path) -> None:
    assert cache.known("a") is None
    cache.keep("a", READING)
    assert cache.known("a") == READING
    assert cache.known("b") is None
    if sys.platform != "win32":
        assert folder.stat().st_mode & 0o077 == 0
        assert (folder / "a").stat().st_mode & 0o077 == 0


def test_a_damaged_file_is_as_good_as_none(folder: Path) -> None:
    cache.keep("a", READING)
    (folder / "a").write_bytes(b"no reading")
    assert cache.known("a") is None


def test_nothing_is_kept_where_nothing_shall_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.FOLDER, "")
    cache.keep("a", READING)
    assert cache.known("a") is None


def test_the_oldest_go_where_there_are_too_many(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_MOST", 4)
    for number in range(5):
        cache.keep(str(number), READING)
        if number < 4:
            os.utime(folder / str(number), (number, number))
    assert [cache.known(str(n)) is not None for n in range(5)] == [False, False, True, True, True]


def test_a_picture_is_known_by_all_of_its_dots() -> None:
    picture = numpy.zeros((20, 30), numpy.uint8)
    other = picture.copy()
    other[7, 9] = 1
    keys = {cache.key_of(picture, 2.0), cache.key_of(other, 2.0), cache.key_of(picture, 2.5)}
    assert len(keys) == 3
    assert cache.key_of(picture.reshape(30, 20), 2.0) not in keys

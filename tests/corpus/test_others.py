"""What a scan passes over is counted."""

from __future__ import annotations

import zipfile
from pathlib import Path

from corpus.scanning.sources import LIST, Passed, find_sources


def passed_by(folder: Path) -> Passed:
    passed = Passed()
    list(find_sources(folder, passed))
    return passed


def test_other_kinds_are_counted(tmp_path: Path) -> None:
    for name in ("甲.pdf", "甲.OFD", "乙.ofd", "README", ".hidden", "gouji.db", "甲.marked.pdf"):
        (tmp_path / name).touch()
    with zipfile.ZipFile(tmp_path / "丙.zip", "w") as archive:
        for name in ("丙.pdf", "丙.iso", "__MACOSX/丙.iso", "丙.marked.pdf"):
            archive.writestr(name, b"")
    written = tmp_path / "gouji-out"
    written.mkdir()
    (written / LIST).touch()
    (written / "a.html").touch()
    assert passed_by(tmp_path).kinds == {".ofd": 2, "": 1, ".iso": 1, ".marked.pdf": 2}


def test_a_damaged_archive_is_the_scans_to_name(tmp_path: Path) -> None:
    (tmp_path / "坏.zip").write_bytes(b"PK")
    assert passed_by(tmp_path) == Passed()


def test_marked_copies_in_archives_are_no_reports(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "丙.zip", "w") as archive:
        for name in ("丙.pdf", "丙.marked.pdf"):
            archive.writestr(name, b"")
    assert passed_by(tmp_path).kinds == {".marked.pdf": 1}
    assert [s.name.rpartition("!")[2] for s in find_sources(tmp_path)] == ["丙.pdf"]


def test_links_to_folders_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert passed_by(tmp_path).links == 2

"""Files that are moved to their place are on the disk before their names are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from report.outputs import aside, placed, write_overview


@pytest.mark.skipif(not os.path.exists("/proc/self/fd"), reason="shows which file is synced")
@pytest.mark.parametrize("overview", [False, True])
def test_a_power_cut_leaves_no_empty_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, overview: bool
) -> None:
    done: list[tuple[str, str]] = []
    fsync, replace = os.fsync, os.replace

    def synced(descriptor: int) -> None:
        done.append(("sync", Path(os.readlink(f"/proc/self/fd/{descriptor}")).name))
        fsync(descriptor)

    def replaced(half: Path, path: Path) -> None:
        done.append(("move", Path(path).name))
        replace(half, path)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", replaced)
    path = tmp_path / "index.html"
    if overview:
        write_overview([], [], path)
    else:
        (tmp_path / "half").write_text("x")
        placed(tmp_path / "half", path)
    half = "index.html" if overview else "half"
    assert done == [("sync", half), ("move", "index.html"), ("sync", tmp_path.name)]
    assert path.read_text()


def test_what_stood_there_stays_until_the_new_file_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("before")

    def half_written() -> None:
        with aside(path) as half:
            half.write_text("ha")
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        half_written()
    assert path.read_text() == "before" and [*tmp_path.iterdir()] == [path]
    with aside(path) as half:
        half.write_text("whole")
        assert path.read_text() == "before"
    assert path.read_text() == "whole" and [*tmp_path.iterdir()] == [path]


@pytest.mark.skipif(not os.path.exists("/dev/null"), reason="there is no such device")
def test_a_device_is_written_as_it_is() -> None:
    with aside(Path("/dev/null")) as half:
        assert half == Path("/dev/null")

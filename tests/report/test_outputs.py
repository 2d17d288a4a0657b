"""Files that are moved to their place are on the disk before their names are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from report.outputs import placed, write_overview


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

"""A file's name costs the other files of the call nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gouji.guarded import plainly_named
from report.wrap import printable


@pytest.mark.skipif(os.name == "nt", reason="names are no bytes there")
def test_a_name_in_another_code_page_is_read_under_a_plain_one(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/" + "林业局决算\n\x1b[31m.pdf".encode("gb18030")
    with open(raw, "wb") as stream:
        stream.write(b"%PDF-1.7")
    with plainly_named(Path(os.fsdecode(raw))) as plain:
        assert plain.name.isprintable() and "林业局决算" in plain.name
        assert plain.read_bytes() == b"%PDF-1.7"


@pytest.mark.skipif(os.name == "nt", reason="names are no bytes there")
def test_the_copy_of_a_killed_call_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = tmp_path / "tmp"
    (rooms / "gouji-tmp-left").mkdir(parents=True)
    (rooms / "gouji-tmp-left" / "lock").touch()
    monkeypatch.setattr("tempfile.tempdir", str(rooms))
    path = tmp_path / "决算\n.pdf"
    path.write_bytes(b"%PDF-1.7")
    with plainly_named(path) as plain:
        assert plain.is_relative_to(rooms)
        assert not (rooms / "gouji-tmp-left").exists()
    assert not [*rooms.iterdir()]


def test_a_plain_name_stays(tmp_path: Path) -> None:
    path = tmp_path / "决算.pdf"
    path.write_bytes(b"")
    with plainly_named(path) as plain:
        assert plain == path


def test_nothing_reaches_a_terminal_raw() -> None:
    assert printable("a\x1b[2Jb\nc\x9b\u202e\ud800") == "a\ufffd[2Jb c\ufffd\ufffd\ufffd"

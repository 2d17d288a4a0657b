"""A file's time and name: neither costs the other files of the call."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gouji.cli import app
from gouji.guarded import OverTimeError, plainly_named, printable, within
from gouji.help import load_words
from tests.extract.odd import Looks, make


def test_work_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(OverTimeError), within(0.05):
        time.sleep(5)


def test_no_limit_is_none() -> None:
    with within(0):
        pass


@pytest.mark.skipif(os.name == "nt", reason="names are no bytes there")
def test_a_name_in_another_code_page_is_read_under_a_plain_one(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/" + "林业局决算\n\x1b[31m.pdf".encode("gb18030")
    with open(raw, "wb") as stream:
        stream.write(b"%PDF-1.7")
    with plainly_named(Path(os.fsdecode(raw))) as plain:
        assert plain.name.isprintable() and "林业局决算" in plain.name
        assert plain.read_bytes() == b"%PDF-1.7"


def test_a_plain_name_stays(tmp_path: Path) -> None:
    path = tmp_path / "决算.pdf"
    path.write_bytes(b"")
    with plainly_named(path) as plain:
        assert plain == path


def test_nothing_reaches_a_terminal_raw() -> None:
    assert printable("a\x1b[2Jb\nc") == "a\ufffd[2Jb\ufffdc"


def test_a_file_out_of_time_does_not_cost_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gouji.audit.check", lambda *_args, **_rules: time.sleep(60))
    path = make(tmp_path / "决算.pdf", Looks())
    result = CliRunner().invoke(
        app, ["check", "--time-limit", "0.2", "-q", str(path)], obj=load_words("zh")
    )
    assert result.exit_code == 2
    assert "没有核对完" in result.output

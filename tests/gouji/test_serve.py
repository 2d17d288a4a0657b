"""`gouji serve`: what keeps it from starting, and that it starts."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from gouji.cli import main


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["serve", *arguments])
    return int(ended.value.code or 0)


def test_others_need_a_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GOUJI_PASSWORD", "short")
    assert run(str(tmp_path / "s.db"), "--host", "0.0.0.0") == 2
    said = capsys.readouterr().err
    assert "本机以外也能打开" in said and "至少8个字符" in said
    assert not (tmp_path / "s.db").exists()


def test_a_port_that_is_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert run(str(tmp_path / "s.db"), "--port", port) == 2
    assert f"端口 {port} 已被占用" in capsys.readouterr().err


def test_nothing_to_read_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(tmp_path / "none.db"), "--read-only") == 2
    assert "没有这个数据库" in capsys.readouterr().err
    assert run(str(tmp_path / "s.db"), "--letter", "none.docx") == 2
    assert "没有这个模板" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="it is ended by a signal")
def test_it_starts_says_where_and_ends(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "gouji", "serve", str(tmp_path / "s.db"), "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment
    ) as server:
        assert server.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/", server.stdout.readline())
        assert found
        assert "还没有报告" in httpx.get(found[0], timeout=20).text
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=30) in (0, 130, -signal.SIGINT)

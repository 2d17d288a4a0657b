"""The run that the READMEs show is a real one."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from gouji.cli import app

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_run_shown_is_what_gouji_prints(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = (ROOT / name).read_text(encoding="utf-8")
    shown = text.split("<!-- run -->\n```console\n")[1].split("\n```\n<!-- /run -->")[0]
    command, _, output = shown.partition("\n")
    arguments = command.removeprefix("$ gouji ").split()
    printed = CliRunner().invoke(app, arguments).stdout
    assert printed.rstrip().splitlines() == output.rstrip().splitlines()

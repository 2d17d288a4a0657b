"""Tests of the command line check files in their own process, where they can stand in for what
reads them; those of the process apart (test_apart.py) ask for it."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from gouji.checked import check_file


@pytest.fixture(autouse=True)
def in_this_process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "test_apart" not in request.module.__name__:
        monkeypatch.setattr("gouji.checking.checker", lambda *_: nullcontext(check_file))

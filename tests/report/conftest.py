"""What the tests of the outputs share: a drawn report, a browser, a spreadsheet program."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reconcile.audit import Audit
from tests.chromium import chromium
from tests.report import paper


@pytest.fixture
def drawn(tmp_path: Path) -> Audit:
    """The audit of a small report that lies in the test's folder."""
    path = tmp_path / "年报.pdf"
    paper.draw(path)
    return paper.audit(path)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Chromium without a window. Skips where it is not installed."""
    window = chromium(
        tmp_path_factory.mktemp("chromium"),
        "--disable-quic",
        "--window-size=1280,1000",
        logs={"browser": "ALL", "performance": "ALL"},
    )
    yield window
    window.quit()


@pytest.fixture(scope="session")
def soffice(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Has LibreOffice compute a workbook; gives the computed copy. Skips where there is none."""
    program = shutil.which("soffice")
    if not program:
        pytest.skip("LibreOffice (soffice) is not installed")
    profile = tmp_path_factory.mktemp("soffice")

    def compute(book: Path) -> Path:
        folder = tmp_path_factory.mktemp("computed")
        arguments = ["--headless", "--convert-to", "xlsx", "--outdir", str(folder), str(book)]
        subprocess.run(
            [program, f"-env:UserInstallation={profile.as_uri()}", *arguments],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return folder / book.name

    return compute

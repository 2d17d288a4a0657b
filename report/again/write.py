"""Write the page about two files of one report."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from report.again.page import Pages, render
from report.outputs import SCRATCH, placed
from report.texts import load


def write_again(about: Pages, path: Path, *, lang: str = "zh") -> Path:
    """Write the page, whole or not at all; the file. Raises OSError where it cannot be written."""
    page = render(about, load(lang))
    with TemporaryDirectory(prefix=SCRATCH, dir=path.parent) as made:
        half = Path(made, path.name)
        half.write_text(page, encoding="utf-8")
        return placed(half, path)

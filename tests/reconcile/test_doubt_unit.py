"""A table whose figures all differ from the text by one power of ten has another unit."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from extract.read import read
from reconcile.audit import Severity
from reconcile.reconcile import reconcile
from tests.extract import odd


def test_a_wrong_unit_line_is_a_doubt_and_no_row_of_mismatches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = odd.write

    def in_yuan(page: pymupdf.Page, x: float, y: float, text: str, size: float = 12.0) -> None:
        write(page, x, y, "单位：元" if text == "单位：万元" else text, size)

    monkeypatch.setattr(odd, "write", in_yuan)
    audit = reconcile(read(odd.make(tmp_path / "决算.pdf", odd.Looks())))
    assert audit.count(Severity.MISMATCH) == 0
    doubts = [f for f in audit.findings if f.severity is Severity.DOUBT]
    assert doubts and any("单位" in str(f.message) for f in doubts)

"""Two reports in one file are each checked by themselves."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from extract.read import read
from reconcile.audit import Severity
from reconcile.reconcile import reconcile
from tests.extract import odd


@pytest.fixture
def bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A department's report, and that of a unit with a slip in its narrative behind it."""
    with pymupdf.open(odd.make(tmp_path / "a.pdf", odd.Looks())) as first:
        monkeypatch.setattr(odd, "TITLE", "云陵市国有林场2023年度单位决算")
        with pymupdf.open(odd.make(tmp_path / "b.pdf", odd.Looks(), slip=True)) as second:
            first.insert_pdf(second)
        first.save(tmp_path / "两份.pdf")
    return tmp_path / "两份.pdf"


def test_each_is_held_against_its_own_tables(bound: Path) -> None:
    disclosure = read(bound)
    assert [(p.first, p.last, p.unit) for p in disclosure.parts] == [
        (1, 4, "云陵市林业局"),
        (5, 8, "云陵市国有林场"),
    ]
    audit = reconcile(disclosure)
    wrong = [f for f in audit.findings if f.severity is Severity.MISMATCH]
    assert [(f.page, f.stated) for f in wrong] == [(8, "1260.85")]
    assert len(audit.judgements) == len(disclosure.claims)
    assert "2份报告" in str(audit.unchecked[0])


def test_one_report_has_no_parts(tmp_path: Path) -> None:
    assert read(odd.make(tmp_path / "a.pdf", odd.Looks())).parts == ()

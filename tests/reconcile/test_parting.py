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


@pytest.mark.parametrize("order", [(0, 1, 2, 4, 5, 6, 3, 7), (0, 1, 2, 4, 5, 6, 7, 3)])
def test_texts_behind_the_tables_of_both_accuse_nobody(
    bound: Path, tmp_path: Path, order: tuple[int, ...]
) -> None:
    """Whose text is whose is not known: cover and tables of each, then the texts of both."""
    with pymupdf.open(bound) as document:
        document.select(order)
        document.save(tmp_path / "交错.pdf")
    audit = reconcile(read(tmp_path / "交错.pdf"))
    heavy = [f for f in audit.findings if f.severity in (Severity.MISMATCH, Severity.DOUBT)]
    assert {f.severity for f in heavy} == {Severity.DOUBT}
    assert any("交错" in str(f.detail) for f in heavy)

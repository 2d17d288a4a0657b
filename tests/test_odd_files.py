"""Files that are odd as files: two reports in one, rubbish around one."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from gouji import check
from reconcile.audit import Severity
from tests.extract.odd import Looks, make
from tests.oddpaper import CLAIMS, SLIP, WRONG, Paper, draw, outcome


@pytest.fixture
def bound(tmp_path: Path) -> Path:
    """Where the reports of two bodies are put into one file."""
    return tmp_path / "bound.pdf"


def _bind(path: Path, *parts: Path) -> Path:
    with pymupdf.open() as document:
        for part in parts:
            with pymupdf.open(part) as one:
                document.insert_pdf(one)
        document.save(path)
    return path


def test_two_reports_in_one_file_are_told_apart(bound: Path, tmp_path: Path) -> None:
    first, second = draw(tmp_path / "a.pdf", Paper()), make(tmp_path / "b.pdf", Looks())
    alone = [check(path).coverage for path in (first, second)]
    audit = check(_bind(bound, first, second))
    assert not [f for f in audit.findings if f.severity in (Severity.MISMATCH, Severity.DOUBT)]
    assert audit.coverage.confirmed == sum(one.confirmed for one in alone)


@pytest.mark.parametrize("which", [0, 1])
def test_a_slip_in_one_of_two_is_found(bound: Path, tmp_path: Path, which: int) -> None:
    first = draw(tmp_path / "a.pdf", Paper(), slip=which == 0)
    second = make(tmp_path / "b.pdf", Looks(), slip=which == 1)
    audit = check(_bind(bound, first, second))
    wrong = [f.stated for f in audit.findings if f.severity is Severity.MISMATCH]
    assert wrong == [(WRONG, "1260.85")[which]]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n", b""),
        (b"\xef\xbb\xbf\r\n", b"\n<html><body>404</body></html>\n" * 40),
        (bytes(range(256)) * 3, b"\x00" * 900),
    ],
)
def test_rubbish_around_a_file(before: bytes, after: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    for slip in (False, True):
        path.write_bytes(before + draw(path, Paper(), slip=slip).read_bytes() + after)
        found = outcome(path)
        assert len(found.mismatches) == slip, found
        assert found.claims == CLAIMS and found.confirmed == CLAIMS - slip
        assert all(WRONG in words and SLIP in words for words in found.mismatches)

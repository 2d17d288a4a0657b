"""Whole reports that are odd in one way each: sound ones stay silent, a slip is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.audit import check
from reconcile.audit import Severity
from tests.extract.odd import Looks, make
from tests.extract.odd_held import HELD


@pytest.mark.parametrize("kind", HELD)
def test_an_odd_look_misleads_nobody(tmp_path: Path, kind: str) -> None:
    audit = check(make(tmp_path / "决算.pdf", HELD[kind]))
    assert audit.count(Severity.MISMATCH) == 0
    assert audit.coverage.confirmed == audit.coverage.total >= 8


@pytest.mark.parametrize("looks", [Looks(), *HELD.values()])
def test_a_slip_is_found(tmp_path: Path, looks: Looks) -> None:
    audit = check(make(tmp_path / "决算.pdf", looks, slip=True))
    wrong = [f for f in audit.findings if f.severity is Severity.MISMATCH]
    assert [f.stated for f in wrong] == ["1260.85"]

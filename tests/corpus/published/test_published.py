"""Who has published: each body of a list stands as it must, and doubtful names are shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.corpus.published.bank import Case, cases, stand


def params(*names: str) -> list[object]:
    return [pytest.param(case, id=case.name) for name in names for case in cases(name)]


@pytest.mark.parametrize("case", params("cases", "held_apart"))
def test_how_bodies_stand(case: Case, empty: Engine, tmp_path: Path) -> None:
    assert sorted(stand(empty, case, tmp_path)) == sorted(case.stand)

"""The bank of reports that were published again: what changed is told, and nothing else."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.corpus.again.bank import Case, cases, run, told


def params(*names: str) -> list[object]:
    return [pytest.param(case, id=case.name) for name in names for case in cases(name)]


@pytest.mark.parametrize("case", params("cases", "held_apart"))
def test_what_is_told(case: Case, empty: Engine) -> None:
    done, rows = run(empty, case)
    if case.outcome == "apart":
        assert not done.pairs["B04"] and not rows
        return
    if case.outcome != "same":  # files that print the same are one
        assert done.pairs["B04"] == len(case.texts) - 1
    if case.outcome == "scope":
        assert [row["severity"] for row in rows] == ["scope"]
        return
    assert sorted(map(told, rows)) == sorted((*case.changes, *case.third))
    wanted = "announced" if case.outcome == "announced" else "difference"
    assert {row["severity"] for row in rows} <= {wanted}

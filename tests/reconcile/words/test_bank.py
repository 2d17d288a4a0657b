"""The wording findings against their banks of sentences: those they were built with, and three
written without looking at the rules and first run when these were done."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.reconcile.words.bank import Case, cases, differs


def _parameters() -> Iterator[object]:
    for name in ("bank", "held_apart", "second", "third", "published"):
        for number, case in enumerate(cases(name), 1):
            known = [pytest.mark.xfail(reason=case.limit, strict=True)] if case.limit else []
            yield pytest.param(case, id=f"{name}-{number}", marks=known)


@pytest.mark.parametrize("case", list(_parameters()))
def test_says_what_it_must_and_no_more(case: Case) -> None:
    assert not differs(case)

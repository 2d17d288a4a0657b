"""A scan of a report that was published as text, too: what may be misread is called no change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.corpus.again.bank import Case, cases, run, told

#: In the later file: a figure that nothing else says, one more that is printed in two places of a
#: table and in the text, all of which agree, and one that is not there.
EDITS = (
    ("机关运行经费支出66.00万元", "机关运行经费支出86.00万元"),
    ("公务接待费4.00万元", "公务接待费4.60万元"),
    ("支出决算为12.50万元", "支出决算为13.10万元"),
    ("12.50 | | 8.50 | | 8.50 | 4.00", "13.10 | | 8.50 | | 8.50 | 4.60"),
    ("，国内公务接待10批次、80人次", ""),
)


SEVERITIES = ("difference", "reading")


def _bare(row: Mapping[str, Any]) -> str:
    return re.sub("[^0-9. →]", "", told(row))


def edited(scanned: frozenset[int]) -> Case:
    text = later = next(iter(cases("cases"))).texts[0]
    for old, new in EDITS:
        later = later.replace(old, new)
    files, years, kinds = ("a.pdf", "b.pdf"), (2024, 2024), ("final", "final")
    return Case("scan", (text, later), files, years, kinds, "", (), (), scanned)


@pytest.mark.parametrize("scanned", [{0}, {1}, {0, 1}])
def test_what_a_scan_may_have_been_misread_for(scanned: set[int], empty: Engine) -> None:
    done, rows = run(empty, edited(frozenset(scanned)))
    found = {name: {_bare(r) for r in rows if r["severity"] == name} for name in SEVERITIES}
    assert {"66.00 → 86.00", "10 → ", "80 → "} <= found["reading"]
    assert {"4.00 → 4.60", "12.50 → 13.10"} <= found["difference"]
    assert all(row["severity"] in SEVERITIES for row in rows)
    assert done.again.outcomes == {"difference": 1}


def test_text_is_read_as_it_is_printed(empty: Engine) -> None:
    _, rows = run(empty, edited(frozenset()))
    assert {row["severity"] for row in rows} == {"difference"}


def test_files_that_differ_only_so_are_said_to(empty: Engine) -> None:
    case = edited(frozenset({1}))
    later = case.texts[0].replace(*EDITS[0]).replace(*EDITS[-1])
    done, rows = run(empty, replace(case, texts=(case.texts[0], later)))
    assert done.again.outcomes == {"reading": 1} and {r["severity"] for r in rows} == {"reading"}
    assert all("对照原件" in row["detail"] for row in rows)

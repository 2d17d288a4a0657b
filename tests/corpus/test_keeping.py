"""What goes to the store of a report: all, figures, findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from corpus.store.database import open_store
from corpus.store.keeping import ALL, CLAIMS, FINDINGS, KEPT, kept
from corpus.store.models import ReportRow
from corpus.store.records import record
from gouji.cli import app
from tests.corpus.test_store import all_rows, an_audit, put

FOUND = record(an_audit(), "1.0")


def names(rows: Mapping[str, Sequence[dict[str, Any]]]) -> dict[str, int]:
    return {name: len(some) for name, some in rows.items()}


def test_all_is_all() -> None:
    assert kept(FOUND, ALL) is FOUND


def test_figures_keep_what_they_rest_on() -> None:
    """The factories' report has four claims in sentences, one cell as evidence, one finding."""
    rows = kept(FOUND, CLAIMS).rows
    assert rows["claims"] == FOUND.rows["claims"] and rows["findings"] == FOUND.rows["findings"]
    assert {r["id"] for r in rows["sentences"]} == {r["sentence_id"] for r in rows["claims"]}
    assert {r["cell_id"] for r in rows["evidence"]} <= {r["id"] for r in rows["cells"]}
    assert rows["checks"] == [] != FOUND.rows["checks"]


def test_findings_keep_what_they_name() -> None:
    rows = kept(FOUND, FINDINGS).rows
    assert rows["findings"] == FOUND.rows["findings"] != []
    named = {r["claim_id"] for r in rows["finding_places"]} - {None}
    assert {r["id"] for r in rows["claims"]} == named
    assert len(rows["claims"]) < len(FOUND.rows["claims"])
    assert rows["facts"] == FOUND.rows["facts"] and rows["tables"] == FOUND.rows["tables"]


@pytest.mark.parametrize("keep", KEPT)
def test_every_row_that_is_left_finds_those_it_refers_to(store: Engine, keep: str) -> None:
    put(store, kept(FOUND, keep))
    (row,) = all_rows(store, ReportRow)
    assert (row.kept, row.claims, row.mismatches) == (keep, 4, 1)


def test_who_searches_is_told_what_is_not_there(tmp_path: Path) -> None:
    place = str(tmp_path / "a.db")
    engine = open_store(place)
    put(engine, kept(FOUND, FINDINGS))
    engine.dispose()
    for words, said in (
        (["figure", "1.5万元"], True),
        (["text", "收入"], True),
        (["units"], False),
    ):
        found = CliRunner().invoke(app, ["query", *words, "--store", place, "--lang", "en"])
        assert found.exit_code == 0 and ("Of 1 reports" in found.stderr) is said

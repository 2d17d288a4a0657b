"""How much of a report goes to the store: all of it, its figures, or what its findings name.

What reports are held against each other by (facts, members, duties, the titles of tables) is kept
always; so is the report's own row with its counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus.store.records import Record

#: Everything; figures with the sentences they stand in and the cells they were held against;
#: findings with the figures, sentences and cells that they name.
ALL, CLAIMS, FINDINGS = "all", "claims", "findings"
KEPT = (ALL, CLAIMS, FINDINGS)

_Rows = Mapping[str, Sequence[dict[str, Any]]]


def kept(found: Record, keep: str) -> Record:
    """A report without the rows that are not to be kept; every row that is left finds those that it
    refers to."""
    if keep == ALL:
        return found
    from corpus.store.records import Record

    rows = _of_claims(found.rows) if keep == CLAIMS else _of_findings(found.rows)
    return Record({**found.report, "kept": keep}, {**found.rows, **rows})


def _of_claims(rows: _Rows) -> _Rows:
    cells = _named(rows["evidence"], "cell_id") | _named(rows["finding_places"], "cell_id")
    sentences = _named(rows["claims"], "sentence_id")
    return {
        "cells": _those(rows["cells"], "id", cells),
        "sentences": _those(rows["sentences"], "id", sentences),
        "checks": [],
    }


def _of_findings(rows: _Rows) -> _Rows:
    claims = _those(rows["claims"], "id", _named(rows["finding_places"], "claim_id"))
    ids = _named(claims, "id")
    cells = _named(rows["finding_places"], "cell_id")
    return {
        "claims": claims,
        "cells": _those(rows["cells"], "id", cells),
        "sentences": _those(rows["sentences"], "id", _named(claims, "sentence_id")),
        "evidence": _where(
            rows["evidence"], lambda r: r["claim_id"] in ids and r["cell_id"] in cells
        ),
        "checks": [],
    }


def _named(rows: Sequence[dict[str, Any]], name: str) -> set[int]:
    return {row[name] for row in rows if row[name] is not None}


def _those(rows: Sequence[dict[str, Any]], name: str, wanted: set[int]) -> list[dict[str, Any]]:
    return _where(rows, lambda row: row[name] in wanted)


def _where(
    rows: Sequence[dict[str, Any]], holds: Callable[[dict[str, Any]], bool]
) -> list[dict[str, Any]]:
    return [row for row in rows if holds(row)]

"""Claims and findings as rows for other programs: CSV files and JSON Lines.

The columns and what they hold are in docs/outputs.md, which a test keeps in step with this module.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from reconcile.audit import Audit
from report.result import CellDict, ClaimDict, DocumentDict, FindingDict, Result, to_dict
from report.reviewed import NOTHING, Remark, Reviewed
from report.texts import Texts, load
from report.wrap import harmless, json_line

Row = dict[str, str | int | None]

DOCUMENT_COLUMNS = ("file", "sha256", "unit", "year", "kind")
CLAIM_COLUMNS = (
    *DOCUMENT_COLUMNS,
    *("id", "page", "place", "text", "value", "unit_of_value", "figure", "role", "direction"),
    *("subject", "period", "verdict", "expected", "formula"),
    *("table", "row", "column", "cell_page", "cell_place", "cell_value", "cell_unit"),
    "sentence",
    *("x0", "y0", "x1", "y1"),
)
FINDING_COLUMNS = (
    *DOCUMENT_COLUMNS,
    *("id", "rule", "rule_name", "severity", "page", "place", "message", "stated", "expected"),
    *("unit_of_value", "difference", "formula", "clause", "detail", "claims", "cells", "stands"),
    *("chain", "decision", "tick", "remark", "reviewer", "decided_on"),
)
#: Columns whose values have names, and the groups of texts that have these.
_NAMED = {
    "kind": "head",
    "severity": "severity",
    "verdict": "verdict",
    "role": "role",
    "figure": "figure",
}
_PLAIN = re.compile(r"-?\d+(\.\d+)?")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def claim_rows(result: Result) -> Iterator[Row]:
    """A row for every claim, with the first cell that it is held against."""
    for claim in result["claims"]:
        yield _document(result["document"]) | _claim(claim)


def finding_rows(result: Result, reviewed: Reviewed = NOTHING, lang: str = "en") -> Iterator[Row]:
    """A row for every finding; `claims` and `cells` are lists in one field, apart by “; ”. What a
    reviewer decided has its name in `lang`; the fields are empty where nothing was."""
    for finding in result["findings"]:
        remark = reviewed.findings.get(finding["id"])
        yield _document(result["document"]) | _finding(finding) | _remark(remark, lang)


def write_csv(
    audit: Audit, claims: Path, findings: Path, lang: str = "zh", reviewed: Reviewed = NOTHING
) -> None:
    """Write both CSV files, in UTF-8 with a byte order mark, as Excel expects it; headings and what
    gouji says in `lang`. In English the headings are the names of the columns.

    Raises OSError where one cannot be written.
    """
    result, texts = to_dict(audit, lang), load(lang)
    _write(claims, CLAIM_COLUMNS, claim_rows(result), texts)
    _write(findings, FINDING_COLUMNS, finding_rows(result, reviewed, lang), texts)


def write_jsonl(audit: Audit, path: Path, lang: str = "zh") -> None:
    """Write one JSON object a line: the document, then its claims, then its findings, each with
    `record` (document, claim, finding) and the `sha256` of its document; what gouji says in
    `lang`."""
    result = to_dict(audit, lang)
    with path.open("w", encoding="utf-8") as stream:
        for record in records(result):
            stream.write(json_line(record))


def records(result: Result) -> Iterator[dict[str, object]]:
    """What write_jsonl writes, line by line."""
    key = {"sha256": result["document"]["sha256"]}
    head = {"gouji": result["gouji"], "coverage": result["coverage"], "checks": result["checks"]}
    yield {"record": "document", **result["document"], **head, "unchecked": result["unchecked"]}
    for claim in result["claims"]:
        yield {"record": "claim", **key, **claim}
    for finding in result["findings"]:
        yield {"record": "finding", **key, **finding}


def _document(document: DocumentDict) -> Row:
    return {
        "file": document["file"],
        "sha256": document["sha256"],
        "unit": document["unit"],
        "year": document["year"],
        "kind": document["kind"],
    }


def _claim(claim: ClaimDict) -> Row:
    cell = claim["evidence"][0] if claim["evidence"] else None
    row: Row = {
        "id": claim["id"],
        "page": claim["page"],
        "place": claim["place"],
        "text": claim["text"],
        "value": claim["value"],
        "unit_of_value": claim["unit"],
        "figure": claim["kind"],
        "role": claim["role"],
        "direction": claim["direction"],
        "subject": claim["subject"],
        "period": claim["period"],
        "verdict": claim["verdict"],
        "expected": claim["expected"],
        "formula": claim["formula"],
        "table": cell["title"] if cell else None,
        "row": cell["row"] if cell else None,
        "column": cell["column"] if cell else None,
        "cell_page": cell["page"] if cell else None,
        "cell_place": cell["place"] if cell else None,
        "cell_value": cell["value"] if cell else None,
        "cell_unit": cell["unit"] if cell else None,
        "sentence": claim["sentence"],
    }
    box = {
        name: f"{v:.1f}" for name, v in zip(("x0", "y0", "x1", "y1"), claim["bbox"], strict=True)
    }
    return row | box


def _finding(finding: FindingDict) -> Row:
    return {
        "id": finding["id"],
        "rule": finding["rule"],
        "rule_name": finding["rule_name"],
        "severity": finding["severity"],
        "page": finding["page"],
        "place": finding["place"],
        "message": finding["message"],
        "stated": finding["stated"],
        "expected": finding["expected"],
        "unit_of_value": finding["unit"],
        "difference": finding["difference"],
        "formula": finding["formula"],
        "clause": finding["clause"],
        "detail": finding["detail"],
        "claims": "; ".join(finding["claims"]),
        "cells": _cells(finding["cells"]),
        "stands": _cells(finding["stands"]),
        "chain": finding["chain"],
    }


def _remark(remark: Remark | None, lang: str) -> Row:
    return {
        "decision": remark.name(lang) if remark else None,
        "tick": remark.tick if remark else None,
        "remark": remark.note if remark else None,
        "reviewer": remark.reviewer if remark else None,
        "decided_on": remark.day if remark else None,
    }


def _cells(cells: Iterable[CellDict]) -> str:
    return "; ".join(
        f"{_where(c)} {c['title']} | {c['row']} | {c['column']} | {c['text']}" for c in cells
    )


def _where(cell: CellDict) -> str:
    """A page by its number; a place that is none in its words."""
    page = cell["page"]
    return f"p{page}" if cell["place"] in (f"第{page}页", f"p. {page}") else cell["place"]


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[Row], texts: Texts) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, columns)
        writer.writerow({name: texts(f"columns.{name}") for name in columns})
        for row in rows:
            writer.writerow(guarded(_named(row, texts)))


def _named(row: Row, texts: Texts) -> Row:
    """A row with values by their names: 决算 for final; in English they are as in the result."""
    if texts.lang == "en":
        return row
    named = {n: texts(f"{group}.{row[n]}") for n, group in _NAMED.items() if row.get(n)}
    return row | named


def guarded(row: Mapping[str, str | int | None]) -> Row:
    """The row with an apostrophe before every text that a spreadsheet would take for a formula;
    plain negative figures stay figures."""
    return {name: _guarded(value) for name, value in row.items()}


def _guarded(value: str | int | None) -> str | int | None:
    if not isinstance(value, str):
        return value
    text = harmless(value)
    return "'" + text if text.startswith(_FORMULA) and not _PLAIN.fullmatch(text) else text
